/** What a reader asks: words, terms of facets, and how many pages of results are shown. It lives in the address. */
export type Question = {
  words: string
  /** Facet -> chosen terms; facets without any are left out. */
  terms: Readonly<Record<string, readonly string[]>>
  pages: number
}

/** Pages of results beyond this are not opened from an address. */
const mostPages = 500

export function readQuestion(search: string, facets: readonly string[]): Question {
  const parameters = new URLSearchParams(search)
  const terms = facets.flatMap((facet) => {
    const chosen = [...new Set(parameters.getAll(facet))]
    return chosen.length === 0 ? [] : [[facet, chosen] as const]
  })
  const pages = Number(parameters.get('halaman') ?? 1)
  return {
    words: (parameters.get('q') ?? '').trim(),
    terms: Object.fromEntries(terms),
    pages: Number.isInteger(pages) && pages >= 1 ? Math.min(pages, mostPages) : 1,
  }
}

/** `?q=layanan&tahun=2020`; empty for the empty question. */
export function writeQuestion({ words, terms, pages }: Question): string {
  const parameters = new URLSearchParams()
  if (words !== '') parameters.set('q', words)
  for (const [facet, chosen] of Object.entries(terms)) for (const term of chosen) parameters.append(facet, term)
  if (pages > 1) parameters.set('halaman', String(pages))
  const written = parameters.toString()
  return written === '' ? '' : `?${written}`
}
