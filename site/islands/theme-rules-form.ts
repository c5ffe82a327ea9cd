import type { Rules } from '#domain/edition.ts'
import { lastGoal } from '#domain/form.ts'
import { readNumber, shown, type RuleNumber, type Typed } from './rule-number.ts'

/** Of the themes, one a line. */
export const themesId = 'tema'
export const fewestThemesId = 'tema-paling-sedikit'
export const mostThemesId = 'tema-paling-banyak'
export const fewestGoalsId = 'tpb-paling-sedikit'
export const mostGoalsId = 'tpb-paling-banyak'

const mostItems = 60
const longestName = 160

export const themeLines = ({ themes }: Rules, typed: Typed): string =>
  typed[themesId] ?? (themes?.items ?? []).map(({ name }) => name).join('\n')

const namesIn = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function themeNumbers({ themes, goals }: Rules): RuleNumber[] {
  const ofThemes = (key: 'min' | 'max') => ({
    min: key === 'min' ? 0 : 1,
    max: mostItems,
    mayBeEmpty: false,
    value: themes?.[key] ?? 1,
    write: (rules: Rules, value: number | null): Rules =>
      rules.themes && value !== null ? { ...rules, themes: { ...rules.themes, [key]: value } } : rules,
  })
  const ofGoals = (key: 'min' | 'max') => ({
    min: key === 'min' ? 0 : 1,
    max: lastGoal,
    mayBeEmpty: true,
    value: goals?.[key] ?? null,
    write: (rules: Rules, value: number | null): Rules => ({
      ...rules,
      goals: value === null ? undefined : { min: value, max: value, ...rules.goals, [key]: value },
    }),
  })
  return [
    { id: fewestThemesId, label: 'Tema paling sedikit', ...ofThemes('min') },
    { id: mostThemesId, label: 'Tema paling banyak', ...ofThemes('max') },
    { id: fewestGoalsId, label: 'TPB paling sedikit', ...ofGoals('min') },
    { id: mostGoalsId, label: 'TPB paling banyak', ...ofGoals('max') },
  ]
}

/** What the numbers alone cannot say: that few is not above many, and that there are as many themes as may be chosen. */
export function themeMistakes(rules: Rules, typed: Typed) {
  const numbers = themeNumbers(rules)
  const read = (id: string) => {
    const number = numbers.find((one) => one.id === id)
    return number && readNumber(number, shown(number, typed))
  }
  const names = namesIn(themeLines(rules, typed))
  const [fewest, most] = [read(fewestThemesId) ?? 0, read(mostThemesId) ?? 0]
  const [fewestGoals, mostGoals] = [read(fewestGoalsId), read(mostGoalsId)]
  return [
    ...(names.length > mostItems || names.some((name) => name.length > longestName)
      ? [{ id: themesId, text: `Tema: paling banyak ${mostItems}, masing-masing paling panjang ${longestName} huruf.` }]
      : []),
    ...(new Set(names.map((name) => name.toLowerCase())).size < names.length
      ? [{ id: themesId, text: 'Tema: ada yang ditulis dua kali.' }]
      : []),
    ...(names.length > 0 && (fewest > most || most > names.length)
      ? [{ id: fewestThemesId, text: `Tema: pilihan harus di antara 0 dan ${names.length}, dari sedikit ke banyak.` }]
      : []),
    ...((fewestGoals === null) !== (mostGoals === null) || (fewestGoals ?? 0) > (mostGoals ?? lastGoal)
      ? [{ id: fewestGoalsId, text: 'TPB: isi keduanya dari sedikit ke banyak, atau kosongkan keduanya.' }]
      : []),
  ]
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'tema'

/** A theme that keeps its name keeps its id; a new one gets one of its own. Call it only when there are no mistakes. */
export function withThemes(rules: Rules, typed: Typed): Rules {
  if (typed[themesId] === undefined) return rules
  const known = rules.themes?.items ?? []
  const names = namesIn(typed[themesId])
  if (names.length === 0) return { ...rules, themes: undefined }
  const kept = names.map((name) => known.find((item) => item.name === name))
  const used = new Set(kept.flatMap((item) => item?.id ?? []))
  const items = names.map((name, at) => kept[at] ?? { id: freeId(slug(name), used), name })
  return { ...rules, themes: { min: 1, max: 1, ...rules.themes, items } }
}

function freeId(wanted: string, used: Set<string>): string {
  let id = wanted
  for (let next = 2; used.has(id); next += 1) id = `${wanted}-${next}`
  used.add(id)
  return id
}
