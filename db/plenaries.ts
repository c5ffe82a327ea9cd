import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { plenaryMoves, users } from './schema.ts'

/** Oldest first. */
export const listMoves = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      proposalId: plenaryMoves.proposalId,
      direction: plenaryMoves.direction,
      reason: plenaryMoves.reason,
      at: plenaryMoves.at,
      by: users.name,
    })
    .from(plenaryMoves)
    .innerJoin(users, eq(users.id, plenaryMoves.by))
    .where(and(eq(plenaryMoves.editionId, editionId), eq(plenaryMoves.stageId, stageId)))
    .orderBy(asc(plenaryMoves.at), sql`plenary_moves.rowid`)

/** Once the stage is decided the reason becomes NULL, which the column refuses: nothing of the batch is kept. */
export const insertMove = (db: Db, move: typeof plenaryMoves.$inferInsert) =>
  db.insert(plenaryMoves).values({
    ...move,
    reason: sql`CASE WHEN NOT EXISTS (
      SELECT 1 FROM decisions WHERE edition_id = ${move.editionId} AND stage_id = ${move.stageId}) THEN ${move.reason} END`,
  })
