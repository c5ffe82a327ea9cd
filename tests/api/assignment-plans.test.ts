import { env } from 'cloudflare:workers'
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { conflictBetween, type AgencyNode } from '#domain/conflict.ts'
import type { Rules } from '#domain/edition.ts'
import { sweepDrafts } from '#worker/plan-draft.ts'
import { fillGaps, workGaps } from '#worker/replanning.ts'
import { aJuror, anAffiliation, anEligible, assigned, scored, type Eligible } from './jury-factories.ts'
import { aPerson, anAgency, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'

const made = z.object({
  id: z.string(),
  kind: z.string(),
  seed: z.number(),
  readersPerProposal: z.number(),
  isOutdated: z.boolean(),
  added: z.number(),
  ended: z.number(),
  report: z.object({
    proposals: z.number(),
    covered: z.number(),
    loads: z.array(
      z.object({ jurorId: z.string(), name: z.string(), count: z.number(), added: z.number(), ended: z.number() }),
    ),
    conflictsAvoided: z.number(),
    components: z.number(),
    unmet: z.array(
      z.object({
        proposalId: z.string(),
        referenceNumber: z.string(),
        title: z.string(),
        missing: z.number(),
        cause: z.string(),
      }),
    ),
  }),
  changes: z.array(z.object({ act: z.string(), juror: z.string(), referenceNumber: z.string(), title: z.string() })),
})

const several = async <Made>(count: number, make: () => Promise<Made>): Promise<Made[]> => {
  const made: Made[] = []
  for (let i = 0; i < count; i += 1) made.push(await make())
  return made
}

type Given = {
  kind?: 'first' | 'replan'
  seed?: number
  stage?: string
  by?: Person
  mostReadings?: number | null
  anchors?: { perGroup: number; readers: number } | null
}

const plansOf = (edition: Edition, stage = 'penilaian') => `/editions/${edition.slug}/stages/${stage}/assignment-plans`

const make = (edition: Edition, given: Given = {}) =>
  answer(
    call(given.by ?? edition.secretariat, 'POST', plansOf(edition, given.stage), {
      kind: given.kind ?? 'first',
      seed: given.seed ?? 7,
      mostReadings: given.mostReadings ?? null,
      anchors: given.anchors === undefined ? null : given.anchors,
      usesThemes: true,
      reason: given.kind === 'replan' ? 'Juri berhalangan.' : '',
    }),
  )

const publish = (edition: Edition, planId: string, stage?: string) =>
  answer(call(edition.secretariat, 'POST', `${plansOf(edition, stage)}/${planId}/publication`))

/** Made and published; the answer is that of the first step that was refused, else the plan's. */
async function plan(edition: Edition, given: Given = {}): Promise<[number, unknown]> {
  const [status, body] = await make(edition, given)
  if (status !== 201) return [status, body]
  const [refused, why] = await publish(edition, made.parse(body).id, given.stage)
  return refused === 201 ? [status, body] : [refused, why]
}

const readingsOf = (edition: Edition, stageId = 'penilaian') =>
  db
    .select({
      proposalId: tables.assignments.proposalId,
      jurorId: tables.assignments.jurorId,
      position: tables.assignments.position,
      planId: tables.assignments.planId,
    })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.editionId, edition.id), eq(tables.assignments.stageId, stageId)))

