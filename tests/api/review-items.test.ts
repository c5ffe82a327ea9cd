import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { aPerson, answer, call, db, type Person } from './portal.ts'
import { auditActions } from './proposals-factories.ts'
import { aRun, aScoredRound, finished, sheetsOf, stagePath, type Round } from './ranking-factories.ts'

const itemsShape = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      raisedBy: z.string(),
      juror: z.object({ id: z.string(), name: z.string() }),
      proposal: z.object({ proposalId: z.string(), referenceNumber: z.string() }).nullable(),
      strength: z.number(),
      sheets: z.number(),
      decision: z.object({ verdict: z.string(), reason: z.string(), by: z.string() }).nullable(),
    }),
  ),
})

const itemsOf = async ({ edition }: Round, person: Person = edition.secretariat) =>
  itemsShape.parse((await answer(call(person, 'GET', stagePath(edition, 'review-items'))))[1]).items

const decide = ({ edition }: Round, item: string, verdict: string, reason: string, by: Person = edition.secretariat) =>
  answer(call(by, 'POST', stagePath(edition, `review-items/${item}/decisions`), { verdict, reason }))

/** One score far below what everybody else says of the proposal. */
async function anOutlier(): Promise<Round> {
  const sheets = sheetsOf(24, 7, 3, 5)
  const [first, ...rest] = sheets
  return aScoredRound({ proposals: 24, sheets: first ? [{ ...first, points: first.points - 30 }, ...rest] : rest })
}

test('an unusual score is put before a person once, and changes nothing by itself', async () => {
  const round = await anOutlier()
  const first = await aRun(round.edition)
  await finished(first)
  const [item, ...others] = await itemsOf(round)
  expect(others).toEqual([])
  expect(item).toMatchObject({
    kind: 'UNUSUAL_SCORE',
    raisedBy: first,
    juror: { id: round.jurors[0]?.id, name: round.jurors[0]?.name },
    proposal: { proposalId: round.proposals[0]?.id, referenceNumber: round.proposals[0]?.referenceNumber },
    sheets: 1,
    decision: null,
  })
  expect(item?.strength).toBeLessThan(-3)
  await finished(await aRun(round.edition))
  expect(await itemsOf(round)).toEqual([item])
})

const comparisonShape = z.object({
  moves: z.array(z.object({ proposalId: z.string(), before: z.number(), after: z.number() })),
})

test('a decision to exclude takes the score out of the runs that ask for it, and both lists can be compared', async () => {
  const round = await anOutlier()
  const { edition, proposals } = round
  const withIt = await aRun(edition)
  const before = await finished(withIt)
  const [item] = await itemsOf(round)
  expect(await decide(round, item?.id ?? '', 'excluded', ' ')).toEqual([422, { code: 'reason_needed' }])
  expect(await decide(round, item?.id ?? '', 'excluded', 'Juri salah membuka usulan.')).toEqual([201, {}])
  const again = await finished(await aRun(edition))
  expect(again.manifestHash).toBe(before.manifestHash)

  const without = await aRun(edition, { exclusions: 'decided' })
  await finished(without)
  const [status, body] = await answer(
    call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${withIt}/comparison?with=${without}`)),
  )
  expect(status).toBe(200)
  const move = comparisonShape.parse(body).moves.find(({ proposalId }) => proposalId === proposals[0]?.id)
  // With two sheets left of three the proposal holds no rank until somebody reads it again.
  expect(move).toMatchObject({ before: expect.any(Number), after: 0 })
  const bundle = z
    .object({ exclusions: z.array(z.object({ sheet: z.number(), reason: z.string() })) })
    .parse((await answer(call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${without}/bundle`))))[1])
  expect(bundle.exclusions).toEqual([{ sheet: expect.any(Number), reason: 'Juri salah membuka usulan.' }])
})

