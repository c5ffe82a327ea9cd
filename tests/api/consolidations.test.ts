import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { anOpenRound, aDivergentEdition, handIn, readingsOf, scoringOf } from './divergence-factories.ts'
import { callInterrupted } from './interleaved.ts'
import { aJuror, allPoints, anAffiliation } from './jury-factories.ts'
import { answer, aPerson, call, db, type Person } from './portal.ts'
import { auditActions, nowIn } from './proposals-factories.ts'
import { ask } from './watched.ts'

const instant = expect.stringMatching(/Z$/)
type Made = Awaited<ReturnType<typeof anOpenRound>>

const seen = z.object({
  sheets: z.array(
    z.object({
      label: z.string(),
      isOwn: z.boolean(),
      totalHundredths: z.number(),
      comment: z.string(),
      answer: z.object({ answer: z.string(), reason: z.string(), totalHundredths: z.number() }).nullable(),
    }),
  ),
  spread: z.record(z.string(), z.number()),
  isOver: z.boolean(),
})

const look = (person: Person, id: string) => answer(call(person, 'GET', `/consolidations/${id}`))
const lookIn = async (person: Person, id: string) => seen.parse((await look(person, id))[1])
const say = (person: Person, id: string, said: object) =>
  answer(call(person, 'POST', `/consolidations/${id}/answer`, said))
const confirm = (person: Person, id: string, reason = 'Dasarnya tetap.') =>
  say(person, id, { answer: 'confirmed', reason })
const revision = ({ edition }: Made, points: number, reason = 'Bukti dampak terlewat.') => ({
  answer: 'revised',
  reason,
  points: allPoints(edition, points),
  comments: {},
  comment: 'Sesudah dibaca lagi.',
})
const notFound = [404, { code: 'not_found' }]

test('nobody sees a sheet of somebody else before all three are in', async () => {
  const { edition, first, second, readings } = await aDivergentEdition()
  await handIn(edition, first, readings[0] ?? '', 90)
  await handIn(edition, second, readings[1] ?? '', 40)
  const [found] = await db.select().from(tables.divergences).where(eq(tables.divergences.editionId, edition.id))
  for (const juror of [first, second]) {
    expect(await look(juror, found?.id ?? '')).toEqual(notFound)
    expect(await confirm(juror, found?.id ?? '')).toEqual(notFound)
    expect(await answer(call(juror, 'GET', '/consolidations'))).toEqual([200, { rounds: [] }])
  }
})

test('in an open round a juror sees all sheets without names, and where they are apart', async () => {
  const made = await anOpenRound()
  const { edition, first, second, third, proposal, id } = made
  const [status, body] = await look(first, id)
  expect(status).toBe(200)
  for (const { name, id: jurorId, email } of [first, second, third]) {
    for (const secret of [name, jurorId, email]) expect(JSON.stringify(body)).not.toContain(secret)
  }
  const { sheets, spread, isOver } = seen.parse(body)
  expect(sheets.map(({ label }) => label)).toEqual(['A', 'B', 'C'])
  expect(sheets.map(({ totalHundredths }) => totalHundredths).toSorted()).toEqual([6000, 7000, 9000])
  expect(sheets.filter(({ isOwn }) => isOwn)).toMatchObject([
    { totalHundredths: 9000, comment: 'Unggul.', answer: null },
  ])
  expect(spread).toEqual(Object.fromEntries(scoringOf(edition).rubric.map((one) => [one.id, 30])))
  expect(isOver).toBe(false)
  const labels = async (juror: Person) =>
    (await lookIn(juror, id)).sheets.map(({ label, totalHundredths }) => [label, totalHundredths])
  expect(await labels(second)).toEqual(await labels(third))
  expect(await answer(call(second, 'GET', '/consolidations'))).toEqual([
    200,
    {
      rounds: [
        {
          id,
          edition: edition.slug,
          isSimulation: true,
          stageId: 'penilaian',
          stageName: edition.stages.find((stage) => stage.id === 'penilaian')?.name,
          referenceNumber: proposal.referenceNumber,
          title: proposal.title,
          openedAt: instant,
          closesAt: instant,
          answer: null,
          isOver: false,
        },
      ],
    },
  ])
})

