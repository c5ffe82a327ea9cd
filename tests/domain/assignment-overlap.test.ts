import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mainGroups, pairIndex, sharedReadings, summarizeOverlap } from '#domain/assignment.ts'
import { names } from './assignment-demands.ts'

const someReadings = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names('p', 12)), fc.constantFrom(...names('j', 7))), {
    selector: ([proposalId, jurorId]) => `${proposalId} ${jurorId}`,
  })
  .map((pairs) => pairs.map(([proposalId, jurorId]) => ({ proposalId, jurorId })))

test('two jurors share the proposals that both read, whoever is asked first; others do not count', () => {
  fc.assert(
    fc.property(someReadings, fc.uniqueArray(fc.constantFrom(...names('j', 7))), (readings, jurorIds) => {
      const shared = sharedReadings(readings, jurorIds)
      const of = (id: string) => new Set(readings.filter(({ jurorId }) => jurorId === id).map((one) => one.proposalId))
      const pairs = jurorIds.flatMap((one, a) =>
        jurorIds.slice(a + 1).map((other, step) => [one, other, a, a + 1 + step] as const),
      )
      expect(shared.length).toBe(pairs.length)
      for (const [one, other, a, b] of pairs) {
        const both = [...of(one)].filter((id) => of(other).has(id)).length
        expect([shared[pairIndex(jurorIds.length, a, b)], shared[pairIndex(jurorIds.length, b, a)]]).toEqual([
          both,
          both,
        ])
      }
    }),
  )
})

test('a summary tells the least, the middle and the most, and how many pairs share nothing', () => {
  expect([[], [0, 0, 0], [4, 0, 2, 0, 1, 3], [5]].map((counts) => summarizeOverlap(Int32Array.from(counts)))).toEqual([
    { least: 0, median: 0, most: 0, pairsWithout: 0 },
    { least: 0, median: 0, most: 0, pairsWithout: 3 },
    { least: 0, median: 1, most: 4, pairsWithout: 2 },
    { least: 5, median: 5, most: 5, pairsWithout: 0 },
  ])
})

test('ten times as many jurors as there ever were have one count for each pair', () => {
  const jurorIds = names('j', 600)
  const readings = names('p', 35_000).flatMap((proposalId, at) =>
    [0, 1, 2].map((step) => ({ proposalId, jurorId: jurorIds[(at + step * step) % 600]! })),
  )
  const shared = sharedReadings(readings, jurorIds)
  expect([shared.length, shared.reduce((sum, count) => sum + count, 0)]).toEqual([(600 * 599) / 2, 3 * 35_000])
})

test('a juror belongs to the group of which most is read, of equal ones to the first; unknown proposals do not count', () => {
  const groupOf = new Map([
    ['p1', 'umum'],
    ['p2', 'umum'],
    ['p3', 'khusus'],
  ])
  const reads = (jurorId: string, ...proposalIds: string[]) =>
    proposalIds.map((proposalId) => ({ jurorId, proposalId }))
  const all = [...reads('a', 'p1', 'p2', 'p3'), ...reads('b', 'p2', 'p3'), ...reads('c', 'p9')]
  expect(Object.fromEntries(mainGroups(all, groupOf))).toEqual({ a: 'umum', b: 'khusus' })
})
