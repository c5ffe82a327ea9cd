export const findingOutcomes = ['confirmed', 'partly', 'not_confirmed', 'not_seen'] as const
export type FindingOutcome = (typeof findingOutcomes)[number]

/** By check of the stage's rules. */
export type VisitFindings = Readonly<Record<string, { outcome: FindingOutcome; note: string }>>
