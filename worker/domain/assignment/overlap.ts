import type { Pair } from './demand.ts'

/** How many proposals two jurors share, over all pairs of available jurors; all 0 with fewer than two. */
export type Overlap = { least: number; median: number; most: number; pairsWithout: number }

export function overlapOf(readings: readonly Pair[], jurors: readonly { id: string }[]): Overlap {
  const size = jurors.length
  if (size < 2) return { least: 0, median: 0, most: 0, pairsWithout: 0 }
  const jurorAt = new Map(jurors.map(({ id }, at) => [id, at]))
  const readersOf = new Map<string, number[]>()
  for (const { proposalId, jurorId } of readings) {
    const at = jurorAt.get(jurorId)
    if (at === undefined) continue
    const readers = readersOf.get(proposalId)
    if (readers) readers.push(at)
    else readersOf.set(proposalId, [at])
  }
  const shared = new Int32Array(size * size)
  for (const readers of readersOf.values()) {
    for (const a of readers) {
      for (const b of readers) if (a < b) shared[a * size + b]! += 1
    }
  }
  const pairs = new Int32Array((size * (size - 1)) / 2)
  for (let a = 0, at = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++, at++) pairs[at] = shared[a * size + b]!
  }
  pairs.sort()
  return {
    least: pairs[0]!,
    median: pairs[Math.ceil(pairs.length / 2) - 1]!,
    most: pairs.at(-1)!,
    pairsWithout: pairs.findIndex((count) => count > 0) === -1 ? pairs.length : pairs.findIndex((count) => count > 0),
  }
}
