import { env } from 'cloudflare:workers'
import { and, eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { sweepDrafts } from '#worker/plan-draft.ts'
import { aJuror, anAffiliation, anEligible, assigned, scored } from './jury-factories.ts'
import { aPerson, anAgency, anEdition, answer, call, db } from './portal.ts'
import { auditActions, lettersOf, nowIn } from './proposals-factories.ts'
import { made, several, plansOf, make, publish, plan, readingsOf, outdated } from './plan-factories.ts'

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
  // One of them six times: two within the same millisecond are two acts all the same.
  const answers = await Promise.all(
    [...drafts, ...Array.from({ length: 5 }, () => drafts[0]!)].map(({ id }) => publish(edition, id)),
  )
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
  const told = await db
    .select({ subjectId: tables.auditEvents.subjectId })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.editionId, edition.id), eq(tables.auditEvents.action, 'assignment.planned')))
  expect(told).toEqual([{ subjectId: published[0]?.id }])
  expect(await make(edition, { seed: 4 })).toEqual([409, { code: 'already_assigned' }])
})

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
