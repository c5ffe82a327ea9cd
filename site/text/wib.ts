/** Dates are typed in the time of western Indonesia, which has no daylight saving time. */
const offsetMilliseconds = 7 * 3_600_000

/** An instant as the value of an `<input type="datetime-local">`: `2027-05-06T23:59`. */
export const toWibInput = (instant: string): string =>
  new Date(Date.parse(instant) + offsetMilliseconds).toISOString().slice(0, 16)

/** The instant of such a value, ISO 8601 in UTC; null when it is not a date. */
export function fromWibInput(value: string): string | null {
  const milliseconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? Date.parse(`${value}:00+07:00`) : Number.NaN
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString()
}

/** Whole days from `now` until `until`, a begun day counted as one; 0 when it is over. */
export const daysLeft = (until: string, now: string): number =>
  Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 86_400_000))
