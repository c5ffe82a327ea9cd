import { getCollection } from 'astro:content'
import { agencyTypes, archiveAwards, awardOrder, markOf, type Mark } from './text/awards.ts'
import { listWinners, nameOf } from './editions.ts'

/** One row of the gallery: an archive record, or a winner of an edition held on this portal. */
export type CatalogueRow = {
  slug: string
  name: string
  otherName: string | null
  summary: string
  agency: string
  agencyType: string
  province: string | null
  year: number
  award: string
  mark: Mark
  /** 0 is the highest award of its year. */
  order: number
  isSimulation: boolean
}

/** Newest year first, then the higher award, then by name. */
export async function listCatalogue(): Promise<CatalogueRow[]> {
  const [archived, published] = [await archivedRows(), await publishedRows()]
  const taken = new Set(archived.map(({ slug }) => slug))
  const twice = published.find(({ slug }) => taken.has(slug))
  if (twice) throw new Error(`the slug ${twice.slug} of a winner is already taken by an archive record`)
  return [...archived, ...published].toSorted(
    (a, b) => b.year - a.year || a.order - b.order || a.name.localeCompare(b.name, 'id'),
  )
}

async function archivedRows(): Promise<CatalogueRow[]> {
  const entries = await getCollection('innovations')
  return entries.map(({ data }) => ({
    ...data,
    summary: data.summary.id,
    agencyType: agencyTypes[data.agencyType].id,
    award: archiveAwards[data.award].label.id,
    mark: archiveAwards[data.award].mark,
    order: awardOrder(data.award),
    isSimulation: false,
  }))
}

const markOrder: Record<Mark, number> = { outstanding: 0, full: 1, outline: 7, finalist: 8 }

async function publishedRows(): Promise<CatalogueRow[]> {
  const winners = await listWinners()
  return [...winners.values()].flatMap(([latest]) => {
    if (!latest) return []
    const { place, results } = latest
    const award = nameOf(results.snapshot.awards, place.awardId)
    const row: CatalogueRow = {
      slug: place.proposal.slug,
      name: place.proposal.title,
      otherName: null,
      summary: place.proposal.summary,
      agency: place.proposal.agency,
      agencyType: nameOf(results.snapshot.clusters, place.clusterId),
      province: place.proposal.province,
      year: new Date(results.snapshot.decree.date).getUTCFullYear(),
      award,
      mark: markOf(award),
      order: markOrder[markOf(award)],
      isSimulation: results.snapshot.edition.isSimulation,
    }
    return [row]
  })
}

export type FacetValue = { label: string; href: string; rows: CatalogueRow[] }
export type Facet = { id: string; label: string; values: FacetValue[] }

const asSlug = (label: string) => label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** The ways to narrow the list; every value is a page of its own, so that no script is needed. */
export function facetsOf(rows: readonly CatalogueRow[]): Facet[] {
  const facet = (id: string, label: string, valueOf: (row: CatalogueRow) => string | null): Facet => {
    const grouped = Map.groupBy(rows, valueOf)
    const values = [...grouped].flatMap(([value, found]) =>
      value === null ? [] : [{ label: value, href: `/inovasi/${id}/${asSlug(value)}/`, rows: found }],
    )
    return { id, label, values }
  }
  const bySize = (found: Facet): Facet => ({
    ...found,
    values: found.values.toSorted((a, b) => b.rows.length - a.rows.length || a.label.localeCompare(b.label, 'id')),
  })
  return [
    facet('tahun', 'Tahun', ({ year }) => String(year)),
    bySize(facet('penghargaan', 'Penghargaan', ({ award }) => award)),
    bySize(facet('instansi', 'Jenis instansi', ({ agencyType }) => agencyType)),
    bySize(facet('provinsi', 'Provinsi', ({ province }) => province)),
  ]
}