test('a plan is looked at first, and once it is published every proposal has two readers who are told', async () => {
  const edition = await anEdition('penilaian')
  const jurors = await several(4, () => aJuror(edition))
  const proposals = await several(6, () => anEligible(edition))
  const [status, body] = await make(edition)
  const draft = made.parse(body)
  expect([status, draft]).toEqual([
    201,
    {
      id: expect.any(String),
      kind: 'first',
      seed: 7,
      readersPerProposal: 2,
      isOutdated: false,
      added: 12,
      ended: 0,
      report: {
        proposals: 6,
        covered: 6,
        loads: jurors.map(({ id, name }) => ({ jurorId: id, name, count: 3, added: 3, ended: 0 })),
        conflictsAvoided: 0,
        components: 1,
        unmet: [],
      },
      changes: expect.any(Array),
    },
  ])
  expect([draft.changes.length, await readingsOf(edition), await lettersOf(jurors[0]!)]).toEqual([12, [], []])
  expect(await publish(edition, draft.id)).toEqual([201, { publishedAt: expect.any(String) }])
  const readings = await readingsOf(edition)
  for (const { id } of proposals) expect(readings.filter(({ proposalId }) => proposalId === id).length).toBe(2)
  for (const { id } of jurors) {
    const order = readings.filter(({ jurorId }) => jurorId === id).map(({ position }) => position)
    expect(order.toSorted()).toEqual([1, 2, 3])
  }
  expect(await auditActions(draft.id)).toEqual(['assignment_plan.made', 'assignment.planned'])
  const letters = await lettersOf(jurors[0]!)
  expect(letters.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['readings_assigned', '3 usulan menunggu penilaian Anda'],
  ])
  expect(await db.select().from(tables.plannedReadings).where(eq(tables.plannedReadings.planId, draft.id))).toEqual([])
})

test('jurors of the same agency, of its parent, child or regional government, or who said so, receive none', async () => {
  const edition = await anEdition('penilaian')
  const proposal = await anEligible(edition)
  const { agency, unit } = proposal.agency
  const child = await anAgency({ parentId: unit.id })
  const sister = await anAgency({ regionalGovernmentId: agency.id })
  const [free, alsoFree] = await several(2, () => aJuror(edition))
  for (const agencyId of [agency.id, unit.id, child.id, sister.id]) {
    await anAffiliation(await aJuror(edition), agencyId)
  }
  await anAffiliation(free!, agency.id, new Date(Date.now() - 1000))
  const declared = await aJuror(edition)
  await db.insert(tables.conflicts).values({
    id: crypto.randomUUID(),
    proposalId: proposal.id,
    jurorId: declared.id,
    source: 'secretariat',
    reason: 'Saudara inovator.',
    at: new Date(),
    by: edition.secretariat.id,
  })
  const [status, body] = await plan(edition)
  expect([status, made.parse(body).report.conflictsAvoided]).toEqual([201, 5])
  const readers = (await readingsOf(edition)).map(({ jurorId }) => jurorId)
  expect(readers.toSorted()).toEqual([free!.id, alsoFree!.id].toSorted())
})

test('a juror who also writes or decides for the agency receives none of it, neither by plan nor by SQL', async () => {
  const edition = await anEdition('penilaian')
  const proposal = await anEligible(edition)
  const { agency, unit } = proposal.agency
  await several(2, () => aJuror(edition))
  const role = { role: 'evaluator' as const, editionId: edition.id }
  const authorToo = await aPerson(role, { role: 'author', agencyId: unit.id })
  await aPerson(role, { role: 'agency_admin', agencyId: agency.id })
  const [status, body] = await plan(edition)
  expect([status, made.parse(body).report.conflictsAvoided]).toEqual([201, 2])
  await expect(assigned(edition, authorToo, [proposal])).rejects.toMatchObject({
    cause: { message: expect.stringContaining('conflict_of_interest') },
  })
})

test('a proposal with too few jurors free of conflict is named, and gets those it can have', async () => {
  const edition = await anEdition('penilaian')
  const [inConflict] = await several(2, () => aJuror(edition))
  const proposal = await anEligible(edition)
  await anAffiliation(inConflict!, proposal.agency.agency.id)
  const [status, body] = await plan(edition)
  expect([status, made.parse(body).report.unmet]).toEqual([
    201,
    [
      {
        proposalId: proposal.id,
        referenceNumber: proposal.referenceNumber,
        title: proposal.title,
        missing: 1,
        cause: 'conflicts',
      },
    ],
  ])
  expect((await readingsOf(edition)).length).toBe(1)
})