test('a confirmed sheet stands; the answer is given once, and the same again is told what was kept', async () => {
  const { id, first, edition, proposal, readings } = await anOpenRound()
  const said = [201, { answer: 'confirmed', answeredAt: instant, totalHundredths: 9000 }]
  expect(await confirm(first, id, ' ')).toEqual([422, { code: 'reason_needed' }])
  const kept = await confirm(first, id)
  expect(kept).toEqual(said)
  expect(await confirm(first, id)).toEqual([200, kept[1]])
  expect(await confirm(first, id, 'Lain.')).toEqual([
    409,
    { code: 'answer_stands', answer: 'confirmed', answeredAt: instant },
  ])
  const answers = await db
    .select()
    .from(tables.consolidationAnswers)
    .where(eq(tables.consolidationAnswers.divergenceId, id))
  expect(answers).toEqual([
    {
      divergenceId: id,
      jurorId: first.id,
      answer: 'confirmed',
      reason: 'Dasarnya tetap.',
      assignmentId: readings[0],
      at: expect.any(Date),
    },
  ])
  expect((await auditActions(id)).filter((action) => action === 'consolidation.answered')).toHaveLength(1)
  expect((await readingsOf(edition, proposal.id)).length).toBe(3)
})

const countedTotals = async ({ edition, proposal }: Made) =>
  (
    await db
      .select({ total: tables.countedSheets.totalHundredths })
      .from(tables.countedSheets)
      .where(and(eq(tables.countedSheets.editionId, edition.id), eq(tables.countedSheets.proposalId, proposal.id)))
  )
    .map(({ total }) => total)
    .toSorted()

const countsOf = ({ edition }: Made, { id }: Person) =>
  db
    .select({
      assigned: tables.readingCounts.assigned,
      handedIn: tables.readingCounts.handedIn,
      drafts: tables.readingCounts.drafts,
    })
    .from(tables.readingCounts)
    .where(and(eq(tables.readingCounts.editionId, edition.id), eq(tables.readingCounts.jurorId, id)))

const daysOf = ({ edition }: Made, { id }: Person) =>
  db
    .select({ day: tables.dailySheets.day, count: tables.dailySheets.count })
    .from(tables.dailySheets)
    .where(and(eq(tables.dailySheets.editionId, edition.id), eq(tables.dailySheets.jurorId, id)))

test('a revised sheet follows the old one: what was stays as a row, what counts is the new one', async () => {
  const made = await anOpenRound()
  const { id, second, edition, readings, proposal } = made
  const before = await db
    .select()
    .from(tables.scoreSheets)
    .where(eq(tables.scoreSheets.assignmentId, readings[1] ?? ''))
  const days = await daysOf(made, second)
  expect(days.map(({ count }) => count)).toEqual([1])
  const kept = await say(second, id, revision(made, 75))
  expect(kept).toEqual([201, { answer: 'revised', answeredAt: instant, totalHundredths: 7500 }])
  expect(await say(second, id, revision(made, 75))).toEqual([200, kept[1]])
  expect((await say(second, id, revision(made, 76)))[0]).toBe(409)
  expect((await say(second, id, { ...revision(made, 75), comment: 'Lain.' }))[0]).toBe(409)
  expect(await countedTotals(made)).toEqual([7000, 7500, 9000])
  expect(
    await db
      .select()
      .from(tables.scoreSheets)
      .where(eq(tables.scoreSheets.assignmentId, readings[1] ?? '')),
  ).toEqual(before)
  const gone = await db
    .select()
    .from(tables.sheetWithdrawals)
    .where(eq(tables.sheetWithdrawals.assignmentId, readings[1] ?? ''))
  expect(gone).toEqual([
    {
      assignmentId: readings[1],
      cause: 'consolidation',
      reason: 'Bukti dampak terlewat.',
      at: expect.any(Date),
      by: second.id,
    },
  ])
  expect(await countsOf(made, second)).toEqual([{ assigned: 1, handedIn: 1, drafts: 0 }])
  // It was read once, on the day of the first sheet.
  expect(await daysOf(made, second)).toEqual(days)
  const [said] = await db
    .select()
    .from(tables.consolidationAnswers)
    .where(eq(tables.consolidationAnswers.divergenceId, id))
  const [sheet] = await db
    .select()
    .from(tables.scoreSheets)
    .where(eq(tables.scoreSheets.assignmentId, said?.assignmentId ?? ''))
  expect(sheet).toMatchObject({ totalHundredths: 7500, comment: 'Sesudah dibaca lagi.', isRereading: false })
  expect(sheet?.sha256).toMatch(/^[0-9a-f]{64}$/)
  const [, list] = await answer(call(second, 'GET', `/assignments/sheets?edition=${edition.slug}&stage=penilaian`))
  expect(list).toMatchObject({
    rows: [{ referenceNumber: proposal.referenceNumber, state: 'handed_in', totalHundredths: 7500 }],
  })
  const trail = await db.select().from(tables.auditEvents).where(eq(tables.auditEvents.subjectId, id))
  expect(JSON.stringify(trail.map(({ detail }) => detail))).not.toMatch(/7500|6000|terlewat/)
})

