import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import type { RoleName } from '#domain/access.ts'
import type { Db } from './client.ts'
import { lastFailure } from './mail-events.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { countStillPlanned, handoversTo, plannedHandover } from './role-handovers.ts'
import { agencies, auditEvents, roles, users } from './schema.ts'

type NewRole = {
  id: string
  userId: string
  role: RoleName
  agencyId: string | null
  grantedBy: string | null
  beginsAt: Date
}

const isSame = ({ userId, role, agencyId }: Pick<NewRole, 'userId' | 'role' | 'agencyId'>, from: Date): SQL => sql`
  held.user_id = ${userId} AND held.role = ${role} AND held.agency_id IS ${agencyId} AND held.edition_id IS NULL
  AND (held.ends_at IS NULL OR held.ends_at > ${from.getTime()})`

/** Whether the role is not held already, nor will be, from that instant on. */
export const isNewRole = (role: Pick<NewRole, 'userId' | 'role' | 'agencyId'>, from: Date): SQL =>
  sql`NOT EXISTS (SELECT 1 FROM roles held WHERE ${isSame(role, from)})`

/** Nothing is written when the role is held already, or unless `provided` holds. */
export const insertRole = (db: Db, role: NewRole, provided: SQL = sql`true`) =>
  db.insert(roles).select(sql`
    SELECT ${role.id}, ${role.userId}, ${role.role}, ${role.agencyId}, NULL, ${role.beginsAt.getTime()}, NULL, ${role.grantedBy},
      NULL, NULL
    WHERE ${isNewRole(role, role.beginsAt)} AND ${provided}`)

export const isHeldNow = (now: Date) => and(lte(roles.beginsAt, now), or(isNull(roles.endsAt), gt(roles.endsAt, now)))

/** One role with the agency above its unit. */
export const selectRole = (db: Db, id: string) =>
  db
    .select({
      id: renamed(roles.id, 'role_id'),
      userId: roles.userId,
      name: renamed(users.name, 'holder_name'),
      email: users.email,
      role: roles.role,
      agencyId: roles.agencyId,
      agency: renamedOrNull(agencies.name, 'agency_name'),
      topAgencyId: sql<string | null>`coalesce(${agencies.parentId}, ${agencies.id})`.as('top_agency_id'),
      beginsAt: roles.beginsAt,
      endsAt: roles.endsAt,
    })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .leftJoin(agencies, eq(agencies.id, roles.agencyId))
    .where(eq(roles.id, id))

type Held = { userId: string; role: RoleName; agencyId: string | null }
type Ending = Held & { id: string }

/**
 * SQL of how many others hold the same role at the same place without an end once this one ends: those who do, and those who were to
 * hand theirs over to this person, which is called off with it.
 */
const othersRemaining = (period: Ending, at: Date) =>
  sql<number>`((SELECT count(*) FROM roles other WHERE other.role = ${period.role} AND other.agency_id IS ${period.agencyId}
    AND other.edition_id IS NULL AND other.user_id <> ${period.userId} AND other.begins_at <= ${at.getTime()}
    AND other.ends_at IS NULL) + ${countStillPlanned(handoversTo(period), at)})`

export async function countRemaining(db: Db, period: Ending, at: Date): Promise<number> {
  const row = await db
    .select({ remaining: othersRemaining(period, at) })
    .from(sql`(SELECT 1)`)
    .get()
  return row?.remaining ?? 0
}

/** What must be true at the moment of writing for a role to end: it still runs, and, where one must, another stays. */
export const canEnd = (period: Ending, at: Date, anotherMustStay: boolean): SQL => sql`EXISTS (
    SELECT 1 FROM roles ending WHERE ending.id = ${period.id} AND (ending.ends_at IS NULL OR ending.ends_at > ${at.getTime()}))
  ${anotherMustStay ? sql`AND ${othersRemaining(period, at)} > 0` : sql``}`

/** When the person is to begin in this role there. */
export const loadComingRole = (db: Db, { userId, role, agencyId }: Held, now: Date) =>
  db
    .select({ beginsAt: roles.beginsAt })
    .from(roles)
    .where(
      and(
        eq(roles.userId, userId),
        eq(roles.role, role),
        sql`${roles.agencyId} IS ${agencyId}`,
        gt(roles.beginsAt, now),
        isNull(roles.endsAt),
      ),
    )
    .get()

/** SQL of whether `leaving` is such a role that ends after that instant. */
const isLeft = (
  { userId, role, agencyId }: Held,
  at: Date,
): SQL => sql`leaving.user_id = ${userId} AND leaving.role = ${role}
  AND leaving.agency_id IS ${agencyId} AND leaving.ends_at > ${at.getTime()}`

/** When a person who holds the role there at that instant is to leave it. */
export const loadLeaving = (db: Db, held: Held, at: Date) =>
  db
    .select({ endsAt: sql<Date>`leaving.ends_at`.mapWith(roles.endsAt) })
    .from(sql`roles leaving`)
    .where(isLeft(held, at))
    .get()

/**
 * What must be true at the moment of writing: the role has no end yet, and the successor neither waits for another like `next` nor
 * is to leave one, so that somebody stays when both have ended.
 */
