import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { callInterrupted } from './interleaved.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { sha256Hex } from '#worker/bytes.ts'
import { anEdition, answer, call, db } from './portal.ts'
import { auditActions, nowIn, type Edition } from './proposals-factories.ts'

const instant = expect.stringMatching(/Z$/)
const hash = expect.stringMatching(/^[0-9a-f]{64}$/)

async function aDesk() {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  const send = (points: unknown, rest: object = {}) =>
    answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, { points, comments: {}, comment: '', ...rest }))
  const save = (points: unknown, version: number, rest: object = {}) =>
    answer(call(juror, 'PUT', `/assignments/${id}/draft`, { points, comments: {}, comment: '', version, ...rest }))
  return { edition, juror, proposal, id, send, save }
}

const sheetsOf = (assignmentId: string) =>
  db
    .select({ total: tables.scoreSheets.totalHundredths })
    .from(tables.scoreSheets)
    .where(eq(tables.scoreSheets.assignmentId, assignmentId))

test('a juror hands in a sheet: total, lines and trail are there, and the trail does not tell the total', async () => {
  const { edition, id, send } = await aDesk()
  const points = { ...allPoints(edition, 80), signifikansi: 90 }
  const sent = await send(points, { comments: { signifikansi: 'Data kuat.' }, comment: 'Layak.' })
  expect(sent).toEqual([201, { totalHundredths: 8300, handedInAt: instant, sha256: hash }])
  expect(await sheetsOf(id)).toEqual([{ total: 8300 }])
  const lines = await db.select().from(tables.scores).where(eq(tables.scores.assignmentId, id))
  expect(lines.length).toBe(Object.keys(points).length)
  expect(lines.filter(({ comment }) => comment !== '')).toEqual([
    { assignmentId: id, criterionId: 'signifikansi', points: 90, comment: 'Data kuat.' },
  ])
  const [event] = await db.select().from(tables.auditEvents).where(eq(tables.auditEvents.subjectId, id))
  expect([event?.action, JSON.stringify(event?.detail)]).toEqual([
    'score_sheet.handed_in',
    expect.not.stringContaining('8300'),
  ])
})

/** A sheet with these points everywhere and nothing else, as it stands. */
const standing = (edition: Edition, points: number) => ({
  points: allPoints(edition, points),
  comments: Object.fromEntries(Object.keys(allPoints(edition, points)).map((id) => [id, ''])),
  comment: '',
  pins: [],
  totalHundredths: points * 100,
  handedInAt: instant,
  sha256: hash,
})

test('a sheet is handed in once: the same again is told what was kept, another one is shown the sheet that stands', async () => {
  const { edition, id, send, save } = await aDesk()
  const first = await send(allPoints(edition, 80))
  expect(first[0]).toBe(201)
  expect(await send(allPoints(edition, 80))).toEqual([200, first[1]])
  const taken = [409, { code: 'already_handed_in', sheet: standing(edition, 80) }]
  expect(await send(allPoints(edition, 20))).toEqual(taken)
  expect(await send(allPoints(edition, 80), { comment: 'Lain.' })).toEqual(taken)
  expect(await send({})).toEqual(taken)
  expect(await save({}, 0)).toEqual([409, { code: 'already_handed_in' }])
  expect(await sheetsOf(id)).toEqual([{ total: 8000 }])
})

test('a draft saved elsewhere since the juror looked is met before anything is handed in, unless it says the same', async () => {
  const { edition, id, send, save } = await aDesk()
  const [old, newer] = [allPoints(edition, 80), { ...allPoints(edition, 80), kebaruan: 85 }]
  await save(old, 0)
  await save(newer, 1, { notes: 'Dari tablet.' })
  const draft = { points: newer, comments: {}, comment: '', notes: 'Dari tablet.', pins: [], savedAt: instant }
  expect(await send(old, { overDraft: 1 })).toEqual([409, { code: 'draft_conflict', version: 2, draft }])
  expect(await sheetsOf(id)).toEqual([])
  const [status] = await send(newer, { overDraft: 1 })
  expect([status, (await sheetsOf(id)).length]).toEqual([201, 1])
})

