import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { AuditEvent } from './audit-events.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { agencies, agencyProposalCounts, proposals, reminders, roles, users } from './schema.ts'

/** Which reminder of which closing. */
export type ReminderKey = { editionId: string; stageId: string; hoursBefore: number; closesAt: Date }

const isThis = ({ editionId, stageId, hoursBefore, closesAt }: ReminderKey) =>
  and(
    eq(reminders.editionId, editionId),
    eq(reminders.stageId, stageId),
    eq(reminders.hoursBefore, hoursBefore),
    eq(reminders.closesAt, closesAt),
  )

export async function isReminded(db: Db, key: ReminderKey): Promise<boolean> {
  const row = await db.select({ at: reminders.at }).from(reminders).where(isThis(key)).get()
  return row !== undefined
}

/** Beginning of the once-keys of all letters of one reminder. */
export const reminderPrefix = ({ editionId, stageId, hoursBefore, closesAt }: ReminderKey) =>
  `reminder:${editionId}:${stageId}:${closesAt.getTime()}:${hoursBefore}:`

/** SQL of the once-keys that begin so: `;` is the sign after `:`. */
export const onceKeyBegins = (prefix: string) => sql`once_key >= ${prefix} AND once_key < ${`${prefix.slice(0, -1)};`}`

/** The first to end it writes it down with the letters it came to, and tells the trail; whoever comes second writes nothing. */
export const insertReminder = (db: Db, key: ReminderKey, at: Date) => {
  const { editionId, stageId, hoursBefore, closesAt } = key
  const letters = sql`(SELECT count(*) FROM mails WHERE ${onceKeyBegins(reminderPrefix(key))})`
  const isNew = sql`NOT EXISTS (SELECT 1 FROM reminders WHERE edition_id = ${editionId} AND stage_id = ${stageId}
    AND hours_before = ${hoursBefore} AND closes_at = ${closesAt.getTime()})`
  const action: AuditEvent['action'] = 'reminder.sent'
  return [
    db.run(sql`INSERT INTO audit_events (at, actor_id, action, edition_id, subject_id, detail)
      SELECT ${at.getTime()}, NULL, ${action}, ${editionId}, ${stageId},
        json_object('hoursBefore', ${hoursBefore}, 'closesAt', ${closesAt.toISOString()}, 'letters', ${letters})
      WHERE ${isNew}`),
    db.run(sql`INSERT OR IGNORE INTO reminders (edition_id, stage_id, hours_before, closes_at, letters, at)
      VALUES (${editionId}, ${stageId}, ${hoursBefore}, ${closesAt.getTime()}, ${letters}, ${at.getTime()})`),
  ] as const
}

const openStates = ['draft', 'returned', 'with_agency'] as const

/** Agencies with a proposal that has not been forwarded, in the order of their ids, after one of them. */
export const listOpenAgencies = (db: Db, editionId: string, after: string, limit: number) =>
  db
    .selectDistinct({ id: agencies.id, name: agencies.name })
    .from(agencyProposalCounts)
    .innerJoin(agencies, eq(agencies.id, agencyProposalCounts.agencyId))
    .where(
      and(
        eq(agencyProposalCounts.editionId, editionId),
        gt(agencyProposalCounts.agencyId, after),
        inArray(agencyProposalCounts.state, [...openStates]),
        gt(agencyProposalCounts.count, 0),
      ),
    )
    .orderBy(asc(agencyProposalCounts.agencyId))
    .limit(limit)

/** What these agencies have not forwarded. */
export async function listOpenProposals(db: Db, editionId: string, agencyIds: readonly string[]) {
  const rows = await db
    .select({
      id: proposals.id,
      title: proposals.title,
      state: proposals.state,
      unitId: proposals.unitId,
      agencyId: proposals.agencyId,
    })
    .from(proposals)
    .where(
      and(
        inArray(proposals.agencyId, among(agencyIds)),
        eq(proposals.editionId, editionId),
        inArray(proposals.state, [...openStates]),
      ),
    )
    .orderBy(asc(proposals.stateSince), asc(proposals.id))
  return rows.flatMap(({ state, ...row }) => {
    const open = openStates.find((one) => one === state)
    return open ? [{ ...row, state: open }] : []
  })
}

/** Authors at these units and admins of these agencies, as they hold their roles now. */
export async function listHolders(db: Db, editionId: string, placeIds: readonly string[], now: Date) {
  const rows = await db
    .selectDistinct({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: roles.role,
      agencyId: sql<string>`${roles.agencyId}`.as('place_id'),
    })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .where(
      and(
        inArray(roles.agencyId, among(placeIds)),
        inArray(roles.role, ['author', 'agency_admin']),
        or(isNull(roles.editionId), eq(roles.editionId, editionId)),
        lte(roles.beginsAt, now),
        or(isNull(roles.endsAt), gt(roles.endsAt, now)),
      ),
    )
  return rows.flatMap(({ role, ...row }) => (role === 'author' || role === 'agency_admin' ? [{ ...row, role }] : []))
}
