import { and, eq, gt, isNull, lte, or, sql, type SQLWrapper } from 'drizzle-orm'
import type { Grant } from '#domain/access.ts'
import type { Db } from './client.ts'
import { prepared, type Brought } from './prepared.ts'
import { renamed } from './renamed.ts'
import { agencies, editions, roles, sessions, twoFactors, users } from './schema.ts'

export const findUserByEmail = (db: Db, email: string) =>
  db
    .select({ id: users.id, email: users.email, name: users.name })
    .from(users)
    .where(eq(users.email, email.trim().toLowerCase()))
    .get()

const jsonOf = <Value>(json: string): Value => JSON.parse(json)

/** SQL of whether a session is the one with this token and has not run out. */
export const isSession = (token: SQLWrapper, now: SQLWrapper) =>
  sql`(sessions.token = ${token} AND sessions.expires_at > ${now})`

/** SQL of whether a role is held at that moment. */
export const isHeld = (now: SQLWrapper) =>
  sql`(roles.begins_at <= ${now} AND (roles.ends_at IS NULL OR roles.ends_at > ${now}))`

/** The person behind a session token that has not run out, with the roles held now. */
export const selectSession = prepared((db, { token, now }: Brought<{ token: string; now: Date }>) =>
  db
    .select({
      id: renamed(users.id, 'user_id'),
      name: users.name,
      email: users.email,
      sessionId: renamed(sessions.id, 'session_id'),
      hasSecondFactor: users.twoFactorEnabled,
      grants: sql<Grant[]>`(
        SELECT json_group_array(json_object('role', role, 'agencyId', agency_id, 'editionId', edition_id))
        FROM roles WHERE roles.user_id = users.id AND ${isHeld(now)})`
        .mapWith(jsonOf<Grant[]>)
        .as('grants'),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(isSession(token, now)),
)

/** The roles a person holds now, with the names of where. */
export const listRolesOf = (db: Db, userId: string, now: Date) =>
  db
    .select({
      role: roles.role,
      agencyId: roles.agencyId,
      agency: agencies.name,
      edition: editions.slug,
    })
    .from(roles)
    .leftJoin(agencies, eq(agencies.id, roles.agencyId))
    .leftJoin(editions, eq(editions.id, roles.editionId))
    .where(and(eq(roles.userId, userId), lte(roles.beginsAt, now), or(isNull(roles.endsAt), gt(roles.endsAt, now))))

export const loadPerson = (db: Db, id: string) =>
  db
    .select({ id: users.id, name: users.name, email: users.email, hasSecondFactor: users.twoFactorEnabled })
    .from(users)
    .where(eq(users.id, id))
    .get()

/** The secret is no fact but a key: it goes away whole. */
export const clearSecondFactor = (db: Db, userId: string, now: Date) =>
  [
    db.delete(twoFactors).where(eq(twoFactors.userId, userId)),
    db.update(users).set({ twoFactorEnabled: false, updatedAt: now }).where(eq(users.id, userId)),
  ] as const
