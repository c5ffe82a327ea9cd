import type { Context } from 'hono'
import { csv, type CsvCell } from '#domain/csv.ts'
import { spreadsheetType, writeSpreadsheet, type SpreadsheetTable } from './spreadsheet.ts'

export const tableFormats = ['csv', 'xlsx'] as const
type TableFormat = (typeof tableFormats)[number]

/** `name`: of letters, digits and hyphens, without its ending. */
const headers = (name: string, format: TableFormat) => ({
  'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : spreadsheetType,
  'Content-Disposition': `attachment; filename="${name}.${format}"`,
})

/** A table that leaves the portal as a CSV. */
export const csvFile = (c: Context, name: string, rows: readonly (readonly CsvCell[])[]) =>
  c.body(csv(rows), 200, headers(name, 'csv'))

/** A CSV has the first of the tables, a workbook all of them. */
export async function tableFile(
  c: Context,
  name: string,
  format: TableFormat,
  tables: readonly [SpreadsheetTable, ...SpreadsheetTable[]],
) {
  if (format === 'csv') return csvFile(c, name, tables[0].rows)
  return c.body(await writeSpreadsheet(tables), 200, headers(name, format))
}
