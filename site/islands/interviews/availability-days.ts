import { instantIn } from '#domain/interview-hours.ts'
import { zoneHours, type Zone } from '#domain/zone.ts'
import { dayOf, hourOf } from '#site/text/interview.ts'
import type { Availability, Stretch } from './interviews-api.ts'

/** One stretch of a day as it is typed: `HH:MM`. */
export type TypedStretch = { from: string; to: string }
export type TypedDays = Readonly<Record<string, readonly TypedStretch[]>>

/** What is stored, by day of a zone. A stretch over midnight is `other`: it stays as it is until it is removed. */
export function typedDays(stored: readonly Availability[], zone: Zone): { days: TypedDays; others: Availability[] } {
  const ahead = zoneHours[zone]
  const days: Record<string, TypedStretch[]> = {}
  const others: Availability[] = []
  for (const one of stored) {
    const day = dayOf(one.beginsAt, ahead)
    if (dayOf(one.endsAt, ahead) !== day) {
      others.push(one)
      continue
    }
    days[day] = [...(days[day] ?? []), { from: hourOf(one.beginsAt, ahead), to: hourOf(one.endsAt, ahead) }]
  }
  return { days, others }
}

/** The instants of a typed stretch; undefined while it is no stretch. */
export function instantsOf(day: string, { from, to }: TypedStretch, zone: Zone): Stretch | undefined {
  const [begins, ends] = [instantIn(zone, day, from), instantIn(zone, day, to)]
  if (begins === undefined || ends === undefined || ends <= begins) return undefined
  return { beginsAt: new Date(begins).toISOString(), endsAt: new Date(ends).toISOString() }
}

/** Typed stretches that are none, as `day index`. */
export const wrongStretches = (days: TypedDays, zone: Zone): string[] =>
  Object.entries(days).flatMap(([day, stretches]) =>
    stretches.flatMap((one, n) => (instantsOf(day, one, zone) ? [] : [`${day} ${n}`])),
  )

/** What is to be written and removed so that the portal has exactly what is typed, and `others` that were not removed. */
export function changesOf(
  stored: readonly Availability[],
  days: TypedDays,
  others: readonly Availability[],
  zone: Zone,
) {
  const keyOf = ({ beginsAt, endsAt }: Stretch) => `${Date.parse(beginsAt)} ${Date.parse(endsAt)}`
  const typed = Object.entries(days).flatMap(([day, stretches]) =>
    stretches.flatMap((one) => instantsOf(day, one, zone) ?? []),
  )
  const wanted = new Map([...typed, ...others].map((one) => [keyOf(one), one]))
  const there = new Set(stored.map(keyOf))
  return {
    add: [...wanted].filter(([key]) => !there.has(key)).map(([, { beginsAt, endsAt }]) => ({ beginsAt, endsAt })),
    remove: stored.filter((one) => !wanted.has(keyOf(one))).map(({ id }) => id),
  }
}
