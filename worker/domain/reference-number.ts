/** No look-alikes in print or handwriting: none of 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V. */
export const referenceAlphabet = 'ACEFHJKMNPRTWXY3479'

/** 19 to the power of 6 are 47 million numbers an edition; the unique index decides, the caller tries again. */
const length = 6

/**
 * The number a person reads out on the phone: the edition's slug and six random characters.
 * `pick(n)` answers an integer from 0 to n - 1.
 */
export function referenceNumber(editionSlug: string, pick: (below: number) => number): string {
  const characters = Array.from({ length }, () => referenceAlphabet[pick(referenceAlphabet.length)])
  return `${editionSlug.toUpperCase()}-${characters.join('')}`
}
