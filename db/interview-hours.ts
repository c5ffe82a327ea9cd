import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import { interviewHours } from './schema.ts'

export type HoursRow = typeof interviewHours.$inferInsert

/** The hours, breaks and rooms in which the interviews of a stage are to be planned, as somebody kept them last. */
export const selectHours = (db: Db, { editionId, stageId }: { editionId: string; stageId: string }) =>
  db
    .select({
      sequence: renamed(interviewHours.sequence, 'hours_sequence'),
      days: interviewHours.days,
      from: interviewHours.from,
      to: interviewHours.to,
      breaks: interviewHours.breaks,
      zone: interviewHours.zone,
      rooms: interviewHours.rooms,
      seed: interviewHours.seed,
      at: renamed(interviewHours.at, 'hours_kept_at'),
      by: sql<string>`(SELECT name FROM users WHERE id = interview_hours.by_id)`.as('hours_kept_by'),
    })
    .from(interviewHours)
    .where(and(eq(interviewHours.editionId, editionId), eq(interviewHours.stageId, stageId)))
    .orderBy(desc(interviewHours.sequence))
    .limit(1)

/** The primary key refuses a second one of this number: of two people who keep theirs at once, one is heard. */
export const insertHours = (db: Db, row: HoursRow) => db.insert(interviewHours).values(row)
