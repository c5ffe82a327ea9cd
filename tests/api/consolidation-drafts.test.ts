import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { anOpenRound } from './divergence-factories.ts'
import { callInterrupted } from './interleaved.ts'
import { aJuror, allPoints, anAffiliation } from './jury-factories.ts'
import { answer, call, db, type Person } from './portal.ts'
import { nowIn } from './proposals-factories.ts'
import { ask } from './watched.ts'

const instant = expect.stringMatching(/Z$/)
type Made = Awaited<ReturnType<typeof anOpenRound>>

const written = ({ edition }: Made, points: number, reason = 'Bukti ') => ({
  answer: 'revised',
  reason,
  points: allPoints(edition, points),
  comments: {},
  comment: 'Sedang ditulis.',
})
const save = (person: Person, id: string, draft: object, version: number) =>
  answer(call(person, 'PUT', `/consolidations/${id}/draft`, { ...draft, version }))
const look = (person: Person, id: string) => answer(call(person, 'GET', `/consolidations/${id}`))
const give = (person: Person, id: string, said: object) =>
  answer(call(person, 'POST', `/consolidations/${id}/answer`, said))
const saved = (version: number) => [200, { version, savedAt: instant }]

test('what is written in a round is on the portal for its juror alone, and the sheet that stands is not touched', async () => {
  const made = await anOpenRound()
  const { id, first, second, readings } = made
  const sheetOf = async () =>
    db
      .select()
      .from(tables.scoreSheets)
      .where(eq(tables.scoreSheets.assignmentId, readings[1] ?? ''))
  const before = await sheetOf()
  expect(await look(second, id)).toMatchObject([200, { draft: { version: 0, savedAt: null, written: null } }])
  expect(await save(second, id, written(made, 75), 0)).toEqual(saved(1))
  expect(await save(second, id, { ...written(made, 75), points: {}, answer: null }, 1)).toEqual(saved(2))
  const draft = { ...written(made, 75), points: {}, answer: null }
  expect(await look(second, id)).toMatchObject([200, { draft: { version: 2, savedAt: instant, written: draft } }])
  expect(await look(first, id)).toMatchObject([200, { draft: { version: 0, written: null } }])
  expect(JSON.stringify(await look(first, id))).not.toContain('Sedang ditulis.')
  expect(await sheetOf()).toEqual(before)
  const [, reading] = await answer(call(second, 'GET', `/assignments/${readings[1]}`))
  expect(reading).toMatchObject({ draft: null, sheet: { totalHundredths: 6000, comment: 'Cukup.' } })
})

test('an earlier draft of the round can be gone back to, with its reason', async () => {
  const made = await anOpenRound()
  const { id, second, readings } = made
  await save(second, id, written(made, 75), 0)
  await save(second, id, written(made, 80, 'Lain'), 1)
  const there = `/assignments/${readings[1]}/revisions`
  expect(await answer(call(second, 'GET', there))).toMatchObject([
    200,
    { revisions: [{ version: 1, totalHundredths: 7500 }] },
  ])
  expect(await answer(call(second, 'GET', `${there}/1`))).toMatchObject([
    200,
    { version: 1, comment: 'Sedang ditulis.', roundAnswer: { answer: 'revised', reason: 'Bukti ' } },
  ])
})

test('the same draft again is told what was kept; another over an older version shows the newer one', async () => {
  const made = await anOpenRound()
  const { id, second } = made
  expect(await save(second, id, written(made, 75), 0)).toEqual(saved(1))
  expect(await save(second, id, written(made, 75), 0)).toEqual(saved(1))
  const draft = { ...written(made, 75), savedAt: instant }
  const conflict = [409, { code: 'answer_draft_conflict', version: 1, draft }]
  expect(await save(second, id, written(made, 80), 0)).toEqual(conflict)
  expect(await give(second, id, { ...written(made, 80), overDraft: 0 })).toEqual(conflict)
  expect((await give(second, id, { ...written(made, 80), overDraft: 1 }))[0]).toBe(201)
})

test('a draft that is saved at the very moment of an older answer is met first', async () => {
  const made = await anOpenRound()
  const { id, second } = made
  const other = () => save(second, id, written(made, 80), 0)
  const said = { ...written(made, 75), overDraft: 0 }
  expect(await callInterrupted(second, ['POST', `/consolidations/${id}/answer`, said], other)).toEqual([
    409,
    { code: 'answer_draft_conflict', version: 1, draft: { ...written(made, 80), savedAt: instant } },
  ])
})

test('a draft that comes after the answer, or after the round, changes nothing', async () => {
  const made = await anOpenRound()
  const { id, first, second, edition } = made
  expect(await save(second, id, written(made, 75), 0)).toEqual(saved(1))
  expect((await give(second, id, { answer: 'confirmed', reason: 'Tetap.' }))[0]).toBe(201)
  const stands = [409, { code: 'answer_stands', answer: 'confirmed', answeredAt: instant }]
  expect(await save(second, id, written(made, 80), 1)).toEqual(stands)
  expect(await look(second, id)).toMatchObject([200, { draft: { version: 1, written: null } }])
  expect(await save(first, id, written(made, 75), 0)).toEqual(saved(1))
  await nowIn(edition, 'pleno-finalis')
  expect(await save(first, id, written(made, 80), 1)).toEqual([409, { code: 'consolidation_over' }])
  expect(await look(first, id)).toMatchObject([200, { draft: { version: 1, written: written(made, 75) } }])
})

test('what cannot be points is refused by name, and no version but the one that stands is written over', async () => {
  const made = await anOpenRound()
  const { id, second, edition } = made
  expect((await save(second, id, { ...written(made, 75), points: allPoints(edition, 101) }, 0))[1]).toMatchObject({
    code: 'points_invalid',
  })
  expect(await save(second, id, written(made, 75), 5)).toEqual([404, { code: 'not_found' }])
  expect((await save(second, id, { ...written(made, 75), answer: 'lain' }, 0))[0]).toBe(422)
})

test('for others and for a juror in conflict by now there is nothing to write in, by the same questions', async () => {
  const made = await anOpenRound()
  const { id, first, edition, proposal } = made
  await anAffiliation(first, proposal.agency.unit.id)
  for (const person of [first, await aJuror(edition)]) {
    const put = (round: string) =>
      ask(person, 'PUT', `/consolidations/${round}/draft`, { ...written(made, 75), version: 0 })
    const nothing = await put(id.replace(/./g, 'x'))
    expect(await put(id)).toEqual(nothing)
    expect(nothing.status).toBe(404)
  }
})

test('the new sheet of a revision keeps the own notes and begins with no answer', async () => {
  const made = await anOpenRound()
  const { id, second, readings } = made
  await save(second, id, written(made, 75), 0)
  expect((await give(second, id, { ...written(made, 75), overDraft: 1 }))[0]).toBe(201)
  const drafts = await db
    .select({
      assignmentId: tables.scoreSheetDrafts.assignmentId,
      version: tables.scoreSheetDrafts.version,
      roundAnswer: tables.scoreSheetDrafts.roundAnswer,
    })
    .from(tables.scoreSheetDrafts)
    .innerJoin(tables.assignments, eq(tables.assignments.id, tables.scoreSheetDrafts.assignmentId))
    .where(eq(tables.assignments.jurorId, second.id))
    .orderBy(tables.assignments.assignedAt)
  expect(drafts).toEqual([
    { assignmentId: readings[1], version: 1, roundAnswer: { answer: 'revised', reason: 'Bukti ' } },
    { assignmentId: expect.any(String), version: 1, roundAnswer: null },
  ])
})
