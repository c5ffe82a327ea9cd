import { listAvailabilities } from '#db/availabilities.ts'
import type { Db } from '#db/client.ts'
import { selectHours } from '#db/interview-hours.ts'
import type { NewSlot, SeatChange } from '#db/interview-slots.ts'
import { listHeldBack, listInterviewees, listSlots } from '#db/interviews.ts'
import { plenaryBefore } from '#domain/assignment.ts'
import type { Actor, RoleName } from '#domain/access.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { findScoringStage, type ScoringStageRules } from '#domain/edition.ts'
import { slotMsOf, usualTimes } from '#domain/interview-clock.ts'
import { interviewWindows, type DailyHours } from '#domain/interview-hours.ts'
import { planInterviews, type InterviewPlan, type StandingSlot } from '#domain/interview-plan.ts'
import { isFree, scheduleInterviews, type Interval, type Unplaced } from '#domain/interview-schedule.ts'
import { accept, refuse } from '#domain/result.ts'
import { sha256Hex } from './bytes.ts'
import { loadHeldStage, type HeldStage } from './stage-access.ts'

export type InterviewStage = HeldStage & { rules: ScoringStageRules; times: typeof usualTimes }

/** An interview stage for those who hold one of the roles in its edition. */
export async function loadInterviewStage(
  db: Db,
  actor: Actor,
  roles: readonly RoleName[],
  address: { edition: string; stage: string },
) {
  const held = await loadHeldStage(db, actor, roles, address)
  if (!held.ok) return held
  const rules = findScoringStage(held.value.edition.rules, held.value.stage.id)
  if (rules?.kind !== 'interview') return refuse({ code: 'not_found' as const })
  return accept<InterviewStage>({ ...held.value, rules, times: rules.times ?? usualTimes })
}

/** Everything that interviews are planned from, in one round trip. */
export async function loadInterviews(db: Db, { edition, stage }: InterviewStage, now: Date) {
  const key = { editionId: edition.id, stageId: stage.id }
  const plenaryStageId = plenaryBefore(edition.stages, stage)?.id
  const [interviewees, availabilities, slots, heldBack, [hours]] = await db.batch([
    listInterviewees(db, { ...key, plenaryStageId, now }),
    listAvailabilities(db, key),
    listSlots(db, key, now),
    listHeldBack(db, key),
    selectHours(db, key),
  ])
  return { interviewees, availabilities, slots, heldBack, hours: hours ?? null }
}
export type Interviews = Awaited<ReturnType<typeof loadInterviews>>

export function freeTimes({ availabilities }: Pick<Interviews, 'availabilities'>): Map<string, Interval[]> {
  const free = new Map<string, Interval[]>()
  for (const { jurorId, beginsAt, endsAt } of availabilities) {
    free.set(jurorId, [...(free.get(jurorId) ?? []), { from: beginsAt.getTime(), to: endsAt.getTime() }])
  }
  return free
}

export const standingSlots = ({ slots }: Pick<Interviews, 'slots'>): StandingSlot[] =>
  slots.map(({ id, proposalId, beginsAt, room, seats }) => ({
    id,
    proposalId,
    startsAt: beginsAt.getTime(),
    room,
    panelistIds: seats.map((seat) => seat.id),
  }))

/** A slot with what has come between: seats that hold no longer, panelists who are away, readers who have no seat. */
export function describeSlots({ slots, interviewees, availabilities }: Interviews, now: Date) {
  const free = freeTimes({ availabilities })
  return slots.map(({ seats, ...slot }) => {
    const panel = interviewees.find(({ proposalId }) => proposalId === slot.proposalId)?.panel ?? []
    const during = { from: slot.beginsAt.getTime(), to: slot.endsAt.getTime() }
    const isAway = (id: string) => slot.beginsAt > now && !isFree(free.get(id) ?? [], during)
    return {
      ...slot,
      panel: seats.map(({ id, name, state }) => ({
        id,
        name,
        state: state === 'seated' && isAway(id) ? ('away' as const) : state,
      })),
      unseated: panel.filter(({ id }) => seats.every((seat) => seat.id !== id)).map(({ id, name }) => ({ id, name })),
    }
  })
}

