import { and, eq, sql } from 'drizzle-orm'
import type { Reading } from '#domain/assignment.ts'
import type { Db } from './client.ts'
import { assignmentPlans, assignments, secondReadings } from './schema.ts'

/** Every pair that was ever assigned in the stage: nobody reads the same proposal twice. */
export const selectAssignedPairs = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ proposalId: assignments.proposalId, jurorId: assignments.jurorId })
    .from(assignments)
    .where(and(eq(assignments.editionId, editionId), eq(assignments.stageId, stageId)))

/**
 * Further readings for one batch, after those the juror has. Once `plenaryStageId` is decided the plan's row is not written,
 * and the rest fails on its foreign key; the primary key refuses the same run a second time.
 */
export const insertSecondReadings = (
  db: Db,
  plan: typeof assignmentPlans.$inferInsert,
  handing: Omit<typeof secondReadings.$inferInsert, 'planId' | 'at' | 'by'>,
  readings: readonly Reading[],
  plenaryStageId: string | undefined,
) =>
  [
    db.insert(assignmentPlans).select(sql`
      SELECT ${plan.id}, ${plan.editionId}, ${plan.stageId}, ${plan.seed}, ${plan.readersPerProposal}, ${plan.at.getTime()},
        ${plan.by}
      WHERE NOT EXISTS (
        SELECT 1 FROM decisions WHERE edition_id = ${plan.editionId} AND stage_id = ${plenaryStageId ?? ''})`),
    db.insert(secondReadings).values({ ...handing, planId: plan.id, at: plan.at, by: plan.by }),
    db.insert(assignments).select(sql`
      SELECT value ->> 0, ${plan.id}, ${plan.editionId}, ${plan.stageId}, value ->> 1, value ->> 2,
        (value ->> 3) + coalesce((SELECT max(position) FROM assignments own WHERE own.juror_id = value ->> 2
          AND own.edition_id = ${plan.editionId} AND own.stage_id = ${plan.stageId} AND own.plan_id <> ${plan.id}), 0),
        ${plan.at.getTime()}, NULL, NULL
      FROM json_each(${JSON.stringify(
        readings.map(({ proposalId, jurorId, position }) => [crypto.randomUUID(), proposalId, jurorId, position]),
      )})
      WHERE (SELECT state FROM proposals WHERE id = value ->> 1) = 'eligible'`),
  ] as const
