/** Whether juror and proposal share a theme. */
export const themesMeet = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => b.includes(id))

/** Themes as bits, `words` 32-bit words each, so that two lists are compared without strings. */
export type ThemeBits = { words: number; ofProposal: Int32Array; ofJuror: Int32Array }

type Themed = { themeIds: readonly string[] }

export function themeBits(proposals: readonly Themed[], jurors: readonly Themed[]): ThemeBits {
  const numberOf = new Map<string, number>()
  for (const { themeIds } of [...proposals, ...jurors]) {
    for (const id of themeIds) if (!numberOf.has(id)) numberOf.set(id, numberOf.size)
  }
  const words = Math.max(1, Math.ceil(numberOf.size / 32))
  const bitsOf = (all: readonly Themed[]) => {
    const bits = new Int32Array(all.length * words)
    for (const [at, { themeIds }] of all.entries()) {
      for (const id of themeIds) {
        const number = numberOf.get(id)!
        bits[at * words + (number >> 5)]! |= 1 << (number & 31)
      }
    }
    return bits
  }
  return { words, ofProposal: bitsOf(proposals), ofJuror: bitsOf(jurors) }
}

/** 2 where themes meet, 1 where one of the two names none, 0 where they miss. */
export function affinity({ words, ofProposal, ofJuror }: ThemeBits, proposal: number, juror: number): 0 | 1 | 2 {
  let [wanted, known, common] = [0, 0, 0]
  for (let word = 0; word < words; word++) {
    const [a, b] = [ofProposal[proposal * words + word]!, ofJuror[juror * words + word]!]
    wanted |= a
    known |= b
    common |= a & b
  }
  if (common !== 0) return 2
  return wanted === 0 || known === 0 ? 1 : 0
}
