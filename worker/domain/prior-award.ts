import { stemmedWords } from './stemmer.ts'

/** One award of an innovation; `level` is the archive's level or the award's id in the edition that gave it. */
export type PriorAward = { year: number; level: string; isTop: boolean }

/** One innovation of the registry of past awards, with all of them. */
export type RegistryEntry = {
  registryId: string
  /** Its other name stands behind in brackets, where it has one. */
  name: string
  agencyName: string
  agencyId: string | null
  awards: readonly PriorAward[]
}

/** What awards do to an innovation that wants to compete again in one of these groups. */
export type AwardRule = {
  id: string
  /** What the rule counts, as it stands in a sentence: `dua kali TOP 99`. */
  name: string
  groupIds: readonly string[]
  effect: 'excludes' | 'needed'
  /** Only those among the highest of their competition. */
  isTop?: boolean | undefined
  /** Only these levels; absent is any. */
  levels?: readonly string[] | undefined
  /** Years with such an award from which on the rule holds. */
  times: number
  fromYear?: number | undefined
  toYear?: number | undefined
}

/** The awards that a rule counts, the oldest first, one for each year: the finalist's and the winner's of one edition are one success. */
export function countedAwards(rule: AwardRule, awards: readonly PriorAward[]): PriorAward[] {
  const counted = awards.filter(
    ({ year, level, isTop }) =>
      (!rule.isTop || isTop) &&
      (rule.levels?.includes(level) ?? true) &&
      year >= (rule.fromYear ?? year) &&
      year <= (rule.toYear ?? year),
  )
  const byYear = new Map(counted.map((award) => [award.year, award]))
  return [...byYear.values()].toSorted((a, b) => a.year - b.year)
}

/** Words that tell nothing about which innovation a name means. */
const empty = new Set(
  stemmedWords(
    'dan di ke dari untuk yang dengan pada melalui dalam oleh bagi sebagai berbasis sistem aplikasi program inovasi layanan pelayanan publik simulasi the of',
  ),
)

const tellingStems = (text: string): ReadonlySet<string> =>
  new Set(stemmedWords(text).filter((stem) => !empty.has(stem) && stem.length > 1))

/** The name alone, before a bracket or a colon, and the whole of it. */
const namesOf = (name: string): string[] => {
  const [short = name] = name.split(/ \(|: /)
  return short === name ? [name] : [short, name]
}

const remembered = new WeakMap<RegistryEntry, readonly ReadonlySet<string>[]>()

/** The stems of each name, worked out once for a whole list of titles. */
function stemsOf(entry: RegistryEntry): readonly ReadonlySet<string>[] {
  const stems = remembered.get(entry) ?? namesOf(entry.name).map(tellingStems)
  remembered.set(entry, stems)
  return stems
}

const sameAgency = (entry: RegistryEntry, by: { agencyId: string; agencyName: string }): boolean =>
  entry.agencyId === by.agencyId || entry.agencyName.toLowerCase() === by.agencyName.toLowerCase()

/** How much of the shorter name must return, 0..1: half at the same agency, all of it elsewhere. */
const atSameAgency = 0.5
const elsewhere = 1

/** One common stem proves little, unless it is the whole name at the same agency. */
const leastShared = 2

/** Share of the shorter name's stems that the longer one has too, 0..1; 0 where that proves nothing. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>, isHome: boolean): number {
  const shorter = Math.min(a.size, b.size)
  const shared = [...a].filter((stem) => b.has(stem)).length
  if (shared === 0 || (shared < leastShared && !(isHome && shared === shorter))) return 0
  const share = shared / shorter
  return share >= (isHome ? atSameAgency : elsewhere) ? share : 0
}

/** Entries that may be the innovation of this title, the likeliest first. */
export function lookAlikes(
  title: string,
  by: { agencyId: string; agencyName: string },
  registry: readonly RegistryEntry[],
  limit = 3,
): RegistryEntry[] {
  const own = tellingStems(title)
  const likely = registry.flatMap((entry) => {
    const isHome = sameAgency(entry, by)
    const likeness = Math.max(...stemsOf(entry).map((stems) => likenessOf(own, stems, isHome)))
    return likeness > 0 ? [{ entry, likeness: likeness + (isHome ? 1 : 0) }] : []
  })
  return likely
    .toSorted((a, b) => b.likeness - a.likeness || (a.entry.registryId < b.entry.registryId ? -1 : 1))
    .slice(0, limit)
    .map(({ entry }) => entry)
}

/** Every word that was typed begins, by its stem, a word of name or agency. The latest award first. */
export function searchRegistry(typed: string, registry: readonly RegistryEntry[]): RegistryEntry[] {
  const wanted = stemmedWords(typed).slice(0, 8)
  if (wanted.length === 0) return []
  const latest = ({ awards }: RegistryEntry) => Math.max(...awards.map(({ year }) => year))
  return registry
    .filter(({ name, agencyName }) => {
      const words = stemmedWords(`${name} ${agencyName}`)
      return wanted.every((stem) => words.some((word) => word.startsWith(stem)))
    })
    .toSorted((a, b) => latest(b) - latest(a) || (a.name < b.name ? -1 : 1))
}
