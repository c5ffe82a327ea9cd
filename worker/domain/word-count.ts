/**
 * Words of an answer: runs between white space that hold at least one letter or digit, so that a lone dash or bullet is
 * no word and `e-KTP` is one. The editor in the browser and the server count with this same function.
 */
export const countWords = (text: string): number =>
  // From its first letter or digit to its end, each run is found once.
  text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0
