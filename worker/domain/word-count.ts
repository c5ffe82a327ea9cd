/**
 * Words of an answer: runs between white space that hold at least one letter or digit, so that a lone dash or bullet is
 * no word and `e-KTP` is one. The editor in the browser and the server count with this same function.
 */
export function countWords(text: string): number {
  let words = 0
  for (const [run] of text.matchAll(/\S+/g)) if (/[\p{L}\p{N}]/u.test(run)) words += 1
  return words
}
