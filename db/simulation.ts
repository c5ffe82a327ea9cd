/** What the demonstration's simulated people have yet to do, and writing it down in bulk. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { FilledSheet } from '#domain/score-sheet.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { assignments, auditEvents, integrityPacts, proposals, scores, scoreSheets, submissions } from './schema.ts'

/** Submissions without a verdict, oldest first. */
export const listUnscreened = (db: Db, editionId: string, limit: number) =>
  db
    .select({
      submissionId: submissions.id,
      groupId: submissions.groupId,
      startedOn: sql<string>`json_extract(${submissions.content}, '$.startedOn')`.as('started_on'),
    })
    .from(proposals)
    .innerJoin(submissions, eq(submissions.proposalId, proposals.id))
    .where(
      and(
        eq(proposals.editionId, editionId),
        eq(proposals.state, 'submitted'),
        sql`NOT EXISTS (SELECT 1 FROM screenings WHERE submission_id = ${submissions.id})`,
      ),
    )
    .orderBy(proposals.stateSince)
    .limit(limit)

/** Readings that are neither ended, nor handed in, nor in conflict. */
export const listUnread = (db: Db, editionId: string, stageId: string, now: Date, limit: number) =>
  db
    .select({
      assignmentId: assignments.id,
      proposalId: assignments.proposalId,
      jurorId: assignments.jurorId,
      isRereading: sql<boolean>`assignments.rereads_id IS NOT NULL`.mapWith(Boolean),
    })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(
      and(
        eq(assignments.editionId, editionId),
        eq(assignments.stageId, stageId),
        isNull(assignments.endedAt),
        isNull(scoreSheets.assignmentId),
        sql`NOT ${inConflict(sql`assignments.juror_id`, sql`assignments.proposal_id`, now)}`,
      ),
    )
    .limit(limit)

export type SimulatedSheet = FilledSheet & {
  assignmentId: string
  proposalId: string
  jurorId: string
  isRereading: boolean
  comment: string
}

type SignedText = { text: string; sha256: string }

/** The pacts of their jurors, sheets, their lines and their audit events, each in one statement. */
export function insertSimulatedSheets(
  db: Db,
  sheets: readonly SimulatedSheet[],
  { editionId, stageId, at, pact }: { editionId: string; stageId: string; at: Date; pact: SignedText | null },
) {
  const rows = JSON.stringify(sheets)
  return [
    // Nobody hands in without having signed: simulated people sign now, those who have signed stay with their instant.
    db
      .insert(integrityPacts)
      .select(
        sql`SELECT DISTINCT ${editionId}, value ->> 'jurorId', ${pact?.sha256 ?? ''}, ${pact?.text ?? ''}, ${at.getTime()}
        FROM json_each(${rows}) WHERE ${pact !== null}`,
      )
      .onConflictDoNothing(),
    db.insert(scoreSheets).select(sql`
      SELECT value ->> 'assignmentId', ${editionId}, ${stageId}, value ->> 'proposalId', value ->> 'totalHundredths',
        value ->> 'comment', ${at.getTime()}, '[]', '', value ->> 'isRereading' FROM json_each(${rows})`),
    db.insert(scores).select(sql`
      SELECT sheet.value ->> 'assignmentId', line.value ->> 'criterionId', line.value ->> 'points', line.value ->> 'comment'
      FROM json_each(${rows}) sheet, json_each(sheet.value, '$.scores') line`),
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, value ->> 'jurorId', 'score_sheet.handed_in', ${editionId}, value ->> 'assignmentId',
        json_object('stageId', ${stageId}, 'proposalId', value ->> 'proposalId', 'simulated', json('true')) FROM json_each(${rows})`),
  ] as const
}
