/** Texts that are alike, by the words they share: TF-IDF and cosine over an inverted index. */

export type Text = { id: string; words: readonly string[] }

/** A word in more than this share of all texts tells nothing about one of them. */
const commonShare = 0.08
/** Small collections would lose half their words to that share. */
const commonAtLeast = 12
/** Cosine below which two texts only look alike by chance. */
const leastLikeness = 0.1

type Posting = { text: number; weight: number }

/** For each text the ids of the `most` texts most like it, best first; fewer, or none, where nothing is alike. */
export function relatedTexts(texts: readonly Text[], most: number): Map<string, string[]> {
  const counted = texts.map(({ words }) => countsOf(words))
  const postings = postingsOf(counted)
  const vectors: { word: string; weight: number }[][] = texts.map(() => [])
  for (const [word, found] of postings) {
    for (const { text, weight } of found) vectors[text]?.push({ word, weight })
  }
  return new Map(
    texts.map(({ id }, index) => {
      const likeness = new Map<number, number>()
      for (const { word, weight } of vectors[index] ?? []) {
        for (const other of postings.get(word) ?? []) {
          if (other.text !== index) likeness.set(other.text, (likeness.get(other.text) ?? 0) + weight * other.weight)
        }
      }
      const best = [...likeness]
        .filter(([, value]) => value >= leastLikeness)
        .toSorted(byLikeness)
        .slice(0, most)
      return [id, best.flatMap(([other]) => texts[other]?.id ?? [])]
    }),
  )
}

/** The more alike first; of equal ones the earlier text, so that every build gives the same list. */
const byLikeness = (a: readonly [number, number], b: readonly [number, number]): number => b[1] - a[1] || a[0] - b[0]

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Every word that two texts share and that is not common, with its weight in each: vectors have length 1. */
function postingsOf(counted: readonly ReadonlyMap<string, number>[]): Map<string, Posting[]> {
  const total = counted.length
  const spread = new Map<string, number>()
  for (const counts of counted) for (const word of counts.keys()) spread.set(word, (spread.get(word) ?? 0) + 1)
  const common = Math.max(commonAtLeast, total * commonShare)
  const rarity = (word: string) => Math.log(total / (spread.get(word) ?? total))
  const postings = new Map<string, Posting[]>()
  for (const [text, counts] of counted.entries()) {
    const weighed = [...counts].map(([word, count]) => ({ word, weight: (1 + Math.log(count)) * rarity(word) }))
    const length = Math.hypot(...weighed.map(({ weight }) => weight)) || 1
    for (const { word, weight } of weighed) {
      const texts = spread.get(word) ?? 0
      if (texts < 2 || texts > common) continue
      const found = postings.get(word) ?? []
      found.push({ text, weight: weight / length })
      postings.set(word, found)
    }
  }
  return postings
}
