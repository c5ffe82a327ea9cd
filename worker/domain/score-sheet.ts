import { canonicalJson } from './canonical-json.ts'
import type { Rubric } from './edition.ts'
import type { PinnedPassage } from './pinned-passage.ts'
import { accept, refuse, type Result } from './result.ts'

/** What stands in the fields of a sheet, by criterion: any value may have come over the wire. Null is an empty field. */
export type TypedPoints = Readonly<Record<string, unknown>>

/** The juror's reasons, by criterion. */
export type Comments = Readonly<Record<string, string>>

export type PointsInvalid = { code: 'points_invalid'; criterionIds: string[] }
export type CriteriaMissing = { code: 'criteria_missing'; criterionIds: string[] }

/** One line of a handed-in sheet. Whole points 0..100; the comment may be empty. */
export type Score = { criterionId: string; points: number; comment: string }

export type FilledSheet = { totalHundredths: number; scores: Score[] }

/** What a juror has typed and not handed in. The notes are never handed in. */
export type DraftContent = {
  points: Record<string, number>
  comments: Record<string, string>
  comment: string
  notes: string
  pins: PinnedPassage[]
}

/** What a juror means to answer in a round of consolidation, beside the sheet as it would be revised. Null before that is chosen. */
export type RoundAnswer = { answer: 'confirmed' | 'revised' | null; reason: string }

/** An answer in a round while it is written. Pins stay as they are. */
export type RoundDraft = RoundAnswer & Pick<DraftContent, 'points' | 'comments' | 'comment'>

/** What a juror hands in: of each criterion the points and the reason, which may be empty. */
export type SheetContent = Omit<DraftContent, 'notes'>

/** A sheet as it stands. `handedInAt`: ISO 8601 in UTC. `sha256`: of `sheetText`, empty for sheets older than receipts. */
export type HandedInSheet = SheetContent & { totalHundredths: number; handedInAt: string; sha256: string }

const isPoints = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100

const isEmpty = (value: unknown): value is null | undefined => value === null || value === undefined

/**
 * The points typed so far, without the empty fields.
 * Refuses `points_invalid`, naming the criteria whose points are not whole, not 0..100, or not of the rubric at all.
 */
export function readPoints(rubric: Rubric, typed: TypedPoints): Result<Record<string, number>, PointsInvalid> {
  const known = new Set(rubric.map(({ id }) => id))
  const filled = Object.entries(typed).filter(([, value]) => !isEmpty(value))
  const points: Record<string, number> = {}
  const invalid: string[] = []
  for (const [criterionId, value] of filled) {
    if (known.has(criterionId) && isPoints(value)) points[criterionId] = value
    else invalid.push(criterionId)
  }
  return invalid.length > 0 ? refuse({ code: 'points_invalid', criterionIds: invalid }) : accept(points)
}

/**
 * Weighted total of one score sheet: whole points times whole percent.
 *
 * Unit: hundredths of a point, so 10 000 prints as 100,00. Range 0..10 000, because the weights of a rubric sum to 100.
 * Refuses `points_invalid` first, then `criteria_missing`, each naming the criteria. A missing score is never a zero.
 */
export function weightedTotalHundredths(
  rubric: Rubric,
  typed: TypedPoints,
): Result<number, PointsInvalid | CriteriaMissing> {
  const read = readPoints(rubric, typed)
  if (!read.ok) return read
  const missing = rubric.filter(({ id }) => read.value[id] === undefined).map(({ id }) => id)
  if (missing.length > 0) return refuse({ code: 'criteria_missing', criterionIds: missing })
  return accept(rubric.reduce((sum, { id, weightPercent }) => sum + read.value[id]! * weightPercent, 0))
}

/** What may be kept of an unfinished sheet. A comment on a criterion that the rubric does not have is refused like its points. */
export function readDraft(
  rubric: Rubric,
  typed: TypedPoints,
  comments: Comments,
): Result<{ points: Record<string, number>; comments: Record<string, string> }, PointsInvalid> {
  const points = readPoints(rubric, typed)
  const written = Object.entries(comments).filter(([, comment]) => comment.trim() !== '')
  const unknown = written.map(([id]) => id).filter((id) => !rubric.some((criterion) => criterion.id === id))
  const invalid = [...new Set([...(points.ok ? [] : points.refusal.criterionIds), ...unknown])]
  if (!points.ok || invalid.length > 0) return refuse({ code: 'points_invalid', criterionIds: invalid })
  return accept({ points: points.value, comments: Object.fromEntries(written) })
}

/** A sheet as it is handed in, its lines in the order of the rubric. */
export function fillSheet(
  rubric: Rubric,
  typed: TypedPoints,
  comments: Comments,
): Result<FilledSheet, PointsInvalid | CriteriaMissing> {
  const draft = readDraft(rubric, typed, comments)
  if (!draft.ok) return draft
  const total = weightedTotalHundredths(rubric, draft.value.points)
  if (!total.ok) return total
  const scores = rubric.map(({ id }) => ({
    criterionId: id,
    points: draft.value.points[id]!,
    comment: draft.value.comments[id] ?? '',
  }))
  return accept({ totalHundredths: total.value, scores })
}

export const sheetOf = (scores: readonly Score[], comment: string, pins: PinnedPassage[]): SheetContent => ({
  points: Object.fromEntries(scores.map(({ criterionId, points }) => [criterionId, points])),
  comments: Object.fromEntries(scores.map((score) => [score.criterionId, score.comment])),
  comment,
  pins,
})

const sheetFields = ({ points, comments, comment, pins }: SheetContent) => ({ points, comments, comment, pins })

export const isSameSheet = (a: SheetContent, b: SheetContent): boolean =>
  canonicalJson(sheetFields(a)) === canonicalJson(sheetFields(b))

/** Whether this draft, handed in as it stands, would be that sheet. */
export function isDraftOf(rubric: Rubric, draft: SheetContent, sheet: SheetContent): boolean {
  const filled = fillSheet(rubric, draft.points, draft.comments)
  return filled.ok && isSameSheet(sheetOf(filled.value.scores, draft.comment, draft.pins), sheet)
}

export const isSameDraft = (a: DraftContent, b: DraftContent): boolean => a.notes === b.notes && isSameSheet(a, b)

const roundFields = ({ answer, reason, points, comments, comment }: RoundDraft) => ({
  answer,
  reason,
  points,
  comments,
  comment,
})

export const isSameRoundDraft = (a: RoundDraft, b: RoundDraft): boolean =>
  canonicalJson(roundFields(a)) === canonicalJson(roundFields(b))

/** The very text that the SHA-256 of a receipt is taken of: whoever has the sheet can take it again. */
export const sheetText = (
  reading: { assignmentId: string; referenceNumber: string },
  { totalHundredths, handedInAt, ...sheet }: Omit<HandedInSheet, 'sha256'>,
): string => {
  const { assignmentId, referenceNumber } = reading
  return canonicalJson({ assignmentId, referenceNumber, totalHundredths, handedInAt, ...sheetFields(sheet) })
}