/** As if a sheet had been handed in at that instant: for one batch its guard steps aside. */
async function handedInAt(assignmentId: string, at: Date) {
  const guards = await env.DB.prepare("SELECT sql FROM sqlite_master WHERE name = 'score_sheets_kept'").first('sql')
  await env.DB.batch([
    env.DB.prepare('DROP TRIGGER score_sheets_kept'),
    env.DB.prepare('UPDATE score_sheets SET handed_in_at = ? WHERE assignment_id = ?').bind(at.getTime(), assignmentId),
    env.DB.prepare(String(guards)),
  ])
}

test('in the own pace a revised sheet was read on the day of the first one', async () => {
  const made = await anOpenRound()
  const { id, second, edition, readings } = made
  const ownDays = async () => {
    const [, body] = await answer(call(second, 'GET', `/assignments/pace?edition=${edition.slug}&stage=penilaian`))
    return z
      .object({ handedIn: z.number(), days: z.array(z.object({ day: z.string(), count: z.number() })) })
      .parse(body)
  }
  await handedInAt(readings[1] ?? '', new Date('2020-02-03T17:30:00Z'))
  const before = { handedIn: 1, days: [{ day: '2020-02-04', count: 1 }] }
  expect(await ownDays()).toEqual(before)
  expect((await say(second, id, revision(made, 75)))[0]).toBe(201)
  expect(await ownDays()).toEqual(before)
})

test('what is wrong with a revision is said, and nothing is written', async () => {
  const made = await anOpenRound()
  const { id, second, edition } = made
  const wrong = (change: object) => say(second, id, { ...revision(made, 75), ...change })
  expect((await wrong({ points: {} }))[1]).toMatchObject({ code: 'criteria_missing' })
  expect((await wrong({ points: allPoints(edition, 101) }))[1]).toMatchObject({ code: 'points_invalid' })
  expect(await wrong({ reason: '' })).toEqual([422, { code: 'reason_needed' }])
  expect(await wrong({ points: allPoints(edition, 60), comment: 'Cukup.' })).toEqual([422, { code: 'sheet_unchanged' }])
  expect((await wrong({ answer: 'lain' }))[0]).toBe(422)
  expect(await countedTotals(made)).toEqual([6000, 7000, 9000])
})

test('what others answer is not told until all have answered; then the round is over and shows it', async () => {
  const made = await anOpenRound()
  const { id, first, second, third } = made
  await confirm(first, id)
  await say(second, id, revision(made, 80))
  const waiting = await lookIn(third, id)
  expect(waiting.sheets.map((sheet) => sheet.answer)).toEqual([null, null, null])
  expect(waiting.sheets.map(({ totalHundredths }) => totalHundredths).toSorted()).toEqual([6000, 7000, 9000])
  await confirm(third, id, 'Sama.')
  const over = await lookIn(third, id)
  expect(over.isOver).toBe(true)
  expect(
    over.sheets
      .map((sheet) => [sheet.totalHundredths, sheet.answer?.answer, sheet.answer?.totalHundredths])
      .toSorted((a, b) => Number(a[0]) - Number(b[0])),
  ).toEqual([
    [6000, 'revised', 8000],
    [7000, 'confirmed', 7000],
    [9000, 'confirmed', 9000],
  ])
  expect(await auditActions(id)).toEqual([
    'divergence.found',
    'consolidation.opened',
    'consolidation.answered',
    'consolidation.answered',
    'consolidation.answered',
    'consolidation.closed',
  ])
  expect((await db.select().from(tables.divergences).where(eq(tables.divergences.id, id)))[0]).toMatchObject({
    closedAt: expect.any(Date),
    closedBy: null,
  })
})

