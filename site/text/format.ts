import type { Language } from './language.ts'

/** Ways of writing numbers and instants, Indonesian unless told otherwise. The three zones have no daylight saving time. */

export const zones = [
  { id: 'Asia/Jakarta', label: 'WIB' },
  { id: 'Asia/Makassar', label: 'WITA' },
  { id: 'Asia/Jayapura', label: 'WIT' },
] as const
export type ZoneId = (typeof zones)[number]['id']

/** British order of day and month; both languages write the day before the month. */
const locales = { id: 'id-ID', en: 'en-GB' } as const satisfies Record<Language, string>

const numbers = (options: Intl.NumberFormatOptions) => ({
  id: new Intl.NumberFormat(locales.id, options),
  en: new Intl.NumberFormat(locales.en, options),
})
const counts = numbers({})
const twoDecimals = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
const oneDecimal = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
const oneDecimalAtMost = numbers({ maximumFractionDigits: 1 })

/** 3478 as `3.478`, in English `3,478`. */
export const count = (value: number, language: Language = 'id'): string => counts[language].format(value)

/** Hundredths of a point as points: 8425 as `84,25`, in English `84.25`. */
export const points = (hundredths: number, language: Language = 'id'): string =>
  twoDecimals[language].format(hundredths / 100)

/** Always one decimal: `80,8`, in English `80.8`. */
export const decimal = (value: number, language: Language = 'id'): string => oneDecimal[language].format(value)

/** The mean of several sheets, rounded for print only: 25276 hundredths over 3 sheets as `84,25`. */
export const meanPoints = (sumHundredths: number, sheetCount: number, language: Language = 'id'): string =>
  points(Math.round(sumHundredths / sheetCount), language)

/** 5242880 as `5 MB`; kB and MB are counted in steps of 1,024, as limits of uploads are. */
export function bytes(value: number, language: Language = 'id'): string {
  const shown = oneDecimalAtMost[language]
  return value >= 1_048_576
    ? `${shown.format(value / 1_048_576)} MB`
    : `${shown.format(Math.max(value / 1024, 0.1))} kB`
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
  language: Language = 'id',
  timeZone: ZoneId = 'Asia/Jakarta',
): string {
  const key = `${format} ${language} ${timeZone}`
  const known = dateWriters.get(key) ?? new Intl.DateTimeFormat(locales[language], { ...dateFormats[format], timeZone })
  dateWriters.set(key, known)
  return known.format(instant)
}

/** Made once each: making one takes longer than writing a hundred dates. */
const dateWriters = new Map<string, Intl.DateTimeFormat>()

/** `23.59`, in English `23:59`, without its zone. */
export function clock(instant: Date, language: Language = 'id', timeZone: ZoneId = 'Asia/Jakarta'): string {
  const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  return new Intl.DateTimeFormat(locales[language], format).format(instant)
}

const at = { id: 'pukul', en: 'at' } as const satisfies Record<Language, string>

/** `Jumat, 11 Juni 2027 pukul 23.59 WIB`. */
export const dateAndClock = (instant: Date, language: Language = 'id'): string =>
  `${date(instant, 'long', language)} ${at[language]} ${clock(instant, language)} WIB`

/** One instant in the three zones, each with its own day: 23.59 WIB is the next day further east. */
export function inThreeZones(instant: Date, language: Language = 'id'): { zone: string; clock: string; day: string }[] {
  return zones.map(({ id, label }) => ({
    zone: label,
    clock: clock(instant, language, id),
    day: date(instant, 'short', language, id),
  }))
}

/** A window as `1 Mar – 6 Mei`, by the days of western Indonesia. */
export function shortWindow(
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
  language: Language = 'id',
): string {
  const [from, to] = [date(opensAt, 'short', language), date(closesAt, 'short', language)]
  return from === to ? from : `${from} – ${to}`
}

/** Hosts and paths read better without protocol, `www.` and a closing slash. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')

/** `10.04.31` by the clock of the device: when a text was saved. */
export const clockToTheSecond = (instant: Date): string =>
  new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    instant,
  )
