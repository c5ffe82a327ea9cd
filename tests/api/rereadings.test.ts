import { env } from 'cloudflare:workers'
import { and, eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { selectProgress } from '#db/jurors.ts'
import { listSheetLines } from '#db/feedback-letters.ts'
import * as tables from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { giveRereadings, sweepRereadings } from '#worker/rereadings.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned, type Eligible } from './jury-factories.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, nowIn, type Edition } from './proposals-factories.ts'

/** No third reader, and so many come back. */
const wanting =
  (rereadings: number) =>
  (rules: Rules): Rules => ({
    ...rules,
    stages: rules.stages.map((stage) =>
      stage.kind === 'scoring' ? { ...stage, rereadings, divergenceHundredths: null } : stage,
    ),
  })

const handIn = (juror: Person, id: string, points: object) =>
  answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, { points, comments: {}, comment: '' }))

const own = async (juror: Person, edition: Edition, path: string) =>
  (await answer(call(juror, 'GET', `/assignments/${path}?edition=${edition.slug}&stage=penilaian`)))[1]

/** A juror with twenty readings of one agency, of which half are handed in with rising totals. */
async function aHalfway(rereadings = 2) {
  // The queue of the test's portal runs by itself: nothing is wanted until all is written.
  const edition = await anEdition('penilaian', wanting(0))
  const agency = await anAgencyWithPeople()
  const juror = await aJuror(edition)
  const proposals: Eligible[] = []
  for (let n = 0; n < 20; n += 1) proposals.push(await anEligible(edition, { agency }))
  const ids = await assigned(edition, juror, proposals)
  for (const [n, id] of ids.slice(0, 10).entries()) await handIn(juror, id, allPoints(edition, 50 + n))
  await db.insert(tables.editionVersions).values({
    editionId: edition.id,
    version: 2,
    rules: wanting(rereadings)(edition.rules),
    reason: 'Konsistensi diri.',
    frozenAt: new Date(),
    frozenBy: edition.secretariat.id,
  })
  const { assignments } = tables
  const given = () =>
    db
      .select()
      .from(assignments)
      .where(and(eq(assignments.jurorId, juror.id), isNotNull(assignments.rereadsId)))
      .orderBy(assignments.id)
  return { edition, juror, proposals, ids, agency, given, give: () => giveRereadings(env, ids[9] ?? '', new Date()) }
}

const listed = z.object({
  stages: z.tuple([z.object({ assignments: z.array(z.object({ id: z.string(), referenceNumber: z.string() })) })]),
})

const listOf = async (juror: Person) =>
  listed.parse((await answer(call(juror, 'GET', '/assignments')))[1]).stages[0].assignments

test('after half of the sheets, earlier readings come back among the open ones, once, and the trail tells it', async () => {
  const { juror, ids, given, give } = await aHalfway()
  await Promise.all([give(), give(), give()])
  await give()
  const rereadings = await given()
  expect(rereadings.map(({ jurorId, endedAt, planId }) => [jurorId, endedAt, planId.length > 0])).toEqual([
    [juror.id, null, true],
    [juror.id, null, true],
  ])
  // Five sheets lie between, and two open readings stand before it.
  const early = ids.slice(0, 5)
  expect(rereadings.filter(({ rereadsId, position }) => !early.includes(rereadsId ?? '') || position < 13)).toEqual([])
  const trail = await Promise.all(rereadings.map(({ id }) => auditActions(id)))
  expect(trail).toEqual([['rereading.assigned'], ['rereading.assigned']])
})

test('the list has each proposal once: the one that came back stands among the unread, without its old scores', async () => {
  const { edition, juror, proposals, given, give } = await aHalfway()
  await give()
  const [one] = await given()
  if (!one) throw new Error('none came back')
  const rows = await listOf(juror)
  expect(rows.map(({ referenceNumber }) => referenceNumber).toSorted()).toEqual(
    proposals.map(({ referenceNumber }) => referenceNumber).toSorted(),
  )
  expect(rows.some(({ id }) => id === one.rereadsId)).toBe(false)
  const ordinary = rows.find(({ id }) => id !== one.id)
  const row = rows.find(({ id }) => id === one.id)
  expect(Object.keys(row ?? {})).toEqual(Object.keys(ordinary ?? {}))
  const [, desk] = await answer(call(juror, 'GET', `/assignments/${one.id}`))
  const [, plain] = await answer(call(juror, 'GET', `/assignments/${rows.at(-1)?.id}`))
  expect(desk).toMatchObject({ of: 20, draft: null, sheet: null, revisionCount: 0, laterAt: null })
  expect(Object.keys(Object(desk))).toEqual(Object.keys(Object(plain)))
  const table = z.object({ rows: z.array(z.object({ id: z.string(), state: z.string() })) })
  const sheets = table.parse(await own(juror, edition, 'sheets')).rows
  expect(sheets.find(({ id }) => id === one.id)?.state).toBe('new')
  expect(sheets.some(({ id }) => id === one.rereadsId)).toBe(false)
  // What was handed in is never gone: the receipt of the first sheet stays.
  expect(await own(juror, edition, 'receipts')).toMatchObject({ sheets: { length: 10 } })
})

