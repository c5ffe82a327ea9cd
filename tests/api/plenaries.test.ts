import { and, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import type { Rules } from '#domain/edition.ts'
import { aSheet, anEligible, scored } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db } from './portal.ts'
import { auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'
import { aRun, aScoredRound, finished, stagePath } from './ranking-factories.ts'

/** The rules of 2023 with this many places for `umum` in the first plenary. */
const withPlaces =
  (places: number) =>
  (rules: Rules): Rules => ({
    ...rules,
    stages: rules.stages.map((stage) =>
      stage.kind === 'plenary' && stage.id === 'pleno-finalis'
        ? { ...stage, cuts: stage.cuts.map((cut) => (cut.groupId === 'umum' ? { ...cut, places } : cut)) }
        : stage,
    ),
  })

async function aPlenary(totals: readonly number[], places: number) {
  const edition = await anEdition('pleno-finalis', withPlaces(places))
  const proposals = await scored(edition, totals)
  const base = `/editions/${edition.slug}/stages/pleno-finalis`
  const as = edition.secretariat
  return {
    edition,
    proposals,
    show: () => answer(call(as, 'GET', `${base}/plenary`)),
    move: (proposalId: string, direction: string, reason: string) =>
      answer(call(as, 'POST', `${base}/plenary/moves`, { proposalId, direction, reason })),
    decide: (decreeNumber = '123/2027', decreeDate = '2027-06-15') =>
      answer(call(as, 'POST', `${base}/decision`, { decreeNumber, decreeDate })),
  }
}

const idOf = (proposals: readonly { id: string }[], index: number): string => proposals[index]?.id ?? ''

test('the plenary sees the list by score under its cuts, with what is not ranked beside it', async () => {
  const { edition, proposals, show } = await aPlenary([9000, 8000, 7000], 2)
  const alone = await anEligible(edition)
  await aSheet(edition, alone, 10_000)
  const stageOf = (id: string) => ({
    id,
    kind: edition.stages.find((stage) => stage.id === id)?.kind,
    name: edition.stages.find((stage) => stage.id === id)?.name,
    position: edition.stages.find((stage) => stage.id === id)?.position,
    opensAt: expect.any(String),
    closesAt: expect.any(String),
  })
  const named = (one: typeof alone | undefined) => ({
    proposalId: one?.id,
    referenceNumber: one?.referenceNumber,
    title: one?.title,
    agency: one?.agency.agency.name,
    groupId: 'umum',
    clusterId: 'kabupaten',
  })
  const line = (index: number, total: number, award: string | null) => ({
    ...named(proposals[index]),
    rank: index + 1,
    tied: false,
    sumHundredths: 2 * total,
    sheetCount: 2,
    passes: true,
    byScore: award,
    tiedAtCut: false,
    move: null,
    proposed: award,
  })
  expect(await show()).toEqual([
    200,
    {
      stage: stageOf('pleno-finalis'),
      rankedStage: stageOf('penilaian'),
      cuts: [
        {
          awardId: 'top99',
          award: 'TOP 99',
          groupId: 'umum',
          group: 'Umum',
          places: 2,
          shares: [{ clusterId: 'kabupaten', places: 2 }],
        },
        { awardId: 'top15-khusus', award: 'TOP 15 Khusus', groupId: 'khusus', group: 'Khusus', places: 15, shares: [] },
      ],
      list: [line(0, 9000, 'top99'), line(1, 8000, 'top99'), line(2, 7000, null)],
      unranked: [{ ...named(alone), sheetCount: 1, requiredSheets: 2 }],
      counts: [
        { awardId: 'top99', groupId: 'umum', places: 2, proposed: 2 },
        { awardId: 'top15-khusus', groupId: 'khusus', places: 15, proposed: 0 },
      ],
      decision: null,
      official: { column: 'plain', runId: null },
      publicationHash: null,
    },
  ])
})

test('a move is a row with its reason and author; the newest counts', async () => {
  const { edition, proposals, show, move } = await aPlenary([9000, 8000], 1)
  const [status, made] = await move(idOf(proposals, 1), 'in', ' Wilayah tertinggal. ')
  expect([status, made]).toEqual([201, { id: expect.any(String) }])
  const moved = { direction: 'in', reason: 'Wilayah tertinggal.', at: expect.any(String), by: edition.secretariat.name }
  expect((await show())[1]).toMatchObject({
    list: [
      { proposed: 'top99', move: null },
      { byScore: null, proposed: 'top99', move: moved },
    ],
    counts: [{ places: 1, proposed: 2 }, { proposed: 0 }],
  })
  await move(idOf(proposals, 1), 'restored', 'Dibahas ulang.')
  expect((await show())[1]).toMatchObject({
    list: [{ proposed: 'top99' }, { proposed: null, move: { direction: 'restored' } }],
    counts: [{ places: 1, proposed: 1 }, { proposed: 0 }],
  })
  const rows = await db.select().from(tables.plenaryMoves).where(eq(tables.plenaryMoves.editionId, edition.id))
  expect(rows.map(({ direction }) => direction)).toEqual(['in', 'restored'])
  expect(await auditActions(rows[0]?.id ?? '')).toEqual(['plenary.moved'])
})

test('a move without a reason, of an unranked or unknown proposal, or in a direction that is none, is refused', async () => {
  const { edition, proposals, move } = await aPlenary([9000], 1)
  const unranked = await anEligible(edition)
  expect(await move(idOf(proposals, 0), 'out', '   ')).toEqual([422, { code: 'reason_needed' }])
  expect(await move(unranked.id, 'in', 'Pleno.')).toEqual([422, { code: 'not_a_candidate' }])
  expect(await move('tidak-ada', 'in', 'Pleno.')).toEqual([422, { code: 'not_a_candidate' }])
  expect(await move(idOf(proposals, 0), 'up', 'Pleno.')).toEqual([
    422,
    { code: 'invalid_input', fields: ['direction'] },
  ])
  expect(await db.select().from(tables.plenaryMoves).where(eq(tables.plenaryMoves.editionId, edition.id))).toEqual([])
})

test('a tie across the cut is left to the plenary', async () => {
  const { show } = await aPlenary([9000, 8000, 8000], 2)
  expect((await show())[1]).toMatchObject({
    list: [
      { rank: 1, byScore: 'top99', tiedAtCut: false },
      { rank: 2, tied: true, byScore: null, tiedAtCut: true, proposed: null },
      { rank: 2, tied: true, byScore: null, tiedAtCut: true, proposed: null },
    ],
    counts: [{ places: 2, proposed: 1 }, { proposed: 0 }],
  })
})

test('a decision keeps every place with how it came about, tells the agencies, and ends the moves', async () => {
  const { edition, proposals, show, move, decide } = await aPlenary([9000, 8000, 7000], 2)
  await move(idOf(proposals, 1), 'out', 'Data meragukan.')
  await move(idOf(proposals, 2), 'in', 'Wilayah tertinggal.')
  expect(await decide(' 123/2027 ')).toEqual([201, { places: 2 }])
  const places = await db.select().from(tables.places).where(eq(tables.places.editionId, edition.id))
  const place = { editionId: edition.id, stageId: 'pleno-finalis', awardId: 'top99', sheetCount: 2 }
  expect(places.toSorted((a, b) => a.rank - b.rank)).toEqual([
    { ...place, proposalId: idOf(proposals, 0), rank: 1, sumHundredths: 18000, plenaryReason: null },
    { ...place, proposalId: idOf(proposals, 2), rank: 3, sumHundredths: 14000, plenaryReason: 'Wilayah tertinggal.' },
  ])
  const [, shown] = await show()
  expect(shown).toMatchObject({
    list: [{ proposed: 'top99' }, { proposed: null }, { proposed: 'top99' }],
    decision: { decreeNumber: '123/2027', decreeDate: '2027-06-15', by: edition.secretariat.name },
  })
  const letters = await Promise.all(proposals.map(({ agency }) => lettersOf(agency.admin)))
  expect(letters.map((own) => own.map(({ kind }) => kind))).toEqual([['places_decided'], [], ['places_decided']])
  expect(letters[0]?.[0]?.body).toContain(`${proposals[0]?.title} (${proposals[0]?.referenceNumber}): TOP 99`)
  const events = await db
    .select({ action: tables.auditEvents.action })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.editionId, edition.id), eq(tables.auditEvents.action, 'decision.made')))
  expect(events.length).toBe(1)
  const decided = [409, { code: 'already_decided' }]
  expect(await decide('456/2027')).toEqual(decided)
  expect(await move(idOf(proposals, 0), 'out', 'Terlambat.')).toEqual(decided)
})

