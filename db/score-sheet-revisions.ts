import { and, desc, eq } from 'drizzle-orm'
import type { Db } from './client.ts'
import { scoreSheetRevisions } from './schema.ts'

/** What a juror can look back on. */
const mostRevisions = 100

/** Earlier drafts of a reading, newest first. */
export const listScoreSheetRevisions = (db: Db, assignmentId: string) =>
  db
    .select({
      version: scoreSheetRevisions.version,
      savedAt: scoreSheetRevisions.savedAt,
      points: scoreSheetRevisions.points,
    })
    .from(scoreSheetRevisions)
    .where(eq(scoreSheetRevisions.assignmentId, assignmentId))
    .orderBy(desc(scoreSheetRevisions.version))
    .limit(mostRevisions)

/** One of them, whole. */
export const selectScoreSheetRevision = (db: Db, assignmentId: string, version: number) =>
  db
    .select({
      version: scoreSheetRevisions.version,
      savedAt: scoreSheetRevisions.savedAt,
      points: scoreSheetRevisions.points,
      comments: scoreSheetRevisions.comments,
      comment: scoreSheetRevisions.comment,
      notes: scoreSheetRevisions.notes,
      pins: scoreSheetRevisions.pins,
      roundAnswer: scoreSheetRevisions.roundAnswer,
    })
    .from(scoreSheetRevisions)
    .where(and(eq(scoreSheetRevisions.assignmentId, assignmentId), eq(scoreSheetRevisions.version, version)))
