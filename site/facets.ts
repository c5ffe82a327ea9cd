import {
  byNewestAward,
  listCatalogue,
  newestAward,
  type CatalogueAward,
  type CatalogueRow,
  type Term,
} from './catalogue.ts'
import { competitionYears } from '#content/statistics.ts'
import { provinces } from './provinces.ts'

export const facetIds = ['tahun', 'penghargaan', 'instansi', 'provinsi', 'tema'] as const
export type FacetId = (typeof facetIds)[number]

/** What a page of the gallery is narrowed to: nothing, one term, or a year and one term more. */
export type Selection = Readonly<Partial<Record<FacetId, Term>>>

export type FacetValue = Term & { count: number; path: string; isChosen: boolean }
export type Facet = { id: FacetId; values: FacetValue[] }

/** Rows a page; more go to pages of their own. */
export const pageSize = 60

const yearTerm = (year: number): Term => ({ id: String(year), name: { id: String(year), en: String(year) } })

const awardsIn = ({ awards }: CatalogueRow, { tahun, penghargaan }: Selection): CatalogueAward[] =>
  awards.filter(({ year, id }) => (!tahun || String(year) === tahun.id) && (!penghargaan || id === penghargaan.id))

/** Year and award belong together: TOP 45 of one year and finalist of another is no TOP 45 of that other year. */
const isIn = (row: CatalogueRow, selection: Selection): boolean =>
  awardsIn(row, selection).length > 0 &&
  (!selection.instansi || row.agencyType.id === selection.instansi.id) &&
  (!selection.provinsi || row.province?.id === selection.provinsi.id) &&
  (!selection.tema || row.theme.id === selection.tema.id)

/** The terms under which a row stands in a facet, once each. */
export function termsOf(row: CatalogueRow, facet: FacetId, selection: Selection): readonly Term[] {
  if (facet === 'tahun') return unique(awardsIn(row, selection).map(({ year }) => yearTerm(year)))
  if (facet === 'penghargaan') return unique(awardsIn(row, selection))
  if (facet === 'instansi') return [row.agencyType]
  if (facet === 'tema') return [row.theme]
  return row.province ? [row.province] : []
}

const unique = (terms: readonly Term[]): Term[] => [...new Map(terms.map((term) => [term.id, term])).values()]

/** `/inovasi/`, `/inovasi/tema/pangan/`, `/inovasi/tahun/2020/penghargaan/top-45/`; the year leads. */
export function pathOf(selection: Selection, page = 1): string {
  const parts = facetIds.flatMap((facet) => (selection[facet] ? [facet, selection[facet].id] : []))
  const numbered = page === 1 ? [] : parts.length === 0 ? ['halaman', String(page)] : [String(page)]
  return `/${['inovasi', ...parts, ...numbered].join('/')}/`
}

/** The rows of a selection, in the order its page says. */
export async function rowsOf(selection: Selection): Promise<CatalogueRow[]> {
  const rows = (await listCatalogue()).filter((row) => isIn(row, selection))
  if (!selection.tahun && !selection.penghargaan) return rows
  const shown = rows.map((row) => ({ row, awards: awardsIn(row, selection) }))
  return shown
    .toSorted((a, b) => byNewestAward({ ...a.row, awards: a.awards }, { ...b.row, awards: b.awards }))
    .map(({ row }) => row)
}

/** The award by which a row stands in a list. */
export const shownAward = (row: CatalogueRow, selection: Selection): CatalogueAward =>
  awardsIn(row, selection)[0] ?? newestAward(row)

const counted = new Map<string, FacetValue[]>()

/**
 * The facets beside a list. A year can be combined with one other facet, so the values of the year are counted within that
 * other one, and the values of the others within the year.
 */
export async function facetsOf(selection: Selection): Promise<Facet[]> {
  const all = await listCatalogue()
  return facetIds.map((id) => {
    const within: Selection =
      id === 'tahun' ? withoutYear(selection) : selection.tahun ? { tahun: selection.tahun } : {}
    const key = `${id} ${pathOf(within)}`
    const values = counted.get(key) ?? count(all, id, within)
    if (!import.meta.env.DEV) counted.set(key, values)
    return { id, values: values.map((value) => ({ ...value, isChosen: selection[id]?.id === value.id })) }
  })
}

const withoutYear = ({ tahun: _, ...others }: Selection): Selection => others

function count(all: readonly CatalogueRow[], facet: FacetId, within: Selection): FacetValue[] {
  const terms = all.filter((row) => isIn(row, within)).flatMap((row) => termsOf(row, facet, within))
  const values = [...Map.groupBy(terms, ({ id }) => id)].flatMap(([id, found]) => {
    const name = found[0]?.name
    return name
      ? [{ id, name, count: found.length, path: pathOf({ ...within, [facet]: { id, name } }), isChosen: false }]
      : []
  })
  return facet === 'tahun'
    ? values.toSorted((a, b) => Number(b.id) - Number(a.id))
    : values.toSorted((a, b) => b.count - a.count || a.name.id.localeCompare(b.name.id, 'id'))
}

/** Every selection that has a page: all, each term of each facet, each year with each term of another facet. */
export async function listSelections(): Promise<Selection[]> {
  const all = await listCatalogue()
  const single = new Map<string, Selection>([['', {}]])
  const add = (selection: Selection) => single.set(pathOf(selection), selection)
  // A year of the competition and a province without records have a page that says so.
  for (const { year } of competitionYears) add({ tahun: yearTerm(year) })
  for (const { slug, name } of provinces) add({ provinsi: { id: slug, name } })
  for (const row of all) {
    for (const facet of facetIds) for (const term of termsOf(row, facet, {})) add({ [facet]: term })
    for (const { year } of row.awards) {
      const tahun = yearTerm(year)
      for (const facet of facetIds.slice(1))
        for (const term of termsOf(row, facet, { tahun })) add({ tahun, [facet]: term })
    }
  }
  return [...single.values()]
}

export type GalleryPage = { selection: Selection; page: number; pages: number; total: number; rows: CatalogueRow[] }

/** The pages of one selection; an empty one has a page too. */
export async function pagesOf(selection: Selection): Promise<GalleryPage[]> {
  const rows = await rowsOf(selection)
  const pages = Math.max(Math.ceil(rows.length / pageSize), 1)
  return Array.from({ length: pages }, (_, index) => ({
    selection,
    page: index + 1,
    pages,
    total: rows.length,
    rows: rows.slice(index * pageSize, (index + 1) * pageSize),
  }))
}
