import { and, eq, ne } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { allPoints, anAffiliation } from './jury-factories.ts'
import { aPerson, answer, call, db } from './portal.ts'
import { lettersOf, nowIn } from './proposals-factories.ts'
import { aRun, aScoredRound, finished, stagePath, type Round } from './ranking-factories.ts'

const day = 24 * 3600 * 1000
const inTwoDays = () => new Date(Date.now() + 2 * day).toISOString()

const hand = ({ edition }: Round, runId: string, given: Record<string, unknown> = {}) =>
  answer(
    call(edition.secretariat, 'POST', stagePath(edition, 'second-readings'), {
      runId,
      readers: 1,
      closesAt: inTwoDays(),
      reason: 'Zona batas dibaca lagi.',
      preview: false,
      ...given,
    }),
  )

const listShape = z.object({ ranking: z.object({ secondReadings: z.array(z.string()) }) })

async function aFinishedRun(given: { places?: number } = {}) {
  const round = await aScoredRound(given)
  const { edition } = round
  const runId = await aRun(edition)
  await finished(runId)
  const [, body] = await answer(call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${runId}`)))
  return { round, runId, near: listShape.parse(body).ranking.secondReadings }
}

const handed = z.object({
  planId: z.string().nullable(),
  proposals: z.number(),
  seed: z.number(),
  loads: z.array(z.object({ jurorId: z.string(), count: z.number() })),
  unmet: z.array(z.unknown()),
})

const readingsOf = (planId: string) =>
  db
    .select({
      proposalId: tables.assignments.proposalId,
      jurorId: tables.assignments.jurorId,
      position: tables.assignments.position,
    })
    .from(tables.assignments)
    .where(eq(tables.assignments.planId, planId))

test('the zone goes to one more juror each in one act, who has not read it, and the stage opens again for it', async () => {
  const { round, runId, near } = await aFinishedRun()
  const { edition, proposals } = round
  expect(near.length).toBeGreaterThan(3)
  const closesAt = inTwoDays()
  const [status, body] = await hand(round, runId, { closesAt })
  expect(status).toBe(201)
  const { planId, proposals: count, loads, unmet } = handed.parse(body)
  expect([count, unmet]).toEqual([near.length, []])
  const readings = await readingsOf(planId ?? '')
  const nearIds = proposals.filter(({ referenceNumber }) => near.includes(referenceNumber)).map(({ id }) => id)
  expect(readings.map(({ proposalId }) => proposalId).toSorted()).toEqual(nearIds.toSorted())
  const counts = loads.map((load) => load.count)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  for (const { proposalId, jurorId, position } of readings) {
    const earlier = await db
      .select({ position: tables.assignments.position, proposalId: tables.assignments.proposalId })
      .from(tables.assignments)
      .where(and(eq(tables.assignments.jurorId, jurorId), ne(tables.assignments.planId, planId ?? '')))
    expect(earlier.map((one) => one.proposalId)).not.toContain(proposalId)
    expect(position).toBeGreaterThan(Math.max(...earlier.map((one) => one.position)))
  }
  const [first] = readings
  const reader = round.jurors.find(({ id }) => id === first?.jurorId)
  if (!reader) throw new Error('no reader')
  expect((await lettersOf(reader)).map(({ kind }) => kind)).toEqual(['readings_assigned'])
  const [stage] = await db
    .select()
    .from(tables.stages)
    .where(and(eq(tables.stages.editionId, edition.id), eq(tables.stages.id, 'penilaian')))
  expect(stage?.closesAt).toEqual(new Date(closesAt))
  expect(await answer(call(edition.secretariat, 'GET', stagePath(edition, 'ranking-runs')))).toEqual([
    409,
    { code: 'stage_still_open', closesAt },
  ])
})

test('once the further sheets are in and the stage has closed again, a new run counts them', async () => {
  const { round, runId, near } = await aFinishedRun()
  const { edition } = round
  const { planId } = handed.parse((await hand(round, runId))[1])
  const readings = await readingsOf(planId ?? '')
  for (const { jurorId, proposalId } of readings) {
    const [reading] = await db
      .select({ id: tables.assignments.id })
      .from(tables.assignments)
      .where(and(eq(tables.assignments.jurorId, jurorId), eq(tables.assignments.proposalId, proposalId)))
    const juror = round.jurors.find(({ id }) => id === jurorId)
    if (!juror || !reading) throw new Error('no reading')
    const scores = { points: allPoints(edition, 60), comments: {}, comment: '' }
    const [status] = await answer(call(juror, 'POST', `/assignments/${reading.id}/score-sheet`, scores))
    expect(status).toBe(201)
  }
  await nowIn(edition, 'pleno-finalis')
  const next = await aRun(edition)
  expect(await finished(next)).toMatchObject({ status: 'RANKED' })
  const [, body] = await answer(call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${next}`)))
  const { ranking } = z
    .object({ ranking: z.object({ proposals: z.array(z.object({ referenceNumber: z.string(), n: z.number() })) }) })
    .parse(body)
  for (const { referenceNumber, n } of ranking.proposals) expect(n).toBe(near.includes(referenceNumber) ? 4 : 3)
})

