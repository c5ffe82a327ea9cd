import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareMeans, rankByWeightedMean } from '#domain/ranking/weighted-mean.ts'
import type { Candidate, SheetTotal } from '#domain/ranking/weighted-mean.ts'

const contest = { groupId: 'umum', clusterId: 'provinsi' }

function candidate(proposalId: string, over: Partial<Candidate> = {}): Candidate {
  return { proposalId, ...contest, requiredSheets: 2, ...over }
}

function sheetsOf(proposalId: string, ...totals: number[]): SheetTotal[] {
  return totals.map((totalHundredths) => ({ proposalId, totalHundredths }))
}

describe('comparing two means', () => {
  test('finds 1/3 and 2/6 equal although no decimal holds them', () => {
    expect(compareMeans({ sumHundredths: 1, sheetCount: 3 }, { sumHundredths: 2, sheetCount: 6 })).toBe(0)
  })

  test('tells apart means that differ by a hundredth in a million sheets', () => {
    const a = { sumHundredths: 7_000_000_001, sheetCount: 900_000 }
    const b = { sumHundredths: 7_000_000_000, sheetCount: 900_000 }
    expect(compareMeans(a, b)).toBeGreaterThan(0)
    expect(compareMeans(b, a)).toBeLessThan(0)
  })

  test('refuses a mean of no sheets', () => {
    expect(() => compareMeans({ sumHundredths: 0, sheetCount: 0 }, { sumHundredths: 1, sheetCount: 1 })).toThrow(
      RangeError,
    )
  })
})

describe('ranking by weighted mean', () => {
  test('gives equal means one rank and skips the next', () => {
    const { ranked } = rankByWeightedMean(
      ['d', 'c', 'b', 'a'].map((id) => candidate(id)),
      [
        ...sheetsOf('a', 8000, 8001),
        ...sheetsOf('b', 7000, 7500),
        ...sheetsOf('c', 7250, 7250),
        ...sheetsOf('d', 1, 2),
      ],
    )
    expect(ranked).toEqual([
      { proposalId: 'a', ...contest, rank: 1, tied: false, sumHundredths: 16_001, sheetCount: 2 },
      { proposalId: 'b', ...contest, rank: 2, tied: true, sumHundredths: 14_500, sheetCount: 2 },
      { proposalId: 'c', ...contest, rank: 2, tied: true, sumHundredths: 14_500, sheetCount: 2 },
      { proposalId: 'd', ...contest, rank: 4, tied: false, sumHundredths: 3, sheetCount: 2 },
    ])
  })

  test('compares means, not sums, when proposals have different numbers of sheets', () => {
    const { ranked } = rankByWeightedMean(
      [candidate('many'), candidate('few')],
      [...sheetsOf('many', 6000, 6000, 6000), ...sheetsOf('few', 7000, 7000)],
    )
    expect(ranked.map(({ proposalId, rank }) => [proposalId, rank])).toEqual([
      ['few', 1],
      ['many', 2],
    ])
  })

  test('ranks every group and cluster apart, in the order group, cluster, rank', () => {
    const { ranked } = rankByWeightedMean(
      [
        candidate('p1', { groupId: 'umum', clusterId: 'kota', requiredSheets: 1 }),
        candidate('p2', { groupId: 'keberlanjutan', clusterId: 'kota', requiredSheets: 1 }),
        candidate('p3', { groupId: 'umum', clusterId: 'kabupaten', requiredSheets: 1 }),
        candidate('p4', { groupId: 'umum', clusterId: 'kota', requiredSheets: 1 }),
      ],
      [...sheetsOf('p1', 10), ...sheetsOf('p2', 10), ...sheetsOf('p3', 10), ...sheetsOf('p4', 20)],
    )
    expect(ranked.map(({ proposalId, rank, tied }) => [proposalId, rank, tied])).toEqual([
      ['p2', 1, false],
      ['p3', 1, false],
      ['p4', 1, false],
      ['p1', 2, false],
    ])
  })

  test('shows a proposal with too few sheets but never ranks it', () => {
    expect(
      rankByWeightedMean(
        [candidate('none'), candidate('one'), candidate('two')],
        [...sheetsOf('one', 10_000), ...sheetsOf('two', 0, 0)],
      ),
    ).toEqual({
      ranked: [{ proposalId: 'two', ...contest, rank: 1, tied: false, sumHundredths: 0, sheetCount: 2 }],
      unranked: [
        { proposalId: 'none', ...contest, sheetCount: 0, requiredSheets: 2 },
        { proposalId: 'one', ...contest, sheetCount: 1, requiredSheets: 2 },
      ],
    })
  })

  test('ranks nothing when nothing is given', () => {
    expect(rankByWeightedMean([], [])).toEqual({ ranked: [], unranked: [] })
  })

  test.each([
    ['a sheet of an unknown proposal', [candidate('a')], sheetsOf('b', 1)],
    ['a total that is not whole', [candidate('a')], sheetsOf('a', 0.5)],
    ['a total that is no number', [candidate('a')], sheetsOf('a', Number.NaN)],
    ['a total above 10 000', [candidate('a')], sheetsOf('a', 10_001)],
    ['a total below 0', [candidate('a')], sheetsOf('a', -1)],
    ['a proposal given twice', [candidate('a'), candidate('a')], []],
    ['a proposal that requires no sheet', [candidate('a', { requiredSheets: 0 })], []],
  ])('throws on %s', (_, candidates, sheets) => {
    expect(() => rankByWeightedMean(candidates, sheets)).toThrow(RangeError)
  })
})

