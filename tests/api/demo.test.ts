import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { assignmentPlans, assignments, auditEvents, proposals, scoreSheets, submissions } from '#db/schema.ts'
import { simulatedPoints } from '#worker/simulation.ts'
import { aPerson, anAgencyWithPeople, answer, anEdition, call, db } from './portal.ts'

/** A proposal that has been forwarded, with its innovation in service since `startedOn`. */
async function aSubmitted(edition: { id: string; slug: string }, startedOn: string): Promise<string> {
  const { agency, unit, author, admin } = await anAgencyWithPeople()
  const id = crypto.randomUUID()
  const at = new Date()
  const common = { editionId: edition.id, agencyId: agency.id, groupId: 'umum' }
  await db.insert(proposals).values({
    ...common,
    id,
    unitId: unit.id,
    title: `Uji ${id}`,
    startedOn,
    state: 'with_agency',
    stateSince: at,
    createdAt: at,
    createdBy: author.id,
  })
  await db.insert(submissions).values({
    ...common,
    id: `${id}-1`,
    proposalId: id,
    revision: 1,
    slot: 1,
    referenceNumber: `UJI-${id}`,
    content: {
      edition: edition.slug,
      referenceNumber: `UJI-${id}`,
      revision: 1,
      title: `Uji ${id}`,
      groupId: 'umum',
      clusterId: 'kabupaten',
      agency: agency.name,
      unit: unit.name,
      startedOn,
      sections: [],
      attachments: [],
    },
    sha256: '0'.repeat(64),
    submittedAt: at,
    submittedBy: admin.id,
  })
  return id
}

const state = (id: string) => db.select({ state: proposals.state }).from(proposals).where(eq(proposals.id, id)).get()

test('simulated screening passes what is old enough and refuses what is too young, once', async () => {
  const edition = await anEdition('seleksi')
  const old = await aSubmitted(edition, '2015-01-01')
  const young = await aSubmitted(edition, new Date().toISOString().slice(0, 10))
  const run = () =>
    answer(call(edition.secretariat, 'POST', '/demo/simulations', { edition: edition.slug, kind: 'screening' }))
  expect(await run()).toEqual([200, { done: 2 }])
  expect([await state(old), await state(young)]).toEqual([{ state: 'eligible' }, { state: 'ineligible' }])
  expect(await run()).toEqual([200, { done: 0 }])
})

test('simulated screening asked for several times at the same moment is done once', async () => {
  const edition = await anEdition('seleksi')
  const ids = [await aSubmitted(edition, '2015-01-01'), await aSubmitted(edition, '2015-01-01')]
  const order = { edition: edition.slug, kind: 'screening' }
  const answers = await Promise.all(
    ids.concat(ids).map(() => answer(call(edition.secretariat, 'POST', '/demo/simulations', order))),
  )
  expect(answers.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    [200, { done: 0 }],
    [200, { done: 0 }],
    [200, { done: 0 }],
    [200, { done: 2 }],
  ])
})

test('simulated jurors hand in whole sheets, and only while the stage is open', async () => {
  const edition = await anEdition('seleksi')
  const proposalId = await aSubmitted(edition, '2015-01-01')
  const simulate = (kind: string) =>
    answer(call(edition.secretariat, 'POST', '/demo/simulations', { edition: edition.slug, kind }))
  await simulate('screening')
  expect((await simulate('scoring'))[0]).toBe(409)
  await call(edition.secretariat, 'POST', `/editions/${edition.slug}/stages/seleksi/early-close`, { reason: 'Uji' })
  const juror = await aPerson({ role: 'evaluator', editionId: edition.id })
  const plan = { id: `plan-${edition.id}`, editionId: edition.id, stageId: 'penilaian', seed: 1, readersPerProposal: 1 }
  await db.insert(assignmentPlans).values({ ...plan, at: new Date(), by: edition.secretariat.id })
  await db.insert(assignments).values({
    id: `reading-${edition.id}`,
    planId: plan.id,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId,
    jurorId: juror.id,
    position: 1,
    assignedAt: new Date(),
  })
  expect(await simulate('scoring')).toEqual([200, { done: 1 }])
  const rubric = edition.rules.stages.flatMap((stage) => (stage.kind === 'scoring' ? stage.rubric : []))
  const points = simulatedPoints(rubric, proposalId, juror.id)
  const totalHundredths = rubric.reduce((sum, { id, weightPercent }) => sum + (points[id] ?? 0) * weightPercent, 0)
  expect(
    await db
      .select({ totalHundredths: scoreSheets.totalHundredths })
      .from(scoreSheets)
      .where(eq(scoreSheets.proposalId, proposalId)),
  ).toEqual([{ totalHundredths }])
  expect(
    await db
      .select({ action: auditEvents.action, detail: auditEvents.detail })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, `reading-${edition.id}`)),
  ).toEqual([{ action: 'score_sheet.handed_in', detail: { stageId: 'penilaian', proposalId, simulated: true } }])
})

test('an edition that is no simulation is not simulated', async () => {
  const { secretariat } = await anEdition('seleksi')
  expect(
    await answer(call(secretariat, 'POST', '/demo/simulations', { edition: 'tidak-ada', kind: 'screening' })),
  ).toEqual([404, { code: 'not_found' }])
})