test('of plans published at the same moment one holds, the others lose whole', async () => {
  const edition = await anEdition('penilaian')
  await several(5, () => aJuror(edition))
  await several(4, () => anEligible(edition))
  const drafts = await Promise.all([1, 2, 3].map(async (seed) => made.parse((await make(edition, { seed }))[1])))
  const answers = await Promise.all([...drafts, drafts[0]!].map(({ id }) => publish(edition, id)))
  expect(answers.filter(([status]) => status === 201).length).toBe(1)
  for (const [status, body] of answers.filter(([refused]) => refused !== 201)) {
    expect([status, ['plan_outdated', 'plan_ended'].includes(z.object({ code: z.string() }).parse(body).code)]).toEqual(
      [409, true],
    )
  }
  const readings = await readingsOf(edition)
  const plans = await db.select().from(tables.assignmentPlans).where(eq(tables.assignmentPlans.editionId, edition.id))
  const published = plans.filter(({ publishedAt }) => publishedAt !== null)
  expect([published.length, readings.length, new Set(readings.map(({ planId }) => planId))]).toEqual([
    1,
    8,
    new Set([published[0]?.id]),
  ])
  const letters = await db
    .select({ id: tables.mails.id })
    .from(tables.mails)
    .where(
      and(
        eq(tables.mails.kind, 'readings_assigned'),
        inArray(
          tables.mails.toUserId,
          readings.map((one) => one.jurorId),
        ),
      ),
    )
  expect(letters.length).toBe(new Set(readings.map(({ jurorId }) => jurorId)).size)
  expect(await make(edition, { seed: 4 })).toEqual([409, { code: 'already_assigned' }])
})

const outdated = [409, { code: 'plan_outdated' }]

test('a plan is out of date once a juror, a proposal, a conflict, a cap or a reading has changed', async () => {
  const edition = await anEdition('penilaian')
  const jurors = await several(3, () => aJuror(edition))
  const proposal = await anEligible(edition)
  const changes: (() => Promise<unknown>)[] = [
    () => aJuror(edition),
    () => anEligible(edition),
    () =>
      db.insert(tables.conflicts).values({
        id: crypto.randomUUID(),
        proposalId: proposal.id,
        jurorId: jurors[0]!.id,
        source: 'secretariat',
        reason: 'Saudara.',
        at: new Date(),
        by: edition.secretariat.id,
      }),
    () => anAffiliation(jurors[1]!, proposal.agency.agency.id),
    () => db.update(tables.roles).set({ endsAt: new Date() }).where(eq(tables.roles.userId, jurors[2]!.id)),
    async () => assigned(edition, await aJuror(edition), [proposal]),
  ]
  for (const change of changes) {
    const [, body] = await make(edition)
    const { id } = made.parse(body)
    await change()
    expect(await publish(edition, id)).toEqual(outdated)
    const [, seen] = await answer(call(edition.secretariat, 'GET', `${plansOf(edition)}/${id}`))
    expect(made.parse(seen).isOutdated).toBe(true)
    await aJuror(edition)
  }
  expect((await readingsOf(edition)).length).toBe(1)
})

test('a draft can be discarded, once, and is then neither published nor compared', async () => {
  const edition = await anEdition('penilaian')
  await several(3, () => aJuror(edition))
  await several(2, () => anEligible(edition))
  const first = made.parse((await make(edition))[1])
  const other = made.parse((await make(edition, { seed: 8 }))[1])
  const discard = () => answer(call(edition.secretariat, 'POST', `${plansOf(edition)}/${first.id}/discard`))
  expect([await discard(), await discard()]).toEqual([
    [201, { discardedAt: expect.any(String) }],
    [409, { code: 'plan_ended' }],
  ])
  expect(await publish(edition, first.id)).toEqual([409, { code: 'plan_ended' }])
  expect(await publish(edition, 'tidak-ada')).toEqual([404, { code: 'not_found' }])
  const compared = `${plansOf(edition)}/compare?a=${first.id}&b=${other.id}`
  expect(await answer(call(edition.secretariat, 'GET', compared))).toEqual([409, { code: 'plan_ended' }])
  expect(await auditActions(first.id)).toEqual(['assignment_plan.made', 'assignment_plan.discarded'])
  const [, listed] = await answer(call(edition.secretariat, 'GET', plansOf(edition)))
  const rows = z.object({ plans: z.array(z.looseObject({ id: z.string(), discardedBy: z.string().nullable() })) })
  expect(rows.parse(listed).plans.map(({ id, discardedBy }) => [id, discardedBy])).toEqual([
    [other.id, null],
    [first.id, edition.secretariat.name],
  ])
})

