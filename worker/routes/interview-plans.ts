import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { cancelSlots, changeSeats, insertSlots, isStanding } from '#db/interviews.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { csv } from '#domain/csv.ts'
import { slotMsOf } from '#domain/interview-clock.ts'
import { checkSlot } from '#domain/interview-plan.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line } from '../fields.ts'
import {
  describeSlots,
  freeTimes,
  lettersOfInterviews,
  loadInterviews,
  loadInterviewStage,
  makePlan,
  newSlotsOf,
  staffRoles,
  standingSlots,
  type InterviewStage,
  type Interviews,
  type MadePlan,
  type Told,
} from '../interview-planning.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { inThreeZones } from '../letters/instant.ts'

const hour = z.string().max(5)
const asked = z.object({
  days: z.array(z.string().max(10)).max(60),
  from: hour,
  to: hour,
  breaks: z.array(z.object({ from: hour, to: hour })).max(10),
  zone: z.enum(['WIB', 'WITA', 'WIT']),
  rooms: z.array(line(200)).min(1).max(20),
  seed: z.int().min(0).max(0xffffffff),
  /** Of the preview that is published; null asks for a preview. */
  basis: z.string().max(64).nullable(),
  reason: z.string().trim().max(1000),
})
const placed = z.object({
  proposalId: z.string().max(64),
  beginsAt: z.iso.datetime(),
  room: line(200),
  reason: z.string().trim().max(1000),
})
const cancelled = z.object({ reason: z.string().trim().max(1000) })

type Acting = { db: Db; stageOf: InterviewStage; interviews: Interviews; now: Date; by: string }

const eventOf = ({ stageOf: { edition, stage }, now, by }: Acting, action: string, subjectId: string) => ({
  at: now,
  actorId: by,
  action,
  editionId: edition.id,
  subjectId,
  detail: { stageId: stage.id },
})

/** Somebody else's plan, a conflict or an ended panel came first: nothing of the batch was kept. */
const isOvertaken = (error: unknown) =>
  isUniqueViolation(error) ||
  isRefusedByTrigger(error, 'FOREIGN KEY') ||
  isRefusedByTrigger(error, 'conflict_of_interest')

/** The whole plan, its trail and its letters in one batch. Answers the ids of the letters. */
async function publish(acting: Acting, { plan, seats }: MadePlan, reason: string): Promise<string[]> {
  const { db, stageOf, interviews, now, by } = acting
  const { edition, stage, times } = stageOf
  const slots = newSlotsOf(plan, times)
  const moved = plan.slots.flatMap(({ change, slotId }) => (change === 'moves' && slotId !== null ? [slotId] : []))
  const seatedIn = (slotId: string) => interviews.slots.find(({ id }) => id === slotId)
  const changes: Told[] = [
    ...slots.map((slot) => ({ proposalId: slot.proposalId, slot, panelistIds: slot.panelistIds })),
    ...plan.cancelled.map((slotId) => ({
      proposalId: seatedIn(slotId)?.proposalId ?? '',
      slot: null,
      panelistIds: (seatedIn(slotId)?.seats ?? []).filter(({ state }) => state === 'seated').map(({ id }) => id),
    })),
    ...plan.slots
      .filter(({ slotId }) => seats.taken.some((one) => one.slotId === slotId))
      .map(({ proposalId, startsAt, room, slotId }) => ({
        proposalId,
        slot: { id: '', proposalId, beginsAt: startsAt, endsAt: startsAt + slotMsOf(times), room, panelistIds: [] },
        panelistIds: seats.taken.filter((one) => one.slotId === slotId).map(({ jurorId }) => jurorId),
      })),
  ]
  const mails = await lettersOfInterviews(db, stageOf, interviews, changes, { reason, now })
  const key = { editionId: edition.id, stageId: stage.id, changeMs: times.changeMinutes * 60_000, at: now, by }
  const event = eventOf(acting, 'interviews.planned', stage.id)
  const figures = { set: slots.length, moved: moved.length, cancelled: plan.cancelled.length, reason }
  await db.batch([
    ...cancelSlots(db, { at: now, by, reason: reason || 'Jadwal disusun ulang' }, [...moved, ...plan.cancelled]),
    ...insertSlots(db, key, slots),
    ...changeSeats(db, now, seats),
    insertMails(db, mails),
    insertAuditEvent(db, { ...event, detail: { ...event.detail, ...figures } }),
  ])
  return mails.map(({ id }) => id)
}

