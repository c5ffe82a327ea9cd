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
  /** Position of each score in the table it came from. */
  source: Int32Array
  /** Weight of each score, > 0; 1 unless a robust fit lowers it. */
  weight: Float64Array
}

/**
 * Builds the layout. `proposal`, `juror`: index of each score, sorted by (proposal, juror), every index used at least once.
 * Throws a RangeError when the arrays disagree in length.
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
  const other = proposalsAreRows ? juror : proposal
  const rowCount = proposalsAreRows ? proposalCount : jurorCount
  const scoreCount = proposal.length
  const start = new Int32Array(rowCount + 1)
  for (let p = 0; p < scoreCount; p++) start[row[p]! + 1] = start[row[p]! + 1]! + 1
  for (let r = 0; r < rowCount; r++) start[r + 1] = start[r + 1]! + start[r]!
  const next = start.slice(0, rowCount)
  const column = new Int32Array(scoreCount)
  const source = new Int32Array(scoreCount)
  for (let p = 0; p < scoreCount; p++) {
    const at = next[row[p]!]!
    next[row[p]!] = at + 1
    column[at] = other[p]!
    source[at] = p
  }
  const weight = new Float64Array(scoreCount).fill(1)
  const columnCount = proposalsAreRows ? jurorCount : proposalCount
  return { proposalsAreRows, rowCount, columnCount, scoreCount, start, column, source, weight }
}

/** The scores of the table in the order of the layout. */
export function inLayout(design: CrossedDesign, values: Float64Array): Float64Array {
  const out = new Float64Array(design.scoreCount)
  for (let p = 0; p < out.length; p++) out[p] = values[design.source[p]!]!
  return out
}
