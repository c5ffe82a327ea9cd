import { compareCodeUnits } from '../ranking/code-unit-order.ts'
import { findComponents, measureLinkage } from '../ranking/linkage.ts'
import type { AssignmentDemand, AssignmentPlan, Pair, UnmetDemand } from './demand.ts'
import { sharedReadings, summarizeOverlap, type Overlap } from './overlap.ts'
import { themesMeet } from './theme.ts'

type JurorLoad = { jurorId: string; count: number; added: number; ended: number; onTheme: number }

export type PlanReport = {
  /** The available jurors and those gone who keep or lose readings, in the order of their ids. */
  loads: JurorLoad[]
  /** Of the jurors who read anything at all: not of one who has stopped, whose cap is 0. */
  leastLoad: number
  mostLoad: number
  proposals: number
  /** Proposals with all their readers. */
  covered: number
  /** Of those who read anything. */
  overlap: Overlap
  /** In how many pieces the juror-proposal graph of each group falls, in the order of their ids; unread proposals left out. */
  groups: { groupId: string; proposals: number; components: number }[]
  components: number
  /** See ranking/linkage.ts. Null where the graph is not in one piece. */
  weakestLink: number | null
  severityVariance: number | null
  /** Readings in which the juror's themes miss the proposal's, of those in which both name some; null without any. */
  offThemePercent: number | null
  /** Conflicting pairs among these proposals and jurors. */
  conflictsAvoided: number
  unmet: UnmetDemand[]
}

/** What the secretariat looks at before it publishes a plan. */
export function reportPlan(demand: AssignmentDemand, plan: AssignmentPlan): PlanReport {
  const table = tabulate(demand, plan.readings)
  const expertise = weighThemes(demand, plan)
  const counts = countBy(plan.readings)
  const readers = demand.jurors.filter(({ id, mostReadings }) => mostReadings !== 0 || counts.has(id))
  const available = readers.map(({ id }) => counts.get(id) ?? 0)
  const components = componentsOf(table)
  const linkage = components === 1 ? linkageOf(table) : undefined
  const lacking = new Set(plan.unmet.map(({ proposalId }) => proposalId))
  return {
    loads: loadsOf(demand, plan, expertise.onTheme),
    leastLoad: available.reduce((least, count) => Math.min(least, count), available[0] ?? 0),
    mostLoad: available.reduce((most, count) => Math.max(most, count), 0),
    proposals: demand.proposals.length,
    covered: demand.proposals.filter(({ id }) => !lacking.has(id)).length,
    overlap: summarizeOverlap(sharedReadings(plan.readings, [...counts.keys()])),
    groups: groupsOf(demand, table),
    components,
    weakestLink: linkage?.weakestLink ?? null,
    severityVariance: linkage?.severityVariance ?? null,
    offThemePercent: expertise.offPercent,
    conflictsAvoided: countAvoided(demand),
    unmet: plan.unmet,
  }
}

/** Readings as indices, sorted by proposal. `groupOf`: index of each proposal's group. */
type Table = { proposal: Int32Array; juror: Int32Array; groupOf: Int32Array; groupIds: string[] }

function tabulate({ proposals }: AssignmentDemand, readings: readonly Pair[]): Table {
  const groupIds = [...new Set(proposals.map(({ groupId }) => groupId))].toSorted(compareCodeUnits)
  const groupAt = new Map(groupIds.map((id, at) => [id, at]))
  const proposalAt = new Map(proposals.map(({ id }, at) => [id, at]))
  const jurorAt = new Map([...new Set(readings.map(({ jurorId }) => jurorId))].map((id, at) => [id, at]))
  const known = readings
    .map(({ proposalId, jurorId }) => [proposalAt.get(proposalId) ?? -1, jurorAt.get(jurorId)!] as const)
    .filter(([proposal]) => proposal >= 0)
    .toSorted(([a], [b]) => a - b)
  return {
    proposal: Int32Array.from(known, ([proposal]) => proposal),
    juror: Int32Array.from(known, ([, juror]) => juror),
    groupOf: Int32Array.from(proposals, ({ groupId }) => groupAt.get(groupId)!),
    groupIds,
  }
}

