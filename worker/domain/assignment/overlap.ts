import { compareCodeUnits } from '../ranking/code-unit-order.ts'
import type { Pair } from './demand.ts'

/** Place of a pair of the `size` jurors in a list of all: the first with the second, with the third, ..., the second with the third. */
export function pairIndex(size: number, one: number, other: number): number {
  const [a, b] = one < other ? [one, other] : [other, one]
  return (a * (2 * size - a - 1)) / 2 + b - a - 1
}

/** Of each two jurors how many proposals both read, in the order of `pairIndex`. Readings of others do not count. */
export function sharedReadings(readings: readonly Pair[], jurorIds: readonly string[]): Int32Array {
  const size = jurorIds.length
  const jurorAt = new Map(jurorIds.map((id, at) => [id, at]))
  const readersOf = new Map<string, number[]>()
  for (const { proposalId, jurorId } of readings) {
    const at = jurorAt.get(jurorId)
    if (at === undefined) continue
    const readers = readersOf.get(proposalId)
    if (readers) readers.push(at)
    else readersOf.set(proposalId, [at])
  }
  const shared = new Int32Array((size * (size - 1)) / 2)
  for (const readers of readersOf.values()) {
    for (const a of readers) {
      for (const b of readers) if (a < b) shared[pairIndex(size, a, b)]! += 1
    }
  }
  return shared
}

/** How many proposals two jurors share, over all pairs; all 0 without a pair. */
export type Overlap = { least: number; median: number; most: number; pairsWithout: number }

export function summarizeOverlap(shared: Int32Array): Overlap {
  const pairs = shared.toSorted()
  const firstWith = pairs.findIndex((count) => count > 0)
  return {
    least: pairs[0] ?? 0,
    median: pairs[Math.ceil(pairs.length / 2) - 1] ?? 0,
    most: pairs.at(-1) ?? 0,
    pairsWithout: firstWith === -1 ? pairs.length : firstWith,
  }
}

/** The group of proposals of which each juror reads most; of equal ones the first by its id. */
export function mainGroups(
  readings: readonly Pair[],
  groupOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const { proposalId, jurorId } of readings) {
    const groupId = groupOf.get(proposalId)
    if (groupId === undefined) continue
    const own = counts.get(jurorId) ?? new Map<string, number>()
    counts.set(jurorId, own.set(groupId, (own.get(groupId) ?? 0) + 1))
  }
  return new Map(
    [...counts].map(([jurorId, own]) => {
      const [first] = [...own].toSorted(([a, n], [b, m]) => m - n || compareCodeUnits(a, b))
      return [jurorId, first?.[0] ?? '']
    }),
  )
}
