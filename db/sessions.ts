import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { sessions } from './schema.ts'

/** Where a person is signed in now, the newest first. The token never leaves. */
export const listSessions = (db: Db, userId: string, now: Date, limit: number) =>
  db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      updatedAt: sessions.updatedAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(limit)

/** A session is no fact of the competition: it ends by being deleted, as better-auth does it. */
export const deleteSession = (db: Db, userId: string, id: string) =>
  db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id })

/** Whether the session is this person's. */
export const isSessionOf = (userId: string, id: string) =>
  sql`EXISTS (SELECT 1 FROM sessions own WHERE own.id = ${id} AND own.user_id = ${userId})`

export const deleteSessionByToken = (db: Db, userId: string, token: string) =>
  db.delete(sessions).where(and(eq(sessions.userId, userId), eq(sessions.token, token)))

export const deleteOtherSessions = (db: Db, userId: string, keptId: string) =>
  db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)))
    .returning({ id: sessions.id })

export const deleteAllSessions = (db: Db, userId: string) => db.delete(sessions).where(eq(sessions.userId, userId))

/** Everything but the session with this token, which was opened a moment ago. */
export const deleteSessionsBut = (db: Db, userId: string, token: string) =>
  db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.token, token)))
