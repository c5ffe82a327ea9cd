import { writeXlsx } from 'hucre/xlsx'

/** Text stays text and numbers stay numbers: no cell is ever a formula, whatever a title begins with. */
export type SpreadsheetCell = string | number | boolean | null

/** `rows`: the first one is the head and stays in sight. */
export type SpreadsheetTable = { name: string; rows: readonly (readonly SpreadsheetCell[])[] }

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Cells of one table beyond which measuring every column for its width costs more than it is worth. */
const mostMeasured = 20_000

/** A workbook (.xlsx) with one sheet for each table. */
export async function writeSpreadsheet(tables: readonly SpreadsheetTable[]): Promise<Uint8Array<ArrayBuffer>> {
  const sheets = tables.map(({ name, rows }) => {
    const width = rows[0]?.length ?? 0
    const isMeasured = width * rows.length <= mostMeasured
    const columns = Array.from({ length: width }, () => (isMeasured ? { autoWidth: true } : { width: 18 }))
    return { name, rows: rows.map((row) => row.map(plainCell)), columns, freezePane: { rows: 1 } }
  })
  return new Uint8Array(await writeXlsx({ sheets }))
}

/** The format reads `_x0041_` as the letter A; written so, the text comes back as it was. */
function plainCell(cell: SpreadsheetCell): SpreadsheetCell {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  return typeof cell === 'string' ? cell.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : cell
}
