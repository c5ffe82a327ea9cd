import type { Criterion, Rubric } from './edition.ts'
import type { Move, PlenaryTable, Proposed } from './plenary.ts'

/** A handed-in sheet without its juror. */
export type ReadSheet = {
  comment: string
  scores: readonly { criterionId: string; points: number; comment: string }[]
}

export type CriterionFeedback = Pick<Criterion, 'id' | 'title' | 'weightPercent'> & {
  /** Hundredths of a point; null below two sheets, where a mean would be one juror's score. */
  meanHundredths: number | null
  /** What the rubric says of this mean, and of the level above it; null without a mean, or at the top. */
  level: string | null
  nextLevel: string | null
  comments: string[]
}

/** Sheets from which a mean tells nothing of a single juror. */
const fewestForMeans = 2

/**
 * What the jurors of one stage wrote about one proposal. Comments come in the order of their letters, for each criterion anew, so
 * that their order tells nothing of who wrote them or which belong together.
 */
export function feedbackOf(rubric: Rubric, sheets: readonly ReadSheet[]) {
  const criteria = rubric.map(({ id, title, weightPercent, levels }): CriterionFeedback => {
    const scores = sheets.flatMap((sheet) => sheet.scores.filter(({ criterionId }) => criterionId === id))
    const sum = scores.reduce((total, { points }) => total + points, 0)
    const meanHundredths = scores.length < fewestForMeans ? null : Math.round((sum * 100) / scores.length)
    const points = meanHundredths === null ? -1 : Math.round(meanHundredths / 100)
    const at = levels.findIndex(({ from, to }) => from <= points && points <= to)
    return {
      id,
      title,
      weightPercent,
      meanHundredths,
      level: levels[at]?.text ?? null,
      nextLevel: at > 0 ? (levels[at - 1]?.text ?? null) : null,
      comments: shuffled(scores.map(({ comment }) => comment)),
    }
  })
  return { sheetCount: sheets.length, criteria, comments: shuffled(sheets.map(({ comment }) => comment)) }
}

const shuffled = (comments: readonly string[]): string[] =>
  comments
    .map((comment) => comment.trim())
    .filter((comment) => comment !== '')
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** Why a ranked proposal did or did not receive a place. */
export type Basis =
  | { by: 'score' }
  /** The share of its cluster decided: elsewhere in its group a mean on the other side of its own had the other outcome. */
  | { by: 'quota' }
  | { by: 'plenary'; reason: string }
  | { by: 'passing_grade' }
  /** Equal to others at the line: the scores could not choose. */
  | { by: 'tie' }
  /** The plenary had no place for the group. */
  | { by: 'no_places' }

export type Placing = {
  rank: number
  tied: boolean
  /** Ranked proposals in its group and cluster. */
  fieldSize: number
  sumHundredths: number
  sheetCount: number
  groupId: string
  clusterId: string
  /** Places of its group and cluster, of all awards. */
  places: number
  awardId: string | null
  basis: Basis
}

/** How one proposal stands in a decided plenary; null when it is not ranked. `awards`: award by proposal, as decided. */
export function placingOf<M extends Move>(
  { cuts, list }: PlenaryTable<M>,
  awards: ReadonlyMap<string, string>,
  proposalId: string,
): Placing | null {
  const own = list.find((one) => one.proposalId === proposalId)
  if (!own) return null
  const { rank, tied, sumHundredths, sheetCount, groupId, clusterId } = own
  const group = list.filter((one) => one.groupId === groupId)
  const shares = cuts.filter((cut) => cut.groupId === groupId).flatMap((cut) => cut.shares)
  const places = shares.filter((share) => share.clusterId === clusterId).reduce((sum, share) => sum + share.places, 0)
  const basis = shares.length === 0 ? ({ by: 'no_places' } as const) : basisOf(own, group, awards)
  const fieldSize = group.filter((one) => one.clusterId === clusterId).length
  const awardId = awards.get(proposalId) ?? null
  return { rank, tied, fieldSize, sumHundredths, sheetCount, groupId, clusterId, places, awardId, basis }
}

function basisOf(own: Proposed<Move>, group: readonly Proposed<Move>[], awards: ReadonlyMap<string, string>): Basis {
  const hasPlace = awards.has(own.proposalId)
  if (own.move && hasPlace !== (own.byScore !== null)) return { by: 'plenary', reason: own.move.reason }
  if (!hasPlace && !own.passes) return { by: 'passing_grade' }
  if (!hasPlace && own.tiedAtCut) return { by: 'tie' }
  const others = group.filter(
    (one) => one.clusterId !== own.clusterId && one.passes && awards.has(one.proposalId) !== hasPlace,
  )
  const isBetter = (a: Proposed<Move>, b: Proposed<Move>) =>
    a.sumHundredths * b.sheetCount > b.sumHundredths * a.sheetCount
  const crossed = others.some((one) => !one.move && (hasPlace ? isBetter(one, own) : isBetter(own, one)))
  return crossed ? { by: 'quota' } : { by: 'score' }
}
