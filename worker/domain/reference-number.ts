/** No look-alikes in print or handwriting: none of 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V. */
export const referenceAlphabet = 'ACEFHJKMNPRTWXY3479'

/** 19 to the power of 6 are 47 million numbers an edition; the unique index decides, the caller tries again. */
const length = 6

/**
 * The number a person reads out on the phone: the edition's slug, six random characters and one that checks them.
 * `pick(n)` answers an integer from 0 to n - 1.
 */
export function referenceNumber(editionSlug: string, pick: (below: number) => number): string {
  const slug = editionSlug.toUpperCase()
  const characters = Array.from({ length }, () => referenceAlphabet[pick(referenceAlphabet.length)]).join('')
  return `${slug}-${characters}${checkCharacter(slug, characters)}`
}

/**
 * The weighted sum of all characters modulo 19. As 19 is a prime and the weights of six characters differ, every single wrong
 * character among them and every exchange of two changes it.
 */
function checkCharacter(slug: string, characters: string): string {
  const size = referenceAlphabet.length
  const drawn = [...characters].reduce((sum, one, at) => sum + (at + 2) * referenceAlphabet.indexOf(one), 0)
  const prefixed = [...slug].reduce((sum, one, at) => sum + (at + 1) * (one.codePointAt(0) ?? 0), 0)
  return referenceAlphabet[(drawn + prefixed) % size] ?? ''
}

/**
 * A number as people type it, with small letters, spaces and any dashes; `mistyped` when it cannot be one, by its shape or by its
 * check character. Numbers from before there was one have six characters and stay valid.
 */
export function readReferenceNumber(typed: string): { number: string } | 'mistyped' {
  const number = typed
    .trim()
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015_-]+/g, '-')
  const parts = new RegExp(`^([A-Z0-9]+(?:-[A-Z0-9]+)*)-([${referenceAlphabet}]{${length}})([${referenceAlphabet}]?)$`)
  const [, slug, characters, check] = parts.exec(number) ?? []
  if (slug === undefined || characters === undefined) return 'mistyped'
  const isWhole = !check || check === checkCharacter(slug, characters)
  return isWhole ? { number } : 'mistyped'
}
