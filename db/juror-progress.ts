/** How far jurors are in a stage, from counts that triggers keep; a juror's own from the own list. Never a score. */
import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { isListedIn } from './assignments.ts'
import type { Db } from './client.ts'
import {
  assignmentPlans,
  assignments,
  dailySheets,
  jurorReminders,
  readingCounts,
  scoreSheets,
  users,
} from './schema.ts'

/** Everybody who has readings in the stage, by name, with the last reminder that the secretariat sent. */
export const listJurorWork = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      assigned: readingCounts.assigned,
      handedIn: readingCounts.handedIn,
      drafts: readingCounts.drafts,
      remindedAt: sql<Date | null>`(
        SELECT max(at) FROM juror_reminders WHERE edition_id = ${editionId} AND stage_id = ${stageId}
          AND juror_id = reading_counts.juror_id)`
        .mapWith(jurorReminders.at)
        .as('reminded_at'),
    })
    .from(readingCounts)
    .innerJoin(users, eq(users.id, readingCounts.jurorId))
    .where(
      and(eq(readingCounts.editionId, editionId), eq(readingCounts.stageId, stageId), gt(readingCounts.assigned, 0)),
    )
    .orderBy(asc(users.name), asc(users.id))

/** Sheets by juror and day of Jakarta: as many rows as days on which somebody handed in. */
export const listDailySheets = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ jurorId: dailySheets.jurorId, day: dailySheets.day, count: dailySheets.count })
    .from(dailySheets)
    .where(and(eq(dailySheets.editionId, editionId), eq(dailySheets.stageId, stageId)))
    .orderBy(asc(dailySheets.day), asc(dailySheets.jurorId))

type OwnStage = { jurorId: string; editionId: string; stageId: string }

/** What stands in a juror's own list: nothing in conflict is counted, and a blind second reading like any other. */
export const selectOwnWork = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({
      assigned: sql<number>`count(*)`.as('assigned'),
      handedIn: sql<number>`count(${scoreSheets.assignmentId})`.as('handed_in'),
    })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(isListedIn(own, now))

/**
 * SQL of when a sheet's proposal was read: one that a round of consolidation revised was read before it was handed in the first
 * time. Its reading begins at the instant at which that of the first sheet ends, in the same place.
 */
const readAt = sql`coalesce((
  SELECT first.handed_in_at FROM assignments earlier
  JOIN sheet_withdrawals gone ON gone.assignment_id = earlier.id AND gone.cause = 'consolidation'
  JOIN score_sheets first ON first.assignment_id = earlier.id
  WHERE earlier.juror_id = assignments.juror_id AND earlier.edition_id = assignments.edition_id
    AND earlier.stage_id = assignments.stage_id AND earlier.position = assignments.position
    AND earlier.proposal_id = assignments.proposal_id AND earlier.ended_at = assignments.assigned_at
), ${scoreSheets.handedInAt})`

const dayOf = sql<string>`date(${readAt} / 1000 + 25200, 'unixepoch')`.as('day')

/** The same by day of Jakarta on which they were read. */
export const listOwnDays = (db: Db, own: OwnStage, now: Date) =>
  db
    .select({ day: dayOf, count: sql<number>`count(*)`.as('sheets') })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(and(isListedIn(own, now), isNotNull(scoreSheets.assignmentId)))
    .groupBy(sql`day`)
    .orderBy(sql`day`)

/** When the stage's readings were first given out: nobody can be behind before. */
export const selectGivenAt = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      givenAt: sql<Date | null>`min(${assignmentPlans.publishedAt})`
        .mapWith(assignmentPlans.publishedAt)
        .as('given_at'),
    })
    .from(assignmentPlans)
    .where(and(eq(assignmentPlans.editionId, editionId), eq(assignmentPlans.stageId, stageId)))
