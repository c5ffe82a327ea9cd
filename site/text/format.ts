/** Indonesian ways of writing numbers and instants. The three zones have no daylight saving time. */

export const zones = [
  { id: 'Asia/Jakarta', label: 'WIB' },
  { id: 'Asia/Makassar', label: 'WITA' },
  { id: 'Asia/Jayapura', label: 'WIT' },
] as const
export type ZoneId = (typeof zones)[number]['id']

const counts = new Intl.NumberFormat('id-ID')
const twoDecimals = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const oneDecimal = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 })

/** 3478 as `3.478`. */
export const count = (value: number): string => counts.format(value)

/** Hundredths of a point as points: 8425 as `84,25`. */
export const points = (hundredths: number): string => twoDecimals.format(hundredths / 100)

/** The mean of several sheets, rounded for print only: 25276 hundredths over 3 sheets as `84,25`. */
export const meanPoints = (sumHundredths: number, sheetCount: number): string =>
  points(Math.round(sumHundredths / sheetCount))

/** 5242880 as `5 MB`; kB and MB are counted in steps of 1,024, as limits of uploads are. */
export function bytes(value: number): string {
  return value >= 1_048_576
    ? `${oneDecimal.format(value / 1_048_576)} MB`
    : `${oneDecimal.format(Math.max(value / 1024, 0.1))} kB`
}

const dateFormats = {
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  plain: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** `long`: Jumat, 11 Juni 2027. `plain`: 11 Juni 2027. `short`: 11 Jun. */
export function date(
  instant: Date,
  format: keyof typeof dateFormats = 'long',
  timeZone: ZoneId = 'Asia/Jakarta',
): string {
  return new Intl.DateTimeFormat('id-ID', { ...dateFormats[format], timeZone }).format(instant)
}

/** `23.59`, without its zone. */
export function clock(instant: Date, timeZone: ZoneId = 'Asia/Jakarta'): string {
  return new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    instant,
  )
}

/** `Jumat, 11 Juni 2027 pukul 23.59 WIB`. */
export const dateAndClock = (instant: Date): string => `${date(instant)} pukul ${clock(instant)} WIB`

/** One instant in the three zones, each with its own day: 23.59 WIB is the next day further east. */
export function inThreeZones(instant: Date): { zone: string; clock: string; day: string }[] {
  return zones.map(({ id, label }) => ({ zone: label, clock: clock(instant, id), day: date(instant, 'short', id) }))
}

/** A window as `1 Mar - 6 Mei`, by the days of western Indonesia. */
export function shortWindow({ opensAt, closesAt }: { opensAt: Date; closesAt: Date }): string {
  const [from, to] = [date(opensAt, 'short'), date(closesAt, 'short')]
  return from === to ? from : `${from} – ${to}`
}

/** Hosts and paths read better without protocol, `www.` and a closing slash. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')

/** `10.04.31` by the clock of the device: when a text was saved. */
export const clockToTheSecond = (instant: Date): string =>
  new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    instant,
  )