test('a draft saved elsewhere while the sheet is being handed in is met first as well; nothing is handed in', async () => {
  const { edition, juror, id, send, save } = await aDesk()
  const points = allPoints(edition, 80)
  await save(points, 0)
  const sheet = { points, comments: {}, comment: '', overDraft: 1 }
  const handIn = () =>
    callInterrupted(juror, ['POST', `/assignments/${id}/score-sheet`, sheet], () =>
      save(points, 1, { comment: 'Lain.' }),
    )
  const draft = { points, comments: {}, comment: 'Lain.', notes: '', pins: [], savedAt: instant }
  expect(await handIn()).toEqual([409, { code: 'draft_conflict', version: 2, draft }])
  expect([await sheetsOf(id), await auditActions(id)]).toEqual([[], []])
  expect((await send(points, { overDraft: 2 }))[0]).toBe(201)
})

test('the same draft saved once more while its sheet is being handed in is no hindrance', async () => {
  const { edition, juror, id, save } = await aDesk()
  const points = allPoints(edition, 80)
  await save(points, 0)
  const path = `/assignments/${id}/score-sheet`
  const sheet = { points, comments: {}, comment: '', overDraft: 1 }
  const [status] = await callInterrupted(juror, ['POST', path, sheet], () => save(points, 1, { notes: 'Catatan.' }))
  expect([status, await sheetsOf(id), await auditActions(id)]).toEqual([
    201,
    [{ total: 8000 }],
    ['score_sheet.handed_in'],
  ])
})

test('whoever saw the newest draft may hand in otherwise', async () => {
  const { edition, id, send, save } = await aDesk()
  await save(allPoints(edition, 80), 0)
  const [status] = await send(allPoints(edition, 70), { overDraft: 1 })
  expect([status, await sheetsOf(id)]).toEqual([201, [{ total: 7000 }]])
})

test('the same sheet is told what was kept also after the stage has closed', async () => {
  const { edition, send } = await aDesk()
  const first = await send(allPoints(edition, 80))
  await nowIn(edition, 'pleno-finalis')
  expect(await send(allPoints(edition, 80))).toEqual([200, first[1]])
})

test('handed in several times at the same moment, one sheet is kept whole', async () => {
  const { edition, id, send } = await aDesk()
  const answers = await Promise.all([10, 20, 30, 40, 50].map((points) => send(allPoints(edition, points))))
  expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
  const [sheet] = await sheetsOf(id)
  const refused = answers.filter(([status]) => status === 409).map(([, body]) => body)
  const stands = standing(edition, (sheet?.total ?? 0) / 100)
  expect(refused).toEqual(refused.map(() => ({ code: 'already_handed_in', sheet: stands })))
  const lines = await db.select().from(tables.scores).where(eq(tables.scores.assignmentId, id))
  expect(new Set(lines.map(({ points }) => points * 100))).toEqual(new Set([sheet?.total]))
  expect(await auditActions(id)).toEqual(['score_sheet.handed_in'])
})

test('the same sheet sent several times at the same moment is handed in once and every answer is the same', async () => {
  const { edition, id, send } = await aDesk()
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(allPoints(edition, 80))))
  expect(answers.map(([status]) => status).toSorted()).toEqual([200, 200, 200, 201])
  expect(new Set(answers.map(([, body]) => JSON.stringify(body))).size).toBe(1)
  expect(await auditActions(id)).toEqual(['score_sheet.handed_in'])
})

test('the hash of a receipt can be taken again from the sheet', async () => {
  const { edition, id, juror, proposal, send } = await aDesk()
  await send(allPoints(edition, 80), { comments: { kebaruan: 'Baru.' }, comment: 'Layak.' })
  const [, desk] = await answer(call(juror, 'GET', `/assignments/${id}`))
  const { sheet } = shown.parse(desk)
  const { sha256, ...rest } = sheet
  const text = canonicalJson({ assignmentId: id, referenceNumber: proposal.referenceNumber, ...rest })
  expect(await sha256Hex(new TextEncoder().encode(text))).toBe(sha256)
})

