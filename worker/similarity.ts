import type { listCandidates } from '#db/similarity.ts'
import { passagesOf, shinglesOf, type Passage } from '#domain/shingles.ts'
import { isNotable, likenessOf, percentOf, type SimilarityRules, type Sketch } from '#domain/similarity.ts'

type Candidate = Awaited<ReturnType<typeof listCandidates>>[number]

/** What the one who asks may know of a text that is like this one. */
export type Disclosure = 'all' | 'degree' | 'nothing'

/** More than anybody compares by hand. */
const mostShown = 10

/** A degree without a text is told in steps, so that nobody can feel his way to words that are not public. */
const coarsely = (percent: number) => Math.floor(percent / 10) * 10

export type SimilarText = {
  kind: 'archive' | 'proposal' | 'undisclosed'
  /** Whole percent of the shorter text; of an undisclosed one in steps of ten. */
  percent: number
  title: string | null
  agency: string | null
  edition: string | null
  referenceNumber: string | null
  /** Where it can be read whole by whoever asked. */
  address: string | null
  /** Both texts in pieces, what they share marked; null where only the degree is told. */
  passages: { mine: Passage[]; theirs: Passage[] } | null
}

const undisclosed = {
  kind: 'undisclosed',
  title: null,
  agency: null,
  edition: null,
  referenceNumber: null,
  address: null,
  passages: null,
} as const

type Asking = {
  text: string
  sketch: Sketch
  rules: SimilarityRules
  mayKnow: (candidate: Candidate) => Disclosure
  addressOf: (candidate: Candidate) => string | null
}

/** Exact likeness with each candidate; the most alike first. */
export function similarTexts(candidates: readonly Candidate[], asking: Asking): SimilarText[] {
  const { text, sketch, rules, mayKnow, addressOf } = asking
  return candidates
    .flatMap((candidate) => {
      const disclosure = mayKnow(candidate)
      if (disclosure === 'nothing') return []
      const shingles = shinglesOf(candidate.text)
      const likeness = likenessOf(sketch.shingles, shingles)
      return isNotable(likeness, rules) ? [{ candidate, disclosure, shingles, percent: percentOf(likeness) }] : []
    })
    .toSorted((a, b) => b.percent - a.percent)
    .slice(0, mostShown)
    .map(({ candidate, disclosure, shingles, percent }): SimilarText => {
      if (disclosure === 'degree') return { ...undisclosed, percent: coarsely(percent) }
      return {
        kind: candidate.proposalId === null ? 'archive' : 'proposal',
        percent,
        title: candidate.title,
        agency: candidate.agencyName,
        edition: candidate.edition,
        referenceNumber: candidate.referenceNumber,
        address: addressOf(candidate),
        passages: { mine: passagesOf(text, shingles), theirs: passagesOf(candidate.text, sketch.shingles) },
      }
    })
}
