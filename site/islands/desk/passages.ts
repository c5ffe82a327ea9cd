import { longestPin, type PinnedPassage } from '#domain/pinned-passage.ts'

/**
 * Where each letter of the text on the screen stands in the text as it was written: marks of Markdown are not on the screen, white
 * space may differ. Each letter is looked for after the one before, and not in the address of a link.
 */
export function alignText(shown: string, written: string): number[] {
  const hidden = addressesIn(written)
  const places: number[] = []
  let at = 0
  for (const letter of shown) {
    if (/\s/.test(letter)) {
      places.push(at)
      continue
    }
    const found = findLetter(written, letter, at, hidden)
    if (found >= 0) at = found + letter.length
    for (let i = 0; i < letter.length; i++) places.push(found >= 0 ? found + i : at)
  }
  return places
}

/** Addresses of links, half open. */
function addressesIn(written: string): { from: number; to: number }[] {
  return [...written.matchAll(/\]\([^)\n]*\)/g)].map(({ index, 0: all }) => ({ from: index, to: index + all.length }))
}

function findLetter(written: string, letter: string, from: number, hidden: readonly { from: number; to: number }[]) {
  let found = written.indexOf(letter, from)
  for (;;) {
    const inside = hidden.find((one) => one.from <= found && found < one.to)
    if (!inside) return found
    found = written.indexOf(letter, inside.to)
  }
}

/** The passage of `written` under the letters from..to (half open) of the screen; undefined when there is no letter in it. */
export function passageAt(
  shown: string,
  written: string,
  from: number,
  to: number,
): Pick<PinnedPassage, 'quote' | 'start'> | undefined {
  const chosen = shown.slice(from, to)
  const first = chosen.search(/\S/)
  if (first < 0) return undefined
  const last = chosen.trimEnd().length - 1
  const places = alignText(shown, written)
  const [start, end] = [places[from + first], places[from + last]]
  if (start === undefined || end === undefined || end < start) return undefined
  const quote = written.slice(start, Math.min(end + 1, start + longestPin))
  // Half of a letter outside the first plane is no letter.
  return { start, quote: /[\uD800-\uDBFF]$/.test(quote) ? quote.slice(0, -1) : quote }
}

/** The letters of the screen (half open) that show a passage; undefined when the text is another. */
export function lettersOf(
  shown: string,
  written: string,
  { start, quote }: Pick<PinnedPassage, 'quote' | 'start'>,
): { from: number; to: number } | undefined {
  if (written.slice(start, start + quote.length) !== quote) return undefined
  const places = alignText(shown, written)
  const inside = places.flatMap((place, i) =>
    place >= start && place < start + quote.length && !/\s/.test(shown[i] ?? ' ') ? [i] : [],
  )
  const [first, last] = [inside[0], inside.at(-1)]
  return first === undefined || last === undefined ? undefined : { from: first, to: last + 1 }
}

/** A quote as it is read: without the marks of Markdown. */
export const plainQuote = (quote: string): string =>
  quote
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/(\*\*|__|[*_|])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