test('a draft that another plan, or the end of its stage, has overtaken is discarded by the clock a week later', async () => {
  const [overtaken, over, running] = [
    await anEdition('penilaian'),
    await anEdition('penilaian'),
    await anEdition('penilaian'),
  ]
  const drafts: string[] = []
  for (const edition of [overtaken, over, running]) {
    await several(3, () => aJuror(edition))
    await anEligible(edition)
    drafts.push(made.parse((await make(edition))[1]).id)
  }
  const [first = '', second = '', third = ''] = drafts
  const published = made.parse((await make(overtaken))[1]).id
  expect((await publish(overtaken, published))[0]).toBe(201)
  const day = 24 * 3600_000
  const now = Date.now()
  await db
    .update(tables.stages)
    .set({ opensAt: new Date(now - 9 * day), closesAt: new Date(now - 2 * day) })
    .where(and(eq(tables.stages.editionId, over.id), eq(tables.stages.id, 'penilaian')))
  const planned = () =>
    db
      .selectDistinct({ planId: tables.plannedReadings.planId })
      .from(tables.plannedReadings)
      .where(inArray(tables.plannedReadings.planId, drafts))
  const ids = async () => (await planned()).map(({ planId }) => planId).toSorted()
  await sweepDrafts(env, new Date(now + 4 * day))
  expect(await ids()).toEqual(drafts.toSorted())
  await sweepDrafts(env, new Date(now + 6 * day))
  expect(await ids()).toEqual([first, third].toSorted())
  await sweepDrafts(env, new Date(now + 8 * day))
  expect(await ids()).toEqual([third])
  const trail = await Promise.all([first, second, third].map((id) => auditActions(id)))
  const gone = ['assignment_plan.made', 'assignment_plan.discarded']
  expect(trail).toEqual([gone, gone, ['assignment_plan.made']])
  expect((await readingsOf(overtaken)).length).toBe(2)
})

const comparison = z.object({
  onlyA: z.number(),
  onlyB: z.number(),
  shared: z.number(),
  perJuror: z.array(z.object({ name: z.string(), a: z.number(), b: z.number() })),
})

test('two plans are compared by what only one of them gives; the same seed gives the same', async () => {
  const edition = await anEdition('penilaian')
  await several(6, () => aJuror(edition))
  await several(9, () => anEligible(edition))
  const ids = []
  for (const seed of [1, 1, 2]) ids.push(made.parse((await make(edition, { seed }))[1]).id)
  const compare = async (a = '', b = '') =>
    comparison.parse((await answer(call(edition.secretariat, 'GET', `${plansOf(edition)}/compare?a=${a}&b=${b}`)))[1])
  const same = await compare(ids[0], ids[1])
  expect([same.onlyA, same.onlyB, same.shared, same.perJuror.length]).toEqual([0, 0, 18, 6])
  const differs = await compare(ids[0], ids[2])
  expect([differs.onlyA, differs.onlyA + differs.shared]).toEqual([differs.onlyB, 18])
  expect(differs.onlyA).toBeGreaterThan(0)
  await publish(edition, ids[0] ?? '')
  expect(await compare(ids[0], ids[2])).toEqual(differs)
})