/** The same values numbered from 0 without gaps, in the order of their first occurrence. */
function renumbered(values: Int32Array): { numbers: Int32Array; count: number } {
  const numberOf = new Map<number, number>()
  const numbers = values.map((value) => {
    const number = numberOf.get(value) ?? numberOf.size
    numberOf.set(value, number)
    return number
  })
  return { numbers, count: numberOf.size }
}

function componentsOf({ proposal, juror }: Pick<Table, 'proposal' | 'juror'>): number {
  const [proposals, jurors] = [renumbered(proposal), renumbered(juror)]
  return findComponents(proposals.numbers, jurors.numbers, proposals.count, jurors.count).count
}

function linkageOf({ proposal, juror }: Table) {
  const jurors = renumbered(juror)
  return measureLinkage(proposal, jurors.numbers, jurors.count)
}

function groupsOf(
  { proposals }: AssignmentDemand,
  { proposal, juror, groupOf, groupIds }: Table,
): PlanReport['groups'] {
  const sizes = new Int32Array(groupIds.length)
  for (let at = 0; at < proposals.length; at++) sizes[groupOf[at]!]! += 1
  return groupIds.map((groupId, group) => {
    const isHere = (_: number, at: number) => groupOf[proposal[at]!] === group
    const components = componentsOf({ proposal: proposal.filter(isHere), juror: juror.filter(isHere) })
    return { groupId, proposals: sizes[group]!, components }
  })
}

function countBy(pairs: readonly Pair[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { jurorId } of pairs) counts.set(jurorId, (counts.get(jurorId) ?? 0) + 1)
  return counts
}

function loadsOf(demand: AssignmentDemand, plan: AssignmentPlan, onTheme: ReadonlyMap<string, number>): JurorLoad[] {
  const [counts, added, ended] = [plan.readings, plan.added, plan.ended].map(countBy)
  const jurorIds = new Set([...demand.jurors.map(({ id }) => id), ...counts!.keys(), ...ended!.keys()])
  return [...jurorIds].toSorted(compareCodeUnits).map((jurorId) => ({
    jurorId,
    count: counts!.get(jurorId) ?? 0,
    added: added!.get(jurorId) ?? 0,
    ended: ended!.get(jurorId) ?? 0,
    onTheme: onTheme.get(jurorId) ?? 0,
  }))
}

function weighThemes({ proposals, jurors }: AssignmentDemand, { readings }: AssignmentPlan) {
  const themesOf = new Map(proposals.map(({ id, themeIds }) => [id, themeIds]))
  const knownBy = new Map(jurors.map(({ id, themeIds }) => [id, themeIds]))
  const onTheme = new Map<string, number>()
  let [compared, off] = [0, 0]
  for (const { proposalId, jurorId } of readings) {
    const [wanted, known] = [themesOf.get(proposalId) ?? [], knownBy.get(jurorId) ?? []]
    if (wanted.length === 0 || known.length === 0) continue
    compared += 1
    if (themesMeet(wanted, known)) onTheme.set(jurorId, (onTheme.get(jurorId) ?? 0) + 1)
    else off += 1
  }
  return { onTheme, offPercent: compared === 0 ? null : (100 * off) / compared }
}

function countAvoided({ proposals, jurors, conflicts }: AssignmentDemand): number {
  const proposalIds = new Set(proposals.map(({ id }) => id))
  const jurorIds = new Set(jurors.map(({ id }) => id))
  const avoided = new Map<string, Set<string>>()
  for (const { proposalId, jurorId } of conflicts) {
    if (!proposalIds.has(proposalId) || !jurorIds.has(jurorId)) continue
    avoided.set(jurorId, (avoided.get(jurorId) ?? new Set()).add(proposalId))
  }
  return [...avoided.values()].reduce((sum, { size }) => sum + size, 0)
}
