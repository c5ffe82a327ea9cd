import { parseDecimal, unitsAt } from './decimal.ts'
import type { Decimal } from './decimal.ts'
import type { IndexedScores } from './score-table.ts'

/** A line of a score file that cannot be used, by its number from 1. */
export type BadLine = { line: number; problem: string }

/** Enough bad lines to see what is wrong with a file. */
const MOST_REPORTED = 20

/** Between fields: commas by RFC 4180; semicolons and tabs as spreadsheets of countries with decimal commas save them. */
const delimiters = [',', ';', '\t'] as const
type Delimiter = (typeof delimiters)[number]

/**
 * Reads `proposal,juror,score` lines (RFC 4180: quoted fields, CR LF or LF; a byte order mark and a header line are
 * skipped; empty lines are ignored). Semicolons or tabs may stand between the fields; scores may then have decimal commas.
 * Scores are kept exactly. Every bad line is named, up to twenty.
 */
export function readScoreFile(text: string): { scores: IndexedScores } | { badLines: BadLine[] } {
  const unmarked = text.startsWith('\ufeff') ? text.slice(1) : text
  const delimiter = delimiterOf(unmarked)
  const rows = splitRecords(unmarked, delimiter)
  const badLines: BadLine[] = []
  const proposals = new Map<string, number>()
  const jurors = new Map<string, number>()
  const proposal: number[] = []
  const juror: number[] = []
  const values: Decimal[] = []
  const firstLine = new Map<string, number>()
  for (const [position, { line, fields, problem }] of rows.entries()) {
    const read = problem ? { problem } : readRow(fields, delimiter)
    if ('problem' in read) {
      const header = position === 0 && !problem && fields.length === 3 && isHeader(fields)
      if (!header) badLines.push({ line, problem: read.problem })
      continue
    }
    const key = `${read.proposalId}\u0000${read.jurorId}`
    const earlier = firstLine.get(key)
    if (earlier !== undefined) {
      badLines.push({ line, problem: `juror ${read.jurorId} already scored ${read.proposalId} on line ${earlier}` })
      continue
    }
    firstLine.set(key, line)
    proposal.push(indexIn(proposals, read.proposalId))
    juror.push(indexIn(jurors, read.jurorId))
    values.push(read.score)
  }
  if (badLines.length === 0 && values.length === 0) badLines.push({ line: 1, problem: 'there is no score in the file' })
  if (badLines.length > 0) return { badLines: badLines.slice(0, MOST_REPORTED) }
  return {
    scores: {
      proposalIds: [...proposals.keys()],
      jurorIds: [...jurors.keys()],
      proposal: Int32Array.from(proposal),
      juror: Int32Array.from(juror),
      ...commonUnits(values),
    },
  }
}

function indexIn(known: Map<string, number>, id: string): number {
  const index = known.get(id) ?? known.size
  known.set(id, index)
  return index
}

/** A first line whose last field begins like a word, such as `proposal,juror,score` or `usulan,juri,Nilai (0-100)`. */
function isHeader(fields: readonly string[]): boolean {
  return /^[\p{L}_]/u.test(fields[2]!.trim()) && !/^(nan|inf|infinity)$/i.test(fields[2]!.trim())
}

/** Characters from the beginning by which a file is judged: some hundred lines. */
const judgedBy = 5000

/** The one that cuts most of the first lines into three. */
function delimiterOf(text: string): Delimiter {
  const start = text.slice(0, judgedBy)
  const fitting = (delimiter: Delimiter) =>
    splitRecords(start, delimiter).filter(({ fields }) => fields.length === 3).length
  return delimiters.toSorted((a, b) => fitting(b) - fitting(a))[0] ?? ','
}

const decimalComma = /^([+-]?\d+),(\d+)$/

function readRow(
  fields: readonly string[],
  delimiter: Delimiter,
): { proposalId: string; jurorId: string; score: Decimal } | { problem: string } {
  if (fields.length !== 3) {
    const wanted = 'three fields are needed (proposal, juror, score), separated by commas, semicolons or tabs'
    return { problem: `${wanted}, not ${fields.length}` }
  }
  const [proposalId = '', jurorId = '', written = ''] = fields.map((field) => field.trim().normalize('NFC'))
  if (proposalId === '') return { problem: 'the proposal is empty' }
  if (jurorId === '') return { problem: 'the juror is empty' }
  const score = parseDecimal(delimiter === ',' ? written : written.replace(decimalComma, '$1.$2'))
  return score ? { proposalId, jurorId, score } : { problem: `the score "${written}" is not a finite decimal number` }
}

/** All scores counted in the smallest decimal place any of them uses. */
function commonUnits(values: readonly Decimal[]): Pick<IndexedScores, 'units' | 'decimals'> {
  let decimals = 0
  for (const value of values) if (value.decimals > decimals) decimals = value.decimals
  const units = values.map((value) => unitsAt(value, decimals))
  const small = units.every((value) => value <= 9007199254740991n && value >= -9007199254740991n)
  return { units: small ? Float64Array.from(units, Number) : units, decimals }
}

type Row = { line: number; fields: string[]; problem?: string }

/** Records of a file with the number of the line each begins on. */
function splitRecords(text: string, delimiter: Delimiter): Row[] {
  const rows: Row[] = []
  let line = 1
  let at = 0
  while (at < text.length) {
    const row: Row = { line, fields: [] }
    for (;;) {
      const field = readField(text, at, delimiter)
      line += field.lines
      at = field.end
      row.fields.push(field.value)
      if (field.problem) row.problem = field.problem
      if (text[at] !== delimiter) break
      at += 1
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    line += 1
    if (row.fields.length > 1 || row.fields[0]!.trim() !== '') rows.push(row)
  }
  return rows
}

function readField(
  text: string,
  from: number,
  delimiter: Delimiter,
): { value: string; end: number; lines: number; problem?: string } {
  if (text[from] !== '"') {
    let end = from
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
    return { value: text.slice(from, end), end, lines: 0 }
  }
  let value = ''
  let lines = 0
  let at = from + 1
  for (; at < text.length; at++) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') break
      at += 1
    }
    if (text[at] === '\n') lines += 1
    value += text[at]
  }
  if (at >= text.length) return { value, end: at, lines, problem: 'a quoted field is not closed' }
  let end = at + 1
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  const extra = text.slice(at + 1, end).trim()
  return extra === '' ? { value, end, lines } : { value, end, lines, problem: 'a quoted field is followed by text' }
}