test('a preview shows who would read and writes nothing', async () => {
  const { round, runId, near } = await aFinishedRun()
  const before = await db.$count(tables.assignments, eq(tables.assignments.editionId, round.edition.id))
  const [status, body] = await hand(round, runId, { readers: 2, preview: true })
  const { planId, loads } = handed.parse(body)
  expect([status, planId]).toEqual([200, null])
  expect(loads.reduce((sum, { count }) => sum + count, 0)).toBe(2 * near.length)
  expect(await db.$count(tables.assignments, eq(tables.assignments.editionId, round.edition.id))).toBe(before)
  expect((await answer(call(round.edition.secretariat, 'GET', stagePath(round.edition, 'ranking-runs'))))[0]).toBe(200)
})

test('a juror with a tie to the agency is not among the further readers', async () => {
  const { round, runId } = await aFinishedRun()
  const [tied] = round.jurors
  const agencyId = round.proposals[0]?.agency.agency.id
  if (!tied || !agencyId) throw new Error('no jury')
  await anAffiliation(tied, agencyId)
  const { planId } = handed.parse((await hand(round, runId))[1])
  expect((await readingsOf(planId ?? '')).map(({ jurorId }) => jurorId)).not.toContain(tied.id)
})

test('a juror whose own cap is reached, as of one who has stopped, is not among the further readers', async () => {
  const { round, runId } = await aFinishedRun()
  const [full] = round.jurors
  if (!full) throw new Error('no jury')
  const own = await db.$count(tables.assignments, eq(tables.assignments.jurorId, full.id))
  const { id: editionId, secretariat } = round.edition
  await db
    .insert(tables.jurorProfiles)
    .values({ editionId, jurorId: full.id, themeIds: [], mostReadings: own, at: new Date(), by: secretariat.id })
  const { planId, loads, unmet } = handed.parse((await hand(round, runId))[1])
  expect((await readingsOf(planId ?? '')).map(({ jurorId }) => jurorId)).not.toContain(full.id)
  expect([loads.find(({ jurorId }) => jurorId === full.id)?.count, unmet]).toEqual([0, []])
})

test('who reads is drawn from the digits of the result, the same in the preview, the act and the trail', async () => {
  const { round, runId } = await aFinishedRun()
  const { manifestHash } = await finished(runId)
  const seed = Number.parseInt(manifestHash?.slice(0, 8) ?? '', 16)
  const preview = handed.parse((await hand(round, runId, { preview: true }))[1])
  const act = handed.parse((await hand(round, runId))[1])
  expect([preview.seed, act.seed]).toEqual([seed, seed])
  expect(act.loads).toEqual(preview.loads)
  const plan = await db
    .select({ seed: tables.assignmentPlans.seed })
    .from(tables.assignmentPlans)
    .where(eq(tables.assignmentPlans.id, act.planId ?? ''))
  expect(plan).toEqual([{ seed }])
})

test('two acts at the same moment hand a run over once', async () => {
  const { round, runId, near } = await aFinishedRun()
  const answers = await Promise.all([hand(round, runId), hand(round, runId)])
  const statuses = answers.map(([status]) => status).toSorted()
  expect(statuses).toEqual([201, 409])
  const plans = await db.select().from(tables.secondReadings).where(eq(tables.secondReadings.runId, runId))
  expect((await readingsOf(plans[0]?.planId ?? '')).length).toBe(near.length)
})

test('without a reason, after the decision, in the past, or by the auditor nothing is handed over', async () => {
  const { round, runId } = await aFinishedRun()
  const { edition } = round
  expect(await hand(round, runId, { reason: '  ' })).toEqual([422, { code: 'reason_needed' }])
  expect(await hand(round, runId, { closesAt: new Date(Date.now() - 1000).toISOString() })).toEqual([
    422,
    { code: 'dates_out_of_order' },
  ])
  expect(await hand(round, 'tidak-ada')).toEqual([404, { code: 'not_found' }])
  const auditor = await aPerson({ role: 'auditor' })
  expect(await answer(call(auditor, 'POST', stagePath(edition, 'second-readings'), {}))).toEqual([
    403,
    { code: 'not_allowed' },
  ])
  const decree = { decreeNumber: 'Keputusan Uji 1', decreeDate: '2000-01-01' }
  const path = `/editions/${edition.slug}/stages/pleno-finalis/decision`
  expect((await answer(call(edition.secretariat, 'POST', path, decree)))[0]).toBe(201)
  expect(await hand(round, runId)).toEqual([409, { code: 'already_decided' }])
})
