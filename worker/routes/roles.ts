import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { revokeInvitationsOf } from '#db/invitations.ts'
import { insertMails } from '#db/mails.ts'
import {
  endSuccessorRole,
  findRoleHandover,
  insertRoleHandover,
  insertRoleHandoverWithdrawal,
  isPlannedStill,
  resumeRole,
} from '#db/role-handovers.ts'
import {
  canEnd,
  countRemaining,
  insertRole,
  isWithoutEnd,
  listAccountEvents,
  listAgencyRoles,
  listStaffRoles,
  selectRole,
  updateRoleEnd,
} from '#db/roles.ts'
import { isAdminOf } from '#domain/invitation.ts'
import { endRole, isHandoverInstant, isHeld, mayEnd, mustRemain } from '#domain/role-period.ts'
import { allow, allowSignedIn } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { handedOver, handoverWithdrawn, roleEnded } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'

/** More people than any agency has named, with those who left. */
const shown = 500
const events = 50

const ending = z.object({ reason: line(1000) })
const handover = z.object({
  successorId: recordId,
  /** The instant from which the successor acts; none means now. */
  at: z.iso.datetime().nullable(),
})

const isSecretariat = (actor: SignedIn) =>
  actor.grants.some(({ role, editionId }) => role === 'secretariat' && editionId === null)

/** By the server's clock, not the reader's. */
const withEnd = <Row extends { endsAt: Date | null }>(rows: readonly Row[], now: Date) =>
  rows.map((row) => ({ ...row, isOver: row.endsAt !== null && row.endsAt <= now }))

type Period = NonNullable<Awaited<ReturnType<typeof selectRole>>[number]>

