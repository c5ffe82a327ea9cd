import { withoutLinks } from '#content/archive.ts'
import { agencyTypes as agencyTypeIds, type Innovation } from '#content/innovation.ts'
import { themes } from '#content/theme.ts'
import { slugOf } from '#domain/slug.ts'
import { nameOf, type Winner } from './editions.ts'
import { winnersByIdentity } from './identities.ts'
import { listInnovations } from './innovations.ts'
import { provinceNamed } from './provinces.ts'
import { agencyTypes, archiveAwards, awardOrder, markOf, type Mark } from './text/awards.ts'
import type { Language } from './text/language.ts'

export type Names = Record<Language, string>

/** What an innovation is sorted by: an id for addresses, a name for the screen. */
export type Term = { id: string; name: Names }

/** One award of an innovation. */
export type CatalogueAward = Term & {
  year: number
  mark: Mark
  /** 0 is the highest award of its year. */
  order: number
}

/** One innovation as lists, map and search show it: an archive record, or a winner of an edition held on this portal. */
export type CatalogueRow = {
  slug: string
  name: string
  otherName: string | null
  summary: Names
  agency: string
  agencyType: Term
  /** `null`: bound to no province, as ministries are. */
  province: Term | null
  theme: Term
  /** Newest first, then the higher award; at least one. */
  awards: readonly CatalogueAward[]
  /** Everything else the record tells, for the search. */
  story: Names
  /** Proposals of an edition are written in Indonesian only. */
  isIndonesianOnly: boolean
  isSimulation: boolean
}

const same = (text: string): Names => ({ id: text, en: text })

export const unsortedTheme: Term = {
  id: 'belum-digolongkan',
  name: { id: 'Belum digolongkan', en: 'Not classified yet' },
}

const byAward = (a: CatalogueAward, b: CatalogueAward) => b.year - a.year || a.order - b.order
export const newestAward = ({ awards: [first] }: CatalogueRow): CatalogueAward => {
  if (!first) throw new Error('an innovation of the catalogue has an award')
  return first
}

/** Newest year first, then the higher award, then by name. */
export const byNewestAward = (a: CatalogueRow, b: CatalogueRow): number =>
  byAward(newestAward(a), newestAward(b)) || a.name.localeCompare(b.name, 'id')

let known: Promise<CatalogueRow[]> | undefined

/** Read once a build: every page with a list asks for it. */
export function listCatalogue(): Promise<CatalogueRow[]> {
  if (!known || import.meta.env.DEV) known = readCatalogue()
  return known
}

async function readCatalogue(): Promise<CatalogueRow[]> {
  const [archived, published] = [await archivedRows(), await publishedRows()]
  const taken = new Set(archived.map(({ slug }) => slug))
  const twice = published.find(({ slug }) => taken.has(slug))
  if (twice) throw new Error(`the slug ${twice.slug} of a winner is already taken by an archive record`)
  return [...archived, ...published].toSorted(byNewestAward)
}

async function archivedRows(): Promise<CatalogueRow[]> {
  const innovations = await listInnovations()
  const sorted = themesBySlug(innovations.map(({ slug }) => slug))
  const { archived } = await winnersByIdentity()
  return innovations.map((data) => ({
    slug: data.slug,
    name: data.name,
    otherName: data.otherName,
    summary: data.summary,
    agency: data.unit ? `${data.agency}, ${data.unit}` : data.agency,
    agencyType: { id: data.agencyType, name: agencyTypes[data.agencyType] },
    province: data.province === null ? null : provinceTerm(data.province, `${data.slug}.json, province`),
    theme: sorted.get(data.slug) ?? unsortedTheme,
    awards: [...awardsOf(data), ...(archived.get(data.slug) ?? []).map(publishedAward)].toSorted(byAward),
    story: storyOf(data),
    isIndonesianOnly: false,
    isSimulation: false,
  }))
}

const awardsOf = ({ awards }: Innovation): CatalogueAward[] =>
  awards.map(({ year, award }) => {
    const { label, mark } = archiveAwards[award]
    return { id: slugOf(label.id), name: label, year, mark, order: awardOrder(award) }
  })

function storyOf({ problem, solution, impact, partners, notes }: Innovation): Names {
  const passages = [...problem, ...solution, ...impact, ...(partners ? [partners] : []), ...notes]
  const told = (texts: readonly string[]) => withoutLinks(texts.join(' '))
  return { id: told(passages.map(({ id }) => id)), en: told(passages.map(({ en }) => en)) }
}

function provinceTerm(name: string, where: string): Term {
  const province = provinceNamed(name)
  if (!province) throw new Error(`${where}: "${name}" is no province; expected one of the 38 of site/provinces.ts`)
  return { id: province.slug, name: province.name }
}

/** Themes by slug; a theme that names an innovation the archive does not have stops the build. */
function themesBySlug(slugs: readonly string[]): Map<string, Term> {
  const there = new Set(slugs)
  const sorted = themes.flatMap(({ id, name, innovations }) =>
    innovations.map((slug) => {
      if (!there.has(slug)) {
        throw new Error(
          `themes.json, ${id}: "${slug}" is no innovation; expected the slug of a record in content/innovations`,
        )
      }
      return [slug, { id, name }] as const
    }),
  )
  return new Map(sorted)
}

const markOrder: Record<Mark, number> = { outstanding: 0, full: 1, outline: 7, finalist: 8 }

async function publishedRows(): Promise<CatalogueRow[]> {
  const { alone } = await winnersByIdentity()
  return [...alone.values()].map((found) => {
    const [latest] = found
    const { place, results } = latest
    const { slug, title, summary, agency, province } = place.proposal
    const row: CatalogueRow = {
      slug,
      name: title,
      otherName: null,
      summary: same(summary),
      agency,
      agencyType: clusterTerm(place.clusterId, nameOf(results.snapshot.clusters, place.clusterId)),
      province: province === null ? null : publishedProvince(province),
      theme: unsortedTheme,
      awards: found.map(publishedAward).toSorted(byAward),
      story: same(''),
      isIndonesianOnly: true,
      isSimulation: results.snapshot.edition.isSimulation,
    }
    return row
  })
}

function clusterTerm(id: string, name: string): Term {
  const known = agencyTypeIds.find((type) => type === id)
  return { id: slugOf(id), name: known ? agencyTypes[known] : same(name) }
}

/** Agencies write their province themselves; one that is none keeps its name and has no tile on the map. */
function publishedProvince(name: string): Term {
  const province = provinceNamed(name)
  return province ? { id: province.slug, name: province.name } : { id: slugOf(name), name: same(name) }
}

function publishedAward({ place, results: { snapshot } }: Winner): CatalogueAward {
  const name = nameOf(snapshot.awards, place.awardId)
  const mark = markOf(name)
  return {
    id: slugOf(name),
    name: same(name),
    year: new Date(snapshot.decree.date).getUTCFullYear(),
    mark,
    order: markOrder[mark],
  }
}
