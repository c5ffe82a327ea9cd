/** Letters to jurors with open sheets: before a stage closes by its rules, and by the secretariat's hand. */
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { isListedIn } from './assignments.ts'
import type { Db } from './client.ts'
import { jurorsOf } from './conflicts.ts'
import { among } from './json-list.ts'
import { assignments, jurorReminders, readingCounts, scoreSheets, users } from './schema.ts'

type Place = { editionId: string; stageId: string }

const recipient = { id: users.id, name: users.name, email: users.email }

const worksIn = ({ editionId, stageId }: Place, jurorRole: string, now: Date) =>
  and(
    eq(readingCounts.editionId, editionId),
    eq(readingCounts.stageId, stageId),
    gt(readingCounts.assigned, 0),
    sql`reading_counts.juror_id IN ${jurorsOf(editionId, jurorRole, now)}`,
  )

/** Jurors of the stage who hold the role, in the order of their ids, after one of them. */
export const listJurorsAfter = (
  db: Db,
  place: Place & { jurorRole: string; now: Date },
  after: string,
  limit: number,
) =>
  db
    .select(recipient)
    .from(readingCounts)
    .innerJoin(users, eq(users.id, readingCounts.jurorId))
    .where(and(worksIn(place, place.jurorRole, place.now), gt(readingCounts.jurorId, after)))
    .orderBy(asc(readingCounts.jurorId))
    .limit(limit)

/** Those of these ids who are jurors of the stage now, by name, each with the last letter. */
export const listChosenJurors = (db: Db, place: Place & { jurorRole: string; now: Date }, ids: readonly string[]) =>
  db
    .select({
      ...recipient,
      remindedAt: sql<Date | null>`(
        SELECT max(at) FROM juror_reminders WHERE edition_id = ${place.editionId} AND stage_id = ${place.stageId}
          AND juror_id = reading_counts.juror_id)`
        .mapWith(jurorReminders.at)
        .as('reminded_at'),
    })
    .from(readingCounts)
    .innerJoin(users, eq(users.id, readingCounts.jurorId))
    .where(and(worksIn(place, place.jurorRole, place.now), inArray(readingCounts.jurorId, among(ids))))
    .orderBy(asc(users.name), asc(users.id))

/** What stands open in a juror's own list, so that a letter tells no more than the list. */
export const countOpen = (db: Db, own: Place & { jurorId: string }, now: Date) =>
  db
    .select({ open: sql<number>`count(*)`.as('open') })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(and(isListedIn(own, now), isNull(scoreSheets.assignmentId)))

/** SQL of whether none of these was reminded by hand since then: whoever sends at the same moment sends nothing. */
export const noneRemindedSince = (
  { editionId, stageId }: Place,
  jurorIds: readonly string[],
  since: Date,
) => sql`NOT EXISTS (
  SELECT 1 FROM juror_reminders WHERE edition_id = ${editionId} AND stage_id = ${stageId}
    AND juror_id IN ${among(jurorIds)} AND at > ${since.getTime()})`

export type Reminded = { jurorId: string; left: number }

/** One row a juror, after their letters in the same batch. Answers those that were written. */
export const insertJurorReminders = (
  db: Db,
  { editionId, stageId }: Place,
  reminded: readonly Reminded[],
  { at, by, since }: { at: Date; by: string; since: Date },
) =>
  db
    .insert(jurorReminders)
    .select(
      sql`SELECT ${editionId}, ${stageId}, value ->> 'jurorId', value ->> 'left', ${at.getTime()}, ${by}
        FROM json_each(${JSON.stringify(reminded)})
        WHERE ${noneRemindedSince(
          { editionId, stageId },
          reminded.map(({ jurorId }) => jurorId),
          since,
        )}`,
    )
    .returning({ jurorId: jurorReminders.jurorId })