const shown = z.object({
  sheet: z.object({
    points: z.record(z.string(), z.number()),
    comments: z.record(z.string(), z.string()),
    comment: z.string(),
    pins: z.array(z.never()),
    totalHundredths: z.number(),
    handedInAt: z.string(),
    sha256: z.string(),
  }),
})

test.each([101, -1, 7.5, 'abc', true, '', [80]])(
  'points of %j are refused, naming the criterion, and nothing is kept',
  async (value) => {
    const { edition, id, send, save } = await aDesk()
    const points = { ...allPoints(edition, 80), kebaruan: value }
    const refused = [422, { code: 'points_invalid', criterionIds: ['kebaruan'] }]
    expect(await send(points)).toEqual(refused)
    expect(await save(points, 0)).toEqual(refused)
    expect(await sheetsOf(id)).toEqual([])
  },
)

test('null and a missing criterion are named as missing', async () => {
  const { edition, id, send } = await aDesk()
  const { kebaruan: _missing, ...points } = allPoints(edition, 80)
  expect(await send({ ...points, signifikansi: null })).toEqual([
    422,
    { code: 'criteria_missing', criterionIds: ['kebaruan', 'signifikansi'] },
  ])
  expect(await sheetsOf(id)).toEqual([])
})

test('a criterion the rubric does not have is named', async () => {
  const { edition, send } = await aDesk()
  expect(await send({ ...allPoints(edition, 80), ringkasan: 80 })).toEqual([
    422,
    { code: 'points_invalid', criterionIds: ['ringkasan'] },
  ])
})

test('a body of another shape and a body that is not JSON are told apart', async () => {
  const { juror, id, send } = await aDesk()
  expect(await send([80])).toEqual([422, { code: 'invalid_input', fields: ['points'] }])
  expect(await send(null)).toEqual([422, { code: 'invalid_input', fields: ['points'] }])
  const broken = await fetchRaw(juror, `/assignments/${id}/score-sheet`, '{"points":')
  expect(broken).toEqual([400, { code: 'not_json' }])
})

