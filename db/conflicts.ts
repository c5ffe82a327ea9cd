import { and, eq, gt, sql, type SQL } from 'drizzle-orm'
import { agencyRelations, type ConflictReason } from '#domain/conflict.ts'
import { barredProposals } from './barred-proposals.ts'
import type { Db } from './client.ts'
import { assignments, auditEvents, conflicts, fieldVisitors, interviewSeats, readingCounts, stages } from './schema.ts'

/** SQL of whether the agency `own` of a juror's tie bars what comes from `other`. */
export const isRelated = sql`(other.id = own.id OR other.id = own.parent_id OR other.parent_id = own.id
  OR other.regional_government_id = own.regional_government_id OR other.enterprise_group_id = own.enterprise_group_id)`

/** SQL of the place of the nearest relation in `agencyRelations`. */
export const relationRank = sql<number>`CASE
  WHEN own.id = other.id THEN 0 WHEN other.parent_id = own.id THEN 1 WHEN own.parent_id = other.id THEN 2
  WHEN own.regional_government_id = other.regional_government_id THEN 3 ELSE 4 END`

export const relationAt = (rank: number) => agencyRelations[rank] ?? 'own_agency'

/**
 * SQL of the rows of the view `ties` of one juror, for statements that name the juror by a column of their own: a view would be
 * read whole for these.
 */
const tiesOf = (jurorId: SQL) => sql`(
    SELECT agency_id, ends_at FROM affiliations WHERE user_id = ${jurorId}
    UNION ALL SELECT agency_id, ends_at FROM roles WHERE user_id = ${jurorId} AND agency_id IS NOT NULL
    UNION ALL SELECT said.agency_id,
      CASE WHEN gone.at IS NULL THEN said.ends_at ELSE min(gone.at, coalesce(said.ends_at, gone.at)) END
    FROM juror_ties said LEFT JOIN juror_tie_ends gone ON gone.tie_id = said.id WHERE said.user_id = ${jurorId})`

/**
 * SQL of whether a juror is in conflict with a proposal at an instant: the rule of `#domain/conflict.ts` and of the view
 * `conflicted_pairs`, for what was assigned before the conflict came about.
 */
export const inConflict = (jurorId: SQL, proposalId: SQL, at: Date) =>
  sql<boolean>`(
  EXISTS (SELECT 1 FROM conflicts said
    WHERE said.juror_id = ${jurorId} AND said.proposal_id = ${proposalId} AND said.ended_at IS NULL)
  OR EXISTS (
    SELECT 1 FROM ${tiesOf(jurorId)} held
    CROSS JOIN agencies own ON own.id = held.agency_id
    CROSS JOIN proposals about ON about.id = ${proposalId}
    CROSS JOIN agencies other ON other.id IN (about.agency_id, about.unit_id)
    WHERE (held.ends_at IS NULL OR held.ends_at > ${at.getTime()})
      AND ${isRelated}
  ))`.mapWith(Boolean)

type Declaring = { jurorId: string; readingIds: readonly string[]; kind: ConflictReason; reason: string; at: Date }

/**
 * A juror gives readings back: trail and conflict, before `endBarred` in the same batch. Readings that are somebody else's, ended,
 * in conflict or unknown add nothing, and neither does one whose sheet was handed in, be it a moment ago.
 */
export function declareConflicts(db: Db, { jurorId, readingIds, kind, reason, at }: Declaring) {
  const named = readingIds.map((id) => [id, crypto.randomUUID()])
  const open = sql`FROM json_each(${JSON.stringify(named)}) asked JOIN assignments open ON open.id = asked.value ->> 0
    WHERE open.juror_id = ${jurorId} AND open.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = open.id)
      AND NOT ${inConflict(sql`open.juror_id`, sql`open.proposal_id`, at)}`
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${jurorId}, 'conflict.declared', open.edition_id, open.id, json_object(
        'stageId', open.stage_id, 'proposalId', open.proposal_id, 'kind', ${kind}, 'reason', ${reason}) ${open}`),
    db
      .insert(conflicts)
      .select(
        sql`SELECT asked.value ->> 1, open.proposal_id, ${jurorId}, 'declared', ${kind}, ${reason}, ${at.getTime()}, ${jurorId},
          NULL, NULL, NULL ${open}`,
      )
      .onConflictDoNothing()
      .returning({ proposalId: conflicts.proposalId }),
  ] as const
}

/** SQL of whether nothing that was declared or set of this pair counts now. */
const isUndeclared = (jurorId: string, proposalId: string) => sql`NOT EXISTS (
  SELECT 1 FROM conflicts WHERE juror_id = ${jurorId} AND proposal_id = ${proposalId} AND ended_at IS NULL)`

/** The secretariat says of a pair that it must not meet. Nothing comes back when that is said already. */
export function setConflict(
  db: Db,
  pair: {
    jurorId: string
    proposalId: string
    editionId: string
    kind: ConflictReason
    reason: string
    at: Date
    by: string
  },
) {
  const { jurorId, proposalId, editionId, kind, reason, at, by } = pair
  const news = isUndeclared(jurorId, proposalId)
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${by}, 'conflict.set', ${editionId}, ${proposalId},
        json_object('jurorId', ${jurorId}, 'kind', ${kind}, 'reason', ${reason}) WHERE ${news}`),
    db
      .insert(conflicts)
      .values({ id: crypto.randomUUID(), jurorId, proposalId, source: 'secretariat', kind, reason, at, by })
      .onConflictDoNothing()
      .returning({ proposalId: conflicts.proposalId }),
  ] as const
}

