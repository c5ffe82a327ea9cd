import type { ProposalView } from './api.ts'

/** The first step as typed; an empty `startedOn` or `replicationOf` is not yet said. */
export type Details = {
  title: string
  groupId: string
  startedOn: string
  /** The entry of the registry of past awards that it continues. */
  registryId: string | null
  replicationOf: string
  themeIds: readonly string[]
  goals: readonly number[]
  answers: Readonly<Record<string, boolean>>
}

type StoredDetails = Pick<
  ProposalView,
  'title' | 'groupId' | 'startedOn' | 'registryId' | 'replicationOf' | 'themeIds' | 'goals' | 'answers'
>

export const detailsOf = (stored: StoredDetails): Details => {
  const { title, groupId, startedOn, registryId, replicationOf, themeIds, goals, answers } = stored
  return {
    title,
    groupId,
    startedOn: startedOn ?? '',
    registryId,
    replicationOf: replicationOf ?? '',
    themeIds,
    goals,
    answers,
  }
}

/** As the portal takes it. */
export const storedOf = (details: Details) => ({
  ...details,
  startedOn: details.startedOn || null,
  replicationOf: details.replicationOf.trim() || null,
  themeIds: [...details.themeIds],
  goals: [...details.goals],
})

const canonical = ({
  title,
  groupId,
  startedOn,
  registryId,
  replicationOf,
  themeIds,
  goals,
  answers,
}: Details): string =>
  JSON.stringify([
    title.trim(),
    groupId,
    startedOn,
    registryId,
    replicationOf.trim(),
    themeIds.toSorted(),
    goals.toSorted((a, b) => a - b),
    Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ])

export const sameDetails = (a: Details, b: Details): boolean => canonical(a) === canonical(b)

/** What only one of the two changed is taken; undefined where both changed the same thing differently. */
export function mergeDetails(base: Details, mine: Details, theirs: Details): Details | undefined {
  let isClear = true
  const pick = <Value>(was: Value, here: Value, there: Value): Value => {
    const [b, m, t] = [was, here, there].map((value) => JSON.stringify(value))
    if (m !== b && t !== b && m !== t) isClear = false
    return m === b ? there : here
  }
  const answered = [...new Set([base, mine, theirs].flatMap(({ answers }) => Object.keys(answers)))]
  const answers = answered.flatMap((id) => {
    const value = pick(base.answers[id], mine.answers[id], theirs.answers[id])
    return value === undefined ? [] : [[id, value] as const]
  })
  const merged: Details = {
    title: pick(base.title, mine.title, theirs.title),
    groupId: pick(base.groupId, mine.groupId, theirs.groupId),
    startedOn: pick(base.startedOn, mine.startedOn, theirs.startedOn),
    registryId: pick(base.registryId, mine.registryId, theirs.registryId),
    replicationOf: pick(base.replicationOf, mine.replicationOf, theirs.replicationOf),
    themeIds: pick(base.themeIds, mine.themeIds, theirs.themeIds),
    goals: pick(base.goals, mine.goals, theirs.goals),
    answers: Object.fromEntries(answers),
  }
  return isClear ? merged : undefined
}

/** Details read from the device or another tab; what an older version of the page did not know is empty. */
export function parseDetails(value: unknown): Details | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('title' in value && 'groupId' in value && 'startedOn' in value)) return undefined
  const { title, groupId, startedOn } = value
  if (typeof title !== 'string' || typeof groupId !== 'string' || typeof startedOn !== 'string') return undefined
  const list = (name: 'themeIds' | 'goals'): unknown[] => {
    const found: unknown = Object(value)[name]
    return Array.isArray(found) ? found : []
  }
  const answers: unknown = 'answers' in value ? value.answers : {}
  return {
    title,
    groupId,
    startedOn,
    registryId: 'registryId' in value && typeof value.registryId === 'string' ? value.registryId : null,
    replicationOf: 'replicationOf' in value && typeof value.replicationOf === 'string' ? value.replicationOf : '',
    themeIds: list('themeIds').filter((one) => typeof one === 'string'),
    goals: list('goals').filter((one) => typeof one === 'number'),
    answers: Object.fromEntries(
      Object.entries(answers ?? {}).filter((pair): pair is [string, boolean] => typeof pair[1] === 'boolean'),
    ),
  }
}
