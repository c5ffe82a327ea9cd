/** Difference of the highest and the lowest total, in hundredths of a point; 0 for fewer than two. */
export const differenceOf = (totalsHundredths: readonly number[]): number =>
  totalsHundredths.length < 2 ? 0 : Math.max(...totalsHundredths) - Math.min(...totalsHundredths)

export type DivergenceRule = {
  /** Hundredths of a point; null where the stage has no such limit. */
  limitHundredths: number | null
  readersPerProposal: number
}

/**
 * The difference of a proposal whose sheets are all in and too far apart, in hundredths of a point; null when they agree, when
 * one is still missing, or when nothing is asked. A single reader cannot diverge.
 */
export function divergenceOf(
  totalsHundredths: readonly number[],
  { limitHundredths, readersPerProposal }: DivergenceRule,
): number | null {
  const areAllIn = readersPerProposal >= 2 && totalsHundredths.length >= readersPerProposal
  if (limitHundredths === null || !areAllIn) return null
  const difference = differenceOf(totalsHundredths)
  return difference > limitHundredths ? difference : null
}

/** What has become of a divergence. */
export type DivergenceState = 'without_reader' | 'third_reading' | 'open' | 'closed'

export function divergenceState(divergence: {
  thirdAssignmentId: string | null
  openedAt: Date | null
  closedAt: Date | null
}): DivergenceState {
  if (divergence.closedAt !== null) return 'closed'
  if (divergence.openedAt !== null) return 'open'
  return divergence.thirdAssignmentId === null ? 'without_reader' : 'third_reading'
}

/** By criterion, how far apart the jurors are: whole points 0..100. */
export const spreadByCriterion = (
  criterionIds: readonly string[],
  sheets: readonly { points: Readonly<Record<string, number>> }[],
): Record<string, number> =>
  Object.fromEntries(criterionIds.map((id) => [id, differenceOf(sheets.flatMap(({ points }) => points[id] ?? []))]))
