/** What we use of Pagefind's interface; the file is made when the site is built and loaded from `/pagefind/`. */
export type Found = {
  results: { id: string; data: () => Promise<FoundPage> }[]
  /** Facet -> term -> how many of the results stand under it. */
  filters: Record<string, Record<string, number>>
}

/** One innovation; `excerpt` is escaped text with `<mark>` around the words that were found. */
export type FoundPage = {
  url: string
  excerpt: string
  meta: {
    title: string
    other?: string
    summary: string
    agency: string
    award: string
    mark: string
    simulation?: string
  }
}

/** Facet -> wanted terms, one of which must hold. */
export type Filters = Record<string, { any: string[] }>

export type Pagefind = {
  options: (options: { ranking: { metaWeights: Record<string, number> }; excerptLength: number }) => Promise<void>
  init: () => Promise<void>
  filters: () => Promise<Record<string, Record<string, number>>>
  /** Loads what a search for these words will need. */
  preload: (words: string, options: { filters: Filters }) => Promise<void>
  search: (words: string | null, options: { filters: Filters }) => Promise<Found>
}

/** A name counts more than what stands beside it. */
const metaWeights = { title: 6, other: 4, agency: 2, award: 2, place: 2, summary: 0, mark: 0, simulation: 0 }

let loading: Promise<Pagefind> | undefined

async function load(words: string): Promise<Pagefind> {
  const address = '/pagefind/pagefind.js'
  const pagefind: Pagefind = await import(/* @vite-ignore */ address)
  await pagefind.options({ ranking: { metaWeights }, excerptLength: 34 })
  await pagefind.init()
  // Counts of facets come with the results only after the facets themselves are there.
  await Promise.all([pagefind.filters(), words !== '' && pagefind.preload(words, { filters: {} })])
  return pagefind
}

/** Loaded once, with what these first words need; after a failure the next search tries again. */
export function loadPagefind(words = ''): Promise<Pagefind> {
  loading ??= load(words).catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}
