import type { StageWindow } from '#domain/edition.ts'
import { dayOf } from '#domain/jakarta-day.ts'

/** Whether the day lies in the stage. */
export const isInStage = (day: string, { opensAt, closesAt }: StageWindow): boolean =>
  day >= dayOf(opensAt) && day <= dayOf(new Date(closesAt.getTime() - 1))

/** The days of a stage that are not over; Saturdays and Sundays are no days of visits unless a person says so. */
export function workingDays({ opensAt, closesAt }: StageWindow, now: Date): string[] {
  const days: string[] = []
  const last = dayOf(new Date(closesAt.getTime() - 1))
  let day = Date.parse(dayOf(opensAt > now ? opensAt : now))
  for (; new Date(day).toISOString().slice(0, 10) <= last && days.length < 120; day += 24 * 3_600_000) {
    if (![0, 6].includes(new Date(day).getUTCDay())) days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}