export const canHandOver = (id: string, next: Held & { id: string; beginsAt: Date }, now: Date): SQL => sql`
  EXISTS (SELECT 1 FROM roles running WHERE running.id = ${id} AND running.ends_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM roles leaving WHERE ${isLeft(next, next.beginsAt)})
  AND NOT EXISTS (SELECT 1 FROM roles coming WHERE coming.user_id = ${next.userId} AND coming.role = ${next.role}
    AND coming.agency_id IS ${next.agencyId} AND coming.begins_at > ${now.getTime()} AND coming.ends_at IS NULL
    AND coming.id <> ${next.id})`

/** Somebody who holds a role at the agency or one of its units. */
export const loadColleague = (db: Db, { agencyId, userId }: { agencyId: string; userId: string }, now: Date) =>
  db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .innerJoin(agencies, eq(agencies.id, roles.agencyId))
    .where(
      and(
        eq(roles.userId, userId),
        inArray(roles.role, ['author', 'agency_admin']),
        or(eq(agencies.id, agencyId), eq(agencies.parentId, agencyId)),
        isHeldNow(now),
      ),
    )
    .limit(1)
    .get()

/** Ends a role if `condition` holds; answers its id, or nothing. */
export const updateRoleEnd = (
  db: Db,
  id: string,
  { at, by, reason }: { at: Date; by: string; reason: string },
  condition: SQL,
) =>
  db
    .update(roles)
    .set({ endsAt: at, endedBy: by, endReason: reason })
    .where(and(eq(roles.id, id), condition))
    .returning({ id: roles.id })

const lastSignIn = sql<Date | null>`(
  SELECT opened.at FROM audit_events opened WHERE opened.subject_id = users.id AND opened.action = 'session.opened'
  ORDER BY opened.id DESC LIMIT 1)`.mapWith((at: number | null) => (at === null ? null : new Date(at)))

/** When the person's last letter came back; null when it arrived, or nothing is known of it. */
const mailFailedAt = sql<Date | null>`${lastFailure('users.email')}`.mapWith((at: number | null) =>
  at === null ? null : new Date(at),
)

const endedBy = sql<string | null>`(SELECT ender.name FROM users ender WHERE ender.id = roles.ended_by)`

/** Whether a role is to come or over is told by the portal's clock, not the reader's. */
const columnsAt = (now: Date) => ({
  id: roles.id,
  userId: users.id,
  name: users.name,
  email: users.email,
  role: roles.role,
  agencyId: roles.agencyId,
  agency: agencies.name,
  beginsAt: roles.beginsAt,
  endsAt: roles.endsAt,
  endReason: roles.endReason,
  endedBy,
  hasSecondFactor: users.twoFactorEnabled,
  lastSignInAt: lastSignIn,
  mailFailedAt,
  handover: plannedHandover(now),
  isComing: sql<boolean>`${roles.beginsAt} > ${now.getTime()}`.mapWith(Boolean),
  isOver: sql<boolean>`coalesce(${roles.endsAt} <= ${now.getTime()}, false)`.mapWith(Boolean),
})

const newestFirst = [sql`${roles.endsAt} IS NOT NULL`, desc(roles.endsAt), asc(users.name), asc(roles.id)] as const

/** Everybody who holds or held a role at an agency or one of its units; those who hold it first. */
export const listAgencyRoles = (db: Db, agencyId: string, now: Date, limit: number) =>
  db
    .select(columnsAt(now))
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .innerJoin(agencies, eq(agencies.id, roles.agencyId))
    .where(
      and(
        inArray(
          roles.agencyId,
          sql`(SELECT ${agencyId} UNION ALL SELECT below.id FROM agencies below WHERE below.parent_id = ${agencyId})`,
        ),
        inArray(roles.role, ['author', 'agency_admin']),
      ),
    )
    .orderBy(...newestFirst)
    .limit(limit)

/** The ministry's own people. */
export const listStaffRoles = (db: Db, now: Date, limit: number) =>
  db
    .select(columnsAt(now))
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .leftJoin(agencies, eq(agencies.id, roles.agencyId))
    .where(and(inArray(roles.role, ['secretariat', 'auditor', 'operator']), isNull(roles.editionId)))
    .orderBy(...newestFirst)
    .limit(limit)

/** A person's own roles, held now or in time to come. */
export const listOwnRoles = (db: Db, userId: string, now: Date, limit: number) =>
  db
    .select({ ...columnsAt(now), topAgencyId: sql<string | null>`coalesce(${agencies.parentId}, ${agencies.id})` })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .leftJoin(agencies, eq(agencies.id, roles.agencyId))
    .where(and(eq(roles.userId, userId), or(isNull(roles.endsAt), gt(roles.endsAt, now))))
    .orderBy(asc(roles.beginsAt), asc(roles.id))
    .limit(limit)

/** Everybody of the secretariat, for letters to all of them. */
export const listSecretariat = (db: Db, now: Date, limit: number) =>
  db
    .selectDistinct({ id: users.id, name: users.name, email: users.email })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .where(and(eq(roles.role, 'secretariat'), isNull(roles.editionId), isHeldNow(now)))
    .limit(limit)

/** The trail of accounts: everything that belongs to no edition and concerns these subjects. */
export const listAccountEvents = (db: Db, subjectId: string, limit: number) =>
  db
    .select({ at: auditEvents.at, action: auditEvents.action, actor: users.name, detail: auditEvents.detail })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(and(isNull(auditEvents.editionId), eq(auditEvents.subjectId, subjectId)))
    .orderBy(desc(auditEvents.id))
    .limit(limit)
