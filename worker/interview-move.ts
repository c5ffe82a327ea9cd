import { insertAuditEvent } from '#db/audit-events.ts'
import { cancelSlots, insertSlots, selectPutSlot, takeUpAgain, type NewSlot } from '#db/interview-slots.ts'
import type { PanelMember } from '#db/interviews.ts'
import { insertMails } from '#db/mails.ts'
import { slotMsOf } from '#domain/interview-clock.ts'
import type { PanelRefusal } from '#domain/interview-panel.ts'
import { checkSlot } from '#domain/interview-plan.ts'
import { accept, refuse } from '#domain/result.ts'
import { changesOfMove, lettersOfAppointments, type Told } from './appointment-letters.ts'
import { interviewEvent, peopleOf, placeOf, type ActingOnInterviews } from './interview-acts.ts'
import { freeTimes, standingSlots, type Interviews } from './interview-planning.ts'
import { interviewWords, type InterviewPlace } from './letters/interview.ts'
import { preparePanel } from './panel-change.ts'

/** Where somebody wants an interview. `formerId`: where they saw it; null when they saw it nowhere. */
type AskedSlot = {
  proposalId: string
  /** Milliseconds since 1970. */
  startsAt: number
  room: string
  /** Without it the panel stays as it is. */
  panelistIds: readonly string[] | undefined
  reason: string
  formerId: string | null
}

/** The refusal with names instead of ids. */
function slotRefusal(refusal: PanelRefusal, { interviewees }: Interviews, jurors: readonly PanelMember[] = []) {
  if (refusal.code !== 'slot_not_free') return refusal
  const { code, cause, ids } = refusal
  const panelists = [...interviewees.flatMap(({ panel }) => panel), ...jurors]
  const names = ids.map((id) => {
    if (cause === 'room') return interviewees.find(({ proposalId }) => proposalId === id)?.title ?? ''
    return panelists.find((panelist) => panelist.id === id)?.name ?? ''
  })
  return { code, cause, names }
}

/** The slot of this very move if this person has already made it: its answer was lost on the way. */
export async function findMade({ db, stageOf, by }: ActingOnInterviews, asked: AskedSlot) {
  const { proposalId, startsAt, room, panelistIds, reason, formerId } = asked
  const key = { editionId: stageOf.edition.id, stageId: stageOf.stage.id, proposalId }
  const [made] = await selectPutSlot(db, { ...key, beginsAt: startsAt, room, movedFromId: formerId, by })
  const isPanel = panelistIds === undefined || isSameSet(made?.panelistIds ?? [], panelistIds)
  return made && isPanel && (made.reason ?? reason) === reason ? made : undefined
}

const isSameSet = (some: readonly string[], others: readonly string[]) =>
  some.length === new Set(others).size && some.every((id) => others.includes(id))

/** What stands and whether it may be put there at all, before anybody is asked to come. */
function checkAsked({ stageOf, interviews, now }: ActingOnInterviews, asked: AskedSlot) {
  const { stage, times } = stageOf
  const { proposalId, startsAt, reason, formerId } = asked
  const about = interviews.interviewees.find((one) => one.proposalId === proposalId)
  if (!about) return refuse({ code: 'not_found' as const })
  const former = interviews.slots.find((one) => one.proposalId === proposalId)
  if ((former?.id ?? null) !== formerId) return refuse({ code: 'interview_changed' as const })
  const isInside = startsAt >= stage.opensAt.getTime() && startsAt + slotMsOf(times) <= stage.closesAt.getTime()
  if (!isInside || startsAt <= now.getTime()) {
    return refuse({ code: 'invalid_input' as const, fields: ['beginsAt'] })
  }
  if (former && former.beginsAt <= now) return refuse({ code: 'interview_begun' as const })
  if (former && reason === '') return refuse({ code: 'reason_needed' as const })
  const present = about.panel.map(({ id }) => id)
  const panelistIds = [...new Set(asked.panelistIds ?? present)]
  if (panelistIds.length === 0) return refuse({ code: 'no_panel' as const })
  return accept({ former, present, panelistIds })
}

