/** A value as SQL. */
const quoted = (value: string | number | null) =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`

/** `(…), (…)`: rows of an INSERT. */
export const rowsOf = (values: readonly (readonly (string | number | null)[])[]) =>
  values.map((row) => `(${row.map(quoted).join(', ')})`).join(',\n  ')

/** One statement for each part of the rows; D1 takes statements of at most 100 kB. */
export function inParts<Row>(
  rows: readonly Row[],
  statement: (part: readonly Row[]) => string,
  rowsPerStatement = 100,
): string[] {
  const starts = Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, n) => n * rowsPerStatement)
  return starts.map((start) => statement(rows.slice(start, start + rowsPerStatement)))
}