test('decided at the same moment, one decree stands', async () => {
  const { edition, decide } = await aPlenary([9000], 1)
  const answers = await Promise.all(['1/2027', '2/2027', '3/2027'].map((number) => decide(number)))
  expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409, 409])
  const rows = await db.select().from(tables.decisions).where(eq(tables.decisions.editionId, edition.id))
  expect(rows.length).toBe(1)
})

test('a move and a decision at the same moment agree: the move is in the decision, or refused', async () => {
  const { edition, proposals, move, decide } = await aPlenary([9000, 8000], 1)
  const [[moved], [decided]] = await Promise.all([move(idOf(proposals, 1), 'in', 'Pleno.'), decide()])
  expect(decided).toBe(201)
  const places = await db.select().from(tables.places).where(eq(tables.places.editionId, edition.id))
  expect([moved, places.length]).toEqual(moved === 201 ? [201, 2] : [409, 1])
})

test('without a decree, or with nothing ranked, nothing is decided', async () => {
  const { edition, decide } = await aPlenary([9000], 1)
  expect(await decide('  ')).toEqual([422, { code: 'decree_needed' }])
  expect(await decide('1/2027', '2027-02-30')).toEqual([422, { code: 'decree_needed' }])
  expect(await (await aPlenary([], 1)).decide()).toEqual([409, { code: 'nothing_ranked' }])
  expect(await db.select().from(tables.decisions).where(eq(tables.decisions.editionId, edition.id))).toEqual([])
})

