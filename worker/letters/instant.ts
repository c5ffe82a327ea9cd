import type { Zone } from '#domain/zone.ts'

const zones = [
  { id: 'Asia/Jakarta', label: 'WIB' },
  { id: 'Asia/Makassar', label: 'WITA' },
  { id: 'Asia/Jayapura', label: 'WIT' },
] as const

const day = (instant: Date, timeZone: string) =>
  new Intl.DateTimeFormat('id-ID', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(instant)

const clock = (instant: Date, timeZone: string) =>
  new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(instant)

/** A calendar day `YYYY-MM-DD` as `11 Juni 2027`. */
export const dayInWords = (date: string): string => day(new Date(`${date}T00:00:00Z`), 'UTC')

const inLanguage = {
  id: { locale: 'id-ID', at: 'pukul' },
  en: { locale: 'en-GB', at: 'at' },
} as const

/** One instant in the three zones, each with its own day, one below the other: `11 Juni 2027 pukul 23.59.07 WIB`. */
export function instantLines(instant: Date, language: keyof typeof inLanguage = 'id'): string[] {
  const { locale, at } = inLanguage[language]
  return zones.map(({ id: timeZone, label }) => {
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(instant)
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23', timeZone }).format(instant)
    return `${date} ${at} ${time} ${label}`
  })
}

/** `11 Juni 2027 pukul 23.59 WIB / 12 Juni 2027 pukul 00.59 WITA / 12 Juni 2027 pukul 01.59 WIT`. */
export const inThreeZones = (instant: Date): string =>
  zones.map(({ id, label }) => `${day(instant, id)} pukul ${clock(instant, id)} ${label}`).join(' / ')

const timeZoneOf = (zone: Zone) => zones.find(({ label }) => label === zone)?.id ?? zones[0].id

/** `Senin, 28 Juni 2027`. */
const weekday = (instant: Date, timeZone: string) =>
  new Intl.DateTimeFormat('id-ID', { dateStyle: 'full', timeZone }).format(instant)

/** A calendar day `YYYY-MM-DD` as `Jumat, 11 Juni 2027`. */
export const weekdayInWords = (date: string): string => weekday(new Date(`${date}T00:00:00Z`), 'UTC')

/**
 * `Senin, 28 Juni 2027, pukul 11.00–11.20 WIT (09.00 WIB)`: by the clocks of one zone, and its beginning by those of others, each
 * with its day where that is another.
 */
export function spanInWords(
  { beginsAt, endsAt }: { beginsAt: Date; endsAt: Date },
  zone: Zone,
  others: readonly Zone[],
): string {
  const timeZone = timeZoneOf(zone)
  const own = `${weekday(beginsAt, timeZone)}, pukul ${clock(beginsAt, timeZone)}–${clock(endsAt, timeZone)} ${zone}`
  const elsewhere = others.map((other) => {
    const there = timeZoneOf(other)
    const date = day(beginsAt, there) === day(beginsAt, timeZone) ? '' : `${day(beginsAt, there)} pukul `
    return `${date}${clock(beginsAt, there)} ${other}`
  })
  return elsewhere.length === 0 ? own : `${own} (${elsewhere.join(', ')})`
}
