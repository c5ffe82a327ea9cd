export type CsvCell = string | number | boolean | null

/**
 * A table as Indonesian spreadsheets open it with a double click: UTF-8 with its mark, semicolons, decimal commas. The same
 * for every list of a workspace that leaves as CSV; open data is `openCsv`.
 */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(field).join(';')).join('\r\n')}\r\n`
}

/**
 * A table as programs read it, by RFC 4180: UTF-8 with its mark, commas, decimal points, `true` and `false`; the parts of a
 * list stand side by side with ` | ` between them.
 */
export function openCsv(rows: readonly (readonly (CsvCell | readonly string[])[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(openField).join(',')).join('\r\n')}\r\n`
}

function openField(value: CsvCell | readonly string[]): string {
  if (value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = safe(typeof value === 'string' ? value : value.join(' | '))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it; a number below zero is no formula. */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

function field(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('.', ',') : ''
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  const text = safe(value)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
