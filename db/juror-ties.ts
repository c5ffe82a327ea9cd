import { asc, desc, eq, sql } from 'drizzle-orm'
import { insertAuditEventIf } from './audit-events.ts'
import type { Db } from './client.ts'
import { isRelated, relationRank } from './conflicts.ts'
import { renamed } from './renamed.ts'
import { agencies, auditEvents, jurorTieEnds, jurorTies, ties, users } from './schema.ts'

export type NewTie = Pick<typeof jurorTies.$inferSelect, 'id' | 'userId' | 'agencyId' | 'kind' | 'reason' | 'endsAt'>
type Saying = Pick<typeof jurorTies.$inferInsert, 'source' | 'at' | 'by'> & { editionId: string | null }

/** Trail and rows of ties. What is known and counts already is left out and does not come back. */
export function insertTies(db: Db, ties: readonly NewTie[], { source, at, by, editionId }: Saying) {
  const rows = ties.map((tie) => ({ ...tie, endsAt: tie.endsAt?.getTime() ?? null }))
  const news = sql`FROM json_each(${JSON.stringify(rows)}) given WHERE NOT EXISTS (
    SELECT 1 FROM juror_ties known
    WHERE known.user_id = given.value ->> 'userId' AND known.agency_id = given.value ->> 'agencyId'
      AND known.kind = given.value ->> 'kind' AND (known.ends_at IS NULL OR known.ends_at > ${at.getTime()})
      AND NOT EXISTS (SELECT 1 FROM juror_tie_ends WHERE tie_id = known.id))`
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${by}, ${source === 'declared' ? 'juror_tie.declared' : 'juror_tie.set'}, ${editionId},
        given.value ->> 'userId', json_object('tieId', given.value ->> 'id', 'agencyId', given.value ->> 'agencyId',
        'kind', given.value ->> 'kind', 'reason', given.value ->> 'reason') ${news}`),
    db
      .insert(jurorTies)
      .select(
        sql`SELECT given.value ->> 'id', given.value ->> 'userId', given.value ->> 'agencyId', given.value ->> 'kind', ${source},
          given.value ->> 'reason', given.value ->> 'endsAt', ${at.getTime()}, ${by} ${news}`,
      )
      .returning({ id: jurorTies.id }),
  ] as const
}

/** A tie that somebody said, with the person and until when it counts. */
export const selectTie = (db: Db, tieId: string) =>
  db
    .select({
      id: renamed(ties.id, 'tie_id'),
      userId: ties.userId,
      agencyId: ties.agencyId,
      agency: renamed(agencies.name, 'agency_name'),
      name: renamed(users.name, 'user_name'),
      email: users.email,
      endsAt: ties.endsAt,
    })
    .from(jurorTies)
    .innerJoin(ties, sql`ties.id = juror_ties.id AND ties.user_id = juror_ties.user_id`)
    .innerJoin(users, eq(users.id, jurorTies.userId))
    .innerJoin(agencies, eq(agencies.id, jurorTies.agencyId))
    .where(eq(jurorTies.id, tieId))

/** SQL of whether the tie was not ended so far. */
export const isLive = (tieId: string) => sql`NOT EXISTS (SELECT 1 FROM juror_tie_ends WHERE tie_id = ${tieId})`

/** SQL of whether the tie is there. */
export const isWritten = (tieId: string) => sql`EXISTS (SELECT 1 FROM juror_ties WHERE id = ${tieId})`

/** From now on the tie counts no more. Nothing comes back when somebody was first. */
export const endTie = (
  db: Db,
  end: typeof jurorTieEnds.$inferInsert & { userId: string; agencyId: string },
  editionId: string,
) =>
  [
    insertAuditEventIf(
      db,
      {
        at: end.at,
        actorId: end.by,
        action: 'juror_tie.ended',
        editionId,
        subjectId: end.userId,
        detail: { tieId: end.tieId, agencyId: end.agencyId, reason: end.reason },
      },
      isLive(end.tieId),
    ),
    db
      .insert(jurorTieEnds)
      .values({ tieId: end.tieId, reason: end.reason, at: end.at, by: end.by })
      .onConflictDoNothing()
      .returning({ tieId: jurorTieEnds.tieId }),
  ] as const

/** Everything that ties this person to agencies, also what is over; the newest first. */
export const listTiesOf = (db: Db, userId: string, limit: number) =>
  db
    .select({
      id: renamed(ties.id, 'tie_id'),
      kind: ties.kind,
      source: ties.source,
      reason: ties.reason,
      at: ties.at,
      endsAt: ties.endsAt,
      agencyId: ties.agencyId,
      agency: renamed(agencies.name, 'agency_name'),
    })
    .from(ties)
    .innerJoin(agencies, eq(agencies.id, ties.agencyId))
    .where(eq(ties.userId, userId))
    .orderBy(desc(ties.at), ties.id)
    .limit(limit)

/** Agencies that each tie of the person bars now, by their relation: how many, and the first of them by name. */
export const listBarredAgencies = (
  db: Db,
  userId: string,
  now: Date,
  { each, limit }: { each: number; limit: number },
) =>
  db
    .select({
      tieId: sql<string>`tie_id`.as('tie_id'),
      rank: sql<number>`rank`.as('rank'),
      count: sql<number>`related`.as('related'),
      agencyId: sql<string>`agency_id`.as('agency_id'),
      agency: sql<string>`agency`.as('agency'),
    })
    .from(
      sql`(
        SELECT tie_id, rank, agency_id, agency, count(*) OVER of AS related,
          row_number() OVER (PARTITION BY tie_id, rank ORDER BY agency, agency_id) AS place
        FROM (
          SELECT held.id AS tie_id, ${relationRank} AS rank, other.id AS agency_id, other.name AS agency
          FROM ties held JOIN agencies own ON own.id = held.agency_id JOIN agencies other ON ${isRelated}
          WHERE held.user_id = ${userId} AND (held.ends_at IS NULL OR held.ends_at > ${now.getTime()}))
        WINDOW of AS (PARTITION BY tie_id, rank))`,
    )
    .where(sql`place <= ${each}`)
    .orderBy(asc(sql`tie_id`), asc(sql`rank`), asc(sql`place`))
    .limit(limit)
