import { seededDraw } from './seeded-draw.ts'
import { shinglesOf } from './shingles.ts'

/** Values of one sketch. Of texts that share half of their shingles the estimate is off by more than 0.13 in one of 400. */
export const signatureLength = 128

/** Rows of one band. Two of 128 find a pair of likeness 0.3 in all but one of 400 cases, and of 0.05 in one of seven. */
const rowsPerBand = 2

/** An odd multiplier and an addend for each value: fixed by their seed, so that sketches of all years can be compared. */
const mixers: readonly (readonly [number, number])[] = (() => {
  const draw = seededDraw(128_003)
  return Array.from({ length: signatureLength }, () => [draw() | 1, draw()] as const)
})()

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The finish of MurmurHash3 (public domain): each bit of the input moves half of the bits of the answer; nothing collides. */
function scatter(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** The least of every hash over a set of shingles (MinHash, Broder 1997); of an empty set nothing. */
export function signatureOf(shingles: ReadonlySet<string>): number[] {
  if (shingles.size === 0) return []
  const hashes = [...shingles].map(hashOf)
  return mixers.map(([multiplier, addend]) => {
    let least = 0xffffffff
    for (const hash of hashes) least = Math.min(least, scatter(Math.imul(hash, multiplier) + addend))
    return least
  })
}

/** Estimated Jaccard likeness of two sets from their signatures, 0..1. */
export const estimatedLikeness = (a: readonly number[], b: readonly number[]): number =>
  a.length === 0 || b.length === 0 ? 0 : a.filter((value, i) => value === b[i]).length / signatureLength

const hex = (value: number) => value.toString(16).padStart(8, '0')

/** As it is kept: 8 hex digits a value. */
export const signatureText = (signature: readonly number[]): string => signature.map(hex).join('')

/** One hash for each band; texts that agree in any are worth comparing (locality-sensitive hashing). */
export function bandsOf(signature: readonly number[]): string[] {
  const count = signature.length / rowsPerBand
  return Array.from({ length: count }, (_, band) =>
    hex(hashOf(signatureText(signature.slice(band * rowsPerBand, (band + 1) * rowsPerBand)))),
  )
}

/** What two texts have in common, counted in shingles. */
export type Likeness = {
  shared: number
  jaccard: number
  /** Shares of the one and of the other text that stand in both, 0..1. */
  ofFirst: number
  ofSecond: number
}

export function likenessOf(first: ReadonlySet<string>, second: ReadonlySet<string>): Likeness {
  const shared = [...first].filter((shingle) => second.has(shingle)).length
  const share = (whole: number) => (whole === 0 ? 0 : shared / whole)
  return {
    shared,
    jaccard: share(first.size + second.size - shared),
    ofFirst: share(first.size),
    ofSecond: share(second.size),
  }
}

/** What is compared of a proposal, and how it is asked for. Absent from older rules, which compare the first section. */
export type SimilarityRules = {
  sectionIds: readonly string[]
  /** Whole percent of the shorter text that must return before anybody is told. */
  notablePercent: number
}

/** For rules that say nothing. */
export const plainSimilarity = (sections: readonly { id: string }[]): SimilarityRules => ({
  sectionIds: sections.slice(0, 1).map(({ id }) => id),
  notablePercent: 30,
})

/** Fewer than these are a phrase and no copy. */
const leastShared = 4

/** Whole percent of the shorter text that stands in the longer one too. */
export const percentOf = ({ ofFirst, ofSecond }: Likeness): number => Math.round(Math.max(ofFirst, ofSecond) * 100)

export const isNotable = (likeness: Likeness, { notablePercent }: Pick<SimilarityRules, 'notablePercent'>): boolean =>
  likeness.shared >= leastShared && percentOf(likeness) >= notablePercent

/** Title and the compared sections as one text; a line break parts them, and no shingle reaches over it. */
export const comparedText = (
  title: string,
  sections: readonly { id: string; text: string }[],
  { sectionIds }: SimilarityRules,
): string =>
  [title, ...sectionIds.map((id) => sections.find((section) => section.id === id)?.text ?? '')]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n')

export type Sketch = { shingles: ReadonlySet<string>; signature: readonly number[]; bands: readonly string[] }

export function sketchOf(text: string): Sketch {
  const shingles = shinglesOf(text)
  const signature = signatureOf(shingles)
  return { shingles, signature, bands: bandsOf(signature) }
}
