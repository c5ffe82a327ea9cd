import { folded } from '#domain/folded.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import { mostLinesAbove, readTable } from './spreadsheet-reading.ts'

/** The columns of a table by what they mean: their names as people write them, the first as our own tables say it. */
export type Columns<Key extends string> = Readonly<Record<Key, { names: readonly string[]; isNeeded: boolean }>>

/** A line below the head, numbered as in the file; a column that the table lacks is empty in all. */
export type GivenLine<Key extends string> = { line: number; cell: (key: Key) => string }

type TableRefusal =
  | { code: 'table_unreadable'; missing: string[]; openQuote?: number }
  | { code: 'table_empty' }
  | { code: 'table_too_long'; mostRows: number }

/** The lines of a CSV or a workbook below the head with these columns, empty ones left out; or what keeps it from being read. */
export async function readLines<Key extends string>(
  bytes: Uint8Array<ArrayBuffer>,
  columns: Columns<Key>,
  mostRows: number,
): Promise<Result<GivenLine<Key>[], TableRefusal>> {
  const rows = await readTable(bytes)
  if (rows && 'openQuote' in rows) return refuse({ code: 'table_unreadable', missing: [], openQuote: rows.openQuote })
  if (!rows || rows.length === 0) return refuse({ code: 'table_unreadable', missing: [] })
  if (rows.length > mostRows) return refuse({ code: 'table_too_long', mostRows })
  return linesBelow(rows, columns)
}

function linesBelow<Key extends string>(
  rows: readonly (readonly string[])[],
  columns: Columns<Key>,
): Result<GivenLine<Key>[], TableRefusal> {
  const namesOf = (key: Key) => columns[key].names.map(folded)
  const needed: Key[] = []
  for (const key in columns) if (columns[key].isNeeded) needed.push(key)
  const heads = rows.slice(0, mostLinesAbove).map((row) => row.map(folded))
  const has = (head: readonly string[], key: Key) => head.some((cell) => namesOf(key).includes(cell))
  const found = heads.findIndex((head) => needed.every((key) => has(head, key)))
  const head = heads[found]
  if (!head) {
    const missing = needed.filter((key) => !heads.some((one) => has(one, key)))
    return refuse({ code: 'table_unreadable', missing: missing.map((key) => columns[key].names[0] ?? key) })
  }
  const places = new Map<Key, number>()
  for (const key in columns)
    places.set(
      key,
      head.findIndex((cell) => namesOf(key).includes(cell)),
    )
  const lines = rows.slice(found + 1).flatMap((row, index): GivenLine<Key>[] => {
    if (row.every((cell) => cell === '')) return []
    return [{ line: found + index + 2, cell: (key) => row[places.get(key) ?? -1] ?? '' }]
  })
  return lines.length === 0 ? refuse({ code: 'table_empty' }) : accept(lines)
}
