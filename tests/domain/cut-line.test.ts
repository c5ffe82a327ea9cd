import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawCutLine, sharePlaces } from '#domain/cut-line.ts'

const fields = (counts: Record<string, number>) =>
  Object.entries(counts).map(([clusterId, count]) => ({ clusterId, count }))
const shares = (places: number, counts: Record<string, number>) =>
  Object.fromEntries(sharePlaces(places, fields(counts)).map(({ clusterId, places: share }) => [clusterId, share]))

test('places go by largest remainder', () => {
  // Quotas of 10 places for 47/16/37: 4.7, 1.6, 3.7. Whole: 4, 1, 3; two left for .7 and .7.
  expect(shares(10, { kabupaten: 47, kota: 16, provinsi: 37 })).toEqual({ kabupaten: 5, kota: 1, provinsi: 4 })
})

test('a cluster whose quota is below one gets one, and the others share the rest', () => {
  // 10 of 200: lembaga has 0.15. Nine remain for 197: kabupaten 6.853, kota 2.147.
  expect(shares(10, { kabupaten: 150, kota: 47, lembaga: 3 })).toEqual({ kabupaten: 7, kota: 2, lembaga: 1 })
})

test('the smallest fields are served before the large one is', () => {
  // 5 of 124: only b with 0.85 and c, d, e with 0.04 are small; one place remains for a, whose quota was 4.03.
  expect(shares(5, { a: 100, b: 21, c: 1, d: 1, e: 1 })).toEqual({ a: 1, b: 1, c: 1, d: 1, e: 1 })
})

test('with fewer places than clusters the largest quotas win', () => {
  expect(shares(2, { kabupaten: 30, kota: 20, lembaga: 10 })).toEqual({ kabupaten: 1, kota: 1, lembaga: 0 })
})

test('equal remainders go to the larger field, then by the cluster id', () => {
  // 7 for 20/12/8: 3.5, 2.1, 1.4.
  expect(shares(7, { kabupaten: 20, kota: 12, lembaga: 8 })).toEqual({ kabupaten: 4, kota: 2, lembaga: 1 })
  // 3 for 10/10: 1.5 each.
  expect(shares(3, { provinsi: 10, kabupaten: 10 })).toEqual({ provinsi: 1, kabupaten: 2 })
})

test('nobody gets more places than proposals, and an empty cluster none', () => {
  expect(shares(99, { kabupaten: 4, kota: 2, lembaga: 0 })).toEqual({ kabupaten: 4, kota: 2, lembaga: 0 })
  expect(shares(5, { kabupaten: 0 })).toEqual({ kabupaten: 0 })
  expect(sharePlaces(5, [])).toEqual([])
})

test('all places are given while there are proposals, never more than one has, at least one where possible', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.array(fc.nat({ max: 120 }), { maxLength: 6 }), (places, counts) => {
      const given = sharePlaces(
        places,
        counts.map((count, i) => ({ clusterId: `c${i}`, count })),
      )
      const total = counts.reduce((sum, count) => sum + count, 0)
      const present = counts.filter((count) => count > 0).length
      expect(given.reduce((sum, share) => sum + share.places, 0)).toBe(Math.min(places, total))
      for (const [i, share] of given.entries()) {
        expect(share.places).toBeLessThanOrEqual(counts[i]!)
        if (places >= present && counts[i]! > 0) expect(share.places).toBeGreaterThanOrEqual(1)
      }
    }),
  )
})

test('a larger field never gets fewer places', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.array(fc.nat({ max: 120 }), { maxLength: 6 }), (places, counts) => {
      const sorted = counts.toSorted((a, b) => a - b)
      const given = sharePlaces(
        places,
        sorted.map((count, i) => ({ clusterId: `c${i}`, count })),
      )
      for (const [i, share] of given.entries()) {
        const smaller = given[i - 1]
        if (smaller && sorted[i]! > sorted[i - 1]!) expect(share.places).toBeGreaterThanOrEqual(smaller.places)
      }
    }),
  )
})

const ranked = (...ranks: number[]) => ranks.map((rank, i) => ({ proposalId: `p${i + 1}`, rank }))

test('the line passes as many as there are places', () => {
  expect(drawCutLine(ranked(1, 2, 3, 4), 2)).toEqual({ inside: ['p1', 'p2'], tiedAtCut: [] })
})

test('a tie that fits passes whole', () => {
  expect(drawCutLine(ranked(1, 2, 2, 4), 3)).toEqual({ inside: ['p1', 'p2', 'p3'], tiedAtCut: [] })
})

test('a tie that does not fit stays out whole, is named, and nobody below it passes', () => {
  expect(drawCutLine(ranked(1, 2, 2, 2, 5), 3)).toEqual({ inside: ['p1'], tiedAtCut: ['p2', 'p3', 'p4'] })
})

test('a tie just below a full cut is not at the cut', () => {
  expect(drawCutLine(ranked(1, 2, 2), 1)).toEqual({ inside: ['p1'], tiedAtCut: [] })
})

test('no place, no line; more places than proposals, all inside', () => {
  expect(drawCutLine(ranked(1, 1), 0)).toEqual({ inside: [], tiedAtCut: [] })
  expect(drawCutLine(ranked(1, 1), 9)).toEqual({ inside: ['p1', 'p2'], tiedAtCut: [] })
})
