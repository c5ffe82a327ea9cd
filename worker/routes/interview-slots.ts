import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb } from '#db/client.ts'
import {
  cancelSlots,
  insertSlots,
  isHoldingBack,
  isStanding,
  listPlacesOf,
  takeUpAgain,
  type NewSlot,
} from '#db/interview-slots.ts'
import { listPanelChoice } from '#db/interviews.ts'
import { insertMails } from '#db/mails.ts'
import { staffRoles } from '#domain/access.ts'
import { slotMsOf } from '#domain/interview-clock.ts'
import { checkSlot } from '#domain/interview-plan.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { interviewEvent, isOvertaken, peopleOf, placeOf } from '../interview-acts.ts'
import { lettersOfInterviews } from '../interview-letters.ts'
import { freeTimes, loadInterviews, loadInterviewStage, standingSlots } from '../interview-planning.ts'
import { announceMails } from '../mail.ts'
import { preparePanel } from '../panel-change.ts'
import { problem } from '../problem.ts'
import { changesOfSlot, slotRefusal } from '../slot-change.ts'

const placed = z.object({
  proposalId: recordId,
  beginsAt: z.iso.datetime(),
  room: line(200),
  reason: z.string().trim().max(1000),
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
  /** Where there is one, it moves: to another time, room or panel in one act. */
  .post('/:edition/stages/:stage/interviews', allow('secretariat'), body(placed), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, times } = found.value
    const { proposalId, beginsAt, room, reason, panelistIds: asked } = c.req.valid('json')
    const startsAt = Date.parse(beginsAt)
    const interviews = await loadInterviews(db, found.value, now)
    const about = interviews.interviewees.find((one) => one.proposalId === proposalId)
    if (!about) return problem(c, { code: 'not_found' })
    const slotMs = slotMsOf(times)
    const isInside = startsAt >= stage.opensAt.getTime() && startsAt + slotMs <= stage.closesAt.getTime()
    if (!isInside || startsAt <= now.getTime()) return problem(c, { code: 'invalid_input', fields: ['beginsAt'] })
    const before = interviews.slots.find((one) => one.proposalId === proposalId)
    if (before && before.beginsAt <= now) return problem(c, { code: 'interview_begun' })
    if (before && reason === '') return problem(c, { code: 'reason_needed' })
    const present = about.panel.map(({ id }) => id)
    const panelistIds = [...new Set(asked ?? present)]
    if (panelistIds.length === 0) return problem(c, { code: 'no_panel' })
    const panel = await preparePanel(db, found.value, { proposalId, present, wanted: panelistIds }, now)
    if (!panel.ok) return problem(c, slotRefusal(panel.refusal, interviews))
    const { joinedIds, leftIds, jurors, save } = panel.value
    if (leftIds.length > 0 && reason === '') return problem(c, { code: 'reason_needed' })
    const isSame = before?.beginsAt.getTime() === startsAt && before.room === room
    if (isSame && joinedIds.length + leftIds.length === 0 && before.seats.length === panelistIds.length) {
      return problem(c, { code: 'invalid_input', fields: ['beginsAt'] })
    }
    const free = freeTimes(interviews)
    const changeMs = times.changeMinutes * 60_000
    const placement = { proposalId, startsAt, room, panelistIds }
    const checked = checkSlot(placement, standingSlots(interviews), { free, slotMs, changeMs })
    if (!checked.ok) return problem(c, slotRefusal(checked.refusal, interviews, jurors))
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const slot: NewSlot = {
      id: crypto.randomUUID(),
      proposalId,
      beginsAt: startsAt,
      endsAt: startsAt + slotMs,
      room,
      panelistIds,
      movedFromId: before?.id ?? null,
    }
    const changes = changesOfSlot(interviews, { before, slot: placeOf(slot), panelistIds, jurors, proposalId })
    const mails = await lettersOfInterviews(db, found.value, interviews, changes, { reason, now })
    const event = interviewEvent(acting, before ? 'interview.moved' : 'interview.set', slot.id)
    const detail = {
      ...event.detail,
      proposalId,
      ...(before && { from: `${before.beginsAt.toISOString()} ${before.room}` }),
      beginsAt,
      room,
      joinedIds: joinedIds.join(' '),
      leftIds: leftIds.join(' '),
      reason,
    }
    const held = interviews.heldBack.filter((one) => one.proposalId === proposalId)
    try {
      await db.batch([
        insertAuditEvent(db, { ...event, detail }),
        ...held.map(({ id }) => takeUpAgain(db, { slotId: id, at: now, by: actor.id })),
        ...(joinedIds.length + leftIds.length > 0 ? save({ by: actor.id, reason }) : []),
        ...cancelSlots(db, { at: now, by: actor.id, reason }, before ? [before.id] : []),
        ...insertSlots(db, { editionId: edition.id, stageId: stage.id, changeMs, at: now, by: actor.id }, [slot]),
        insertMails(db, mails),
      ])
    } catch (error) {
      if (isRefusedByTrigger(error, 'already_handed_in')) return problem(c, { code: 'already_handed_in' })
      if (isOvertaken(error)) return problem(c, { code: 'interviews_changed' })
      throw error
    }
    await announceMails(c.env, mails)
    return c.json({ id: slot.id }, 201)
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
    const mails = await lettersOfInterviews(db, found.value, interviews, told, { reason, now })
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
