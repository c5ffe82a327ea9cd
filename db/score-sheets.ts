import { eq, sql } from 'drizzle-orm'
import type { Score } from '#domain/score-sheet.ts'
import type { Db } from './client.ts'
import { scores as scoreLines, scoreSheetDrafts, scoreSheets } from './schema.ts'

type Draft = typeof scoreSheetDrafts.$inferInsert

/**
 * Saves a draft over the version it was typed on (`draft.version` - 1; 0 is none yet). Nothing comes back when somebody, in
 * another tab, saved in between, or when the sheet is handed in: a late draft never touches it.
 */
export const saveDraft = (db: Db, draft: Draft) =>
  db
    .insert(scoreSheetDrafts)
    .select(
      sql`SELECT ${draft.assignmentId}, ${JSON.stringify(draft.points)}, ${JSON.stringify(draft.comments)},
        ${draft.comment}, ${draft.version}, ${draft.savedAt.getTime()}, ${draft.notes ?? ''}, ${JSON.stringify(draft.pins ?? [])}
        WHERE NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = ${draft.assignmentId})
          AND coalesce((SELECT version FROM score_sheet_drafts WHERE assignment_id = ${draft.assignmentId}), 0) = ${draft.version - 1}`,
    )
    .onConflictDoUpdate({
      target: scoreSheetDrafts.assignmentId,
      set: {
        points: sql`excluded.points`,
        comments: sql`excluded.comments`,
        comment: sql`excluded.comment`,
        version: sql`excluded.version`,
        savedAt: sql`excluded.saved_at`,
        notes: sql`excluded.notes`,
        pins: sql`excluded.pins`,
      },
    })
    .returning({ version: scoreSheetDrafts.version })

/** What stands there after a draft was not taken: its version, and whether the sheet is handed in. */
export const selectDraftVersion = (db: Db, assignmentId: string) =>
  db
    .select({
      version: scoreSheetDrafts.version,
      isHandedIn: sql<boolean>`EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = ${assignmentId})`
        .mapWith(Boolean)
        .as('is_handed_in'),
    })
    .from(scoreSheetDrafts)
    .where(eq(scoreSheetDrafts.assignmentId, assignmentId))

/** The sheet and its lines. The primary key refuses a second one; a trigger, one whose reading has ended. */
export const insertScoreSheet = (db: Db, sheet: typeof scoreSheets.$inferInsert, scores: readonly Score[]) =>
  [
    db.insert(scoreSheets).values(sheet),
    db.insert(scoreLines).select(sql`
      SELECT ${sheet.assignmentId}, value ->> 'criterionId', value ->> 'points', value ->> 'comment'
      FROM json_each(${JSON.stringify(scores)})`),
  ] as const
