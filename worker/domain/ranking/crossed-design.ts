/**
 * Who scored what, laid out for the crossed model y_ij = mu + theta_i + b_j + e_ij. The factor with more levels is absorbed
 * (its block of Henderson's equations is diagonal), the other becomes the dense system: "rows" and "columns" below.
 */
export type CrossedDesign = {
  /** True when proposals are the absorbed rows and jurors the dense columns, false the other way round. */
  proposalsAreRows: boolean
  rowCount: number
  columnCount: number
  scoreCount: number
  /** Row r holds the scores start[r] .. start[r + 1) of the arrays below; length rowCount + 1. */
  start: Int32Array
  /** Column of each score, ascending within its row. */
  column: Int32Array
  /** Position of each score in the table it came from; undefined where the layout keeps the order of the table. */
  source: Int32Array | undefined
  /** 1 for a score that counts, 0 for one left out. */
  weight: Uint8Array
}

/**
 * Builds the layout. `proposal`, `juror`: index of each score, sorted by (proposal, juror), every index used at least once;
 * the layout may keep `juror` as its columns. Throws a RangeError when the arrays disagree in length.
 */
export function layOut(
  proposal: Int32Array,
  juror: Int32Array,
  proposalCount: number,
  jurorCount: number,
): CrossedDesign {
  if (proposal.length !== juror.length) throw new RangeError('Every score needs a proposal and a juror')
  const proposalsAreRows = proposalCount >= jurorCount
  const row = proposalsAreRows ? proposal : juror
  const [rowCount, columnCount] = proposalsAreRows ? [proposalCount, jurorCount] : [jurorCount, proposalCount]
  const scoreCount = proposal.length
  const start = new Int32Array(rowCount + 1)
  for (let p = 0; p < scoreCount; p++) start[row[p]! + 1] = start[row[p]! + 1]! + 1
  for (let r = 0; r < rowCount; r++) start[r + 1] = start[r + 1]! + start[r]!
  const weight = new Uint8Array(scoreCount).fill(1)
  const shape = { proposalsAreRows, rowCount, columnCount, scoreCount, start, weight }
  if (proposalsAreRows) return { ...shape, column: juror, source: undefined }
  const next = start.slice(0, rowCount)
  const column = new Int32Array(scoreCount)
  const source = new Int32Array(scoreCount)
  for (let p = 0; p < scoreCount; p++) {
    const at = next[row[p]!]!
    next[row[p]!] = at + 1
    column[at] = proposal[p]!
    source[at] = p
  }
  return { ...shape, column, source }
}

/** The scores of the table in the order of the layout: `values` itself where that is the order of the table. */
export function inLayout({ source }: CrossedDesign, values: Float64Array): Float64Array {
  return source ? Float64Array.from(source, (at) => values[at]!) : values
}

/** Values in the order of the layout in that of the table again: `values` itself where the two are the same. */
export function inTable({ source }: CrossedDesign, values: Float64Array): Float64Array {
  if (!source) return values
  const out = new Float64Array(values.length)
  for (const [at, place] of source.entries()) out[place] = values[at]!
  return out
}