test('handed in, the second sheet is shown beside the first one to its juror alone, and the list has the first again', async () => {
  const { edition, juror, proposals, ids, given, give } = await aHalfway(1)
  await give()
  const [one] = await given()
  if (!one) throw new Error('none came back')
  expect(await own(juror, edition, 'consistency')).toEqual({ pairs: [], open: 1 })
  expect(await handIn(juror, one.id, allPoints(edition, 88))).toMatchObject([201, { totalHundredths: 8800 }])
  const at = ids.indexOf(one.rereadsId ?? '')
  const iso = expect.stringMatching(/Z$/)
  expect(await own(juror, edition, 'consistency')).toEqual({
    pairs: [
      {
        referenceNumber: proposals[at]?.referenceNumber,
        title: proposals[at]?.title,
        first: { points: allPoints(edition, 50 + at), totalHundredths: (50 + at) * 100, handedInAt: iso },
        second: { points: allPoints(edition, 88), totalHundredths: 8800, handedInAt: iso },
      },
    ],
    open: 0,
  })
  const other = await aJuror(edition)
  expect(await own(other, edition, 'consistency')).toEqual({ pairs: [], open: 0 })
  const rows = await listOf(juror)
  expect([rows.length, rows.some(({ id }) => id === one.id), rows.some(({ id }) => id === one.rereadsId)]).toEqual([
    20,
    false,
    true,
  ])
  expect(await auditActions(one.id)).toEqual(['rereading.assigned', 'rereading.handed_in'])
})

test('a second sheet counts nowhere: not in ranking, progress, letters, or the secretariat’s lists', async () => {
  const { edition, juror, given, give } = await aHalfway(1)
  const stage = `/editions/${edition.slug}/stages/penilaian`
  const seen = async () => {
    await nowIn(edition, 'pleno-finalis')
    const ranking = await answer(call(edition.secretariat, 'GET', `${stage}/ranking`))
    const sheets = await answer(call(edition.secretariat, 'GET', `${stage}/sheets?juror=${juror.id}`))
    await nowIn(edition, 'penilaian')
    const [proposalId = ''] = (await given()).map((one) => one.proposalId)
    const lines = await listSheetLines(db, edition.id, 'penilaian', proposalId)
    const counts = await db.select().from(tables.readingCounts).where(eq(tables.readingCounts.jurorId, juror.id))
    const daily = await db.select().from(tables.dailySheets).where(eq(tables.dailySheets.jurorId, juror.id))
    const progress = await selectProgress(db, edition.id, 'penilaian')
    return { ranking, sheets, lines, counts, daily, progress }
  }
  await give()
  const before = await seen()
  expect(before.lines.length).toBe(7)
  expect(before.counts).toMatchObject([{ assigned: 20, handedIn: 10 }])
  const [one] = await given()
  expect((await handIn(juror, one?.id ?? '', allPoints(edition, 99)))[0]).toBe(201)
  expect(await seen()).toEqual(before)
})

test('what is in conflict never comes back, and one that became so is gone', async () => {
  const { edition, juror, agency, given, give } = await aHalfway(1)
  await give()
  const [one] = await given()
  await anAffiliation(juror, agency.agency.id)
  expect((await call(juror, 'GET', `/assignments/${one?.id}`)).status).toBe(404)
  expect(await own(juror, edition, 'consistency')).toEqual({ pairs: [], open: 0 })
  const barred = await aHalfway(1)
  await anAffiliation(barred.juror, barred.agency.agency.id)
  await barred.give()
  expect(await barred.given()).toEqual([])
})

test('the clock brings back what a lost message left, and nothing after the stage has closed', async () => {
  const { edition, given } = await aHalfway()
  await nowIn(edition, 'pleno-finalis')
  await sweepRereadings(env, new Date())
  expect((await given()).length).toBe(0)
  await nowIn(edition, 'penilaian')
  await sweepRereadings(env, new Date())
  await sweepRereadings(env, new Date())
  expect((await given()).length).toBe(2)
})

test('rules that want none bring none back', async () => {
  const { given, give } = await aHalfway(0)
  await give()
  expect(await given()).toEqual([])
})

test('the message of a hand-in brings them back by itself', async () => {
  const edition = await anEdition('penilaian', wanting(1))
  const agency = await anAgencyWithPeople()
  const juror = await aJuror(edition)
  const proposals: Eligible[] = []
  for (let n = 0; n < 14; n += 1) proposals.push(await anEligible(edition, { agency }))
  const ids = await assigned(edition, juror, proposals)
  for (const id of ids.slice(0, 10)) await handIn(juror, id, allPoints(edition, 70))
  const { assignments } = tables
  await expect
    .poll(
      async () =>
        (
          await db
            .select()
            .from(assignments)
            .where(and(eq(assignments.jurorId, juror.id), isNotNull(assignments.rereadsId)))
        ).length,
      { timeout: 10_000, interval: 200 },
    )
    .toBe(1)
})
