import type { OwnSheetRow, OwnSheets } from './desk-api.ts'

/** What the table of own scores can be ordered by: its own columns, or a criterion's id after `k:`. */
export type Column = 'urutan' | 'judul' | 'keadaan' | 'nilai' | 'waktu' | `k:${string}`

const stateOrder = { draft: 0, new: 1, handed_in: 2 } as const

export const stateNames = { new: 'Belum dimulai', draft: 'Draf', handed_in: 'Diserahkan' } as const

export function isColumn(name: string | null): name is Column {
  return name !== null && (/^(urutan|judul|keadaan|nilai|waktu)$/.test(name) || name.startsWith('k:'))
}

/** Total of the points so far when all criteria have theirs, hundredths; null before. */
export function totalOf(criteria: OwnSheets['criteria'], { points, totalHundredths }: OwnSheetRow): number | null {
  if (totalHundredths !== null) return totalHundredths
  const given = criteria.map(({ id, weightPercent }) => (points[id] === undefined ? null : points[id] * weightPercent))
  return given.includes(null) ? null : given.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

/** Rows without a value stand at the end, whichever way they are ordered. */
export function orderRows(
  rows: readonly OwnSheetRow[],
  criteria: OwnSheets['criteria'],
  column: Column,
  isDown: boolean,
): OwnSheetRow[] {
  const key = (row: OwnSheetRow): number | string | null => {
    if (column === 'urutan') return row.position
    if (column === 'judul') return row.title
    if (column === 'keadaan') return stateOrder[row.state]
    if (column === 'nilai') return totalOf(criteria, row)
    if (column === 'waktu') return row.handedInAt
    return row.points[column.slice(2)] ?? null
  }
  const compare = (a: number | string, b: number | string) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'id')
  return rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)]
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0) || one.position - other.position
    return (isDown ? -compare(a, b) : compare(a, b)) || one.position - other.position
  })
}
