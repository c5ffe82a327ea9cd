import type { VisitCheck } from './edition.ts'
import { accept, refuse, type Result } from './result.ts'

export const findingOutcomes = ['confirmed', 'partly', 'not_confirmed', 'not_seen'] as const
export type FindingOutcome = (typeof findingOutcomes)[number]

/** By check of the stage's rules. */
export type VisitFindings = Readonly<Record<string, { outcome: FindingOutcome; note: string }>>

/** What a visitor writes. */
export type WrittenVisit = { findings: VisitFindings; comment: string }

/** The findings of these checks alone, in their order; what the rules do not ask is left out. */
export const ofChecks = (checks: readonly VisitCheck[], findings: VisitFindings): VisitFindings =>
  Object.fromEntries(
    checks.flatMap(({ id }) => {
      const found = findings[id]
      return found ? [[id, { outcome: found.outcome, note: found.note.trim() }]] : []
    }),
  )

/**
 * The sheet that can be handed in. Refuses `findings_missing`: checks without an answer, and answers other than `confirmed` that do
 * not say why.
 */
export function fillVisit(
  checks: readonly VisitCheck[],
  { findings, comment }: WrittenVisit,
): Result<WrittenVisit, { code: 'findings_missing'; checkIds: string[]; noteIds: string[] }> {
  const known = ofChecks(checks, findings)
  const checkIds = checks.filter(({ id }) => !known[id]).map(({ id }) => id)
  const noteIds = checks
    .filter(({ id }) => known[id] && known[id].outcome !== 'confirmed' && known[id].note === '')
    .map(({ id }) => id)
  if (checkIds.length + noteIds.length > 0) return refuse({ code: 'findings_missing', checkIds, noteIds })
  return accept({ findings: known, comment: comment.trim() })
}

export type VisitSummary = { checks: number } & Record<FindingOutcome, number>

/** A check counts as its least favourable finding among the visitors: one who saw that it is not so is not outvoted. */
const leastFavourable: readonly FindingOutcome[] = ['not_confirmed', 'partly', 'confirmed', 'not_seen']

/** What several sheets of one visit say together; `not_seen` only where nobody saw it. */
export function summariseVisit(checks: readonly VisitCheck[], sheets: readonly VisitFindings[]): VisitSummary {
  const summary = { checks: checks.length, confirmed: 0, partly: 0, not_confirmed: 0, not_seen: 0 }
  for (const { id } of checks) {
    const said = sheets.flatMap((findings) => (findings[id] ? [findings[id].outcome] : []))
    summary[leastFavourable.find((outcome) => said.includes(outcome)) ?? 'not_seen'] += 1
  }
  return summary
}

/** Under which name a photograph is downloaded. */
export const photoName = ({ id, mediaType }: { id: string; mediaType: string }) =>
  `foto-${id.slice(0, 8)}.${{ 'image/png': 'png', 'image/webp': 'webp' }[mediaType] ?? 'jpg'}`
