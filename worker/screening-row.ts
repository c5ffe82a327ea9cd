import type { listScreenings } from '#db/screenings.ts'
import type { Rules } from '#domain/edition.ts'
import { ageMonths, awardFindings } from '#domain/eligibility.ts'
import type { RegistryEntry } from '#domain/prior-award.ts'
import { hintsFor, requiredMonths } from '#domain/screening.ts'
import { hintText } from './letters/screening.ts'

type Listed = Awaited<ReturnType<typeof listScreenings>>[number]
/** `closesAt`: of the registration, as announced; null where none is. */
type Context = { rules: Rules; closesAt: Date | null; registry: readonly RegistryEntry[] }

/** A row of the secretariat's list, with what the machine noticed of it. */
export function screeningRow(listed: Listed, { rules, closesAt, registry }: Context) {
  const { groupId, attachedRuleIds, twin, outcome, sequence, note, reasons, at, comparedAt } = listed
  const months = closesAt && ageMonths(listed.startedOn, closesAt)
  const eligibility = awardFindings({ ...listed, agencyName: listed.agency }, rules.eligibility, registry)
  const hints = hintsFor({ groupId, ageMonths: months, attachedRuleIds, twin, eligibility }, rules)
  const group = rules.groups.find(({ id }) => id === groupId)?.name ?? groupId
  return {
    submissionId: listed.submissionId,
    proposalId: listed.proposalId,
    referenceNumber: listed.referenceNumber,
    title: listed.title,
    agency: listed.agency,
    unit: listed.unit,
    clusterId: listed.clusterId,
    groupId,
    state: listed.state,
    stateSince: listed.stateSince.toISOString(),
    ageMonths: months,
    requiredMonths: requiredMonths(rules.groups, groupId),
    problems: hints.map((hint) => ({ code: hint.code, text: hintText(hint, group) })),
    /** Also what another text's comparison found of one that waits for its own. */
    similar: listed.similar,
    isCompared: comparedAt !== null,
    screening: outcome && { sequence, outcome, note: note ?? '', reasons, at: at?.toISOString() ?? null },
  }
}
