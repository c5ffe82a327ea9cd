import { env } from 'cloudflare:workers'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { sweepGaps } from '#worker/gap-sweep.ts'
import { fillGaps, workGaps } from '#worker/replanning.ts'
import { aJuror, anEligible } from './jury-factories.ts'
import { anEdition, answer, call, db } from './portal.ts'
import { auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'
import { made, several, plansOf, make, publish, plan, standing, handIn, outdated } from './plan-factories.ts'

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

const endOne = async (edition: Edition, proposalId: string, endedAt = new Date()) => {
  const [reading] = (await standing(edition)).filter((one) => one.proposalId === proposalId)
  await db.update(tables.assignments).set({ endedAt }).where(eq(tables.assignments.id, reading!.id))
  return reading!
}

const capped = async (readers: number, cap: number) => {
  const edition = await anEdition('penilaian')
  await several(readers, () => aJuror(edition))
  const proposals = await several(readers, () => anEligible(edition))
  expect((await plan(edition, { mostReadings: cap }))[0]).toBe(201)
  return { edition, proposals }
}

test('a replacement never goes over the cap that was typed for the plan, and the gap is told with its cause', async () => {
  const { edition, proposals } = await capped(4, 2)
  await endOne(edition, proposals[0]!.id)
  // Whoever gave it up has room again, and is not asked again; all others are full.
  const unmet = [{ proposalId: proposals[0]!.id, missing: 1, cause: 'load_caps' }]
  expect(await fill(edition)).toEqual({ planId: null, added: [], unmet })
  const extra = [{ proposalId: proposals[1]!.id, readers: 1 }]
  const readersOfIt = (await standing(edition)).filter(({ proposalId }) => proposalId === proposals[1]!.id)
  const third = await fill(edition, { kind: 'third_reading', extra })
  expect(third.added.every(({ jurorId }) => !readersOfIt.some((one) => one.jurorId === jurorId))).toBe(true)
  const jurorIds = (await standing(edition)).map(({ jurorId }) => jurorId)
  expect(Math.max(...jurorIds.map((id) => jurorIds.filter((other) => other === id).length))).toBe(2)
  const job = { editionId: edition.id, stageId: 'penilaian', reason: 'Pengganti.' }
  await workGaps(env, job, new Date())
  const letters = (await lettersOf(edition.secretariat)).filter(({ kind }) => kind === 'readers_lacking')
  expect(letters.map(({ subject }) => subject)).toEqual(['1 usulan belum mendapat juri pengganti'])
  expect(letters[0]?.body).toContain('- 1 usulan: juri yang dapat membacanya sudah mencapai batas bacaan')
})

test('what is given at once carries the shared cap on, and a re-plan that is published changes it', async () => {
  const { edition, proposals } = await capped(4, 3)
  const { sharedCap } = z.object({ sharedCap: z.number() }).parse(await progressOf(edition))
  expect(sharedCap).toBe(3)
  await endOne(edition, proposals[0]!.id)
  const { planId } = await fill(edition)
  const [row] = await db
    .select()
    .from(tables.assignmentPlans)
    .where(eq(tables.assignmentPlans.id, planId ?? ''))
  expect(row?.config).toEqual({ anchors: null, mostReadings: 3, usesThemes: true })
  const [, body] = await make(edition, { kind: 'replan', mostReadings: null })
  expect(await progressOf(edition)).toMatchObject({ sharedCap: 3 })
  expect((await publish(edition, made.parse(body).id))[0]).toBe(201)
  expect(await progressOf(edition)).toMatchObject({ sharedCap: null })
})

async function progressOf(edition: Edition): Promise<unknown> {
  const [, body] = await answer(call(edition.secretariat, 'GET', `/editions/${edition.slug}/stages/penilaian/progress`))
  return body
}

const hour = 3600_000

test('a gap that no message has reached is filled by the clock an hour later, once', async () => {
  const edition = await anEdition('penilaian')
  await several(4, () => aJuror(edition))
  const proposal = await anEligible(edition)
  await plan(edition)
  await endOne(edition, proposal.id)
  const at = (ms: number) => new Date(Date.now() + ms)
  await sweepGaps(env, at(hour / 2))
  expect((await standing(edition)).length).toBe(1)
  await sweepGaps(env, at(2 * hour))
  await sweepGaps(env, at(3 * hour))
  const plans = await plansIn(edition)
  expect([(await standing(edition)).length, plans.map(({ kind, reason }) => [kind, reason])]).toEqual([
    2,
    [
      ['first', ''],
      ['replan', 'Kekurangan penilai yang belum terisi'],
    ],
  ])
  expect(await auditActions(plans[1]?.id ?? '')).toEqual(['assignment.replaced'])
})

const plansIn = (edition: Edition) =>
  db
    .select()
    .from(tables.assignmentPlans)
    .where(eq(tables.assignmentPlans.editionId, edition.id))
    .orderBy(tables.assignmentPlans.at)

test('a gap that a draft covers is left to the secretariat, for a day', async () => {
  const edition = await anEdition('penilaian')
  await several(4, () => aJuror(edition))
  const proposal = await anEligible(edition)
  await plan(edition)
  await endOne(edition, proposal.id)
  const draft = made.parse((await make(edition, { kind: 'replan' }))[1])
  const later = (ms: number) => sweepGaps(env, new Date(Date.now() + ms))
  await later(2 * hour)
  expect([(await standing(edition)).length, (await plansIn(edition)).length]).toEqual([1, 2])
  await later(25 * hour)
  expect([(await standing(edition)).length, (await plansIn(edition)).length]).toEqual([2, 3])
  expect(await publish(edition, draft.id)).toEqual(outdated)
})

test('a gap that nobody may fill writes no plan and no event, and is told once however often the clock passes', async () => {
  const { edition, proposals } = await capped(4, 2)
  await endOne(edition, proposals[0]!.id)
  const events = () => db.$count(tables.auditEvents, eq(tables.auditEvents.editionId, edition.id))
  const before = [await events(), (await plansIn(edition)).length]
  for (const hours of [2, 3, 4]) await sweepGaps(env, new Date(Date.now() + hours * hour))
  expect([await events(), (await plansIn(edition)).length]).toEqual(before)
  const mails = await db.select().from(tables.mails).where(eq(tables.mails.toUserId, edition.secretariat.id))
  const letters = mails.filter(({ onceKey }) => onceKey?.startsWith(`readers_lacking:${edition.id}:`))
  expect(letters.length).toBe(1)
})
