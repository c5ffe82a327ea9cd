import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { isCancellable } from './field-visits.ts'
import { among } from './json-list.ts'
import { renamed } from './renamed.ts'
import { fieldVisitors, fieldVisits, visitMoves } from './schema.ts'

export type VisitMove = typeof visitMoves.$inferInsert

/** SQL of whether this very move was made: what else is in its batch is written then only. */
export const isMoved = ({ visitId, sequence, at, by }: Pick<VisitMove, 'visitId' | 'sequence' | 'at' | 'by'>) =>
  sql`EXISTS (SELECT 1 FROM visit_moves WHERE visit_id = ${visitId} AND sequence = ${sequence}
    AND at = ${at.getTime()} AND by_id = ${by})`

/**
 * Another day, place or other visitors, while the visit stands and nobody has handed in what was found there. The first answers a
 * row when it was moved; its primary key refuses the second of two at the same moment. Whoever goes again takes the old row, with
 * what was written.
 */
export function moveVisit(db: Db, move: VisitMove) {
  const { visitId, sequence, visitsOn, place, formerVisitsOn, formerPlace, joinedIds, leftIds, reason, at, by } = move
  return [
    db
      .insert(visitMoves)
      .select(
        sql`SELECT ${visitId}, ${sequence}, ${visitsOn}, ${place}, ${formerVisitsOn}, ${formerPlace},
          ${JSON.stringify(joinedIds)}, ${JSON.stringify(leftIds)}, ${reason}, ${at.getTime()}, ${by}
        WHERE ${isCancellable(visitId)}`,
      )
      .returning({ sequence: visitMoves.sequence }),
    db
      .update(fieldVisits)
      .set({ visitsOn, place })
      .where(and(eq(fieldVisits.id, visitId), isMoved(move))),
    db
      .update(fieldVisitors)
      .set({ endedAt: at })
      .where(
        and(
          eq(fieldVisitors.visitId, visitId),
          isNull(fieldVisitors.endedAt),
          sql`juror_id IN ${among(leftIds)}`,
          isMoved(move),
        ),
      ),
    db
      .insert(fieldVisitors)
      .select(
        sql`SELECT ${visitId}, value, ${at.getTime()}, NULL FROM json_each(${JSON.stringify(joinedIds)}) WHERE ${isMoved(move)}`,
      )
      .onConflictDoUpdate({ target: [fieldVisitors.visitId, fieldVisitors.jurorId], set: { endedAt: null } }),
  ] as const
}

/** One move of a visit by its number. */
export const selectVisitMove = (db: Db, { visitId, sequence }: Pick<VisitMove, 'visitId' | 'sequence'>) =>
  db
    .select()
    .from(visitMoves)
    .where(and(eq(visitMoves.visitId, visitId), eq(visitMoves.sequence, sequence)))

const named = (ids: 'joined_ids' | 'left_ids') =>
  sql<
    string[]
  >`(SELECT json_group_array(name) FROM users WHERE id IN (SELECT value FROM json_each(visit_moves.${sql.raw(ids)})))`
    .mapWith((json: string): string[] => JSON.parse(json))
    .as(`names_of_${ids}`)

/** More moves of one visit than anybody reads. */
const mostMoves = 100

/** How a visit of the stage came to where it is, the oldest move first. */
export const listVisitMoves = (
  db: Db,
  { editionId, stageId, visitId }: { editionId: string; stageId: string; visitId: string },
) =>
  db
    .select({
      visitsOn: renamed(visitMoves.visitsOn, 'moved_to_day'),
      place: renamed(visitMoves.place, 'moved_to_place'),
      formerVisitsOn: visitMoves.formerVisitsOn,
      formerPlace: visitMoves.formerPlace,
      joined: named('joined_ids'),
      left: named('left_ids'),
      reason: visitMoves.reason,
      at: renamed(visitMoves.at, 'moved_at'),
      by: sql<string>`(SELECT name FROM users WHERE id = visit_moves.by_id)`.as('moved_by'),
    })
    .from(visitMoves)
    .innerJoin(fieldVisits, eq(fieldVisits.id, visitMoves.visitId))
    .where(and(eq(visitMoves.visitId, visitId), eq(fieldVisits.editionId, editionId), eq(fieldVisits.stageId, stageId)))
    .orderBy(asc(visitMoves.sequence))
    .limit(mostMoves)
