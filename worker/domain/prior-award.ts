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

/** Share of the shorter name's stems that the longer one has too, 0..1. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shorter = Math.min(a.size, b.size)
  return shorter === 0 ? 0 : [...a].filter((stem) => b.has(stem)).length / shorter
}

/** The name alone, and with its other name. */
const namesOf = (name: string): string[] => {
  const bracket = name.indexOf(' (')
  return bracket < 0 ? [name] : [name.slice(0, bracket), name]
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

/** How much of a name must return, 0..1: half at the same agency, all of it elsewhere. */
const atSameAgency = 0.5
const elsewhere = 1

/** A single stem proves little across the country. */
const leastStemsElsewhere = 2

/** Entries that may be the innovation of this title, the likeliest first. */
export function lookAlikes(
  title: string,
  by: { agencyId: string; agencyName: string },
  registry: readonly RegistryEntry[],
  limit = 3,
): RegistryEntry[] {
  const own = tellingStems(title)
  const likely = registry.flatMap((entry) => {
    const likenesses = stemsOf(entry).map((stems) => {
      const isHome = sameAgency(entry, by)
      const isEnough = isHome || Math.min(own.size, stems.size) >= leastStemsElsewhere
      const share = shared(own, stems)
      return isEnough && share >= (isHome ? atSameAgency : elsewhere) ? share + (isHome ? 1 : 0) : 0
    })
    const likeness = Math.max(...likenesses)
    return likeness > 0 ? [{ entry, likeness }] : []
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
