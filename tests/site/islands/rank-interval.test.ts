import { expect, it } from 'vitest'
import { chanceAt, cutAt, rankQuantile } from '#site/islands/rank-interval.ts'

const chances = { '1': 0.1, '2': 0.3, '4': 0.7, '8': 0.98 }

it('reads the rank by which a share of the chance is used up', () => {
  expect([0.05, 0.25, 0.5, 0.75, 0.95, 1].map((share) => rankQuantile(chances, share, 10))).toEqual([1, 2, 3, 5, 8, 10])
})

it('is sure of the only rank there is', () => {
  expect([0.05, 0.95].map((share) => rankQuantile({ '1': 1 }, share, 1))).toEqual([1, 1])
})

it('takes a chance that was computed as it is and draws straight lines between', () => {
  expect([1, 2, 3, 4, 9, 10, 12].map((k) => chanceAt(chances, k, 10))).toEqual([0.1, 0.3, 0.5, 0.7, 0.99, 1, 1])
})

it('says what a cut is worth: precision of the selected, the sure, the zone', () => {
  const ranked = [
    { '1': 0.8, '2': 0.9 },
    { '1': 0.2, '2': 0.6 },
    { '1': 0, '2': 0.5 },
  ].map((chances) => ({ chances }))
  expect(cutAt(ranked, 1, [0.25, 0.75])).toEqual({ precision: 0.8, sure: 1, discussed: 0 })
  expect(cutAt(ranked, 2, [0.25, 0.75])).toEqual({ precision: 0.75, sure: 1, discussed: 2 })
  expect(cutAt([], 3, [0.25, 0.75])).toEqual({ precision: null, sure: 0, discussed: 0 })
})
