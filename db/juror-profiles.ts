import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { jurorProfiles, jurorsApart } from './schema.ts'

/** What the assignment knows of the jurors of an edition. */
export const selectProfiles = (db: Db, editionId: string) =>
  db
    .select({
      jurorId: jurorProfiles.jurorId,
      themeIds: jurorProfiles.themeIds,
      mostReadings: jurorProfiles.mostReadings,
    })
    .from(jurorProfiles)
    .where(eq(jurorProfiles.editionId, editionId))

export type SavedProfile = { jurorId: string; themeIds: readonly string[]; mostReadings: number | null }
type Act = { editionId: string; by: string; at: Date }

/** Profiles as they are now said, and one audit event for each that changes: statements for one batch. */
export function saveProfiles(db: Db, profiles: readonly SavedProfile[], { editionId, by, at }: Act) {
  const given = sql`json_each(${JSON.stringify(profiles)}) given`
  const changed = sql`NOT EXISTS (SELECT 1 FROM juror_profiles known WHERE known.edition_id = ${editionId}
    AND known.juror_id = given.value ->> 'jurorId' AND json(known.theme_ids) = json(given.value -> 'themeIds')
    AND known.most_readings IS (given.value ->> 'mostReadings'))`
  return [
    db.run(sql`INSERT INTO audit_events (at, actor_id, action, edition_id, subject_id, detail)
      SELECT ${at.getTime()}, ${by}, 'juror_profile.saved', ${editionId}, given.value ->> 'jurorId',
        json_object('themes', (SELECT group_concat(value, ', ') FROM json_each(given.value -> 'themeIds')),
          'mostReadings', given.value ->> 'mostReadings')
      FROM ${given} WHERE ${changed}`),
    db.run(sql`INSERT INTO juror_profiles (edition_id, juror_id, theme_ids, most_readings, at, by_id)
      SELECT ${editionId}, given.value ->> 'jurorId', json(given.value -> 'themeIds'), given.value ->> 'mostReadings',
        ${at.getTime()}, ${by}
      FROM ${given} WHERE ${changed}
      ON CONFLICT (edition_id, juror_id) DO UPDATE SET theme_ids = excluded.theme_ids,
        most_readings = excluded.most_readings, at = excluded.at, by_id = excluded.by_id`),
  ] as const
}

/**
 * No more readings in this stage than the juror has handed in: for the batch in which the open ones end, after them. The themes stay.
 */
export const capAtHandedIn = (db: Db, jurorId: string, { editionId, by, at }: Act, stageId: string) =>
  db.run(sql`INSERT INTO juror_profiles (edition_id, juror_id, theme_ids, most_readings, at, by_id)
    SELECT ${editionId}, ${jurorId}, '[]', coalesce((SELECT handed_in FROM reading_counts
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND juror_id = ${jurorId}), 0), ${at.getTime()}, ${by}
    WHERE true
    ON CONFLICT (edition_id, juror_id) DO UPDATE SET most_readings = excluded.most_readings, at = excluded.at,
      by_id = excluded.by_id`)

/** The pairs of jurors who never read the same proposal, with their names. */
export const selectApart = (db: Db, editionId: string) =>
  db
    .select({
      id: jurorsApart.id,
      firstId: jurorsApart.firstId,
      secondId: jurorsApart.secondId,
      first: sql<string>`(SELECT name FROM users WHERE users.id = ${jurorsApart.firstId})`.as('first_name'),
      second: sql<string>`(SELECT name FROM users WHERE users.id = ${jurorsApart.secondId})`.as('second_name'),
      reason: jurorsApart.reason,
      at: jurorsApart.at,
    })
    .from(jurorsApart)
    .where(and(eq(jurorsApart.editionId, editionId), isNull(jurorsApart.endedAt)))
    .orderBy(jurorsApart.at, jurorsApart.id)

/** The database takes a pair once, whoever is named first. */
export const insertApart = (
  db: Db,
  { jurorIds, ...pair }: { id: string; jurorIds: readonly [string, string]; reason: string } & Act,
) => {
  const [firstId = '', secondId = ''] = jurorIds.toSorted()
  return db.insert(jurorsApart).values({ ...pair, firstId, secondId })
}

/** SQL of whether the pair is still kept apart. */
export const isApart = (editionId: string, id: string) =>
  sql`EXISTS (SELECT 1 FROM jurors_apart WHERE id = ${id} AND edition_id = ${editionId} AND ended_at IS NULL)`

export const endApart = (db: Db, id: string, { editionId, by, at }: Act) =>
  db
    .update(jurorsApart)
    .set({ endedAt: at, endedBy: by })
    .where(and(eq(jurorsApart.id, id), eq(jurorsApart.editionId, editionId), isNull(jurorsApart.endedAt)))
    .returning({ id: jurorsApart.id })