describe('whatever the sheets say', () => {
  const round = fc.integer({ min: 1, max: 12 }).chain((count) =>
    fc.record({
      candidates: fc.tuple(
        ...Array.from({ length: count }, (_, index) =>
          fc.record({
            proposalId: fc.constant(`p${index}`),
            groupId: fc.constantFrom('a', 'b'),
            clusterId: fc.constantFrom('x', 'y'),
            requiredSheets: fc.integer({ min: 1, max: 3 }),
          }),
        ),
      ),
      sheets: fc.array(
        fc.record({
          proposalId: fc.integer({ min: 0, max: count - 1 }).map((index) => `p${index}`),
          totalHundredths: fc.oneof(fc.constantFrom(0, 5000, 10_000), fc.integer({ min: 0, max: 10_000 })),
        }),
        { maxLength: 40 },
      ),
    }),
  )

  test('the order in which proposals and sheets arrive changes nothing', () => {
    const shuffled = round.chain(({ candidates, sheets }) =>
      fc.record({
        candidates: fc.constant(candidates),
        sheets: fc.constant(sheets),
        mixedCandidates: fc.shuffledSubarray(candidates, { minLength: candidates.length }),
        mixedSheets: fc.shuffledSubarray(sheets, { minLength: sheets.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ candidates, sheets, mixedCandidates, mixedSheets }) => {
        expect(rankByWeightedMean(mixedCandidates, mixedSheets)).toEqual(rankByWeightedMean(candidates, sheets))
      }),
    )
  })

  test('every proposal appears once, with a whole rank from 1 to the size of its contest', () => {
    fc.assert(
      fc.property(round, ({ candidates, sheets }) => {
        const { ranked, unranked } = rankByWeightedMean(candidates, sheets)
        const shown = [...ranked, ...unranked].map((one) => one.proposalId)
        expect(shown.toSorted()).toEqual(candidates.map((one) => one.proposalId).toSorted())
        for (const one of ranked) {
          const rivals = ranked.filter((r) => r.groupId === one.groupId && r.clusterId === one.clusterId)
          const better = rivals.filter((r) => compareMeans(r, one) > 0).length
          const equal = rivals.filter((r) => compareMeans(r, one) === 0).length
          expect([one.rank, one.tied]).toEqual([better + 1, equal > 1])
        }
      }),
    )
  })

  test('raising one total never worsens the rank of its proposal', () => {
    const raised = round
      .filter(({ sheets }) => sheets.length > 0)
      .chain((given) =>
        fc.record({
          given: fc.constant(given),
          at: fc.integer({ min: 0, max: given.sheets.length - 1 }),
          by: fc.integer({ min: 0, max: 10_000 }),
        }),
      )
    fc.assert(
      fc.property(raised, ({ given: { candidates, sheets }, at, by }) => {
        const proposalId = sheets[at]!.proposalId
        const higher = sheets.map((sheet, index) =>
          index === at ? { ...sheet, totalHundredths: Math.min(10_000, sheet.totalHundredths + by) } : sheet,
        )
        const rankIn = (list: SheetTotal[]) =>
          rankByWeightedMean(candidates, list).ranked.find((one) => one.proposalId === proposalId)?.rank
        const before = rankIn(sheets)
        const after = rankIn(higher)
        if (before === undefined) expect(after).toBeUndefined()
        else expect(after).toBeLessThanOrEqual(before)
      }),
    )
  })
})