test('too few jurors, nothing to assign, and a stage that is over are told apart', async () => {
  const edition = await anEdition('penilaian')
  await aJuror(edition)
  expect(await plan(edition)).toEqual([409, { code: 'nothing_to_assign' }])
  await anEligible(edition)
  expect(await plan(edition)).toEqual([422, { code: 'too_few_jurors', needed: 2, available: 1 }])
  await nowIn(edition, 'pleno-finalis')
  expect(await plan(edition)).toEqual([
    409,
    { code: 'stage_not_open', opensAt: expect.any(String), closesAt: expect.any(String) },
  ])
})

test('an unknown edition, an unknown stage, and one that is not scored are not found; others are not allowed', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const notFound = [404, { code: 'not_found' }]
  expect(await plan({ ...edition, slug: 'tidak-ada' })).toEqual(notFound)
  expect(await plan(edition, { stage: 'tidak-ada' })).toEqual(notFound)
  expect(await plan(edition, { stage: 'seleksi' })).toEqual(notFound)
  const elsewhere = await aPerson({ role: 'secretariat', editionId: other.id })
  expect(await plan(edition, { by: elsewhere })).toEqual([403, { code: 'not_allowed' }])
  expect(await plan(edition, { by: await aPerson({ role: 'auditor' }) })).toEqual([403, { code: 'not_allowed' }])
})

test('an interview is assigned what received a place in the plenary before it, to panelists', async () => {
  const edition = await anEdition('pleno-finalis', (rules: Rules) => ({
    ...rules,
    stages: rules.stages.map((stage) =>
      stage.kind === 'plenary' ? { ...stage, cuts: stage.cuts.map((cut) => ({ ...cut, places: 1 })) } : stage,
    ),
  }))
  const [best] = await scored(edition, [9000, 8000])
  const panel = await several(3, () => aJuror(edition, 'panelist'))
  const path = `/editions/${edition.slug}/stages/pleno-finalis/decision`
  expect((await plan(edition, { stage: 'wawancara' }))[1]).toEqual({ code: 'nothing_to_assign' })
  const decree = { decreeNumber: '1/2027', decreeDate: '2027-06-15' }
  expect(await answer(call(edition.secretariat, 'POST', path, decree))).toEqual([201, { places: 1 }])
  expect((await plan(edition, { stage: 'wawancara' }))[0]).toBe(201)
  const readings = await readingsOf(edition, 'wawancara')
  expect(new Set(readings.map(({ proposalId }) => proposalId))).toEqual(new Set([best!.id]))
  expect(readings.map(({ jurorId }) => jurorId).toSorted()).toEqual(panel.map(({ id }) => id).toSorted())
})

test('a plan waits until the verdicts of screening stand', async () => {
  const edition = await anEdition('seleksi')
  await anEligible(edition)
  await several(2, () => aJuror(edition))
  expect(await plan(edition)).toEqual([
    409,
    { code: 'stage_still_open', closesAt: edition.stages[1]?.closesAt.toISOString() },
  ])
})

/** Live readings with whether their sheet is handed in. */
const standing = (edition: Edition) =>
  db
    .select({
      id: tables.assignments.id,
      jurorId: tables.assignments.jurorId,
      proposalId: tables.assignments.proposalId,
      handedInAt: tables.scoreSheets.handedInAt,
    })
    .from(tables.assignments)
    .leftJoin(tables.scoreSheets, eq(tables.scoreSheets.assignmentId, tables.assignments.id))
    .where(and(eq(tables.assignments.editionId, edition.id), isNull(tables.assignments.endedAt)))

const handIn = (edition: Edition, { id, proposalId }: { id: string; proposalId: string }) =>
  db.insert(tables.scoreSheets).values({
    assignmentId: id,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId,
    totalHundredths: 8000,
    comment: '',
    handedInAt: new Date(),
  })