export type AskedPlan = DailyHours & { rooms: readonly string[]; seed: number }

/** What is planned: what was cancelled by itself is left out until the secretariat says that it is held after all. */
export function plannable({ interviewees, heldBack }: Pick<Interviews, 'interviewees' | 'heldBack'>) {
  const isHeldBack = new Set(heldBack.map(({ proposalId }) => proposalId))
  return interviewees.filter(({ proposalId }) => !isHeldBack.has(proposalId))
}

/** The plan that follows from what was asked and what stands; the same as long as nothing has changed and nothing in it has begun. */
export async function makePlan(stageOf: InterviewStage, interviews: Interviews, asked: AskedPlan, now: Date) {
  const { stage, times } = stageOf
  const windows = interviewWindows(asked, { from: stage.opensAt.getTime(), to: stage.closesAt.getTime() })
  if (!windows.ok) return windows
  const standing = standingSlots(interviews)
  const hasBegun = (slot: StandingSlot) => slot.startsAt <= now.getTime()
  const panels = new Map(plannable(interviews).map((one) => [one.proposalId, one.panel.map(({ id }) => id)]))
  const movable = standing.filter((slot) => !hasBegun(slot))
  const schedule = scheduleInterviews({
    interviews: [...panels].map(([proposalId, panelistIds]) => ({ proposalId, panelistIds })),
    free: freeTimes(interviews),
    windows: windows.value,
    notBefore: now.getTime(),
    rooms: asked.rooms,
    slotMs: slotMsOf(times),
    changeMs: times.changeMinutes * 60_000,
    kept: movable,
    fixed: standing.filter(hasBegun),
    seed: asked.seed,
  })
  const plan = planInterviews(schedule, movable, panels)
  const seats = seatChanges(plan, movable)
  return accept({ plan, seats, unplaced: schedule.unplaced, basis: await fingerprint(plan, seats, schedule.unplaced) })
}

export type MadePlan = Extract<Awaited<ReturnType<typeof makePlan>>, { ok: true }>['value']

/** Who gets up and who sits down in interviews that stay where they are. */
function seatChanges({ slots }: InterviewPlan, standing: readonly StandingSlot[]) {
  const ended: SeatChange[] = []
  const taken: SeatChange[] = []
  for (const { slotId, change, panelistIds, startsAt } of slots) {
    const before = standing.find(({ id }) => id === slotId)?.panelistIds ?? []
    if (change !== 'stays' || slotId === null) continue
    const seat = (jurorId: string) => ({ slotId, jurorId, beginsAt: startsAt })
    ended.push(...before.filter((id) => !panelistIds.includes(id)).map(seat))
    taken.push(...panelistIds.filter((id) => !before.includes(id)).map(seat))
  }
  return { ended, taken }
}

const fingerprint = (plan: InterviewPlan, seats: ReturnType<typeof seatChanges>, unplaced: readonly Unplaced[]) =>
  sha256Hex(
    new TextEncoder().encode(
      canonicalJson({
        slots: plan.slots.map((one) => [one.proposalId, one.slotId, one.startsAt, one.room, [...one.panelistIds]]),
        cancelled: plan.cancelled,
        ended: seats.ended.map(({ slotId, jurorId }) => [slotId, jurorId]),
        taken: seats.taken.map(({ slotId, jurorId }) => [slotId, jurorId]),
        unplaced: unplaced.map(({ proposalId, cause }) => [proposalId, cause]),
      }),
    ),
  )

export const newSlotsOf = ({ slots }: InterviewPlan, times: typeof usualTimes): NewSlot[] =>
  slots
    .filter(({ change }) => change !== 'stays')
    .map(({ proposalId, startsAt, room, panelistIds, slotId }) => ({
      id: crypto.randomUUID(),
      proposalId,
      beginsAt: startsAt,
      endsAt: startsAt + slotMsOf(times),
      room,
      panelistIds,
      movedFromId: slotId,
    }))
