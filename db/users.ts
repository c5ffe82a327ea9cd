import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import { agencies, editions, roles, sessions, twoFactors, users } from './schema.ts'

export const findUserByEmail = (db: Db, email: string) =>
  db
    .select({ id: users.id, email: users.email, name: users.name })
    .from(users)
    .where(eq(users.email, email.trim().toLowerCase()))
    .get()

/** The person behind a session token that has not run out. */
export const selectSessionUser = (db: Db, token: string, now: Date) =>
  db
    .select({
      id: renamed(users.id, 'user_id'),
      name: users.name,
      email: users.email,
      sessionId: renamed(sessions.id, 'session_id'),
      hasSecondFactor: users.twoFactorEnabled,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.token, token), gt(sessions.expiresAt, now)))

/** The roles that the session's person holds now. */
export const selectSessionGrants = (db: Db, token: string, now: Date) =>
  db
    .select({ role: roles.role, agencyId: roles.agencyId, editionId: roles.editionId })
    .from(sessions)
    .innerJoin(roles, eq(roles.userId, sessions.userId))
    .where(
      and(
        eq(sessions.token, token),
        gt(sessions.expiresAt, now),
        lte(roles.beginsAt, now),
        or(isNull(roles.endsAt), gt(roles.endsAt, now)),
      ),
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
