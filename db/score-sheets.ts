import { eq, sql, type SQL } from 'drizzle-orm'
import type { Score } from '#domain/score-sheet.ts'
import type { Db } from './client.ts'
import { prepared, type Brought } from './prepared.ts'
import { renamedOrNull } from './renamed.ts'
import { assignments, scores as scoreLines, scoreSheetDrafts, scoreSheets } from './schema.ts'

const jsonOf = <Value>(json: string): Value => JSON.parse(json)

type Draft = typeof scoreSheetDrafts.$inferSelect

/** As it is bound: lists, texts of criteria and the answer as JSON, the instant in milliseconds. */
type BoundDraft = Record<'assignmentId' | 'points' | 'comments' | 'comment' | 'notes' | 'pins', string> &
  Record<'version' | 'savedAt', number> & { roundAnswer: string | null }

const boundDraft = ({ points, comments, pins, savedAt, roundAnswer, ...draft }: Draft): BoundDraft => ({
  ...draft,
  points: JSON.stringify(points),
  comments: JSON.stringify(comments),
  pins: JSON.stringify(pins),
  savedAt: savedAt.getTime(),
  roundAnswer: roundAnswer ? JSON.stringify(roundAnswer) : null,
})

/** SQL of a draft over the version it was typed on, where `may` holds. */
const insertDraft = (db: Db, draft: BoundDraft | Brought<BoundDraft>, may: SQL) =>
  db
    .insert(scoreSheetDrafts)
    .select(
      sql`SELECT ${draft.assignmentId}, ${draft.points}, ${draft.comments},
        ${draft.comment}, ${draft.version}, ${draft.savedAt}, ${draft.notes}, ${draft.pins}, ${draft.roundAnswer}
        WHERE ${may}
          AND coalesce((SELECT version FROM score_sheet_drafts WHERE assignment_id = ${draft.assignmentId}), 0) = ${draft.version} - 1`,
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
        roundAnswer: sql`excluded.round_answer`,
      },
    })
    .returning({ version: scoreSheetDrafts.version })

const draftSaved = prepared((db, draft: Brought<BoundDraft>) =>
  insertDraft(db, draft, sql`NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = ${draft.assignmentId})`),
)

/**
 * Saves a draft over the version it was typed on (`draft.version` - 1; 0 is none yet). Nothing comes back when somebody, in
 * another tab, saved in between, or when the sheet is handed in: a late draft never touches it.
 */
export const saveDraft = (db: Db, draft: Omit<Draft, 'roundAnswer'>) =>
  draftSaved(db, boundDraft({ ...draft, roundAnswer: null }))

/** The same beside a sheet that was handed in, as long as the round can be answered: `may` is SQL of that. */
export const saveRoundDraft = (db: Db, draft: Draft, may: SQL) => insertDraft(db, boundDraft(draft), may)

const draftOf = prepared((db, { assignmentId }: Brought<{ assignmentId: string }>) =>
  db
    .select({
      version: renamedOrNull(scoreSheetDrafts.version, 'draft_version'),
      points: renamedOrNull(scoreSheetDrafts.points, 'draft_points'),
      comments: renamedOrNull(scoreSheetDrafts.comments, 'draft_comments'),
      comment: renamedOrNull(scoreSheetDrafts.comment, 'draft_comment'),
      notes: renamedOrNull(scoreSheetDrafts.notes, 'draft_notes'),
      pins: renamedOrNull(scoreSheetDrafts.pins, 'draft_pins'),
      savedAt: renamedOrNull(scoreSheetDrafts.savedAt, 'draft_saved_at'),
      roundAnswer: renamedOrNull(scoreSheetDrafts.roundAnswer, 'round_answer'),
      isHandedIn: sql<boolean>`EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`
        .mapWith(Boolean)
        .as('is_handed_in'),
    })
    .from(assignments)
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .where(eq(assignments.id, assignmentId)),
)

/** What stands of a draft, and whether the sheet is handed in. Without a draft its version is null. */
export const selectDraft = (db: Db, assignmentId: string) => draftOf(db, { assignmentId })

/** The sheet as it stands. */
export const selectScoreSheet = (db: Db, assignmentId: string) =>
  db
    .select({
      totalHundredths: scoreSheets.totalHundredths,
      comment: scoreSheets.comment,
      pins: scoreSheets.pins,
      handedInAt: scoreSheets.handedInAt,
      sha256: scoreSheets.sha256,
      points: sql<Record<string, number>>`(
        SELECT json_group_object(criterion_id, points) FROM scores WHERE assignment_id = score_sheets.assignment_id)`.mapWith(
        jsonOf<Record<string, number>>,
      ),
      comments: sql<Record<string, string>>`(
        SELECT json_group_object(criterion_id, comment) FROM scores WHERE assignment_id = score_sheets.assignment_id)`.mapWith(
        jsonOf<Record<string, string>>,
      ),
    })
    .from(scoreSheets)
    .where(eq(scoreSheets.assignmentId, assignmentId))

type NewSheet = Required<typeof scoreSheets.$inferInsert>

/** SQL of whether no draft was saved after this version. */
export const isNewestDraft = (assignmentId: string, version: number) => sql`NOT EXISTS (
  SELECT 1 FROM score_sheet_drafts WHERE assignment_id = ${assignmentId} AND version > ${version})`

/**
 * The sheet and its lines. The primary key refuses a second one; a trigger, one whose reading has ended. Where `provided` does not
 * hold the sheet is not written, and its lines fail on their foreign key.
 */
export const insertScoreSheet = (db: Db, sheet: NewSheet, scores: readonly Score[], provided: SQL = sql`true`) =>
  [
    db.insert(scoreSheets).select(sql`
      SELECT ${sheet.assignmentId}, ${sheet.editionId}, ${sheet.stageId}, ${sheet.proposalId}, ${sheet.totalHundredths},
        ${sheet.comment}, ${sheet.handedInAt.getTime()}, ${JSON.stringify(sheet.pins)}, ${sheet.sha256}, ${Number(sheet.isRereading)}
      WHERE ${provided}`),
    db.insert(scoreLines).select(sql`
      SELECT ${sheet.assignmentId}, value ->> 'criterionId', value ->> 'points', value ->> 'comment'
      FROM json_each(${JSON.stringify(scores)})`),
  ] as const