test('the ranking counts the revised sheet', async () => {
  const made = await anOpenRound()
  const { edition, id, second, proposal } = made
  await say(second, id, revision(made, 80))
  await nowIn(edition, 'pleno-finalis')
  const [, ranking] = await answer(
    call(edition.secretariat, 'GET', `/editions/${edition.slug}/stages/penilaian/ranking`),
  )
  expect(JSON.stringify(ranking)).toContain(`"proposalId":"${proposal.id}"`)
  expect(JSON.stringify(ranking)).toContain('"sumHundredths":24000')
})

test('a round ends with its stage: it can be read, and nothing be answered', async () => {
  const { id, first, edition } = await anOpenRound()
  await nowIn(edition, 'pleno-finalis')
  expect(await confirm(first, id)).toEqual([409, { code: 'consolidation_over' }])
  expect((await lookIn(first, id)).isOver).toBe(true)
  await nowIn(edition, 'penilaian')
  expect((await confirm(first, id))[0]).toBe(201)
})

test('for others, for a juror in conflict by now and for unknown rounds there is nothing, by the same questions', async () => {
  const made = await anOpenRound()
  const { id, first, edition, proposal } = made
  const stranger = await aJuror(edition)
  const unknown = id.replace(/./g, 'x')
  await anAffiliation(first, proposal.agency.unit.id)
  const said = revision(made, 50)
  for (const person of [first, stranger]) {
    const nothing = await ask(person, 'GET', `/consolidations/${unknown}`)
    expect(await ask(person, 'GET', `/consolidations/${id}`)).toEqual(nothing)
    expect(nothing.status).toBe(404)
    const post = (round: string) => ask(person, 'POST', `/consolidations/${round}/answer`, said)
    expect(await post(id)).toEqual(await post(unknown))
    expect(await answer(call(person, 'GET', '/consolidations'))).toEqual([200, { rounds: [] }])
  }
  for (const person of [edition.secretariat, await aPerson({ role: 'auditor' })]) {
    expect(await look(person, id)).toEqual([403, { code: 'not_allowed' }])
  }
  const [assigned] = await db.select().from(tables.roles).where(eq(tables.roles.userId, made.second.id))
  await db
    .update(tables.roles)
    .set({ endsAt: new Date(Date.now() - 1000) })
    .where(eq(tables.roles.id, assigned?.id ?? ''))
  expect((await look(made.second, id))[0]).toBe(403)
})

test.each(['confirmed', 'revised'] as const)(
  'answered (%s) several times at the same moment, one answer is kept',
  async (kind) => {
    const made = await anOpenRound()
    const { id, second } = made
    const said = kind === 'confirmed' ? { answer: 'confirmed', reason: 'Tetap.' } : revision(made, 80)
    const answers = await Promise.all([1, 2, 3].map(() => say(second, id, said)))
    expect(answers.map(([status]) => status).toSorted()).toEqual([200, 200, 201])
    expect((await countedTotals(made)).length).toBe(3)
    expect((await auditActions(id)).filter((action) => action === 'consolidation.answered')).toHaveLength(1)
  },
)

test.each(['confirmed', 'revised'] as const)(
  'closed by the secretariat at the very moment of an answer (%s), the answer writes nothing',
  async (kind) => {
    const made = await anOpenRound()
    const { id, second, edition } = made
    const said = kind === 'confirmed' ? { answer: 'confirmed', reason: 'Tetap.' } : revision(made, 80)
    const close = () =>
      call(edition.secretariat, 'POST', `/editions/${edition.slug}/stages/penilaian/divergences/${id}/closing`, {
        reason: 'Cukup.',
      })
    const sent = await callInterrupted(second, ['POST', `/consolidations/${id}/answer`, said], close)
    expect(sent).toEqual([409, { code: 'consolidation_over' }])
    expect(await countedTotals(made)).toEqual([6000, 7000, 9000])
    expect(await auditActions(id)).not.toContain('consolidation.answered')
  },
)
