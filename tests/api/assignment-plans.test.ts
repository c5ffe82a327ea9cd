import { and, eq, inArray, isNull } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { conflictBetween, type AgencyNode } from '#domain/conflict.ts'
import type { Rules } from '#domain/edition.ts'
import { aJuror, anAffiliation, anEligible, assigned, scored, type Eligible } from './jury-factories.ts'
import { aPerson, anAgency, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'

const planned = z.object({
  planId: z.string().nullable(),
  seed: z.number(),
  readersPerProposal: z.number(),
  proposals: z.number(),
  loads: z.array(z.object({ jurorId: z.string(), name: z.string(), count: z.number() })),
  conflictsAvoided: z.number(),
  unmet: z.array(z.object({ proposalId: z.string(), title: z.string(), missing: z.number(), cause: z.string() })),
})

const several = async <Made>(count: number, make: () => Promise<Made>): Promise<Made[]> => {
  const made: Made[] = []
  for (let i = 0; i < count; i += 1) made.push(await make())
  return made
}

const plan = (edition: Edition, given: { seed?: number; preview?: boolean; stage?: string; by?: Person } = {}) =>
  answer(
    call(
      given.by ?? edition.secretariat,
      'POST',
      `/editions/${edition.slug}/stages/${given.stage ?? 'penilaian'}/assignment-plans`,
      {
        seed: given.seed ?? 7,
        preview: given.preview ?? false,
      },
    ),
  )

const readingsOf = (edition: Edition, stageId = 'penilaian') =>
  db
    .select({
      proposalId: tables.assignments.proposalId,
      jurorId: tables.assignments.jurorId,
      position: tables.assignments.position,
    })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.editionId, edition.id), eq(tables.assignments.stageId, stageId)))

test('a plan gives every proposal two readers, evenly, tells each juror and leaves its trail', async () => {
  const edition = await anEdition('penilaian')
  const jurors = await several(4, () => aJuror(edition))
  const proposals = await several(6, () => anEligible(edition))
  const [status, body] = await plan(edition)
  const answered = planned.parse(body)
  expect([status, answered]).toEqual([
    201,
    {
      planId: expect.any(String),
      seed: 7,
      readersPerProposal: 2,
      proposals: 6,
      loads: jurors.map(({ id, name }) => ({ jurorId: id, name, count: 3 })),
      conflictsAvoided: 0,
      unmet: [],
    },
  ])
  const readings = await readingsOf(edition)
  for (const { id } of proposals) expect(readings.filter(({ proposalId }) => proposalId === id).length).toBe(2)
  for (const { id } of jurors) {
    const order = readings.filter(({ jurorId }) => jurorId === id).map(({ position }) => position)
    expect(order.toSorted()).toEqual([1, 2, 3])
  }
  expect(await auditActions(answered.planId ?? '')).toEqual(['assignment.planned'])
  const letters = await lettersOf(jurors[0]!)
  expect(letters.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['readings_assigned', '3 usulan menunggu penilaian Anda'],
  ])
})

test('a preview shows the very plan that is then written, and writes nothing', async () => {
  const edition = await anEdition('penilaian')
  await several(4, () => aJuror(edition))
  await several(5, () => anEligible(edition))
  const [status, preview] = await plan(edition, { preview: true, seed: 99 })
  expect([status, planned.parse(preview).planId, await readingsOf(edition)]).toEqual([200, null, []])
  const [, written] = await plan(edition, { seed: 99 })
  expect({ ...planned.parse(written), planId: null }).toEqual(planned.parse(preview))
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
    proposalId: proposal.id,
    jurorId: declared.id,
    source: 'secretariat',
    reason: 'Saudara inovator.',
    at: new Date(),
    by: edition.secretariat.id,
  })
  const [status, body] = await plan(edition)
  expect([status, planned.parse(body).conflictsAvoided]).toEqual([201, 5])
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
  expect([status, planned.parse(body).conflictsAvoided]).toEqual([201, 2])
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
  expect([status, planned.parse(body).unmet]).toEqual([
    201,
    [{ proposalId: proposal.id, title: proposal.title, missing: 1, cause: 'conflicts' }],
  ])
  expect((await readingsOf(edition)).length).toBe(1)
})

test('a second plan is refused; two at the same moment leave one', async () => {
  const edition = await anEdition('penilaian')
  await several(5, () => aJuror(edition))
  await several(4, () => anEligible(edition))
  const answers = await Promise.all([1, 2, 3].map((seed) => plan(edition, { seed })))
  expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409, 409])
  expect(await plan(edition, { seed: 4 })).toEqual([409, { code: 'already_assigned' }])
  expect(await plan(edition, { seed: 4, preview: true })).toEqual([409, { code: 'already_assigned' }])
  expect((await readingsOf(edition)).length).toBe(8)
  const plans = await db.select().from(tables.assignmentPlans).where(eq(tables.assignmentPlans.editionId, edition.id))
  expect(plans.length).toBe(1)
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

const replaced = z.object({ proposals: z.number(), unmet: z.array(z.unknown()) })

test('a reading that ended by a conflict goes to another juror in one act, and the sheets stay', async () => {
  const edition = await anEdition('penilaian')
  const proposal = await anEligible(edition)
  await anEligible(edition)
  const jurors = await several(3, () => aJuror(edition))
  await plan(edition)
  const before = await readingsOf(edition)
  const leaving = jurors.find(({ id }) => before.some((one) => one.proposalId === proposal.id && one.jurorId === id))!
  const [reading] = await db
    .select({ id: tables.assignments.id })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.proposalId, proposal.id), eq(tables.assignments.jurorId, leaving.id)))
  expect((await call(leaving, 'POST', `/assignments/${reading?.id}/conflict`, { reason: 'Adik saya.' })).status).toBe(
    201,
  )
  const replace = () =>
    answer(call(edition.secretariat, 'POST', `/editions/${edition.slug}/stages/penilaian/replacements`, { seed: 5 }))
  const answers = await Promise.all([replace(), replace()])
  expect(answers.map(([status]) => status).toSorted()[0]).toBe(201)
  expect(replaced.parse(answers.find(([status]) => status === 201)?.[1])).toEqual({ proposals: 1, unmet: [] })
  const live = await db
    .select({ jurorId: tables.assignments.jurorId })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.proposalId, proposal.id), isNull(tables.assignments.endedAt)))
  expect([live.length, live.some(({ jurorId }) => jurorId === leaving.id)]).toEqual([2, false])
  expect(await replace()).toEqual([409, { code: 'nothing_to_assign' }])
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
    proposalId: proposal.id,
    jurorId: juror.id,
    source: 'declared',
    reason: 'Kenal.',
    at: new Date(0),
    by: juror.id,
  })
}
