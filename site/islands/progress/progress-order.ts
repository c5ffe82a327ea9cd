/** How the table of jurors is sorted and narrowed. */
import type { JurorProgress } from './progress-api.ts'

export const orders = {
  nama: { name: 'Nama', by: () => 0 },
  sisa: { name: 'Sisa terbanyak', by: ({ left }) => -left },
  laju: { name: 'Laju terendah', by: ({ perDay, left }) => (left === 0 ? Infinity : (perDay ?? 0)) },
  selesai: {
    name: 'Perkiraan selesai terakhir',
    by: ({ finishesAt, left }) => (left === 0 ? 0 : finishesAt === null ? -Infinity : -Date.parse(finishesAt)),
  },
} as const satisfies Record<string, { name: string; by: (juror: JurorProgress) => number }>

export type Order = keyof typeof orders

export const isOrder = (name: string | null): name is Order => name !== null && Object.hasOwn(orders, name)

/** By name where the order says nothing else; those behind first is an order of its own through `isBehind`. */
export function shownJurors(
  jurors: readonly JurorProgress[],
  { order, onlyBehind, search }: { order: Order; onlyBehind: boolean; search: string },
): JurorProgress[] {
  const word = search.trim().toLowerCase()
  const by = orders[order].by
  return jurors
    .filter(({ isBehind, name }) => (!onlyBehind || isBehind) && name.toLowerCase().includes(word))
    .toSorted((a, b) => {
      const [first, second] = [by(a), by(b)]
      return first === second ? a.name.localeCompare(b.name, 'id') : first < second ? -1 : 1
    })
}
