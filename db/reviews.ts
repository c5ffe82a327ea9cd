import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, proposals, reviewDecisions, reviewItems, submissions, users } from './schema.ts'

type ReviewItem = typeof reviewItems.$inferInsert

/** What an earlier run has raised already stays as it is. */
export const insertReviewItems = (db: Db, items: readonly ReviewItem[]) =>
  db
    .insert(reviewItems)
    .select(
      sql`SELECT value ->> 'id', value ->> 'editionId', value ->> 'stageId', value ->> 'kind', value ->> 'jurorId',
        value ->> 'proposalId', CAST(value ->> 'strength' AS REAL), value ->> 'raisedBy', value ->> 'raisedAt'
      FROM json_each(${JSON.stringify(items.map((item) => ({ ...item, raisedAt: item.raisedAt.getTime() })))}) WHERE true`,
    )
    .onConflictDoNothing()

const newestDecision = and(
  eq(reviewDecisions.itemId, reviewItems.id),
  sql`review_decisions.sequence = (SELECT max(sequence) FROM review_decisions said WHERE said.item_id = review_items.id)`,
)

/** The newest items first, each with the decision that counts and the number of sheets it is about. */
export const listReviewItems = (db: Db, editionId: string, stageId: string, limit: number) =>
  db
    .select({
      id: reviewItems.id,
      kind: reviewItems.kind,
      raisedBy: reviewItems.raisedBy,
      raisedAt: reviewItems.raisedAt,
      strength: reviewItems.strength,
      jurorId: reviewItems.jurorId,
      jurorName: sql<string>`(SELECT name FROM users juror WHERE juror.id = review_items.juror_id)`.as('juror_name'),
      proposalId: reviewItems.proposalId,
      referenceNumber: renamedOrNull(submissions.referenceNumber, 'reference_number'),
      title: renamedOrNull(proposals.title, 'title'),
      agency: renamedOrNull(agencies.name, 'agency'),
      sheets: sql<number>`(
        SELECT count(*) FROM counted_sheets sheet JOIN assignments reading ON reading.id = sheet.assignment_id
        WHERE reading.juror_id = review_items.juror_id AND reading.edition_id = review_items.edition_id
          AND reading.stage_id = review_items.stage_id
          AND (review_items.proposal_id IS NULL OR reading.proposal_id = review_items.proposal_id))`.as('sheets'),
      verdict: reviewDecisions.verdict,
      reason: reviewDecisions.reason,
      decidedAt: renamedOrNull(reviewDecisions.at, 'decided_at'),
      decidedBy: renamedOrNull(users.name, 'decided_by'),
    })
    .from(reviewItems)
    .leftJoin(reviewDecisions, newestDecision)
    .leftJoin(users, eq(users.id, reviewDecisions.by))
    .leftJoin(proposals, eq(proposals.id, reviewItems.proposalId))
    .leftJoin(agencies, eq(agencies.id, proposals.agencyId))
    .leftJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(and(eq(reviewItems.editionId, editionId), eq(reviewItems.stageId, stageId)))
    .orderBy(desc(reviewItems.raisedAt), reviewItems.kind, reviewItems.id)
    .limit(limit)

/** The decisions that count, by what they are about. */
export const listVerdicts = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      kind: reviewItems.kind,
      jurorId: reviewItems.jurorId,
      proposalId: reviewItems.proposalId,
      verdict: reviewDecisions.verdict,
      reason: renamed(reviewDecisions.reason, 'decision_reason'),
    })
    .from(reviewItems)
    .innerJoin(reviewDecisions, newestDecision)
    .where(and(eq(reviewItems.editionId, editionId), eq(reviewItems.stageId, stageId)))

export const findReviewItem = (db: Db, editionId: string, stageId: string, id: string) =>
  db
    .select({ id: reviewItems.id })
    .from(reviewItems)
    .where(and(eq(reviewItems.editionId, editionId), eq(reviewItems.stageId, stageId), eq(reviewItems.id, id)))
    .get()

/** After all that were recorded before, also at the same moment. */
export const insertReviewDecision = (
  db: Db,
  { itemId, verdict, reason, at, by }: Omit<typeof reviewDecisions.$inferInsert, 'sequence'>,
) =>
  db.insert(reviewDecisions).select(sql`
    SELECT ${itemId}, coalesce(max(sequence), 0) + 1, ${verdict}, ${reason}, ${at.getTime()}, ${by}
    FROM review_decisions WHERE item_id = ${itemId}`)
