import { expect, test } from 'vitest'
import { feedbackOf, placingOf } from '#domain/feedback.ts'
import { plenaryTable, type Move } from '#domain/plenary.ts'

const rubric = [
  {
    id: 'a',
    title: 'A',
    guidance: '',
    weightPercent: 60,
    levels: [
      { from: 80, to: 100, text: 'Baik sekali' },
      { from: 0, to: 79, text: 'Cukup' },
    ],
  },
  { id: 'b', title: 'B', guidance: '', weightPercent: 40, levels: [{ from: 0, to: 100, text: 'Semua' }] },
]
const sheet = (a: number, b: number, comments: [string, string, string]) => ({
  comment: comments[2],
  scores: [
    { criterionId: 'a', points: a, comment: comments[0] },
    { criterionId: 'b', points: b, comment: comments[1] },
  ],
})

test('means are exact to the hundredth, levels are the rubric’s, and comments come by their letters', () => {
  const sheets = [
    sheet(70, 90, ['Zebra', ' ', 'Utuh']),
    sheet(79, 91, ['Ayam', 'Beta', '']),
    sheet(80, 91, ['', 'Alfa', 'Bulat']),
  ]
  const told = {
    sheetCount: 3,
    criteria: [
      {
        id: 'a',
        title: 'A',
        weightPercent: 60,
        meanHundredths: 7633,
        level: 'Cukup',
        nextLevel: 'Baik sekali',
        comments: ['Ayam', 'Zebra'],
      },
      {
        id: 'b',
        title: 'B',
        weightPercent: 40,
        meanHundredths: 9067,
        level: 'Semua',
        nextLevel: null,
        comments: ['Alfa', 'Beta'],
      },
    ],
    comments: ['Bulat', 'Utuh'],
  }
  expect(feedbackOf(rubric, sheets)).toEqual(told)
  // Whoever handed in first or last cannot be told from the letter.
  expect(feedbackOf(rubric, sheets.toReversed())).toEqual(told)
})

test('one sheet gives its comments but no points', () => {
  const { criteria } = feedbackOf(rubric, [sheet(70, 90, ['Satu', '', ''])])
  expect(criteria.map(({ meanHundredths, level, comments }) => [meanHundredths, level, comments])).toEqual([
    [null, null, ['Satu']],
    [null, null, []],
  ])
})

const ranked = (id: string, rank: number, mean: number, clusterId: 'kabupaten' | 'kota', tied = false) => ({
  proposalId: id,
  groupId: 'umum',
  clusterId,
  rank,
  tied,
  sumHundredths: mean * 2,
  sheetCount: 2,
})

function plenary(
  list: ReturnType<typeof ranked>[],
  places: number,
  moves: Move[] = [],
  passingHundredths: number | null = null,
) {
  const table = plenaryTable({
    ranked: list,
    cuts: [{ awardId: 'top', groupId: 'umum', places }],
    moves,
    passingHundredths,
  })
  const awards = new Map(
    table.list.flatMap(({ proposalId, proposed }) => (proposed === null ? [] : [[proposalId, proposed]])),
  )
  return (id: string) => {
    const placing = placingOf(table, awards, id)
    return placing && [placing.awardId, placing.basis, placing.places, placing.fieldSize]
  }
}

test('a place by score, a place by the share of a cluster, and none on either side', () => {
  const of = plenary(
    [
      ranked('a', 1, 9000, 'kabupaten'),
      ranked('b', 2, 8000, 'kabupaten'),
      ranked('c', 1, 7000, 'kota'),
      ranked('d', 2, 6000, 'kota'),
    ],
    2,
  )
  expect(['a', 'b', 'c', 'd', 'x'].map(of)).toEqual([
    ['top', { by: 'score' }, 1, 2],
    [null, { by: 'quota' }, 1, 2],
    ['top', { by: 'quota' }, 1, 2],
    [null, { by: 'score' }, 1, 2],
    null,
  ])
})

test('what the plenary moved says why, and a move that was taken back does not', () => {
  const list = [ranked('a', 1, 9000, 'kabupaten'), ranked('b', 2, 8000, 'kabupaten'), ranked('c', 3, 7000, 'kabupaten')]
  const of = plenary(list, 1, [
    { proposalId: 'a', direction: 'out', reason: 'Sudah menang.' },
    { proposalId: 'b', direction: 'in', reason: 'Menggantikan.' },
    { proposalId: 'c', direction: 'in', reason: 'Keliru.' },
    { proposalId: 'c', direction: 'restored', reason: 'Keliru tadi.' },
  ])
  expect(['a', 'b', 'c'].map(of)).toEqual([
    [null, { by: 'plenary', reason: 'Sudah menang.' }, 1, 3],
    ['top', { by: 'plenary', reason: 'Menggantikan.' }, 1, 3],
    [null, { by: 'score' }, 1, 3],
  ])
})

test('below the passing grade, equal at the line, and a group without places have reasons of their own', () => {
  const failing = plenary([ranked('a', 1, 9000, 'kabupaten'), ranked('b', 2, 6000, 'kabupaten')], 2, [], 7000)
  const equal = plenary(
    [
      ranked('a', 1, 9000, 'kabupaten'),
      ranked('b', 2, 8000, 'kabupaten', true),
      ranked('c', 2, 8000, 'kabupaten', true),
    ],
    2,
  )
  const special = { ...ranked('k', 1, 9000, 'kabupaten'), groupId: 'khusus' }
  expect([failing('b'), equal('b'), plenary([special], 2)('k')]).toEqual([
    [null, { by: 'passing_grade' }, 1, 2],
    [null, { by: 'tie' }, 2, 3],
    [null, { by: 'no_places' }, 0, 1],
  ])
})