test('when a juror leaves, a re-plan moves exactly the open readings of that juror and no sheet', async () => {
  const edition = await anEdition('penilaian')
  const jurors = await several(5, () => aJuror(edition))
  await several(10, () => anEligible(edition))
  await plan(edition)
  const before = await standing(edition)
  const leaving = jurors[0]!
  const own = before.filter(({ jurorId }) => jurorId === leaving.id)
  await handIn(edition, own[0]!)
  await db.update(tables.roles).set({ endsAt: new Date() }).where(eq(tables.roles.userId, leaving.id))
  const [, body] = await make(edition, { kind: 'replan' })
  const draft = made.parse(body)
  expect([draft.added, draft.ended]).toEqual([own.length - 1, own.length - 1])
  expect(await publish(edition, draft.id)).toEqual([201, { publishedAt: expect.any(String) }])
  const after = await standing(edition)
  const kept = after.filter(({ id }) => before.some((one) => one.id === id))
  const stays = before.filter(({ id, jurorId }) => jurorId !== leaving.id || id === own[0]?.id)
  expect(kept.map(({ id }) => id).toSorted()).toEqual(stays.map(({ id }) => id).toSorted())
  expect(after.filter(({ jurorId }) => jurorId === leaving.id).map(({ id }) => id)).toEqual([own[0]?.id])
  const ended = await db
    .select({ reason: tables.assignments.endReason })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.jurorId, leaving.id), isNotNull(tables.assignments.endedAt)))
  expect(ended).toEqual(own.slice(1).map(() => ({ reason: 'Juri berhalangan.' })))
  expect((await lettersOf(leaving)).map(({ kind }) => kind)).toEqual(['readings_ended', 'readings_assigned'])
})

test('a sheet handed in while a re-plan that would end it is looked at keeps the re-plan from being published', async () => {
  const edition = await anEdition('penilaian')
  const jurors = await several(4, () => aJuror(edition))
  await several(4, () => anEligible(edition))
  await plan(edition)
  const own = (await standing(edition)).filter(({ jurorId }) => jurorId === jurors[0]!.id)
  await db.update(tables.roles).set({ endsAt: new Date() }).where(eq(tables.roles.userId, jurors[0]!.id))
  const draft = made.parse((await make(edition, { kind: 'replan' }))[1])
  await handIn(edition, own[0]!)
  const before = await standing(edition)
  expect(await publish(edition, draft.id)).toEqual(outdated)
  expect(await standing(edition)).toEqual(before)
})

test('a re-plan of what needs nothing changes nothing, and of a stage without readings is refused', async () => {
  const edition = await anEdition('penilaian')
  await several(3, () => aJuror(edition))
  await several(3, () => anEligible(edition))
  expect(await make(edition, { kind: 'replan' })).toEqual([409, { code: 'nothing_to_assign' }])
  await plan(edition)
  const draft = made.parse((await make(edition, { kind: 'replan', seed: 99 }))[1])
  expect([draft.added, draft.ended, draft.changes]).toEqual([0, 0, []])
})

const fill = async (edition: Edition, given: Partial<Parameters<typeof fillGaps>[2]> = {}) =>
  fillGaps(env, db, {
    editionId: edition.id,
    stageId: 'penilaian',
    kind: 'replan',
    by: edition.secretariat.id,
    actorId: null,
    now: new Date(),
    reason: 'Benturan kepentingan.',
    ...given,
  })

test('gaps are filled by others at once, two fillings at the same moment give no reader too many', async () => {
  const edition = await anEdition('penilaian')
  await several(4, () => aJuror(edition))
  const proposal = await anEligible(edition)
  await anEligible(edition)
  expect(await fill(edition)).toEqual({ planId: null, added: [], unmet: [] })
  await plan(edition)
  const [reading] = (await standing(edition)).filter(({ proposalId }) => proposalId === proposal.id)
  await db
    .update(tables.assignments)
    .set({ endedAt: new Date(), endReason: 'Adik saya.' })
    .where(eq(tables.assignments.id, reading!.id))
  const filled = await Promise.all([fill(edition), fill(edition), fill(edition)])
  expect(filled.map(({ added }) => added.length).toSorted()).toEqual([0, 0, 1])
  const live = (await standing(edition)).filter(({ proposalId }) => proposalId === proposal.id)
  expect([live.length, live.some(({ jurorId }) => jurorId === reading?.jurorId)]).toEqual([2, false])
  const { planId } = filled.find(({ added }) => added.length === 1)!
  expect(await auditActions(planId ?? '')).toEqual(['assignment.replaced'])
  // Whoever asks later who came in whose place reads it in the plan, which has no report.
  const [, seen] = await answer(call(edition.secretariat, 'GET', `${plansOf(edition)}/${planId}`))
  const takers = filled.flatMap(({ added }) => added).map(({ jurorId }) => jurorId)
  const [taker] = await db.select().from(tables.users).where(inArray(tables.users.id, takers))
  expect(seen).toMatchObject({
    report: null,
    added: 1,
    ended: null,
    changes: [{ act: 'added', juror: taker?.name, referenceNumber: proposal.referenceNumber, title: proposal.title }],
  })
})

