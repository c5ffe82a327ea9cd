/** Readings that come back to their juror blind. */
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Rereading } from '#domain/rereading.ts'
import { barredProposals } from './barred-proposals.ts'
import type { Db } from './client.ts'
import { assignments, auditEvents, readingCounts, scoreSheets, stages } from './schema.ts'

/** SQL of how many come back by the rules in force of the assignment's stage. */
const wanted = sql`coalesce((
  SELECT value ->> 'rereadings' FROM json_each((SELECT rules FROM edition_versions
    WHERE edition_id = assignments.edition_id ORDER BY version DESC LIMIT 1), '$.stages')
  WHERE value ->> 'id' = assignments.stage_id), 0)`

export type OwnStage = { jurorId: string; editionId: string; stageId: string }

/** SQL of how many readings of the stage came back to a juror so far. */
const given = (juror: SQL, edition: SQL, stage: SQL) => sql`(
  SELECT count(*) FROM assignments given WHERE given.juror_id = ${juror} AND given.edition_id = ${edition}
    AND given.stage_id = ${stage} AND given.rereads_id IS NOT NULL)`

/**
 * Whose stage a reading belongs to, how many come back by its rules, and whether any may be due: the stage is open and half of
 * the juror's readings are handed in. One statement, since it is asked after every sheet; what comes back, and whether anything
 * does, is `chooseRereadings`' to say.
 */
export const selectDueStage = (db: Db, assignmentId: string, now: Date) =>
  db
    .select({
      jurorId: assignments.jurorId,
      editionId: assignments.editionId,
      stageId: assignments.stageId,
      wanted: sql<number>`${wanted}`.mapWith(Number).as('wanted'),
    })
    .from(assignments)
    .innerJoin(
      readingCounts,
      sql`reading_counts.edition_id = assignments.edition_id AND reading_counts.stage_id = assignments.stage_id
        AND reading_counts.juror_id = assignments.juror_id AND reading_counts.handed_in * 2 >= reading_counts.assigned`,
    )
    .innerJoin(
      stages,
      sql`stages.edition_id = assignments.edition_id AND stages.id = assignments.stage_id
        AND stages.opens_at <= ${now.getTime()} AND stages.closes_at > ${now.getTime()}`,
    )
    .where(
      and(
        eq(assignments.id, assignmentId),
        sql`${given(sql`assignments.juror_id`, sql`assignments.edition_id`, sql`assignments.stage_id`)} < ${wanted}`,
      ),
    )

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

/**
 * One of them with its audit event, for one batch. Nothing is written when the juror has as many as the rules want, also when
 * two messages come at the same moment, nor of a reading that has ended, been withdrawn or come back before.
 */
export const insertRereading = (db: Db, own: OwnStage, { rereadsId, position }: Rereading, most: number, now: Date) => {
  const id = crypto.randomUUID()
  return [
    db.insert(assignments).select(sql`
      SELECT ${id}, plan_id, edition_id, stage_id, proposal_id, juror_id, ${position}, ${now.getTime()}, NULL, NULL, id
      FROM assignments first WHERE id = ${rereadsId} AND ended_at IS NULL AND rereads_id IS NULL
        AND EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = first.id)
        AND NOT EXISTS (SELECT 1 FROM sheet_withdrawals WHERE assignment_id = first.id)
        AND NOT EXISTS (SELECT 1 FROM assignments again WHERE again.rereads_id = first.id)
        AND proposal_id NOT IN ${barredProposals(own.jurorId, now)}
        AND ${given(sql`${own.jurorId}`, sql`${own.editionId}`, sql`${own.stageId}`)} < ${most}`),
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${now.getTime()}, NULL, 'rereading.assigned', edition_id, id,
        json_object('stageId', stage_id, 'proposalId', proposal_id, 'jurorId', juror_id)
      FROM assignments WHERE id = ${id}`),
  ] as const
}

/** Jurors of a stage who have handed in half of their readings and lack what should come back to them. */
export const listJurorsToReread = (db: Db, editionId: string, stageId: string, most: number) =>
  db
    .select({ jurorId: readingCounts.jurorId })
    .from(readingCounts)
    .where(
      and(
        eq(readingCounts.editionId, editionId),
        eq(readingCounts.stageId, stageId),
        sql`reading_counts.handed_in * 2 >= reading_counts.assigned AND reading_counts.handed_in < reading_counts.assigned`,
        sql`${given(sql`reading_counts.juror_id`, sql`reading_counts.edition_id`, sql`reading_counts.stage_id`)} < ${most}`,
      ),
    )
