import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb } from '#db/client.ts'
import { endVisitor, insertVisitor, isEndable } from '#db/field-visitors.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { allow } from '../access.ts'
import { lettersOfAppointments } from '../appointment-letters.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { visitWords } from '../letters/field-visit.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { loadVisits, loadVisitStage, visitEvent } from '../visit-planning.ts'

const reasoned = z.object({ reason: z.string().trim().max(1000) })
const named = z.object({ jurorId: recordId })

/** Who goes on a visit, one person at a time. Mounted beside the editions. */
export const fieldVisitors = new Hono<AppEnv>()
  .post('/:edition/stages/:stage/visits/:visit/visitors', allow('secretariat'), body(named), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, rules } = found.value
    const loaded = await loadVisits(db, found.value, now)
    const visit = loaded.visits.find(({ id }) => id === c.req.param('visit'))
    if (!visit) return problem(c, { code: 'not_found' })
    const { jurorId } = c.req.valid('json')
    const jurors = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const juror = jurors.find(({ id }) => id === jurorId)
    if (!juror) return problem(c, { code: 'invalid_input', fields: ['jurorId'] })
    const told = [
      { proposalId: visit.proposalId, people: [juror], toAgency: false, change: 'set' as const, place: visit },
    ]
    const letters = { reason: '', now }
    const mails = await lettersOfAppointments(db, visitWords, found.value, loaded.visitable, told, letters)
    const event = visitEvent(found.value, { at: now, by: actor.id }, 'visitor.added', visit.id)
    try {
      await db.batch([
        insertVisitor(db, visit.id, jurorId, now),
        insertMails(db, mails),
        insertAuditEvent(db, { ...event, detail: { ...event.detail, jurorId } }),
      ])
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      throw error
    }
    await announceMails(c.env, mails)
    return c.json({}, 201)
  })
  .post(
    '/:edition/stages/:stage/visits/:visit/visitors/:juror/end',
    allow('secretariat'),
    body(reasoned),
    async (c) => {
      const db = openDb(c.env.DB)
      const { actor, now } = c.var
      const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
      if (!found.ok) return problem(c, found.refusal)
      const { reason } = c.req.valid('json')
      if (reason === '') return problem(c, { code: 'reason_needed' })
      const loaded = await loadVisits(db, found.value, now)
      const visit = loaded.visits.find(({ id }) => id === c.req.param('visit'))
      const visitor = visit?.visitors.find(({ id }) => id === c.req.param('juror'))
      if (!visit || !visitor) return problem(c, { code: 'not_found' })
      if (visitor.handedInAt) return problem(c, { code: 'already_handed_in' })
      const people = visitor.state === 'going' ? [visitor] : []
      const { proposalId } = visit
      const told = [{ proposalId, people, toAgency: false, change: 'left' as const, former: visit }]
      const mails = await lettersOfAppointments(db, visitWords, found.value, loaded.visitable, told, { reason, now })
      const event = visitEvent(found.value, { at: now, by: actor.id }, 'visitor.ended', visit.id)
      const detail = { ...event.detail, jurorId: visitor.id, reason }
      const [, , ended] = await db.batch([
        insertMails(db, mails, isEndable(visit.id, visitor.id)),
        insertAuditEventIf(db, { ...event, detail }, isEndable(visit.id, visitor.id)),
        endVisitor(db, visit.id, visitor.id, now),
      ])
      if (ended.length === 0) return problem(c, { code: 'already_handed_in' })
      await announceMails(c.env, mails)
      return c.body(null, 204)
    },
  )
