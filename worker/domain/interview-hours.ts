import { accept, refuse, type Result } from './result.ts'
import { zoneHours, type Zone } from './zone.ts'

/** Half open, milliseconds since 1970. */
export type Interval = { from: number; to: number }

/** Hours as people say them, in one zone: the same on every day. */
export type DailyHours = {
  /** `YYYY-MM-DD` */
  days: readonly string[]
  /** `HH:MM` */
  from: string
  to: string
  breaks: readonly { from: string; to: string }[]
  zone: Zone
}

/** The instant of a day and an hour in a zone; undefined when there is no such one. */
export function instantIn(zone: Zone, day: string, hour: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(hour)) return undefined
  const midnight = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined
  const [hours = 0, minutes = 0] = hour.split(':').map(Number)
  return midnight + ((hours - zoneHours[zone]) * 60 + minutes) * 60_000
}

/**
 * The hours of these days without their breaks, in order, cut to `within`. Refuses `hours_invalid` with the fields that are no day
 * or no hour, or end before they begin.
 */
export function interviewWindows(
  { days, from, to, breaks, zone }: DailyHours,
  within: Interval,
): Result<Interval[], { code: 'hours_invalid'; fields: string[] }> {
  const wrong = new Set<string>()
  const spans = [...new Set(days)].toSorted().map((day, at) => {
    const opens = instantIn(zone, day, from)
    const closes = instantIn(zone, day, to)
    if (instantIn(zone, day, '00:00') === undefined) wrong.add(`days.${at}`)
    if (opens === undefined) wrong.add('from')
    if (closes === undefined || (opens !== undefined && closes <= opens)) wrong.add('to')
    const pauses = breaks.map((one, n) => {
      const [begins, ends] = [instantIn(zone, day, one.from), instantIn(zone, day, one.to)]
      if (begins === undefined || ends === undefined || ends <= begins) wrong.add(`breaks.${n}`)
      return { from: begins ?? 0, to: ends ?? 0 }
    })
    return { open: { from: opens ?? 0, to: closes ?? 0 }, pauses }
  })
  if (spans.length === 0) wrong.add('days')
  if (wrong.size > 0) return refuse({ code: 'hours_invalid', fields: [...wrong] })
  return accept(
    spans
      .flatMap(({ open, pauses }) => without(open, pauses))
      .map((one) => ({ from: Math.max(one.from, within.from), to: Math.min(one.to, within.to) }))
      .filter((one) => one.from < one.to),
  )
}

function without(open: Interval, pauses: readonly Interval[]): Interval[] {
  const parts: Interval[] = []
  let from = open.from
  for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
    if (pause.to <= from || pause.from >= open.to) continue
    if (pause.from > from) parts.push({ from, to: pause.from })
    from = Math.max(from, pause.to)
  }
  return from < open.to ? [...parts, { from, to: open.to }] : parts
}

/** The whole minute that is not over. */
const minuteMs = 60_000

/**
 * Where interviews may begin: one after another from the beginning of each window, on a whole minute, each with its pause before
 * the next. Two of these starts are the same or never overlap.
 */
export function startsOf(windows: readonly Interval[], slotMs: number, changeMs: number): number[] {
  const starts: number[] = []
  let earliest = -Infinity
  for (const { from, to } of windows.toSorted((a, b) => a.from - b.from)) {
    let startsAt = Math.ceil(Math.max(from, earliest) / minuteMs) * minuteMs
    while (startsAt + slotMs <= to) {
      starts.push(startsAt)
      startsAt += slotMs + changeMs
      earliest = startsAt
    }
  }
  return starts
}
