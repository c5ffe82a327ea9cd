import { readXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'

/** Enough for the largest edition with several readers for each proposal. */
export const mostTableRows = 150_000
/** Bytes of a table; one such line takes about sixty. */
export const maxTableBytes = 12 * 1024 * 1024

/** `openQuote`: the line of a quotation mark that nothing closes, so that it takes the lines after it for one cell. */
type ReadTable = string[][] | { openQuote: number } | null

/** The rows of a CSV or of the first sheet of a workbook, each cell as text without the spaces around it; null for anything else. */
export async function readTable(bytes: Uint8Array<ArrayBuffer>): Promise<ReadTable> {
  try {
    return isWorkbook(bytes) ? await readWorkbook(bytes) : readCsv(bytes)
  } catch {
    // A damaged workbook and bytes that are no text end here alike.
    return null
  }
}

/** A workbook is a ZIP archive. */
const isWorkbook = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Bytes of a workbook when unpacked; a table of the most rows has about half of this. */
const maxUnpackedBytes = 80 * 1024 * 1024

/** The hundredth: a cell far to the right, as a slip of the hand leaves one, would fill every row up to it. */
const lastColumn = 'CV'

/** What the directory of the archive says of its size unpacked; the reader unpacks no more of a part than that. */
function unpackedBytes(bytes: Uint8Array<ArrayBuffer>): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = 0
  for (let at = 0; at + 46 <= bytes.byteLength; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    // A part that says nothing of its size could be of any.
    sum += size === 0 && packed > 2 ? Infinity : size
  }
  return sum
}

async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<string[][] | null> {
  if (unpackedBytes(bytes) > maxUnpackedBytes) return null
  const maxRows = mostTableRows + 2
  const { sheets } = await readXlsx(bytes, { sheets: [0], maxRows, range: `A1:${lastColumn}${maxRows}` })
  return sheets[0]?.rows.map((row) => row.map((cell) => plain(textOf(cell)))) ?? null
}

/** A day stays a day, however the workbook shows it. */
const textOf = (cell: string | number | boolean | Date | null): string => {
  if (cell === null) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

function readCsv(bytes: Uint8Array): ReadTable {
  const text = decode(bytes)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), preview: mostTableRows + 2 })
  const broken = errors.find(({ type }) => type === 'Quotes')
  return broken ? { openQuote: (broken.row ?? 0) + 1 } : data.map((row) => row.map(plain))
}

/** As spreadsheet programs save text: with a mark at its beginning, as UTF-8, or in the old code page of Western Windows. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined
  if (marked !== undefined) return new TextDecoder(marked, { fatal: true }).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (bytes.includes(0)) throw error
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Lines in which the head is looked for: people write a title above their tables. */
export const mostLinesAbove = 20

/**
 * The one that cuts most of the first lines into the same number of columns, and into more of them; programs and countries differ,
 * and a sentence in a cell has commas of its own.
 */
function delimiterOf(text: string): string {
  const first = text.slice(0, 20_000)
  const measured = [';', ',', '\t', '|'].map((delimiter) => {
    const { data } = Papa.parse<string[]>(first, { delimiter, preview: mostLinesAbove, skipEmptyLines: true })
    const lines = new Map<number, number>()
    for (const { length } of data) if (length > 1) lines.set(length, (lines.get(length) ?? 0) + 1)
    const [columns, alike] = [...lines].toSorted(([a, n], [b, m]) => m - n || b - a)[0] ?? [0, 0]
    return { delimiter, columns, alike }
  })
  return measured.toSorted((a, b) => b.alike - a.alike || b.columns - a.columns)[0]?.delimiter ?? ';'
}

/** Without the apostrophe by which our own tables keep a spreadsheet from taking text for a formula. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')
