import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { jurorsOf } from './conflicts.ts'
import { among } from './json-list.ts'
import { availabilities } from './schema.ts'

/** Of 12 panelists over a month, several a day: more than any stage has. */
export const mostAvailabilities = 5000

/** Of one panelist in one stage: thirteen a day for a month. Nobody's may crowd out those of others. */
export const mostOfOne = 400

/** When the panelists of a stage can sit, of one of them if named. */
export const listAvailabilities = (
  db: Db,
  { editionId, stageId }: { editionId: string; stageId: string },
  jurorId?: string,
) =>
  db
    .select({
      id: availabilities.id,
      jurorId: availabilities.jurorId,
      beginsAt: availabilities.beginsAt,
      endsAt: availabilities.endsAt,
    })
    .from(availabilities)
    .where(
      and(
        eq(availabilities.editionId, editionId),
        eq(availabilities.stageId, stageId),
        isNull(availabilities.removedAt),
        jurorId === undefined ? undefined : eq(availabilities.jurorId, jurorId),
      ),
    )
    .orderBy(asc(availabilities.jurorId), asc(availabilities.beginsAt))
    .limit(mostAvailabilities)

type Stamped = { editionId: string; stageId: string; jurorId: string; at: Date; by: string }
type Stretch = { beginsAt: Date; endsAt: Date }

/** The same stretch given twice is one row; no more than `mostOfOne` are kept. */
export const insertAvailabilities = (
  db: Db,
  { editionId, stageId, jurorId, at, by }: Stamped,
  stretches: readonly Stretch[],
) =>
  db.insert(availabilities).select(sql`
    SELECT value ->> 0, ${editionId}, ${stageId}, ${jurorId}, value ->> 1, value ->> 2, ${at.getTime()}, ${by}, NULL, NULL
    FROM json_each(${JSON.stringify(
      stretches.map((one) => [crypto.randomUUID(), one.beginsAt.getTime(), one.endsAt.getTime()]),
    )}) given
    WHERE NOT EXISTS (SELECT 1 FROM availabilities same WHERE same.edition_id = ${editionId} AND same.stage_id = ${stageId}
      AND same.juror_id = ${jurorId} AND same.begins_at = given.value ->> 1 AND same.ends_at = given.value ->> 2
      AND same.removed_at IS NULL)
    GROUP BY given.value ->> 1, given.value ->> 2
    LIMIT max(0, ${mostOfOne} - (SELECT count(*) FROM availabilities held WHERE held.edition_id = ${editionId}
      AND held.stage_id = ${stageId} AND held.juror_id = ${jurorId} AND held.removed_at IS NULL))`)

/** Only this person's own rows; those of others stay. */
export const removeAvailabilities = (
  db: Db,
  { editionId, stageId, jurorId, at, by }: Stamped,
  ids: readonly string[],
) =>
  db
    .update(availabilities)
    .set({ removedAt: at, removedBy: by })
    .where(
      and(
        sql`${availabilities.id} IN ${among(ids)}`,
        eq(availabilities.editionId, editionId),
        eq(availabilities.stageId, stageId),
        eq(availabilities.jurorId, jurorId),
        isNull(availabilities.removedAt),
      ),
    )

/** For the demonstration: everybody who could sit and has said nothing is free at these hours. */
export const insertForSilent = (
  db: Db,
  stage: { editionId: string; stageId: string; jurorRole: string; now: Date; by: string },
  stretches: readonly { from: number; to: number }[],
) =>
  db
    .insert(availabilities)
    .select(
      sql`
    SELECT lower(hex(randomblob(16))), ${stage.editionId}, ${stage.stageId}, juror.user_id, given.value ->> 0, given.value ->> 1,
      ${stage.now.getTime()}, ${stage.by}, NULL, NULL
    FROM (SELECT DISTINCT user_id FROM roles WHERE user_id IN ${jurorsOf(stage.editionId, stage.jurorRole, stage.now)}) juror,
      json_each(${JSON.stringify(stretches.map(({ from, to }) => [from, to]))}) given
    WHERE NOT EXISTS (SELECT 1 FROM availabilities said WHERE said.edition_id = ${stage.editionId}
      AND said.stage_id = ${stage.stageId} AND said.juror_id = juror.user_id AND said.removed_at IS NULL)`,
    )
    .returning({ id: availabilities.id })
