import type { StageWindow } from './edition.ts'
import { dayBegins, dayOf } from './jakarta-day.ts'

const dayMs = 86_400_000
/** Days before today from which the present pace is taken. */
const recentDays = 3

export type JurorWork = {
  assigned: number
  handedIn: number
  /** Sheets by day of Jakarta, `YYYY-MM-DD`; days without any are absent. */
  days: readonly { day: string; count: number }[]
}

export type Pace = {
  left: number
  /** Sheets a day lately, over today's part and the three days before, as far as the stage was open; null before it opens. */
  perDay: number | null
  /** Sheets a day that are needed from now on; null when nothing is left or the stage has closed. */
  neededPerDay: number | null
  /** When the work is done at the present pace; null when it never is, or is done. */
  finishesAt: Date | null
  isBehind: boolean
}

/**
 * How a juror's work goes. Behind is who has handed in less than the share of the window that has passed, by more than a day's
 * part of it, and would not finish in time at the present pace.
 */
export function paceOf({ assigned, handedIn, days }: JurorWork, window: StageWindow, now: Date): Pace {
  const left = Math.max(0, assigned - handedIn)
  const [opens, closes, at] = [window.opensAt.getTime(), window.closesAt.getTime(), now.getTime()]
  const isOpen = opens <= at && at < closes
  const perDay = at <= opens ? null : recentPace(days, opens, Math.min(at, closes))
  const neededPerDay = left === 0 || !isOpen ? null : left / Math.max((closes - at) / dayMs, 1 / 24)
  const finishesAt = left === 0 || !perDay || !isOpen ? null : new Date(at + (left / perDay) * dayMs)
  const share = (at - opens) / (closes - opens)
  const expected = assigned * share - (assigned * dayMs) / (closes - opens)
  const isLate = finishesAt === null || finishesAt.getTime() > closes
  return { left, perDay, neededPerDay, finishesAt, isBehind: isOpen && left > 0 && isLate && handedIn < expected }
}

function recentPace(days: JurorWork['days'], opens: number, until: number): number {
  const today = dayOf(new Date(until))
  const from = Math.max(opens, dayBegins(today).getTime() - recentDays * dayMs)
  const first = dayOf(new Date(from))
  const sheets = days.reduce((sum, { day, count }) => (day >= first && day <= today ? sum + count : sum), 0)
  return sheets / Math.max((until - from) / dayMs, 1 / 24)
}