test('while the ranked stage is open there is no plenary, and after the plenary’s own stage no move and no decision', async () => {
  const { edition, proposals, show, move, decide } = await aPlenary([9000], 1)
  await nowIn(edition, 'sanggah')
  const closed = [409, { code: 'stage_not_open', opensAt: expect.any(String), closesAt: expect.any(String) }]
  expect(await move(idOf(proposals, 0), 'out', 'Terlambat.')).toEqual(closed)
  expect(await decide()).toEqual(closed)
  expect((await show())[0]).toBe(200)
  await nowIn(edition, 'penilaian')
  const early = [409, { code: 'stage_still_open', closesAt: expect.any(String) }]
  expect(await show()).toEqual(early)
  expect(await decide()).toEqual(early)
})

test('a later plenary starts from the interviews of those who received a place', async () => {
  const { edition, proposals, decide } = await aPlenary([9000, 8000, 7000], 2)
  expect((await decide())[0]).toBe(201)
  await nowIn(edition, 'wawancara')
  for (const total of [6000, 6100, 6200]) await aSheet(edition, proposals[1]!, total, 'wawancara')
  await nowIn(edition, 'pleno-akhir')
  const path = `/editions/${edition.slug}/stages/pleno-akhir/plenary`
  expect((await answer(call(edition.secretariat, 'GET', path)))[1]).toMatchObject({
    list: [{ proposalId: idOf(proposals, 1), rank: 1, sumHundredths: 18300, sheetCount: 3, byScore: 'top45' }],
    unranked: [{ proposalId: idOf(proposals, 0), sheetCount: 0, requiredSheets: 3 }],
  })
})

const at = (slug: Edition['slug'], stage = 'pleno-finalis') => `/editions/${slug}/stages/${stage}`

test('only the secretariat moves and decides; the auditor reads; others are not allowed; unknown is not found', async () => {
  const { edition, proposals } = await aPlenary([9000], 1)
  const auditor = await aPerson({ role: 'auditor' })
  const panelist = await aPerson({ role: 'panelist', editionId: edition.id })
  const notAllowed = [403, { code: 'not_allowed' }]
  const move = { proposalId: idOf(proposals, 0), direction: 'out', reason: 'Tidak.' }
  expect((await call(auditor, 'GET', `${at(edition.slug)}/plenary`)).status).toBe(200)
  expect(await answer(call(auditor, 'POST', `${at(edition.slug)}/plenary/moves`, move))).toEqual(notAllowed)
  expect(
    await answer(
      call(auditor, 'POST', `${at(edition.slug)}/decision`, { decreeNumber: '1', decreeDate: '2027-01-01' }),
    ),
  ).toEqual(notAllowed)
  expect(await answer(call(panelist, 'GET', `${at(edition.slug)}/plenary`))).toEqual(notAllowed)
  const notFound = [404, { code: 'not_found' }]
  expect(await answer(call(auditor, 'GET', `${at('tidak-ada')}/plenary`))).toEqual(notFound)
  expect(await answer(call(auditor, 'GET', `${at(edition.slug, 'penilaian')}/plenary`))).toEqual(notFound)
})