/** Who holds which role since when and until when. */
export const roles = new Hono<AppEnv>()
  .get('/', allow('agency_admin', 'secretariat'), query(z.object({ agency: recordId.optional() })), async (c) => {
    const db = openDb(c.env.DB)
    const { agency } = c.req.valid('query')
    if (agency === undefined) {
      if (!isSecretariat(c.var.actor)) return problem(c, { code: 'not_found' })
      return c.json({ roles: withEnd(await listStaffRoles(db, c.var.now, shown), c.var.now), events: [] })
    }
    if (!isSecretariat(c.var.actor) && !isAdminOf(c.var.actor, agency)) return problem(c, { code: 'not_found' })
    const people = await listAgencyRoles(db, agency, c.var.now, shown)
    const trail = await listAccountEvents(db, agency, events)
    return c.json({ roles: withEnd(people, c.var.now), events: trail })
  })
  /** Ends at once. The row says who did it and why, and stays. */
  .post('/:id/end', allowSignedIn, body(ending), async (c) => {
    const { now, actor } = c.var
    const { reason } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const [period] = await selectRole(db, c.req.param('id'))
    if (!period || !mayEnd(actor, period)) return problem(c, { code: 'not_found' })
    const canAppoint = isSecretariat(actor) && period.userId !== actor.id
    const remaining = await countRemaining(db, period, now)
    const outcome = endRole(period, { reason, at: now, remaining, canAppoint })
    if (!outcome.ok) return problem(c, outcome.refusal)
    const by = { at: now, by: actor.id, reason }
    const condition = canEnd(period, now, mustRemain(period.role, canAppoint))
    const isOwn = period.userId === actor.id
    const told = { id: period.userId, email: period.email }
    const mails = isOwn ? [] : [mailRow(now, { to: told, ...roleEnded(period, { by: actor.name, reason }) })]
    const [, , , ended] = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'role.ended',
          editionId: null,
          subjectId: period.agencyId === null ? period.userId : (period.topAgencyId ?? period.agencyId),
          detail: { roleId: period.id, userId: period.userId, role: period.role, reason },
        },
        condition,
      ),
      insertMails(db, mails, condition),
      revokeInvitationsOf(db, period, { at: now, by: actor.id }, condition),
      // Last: by this the condition holds no longer.
      updateRoleEnd(db, period.id, by, condition),
    ])
    if (ended.length === 0) return problem(c, { code: await whyNot(db, period, now) })
    await announceMails(c.env, mails)
    return c.json({ endsAt: now.toISOString() })
  })
  /** The admin names a colleague who follows: one row ends where the other begins. */
  .post('/:id/handover', allow('agency_admin'), body(handover), async (c) => {
    const { now, actor } = c.var
    const { successorId, at: from } = c.req.valid('json')
    const at = from === null ? now : new Date(from)
    const db = openDb(c.env.DB)
    const [period] = await selectRole(db, c.req.param('id'))
    const isOwn = period?.userId === actor.id && period.role === 'agency_admin' && period.agencyId !== null
    if (!period || !isOwn || !isHeld(period, now)) return problem(c, { code: 'not_found' })
    if (period.endsAt) return problem(c, { code: 'handover_planned', startsAt: period.endsAt.toISOString() })
    if (!isHandoverInstant(at, now)) return problem(c, { code: 'handover_date_out_of_range' })
    const people = await listAgencyRoles(db, period.agencyId ?? '', now, shown)
    const successor = people.find((one) => one.userId === successorId && isHeld(one, now))
    if (!successor || successor.userId === actor.id) return problem(c, { code: 'not_a_colleague' })
    const role = {
      id: crypto.randomUUID(),
      userId: successor.userId,
      role: 'agency_admin' as const,
      agencyId: period.agencyId,
      grantedBy: actor.id,
      beginsAt: at,
    }
    const to = { id: successor.userId, email: successor.email }
    const letter = handedOver({ name: successor.name, agency: period.agency }, { from: actor.name, at })
    const mail = mailRow(now, { to, ...letter })
    const reason = `Serah terima kepada ${successor.name}`
    const planned = {
      id: crypto.randomUUID(),
      roleId: period.id,
      successorId: successor.userId,
      successorRoleId: role.id,
      startsAt: at,
      at: now,
      by: actor.id,
    }
    const condition = isWithoutEnd(period.id)
    const [, , , , ended] = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'role.handed_over',
          editionId: null,
          subjectId: period.agencyId ?? period.userId,
          detail: { roleId: period.id, userId: actor.id, successorId: successor.userId, at: at.toISOString() },
        },
        condition,
      ),
      insertMails(db, [mail], condition),
      insertRole(db, role, condition),
      insertRoleHandover(db, planned, condition),
      // Last: by this the condition holds no longer.
      updateRoleEnd(db, period.id, { at, by: actor.id, reason }, condition),
    ])
    if (ended.length === 0) return problem(c, { code: 'role_ended' })
    await announceMails(c.env, [mail])
    return c.json({ endsAt: at.toISOString(), successor: successor.name }, 201)
  })
  /** Before it begins, who may end the role may call its handing over off: it goes on as if nothing had been planned. */
  .post('/:id/handover/withdrawal', allowSignedIn, body(ending), async (c) => {
    const { now, actor } = c.var
    const { reason } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [[period], planned] = await Promise.all([selectRole(db, id), findRoleHandover(db, id)])
    if (!period || !mayEnd(actor, period)) return problem(c, { code: 'not_found' })
    if (!planned) return problem(c, { code: 'handover_not_planned' })
    const condition = isPlannedStill(planned, now)
    const by = { at: now, by: actor.id, reason }
    const told = { by: actor.name, at: planned.startsAt, reason }
    const people = [
      { id: period.userId, name: period.name, email: period.email, isSuccessor: false },
      { id: planned.successorId, name: planned.successor, email: planned.successorEmail, isSuccessor: true },
    ].filter((one) => one.id !== actor.id)
    const mails = people.map((one) =>
      mailRow(now, { to: one, ...handoverWithdrawn({ ...one, agency: period.agency }, told) }),
    )
    const [, , , withdrawn] = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'role.handover_withdrawn',
          editionId: null,
          subjectId: period.agencyId ?? period.userId,
          detail: {
            roleId: period.id,
            userId: period.userId,
            successorId: planned.successorId,
            startsAt: planned.startsAt.toISOString(),
            reason,
          },
        },
        condition,
      ),
      insertMails(db, mails, condition),
      endSuccessorRole(db, planned, by, condition),
      // By this the condition holds no longer.
      insertRoleHandoverWithdrawal(db, planned, by, condition),
      resumeRole(db, period.id, planned, by),
    ])
    if (withdrawn.length === 0) return problem(c, { code: 'handover_not_planned' })
    await announceMails(c.env, mails)
    return c.json({ endsAt: null }, 201)
  })

/** Somebody was faster: ended it, or ended the one who was to stay. */
async function whyNot(db: Db, period: Period, now: Date): Promise<'role_ended' | 'last_holder'> {
  const [row] = await selectRole(db, period.id)
  return row?.endsAt && row.endsAt <= now ? 'role_ended' : 'last_holder'
}