test('the job fills gaps in the name of whoever published the plan, and does nothing before there is one', async () => {
  const edition = await anEdition('penilaian')
  await several(3, () => aJuror(edition))
  await anEligible(edition)
  const job = { editionId: edition.id, stageId: 'penilaian', reason: 'Pengganti.' }
  await workGaps(env, job, new Date())
  expect(await standing(edition)).toEqual([])
  await plan(edition)
  const [reading] = await standing(edition)
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, reading!.id))
  await workGaps(env, job, new Date())
  expect((await standing(edition)).length).toBe(2)
  const plans = await db.select().from(tables.assignmentPlans).where(eq(tables.assignmentPlans.editionId, edition.id))
  expect(plans.map(({ kind, by, reason }) => [kind, by, reason])).toEqual([
    ['first', edition.secretariat.id, ''],
    ['replan', edition.secretariat.id, 'Pengganti.'],
  ])
  await nowIn(edition, 'pleno-finalis')
  const [other] = await standing(edition)
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, other!.id))
  await workGaps(env, job, new Date())
  expect((await standing(edition)).length).toBe(1)
})

test('further readers come beside those who read, and where nobody is left that is said', async () => {
  const edition = await anEdition('penilaian')
  await several(3, () => aJuror(edition))
  const proposal = await anEligible(edition)
  await plan(edition)
  const extra = [{ proposalId: proposal.id, readers: 1 }]
  expect(await fill(edition, { kind: 'third_reading', extra })).toMatchObject({
    added: [{ proposalId: proposal.id }],
    unmet: [],
  })
  expect((await standing(edition)).length).toBe(3)
  expect(await fill(edition, { kind: 'third_reading', extra })).toEqual({
    planId: null,
    added: [],
    unmet: [{ proposalId: proposal.id, missing: 1, cause: 'too_few_jurors' }],
  })
})

test('progress counts readings and sheets of each juror, and never tells a score', async () => {
  const edition = await anEdition('penilaian')
  const path = `/editions/${edition.slug}/stages/penilaian/progress`
  const nothing = { plan: null, proposals: 0, lackingReaders: 0, assignments: 0, handedIn: 0, jurors: [] }
  expect(await answer(call(edition.secretariat, 'GET', path))).toEqual([200, nothing])
  const [proposal] = await scored(edition, [7777])
  await anEligible(edition)
  const [status, body] = await answer(call(await aPerson({ role: 'auditor' }), 'GET', path))
  const readers = await readingsOf(edition)
  const people = await db
    .select({ id: tables.users.id, name: tables.users.name })
    .from(tables.users)
    .where(
      inArray(
        tables.users.id,
        readers.map(({ jurorId }) => jurorId),
      ),
    )
    .orderBy(tables.users.name)
  expect([status, body]).toEqual([
    200,
    {
      plan: {
        id: expect.any(String),
        seed: 1,
        readersPerProposal: 2,
        at: expect.any(String),
        by: edition.secretariat.name,
      },
      proposals: 2,
      lackingReaders: 1,
      assignments: 2,
      handedIn: 2,
      jurors: people.map(({ id, name }) => ({ id, name, assigned: 1, handedIn: 1 })),
    },
  ])
  expect(readers.map(({ proposalId }) => proposalId)).toEqual([proposal?.id, proposal?.id])
  expect(JSON.stringify(body)).not.toContain('7777')
})

