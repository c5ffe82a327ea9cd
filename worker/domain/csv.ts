export type CsvCell = string | number | boolean | null

/**
 * A table as Indonesian spreadsheets open it with a double click: UTF-8 with its mark, semicolons, decimal commas. The same
 * for every list that leaves the portal as CSV; machines take the JSON beside it.
 */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(field).join(';')).join('\r\n')}\r\n`
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it; a number below zero is no formula. */
function field(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('.', ',') : ''
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
