import { expect, test } from 'vitest'
import { checkMove, decide, passesGrade, plenaryTable, type Move } from '#domain/plenary.ts'

const cut = { awardId: 'top99', groupId: 'umum', places: 2 }

/** One contest of `umum` in `kota`: ids in order of rank, sums as given, two sheets each. */
const contest = (...sums: number[]) =>
  sums.map((sumHundredths, i) => ({
    proposalId: `p${i + 1}`,
    groupId: 'umum',
    clusterId: 'kota',
    rank: sums.indexOf(sumHundredths) + 1,
    tied: sums.filter((other) => other === sumHundredths).length > 1,
    sumHundredths,
    sheetCount: 2,
  }))

const tableOf = (sums: number[], moves: Move[] = [], passingHundredths: number | null = null) =>
  plenaryTable({ ranked: contest(...sums), cuts: [cut], moves, passingHundredths })

const lines = ({ list }: ReturnType<typeof tableOf>) =>
  list.map(({ proposalId, byScore, tiedAtCut, proposed }) => [proposalId, byScore, tiedAtCut, proposed])

test('without moves the list by score is the proposal', () => {
  const table = tableOf([18000, 17000, 16000])
  expect(lines(table)).toEqual([
    ['p1', 'top99', false, 'top99'],
    ['p2', 'top99', false, 'top99'],
    ['p3', null, false, null],
  ])
  expect(table.cuts).toEqual([{ ...cut, shares: [{ clusterId: 'kota', places: 2 }] }])
  expect(table.counts).toEqual([{ ...cut, proposed: 2 }])
})

test('the newest move of a proposal counts, and restored takes the others back', () => {
  const moves: Move[] = [
    { proposalId: 'p1', direction: 'out', reason: 'Data meragukan.' },
    { proposalId: 'p3', direction: 'in', reason: 'Wilayah tertinggal.' },
    { proposalId: 'p1', direction: 'restored', reason: 'Data terbukti.' },
  ]
  const table = tableOf([18000, 17000, 16000], moves)
  expect(lines(table)).toEqual([
    ['p1', 'top99', false, 'top99'],
    ['p2', 'top99', false, 'top99'],
    ['p3', null, false, 'top99'],
  ])
  expect(table.list.map(({ move }) => move?.reason ?? null)).toEqual(['Data terbukti.', null, 'Wilayah tertinggal.'])
  expect(table.counts).toEqual([{ ...cut, proposed: 3 }])
})

test('a tie across the cut is left to the plenary and named', () => {
  expect(lines(tableOf([18000, 17000, 17000]))).toEqual([
    ['p1', 'top99', false, 'top99'],
    ['p2', null, true, null],
    ['p3', null, true, null],
  ])
})

test('below the passing grade nobody passes by score, but the plenary may still decide so', () => {
  const table = tableOf([18000, 16999, 16000], [{ proposalId: 'p2', direction: 'in', reason: 'Pleno.' }], 8500)
  expect(lines(table)).toEqual([
    ['p1', 'top99', false, 'top99'],
    ['p2', null, false, 'top99'],
    ['p3', null, false, null],
  ])
  expect(table.list.map(({ passes }) => passes)).toEqual([true, false, false])
  expect(passesGrade({ sumHundredths: 17000, sheetCount: 2 }, 8500)).toBe(true)
})

test('two awards of one group are cut one after the other; who is moved in gets the lower', () => {
  const table = plenaryTable({
    ranked: contest(19000, 18000, 17000, 16000),
    cuts: [
      { awardId: 'terbaik', groupId: 'umum', places: 1 },
      { awardId: 'top45', groupId: 'umum', places: 2 },
    ],
    moves: [{ proposalId: 'p4', direction: 'in', reason: 'Pleno.' }],
    passingHundredths: null,
  })
  expect(table.list.map(({ proposed }) => proposed)).toEqual(['terbaik', 'top45', 'top45', 'top45'])
  expect(table.counts.map(({ places, proposed }) => [places, proposed])).toEqual([
    [1, 1],
    [2, 3],
  ])
})

test('a move needs a reason and a ranked proposal of a group that is cut', () => {
  const ranked = [...contest(18000), { ...contest(15000)[0]!, proposalId: 'khusus-1', groupId: 'khusus' }]
  const move = { proposalId: 'p1', direction: 'out' as const, reason: '  Data meragukan. ' }
  expect(checkMove(move, ranked, [cut])).toEqual({ ok: true, value: { ...move, reason: 'Data meragukan.' } })
  expect(checkMove({ ...move, reason: ' ' }, ranked, [cut])).toEqual({ ok: false, refusal: { code: 'reason_needed' } })
  const notACandidate = { ok: false, refusal: { code: 'not_a_candidate' } }
  expect(checkMove({ ...move, proposalId: 'tidak-ada' }, ranked, [cut])).toEqual(notACandidate)
  expect(checkMove({ ...move, proposalId: 'khusus-1' }, ranked, [cut])).toEqual(notACandidate)
})

const decree = { decreeNumber: ' 123/2027 ', decreeDate: '2027-07-30' }

test('a decision carries each place with the reason of the plenary where the score alone did not bring it', () => {
  const moves: Move[] = [
    { proposalId: 'p2', direction: 'out', reason: 'Data meragukan.' },
    { proposalId: 'p3', direction: 'in', reason: 'Wilayah tertinggal.' },
    { proposalId: 'p1', direction: 'in', reason: 'Disepakati.' },
  ]
  const { list } = tableOf([18000, 17000, 16000], moves)
  const place = { awardId: 'top99', sheetCount: 2 }
  expect(decide(decree, list)).toEqual({
    ok: true,
    value: {
      decreeNumber: '123/2027',
      decreeDate: '2027-07-30',
      places: [
        { ...place, proposalId: 'p1', rank: 1, sumHundredths: 18000, plenaryReason: null },
        { ...place, proposalId: 'p3', rank: 3, sumHundredths: 16000, plenaryReason: 'Wilayah tertinggal.' },
      ],
    },
  })
})

test.each([
  ['no number', { decreeNumber: '  ', decreeDate: '2027-07-30' }],
  ['no day', { decreeNumber: '123/2027', decreeDate: '' }],
  ['a day that does not exist', { decreeNumber: '123/2027', decreeDate: '2027-02-30' }],
  ['a day in words', { decreeNumber: '123/2027', decreeDate: '30 Juli 2027' }],
])('a decree with %s is not enough', (_, given) => {
  expect(decide(given, tableOf([18000]).list)).toEqual({ ok: false, refusal: { code: 'decree_needed' } })
})

test('nothing is decided when nobody would receive a place', () => {
  const nothing = { ok: false, refusal: { code: 'nothing_ranked' } }
  expect(decide(decree, [])).toEqual(nothing)
  expect(decide(decree, tableOf([18000], [{ proposalId: 'p1', direction: 'out', reason: 'Batal.' }]).list)).toEqual(
    nothing,
  )
})
