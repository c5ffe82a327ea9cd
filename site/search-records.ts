import type { Searched, SearchRecord, SearchRow } from '#domain/search.ts'
import { listCatalogue, newestAward, type CatalogueAward, type CatalogueRow } from './catalogue.ts'
import { termsOf, facetIds } from './facets.ts'
import { href, type Language } from './text/language.ts'

/** Every innovation for the search, with what a list shows of it and everything that can be found. */
export async function listSearchRecords(language: Language): Promise<SearchRecord[]> {
  return (await listCatalogue()).map((row) => ({
    row: searchRow(row, language),
    story: row.story[language],
    place: [row.province?.name[language], row.theme.name[language], row.agencyType.name[language]]
      .filter(Boolean)
      .join(', '),
  }))
}

/** The highest award, of equal ones the newest: a search asks for no year. */
const highestAward = (row: CatalogueRow): CatalogueAward =>
  row.awards.reduce((best, award) => (award.order < best.order ? award : best), newestAward(row))

function searchRow(row: CatalogueRow, language: Language): SearchRow {
  const award = highestAward(row)
  return {
    path: href(language, `/inovasi/${row.slug}/`),
    name: row.name,
    otherName: row.otherName,
    summary: row.summary[language],
    agency: row.agency,
    award: `${award.name[language]}, ${award.year}`,
    mark: award.mark,
    isSimulation: row.isSimulation,
    terms: Object.fromEntries(facetIds.map((facet) => [facet, termsOf(row, facet, {}).map(({ id }) => id)])),
  }
}

/** How much a word counts by where it stands. */
export const searchedTexts = ({ row, story, place }: SearchRecord): Searched => [
  { text: row.name, weight: 6 },
  { text: row.otherName ?? '', weight: 4 },
  { text: row.agency, weight: 2 },
  { text: `${place} ${row.award}`, weight: 2 },
  { text: row.summary, weight: 2 },
  { text: story, weight: 1 },
]
