/** Days as western Indonesia counts them, `YYYY-MM-DD`: UTC+7, without summer time. */
const aheadMs = 7 * 3_600_000

export const dayOf = (instant: Date): string => new Date(instant.getTime() + aheadMs).toISOString().slice(0, 10)

export const dayBegins = (day: string): Date => new Date(`${day}T00:00:00+07:00`)

/** Its last moment. */
export const dayEnds = (day: string): Date => new Date(`${day}T23:59:59.999+07:00`)
