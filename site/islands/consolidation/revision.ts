/** A sheet as it is typed anew in a round. */
import { pointsOf, sameSheet, writtenOf, type WrittenSheet } from '../desk/written-sheet.ts'
import type { Round, RoundSheet } from './consolidation-api.ts'

type Criteria = Pick<Round, 'criteria'>
type Own = Pick<RoundSheet, 'points' | 'comments' | 'comment'>

/** The own sheet, to begin with. Its passages stay pinned as they are, and the own notes stay at the desk. */
export const revisionOf = ({ points, comments, comment }: Own): WrittenSheet =>
  writtenOf({ points, comments, comment, pins: [] })

/** What was typed as points, and the criteria where that is none; an empty field is none either. */
export function readRevision({ criteria }: Criteria, revision: WrittenSheet) {
  const points = pointsOf(revision)
  return { points, comments: { ...revision.comments }, invalid: criteria.filter(({ id }) => points[id] === undefined) }
}

const trimmed = ({ comments, ...sheet }: WrittenSheet) =>
  writtenOf({
    ...sheet,
    points: pointsOf(sheet),
    comments: Object.fromEntries(Object.entries(comments).map(([id, text]) => [id, text.trim()])),
  })

/** Whether anything is other than on the own sheet. */
export const isChanged = (own: Own, revision: WrittenSheet): boolean =>
  !sameSheet(trimmed(revisionOf(own)), trimmed(revision))
