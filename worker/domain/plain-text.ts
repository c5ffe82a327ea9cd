/**
 * Invisible characters that alter how a text looks or sorts without anybody seeing why: control characters other than tab
 * and line break, marks that turn the direction of writing, zero-width spaces, soft hyphens. Joiners stay, because scripts
 * and emoji need them.
 */
const invisible =
  /(?![\t\n])\p{Cc}|[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/gu

/** A half of a surrogate pair without its other half: no character, and no database keeps it. */
const halfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** A text as the portal keeps it, and how many invisible characters it left out. Cleaning twice changes nothing. */
export function cleanText(text: string): { text: string; removed: number } {
  const lines = text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(halfPair, '\uFFFD')
  const clean = lines.replace(invisible, '')
  return { text: clean, removed: lines.length - clean.length }
}
