import { expect, it } from 'vitest'
import { chanceAt, computedCuts, cutAt, nearestCut, rankQuantile } from '#domain/ranking/rank-interval.ts'

const chances = { places: [1, 2, 4, 8], millionths: [100_000, 300_000, 700_000, 980_000] }

it('reads the rank by which a share of the chance is used up', () => {
  expect([0.05, 0.25, 0.5, 0.75, 0.95, 1].map((share) => rankQuantile(chances, share, 10))).toEqual([1, 2, 3, 5, 8, 10])
})

it('is sure of the only rank there is', () => {
  expect([0.05, 0.95].map((share) => rankQuantile({ places: [1], millionths: [1e6] }, share, 1))).toEqual([1, 1])
})

it('takes a chance that was computed as it is and draws straight lines between', () => {
  expect([1, 2, 3, 4, 9, 10, 12].map((k) => chanceAt(chances, k, 10))).toEqual([0.1, 0.3, 0.5, 0.7, 0.99, 1, 1])
})

it('says what a cut is worth: precision of the selected, the sure, the zone', () => {
  const ranked = [
    [800_000, 900_000],
    [200_000, 600_000],
    [0, 500_000],
  ].map((millionths) => ({ places: [1, 2], millionths }))
  expect(cutAt(ranked, 1, [0.25, 0.75])).toEqual({ precision: 0.8, sure: 1, discussed: 0 })
  expect(cutAt(ranked, 2, [0.25, 0.75])).toEqual({ precision: 0.75, sure: 1, discussed: 2 })
  expect(cutAt([], 3, [0.25, 0.75])).toEqual({ precision: null, sure: 0, discussed: 0 })
})

it('only cuts that were computed are looked at, and another one goes to the nearest', () => {
  const cuts = computedCuts([1, 2, 6, 15, 40, 96, 200], 96)
  expect(cuts).toEqual([1, 2, 6, 15, 40, 96])
  expect([0, 1, 4, 5, 28, 1000].map((k) => nearestCut(cuts, k))).toEqual([1, 1, 2, 6, 40, 96])
  expect(computedCuts([45], 20)).toEqual([20])
  expect(computedCuts([], 0)).toEqual([1])
})
