/** A random integer from 0 to `below` - 1, for numbers that nobody may guess. */
export function pick(below: number): number {
  const fair = 2 ** 32 - (2 ** 32 % below)
  for (;;) {
    const drawn = crypto.getRandomValues(new Uint32Array(1))[0] ?? fair
    if (drawn < fair) return drawn % below
  }
}