test('published several times at the same moment, there is one publication and one line in the trail', async () => {
  const { edition, decide } = await aPlenary([9000, 8000], 2)
  await decide()
  const publish = () =>
    answer(call(edition.secretariat, 'POST', `/editions/${edition.slug}/stages/pleno-finalis/publication`))
  // The first clicks ask for one run of the ranking; once it has ended the list is published, here without a bundle.
  await Promise.all([publish(), publish(), publish()])
  const runs = () =>
    db
      .select({ status: tables.rankingResults.status })
      .from(tables.rankingRuns)
      .leftJoin(tables.rankingResults, eq(tables.rankingResults.runId, tables.rankingRuns.id))
      .where(eq(tables.rankingRuns.editionId, edition.id))
  await vi.waitFor(async () => expect(await runs()).toEqual([{ status: 'REFUSED' }]), { timeout: 10_000 })
  const answers = await Promise.all([publish(), publish(), publish()])
  const published = await db
    .select({ hash: tables.publications.hash })
    .from(tables.publications)
    .where(eq(tables.publications.editionId, edition.id))
  expect(published.length).toBe(1)
  expect(answers.map(([, body]) => body)).toEqual([published[0], published[0], published[0]])
  expect(await auditActions(published[0]?.hash ?? '')).toEqual(['publication.made'])
  // Once published, each award is in the registry that later editions look at, once.
  const { priorAwards } = tables
  const recorded = await db
    .select({ year: priorAwards.year, level: priorAwards.level, source: priorAwards.source })
    .from(priorAwards)
    .where(eq(priorAwards.editionId, edition.id))
  expect(recorded).toEqual([
    { year: 2027, level: 'top99', source: '123/2027' },
    { year: 2027, level: 'top99', source: '123/2027' },
  ])
})

const calibratedIsOfficial = (rules: Rules): Rules => ({
  ...rules,
  stages: rules.stages.map((stage) => (stage.kind === 'scoring' ? { ...stage, officialColumn: 'calibrated' } : stage)),
})

const officialList = z.object({
  official: z.object({ column: z.string(), runId: z.string().nullable() }),
  list: z.array(z.object({ referenceNumber: z.string(), rank: z.number(), byScore: z.string().nullable() })),
})
const runRanks = z.object({
  ranking: z.object({
    proposals: z.array(z.object({ referenceNumber: z.string(), rankCalibrated: z.number(), rankPlain: z.number() })),
  }),
})

test('where the edition makes the calibrated ranking official, the plenary waits for a run and starts from its order', async () => {
  const { edition } = await aScoredRound({ change: calibratedIsOfficial })
  const path = `/editions/${edition.slug}/stages/pleno-finalis/plenary`
  expect(await answer(call(edition.secretariat, 'GET', path))).toEqual([409, { code: 'official_run_missing' }])
  const runId = await aRun(edition)
  await finished(runId)
  const ran = await answer(call(edition.secretariat, 'GET', stagePath(edition, `ranking-runs/${runId}`)))
  const ranks = new Map(runRanks.parse(ran[1]).ranking.proposals.map((one) => [one.referenceNumber, one]))
  const [status, body] = await answer(call(edition.secretariat, 'GET', path))
  const { official, list } = officialList.parse(body)
  expect([status, official]).toEqual([200, { column: 'calibrated', runId }])
  expect(list.map(({ referenceNumber, rank }) => [referenceNumber, rank])).toEqual(
    [...ranks.values()]
      .toSorted((a, b) => a.rankCalibrated - b.rankCalibrated)
      .map(({ referenceNumber, rankCalibrated }) => [referenceNumber, rankCalibrated]),
  )
  expect(list.filter(({ byScore }) => byScore !== null).map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6])
  // The two orders differ here, or the test would show nothing.
  expect([...ranks.values()].some(({ rankCalibrated, rankPlain }) => rankCalibrated !== rankPlain)).toBe(true)
})
