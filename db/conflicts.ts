import { and, eq, gt, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { agencyRelations } from '#domain/conflict.ts'
import type { Db } from './client.ts'
import { conflicts, readingCounts, stages } from './schema.ts'

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
export const inConflict = (jurorId: SQL, proposalId: SQL, at: Date | SQLWrapper) =>
  sql<boolean>`(
  EXISTS (SELECT 1 FROM conflicts said
    WHERE said.juror_id = ${jurorId} AND said.proposal_id = ${proposalId} AND said.ended_at IS NULL)
  OR EXISTS (
    SELECT 1 FROM ${tiesOf(jurorId)} held
    CROSS JOIN agencies own ON own.id = held.agency_id
    CROSS JOIN proposals about ON about.id = ${proposalId}
    CROSS JOIN agencies other ON other.id IN (about.agency_id, about.unit_id)
    WHERE (held.ends_at IS NULL OR held.ends_at > ${at instanceof Date ? at.getTime() : at})
      AND ${isRelated}
  ))`.mapWith(Boolean)

/**
 * SQL of whether a conflict of the juror with the proposal that counted at an instant was ended later: said of the pair, or by a tie
 * that was said. What it had freed may be given anew.
 */
export const wasTakenBack = (jurorId: SQL, proposalId: SQL, at: SQL) => sql`(
  EXISTS (SELECT 1 FROM conflicts said WHERE said.juror_id = ${jurorId} AND said.proposal_id = ${proposalId}
    AND said.at <= ${at} AND said.ended_at >= ${at})
  OR EXISTS (
    SELECT 1 FROM juror_ties said CROSS JOIN juror_tie_ends gone ON gone.tie_id = said.id
    CROSS JOIN agencies own ON own.id = said.agency_id
    CROSS JOIN proposals about ON about.id = ${proposalId}
    CROSS JOIN agencies other ON other.id IN (about.agency_id, about.unit_id)
    WHERE said.user_id = ${jurorId} AND said.at <= ${at} AND gone.at >= ${at} AND ${isRelated}))`

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
export const heldInEdition = (editionId: string, roleNames: readonly string[], now: Date) => {
  const oneOf = sql`roles.role IN ${roleNames}`
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
