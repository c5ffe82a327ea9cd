import { zoneHours, type Zone } from '#domain/zone.ts'
import { dayOf, daysOfStage, hourOf, isWeekend } from '#site/text/interview.ts'
import type { Board, KeptHours } from './interviews-api.ts'

/** What the secretariat asks of a schedule, as it stands in the fields. */
export type PlanForm = {
  days: string[]
  from: string
  to: string
  breaks: { from: string; to: string }[]
  zone: Zone
  /** One a line. */
  rooms: string
  seed: string
}

export const isZone = (value: string): value is Zone => value in zoneHours

/** What was kept with the stage, of its days those that are not over. */
const formOf = ({ days, from, to, breaks, zone, rooms, seed }: KeptHours, open: readonly string[]): PlanForm => ({
  days: days.filter((day) => open.includes(day)),
  from,
  to,
  breaks,
  zone,
  rooms: rooms.join('\n'),
  seed: String(seed),
})

/**
 * What was kept with the stage; before that the days, hours and rooms of what stands; for a first plan the working days of the stage
 * from nine to half past two.
 */
export function firstForm({ slots, now, hours }: Board, stage: { opensAt: string; closesAt: string }): PlanForm {
  if (hours) return formOf(hours, daysOfStage(stage, now, zoneHours[hours.zone]))
  const usual = {
    from: '09:00',
    to: '14:30',
    breaks: [{ from: '12:00', to: '13:00' }],
    zone: 'WIB' as const,
    seed: '1',
  }
  const days = daysOfStage(stage, now).filter((day) => !isWeekend(day))
  if (slots.length === 0) return { ...usual, days, rooms: 'Ruang A' }
  const begins = slots.map(({ beginsAt }) => hourOf(beginsAt, zoneHours.WIB)).toSorted()
  const ends = slots.map(({ endsAt }) => hourOf(endsAt, zoneHours.WIB)).toSorted()
  return {
    ...usual,
    from: (begins[0] ?? usual.from) < usual.from ? (begins[0] ?? usual.from) : usual.from,
    to: (ends.at(-1) ?? usual.to) > usual.to ? (ends.at(-1) ?? usual.to) : usual.to,
    days: [...new Set([...slots.map(({ beginsAt }) => dayOf(beginsAt)), ...days])].filter((day) => days.includes(day)),
    rooms: [...new Set(slots.map(({ room }) => room))].join('\n'),
  }
}

/** A form that this tab has not sent yet. `sequence`: of the kept hours that it was made from, 0 for none. */
export type TypedForm = { form: PlanForm; sequence: number }

/** A form as this tab kept it; undefined where it is none of ours. */
export function parseForm(text: string): TypedForm | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    if (!('days' in value && 'from' in value && 'to' in value && 'breaks' in value)) return undefined
    if (!('zone' in value && 'rooms' in value && 'seed' in value)) return undefined
    const { days, from, to, breaks, zone, rooms, seed } = value
    const sequence = 'sequence' in value && typeof value.sequence === 'number' ? value.sequence : 0
    if (!Array.isArray(days) || !Array.isArray(breaks) || typeof zone !== 'string' || !isZone(zone)) return undefined
    if (typeof from !== 'string' || typeof to !== 'string') return undefined
    if (typeof rooms !== 'string' || typeof seed !== 'string') return undefined
    const parsed = { from, to, breaks: breaks.flatMap(parseBreak), zone, rooms, seed }
    return { form: { days: days.filter((day) => typeof day === 'string'), ...parsed }, sequence }
  } catch {
    return undefined
  }
}

const parseBreak = (value: unknown) =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value
    ? [{ from: String(value.from), to: String(value.to) }]
    : []

/** The request; null while the form is not complete. */
export function askedOf({ rooms, seed, ...form }: PlanForm) {
  const named = rooms.split('\n').flatMap((room) => (room.trim() === '' ? [] : [room.trim()]))
  const number = /^\d{1,9}$/.test(seed.trim()) ? Number(seed) : null
  if (named.length === 0 || number === null || form.days.length === 0) return null
  return { ...form, rooms: named, seed: number }
}
