import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { cancelSlots, changeSeats, insertSlots, putBackSlots, type NewSlot } from '#db/interview-slots.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { staffRoles } from '#domain/access.ts'
import { allow } from '../access.ts'
import { lettersOfAppointments, type Told } from '../appointment-letters.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { interviewEvent, isOvertaken, peopleOf, placeOf, type ActingOnInterviews } from '../interview-acts.ts'
import { plannedHours } from '../interview-fields.ts'
import {
  describeSlots,
  loadInterviews,
  loadInterviewStage,
  makePlan,
  newSlotsOf,
  plannable,
  type Interviews,
  type MadePlan,
} from '../interview-planning.ts'
import { inThreeZones } from '../letters/instant.ts'
import { interviewWords, type InterviewPlace } from '../letters/interview.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { csvFile } from '../table-file.ts'

const asked = plannedHours.extend({
  /** Of the preview that is published; null asks for a preview. */
  basis: z.string().max(64).nullable(),
  reason: z.string().trim().max(1000),
})

/** Who is told what of a plan: what is new, what moved, what found no place, and who sits down in what stays. */
function changesOf(
  { plan, seats }: MadePlan,
  slots: readonly NewSlot[],
  interviews: Interviews,
): Told<InterviewPlace>[] {
  const people = peopleOf(interviews)
  const standing = (slotId: string | null) => interviews.slots.find(({ id }) => id === slotId)
  const set = slots.map((slot): Told<InterviewPlace> => {
    const { proposalId, movedFromId, panelistIds } = slot
    const former = standing(movedFromId)
    const told = { proposalId, people: people(panelistIds), toAgency: true, place: placeOf(slot) }
    return former ? { ...told, change: 'moved', former } : { ...told, change: 'set' }
  })
  const cancelled = plan.cancelled.flatMap((slotId): Told<InterviewPlace>[] => {
    const former = standing(slotId)
    if (!former) return []
    const seated = former.seats.filter(({ state }) => state === 'seated').map(({ id }) => id)
    return [{ proposalId: former.proposalId, people: people(seated), toAgency: true, change: 'cancelled', former }]
  })
  const seated = plan.slots.flatMap(({ slotId }): Told<InterviewPlace>[] => {
    const slot = standing(slotId)
    const taken = seats.taken.filter((one) => one.slotId === slotId).map(({ jurorId }) => jurorId)
    if (!slot || taken.length === 0) return []
    return [{ proposalId: slot.proposalId, people: people(taken), toAgency: false, change: 'set', place: slot }]
  })
  return [...set, ...cancelled, ...seated]
}

/** The whole plan, its trail and its letters in one batch. Answers the letters. */
async function publish(acting: ActingOnInterviews, made: MadePlan, reason: string) {
  const { plan, seats } = made
  const { db, stageOf, interviews, now, by } = acting
  const { edition, stage, times } = stageOf
  const slots = newSlotsOf(plan, times)
  const changes = changesOf(made, slots, interviews)
  const letters = { reason, now }
  const mails = await lettersOfAppointments(db, interviewWords, stageOf, interviews.interviewees, changes, letters)
  const key = { editionId: edition.id, stageId: stage.id, changeMs: times.changeMinutes * 60_000, at: now, by }
  const moved = slots.flatMap(({ movedFromId }) => movedFromId ?? [])
  const cancelling = { at: now, by, reason: reason || 'Jadwal disusun ulang' }
  const event = interviewEvent(acting, 'interviews.planned', stage.id)
  const figures = { set: slots.length - moved.length, moved: moved.length, cancelled: plan.cancelled.length, reason }
  await db.batch([
    ...cancelSlots(db, cancelling, moved),
    ...putBackSlots(db, cancelling, plan.cancelled),
    ...insertSlots(db, key, slots),
    ...changeSeats(db, now, seats),
    insertMails(db, mails),
    insertAuditEvent(db, { ...event, detail: { ...event.detail, ...figures } }),
  ])
  return mails
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
    const about = new Map(interviews.interviewees.map((one) => [one.proposalId, one]))
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
      hours: interviews.hours,
      waiting: plannable(interviews)
        .filter(({ proposalId }) => !isPlanned.has(proposalId))
        .map(({ panel, province: _, ...one }) => ({ ...one, panel: panel.map(({ id, name }) => ({ id, name })) })),
      heldBack: interviews.heldBack.flatMap(({ id, proposalId, beginsAt, cancelledAt, reason, by }) => {
        const one = about.get(proposalId)
        if (!one) return []
        const { title, referenceNumber, agency } = one
        const panel = one.panel.map(({ id: jurorId, name }) => ({ id: jurorId, name }))
        return [{ id, proposalId, title, referenceNumber, agency, panel, beginsAt, cancelledAt, reason, by }]
      }),
    })
  })
  .get('/:edition/stages/:stage/interviews/export', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, staffRoles, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const interviews = await loadInterviews(db, found.value, now)
    const acting = { db, stageOf: found.value, interviews, now, by: actor.id }
    const event = interviewEvent(acting, 'export.made', found.value.stage.id)
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
    return csvFile(c, `wawancara-${found.value.edition.slug}`, [head, ...rows])
  })
  .post('/:edition/stages/:stage/interview-plans', allow('secretariat'), body(asked), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const interviews = await loadInterviews(db, found.value, now)
    const { basis, reason, ...order } = c.req.valid('json')
    const made = await makePlan(found.value, interviews, order, now)
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
