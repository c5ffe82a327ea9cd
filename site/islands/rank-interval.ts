/** P(rank <= K) of one proposal: K as text, chance 0..1. */
export type TopChances = Readonly<Record<string, number>>

/** Rank by which this share of the chance is used up: 0.05 and 0.95 bound the 90 % interval. `last`: number of rivals. */
export function rankQuantile(chances: TopChances, share: number, last: number): number {
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

/** Between two K that were computed the chance is drawn straight. */
export function chanceAt(chances: TopChances, k: number, last: number): number {
  let [below, belowChance] = [0, 0]
  for (const [place, chance] of steps(chances, last)) {
    if (place >= k) return place === k ? chance : belowChance + ((chance - belowChance) * (k - below)) / (place - below)
    ;[below, belowChance] = [place, chance]
  }
  return 1
}

/** Computed steps in order; nobody is behind the last rank. */
function steps(chances: TopChances, last: number): [place: number, chance: number][] {
  const known = Object.entries(chances)
    .map(([place, chance]): [number, number] => [Number(place), chance])
    .filter(([place]) => place < last)
    .toSorted(([a], [b]) => a - b)
  return [...known, [last, 1]]
}

export type Cut = {
  /** Mean chance of the selected: the share of them that truly belongs there. Null without any. */
  precision: number | null
  sure: number
  discussed: number
}

/** What a cut after the first `k` would be worth. `ranked`: best first. `zone`: lower and upper limit, 0..1. */
export function cutAt(ranked: readonly { chances: TopChances }[], k: number, zone: readonly [number, number]): Cut {
  const chances = ranked.map((one) => chanceAt(one.chances, k, ranked.length))
  const selected = chances.slice(0, k)
  const sum = selected.reduce((total, chance) => total + chance, 0)
  return {
    precision: selected.length === 0 ? null : sum / selected.length,
    sure: chances.filter((chance) => chance >= zone[1]).length,
    discussed: chances.filter((chance) => chance > zone[0] && chance < zone[1]).length,
  }
}
