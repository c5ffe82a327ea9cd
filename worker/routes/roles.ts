import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf, type AuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { revokeInvitationsOf } from '#db/invitations.ts'
import { insertMails } from '#db/mails.ts'
import {
  handoversTo,
  insertHandoverWithdrawals,
  insertWithdrawalEvents,
  listPlannedHandovers,
  resumeRoles,
} from '#db/role-handovers.ts'
import {
  canEnd,
  countRemaining,
  listAccountEvents,
  listAgencyRoles,
  listStaffRoles,
  selectRole,
  updateRoleEnd,
} from '#db/roles.ts'
import { isAdminOf } from '#domain/invitation.ts'
import { endRole, mayEnd, mustRemain } from '#domain/role-period.ts'
import { allow, allowSignedIn } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { roleEnded } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { lettersOnWithdrawal } from '../role-handover.ts'

/** More people than any agency has named, with those who left. */
const shown = 500
const events = 50

const ending = z.object({ reason: line(1000) })

const isSecretariat = (actor: SignedIn) =>
  actor.grants.some(({ role, editionId }) => role === 'secretariat' && editionId === null)

type Period = NonNullable<Awaited<ReturnType<typeof selectRole>>[number]>

/** Who holds which role since when and until when. */
export const roles = new Hono<AppEnv>()
  .get('/', allow('agency_admin', 'secretariat'), query(z.object({ agency: recordId.optional() })), async (c) => {
    const db = openDb(c.env.DB)
    const { agency } = c.req.valid('query')
    if (agency === undefined) {
      if (!isSecretariat(c.var.actor)) return problem(c, { code: 'not_found' })
      return c.json({ roles: await listStaffRoles(db, c.var.now, shown), events: [] })
    }
    if (!isSecretariat(c.var.actor) && !isAdminOf(c.var.actor, agency)) return problem(c, { code: 'not_found' })
    const people = await listAgencyRoles(db, agency, c.var.now, shown)
    const trail = await listAccountEvents(db, agency, events)
    return c.json({ roles: people, events: trail })
  })
  /** Ends at once. The row says who did it and why, and stays; what was to be handed over to this person goes on where it is. */
  .post('/:id/end', allowSignedIn, body(ending), async (c) => {
    const { now, actor } = c.var
    const { reason } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const [period] = await selectRole(db, c.req.param('id'))
    if (!period || !mayEnd(actor, period)) return problem(c, { code: 'not_found' })
    const canAppoint = isSecretariat(actor) && period.userId !== actor.id
    const remaining = await countRemaining(db, period, now)
    const calledOff = await listPlannedHandovers(db, handoversTo(period), now)
    const outcome = endRole(period, { reason, at: now, remaining, canAppoint })
    if (!outcome.ok) return problem(c, outcome.refusal)
    const by = { at: now, by: actor.id, reason }
    const condition = canEnd(period, now, mustRemain(period, { at: now, canAppoint }))
    const to = { id: period.userId, email: period.email }
    const mails = [
      ...(to.id === actor.id ? [] : [mailRow(now, { to, ...roleEnded(period, { by: actor.name, reason }) })]),
      ...calledOff.flatMap((one) => lettersOnWithdrawal(one, { now, actor, reason }, [period.userId])),
    ]
    const [, , , , , , ended] = await db.batch([
      insertAuditEventIf(db, endedEvent(period, by), condition),
      insertMails(db, mails, condition),
      revokeInvitationsOf(db, period, by, condition),
      insertWithdrawalEvents(db, handoversTo(period), by, condition),
      insertHandoverWithdrawals(db, handoversTo(period), by, condition),
      resumeRoles(db, by),
      // Last: by this the condition holds no longer.
      updateRoleEnd(db, period.id, by, condition),
    ])
    if (ended.length === 0) return problem(c, { code: await whyNot(db, period, now) })
    await announceMails(c.env, mails)
    return c.json({ endsAt: now.toISOString() })
  })

const endedEvent = (
  { id, userId, role, agencyId, topAgencyId }: Period,
  { at, by, reason }: { at: Date; by: string; reason: string },
): AuditEvent => ({
  at,
  actorId: by,
  action: 'role.ended',
  editionId: null,
  subjectId: agencyId === null ? userId : (topAgencyId ?? agencyId),
  detail: { roleId: id, userId, role, reason },
})

/** Somebody was faster: ended it, or ended the one who was to stay. */
async function whyNot(db: Db, period: Period, now: Date): Promise<'role_ended' | 'last_holder'> {
  const [row] = await selectRole(db, period.id)
  return row?.endsAt && row.endsAt <= now ? 'role_ended' : 'last_holder'
}
