/** What the screens of planning make of the counts that each two jurors share. */
import { pairIndex } from '#domain/assignment/overlap.ts'
import type { PlanOverlap } from './planning-api.ts'

export type SharingJuror = PlanOverlap['jurors'][number]

/** `between`: how many proposals both read; null where one of them reads nothing. */
export type SharedReadings = { jurors: readonly SharingJuror[]; between: (one: string, other: string) => number | null }

export function sharedReadings({ jurors, shared }: PlanOverlap): SharedReadings {
  const place = new Map(jurors.map(({ id }, at) => [id, at]))
  return {
    jurors,
    between: (one, other) => {
      const [a, b] = [place.get(one), place.get(other)]
      if (a === undefined || b === undefined || a === b) return null
      return shared[pairIndex(jurors.length, a, b)] ?? null
    },
  }
}

export const orders = ['name', 'least', 'group'] as const
export type Order = (typeof orders)[number]

/** `least`: who shares nothing with most others first, then who shares least. `group`: in the order of `groupIds`. */
export function inOrder(
  { jurors, between }: SharedReadings,
  order: Order,
  groupIds: readonly string[],
): readonly SharingJuror[] {
  if (order === 'name') return jurors
  if (order === 'group') return jurors.toSorted((a, b) => groupIds.indexOf(a.groupId) - groupIds.indexOf(b.groupId))
  const shares = new Map(
    jurors.map(({ id }) => {
      const own = jurors.flatMap((other) => between(id, other.id) ?? [])
      return [id, { without: own.filter((n) => n === 0).length, sum: own.reduce((sum, n) => sum + n, 0) }]
    }),
  )
  const of = (id: string) => shares.get(id) ?? { without: 0, sum: 0 }
  return jurors.toSorted((a, b) => of(b.id).without - of(a.id).without || of(a.id).sum - of(b.id).sum)
}

export type SharingPair = { one: SharingJuror; other: SharingJuror }

/** All pairs, or those of one juror. */
export function pairsAmong(jurors: readonly SharingJuror[], chosen: string | null): SharingPair[] {
  const mine = jurors.find(({ id }) => id === chosen)
  if (mine) return jurors.filter(({ id }) => id !== chosen).map((other) => ({ one: mine, other }))
  return jurors.flatMap((one, at) => jurors.slice(at + 1).map((other) => ({ one, other })))
}
