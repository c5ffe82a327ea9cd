/** A plan becomes readings: at once, or after it was looked at. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Reading } from '#domain/assignment.ts'
import type { Db } from './client.ts'
import { planBasis, type PlannedStage } from './plan-basis.ts'
import { assignmentPlans, assignments, plannedReadings } from './schema.ts'

export type PlanRow = typeof assignmentPlans.$inferInsert

/** SQL of a plan's row that is published at once, in the order of the columns. */
export const planColumns = (plan: PlanRow) => sql`
  ${plan.id}, ${plan.editionId}, ${plan.stageId}, ${plan.seed}, ${plan.readersPerProposal}, ${plan.at.getTime()},
  ${plan.by}, ${plan.kind ?? 'first'}, ${JSON.stringify(plan.config ?? {})}, NULL, ${plan.basis ?? null}, ${plan.reason ?? ''},
  ${plan.at.getTime()}, ${plan.by}, NULL, NULL`

/** Rows of one statement: D1 takes a bound text of at most 2 MB, and a statement of at most half a minute. */
export const rowsPerStatement = 5000

/** So many rows at a time. */
export const chunksOf = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, at) =>
    rows.slice(at * rowsPerStatement, (at + 1) * rowsPerStatement),
  )

/**
 * A plan's row that is published at once, when nothing has changed since `basis` was read; otherwise it is not written, and
 * whatever names it in the same batch fails on its foreign key.
 */
export const insertPublished = (db: Db, plan: PlanRow & { basis: string }, stage: PlannedStage) =>
  db.insert(assignmentPlans).select(sql`SELECT ${planColumns(plan)} WHERE ${planBasis(stage, plan.at)} = ${plan.basis}`)

/** Readings of a plan that is published at once, in statements for its batch. What has lost its eligibility is left out. */
export const insertReadings = (
  db: Db,
  plan: Pick<PlanRow, 'id' | 'editionId' | 'stageId' | 'at'>,
  readings: readonly Reading[],
) =>
  chunksOf(readings).map((chunk) =>
    db.insert(assignments).select(sql`
      SELECT value ->> 0, ${plan.id}, ${plan.editionId}, ${plan.stageId}, value ->> 1, value ->> 2, value ->> 3,
        ${plan.at.getTime()}, NULL, NULL, NULL
      FROM json_each(${JSON.stringify(
        chunk.map(({ proposalId, jurorId, position }) => [crypto.randomUUID(), proposalId, jurorId, position]),
      )})
      WHERE (SELECT state FROM proposals WHERE id = value ->> 1) = 'eligible'`),
  )

/** Where the planned readings are cut into statements: the last proposal of each piece but the last. */
export const listPieces = (db: Db, planId: string) =>
  db.all<{ last: string }>(sql`
    SELECT proposal_id AS last FROM (
      SELECT proposal_id, row_number() OVER (ORDER BY proposal_id, juror_id) AS n FROM planned_readings WHERE plan_id = ${planId})
    WHERE n % ${rowsPerStatement} = 0`)

/** A random id like those of `crypto.randomUUID`, made where the row is. */
const randomId = sql`lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a'
  || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`

/** SQL of whether the plan can be published: what tells of it stands before it in the batch, and of two acts at the same moment one is told of. */
export const isPublishable = (stage: PlannedStage, planId: string, at: Date) => sql`EXISTS (
  SELECT 1 FROM ${assignmentPlans} WHERE ${and(
    eq(assignmentPlans.id, planId),
    isNull(assignmentPlans.publishedAt),
    isNull(assignmentPlans.discardedAt),
    sql`${assignmentPlans.basis} = ${planBasis(stage, at)}`,
  )})`

/** SQL of whether this act has published the plan: what it plans is written then only. */
const isPublishedBy = (planId: string, by: string, at: Date) => sql`EXISTS (
  SELECT 1 FROM assignment_plans WHERE id = ${planId} AND published_at = ${at.getTime()} AND published_by = ${by})`

/**
 * The plan becomes readings, in statements for one batch: its row while nothing has changed since it was made, then its readings in
 * pieces, what it ends, and away with what was planned. The first answers a row when the plan is published.
 */
export function publishPlan(
  db: Db,
  stage: PlannedStage,
  plan: { id: string; by: string; at: Date; endReason: string },
  pieces: readonly string[],
) {
  const { id, by, at } = plan
  const isMine = isPublishedBy(id, by, at)
  const bounds = [...pieces, null].map((last, n) => {
    const first = pieces[n - 1]
    return sql`plan_id = ${id} ${first === undefined ? sql`` : sql`AND proposal_id > ${first}`}
      ${last === null ? sql`` : sql`AND proposal_id <= ${last}`} AND ${isMine}`
  })
  const publish = db
    .update(assignmentPlans)
    .set({ publishedAt: at, publishedBy: by })
    .where(and(eq(assignmentPlans.id, id), isPublishable(stage, id, at)))
    .returning({ id: assignmentPlans.id })
  const rest = bounds.flatMap((piece) => [
    db.update(assignments).set({ endedAt: at, endReason: plan.endReason }).where(sql`
      ${assignments.editionId} = ${stage.editionId} AND ${assignments.stageId} = ${stage.stageId}
      AND ${assignments.endedAt} IS NULL AND ${assignments.rereadsId} IS NULL
      AND (${assignments.proposalId}, ${assignments.jurorId}) IN (
        SELECT proposal_id, juror_id FROM planned_readings WHERE ${piece} AND act = 'ended')`),
    db.insert(assignments).select(sql`
      SELECT ${randomId}, plan_id, ${stage.editionId}, ${stage.stageId}, proposal_id, juror_id, position, ${at.getTime()},
        NULL, NULL, NULL
      FROM planned_readings WHERE ${piece} AND act = 'added'`),
    db.delete(plannedReadings).where(piece),
  ])
  return [publish, ...rest] as const
}
