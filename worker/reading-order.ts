import type { listReadingOrder } from '#db/assignments.ts'

type Ordered = Awaited<ReturnType<typeof listReadingOrder>>
type Placed = { id: string; position: number }

const isBefore = (a: Placed, b: Placed): boolean =>
  a.position < b.position || (a.position === b.position && a.id < b.id)

/** The next one after this reading that is not handed in, from the beginning again when there is none. */
export function nextOpenAfter(order: Ordered, reading: Placed): string | null {
  const open = order.filter((one) => one.id !== reading.id && one.handedInAt === null)
  return (open.find((one) => isBefore(reading, one)) ?? open[0])?.id ?? null
}

/**
 * Where a reading stands among those the juror may know, counted from 1: a gap in the positions would tell of one that is
 * barred. A reading that is in no list, as a blind second one that is handed in, stands where it would be.
 */
export function placeIn(order: Ordered, reading: Placed) {
  const before = order.filter((one) => isBefore(one, reading)).length
  const after = order[before]?.id === reading.id ? before + 1 : before
  return {
    position: before + 1,
    of: order.length,
    previousId: order[before - 1]?.id ?? null,
    nextId: order[after]?.id ?? null,
    nextOpenId: nextOpenAfter(order, reading),
  }
}