/** The preview in words of people. */
const shown = ({ plan, unplaced, seats, basis }: MadePlan, { interviewees, slots }: Interviews) => {
  const about = (proposalId: string) => {
    const one = interviewees.find((interviewee) => interviewee.proposalId === proposalId)
    return { proposalId, title: one?.title ?? '', referenceNumber: one?.referenceNumber ?? '' }
  }
  const nameOf = (id: string) =>
    interviewees.flatMap(({ panel }) => panel).find((panelist) => panelist.id === id)?.name ?? ''
  return {
    basis,
    seatChanges: seats.ended.length + seats.taken.length,
    slots: plan.slots.map(({ proposalId, startsAt, room, change, panelistIds }) => ({
      ...about(proposalId),
      beginsAt: new Date(startsAt).toISOString(),
      room,
      change,
      panel: panelistIds.map(nameOf),
    })),
    unplaced: unplaced.map(({ proposalId, cause, panelistIds }) => ({
      ...about(proposalId),
      cause,
      panelists: panelistIds.map(nameOf),
    })),
    cancelled: plan.cancelled.map((id) => about(slots.find((slot) => slot.id === id)?.proposalId ?? '')),
  }
}

/** The secretariat's planning of interviews, mounted beside the editions. */
export const interviewPlans = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/interviews', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, staffRoles, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, rules, times } = found.value
    const interviews = await loadInterviews(db, found.value, now)
    const panelists = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const isPlanned = new Set(interviews.slots.map(({ proposalId }) => proposalId))
    return c.json({
      now,
      times,
      readers: rules.readersPerProposal,
      panelists: panelists.map(({ id, name }) => ({
        id,
        name,
        interviews: interviews.slots.filter(({ seats }) => seats.some((seat) => seat.id === id)).length,
        availabilities: interviews.availabilities
          .filter(({ jurorId }) => jurorId === id)
          .map(({ id: availabilityId, beginsAt, endsAt }) => ({ id: availabilityId, beginsAt, endsAt })),
      })),
      slots: describeSlots(interviews, now),
      waiting: interviews.interviewees
        .filter(({ proposalId }) => !isPlanned.has(proposalId))
        .map(({ panel, ...one }) => ({ ...one, panel: panel.map(({ name }) => name) })),
    })
  })
  .get('/:edition/stages/:stage/interviews/export', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, staffRoles, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const interviews = await loadInterviews(db, found.value, now)
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const event = eventOf(acting, 'export.made', found.value.stage.id)
    await insertAuditEvent(db, { ...event, detail: { ...event.detail, what: 'interviews' } })
    const rows = describeSlots(interviews, now).map((slot) => [
      inThreeZones(slot.beginsAt),
      slot.beginsAt.toISOString(),
      (slot.endsAt.getTime() - slot.beginsAt.getTime()) / 60_000,
      slot.room,
      slot.referenceNumber,
      slot.title,
      slot.agency,
      slot.panel.map(({ name }) => name).join(', '),
    ])
    const head = ['Waktu', 'Waktu UTC', 'Menit', 'Ruang', 'Nomor usulan', 'Judul', 'Instansi', 'Panelis']
    return c.body(csv([head, ...rows]), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="wawancara-${found.value.edition.slug}.csv"`,
    })
  })
  .post('/:edition/stages/:stage/interview-plans', allow('secretariat'), body(asked), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const interviews = await loadInterviews(db, found.value, now)
    const { basis, reason, ...order } = c.req.valid('json')
    const made = await makePlan(found.value, interviews, { ...order, rooms: [...new Set(order.rooms)] }, now)
    if (!made.ok) return problem(c, made.refusal)
    const preview = shown(made.value, interviews)
    if (basis === null) return c.json({ ...preview, isPublished: false })
    if (basis !== made.value.basis) return problem(c, { code: 'interviews_changed' })
    try {
      const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
      await announceMails(c.env, await publish(acting, made.value, reason))
    } catch (error) {
      if (isOvertaken(error)) return problem(c, { code: 'interviews_changed' })
      throw error
    }
    return c.json({ ...preview, isPublished: true }, 201)
  })
  /** One interview by hand: where there is one, it moves. */
  .post('/:edition/stages/:stage/interviews', allow('secretariat'), body(placed), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, times } = found.value
    const wanted = c.req.valid('json')
    const startsAt = Date.parse(wanted.beginsAt)
    const interviews = await loadInterviews(db, found.value, now)
    const about = interviews.interviewees.find(({ proposalId }) => proposalId === wanted.proposalId)
    if (!about) return problem(c, { code: 'not_found' })
    if (about.panel.length === 0) return problem(c, { code: 'no_panel' })
    const slotMs = slotMsOf(times)
    const isInside = startsAt >= stage.opensAt.getTime() && startsAt + slotMs <= stage.closesAt.getTime()
    if (!isInside || startsAt <= now.getTime()) return problem(c, { code: 'invalid_input', fields: ['beginsAt'] })
    const before = interviews.slots.find(({ proposalId }) => proposalId === wanted.proposalId)
    if (before && before.beginsAt <= now) return problem(c, { code: 'interview_begun' })
    if (before && wanted.reason === '') return problem(c, { code: 'reason_needed' })
    const changeMs = times.changeMinutes * 60_000
    const panelistIds = about.panel.map(({ id }) => id)
    const placement = { proposalId: wanted.proposalId, startsAt, room: wanted.room, panelistIds }
    const free = freeTimes(interviews)
    const checked = checkSlot(placement, standingSlots(interviews), { free, slotMs, changeMs })
    if (!checked.ok) return problem(c, { ...slotRefusal(checked.refusal, interviews) })
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const slot = { ...placement, id: crypto.randomUUID(), beginsAt: startsAt, endsAt: startsAt + slotMs }
    const told = [{ proposalId: slot.proposalId, slot, panelistIds }]
    const mails = await lettersOfInterviews(db, found.value, interviews, told, { reason: wanted.reason, now })
    const event = eventOf(acting, before ? 'interview.moved' : 'interview.set', slot.id)
    const detail = { ...event.detail, proposalId: slot.proposalId, beginsAt: wanted.beginsAt, room: slot.room }
    try {
      await db.batch([
        ...cancelSlots(db, { at: now, by: actor.id, reason: wanted.reason }, before ? [before.id] : []),
        ...insertSlots(db, { editionId: edition.id, stageId: stage.id, changeMs, at: now, by: actor.id }, [slot]),
        insertMails(db, mails),
        insertAuditEvent(db, { ...event, detail: { ...detail, reason: wanted.reason } }),
      ])
    } catch (error) {
      if (isOvertaken(error)) return problem(c, { code: 'interviews_changed' })
      throw error
    }
    await announceMails(
      c.env,
      mails.map(({ id }) => id),
    )
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
    const slot = interviews.slots.find(({ id }) => id === c.req.param('slot'))
    if (!slot) return problem(c, { code: 'not_found' })
    if (slot.beginsAt <= now) return problem(c, { code: 'interview_begun' })
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const panelistIds = slot.seats.filter(({ state }) => state === 'seated').map(({ id }) => id)
    const told = [{ proposalId: slot.proposalId, slot: null, panelistIds }]
    const mails = await lettersOfInterviews(db, found.value, interviews, told, { reason, now })
    const event = eventOf(acting, 'interview.cancelled', slot.id)
    const detail = { ...event.detail, proposalId: slot.proposalId, reason }
    await db.batch([
      insertMails(db, mails, isStanding(slot.id)),
      insertAuditEventIf(db, { ...event, detail }, isStanding(slot.id)),
      ...cancelSlots(db, { at: now, by: actor.id, reason }, [slot.id]),
    ])
    await announceMails(
      c.env,
      mails.map(({ id }) => id),
    )
    return c.body(null, 204)
  })

type Refused = { code: 'slot_not_free'; cause: 'room' | 'panelist' | 'availability'; ids: string[] }

/** The refusal with names instead of ids. */
function slotRefusal({ code, cause, ids }: Refused, { interviewees }: Interviews) {
  const names = ids.map((id) => {
    if (cause === 'room') return interviewees.find(({ proposalId }) => proposalId === id)?.title ?? ''
    return interviewees.flatMap(({ panel }) => panel).find((panelist) => panelist.id === id)?.name ?? ''
  })
  return { code, cause, names }
}
