/**
 * Endings of English words off, as the first steps of Porter's algorithm take them: plural, past, continuous, adverb. Enough for
 * `services` to find `service` and `coached` to find `coaching`.
 */
export function stemEnglish(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word
  return withoutE(withoutVerb(withoutPlural(word)))
}

function withoutPlural(word: string): string {
  if (/(ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

function withoutVerb(word: string): string {
  const rest = /^(.*[aeiouy].*)(ing|ed|ly)$/.exec(word)?.[1]
  if (rest === undefined || rest.length < 3) return word
  return /([bdgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest
}

const withoutE = (word: string): string => (word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word)
