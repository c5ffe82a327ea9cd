/** A repeatable stream of integers (mulberry32): the same seed makes the same demonstration. */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  /** From 0 to `below` - 1. */
  const below = (limit: number) => next() % limit
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return { below, between: (from: number, to: number) => from + below(to - from + 1), pick }
}
export type Random = ReturnType<typeof randomFrom>
