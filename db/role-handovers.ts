import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import { roleHandovers, roleHandoverWithdrawals, roles, users } from './schema.ts'

type NewHandover = {
  id: string
  roleId: string
  successorId: string
  /** The successor's role of the same batch; not written where the successor held it already. */
  successorRoleId: string
  startsAt: Date
  at: Date
  by: string
}

/** After the successor's role in the batch. */
export const insertRoleHandover = (db: Db, one: NewHandover, condition: SQL) =>
  db.insert(roleHandovers).select(sql`
    SELECT ${one.id}, ${one.roleId}, ${one.successorId}, (SELECT began.id FROM roles began WHERE began.id = ${one.successorRoleId}),
      ${one.startsAt.getTime()}, ${one.at.getTime()}, ${one.by} WHERE ${condition}`)

/** The newest handing over of a role that nobody has called off. */
export const findRoleHandover = (db: Db, roleId: string) =>
  db
    .select({
      id: renamed(roleHandovers.id, 'handover_id'),
      startsAt: roleHandovers.startsAt,
      successorId: roleHandovers.successorId,
      successorRoleId: roleHandovers.successorRoleId,
      successor: renamed(users.name, 'successor_name'),
      successorEmail: renamed(users.email, 'successor_email'),
    })
    .from(roleHandovers)
    .innerJoin(users, eq(users.id, roleHandovers.successorId))
    .leftJoin(roleHandoverWithdrawals, eq(roleHandoverWithdrawals.handoverId, roleHandovers.id))
    .where(and(eq(roleHandovers.roleId, roleId), isNull(roleHandoverWithdrawals.handoverId)))
    .orderBy(desc(roleHandovers.startsAt))
    .limit(1)
    .get()

type Planned = { id: string; startsAt: Date; successorRoleId: string | null }
type By = { at: Date; by: string; reason: string }

/** What must be true at the moment of writing: it has not begun, and nobody was faster to call it off or to end the role. */
export const isPlannedStill = ({ id, startsAt }: Planned, now: Date): SQL => sql`EXISTS (
  SELECT 1 FROM role_handovers planned JOIN roles ending ON ending.id = planned.role_id AND ending.ends_at = planned.starts_at
  WHERE planned.id = ${id} AND planned.starts_at = ${startsAt.getTime()} AND planned.starts_at > ${now.getTime()}
    AND NOT EXISTS (SELECT 1 FROM role_handover_withdrawals called WHERE called.handover_id = planned.id))`

/** The role that was to begin never does. Before the withdrawal in the batch. */
export const endSuccessorRole = (db: Db, { successorRoleId }: Planned, { at, by, reason }: By, condition: SQL) =>
  db
    .update(roles)
    .set({ endsAt: at, endedBy: by, endReason: reason })
    .where(and(eq(roles.id, successorRoleId ?? ''), isNull(roles.endsAt), condition))

export const insertRoleHandoverWithdrawal = (db: Db, { id }: Planned, { at, by, reason }: By, condition: SQL) =>
  db
    .insert(roleHandoverWithdrawals)
    .select(sql`SELECT ${id}, ${reason}, ${at.getTime()}, ${by} WHERE ${condition}`)
    .returning({ id: roleHandoverWithdrawals.handoverId })

/** The role that was to end goes on, once its handing over is called off. Last in the batch. */
export const resumeRole = (db: Db, roleId: string, { id, startsAt }: Planned, { at, by }: By) =>
  db
    .update(roles)
    .set({ endsAt: null, endedBy: null, endReason: null })
    .where(
      and(
        eq(roles.id, roleId),
        eq(roles.endsAt, startsAt),
        sql`EXISTS (SELECT 1 FROM role_handover_withdrawals called
          WHERE called.handover_id = ${id} AND called.at = ${at.getTime()} AND called.by_id = ${by})`,
      ),
    )

/** Who follows on the role of a list and when, while that is planned and can be called off; else null. */
export const plannedHandover = (now: Date) =>
  sql<{ successor: string } | null>`(
    SELECT json_object('successor', next.name) FROM role_handovers planned JOIN users next ON next.id = planned.successor_id
    WHERE planned.role_id = ${roles.id} AND planned.starts_at = ${roles.endsAt} AND planned.starts_at > ${now.getTime()}
      AND NOT EXISTS (SELECT 1 FROM role_handover_withdrawals called WHERE called.handover_id = planned.id) LIMIT 1)`.mapWith(
    (text: string | null): { successor: string } | null => (text === null ? null : JSON.parse(text)),
  )
