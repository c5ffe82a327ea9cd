import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb } from '#db/client.ts'
import { cancelSlots, isHoldingBack, isStanding, listPlacesOf, takeUpAgain } from '#db/interview-slots.ts'
import { listPanelChoice } from '#db/interviews.ts'
import { insertMails } from '#db/mails.ts'
import { staffRoles } from '#domain/access.ts'
import { allow } from '../access.ts'
import { lettersOfAppointments } from '../appointment-letters.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { interviewEvent, isOvertaken, peopleOf } from '../interview-acts.ts'
import { findMade, prepareMove, saveMove } from '../interview-move.ts'
import { loadInterviews, loadInterviewStage } from '../interview-planning.ts'
import { interviewWords } from '../letters/interview.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'

const placed = z.object({
  proposalId: recordId,
  beginsAt: z.iso.datetime(),
  room: line(200),
  reason: z.string().trim().max(1000),
  /** Where it was seen when this was asked; null where it was nowhere. */
  formerId: recordId.nullable(),
  /** Who is to sit there; without it the panel stays as it is. */
  panelistIds: z.array(recordId).min(1).max(20).optional(),
})
const cancelled = z.object({ reason: z.string().trim().max(1000) })

/** One interview by hand. Mounted beside the editions. */
export const interviewSlots = new Hono<AppEnv>()
  /** Where the interview of a proposal has been so far, and who could sit in it. */
  .get('/:edition/stages/:stage/interviewees/:proposal', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const found = await loadInterviewStage(db, c.var.actor, staffRoles, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, rules } = found.value
    const key = { editionId: edition.id, stageId: stage.id, proposalId: c.req.param('proposal') }
    const places = await listPlacesOf(db, key)
    const panelists = await listPanelChoice(db, { ...key, jurorRole: rules.jurorRole, now: c.var.now })
    return c.json({ places, panelists })
  })
  /**
   * Where there is one, it moves: to another time, room or panel in one act. Sent again because the answer was lost, the move
   * answers as it did; whoever has not seen where it stands moves nothing.
   */
  .post('/:edition/stages/:stage/interviews', allow('secretariat'), body(placed), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { beginsAt, panelistIds, ...given } = c.req.valid('json')
    const asked = { ...given, panelistIds, startsAt: Date.parse(beginsAt) }
    const interviews = await loadInterviews(db, found.value, now)
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const whatCameFirst = async () => {
      const made = await findMade(acting, asked)
      return made ? c.json({ id: made.id }, 201) : problem(c, { code: 'interview_changed' })
    }
    const move = await prepareMove(acting, asked)
    if (!move.ok) return move.refusal.code === 'interview_changed' ? whatCameFirst() : problem(c, move.refusal)
    try {
      await announceMails(c.env, await saveMove(acting, move.value))
    } catch (error) {
      if (isRefusedByTrigger(error, 'already_handed_in')) return problem(c, { code: 'already_handed_in' })
      if (isOvertaken(error)) return whatCameFirst()
      throw error
    }
    return c.json({ id: move.value.slot.id }, 201)
  })
  .post('/:edition/stages/:stage/interviews/:slot/cancellation', allow('secretariat'), body(cancelled), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    const interviews = await loadInterviews(db, found.value, now)
    const former = interviews.slots.find(({ id }) => id === c.req.param('slot'))
    if (!former) return problem(c, { code: 'not_found' })
    if (former.beginsAt <= now) return problem(c, { code: 'interview_begun' })
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const seated = former.seats.filter(({ state }) => state === 'seated').map(({ id }) => id)
    const people = peopleOf(interviews)(seated)
    const { proposalId } = former
    const told = [{ proposalId, people, toAgency: true, change: 'cancelled' as const, former }]
    const about = interviews.interviewees
    const mails = await lettersOfAppointments(db, interviewWords, found.value, about, told, { reason, now })
    const event = interviewEvent(acting, 'interview.cancelled', former.id)
    const detail = { ...event.detail, proposalId, reason }
    await db.batch([
      insertMails(db, mails, isStanding(former.id)),
      insertAuditEventIf(db, { ...event, detail }, isStanding(former.id)),
      ...cancelSlots(db, { at: now, by: actor.id, reason }, [former.id]),
    ])
    await announceMails(c.env, mails)
    return c.body(null, 204)
  })
  /** What was cancelled is held after all: the next plan looks for a place. */
  .post('/:edition/stages/:stage/interviews/:slot/resumption', allow('secretariat'), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const interviews = await loadInterviews(db, found.value, now)
    const held = interviews.heldBack.find(({ id }) => id === c.req.param('slot'))
    if (!held) return problem(c, { code: 'not_found' })
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const event = interviewEvent(acting, 'interview.resumed', held.id)
    const detail = { ...event.detail, proposalId: held.proposalId }
    const [, resumed] = await db.batch([
      insertAuditEventIf(db, { ...event, detail }, isHoldingBack(held.id)),
      takeUpAgain(db, { slotId: held.id, at: now, by: actor.id }),
    ])
    return resumed.length > 0 ? c.body(null, 204) : problem(c, { code: 'not_found' })
  })
