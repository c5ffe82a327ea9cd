import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { conflicts } from './schema.ts'

/**
 * SQL of whether a juror is in conflict with a proposal at an instant: the rule of `#domain/conflict.ts` and of the view
 * `conflicted_pairs`, for what was assigned before the conflict came about.
 */
export const inConflict = (jurorId: SQL, proposalId: SQL, at: Date) =>
  sql<boolean>`(
  EXISTS (SELECT 1 FROM conflicts said WHERE said.juror_id = ${jurorId} AND said.proposal_id = ${proposalId})
  OR EXISTS (
    SELECT 1 FROM ties held
    JOIN agencies own ON own.id = held.agency_id
    JOIN proposals about ON about.id = ${proposalId}
    JOIN agencies other ON other.id IN (about.agency_id, about.unit_id)
    WHERE held.user_id = ${jurorId}
      AND (held.ends_at IS NULL OR held.ends_at > ${at.getTime()})
      AND (own.id = other.id OR own.parent_id = other.id OR other.parent_id = own.id
        OR own.regional_government_id = other.regional_government_id
        OR own.enterprise_group_id = other.enterprise_group_id)
  ))`.mapWith(Boolean)

/** A second declaration of the same pair adds nothing. */
export const insertConflict = (db: Db, conflict: typeof conflicts.$inferInsert) =>
  db.insert(conflicts).values(conflict).onConflictDoNothing()

/** SQL of whether nothing was declared or set of this pair so far. */
export const isUndeclared = (jurorId: string, proposalId: string) =>
  sql`NOT EXISTS (SELECT 1 FROM conflicts WHERE juror_id = ${jurorId} AND proposal_id = ${proposalId})`

/** What was declared or set about these jurors, in proposals of one edition. */
export const selectDeclarations = (db: Db, editionId: string, jurorRole: string, now: Date) =>
  db
    .select({
      proposalId: conflicts.proposalId,
      jurorId: conflicts.jurorId,
      source: conflicts.source,
      reason: conflicts.reason,
    })
    .from(conflicts).where(sql`juror_id IN ${jurorsOf(editionId, jurorRole, now)}
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
