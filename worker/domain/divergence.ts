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

/**
 * Whether a divergence that was found is still one, once nobody is left to hand in: a sheet that was withdrawn since may have made
 * it. Null while somebody still reads.
 */
export function stillDiverges(
  totalsHundredths: readonly number[],
  { live, limitHundredths, readersPerProposal }: { live: number; limitHundredths: number; readersPerProposal: number },
): boolean | null {
  if (live < readersPerProposal || totalsHundredths.length < live) return null
  return differenceOf(totalsHundredths) > limitHundredths
}

/** Names of jurors who are to stay unknown to each other: `A`, `B`, ..., `Z`, `AA`. */
export const jurorLabel = (index: number): string =>
  (index < 26 ? '' : jurorLabel(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

/** What has become of a divergence. `lapsed`: the stage closed before the jurors could see each other's sheets. */
export type DivergenceState = 'without_reader' | 'third_reading' | 'open' | 'closed' | 'lapsed'

/** A round ends with its stage, so that a stage that is closed later keeps it open. */
export function divergenceState(
  divergence: { thirdAssignmentId: string | null; openedAt: Date | null; closedAt: Date | null },
  isStageOver: boolean,
): DivergenceState {
  if (divergence.closedAt !== null) return 'closed'
  if (divergence.openedAt !== null) return isStageOver ? 'closed' : 'open'
  if (isStageOver) return 'lapsed'
  return divergence.thirdAssignmentId === null ? 'without_reader' : 'third_reading'
}

/** By criterion, how far apart the jurors are: whole points 0..100. */
export const spreadByCriterion = (
  criterionIds: readonly string[],
  sheets: readonly { points: Readonly<Record<string, number>> }[],
): Record<string, number> =>
  Object.fromEntries(criterionIds.map((id) => [id, differenceOf(sheets.flatMap(({ points }) => points[id] ?? []))]))
