import { stemEnglish } from './english-stemmer.ts'
import { stem, wordsOf } from './stemmer.ts'

/** Texts of one thing that can be found, each with how much a word in it counts. */
export type Searched = readonly { text: string; weight: number }[]

/** Stem -> pairs of document number and weight of the stem in it. Plain JSON, made when the site is built. */
export type SearchIndex = {
  documents: number
  postings: Readonly<Record<string, readonly number[]>>
}

/** `all`: every word was found in each document; `some`: no document has them all. */
export type Found = { documents: number[]; match: 'all' | 'some' | 'none' }

export type SearchLanguage = 'id' | 'en'

/** Longer questions are cut: a search is a few words. */
export const mostWords = 12
/** Shorter words match only as they stand, not as the beginning of another. */
const shortestPrefix = 3

export const stemsOf = (text: string, language: SearchLanguage): string[] =>
  wordsOf(text).map(language === 'id' ? stem : stemEnglish)

export function buildSearchIndex(documents: readonly Searched[], language: SearchLanguage): SearchIndex {
  const postings = new Map<string, number[]>()
  documents.forEach((fields, number) => {
    const weights = new Map<string, number>()
    for (const { text, weight } of fields) {
      for (const found of stemsOf(text, language)) weights.set(found, (weights.get(found) ?? 0) + weight)
    }
    for (const [found, weight] of weights) {
      const list = postings.get(found)
      if (list) list.push(number, weight)
      else postings.set(found, [number, weight])
    }
  })
  return { documents: documents.length, postings: Object.fromEntries(postings) }
}

/**
 * The documents that hold all the words, best first; when none does, those that hold some. A word counts more the rarer it is
 * and the heavier it stands, each further occurrence less. Equal scores keep the order of the documents.
 */
export function searchIndex({ documents, postings }: SearchIndex, query: string, language: SearchLanguage): Found {
  const asked = [...new Set(stemsOf(query, language))].slice(0, mostWords)
  const words = asked.map((word) => postingsOf(postings, word))
  const scores = new Map<number, { score: number; words: number }>()
  for (const found of words) {
    const rarity = Math.log(1 + documents / (1 + found.size))
    for (const [document, weight] of found) {
      const { score, words } = scores.get(document) ?? { score: 0, words: 0 }
      scores.set(document, { score: score + (rarity * weight) / (weight + 2), words: words + 1 })
    }
  }
  const ranked = [...scores].toSorted(([a, left], [b, right]) => right.score - left.score || a - b)
  const whole = ranked.filter(([, { words }]) => words === asked.length)
  const kept = whole.length > 0 ? whole : ranked
  return {
    documents: kept.map(([document]) => document),
    match: kept.length === 0 ? 'none' : kept === whole ? 'all' : 'some',
  }
}

/** Document -> weight of the word, or of the words that begin with it when no document has it as it stands. */
function postingsOf(postings: SearchIndex['postings'], word: string): Map<number, number> {
  const exact = Object.hasOwn(postings, word) ? postings[word] : undefined
  if (exact) return weighed([exact])
  if (word.length < shortestPrefix) return new Map()
  return weighed(Object.entries(postings).flatMap(([stem, found]) => (stem.startsWith(word) ? [found] : [])))
}

function weighed(lists: readonly (readonly number[])[]): Map<number, number> {
  const weights = new Map<number, number>()
  for (const list of lists) {
    for (let at = 0; at < list.length; at += 2) {
      const [document = 0, weight = 0] = [list[at], list[at + 1]]
      weights.set(document, (weights.get(document) ?? 0) + weight)
    }
  }
  return weights
}

/** One innovation as a list of found ones shows it, in one language. Made when the site is built, read by the API. */
export type SearchRow = {
  path: string
  name: string
  otherName: string | null
  summary: string
  agency: string
  /** With its year: `TOP 45, 2020`. */
  award: string
  /** How that award is drawn. */
  mark: string
  isSimulation: boolean
  /** Facet -> the terms it stands under. */
  terms: Readonly<Record<string, readonly string[]>>
}
/** The same with everything that can be found in it; the build of the site makes both indexes from it. */
export type SearchRecord = { row: SearchRow; story: string; place: string }
export type SearchFile = { rows: readonly SearchRow[]; index: SearchIndex }

/** Facet -> the terms of which one is wanted; facets without any are left out. */
export type Wanted = Readonly<Record<string, readonly string[]>>

/** Whether a row stands under one of the wanted terms of every facet. */
export const isWanted = ({ terms }: Pick<SearchRow, 'terms'>, wanted: Wanted): boolean =>
  Object.entries(wanted).every(([facet, ids]) => ids.some((id) => terms[facet]?.includes(id)))