test('a later decision replaces the earlier one; both stay, with who and why', async () => {
  const round = await anOutlier()
  const before = await finished(await aRun(round.edition))
  const [item] = await itemsOf(round)
  const id = item?.id ?? ''
  await decide(round, id, 'excluded', 'Tampak keliru.')
  await decide(round, id, 'kept', 'Juri menjelaskan nilainya.')
  expect((await itemsOf(round))[0]?.decision).toEqual({
    verdict: 'kept',
    reason: 'Juri menjelaskan nilainya.',
    by: round.edition.secretariat.name,
  })
  const after = await finished(await aRun(round.edition, { exclusions: 'decided' }))
  expect(after.manifestHash).toBe(before.manifestHash)
  expect(await auditActions(id)).toEqual(['review.decided', 'review.decided'])
  const kept = db.delete(tables.reviewDecisions).where(eq(tables.reviewDecisions.itemId, id))
  await expect(kept).rejects.toMatchObject({ cause: { message: expect.stringContaining('insert_only') } })
})

test('a juror who ranks against all others is put before a person; excluding takes all of the juror’s sheets out', async () => {
  const sheets = sheetsOf(48, 7, 3, 9).map((sheet) =>
    sheet.juror === 2 ? { ...sheet, points: 97 - sheet.points } : sheet,
  )
  const round = await aScoredRound({ proposals: 48, sheets })
  await finished(await aRun(round.edition))
  const item = (await itemsOf(round)).find(({ kind }) => kind === 'DISAGREEING_JUROR')
  const own = sheets.filter(({ juror }) => juror === 2).length
  expect(item).toMatchObject({ juror: { id: round.jurors[2]?.id }, proposal: null, sheets: own })
  await decide(round, item?.id ?? '', 'excluded', 'Juri membaca skala terbalik.')
  const without = await aRun(round.edition, { exclusions: 'decided' })
  await finished(without)
  const path = stagePath(round.edition, `ranking-runs/${without}/bundle`)
  const { exclusions } = z
    .object({ exclusions: z.array(z.unknown()) })
    .parse((await answer(call(round.edition.secretariat, 'GET', path)))[1])
  expect(exclusions.length).toBe(own)
})

test('a score of a juror in conflict stops every run until a person decides, and then never counts', async () => {
  const round = await aScoredRound({ proposals: 8, jurors: 5, places: 3 })
  const { edition, proposals, jurors } = round
  const clean = await finished(await aRun(edition))
  const [pair] = await db
    .select({ proposalId: tables.assignments.proposalId, jurorId: tables.assignments.jurorId })
    .from(tables.assignments)
    .where(eq(tables.assignments.proposalId, proposals[0]?.id ?? ''))
  await db.insert(tables.conflicts).values({
    id: crypto.randomUUID(),
    proposalId: pair?.proposalId ?? '',
    jurorId: pair?.jurorId ?? '',
    source: 'declared',
    reason: 'Saudara penulis.',
    at: new Date(),
    by: pair?.jurorId ?? '',
  })
  expect(await finished(await aRun(edition))).toMatchObject({ status: 'REFUSED', reason: 'CONFLICTED_SCORE' })
  const item = (await itemsOf(round)).find(({ kind }) => kind === 'CONFLICTED_SCORE')
  expect(item).toMatchObject({ juror: { id: pair?.jurorId }, proposal: { proposalId: pair?.proposalId }, sheets: 1 })
  await decide(round, item?.id ?? '', 'excluded', 'Benturan kepentingan.')
  const after = await finished(await aRun(edition))
  expect(after.status).toBe('RANKED')
  expect(after.manifestHash).not.toBe(clean.manifestHash)
  await decide(round, item?.id ?? '', 'kept', 'Pernyataan itu keliru.')
  expect((await finished(await aRun(edition))).manifestHash).toBe(clean.manifestHash)
  expect(jurors.length).toBe(5)
})

test('the auditor sees the items and decides nothing; nobody decides about another stage', async () => {
  const round = await anOutlier()
  await finished(await aRun(round.edition))
  const [item] = await itemsOf(round)
  const auditor = await aPerson({ role: 'auditor' })
  expect(await itemsOf(round, auditor)).toEqual([item])
  expect(await decide(round, item?.id ?? '', 'kept', 'Wajar.', auditor)).toEqual([403, { code: 'not_allowed' }])
  const elsewhere = await aScoredRound({ proposals: 6, jurors: 5, places: 2 })
  expect(await decide(elsewhere, item?.id ?? '', 'kept', 'Wajar.')).toEqual([404, { code: 'not_found' }])
  const juror = round.jurors[0]
  if (juror) expect(await answer(call(juror, 'GET', stagePath(round.edition, 'review-items')))).toMatchObject([403, {}])
})
