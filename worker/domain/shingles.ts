import { stem, wordsOf } from './stemmer.ts'

/** Words of one shingle: three stems in a row are seldom the same by chance, and an edited sentence still keeps some. */
const shingleWords = 3

/** Stems of each line: a shingle does not reach over a line break, so that a title is compared by itself. */
const stemmedLines = (text: string): string[][] => text.split('\n').map((line) => wordsOf(line).map(stem))

const joined = (stems: readonly string[]) => stems.join(' ')

/** Every run of three stems of a text; a line of one or two words is one shingle. */
export function shinglesOf(text: string): Set<string> {
  return new Set(
    stemmedLines(text).flatMap((stems) => {
      if (stems.length === 0) return []
      if (stems.length < shingleWords) return [joined(stems)]
      return Array.from({ length: stems.length - shingleWords + 1 }, (_, i) => joined(stems.slice(i, i + shingleWords)))
    }),
  )
}

/** A piece of a text as it was written, and whether the other text has it too. */
export type Passage = { text: string; isShared: boolean }

const word = /[\p{L}\p{N}\p{M}]+/gu

type Token = { stem: string; from: number; to: number }

/** One token for each stem; a word that normalises to several (`½`) gives as many at the same place. */
const tokensOf = (line: string): Token[] =>
  [...line.matchAll(word)].flatMap((found) =>
    wordsOf(found[0]).map((part) => ({ stem: stem(part), from: found.index, to: found.index + found[0].length })),
  )

/** Marks of each token whether it stands in a shingle of the other text. */
function sharedTokens(tokens: readonly Token[], other: ReadonlySet<string>): boolean[] {
  const width = Math.min(shingleWords, tokens.length)
  const isShared = tokens.map(() => false)
  if (width === 0) return isShared
  for (let i = 0; i + width <= tokens.length; i += 1) {
    const shingle = joined(tokens.slice(i, i + width).map((token) => token.stem))
    if (other.has(shingle)) isShared.fill(true, i, i + width)
  }
  return isShared
}

/** A text in pieces, marked where it agrees with the other's shingles. Joined, the pieces are the text again. */
export function passagesOf(text: string, other: ReadonlySet<string>): Passage[] {
  const pieces: Passage[] = []
  const add = (piece: string, isShared: boolean) => {
    const last = pieces.at(-1)
    if (piece === '') return
    if (last && last.isShared === isShared) last.text += piece
    else pieces.push({ text: piece, isShared })
  }
  for (const [number, line] of text.split('\n').entries()) {
    if (number > 0) add('\n', false)
    const tokens = tokensOf(line)
    const isShared = sharedTokens(tokens, other)
    let at = 0
    for (const [i, { from, to }] of tokens.entries()) {
      if (to <= at) continue
      const both = i > 0 && isShared[i] === true && isShared[i - 1] === true
      add(line.slice(at, Math.max(at, from)), both)
      add(line.slice(Math.max(at, from), to), isShared[i] === true)
      at = to
    }
    add(line.slice(at), false)
  }
  return pieces
}
