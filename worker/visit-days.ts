/** Days as people of western Indonesia count them, `YYYY-MM-DD`. */
type Window = { opensAt: Date; closesAt: Date }

export const dayInWib = (instant: Date): string =>
  new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)

/** Whether the day lies in the stage. */
export const isInStage = (day: string, { opensAt, closesAt }: Window): boolean =>
  day >= dayInWib(opensAt) && day <= dayInWib(new Date(closesAt.getTime() - 1))

/** The days of a stage that are not over; Saturdays and Sundays are no days of visits unless a person says so. */
export function workingDays({ opensAt, closesAt }: Window, now: Date): string[] {
  const days: string[] = []
  const last = dayInWib(new Date(closesAt.getTime() - 1))
  let day = Date.parse(dayInWib(opensAt > now ? opensAt : now))
  for (; new Date(day).toISOString().slice(0, 10) <= last && days.length < 120; day += 24 * 3_600_000) {
    if (![0, 6].includes(new Date(day).getUTCDay())) days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}