/** Trees of up to six agencies: each may have a parent and a regional government among those before it, or be one itself. */
const trees = fc.array(fc.record({ parent: fc.option(fc.nat({ max: 5 })), region: fc.option(fc.nat({ max: 5 })) }), {
  minLength: 2,
  maxLength: 6,
})

test('domain and database call the same pairs a conflict', async () => {
  const edition = await anEdition('penilaian')
  const author = await aPerson({ role: 'author' })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      trees,
      fc.nat({ max: 5 }),
      fc.nat({ max: 5 }),
      fc.array(fc.tuple(fc.nat({ max: 5 }), fc.constantFrom(null, -1, 0, 1)), { maxLength: 2 }),
      fc.boolean(),
      async (tree, agencyIndex, unitIndex, posts, isDeclared) => {
        run += 1
        const nodes = tree.map(({ parent, region }, i): AgencyNode => {
          const at = (index: number | null) => (index === null ? null : `t${run}-${Math.min(index, i)}`)
          const parentId = parent === i ? null : at(parent)
          return { id: `t${run}-${i}`, parentId, regionalGovernmentId: at(region), enterpriseGroupId: null }
        })
        const node = (index: number) => nodes[index % nodes.length]!
        const now = new Date(1_000_000)
        const affiliations = posts.map(([index, ends]) => ({
          agency: node(index),
          endsAt: ends === null ? null : new Date(now.getTime() + ends),
        }))
        const juror = await aJuror(edition)
        const proposal = await seed(nodes, node(agencyIndex), node(unitIndex))
        for (const { agency, endsAt } of affiliations) await anAffiliation(juror, agency.id, endsAt)
        if (isDeclared) await declare(proposal, juror)
        const said = { kind: 'other', source: 'declared', reason: 'Kenal.', at: now } as const
        const declaration = isDeclared ? said : undefined
        const agencies = { agency: node(agencyIndex), unit: node(unitIndex) }
        const inDomain = conflictBetween(affiliations, agencies, declaration, now) !== null
        expect(await isRefused(proposal, juror, now)).toBe(inDomain)
      },
    ),
    { numRuns: 60 },
  )

  async function seed(nodes: readonly AgencyNode[], agency: AgencyNode, unit: AgencyNode): Promise<Eligible> {
    for (const { id, parentId, regionalGovernmentId } of nodes) {
      await db.insert(tables.agencies).values({
        id,
        name: id,
        clusterId: 'kabupaten',
        parentId,
        regionalGovernmentId,
        validFrom: new Date(0),
      })
    }
    const named = { agency: { id: agency.id, name: agency.id }, unit: { id: unit.id, name: unit.id } }
    return anEligible(edition, { agency: { ...named, author, admin: author } })
  }

  async function isRefused(proposal: Eligible, juror: Person, assignedAt: Date): Promise<boolean> {
    const planId = await emptyPlan()
    try {
      await db.insert(tables.assignments).values({
        id: `a-${run}`,
        planId,
        editionId: edition.id,
        stageId: 'penilaian',
        proposalId: proposal.id,
        jurorId: juror.id,
        position: 1,
        assignedAt,
      })
      return false
    } catch (error) {
      expect(String(error instanceof Error ? error.cause : error)).toContain('conflict_of_interest')
      return true
    }
  }

  async function emptyPlan(): Promise<string> {
    await assigned(edition, edition.secretariat, [])
    const [row] = await db.select({ id: tables.assignmentPlans.id }).from(tables.assignmentPlans).limit(1)
    return row?.id ?? ''
  }
})

async function declare(proposal: Eligible, juror: Person): Promise<void> {
  await db.insert(tables.conflicts).values({
    id: crypto.randomUUID(),
    proposalId: proposal.id,
    jurorId: juror.id,
    source: 'declared',
    reason: 'Kenal.',
    at: new Date(0),
    by: juror.id,
  })
}
