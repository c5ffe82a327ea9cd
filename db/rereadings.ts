/** Readings that come back to their juror blind. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Rereading } from '#domain/rereading.ts'
import { barredProposals } from './barred-proposals.ts'
import type { Db } from './client.ts'
import { assignments, auditEvents, readingCounts, scoreSheets } from './schema.ts'

export type OwnStage = { jurorId: string; editionId: string; stageId: string }

/** Whose stage a reading belongs to, when it has not ended. */
export const selectOwnStage = (db: Db, assignmentId: string) =>
  db
    .select({
      jurorId: assignments.jurorId,
      editionId: assignments.editionId,
      stageId: assignments.stageId,
      editionSlug: sql<string>`(SELECT slug FROM editions WHERE id = assignments.edition_id)`,
    })
    .from(assignments)
    .where(and(eq(assignments.id, assignmentId), isNull(assignments.endedAt)))

const isOf = ({ jurorId, editionId, stageId }: OwnStage, now: Date) =>
  and(
    eq(assignments.jurorId, jurorId),
    eq(assignments.editionId, editionId),
    eq(assignments.stageId, stageId),
    isNull(assignments.endedAt),
    sql`assignments.proposal_id NOT IN ${barredProposals(jurorId, now)}`,
  )

/** The juror's first sheets in the order in which they were handed in, each with whether it came back. */
export const listFirstSheets = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({
      assignmentId: assignments.id,
      totalHundredths: scoreSheets.totalHundredths,
      isReread: sql<boolean>`EXISTS (SELECT 1 FROM assignments again WHERE again.rereads_id = assignments.id)`
        .mapWith(Boolean)
        .as('is_reread'),
    })
    .from(assignments)
    .innerJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(and(isOf(own, now), isNull(assignments.rereadsId)))
    .orderBy(asc(scoreSheets.handedInAt), asc(assignments.id))

/** Positions of the juror's open readings, in reading order. */
export const listOpenPositions = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({ position: assignments.position })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(and(isOf(own, now), isNull(scoreSheets.assignmentId), isNull(assignments.rereadsId)))
    .orderBy(asc(assignments.position), asc(assignments.id))

/** SQL of how many readings of the stage came back to this juror so far. */
const givenTo = ({ jurorId, editionId, stageId }: OwnStage) => sql`(
  SELECT count(*) FROM assignments given WHERE given.juror_id = ${jurorId} AND given.edition_id = ${editionId}
    AND given.stage_id = ${stageId} AND given.rereads_id IS NOT NULL)`

/**
 * One of them with its audit event, for one batch. Nothing is written when the juror has as many as the rules want, also when
 * two messages come at the same moment, nor of a reading that has ended, been withdrawn or come back before.
 */
export const insertRereading = (
  db: Db,
  own: OwnStage,
  { rereadsId, position }: Rereading,
  wanted: number,
  now: Date,
) => {
  const id = crypto.randomUUID()
  return [
    db.insert(assignments).select(sql`
      SELECT ${id}, plan_id, edition_id, stage_id, proposal_id, juror_id, ${position}, ${now.getTime()}, NULL, NULL, id
      FROM assignments first WHERE id = ${rereadsId} AND ended_at IS NULL AND rereads_id IS NULL
        AND EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = first.id)
        AND NOT EXISTS (SELECT 1 FROM sheet_withdrawals WHERE assignment_id = first.id)
        AND NOT EXISTS (SELECT 1 FROM assignments again WHERE again.rereads_id = first.id)
        AND proposal_id NOT IN ${barredProposals(own.jurorId, now)}
        AND ${givenTo(own)} < ${wanted}`),
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${now.getTime()}, NULL, 'rereading.assigned', edition_id, id,
        json_object('stageId', stage_id, 'proposalId', proposal_id, 'jurorId', juror_id)
      FROM assignments WHERE id = ${id}`),
  ] as const
}

/** Jurors of a stage who have handed in half of their readings and lack what should come back to them. */
export const listJurorsToReread = (db: Db, editionId: string, stageId: string, wanted: number) =>
  db
    .select({ jurorId: readingCounts.jurorId })
    .from(readingCounts)
    .where(
      and(
        eq(readingCounts.editionId, editionId),
        eq(readingCounts.stageId, stageId),
        sql`reading_counts.handed_in * 2 >= reading_counts.assigned AND reading_counts.handed_in < reading_counts.assigned`,
        sql`(SELECT count(*) FROM assignments given WHERE given.juror_id = reading_counts.juror_id
          AND given.edition_id = reading_counts.edition_id AND given.stage_id = reading_counts.stage_id
          AND given.rereads_id IS NOT NULL) < ${wanted}`,
      ),
    )
