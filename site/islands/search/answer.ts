import type { Filters, FoundPage, Pagefind } from './pagefind.ts'
import type { Question } from './question.ts'

/** Results a page; each is a file of its own to load. */
export const pageSize = 10

export type Answer = {
  total: number
  shown: FoundPage[]
  /** Facet -> term -> results that choosing it would give. */
  counts: Record<string, Record<string, number>>
}

const filtersOf = (terms: Question['terms'], without?: string): Filters =>
  Object.fromEntries(
    Object.entries(terms).flatMap(([facet, chosen]) => (facet === without ? [] : [[facet, { any: [...chosen] }]])),
  )

/**
 * Searches and loads the results that are shown. Terms of one facet are alternatives, so a facet with a choice is counted as if
 * nothing were chosen in it.
 */
export async function ask(pagefind: Pagefind, { words, terms, pages }: Question): Promise<Answer> {
  const wanted = words === '' ? null : words
  const found = await pagefind.search(wanted, { filters: filtersOf(terms) })
  const counts = { ...found.filters }
  for (const facet of Object.keys(terms)) {
    const { filters } = await pagefind.search(wanted, { filters: filtersOf(terms, facet) })
    counts[facet] = filters[facet] ?? {}
  }
  const shown = await Promise.all(found.results.slice(0, pages * pageSize).map((result) => result.data()))
  return { total: found.results.length, shown, counts }
}
