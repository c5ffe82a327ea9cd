/** West Indonesian Time; the country has no daylight saving. */
const wibOffsetMs = 7 * 60 * 60 * 1000

/** The calendar day in Jakarta at an instant, `YYYY-MM-DD`. */
export const dayInWib = (instant: Date): string => new Date(instant.getTime() + wibOffsetMs).toISOString().slice(0, 10)

/**
 * Whole months from one day to another, both `YYYY-MM-DD`, never below 0. A month is full on the same day of a later
 * month, or on its last day where that day does not exist: from 31 January on 28 February, from 29 February on 28 February.
 */
export function wholeMonths(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  const isFull = toDay >= fromDay || toDay === daysInMonth(toYear, toMonth)
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - (isFull ? 0 : 1))
}

/** `month` from 1 to 12. */
const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** How long the innovation has run when registration closes; null until its first day is known. */
export const ageMonths = (startedOn: string | null, registrationClosesAt: Date): number | null =>
  startedOn === null ? null : wholeMonths(startedOn, dayInWib(registrationClosesAt))
