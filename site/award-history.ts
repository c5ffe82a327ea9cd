import type { Innovation } from '#content/innovation.ts'
import { competitionYears } from '#content/statistics.ts'
import { nameOf, type Winner } from './editions.ts'
import { archiveAwards, awardOrder, groups, markOf, type Mark } from './text/awards.ts'
import type { Language } from './text/language.ts'
import { innovationText } from './text/public/innovation.ts'

/** One award as the page of its innovation tells it. */
export type HistoryEntry = {
  mark: Mark
  name: string
  year: number
  sources: readonly number[]
  /** Group and category, decree, notes. */
  details: readonly string[]
  /** Where the edition is told, in no language. */
  path: string
  edition: string
  isSimulation: boolean
}

const firstLetterUp = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** Awards of past competitions. */
function archiveEntries({ awards }: Innovation, language: Language): HistoryEntry[] {
  const t = innovationText[language]
  return awards
    .toSorted((a, b) => b.year - a.year || awardOrder(a.award) - awardOrder(b.award))
    .map(({ year, award, group, category, sources }) => {
      const decree = competitionYears
        .find((found) => found.year === year)
        ?.decrees.find((found) => found.award === award)
      const kind = [category && t.category(category), group && t.group(groups[group][language])]
      const told = [firstLetterUp(kind.filter(Boolean).join(', ')), decree?.number, decree?.note?.[language]]
      return {
        mark: archiveAwards[award].mark,
        name: archiveAwards[award].label[language],
        year,
        sources,
        details: told.flatMap((part) => (part ? [part] : [])),
        path: `/penghargaan/kipp-${year}/`,
        edition: t.competition(year),
        isSimulation: false,
      }
    })
}

/** Awards of editions held on this portal. */
export const winnerEntries = (winners: readonly Winner[]): HistoryEntry[] =>
  winners.map(({ place, results: { snapshot } }) => {
    const name = nameOf(snapshot.awards, place.awardId)
    return {
      mark: markOf(name),
      name,
      year: new Date(snapshot.decree.date).getUTCFullYear(),
      sources: [],
      details: [snapshot.decree.number],
      path: `/penghargaan/${snapshot.edition.slug}/`,
      edition: snapshot.edition.name,
      isSimulation: snapshot.edition.isSimulation,
    }
  })

/** Every award of an archived innovation, newest first. */
export function historyOf(innovation: Innovation, winners: readonly Winner[], language: Language): HistoryEntry[] {
  return [...winnerEntries(winners), ...archiveEntries(innovation, language)].toSorted((a, b) => b.year - a.year)
}

const heights: Record<Mark, number> = { outstanding: 0, full: 1, outline: 2, finalist: 3 }

/** The highest of a history; of equal ones the newest. */
export const highestOf = ([first, ...others]: readonly [HistoryEntry, ...HistoryEntry[]]): HistoryEntry =>
  others.reduce((best, entry) => (heights[entry.mark] < heights[best.mark] ? entry : best), first)
