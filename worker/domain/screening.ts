import type { Group, Rules } from './edition.ts'
import type { EligibilityFinding } from './eligibility.ts'
import type { ProposalState } from './proposal.ts'
import { accept, refuse, type Result } from './result.ts'

export const screeningOutcomes = ['eligible', 'needs_repair', 'ineligible'] as const
export type ScreeningOutcome = (typeof screeningOutcomes)[number]

export type Verdict = { outcome: ScreeningOutcome; reasonCodes: readonly string[]; note: string }

/** What the machine noticed; the person decides. */
export type Hint =
  | { code: 'too_young'; months: number; requiredMonths: number }
  | { code: 'same_title'; referenceNumber: string }
  | { code: 'missing_letter'; title: string }
  /** An award that the proposal claims closes its group. */
  | { code: 'prior_award'; finding: EligibilityFinding }
  /** The registry has an innovation that looks like this one, and the proposal does not claim it. */
  | { code: 'possible_award'; finding: EligibilityFinding }

/** Where a submission stands: only the newest of its proposal is screened. `sequence` is of the last verdict, 0 without one. */
export type Screened = { state: ProposalState; isNewest: boolean; sequence: number }

export type ScreeningRefusal =
  { code: 'reasons_needed' } | { code: 'already_screened' } | { code: 'move_not_possible'; state: ProposalState }

/** Whether this verdict, meant as number `sequence`, may follow. A refusal names its reasons; a verdict is not said twice. */
export function screen(
  submission: Screened,
  verdict: Verdict,
  sequence: number,
): Result<{ sequence: number }, ScreeningRefusal> {
  if (verdict.outcome !== 'eligible' && verdict.reasonCodes.length === 0) return refuse({ code: 'reasons_needed' })
  if (!submission.isNewest || sequence !== submission.sequence + 1) return refuse({ code: 'already_screened' })
  if (submission.state === verdict.outcome) return refuse({ code: 'move_not_possible', state: submission.state })
  return accept({ sequence })
}

/** Months an innovation of this group must have run; 0 where the edition knows no such group any more. */
export const requiredMonths = (groups: readonly Group[], groupId: string): number =>
  groups.find(({ id }) => id === groupId)?.minimumAgeMonths ?? 0

export function hintsFor(
  submission: {
    groupId: string
    ageMonths: number | null
    attachedRuleIds: readonly string[]
    /** Another proposal of the edition with the same title. */
    twin: string | null
    eligibility: readonly EligibilityFinding[]
  },
  rules: Pick<Rules, 'groups' | 'attachments'>,
): Hint[] {
  const required = requiredMonths(rules.groups, submission.groupId)
  const months = submission.ageMonths ?? 0
  return [
    ...(months < required ? [{ code: 'too_young' as const, months, requiredMonths: required }] : []),
    ...(submission.twin === null ? [] : [{ code: 'same_title' as const, referenceNumber: submission.twin }]),
    ...rules.attachments
      .filter(({ id, required: isRequired }) => isRequired && !submission.attachedRuleIds.includes(id))
      .map(({ title }) => ({ code: 'missing_letter' as const, title })),
    ...submission.eligibility.flatMap((finding): Hint[] => {
      if (finding.rule === 'unclaimed_award') return [{ code: 'possible_award', finding }]
      return finding.rule === 'award' && finding.verdict === 'refuse' ? [{ code: 'prior_award', finding }] : []
    }),
  ]
}
