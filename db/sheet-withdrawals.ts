/** Readings of a stage as the secretariat sees them, and the sheets it withdraws. Points are in none of it. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { among } from './json-list.ts'
import {
  assignments,
  proposals,
  scoreSheetDrafts,
  scoreSheets,
  sheetWithdrawals,
  submissions,
  users,
} from './schema.ts'

type StageAddress = { editionId: string; stageId: string }

/** `after`: id of the last reading seen. */
export type ReadingFilter = { jurorId?: string | undefined; after?: string | undefined }

const withdrawer = alias(users, 'withdrawer')

/** Readings with their instants, by proposal, or of one juror in reading order. Blind second readings are the juror's alone. */
export const listStageReadings = (
  db: Db,
  { editionId, stageId }: StageAddress,
  { jurorId, after }: ReadingFilter,
  limit: number,
) => {
  const key = sql.raw(jurorId === undefined ? 'proposal_id' : 'position')
  return db
    .select({
      id: assignments.id,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      jurorId: assignments.jurorId,
      juror: users.name,
      position: assignments.position,
      assignedAt: assignments.assignedAt,
      savedAt: scoreSheetDrafts.savedAt,
      handedInAt: scoreSheets.handedInAt,
      endedAt: assignments.endedAt,
      endReason: assignments.endReason,
      withdrawnAt: sheetWithdrawals.at,
      withdrawnReason: sheetWithdrawals.reason,
      withdrawnBy: withdrawer.name,
    })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.jurorId))
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .leftJoin(sheetWithdrawals, eq(sheetWithdrawals.assignmentId, assignments.id))
    .leftJoin(withdrawer, eq(withdrawer.id, sheetWithdrawals.by))
    .where(
      and(
        eq(assignments.editionId, editionId),
        eq(assignments.stageId, stageId),
        jurorId === undefined ? undefined : eq(assignments.jurorId, jurorId),
        isNull(assignments.rereadsId),
        after === undefined
          ? undefined
          : sql`(assignments.${key}, assignments.id) > (SELECT ${key}, id FROM assignments WHERE id = ${after})`,
      ),
    )
    .orderBy(sql`assignments.${key}`, asc(assignments.id))
    .limit(limit)
}

/** One sheet with what decides whether it can be withdrawn, and its juror. A blind second reading is none. */
export const selectWithdrawable = (db: Db, { editionId, stageId }: StageAddress, assignmentId: string, now: Date) =>
  db
    .select({
      proposalId: assignments.proposalId,
      isInConflict: inConflict(sql`assignments.juror_id`, sql`assignments.proposal_id`, now),
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      juror: { id: users.id, name: users.name, email: users.email },
      endedAt: assignments.endedAt,
      handedInAt: scoreSheets.handedInAt,
      withdrawnAt: sheetWithdrawals.at,
    })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.jurorId))
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .leftJoin(sheetWithdrawals, eq(sheetWithdrawals.assignmentId, assignments.id))
    .where(
      and(
        eq(assignments.id, assignmentId),
        eq(assignments.editionId, editionId),
        eq(assignments.stageId, stageId),
        isNull(assignments.rereadsId),
      ),
    )

export type Withdrawal = {
  assignmentId: string
  editionId: string
  /** Plenaries that start from the stage: once one has decided, the row is not written. */
  plenaryIds: readonly string[]
  reason: string
  at: Date
  by: string
}

/**
 * The withdrawal and the end of its reading, and of the blind second one that is still open. When the plenary has decided in
 * between, the withdrawal is not written and the end of the reading is refused by a trigger, so that nothing of the batch is
 * kept. The primary key refuses a second one.
 */
export const insertWithdrawal = (db: Db, { assignmentId, editionId, plenaryIds, reason, at, by }: Withdrawal) =>
  [
    db.insert(sheetWithdrawals).select(sql`
      SELECT ${assignmentId}, 'secretariat', ${reason}, ${at.getTime()}, ${by}
      WHERE NOT EXISTS (SELECT 1 FROM decisions WHERE edition_id = ${editionId}
        AND stage_id IN ${among(plenaryIds)})`),
    db.update(assignments).set({ endedAt: at, endReason: reason }).where(eq(assignments.id, assignmentId)),
    db
      .update(assignments)
      .set({ endedAt: at, endReason: reason })
      .where(
        sql`rereads_id = ${assignmentId} AND ended_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`,
      ),
  ] as const

/** The same juror reads anew: a reading in the same place, with what was handed in and the own notes as its draft. For the same batch. */
export const insertReopened = (db: Db, { assignmentId, at, id }: { assignmentId: string; at: Date; id: string }) =>
  [
    db.insert(assignments).select(sql`
      SELECT ${id}, plan_id, edition_id, stage_id, proposal_id, juror_id, position, ${at.getTime()}, NULL, NULL, NULL
      FROM assignments WHERE id = ${assignmentId}`),
    db.insert(scoreSheetDrafts).select(sql`
      SELECT ${id},
        (SELECT json_group_object(criterion_id, points) FROM scores WHERE assignment_id = ${assignmentId}),
        (SELECT json_group_object(criterion_id, comment) FROM scores WHERE assignment_id = ${assignmentId} AND comment <> ''),
        sheet.comment, 1, ${at.getTime()},
        coalesce((SELECT notes FROM score_sheet_drafts WHERE assignment_id = ${assignmentId}), ''), sheet.pins, NULL
      FROM score_sheets sheet WHERE sheet.assignment_id = ${assignmentId}`),
  ] as const
