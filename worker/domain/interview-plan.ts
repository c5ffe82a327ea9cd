import { isFree, type Interval, type Placement, type Schedule } from './interview-schedule.ts'
import { accept, refuse, type Result } from './result.ts'

/** An interview as it stands. */
export type StandingSlot = Placement & { id: string; panelistIds: readonly string[] }

/** One interview of a plan. `slotId` is the one that stands; null for a new one. */
export type PlannedSlot = Placement & {
  slotId: string | null
  change: 'stays' | 'moves' | 'new'
  panelistIds: readonly string[]
}
export type InterviewPlan = { slots: PlannedSlot[]; cancelled: string[] }

/** What a schedule changes: nothing that stands is touched where time and room are the same. */
export function planInterviews(
  { placed }: Pick<Schedule, 'placed'>,
  standing: readonly StandingSlot[],
  panels: ReadonlyMap<string, readonly string[]>,
): InterviewPlan {
  const slots = placed.map((one): PlannedSlot => {
    const before = standing.find(({ proposalId }) => proposalId === one.proposalId)
    const isSame = before !== undefined && before.startsAt === one.startsAt && before.room === one.room
    const change = isSame ? 'stays' : before ? 'moves' : 'new'
    return { ...one, slotId: before?.id ?? null, change, panelistIds: panels.get(one.proposalId) ?? [] }
  })
  const isPlaced = new Set(placed.map(({ proposalId }) => proposalId))
  return {
    slots,
    cancelled: standing.filter(({ proposalId }) => !isPlaced.has(proposalId)).map(({ id }) => id),
  }
}

/** `apart`: two who never hear the same proposal. */
export type SlotCause = 'room' | 'panelist' | 'availability' | 'apart'

/** Why an interview cannot be where a person wants it; `ids` are the panelists, or the proposal that has the room. */
export type SlotRefusal = { code: 'slot_not_free'; cause: SlotCause; ids: string[] }

/** Whether one interview can be put at a time and into a room by hand, the others staying where they are. */
export function checkSlot(
  wanted: Placement & { panelistIds: readonly string[] },
  standing: readonly StandingSlot[],
  { free, slotMs, changeMs }: { free: ReadonlyMap<string, readonly Interval[]>; slotMs: number; changeMs: number },
): Result<true, SlotRefusal> {
  const near = standing.filter(
    (one) => one.proposalId !== wanted.proposalId && Math.abs(one.startsAt - wanted.startsAt) < slotMs + changeMs,
  )
  const inRoom = near.filter(({ room }) => room === wanted.room).map(({ proposalId }) => proposalId)
  if (inRoom.length > 0) return refuse({ code: 'slot_not_free', cause: 'room', ids: inRoom })
  const seated = wanted.panelistIds.filter((id) => near.some(({ panelistIds }) => panelistIds.includes(id)))
  if (seated.length > 0) return refuse({ code: 'slot_not_free', cause: 'panelist', ids: seated })
  const during = { from: wanted.startsAt, to: wanted.startsAt + slotMs }
  const away = wanted.panelistIds.filter((id) => !isFree(free.get(id) ?? [], during))
  return away.length > 0 ? refuse({ code: 'slot_not_free', cause: 'availability', ids: away }) : accept(true)
}