async function fetchRaw(person: { cookie: string }, path: string, text: string) {
  const { exports } = await import('cloudflare:workers')
  const response = await exports.default.fetch(`http://localhost/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost', cookie: person.cookie },
    body: text,
  })
  return [response.status, await response.json()]
}

test('another juror, a stranger to the edition and an unknown reading all get the same 404', async () => {
  const { edition, id, juror } = await aDesk()
  const sheet = { points: allPoints(edition, 80), comments: {}, comment: '' }
  const elsewhere = await aJuror(await anEdition('penilaian'))
  const notFound = [404, { code: 'not_found' }]
  for (const [person, reading] of [
    [await aJuror(edition), id],
    [elsewhere, id],
    [juror, 'tidak-ada'],
  ] as const) {
    expect(await answer(call(person, 'POST', `/assignments/${reading}/score-sheet`, sheet))).toEqual(notFound)
    expect(await answer(call(person, 'PUT', `/assignments/${reading}/draft`, { ...sheet, version: 0 }))).toEqual(
      notFound,
    )
  }
  expect(await sheetsOf(id)).toEqual([])
})

test('a conflict that came after the assignment makes the reading a 404', async () => {
  const { edition, juror, proposal, send, save } = await aDesk()
  await anAffiliation(juror, proposal.agency.agency.id)
  expect(await send(allPoints(edition, 80))).toEqual([404, { code: 'not_found' }])
  expect(await save({}, 0)).toEqual([404, { code: 'not_found' }])
})

test('only jurors may call, and nobody without a session', async () => {
  const { edition, id } = await aDesk()
  const sheet = { points: {}, comments: {}, comment: '' }
  expect(await answer(call(edition.secretariat, 'POST', `/assignments/${id}/score-sheet`, sheet))).toEqual([
    403,
    { code: 'not_allowed' },
  ])
  expect(await answer(call(null, 'POST', `/assignments/${id}/score-sheet`, sheet))).toEqual([
    401,
    { code: 'sign_in_needed' },
  ])
})

test.each(['seleksi', 'pleno-finalis'])(
  'in the stage %s scoring is not open: nothing is saved or handed in',
  async (stageId) => {
    const { edition, id, send, save } = await aDesk()
    await nowIn(edition, stageId)
    const [, shown] = await answer(call(null, 'GET', `/editions/${edition.slug}`))
    const windows = z.object({
      stages: z.array(z.object({ id: z.string(), opensAt: z.string(), closesAt: z.string() })),
    })
    const stage = windows.parse(shown).stages.find((one) => one.id === 'penilaian')
    const refused = [409, { code: 'stage_not_open', opensAt: stage?.opensAt, closesAt: stage?.closesAt }]
    expect(await send(allPoints(edition, 80))).toEqual(refused)
    expect(await save({}, 0)).toEqual(refused)
    expect(await sheetsOf(id)).toEqual([])
  },
)

test('a draft is kept with its version and may be incomplete', async () => {
  const { id, juror, save } = await aDesk()
  const saved = await save({ kebaruan: 70, signifikansi: null }, 0, {
    comments: { kebaruan: 'Baru.' },
    comment: 'Nanti.',
  })
  expect(saved).toEqual([200, { version: 1, savedAt: expect.stringMatching(/Z$/) }])
  expect((await save({ kebaruan: 75 }, 1))[1]).toEqual({ version: 2, savedAt: expect.stringMatching(/Z$/) })
  const [, desk] = await answer(call(juror, 'GET', `/assignments/${id}`))
  expect(desk).toMatchObject({
    draft: { points: { kebaruan: 75 }, comments: {}, comment: '', notes: '', pins: [], version: 2 },
    sheet: null,
  })
})

const draftOf = (points: object) => ({ points, comments: {}, comment: '', notes: '', pins: [], savedAt: instant })

test('a draft typed on an older version is shown what is there, and overwrites nothing', async () => {
  const { id, save } = await aDesk()
  expect(await save({ kebaruan: 10 }, 5)).toEqual([409, { code: 'draft_conflict', version: 0, draft: null }])
  expect((await save({ kebaruan: 70 }, 0))[0]).toBe(200)
  const conflict = [409, { code: 'draft_conflict', version: 1, draft: draftOf({ kebaruan: 70 }) }]
  expect(await save({ kebaruan: 10 }, 0)).toEqual(conflict)
  expect(await save({ kebaruan: 10 }, 5)).toEqual(conflict)
  const [draft] = await db.select().from(tables.scoreSheetDrafts).where(eq(tables.scoreSheetDrafts.assignmentId, id))
  expect([draft?.points, draft?.version]).toEqual([{ kebaruan: 70 }, 1])
})

test('the same draft over the same version is told what it made, and only right after it', async () => {
  const { save } = await aDesk()
  const content = { comments: { kebaruan: 'Baru.' }, comment: 'Nanti.', notes: 'Cek lagi.' }
  const first = await save({ kebaruan: 70 }, 0, content)
  expect(await save({ kebaruan: 70 }, 0, content)).toEqual([200, first[1]])
  expect((await save({ kebaruan: 70 }, 0, { ...content, notes: 'Lain.' }))[0]).toBe(409)
  expect((await save({ kebaruan: 71 }, 1, content))[0]).toBe(200)
  expect((await save({ kebaruan: 70 }, 0, content))[0]).toBe(409)
})

test('of two tabs that save at the same moment one is told of the conflict and shown the draft that stands', async () => {
  const { id, save } = await aDesk()
  const answers = await Promise.all([save({ kebaruan: 70 }, 0), save({ kebaruan: 71 }, 0), save({ kebaruan: 72 }, 0)])
  expect(answers.map(([status]) => status).toSorted()).toEqual([200, 409, 409])
  const [kept] = await db.select().from(tables.scoreSheetDrafts).where(eq(tables.scoreSheetDrafts.assignmentId, id))
  const conflict = { code: 'draft_conflict', version: 1, draft: draftOf(kept?.points ?? {}) }
  expect(answers.filter(([status]) => status === 409).map(([, body]) => body)).toEqual([conflict, conflict])
})

test('one draft sent several times at the same moment is saved once and every answer is the same', async () => {
  const { id, save } = await aDesk()
  const answers = await Promise.all([1, 2, 3, 4].map(() => save({ kebaruan: 70 }, 0)))
  expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 200])
  expect(new Set(answers.map(([, body]) => JSON.stringify(body))).size).toBe(1)
  const [kept] = await db.select().from(tables.scoreSheetDrafts).where(eq(tables.scoreSheetDrafts.assignmentId, id))
  expect(kept?.version).toBe(1)
})

const pin = { criterionId: 'kebaruan', sectionId: 'kebaruan', quote: 'Jawaban', start: 0 }

test('a passage is pinned with draft and sheet when it stands in the frozen text at its place', async () => {
  const { edition, id, juror, save, send } = await aDesk()
  expect((await save({ kebaruan: 70 }, 0, { pins: [pin] }))[0]).toBe(200)
  const at = `/assignments/${id}`
  expect((await answer(call(juror, 'GET', at)))[1]).toMatchObject({ draft: { pins: [pin] } })
  expect((await send(allPoints(edition, 80), { pins: [pin] }))[0]).toBe(201)
  expect((await answer(call(juror, 'GET', at)))[1]).toMatchObject({ draft: null, sheet: { pins: [pin] } })
})

test.each([
  ['other words', { quote: 'Jawabann' }],
  ['another place', { start: 1 }],
  ['a section that is none', { sectionId: 'tidak-ada' }],
  ['a criterion that is none', { criterionId: 'tidak-ada' }],
])('a pin with %s is refused by its place in the list, and nothing is kept', async (_, change) => {
  const { edition, save, send, id } = await aDesk()
  const pins = [pin, { ...pin, ...change }]
  const refused = [422, { code: 'pin_invalid', pins: [1] }]
  expect(await save({ kebaruan: 70 }, 0, { pins })).toEqual(refused)
  expect(await send(allPoints(edition, 80), { pins })).toEqual(refused)
  expect(await sheetsOf(id)).toEqual([])
})

test('a pin that the draft has stays though the text was repaired since', async () => {
  const { edition, proposal, save, send } = await aDesk()
  expect((await save({}, 0, { pins: [pin] }))[0]).toBe(200)
  await repair(edition, proposal, 'Naskah yang sama sekali lain.')
  expect((await save({ kebaruan: 70 }, 1, { pins: [pin] }))[0]).toBe(200)
  expect((await send(allPoints(edition, 80), { pins: [pin] }))[0]).toBe(201)
})

/** A second revision with this text everywhere, found eligible. */
async function repair(edition: Edition, proposal: { id: string }, text: string): Promise<void> {
  const [first] = await db.select().from(tables.submissions).where(eq(tables.submissions.proposalId, proposal.id))
  if (!first) throw new Error('not submitted')
  const sections = first.content.sections.map(({ id }) => ({ id, text }))
  const id = `${first.id}-2`
  const verdict = { at: new Date(1), by: edition.secretariat.id }
  await db
    .insert(tables.screenings)
    .values({ submissionId: first.id, sequence: 2, outcome: 'needs_repair', ...verdict })
  await db.insert(tables.submissions).values({ ...first, id, revision: 2, content: { ...first.content, sections } })
  await db.insert(tables.screenings).values({ submissionId: id, sequence: 1, outcome: 'eligible', ...verdict })
}

test('the database itself refuses a sheet for a reading that has ended, and any change of a sheet', async () => {
  const { edition, proposal, id, send } = await aDesk()
  expect((await send(allPoints(edition, 80)))[0]).toBe(201)
  const altered = db
    .update(tables.scoreSheets)
    .set({ totalHundredths: 1 })
    .where(eq(tables.scoreSheets.assignmentId, id))
  expect(await refusalOf(altered)).toContain('insert_only')
  const [other = ''] = await assigned(edition, await aJuror(edition), [proposal])
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, other))
  const ended = db.insert(tables.scoreSheets).values({
    assignmentId: other,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId: proposal.id,
    totalHundredths: 1,
    comment: '',
    handedInAt: new Date(),
  })
  expect(await refusalOf(ended)).toContain('assignment_ended')
  expect(await sheetsOf(id)).toEqual([{ total: 8000 }])
})

const refusalOf = async (statement: PromiseLike<unknown>): Promise<string> => {
  try {
    await statement
    return 'nothing'
  } catch (error) {
    return error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error)
  }
}
