/** What the desk knows of one reading in the juror's order. */
export type OrderedReading = {
  id: string
  position: number
  state: 'new' | 'draft' | 'handed_in'
  laterAt: string | null
  /** Handed in on this device and not yet sent. */
  isQueued: boolean
}

const isOpen = ({ state, isQueued }: OrderedReading) => state !== 'handed_in' && !isQueued

/** The next that asks for a sheet: first those after this one, then from the beginning; what was put off comes last. */
export function nextOpen<Reading extends OrderedReading>(
  order: readonly Reading[],
  id: string | null,
): Reading | undefined {
  const at = order.findIndex((one) => one.id === id)
  const turned = [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0))].filter(isOpen)
  return turned.find(({ laterAt }) => laterAt === null) ?? turned[0]
}

export const neighbour = <Reading extends OrderedReading>(
  order: readonly Reading[],
  id: string,
  by: 1 | -1,
): Reading | undefined => {
  const at = order.findIndex((one) => one.id === id)
  return at < 0 ? undefined : order[at + by]
}

/** Whom the juror is likely to open next: fetched before the key is pressed. */
export function likelyNext(order: readonly OrderedReading[], id: string): string[] {
  const first = nextOpen(order, id)
  const second = first && nextOpen(order, first.id)
  const all = [first, neighbour(order, id, 1), neighbour(order, id, -1), second]
  return [...new Set(all.flatMap((one) => (one && one.id !== id ? [one.id] : [])))]
}
