import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import {
  areStillPlanned,
  endSuccessorRoles,
  handoverOf,
  insertHandoverWithdrawals,
  insertRoleHandover,
  insertWithdrawalEvents,
  listPlannedHandovers,
  resumeRoles,
} from '#db/role-handovers.ts'
import {
  canHandOver,
  insertRole,
  loadColleague,
  loadComingRole,
  loadLeaving,
  selectRole,
  updateRoleEnd,
} from '#db/roles.ts'
import { isHandoverInstant, isHeld, mayEnd } from '#domain/role-period.ts'
import { allow, allowSignedIn } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { handedOver } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { lettersOnWithdrawal } from '../role-handover.ts'

const handover = z.object({
  successorId: recordId,
  /** The instant from which the successor acts; none means now. */
  at: z.iso.datetime().nullable(),
})
const withdrawal = z.object({ reason: line(1000) })

/** An admin's role passes to a colleague, now or on a date. Mounted beside the roles. */
export const roleHandovers = new Hono<AppEnv>()
  /** The admin names a colleague who follows: one row ends where the other begins. */
  .post('/:id/handover', allow('agency_admin'), body(handover), async (c) => {
    const { now, actor } = c.var
    const { successorId, at: from } = c.req.valid('json')
    const at = from === null ? now : new Date(from)
    const db = openDb(c.env.DB)
    const [period] = await selectRole(db, c.req.param('id'))
    const agencyId = period?.userId === actor.id && period.role === 'agency_admin' ? period.agencyId : null
    if (!period || agencyId === null || !isHeld(period, now)) return problem(c, { code: 'not_found' })
    if (period.endsAt) return problem(c, { code: 'handover_planned', startsAt: period.endsAt.toISOString() })
    if (!isHandoverInstant(at, now)) return problem(c, { code: 'handover_date_out_of_range' })
    const successor =
      successorId === actor.id ? undefined : await loadColleague(db, { agencyId, userId: successorId }, now)
    if (!successor) return problem(c, { code: 'not_a_colleague' })
    const next = { userId: successor.id, role: 'agency_admin' as const, agencyId }
    const coming = await loadComingRole(db, next, now)
    if (coming) return problem(c, { code: 'successor_planned', startsAt: coming.beginsAt.toISOString() })
    const leaving = await loadLeaving(db, next, at)
    if (leaving) return problem(c, { code: 'successor_leaves', endsAt: leaving.endsAt.toISOString() })

    const to = { id: successor.id, email: successor.email }
    const letter = handedOver({ name: successor.name, agency: period.agency }, { from: actor.name, at })
    const mail = mailRow(now, { to, ...letter })
    const role = { ...next, id: crypto.randomUUID(), grantedBy: actor.id, beginsAt: at }
    const planned = { id: crypto.randomUUID(), roleId: period.id, successorId: successor.id, startsAt: at }
    const condition = canHandOver(period.id, role, now)
    const [, , , , ended] = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'role.handed_over',
          editionId: null,
          subjectId: agencyId,
          detail: { roleId: period.id, userId: actor.id, successorId: successor.id, at: at.toISOString() },
        },
        condition,
      ),
      insertMails(db, [mail], condition),
      insertRole(db, role, condition),
      insertRoleHandover(db, { ...planned, successorRoleId: role.id, at: now, by: actor.id }, condition),
      // Last: by this the condition holds no longer.
      updateRoleEnd(db, period.id, { at, by: actor.id, reason: `Serah terima kepada ${successor.name}` }, condition),
    ])
    if (ended.length === 0) return problem(c, { code: 'role_ended' })
    await announceMails(c.env, [mail])
    return c.json({ endsAt: at.toISOString(), successor: successor.name }, 201)
  })
  /** Before it begins, who may end the role may call its handing over off: it goes on as if nothing had been planned. */
  .post('/:id/handover/withdrawal', allowSignedIn, body(withdrawal), async (c) => {
    const { now, actor } = c.var
    const { reason } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const which = handoverOf(id)
    const [[period], [planned]] = await Promise.all([selectRole(db, id), listPlannedHandovers(db, which, now)])
    if (!period || !mayEnd(actor, period)) return problem(c, { code: 'not_found' })
    if (!planned) return problem(c, { code: 'handover_not_planned' })
    const mails = lettersOnWithdrawal(planned, { now, actor, reason })
    const by = { at: now, by: actor.id, reason }
    const [, , , withdrawn] = await db.batch([
      insertWithdrawalEvents(db, which, by),
      insertMails(db, mails, areStillPlanned(which, now)),
      endSuccessorRoles(db, which, by),
      // By this it is planned no longer.
      insertHandoverWithdrawals(db, which, by),
      resumeRoles(db, by),
    ])
    if (withdrawn.length === 0) return problem(c, { code: 'handover_not_planned' })
    await announceMails(c.env, mails)
    return c.json({ endsAt: null }, 201)
  })
