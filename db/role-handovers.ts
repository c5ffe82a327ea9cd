import { eq, inArray, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { RoleName } from '#domain/access.ts'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, roleHandovers, roleHandoverWithdrawals, roles, users } from './schema.ts'

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

/** Which of the planned handings over: rows `planned` of handings over, `ending` of the roles that they end. */
type WhichHandovers = SQL

type Place = { userId: string; role: RoleName; agencyId: string | null }

export const handoverOf = (roleId: string): WhichHandovers => sql`ending.id = ${roleId}`

/** Those by which the holder of this role is to follow somebody, whether the role has begun or not. */
export const handoversTo = ({ id, userId, role, agencyId }: Place & { id: string }): WhichHandovers => sql`
  planned.successor_id = ${userId} AND ending.role = ${role} AND ending.agency_id IS ${agencyId}
  AND coalesce(planned.successor_role_id, ${id}) = ${id}`

/** They have not begun, and nobody was faster to call them off or to end the role. */
const whereStillPlanned = (which: WhichHandovers, now: Date): SQL => sql`
  FROM role_handovers planned JOIN roles ending ON ending.id = planned.role_id AND ending.ends_at = planned.starts_at
  WHERE planned.starts_at > ${now.getTime()} AND ${which}
    AND NOT EXISTS (SELECT 1 FROM role_handover_withdrawals called WHERE called.handover_id = planned.id)`

export const areStillPlanned = (which: WhichHandovers, now: Date): SQL =>
  sql`EXISTS (SELECT 1 ${whereStillPlanned(which, now)})`

export const countStillPlanned = (which: WhichHandovers, now: Date): SQL =>
  sql`(SELECT count(*) ${whereStillPlanned(which, now)})`

const successors = alias(users, 'successors')

/** With both people, for their letters. */
export const listPlannedHandovers = (db: Db, which: WhichHandovers, now: Date) =>
  db
    .select({
      startsAt: roleHandovers.startsAt,
      agency: renamedOrNull(agencies.name, 'agency_name'),
      holderId: renamed(users.id, 'holder_id'),
      holder: renamed(users.name, 'holder_name'),
      holderEmail: renamed(users.email, 'holder_email'),
      successorId: roleHandovers.successorId,
      successor: renamed(successors.name, 'successor_name'),
      successorEmail: renamed(successors.email, 'successor_email'),
    })
    .from(roleHandovers)
    .innerJoin(roles, eq(roles.id, roleHandovers.roleId))
    .innerJoin(users, eq(users.id, roles.userId))
    .innerJoin(successors, eq(successors.id, roleHandovers.successorId))
    .leftJoin(agencies, eq(agencies.id, roles.agencyId))
    .where(inArray(roleHandovers.id, sql`(SELECT planned.id ${whereStillPlanned(which, now)})`))

type By = { at: Date; by: string; reason: string }

/** The trail of each that is called off. Before their withdrawals in the batch. */
export const insertWithdrawalEvents = (
  db: Db,
  which: WhichHandovers,
  { at, by, reason }: By,
  condition: SQL = sql`true`,
) =>
  db.run(sql`
    INSERT INTO audit_events (at, actor_id, action, edition_id, subject_id, detail)
    SELECT ${at.getTime()}, ${by}, 'role.handover_withdrawn', NULL, coalesce(ending.agency_id, ending.user_id),
      json_object('roleId', ending.id, 'userId', ending.user_id, 'successorId', planned.successor_id, 'startsAt',
        strftime('%Y-%m-%dT%H:%M:%S', planned.starts_at / 1000, 'unixepoch') || printf('.%03dZ', planned.starts_at % 1000),
        'reason', ${reason})
    ${whereStillPlanned(which, at)} AND ${condition}`)

/** The roles that were to begin never do. Before the withdrawals in the batch. */
export const endSuccessorRoles = (db: Db, which: WhichHandovers, { at, by, reason }: By) =>
  db.run(sql`
    UPDATE roles SET ends_at = ${at.getTime()}, ended_by = ${by}, end_reason = ${reason}
    WHERE ends_at IS NULL AND id IN (SELECT planned.successor_role_id ${whereStillPlanned(which, at)})`)

/** Answers a row for each that is called off. By this they are planned no longer. */
export const insertHandoverWithdrawals = (
  db: Db,
  which: WhichHandovers,
  { at, by, reason }: By,
  condition: SQL = sql`true`,
) =>
  db
    .insert(roleHandoverWithdrawals)
    .select(sql`SELECT planned.id, ${reason}, ${at.getTime()}, ${by} ${whereStillPlanned(which, at)} AND ${condition}`)
    .returning({ id: roleHandoverWithdrawals.handoverId })

/** The roles that were to end go on, once their handing over is called off. Last in the batch. */
export const resumeRoles = (db: Db, { at, by }: By) =>
  db.run(sql`
    UPDATE roles SET ends_at = NULL, ended_by = NULL, end_reason = NULL
    WHERE (id, ends_at) IN (SELECT planned.role_id, planned.starts_at
      FROM role_handover_withdrawals called JOIN role_handovers planned ON planned.id = called.handover_id
      WHERE called.at = ${at.getTime()} AND called.by_id = ${by})`)

/** Who follows on the role of a list and when, while that is planned and can be called off; else null. */
export const plannedHandover = (now: Date) =>
  sql<{ successor: string } | null>`(
    SELECT json_object('successor', next.name) FROM role_handovers planned JOIN users next ON next.id = planned.successor_id
    WHERE planned.role_id = ${roles.id} AND planned.starts_at = ${roles.endsAt} AND planned.starts_at > ${now.getTime()}
      AND NOT EXISTS (SELECT 1 FROM role_handover_withdrawals called WHERE called.handover_id = planned.id) LIMIT 1)`.mapWith(
    (text: string | null): { successor: string } | null => (text === null ? null : JSON.parse(text)),
  )
