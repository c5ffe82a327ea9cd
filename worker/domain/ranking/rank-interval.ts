/** Chances of one proposal to be among the best K: in millionths, for each K of `places`, ascending. */
export type RankChances = { places: readonly number[]; millionths: readonly number[] }

/** Rank by which this share of the chance is used up: 0.05 and 0.95 bound the 90 % interval. `last`: number of rivals. */
export function rankQuantile(chances: RankChances, share: number, last: number): number {
  let [below, belowChance] = [0, 0]
  for (const [place, chance] of steps(chances, last)) {
    if (chance >= share) {
      const part = chance === belowChance ? 1 : (share - belowChance) / (chance - belowChance)
      return Math.min(last, Math.max(1, Math.ceil(below + part * (place - below))))
    }
    ;[below, belowChance] = [place, chance]
  }
  return last
}

/** P(rank <= k), 0..1. Between two K that were computed the chance is drawn straight. */
export function chanceAt(chances: RankChances, k: number, last: number): number {
  let [below, belowChance] = [0, 0]
  for (const [place, chance] of steps(chances, last)) {
    if (place === k) return chance
    if (place > k) return belowChance + ((chance - belowChance) * (k - below)) / (place - below)
    ;[below, belowChance] = [place, chance]
  }
  return 1
}

/** Computed steps in order; nobody is behind the last rank. */
function* steps({ places, millionths }: RankChances, last: number): Generator<[place: number, chance: number]> {
  for (const [at, place] of places.entries()) if (place < last) yield [place, (millionths[at] ?? 0) / 1e6]
  yield [last, 1]
}

export type Cut = {
  /** Mean chance of the selected: the share of them that truly belongs there. Null without any. */
  precision: number | null
  /** Proposals at or above the upper limit, and strictly between the limits. */
  sure: number
  discussed: number
}

/** What a cut after the first `k` would be worth. `ranked`: best first. `zone`: lower and upper limit, 0..1. */
export function cutAt(ranked: readonly RankChances[], k: number, [low, high]: readonly [number, number]): Cut {
  const chances = ranked.map((one) => chanceAt(one, k, ranked.length))
  const selected = chances.slice(0, k)
  const sum = selected.reduce((total, chance) => total + chance, 0)
  return {
    precision: selected.length === 0 ? null : sum / selected.length,
    sure: chances.filter((chance) => chance >= high).length,
    discussed: chances.filter((chance) => chance > low && chance < high).length,
  }
}

/** Every K that can be looked at: those whose chances were computed. Between two of them nothing exact is known. */
export function computedCuts(places: readonly number[], size: number): readonly number[] {
  const within = places.filter((place) => place <= size)
  return within.length > 0 ? within : [Math.max(1, size)]
}

/** The computed K nearest to this one; of two as near the smaller. */
export const nearestCut = (cuts: readonly number[], k: number): number =>
  cuts.reduce((best, cut) => (Math.abs(cut - k) < Math.abs(best - k) ? cut : best))