/** One interview put to a time, into a room and before a panel by hand; nothing is written. */
export async function prepareMove(acting: ActingOnInterviews, asked: AskedSlot) {
  const { db, stageOf, interviews, now } = acting
  const { times } = stageOf
  const checked = checkAsked(acting, asked)
  if (!checked.ok) return checked
  const { former, present, panelistIds } = checked.value
  const { proposalId, startsAt, room, reason } = asked
  const panel = await preparePanel(db, stageOf, { proposalId, present, wanted: panelistIds }, now)
  if (!panel.ok) return refuse(slotRefusal(panel.refusal, interviews))
  const { joinedIds, leftIds, jurors } = panel.value
  if (leftIds.length > 0 && reason === '') return refuse({ code: 'reason_needed' as const })
  const isHere = former?.beginsAt.getTime() === startsAt && former.room === room
  if (isHere && joinedIds.length + leftIds.length === 0 && former.seats.length === panelistIds.length) {
    return refuse({ code: 'invalid_input' as const, fields: ['beginsAt'] })
  }
  const spans = { slotMs: slotMsOf(times), changeMs: times.changeMinutes * 60_000 }
  const free = checkSlot({ proposalId, startsAt, room, panelistIds }, standingSlots(interviews), {
    free: freeTimes(interviews),
    ...spans,
  })
  if (!free.ok) return refuse(slotRefusal(free.refusal, interviews, jurors))
  const slot: NewSlot = {
    id: crypto.randomUUID(),
    proposalId,
    beginsAt: startsAt,
    endsAt: startsAt + spans.slotMs,
    room,
    panelistIds,
    movedFromId: former?.id ?? null,
  }
  return accept({ former, slot, panel: panel.value, reason })
}

type Move = Extract<Awaited<ReturnType<typeof prepareMove>>, { ok: true }>['value']

function changesOf({ interviews }: ActingOnInterviews, { former, slot, panel }: Move): Told<InterviewPlace>[] {
  const known = peopleOf(interviews)
  const people = (ids: readonly string[]) =>
    ids.flatMap((id) => panel.jurors.find((juror) => juror.id === id) ?? known([id]))
  const { proposalId, panelistIds } = slot
  const place = placeOf(slot)
  if (!former) return [{ proposalId, people: people(panelistIds), toAgency: true, change: 'set', place }]
  const seated = former.seats.filter(({ state }) => state === 'seated').map(({ id }) => id)
  const isElsewhere = former.beginsAt.getTime() !== slot.beginsAt || former.room !== slot.room
  return changesOfMove(
    { proposalId, former, place, isElsewhere },
    {
      stayed: people(panelistIds.filter((id) => seated.includes(id))),
      joined: people(panelistIds.filter((id) => !seated.includes(id))),
      left: people(seated.filter((id) => !panelistIds.includes(id))),
    },
  )
}

/** The move with readings, trail and letters in one batch. Answers the letters; throws when something came between. */
export async function saveMove(acting: ActingOnInterviews, move: Move) {
  const { db, stageOf, interviews, now, by } = acting
  const { edition, stage, times } = stageOf
  const { former, slot, panel, reason } = move
  const { proposalId, room } = slot
  const { joinedIds, leftIds } = panel
  const changes = changesOf(acting, move)
  const letters = { reason, now }
  const mails = await lettersOfAppointments(db, interviewWords, stageOf, interviews.interviewees, changes, letters)
  const event = interviewEvent(acting, former ? 'interview.moved' : 'interview.set', slot.id)
  const detail = {
    ...event.detail,
    proposalId,
    ...(former && { from: `${former.beginsAt.toISOString()} ${former.room}` }),
    beginsAt: new Date(slot.beginsAt).toISOString(),
    room,
    joinedIds: joinedIds.join(' '),
    leftIds: leftIds.join(' '),
    reason,
  }
  const key = { editionId: edition.id, stageId: stage.id, changeMs: times.changeMinutes * 60_000, at: now, by }
  const held = interviews.heldBack.filter((one) => one.proposalId === proposalId)
  await db.batch([
    insertAuditEvent(db, { ...event, detail }),
    ...held.map(({ id }) => takeUpAgain(db, { slotId: id, at: now, by })),
    ...(joinedIds.length + leftIds.length > 0 ? panel.save({ by, reason }) : []),
    ...cancelSlots(db, { at: now, by, reason }, former ? [former.id] : []),
    ...insertSlots(db, key, [slot]),
    insertMails(db, mails),
  ])
  return mails
}
