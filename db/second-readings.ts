import { sql } from 'drizzle-orm'
import type { Reading } from '#domain/assignment.ts'
import { insertReadings, planColumns } from './plan-publication.ts'
import type { Db } from './client.ts'
import { assignmentPlans, secondReadings } from './schema.ts'

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
      SELECT ${planColumns({ ...plan, kind: 'second_reading' })}
      WHERE NOT EXISTS (
        SELECT 1 FROM decisions WHERE edition_id = ${plan.editionId} AND stage_id = ${plenaryStageId ?? ''})`),
    db.insert(secondReadings).values({ ...handing, planId: plan.id, at: plan.at, by: plan.by }),
    ...insertReadings(db, plan, readings),
  ] as const
