/**
 * Whole numbers 0..2^32-1 that follow from the seed alone, the same on every machine.
 * Mulberry32 by Tommy Ettinger (public domain): integer arithmetic only. For fair mixing, never for secrets.
 */
export function seededDraw(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** A copy in drawn order (Fisher-Yates). The bias of the remainder is below 10^-5 for up to 40 000 items. */
export function shuffled<Item>(items: readonly Item[], draw: () => number): Item[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const chosen = draw() % (last + 1)
    const held = mixed[last]!
    mixed[last] = mixed[chosen]!
    mixed[chosen] = held
  }
  return mixed
}
