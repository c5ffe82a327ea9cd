import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { fieldVisitors } from './schema.ts'
import { isOpenSheet } from './visit-sheets.ts'

/** Whoever goes again takes the old row. */
export const insertVisitor = (db: Db, visitId: string, jurorId: string, at: Date) =>
  db
    .insert(fieldVisitors)
    .values({ visitId, jurorId, at })
    .onConflictDoUpdate({ target: [fieldVisitors.visitId, fieldVisitors.jurorId], set: { endedAt: null } })

/** SQL of whether this person goes and has not handed in. */
export const isEndable = (visitId: string, jurorId: string) => sql`(
  EXISTS (SELECT 1 FROM field_visitors WHERE visit_id = ${visitId} AND juror_id = ${jurorId} AND ended_at IS NULL)
  AND ${isOpenSheet(visitId, jurorId)})`

export const endVisitor = (db: Db, visitId: string, jurorId: string, at: Date) =>
  db
    .update(fieldVisitors)
    .set({ endedAt: at })
    .where(
      and(
        eq(fieldVisitors.visitId, visitId),
        eq(fieldVisitors.jurorId, jurorId),
        isNull(fieldVisitors.endedAt),
        isOpenSheet(visitId, jurorId),
      ),
    )
    .returning({ jurorId: fieldVisitors.jurorId })
