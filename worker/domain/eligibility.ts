import { dayOf } from './jakarta-day.ts'
import { countedAwards, lookAlikes, type AwardRule, type PriorAward, type RegistryEntry } from './prior-award.ts'

/**
 * Whole months from one day to another, both `YYYY-MM-DD`, never below 0. A month is full on the same day of a later
 * month, or on its last day where that day does not exist: from 31 January on 28 February, from 29 February on 28 February.
 */
export function wholeMonths(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  const isFull = toDay >= fromDay || toDay === daysInMonth(toYear, toMonth)
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - (isFull ? 0 : 1))
}

/** `month` from 1 to 12. */
const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * How long the innovation has run when registration closes as it was announced: on the latest day announced, so that closing early
 * lowers nobody's age. Null until its first day is known.
 */
export const ageMonths = (startedOn: string | null, announcedClosing: Date): number | null =>
  startedOn === null ? null : wholeMonths(startedOn, dayOf(announcedClosing))

/** The last first day from which `months` are full on the day `to`, both `YYYY-MM-DD`. */
export function latestStart(to: string, months: number): string {
  const [year = 0, month = 0, day = 0] = to.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - months, 1))
  const last = daysInMonth(first.getUTCFullYear(), first.getUTCMonth() + 1)
  const isLast = day === daysInMonth(year, month)
  first.setUTCDate(isLast ? last : Math.min(day, last))
  return first.toISOString().slice(0, 10)
}

/** What an edition asks of an innovation before it may compete. Absent from older rules: then only age and cap are looked at. */
export type EligibilityRules = {
  awardRules: readonly AwardRule[]
  /** Awards of this edition that are among its highest, and count as such in later ones. */
  topAwardIds: readonly string[]
  /** Awards that an innovation must have had to be replicated; absent is any. */
  replicableLevels?: readonly string[] | undefined
}

/** `refuse` stops the forwarding; a `warn` is for a person to look at. */
export type EligibilityVerdict = 'ok' | 'warn' | 'refuse'

/** One rule held against one innovation, with the figures it was judged by. */
export type EligibilityFinding = { verdict: EligibilityVerdict } & (
  | { rule: 'age'; months: number | null; requiredMonths: number; countedOn: string; latestStart: string }
  | { rule: 'award'; name: string; effect: AwardRule['effect']; times: number; counted: readonly PriorAward[] }
  | { rule: 'unclaimed_award'; lookAlikes: readonly RegistryEntry[] }
  | { rule: 'unknown_award' }
  | { rule: 'cap'; used: number; cap: number }
  | { rule: 'replication'; source: string | null; isOwn: boolean; known: RegistryEntry | null }
)

/** What is said of the innovation so far. */
export type Candidate = {
  title: string
  groupId: string
  startedOn: string | null
  /** The entry of the registry that it claims to be. */
  registryId: string | null
  replicationOf: string | null
  agencyId: string
  agencyName: string
}

export type EligibilityFacts = {
  group: { minimumAgeMonths: number; capPerAgency: number | null; isReplication?: boolean | undefined }
  rules: EligibilityRules | undefined
  announcedClosing: Date
  /** Places of the cap that other proposals of the agency hold in the group now. */
  placesHeld: number
  registry: readonly RegistryEntry[]
}

/** Every rule that applies, in the order in which an author meets them. */
export function checkEligibility(candidate: Candidate, facts: EligibilityFacts): EligibilityFinding[] {
  return [
    ageFinding(candidate, facts),
    ...awardFindings(candidate, facts.rules, facts.registry),
    ...(facts.group.isReplication ? [replicationFinding(candidate, facts)] : []),
    ...(facts.group.capPerAgency === null ? [] : [capFinding(facts.placesHeld, facts.group.capPerAgency)]),
  ]
}

/** The findings that stop the forwarding. A full cap is decided where the place is taken; it may have been freed since. */
export const refusalsAmong = (findings: readonly EligibilityFinding[]): EligibilityFinding[] =>
  findings.filter(({ verdict, rule }) => verdict === 'refuse' && rule !== 'cap')

function ageFinding(
  { startedOn }: Candidate,
  { group, rules, announcedClosing }: EligibilityFacts,
): EligibilityFinding {
  const countedOn = dayOf(announcedClosing)
  const months = ageMonths(startedOn, announcedClosing)
  const requiredMonths = group.minimumAgeMonths
  const tooYoung = rules ? 'refuse' : 'warn'
  const verdict = months === null ? 'warn' : months >= requiredMonths ? 'ok' : tooYoung
  return {
    rule: 'age',
    verdict,
    months,
    requiredMonths,
    countedOn,
    latestStart: latestStart(countedOn, requiredMonths),
  }
}

/** What past awards mean for its group, and which it may have had unsaid. */
export function awardFindings(
  candidate: Candidate,
  rules: EligibilityRules | undefined,
  registry: readonly RegistryEntry[],
): EligibilityFinding[] {
  const { registryId, groupId, title } = candidate
  const applying = rules?.awardRules.filter(({ groupIds }) => groupIds.includes(groupId)) ?? []
  if (applying.length === 0) return []
  const entry = registryId === null ? undefined : registry.find((one) => one.registryId === registryId)
  if (registryId !== null && !entry) return [{ rule: 'unknown_award', verdict: 'refuse' }]
  const alike = entry ? [] : lookAlikes(title, candidate, registry)
  return [
    ...applying.map((rule) => awardFinding(rule, entry)),
    ...(alike.length > 0 ? [{ rule: 'unclaimed_award' as const, verdict: 'warn' as const, lookAlikes: alike }] : []),
  ]
}

/** The registry does not know every award, so what is needed and not found there is for a person to look at. */
function awardFinding(rule: AwardRule, entry: RegistryEntry | undefined): EligibilityFinding {
  const counted = countedAwards(rule, entry?.awards ?? [])
  const isReached = counted.length >= rule.times
  const { name, effect, times } = rule
  const verdict = effect === 'excludes' ? (isReached ? 'refuse' : 'ok') : isReached ? 'ok' : 'warn'
  return { rule: 'award', verdict, name, effect, times, counted }
}

function capFinding(used: number, cap: number): EligibilityFinding {
  return { rule: 'cap', verdict: used >= cap ? 'refuse' : 'ok', used, cap }
}

function replicationFinding(candidate: Candidate, { rules, registry }: EligibilityFacts): EligibilityFinding {
  const source = candidate.replicationOf?.trim() || null
  const levels = rules?.replicableLevels
  const [found] = source === null ? [] : lookAlikes(source, candidate, registry, 1)
  const known =
    found && (levels === undefined || found.awards.some(({ level }) => levels.includes(level))) ? found : null
  const isOwn = found !== undefined && found.registryId === candidate.registryId
  const verdict = isOwn && rules ? 'refuse' : known ? 'ok' : 'warn'
  return { rule: 'replication', verdict, source, isOwn, known }
}