/**
 * Ends whatever a juror has open of proposals that are barred by now: readings, seats of interviews to come, visits. Goes into the
 * batch of every act that may make a conflict, after it. What is handed in stays. The second statement answers the freed readings.
 */
export function endBarred(
  db: Db,
  { jurorId, by, reason, at }: { jurorId: string; by: string | null; reason: string; at: Date },
) {
  const barred = barredProposals(jurorId, at)
  const isOpen = sql`juror_id = ${jurorId} AND ended_at IS NULL AND proposal_id IN ${barred}
    AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`
  const ended = { endedAt: at }
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${by}, 'reading.freed', edition_id, id,
        json_object('stageId', stage_id, 'proposalId', proposal_id) FROM assignments WHERE ${isOpen}`),
    db
      .update(assignments)
      .set({ ...ended, endReason: reason })
      .where(isOpen)
      .returning({ editionId: assignments.editionId, stageId: assignments.stageId }),
    db.update(interviewSeats).set(ended).where(sql`juror_id = ${jurorId} AND ended_at IS NULL
      AND begins_at > ${at.getTime()} AND (SELECT proposal_id FROM interview_slots WHERE id = slot_id) IN ${barred}`),
    db.update(fieldVisitors).set(ended).where(sql`juror_id = ${jurorId} AND ended_at IS NULL
      AND (SELECT proposal_id FROM field_visits WHERE id = field_visitors.visit_id) IN ${barred}
      AND NOT EXISTS (SELECT 1 FROM visit_sheets sheet
        WHERE sheet.visit_id = field_visitors.visit_id AND sheet.juror_id = field_visitors.juror_id)`),
  ] as const
}

/** What was declared or set about these jurors and counts, in proposals of one edition. */
export const selectDeclarations = (db: Db, editionId: string, jurorRole: string, now: Date) =>
  db
    .select({
      proposalId: conflicts.proposalId,
      jurorId: conflicts.jurorId,
      source: conflicts.source,
      reason: conflicts.reason,
    })
    .from(conflicts).where(sql`ended_at IS NULL AND juror_id IN ${jurorsOf(editionId, jurorRole, now)}
      AND (SELECT edition_id FROM proposals WHERE id = proposal_id) = ${editionId}`)

/**
 * SQL of who holds a juror's role in the edition now. Said as two cases, each with its role, so that the index leads to these
 * rows alone and not to the jurors of every edition.
 */
export const heldInEdition = (editionId: string, jurorRoles: readonly string[], now: Date) => {
  const oneOf = sql`roles.role IN ${jurorRoles}`
  return sql`((${oneOf} AND roles.edition_id = ${editionId}) OR (${oneOf} AND roles.edition_id IS NULL))
    AND roles.begins_at <= ${now.getTime()} AND (roles.ends_at IS NULL OR roles.ends_at > ${now.getTime()})`
}

/** SQL of the ids of those who hold the role. */
export const jurorsOf = (editionId: string, jurorRole: string, now: Date) =>
  sql`(SELECT roles.user_id FROM roles WHERE ${heldInEdition(editionId, [jurorRole], now)})`

/** Jurors who have something open in a stage that has not closed. */
export const listOpenReaders = (db: Db, now: Date, limit: number) =>
  db
    .selectDistinct({ jurorId: readingCounts.jurorId })
    .from(readingCounts)
    .innerJoin(stages, and(eq(stages.editionId, readingCounts.editionId), eq(stages.id, readingCounts.stageId)))
    .where(and(gt(stages.closesAt, now), gt(readingCounts.assigned, readingCounts.handedIn)))
    .limit(limit)
