import type { CrossedDesign } from './crossed-design.ts'
import { choleskyInPlace, inverseFromFactor, invertFactor, solveWithFactor } from './dense-symmetric.ts'
import { ln } from './elementary.ts'

/** Residual variance over the variance of the factor; Infinity when the factor has no variance (its effects are 0). */
export type VarianceRatios = { row: number; column: number }

/** Solution of Henderson's equations. Same unit as the scores. */
export type Effects = { mu: number; row: Float64Array; column: Float64Array }

/**
 * Henderson's mixed-model equations with the row factor absorbed exactly:
 * S = [diag(w_.j + lam_c), w_.j ; ., w_..] - sum_i a_i a_i' / d_i, d_i = w_i. + lam_r,
 * where a_i holds w_ij at column j and w_i. at mu (last position). Dense, (columnCount + 1) squared, 8 bytes a cell.
 * Source: Henderson 1975; absorption as in Gilmour, Thompson and Cullis 1995. Life: assemble, solve any number of times,
 * invert, then read the inverse; assemble again for other ratios.
 */
export class AbsorbedSystem {
  readonly design: CrossedDesign
  /** Order of S in use: columnCount + 1, or 1 when the columns have no variance. */
  size = 0
  /** S, then L in the lower triangle, then S^-1 there and (L^-1)' in the strict upper triangle. */
  readonly matrix: Float64Array
  readonly inverseDiagonal: Float64Array
  /** 1 / d_i, or 0 when the rows have no variance. */
  readonly shrink: Float64Array
  /** w_i. */
  readonly rowWeight: Float64Array
  readonly columnWeight: Float64Array
  ratios: VarianceRatios = { row: 1, column: 1 }
  readonly #right: Float64Array

  constructor(design: CrossedDesign) {
    const order = design.columnCount + 1
    this.design = design
    this.matrix = new Float64Array(order * order)
    this.inverseDiagonal = new Float64Array(order)
    this.shrink = new Float64Array(design.rowCount)
    this.rowWeight = new Float64Array(design.rowCount)
    this.columnWeight = new Float64Array(design.columnCount)
    this.#right = new Float64Array(order)
    this.weigh()
  }

  /** Sums the weights again after `design.weight` changed. */
  weigh(): void {
    const { rowCount, start, column, weight } = this.design
    this.columnWeight.fill(0)
    for (let i = 0; i < rowCount; i++) {
      let sum = 0
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        sum += weight[p]!
        this.columnWeight[column[p]!] = this.columnWeight[column[p]!]! + weight[p]!
      }
      this.rowWeight[i] = sum
    }
  }

  /** Builds and factors S. Returns false when S is not positive definite in double precision. */
  assemble(ratios: VarianceRatios): boolean {
    this.ratios = ratios
    for (let i = 0; i < this.shrink.length; i++) {
      this.shrink[i] = ratios.row === Infinity ? 0 : 1 / (this.rowWeight[i]! + ratios.row)
    }
    this.size = ratios.column === Infinity ? 1 : this.design.columnCount + 1
    this.matrix.fill(0, 0, this.size * this.size)
    if (this.size === 1) this.#fillMean()
    else this.#fillColumns()
    return choleskyInPlace(this.matrix, this.inverseDiagonal, this.size)
  }

  #fillMean(): void {
    let total = 0
    for (let i = 0; i < this.shrink.length; i++) total += this.rowWeight[i]! * this.#kept(i)
    this.matrix[0] = total
  }

  /** lam_r / d_i: what is left of a row's weight when it is absorbed. Written so that a tiny lam_r loses no digits. */
  #kept(i: number): number {
    return this.ratios.row === Infinity ? 1 : this.ratios.row * this.shrink[i]!
  }

  #fillColumns(): void {
    const { rowCount, columnCount, start, column, weight } = this.design
    const { matrix, size } = this
    const last = columnCount * size
    for (let j = 0; j < columnCount; j++) {
      matrix[j * size + j] = this.ratios.column
    }
    let total = 0
    for (let i = 0; i < rowCount; i++) {
      const w = this.rowWeight[i]!
      const shrink = this.shrink[i]!
      const kept = this.#kept(i)
      total += w * kept
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        const share = weight[p]! * shrink
        const at = column[p]! * size
        for (let q = start[i]!; q < p; q++) {
          matrix[at + column[q]!] = matrix[at + column[q]!]! - share * weight[q]!
        }
        const own = at + column[p]!
        matrix[own] = matrix[own]! + weight[p]! * ((w - weight[p]!) * shrink + kept)
        matrix[last + column[p]!] = matrix[last + column[p]!]! + weight[p]! * kept
      }
    }
    matrix[last + columnCount] = total
  }

  /** ln |S| + sum ln d_i - N ln lam_r - J ln lam_c: the determinant part of the REML criterion. Before `invert`. */
  logDeterminant(): number {
    let sum = 0
    for (let j = 0; j < this.size; j++) sum += 2 * ln(this.matrix[j * this.size + j]!)
    if (this.ratios.row !== Infinity) {
      let product = 1
      for (let i = 0; i < this.shrink.length; i++) {
        product *= this.ratios.row * this.shrink[i]!
        if (product < 1e-200 || i === this.shrink.length - 1) {
          sum -= ln(product)
          product = 1
        }
      }
    }
    return this.size > 1 ? sum - this.design.columnCount * ln(this.ratios.column) : sum
  }

  /** Solves for the effects of the data `y` (in layout order), before `invert`. `out` is overwritten and returned. */
  solve(y: Float64Array, out: Effects): Effects {
    const { rowCount, columnCount, start, column, weight } = this.design
    const right = this.#right
    const meanAt = this.size - 1
    right.fill(0)
    let meanSum = 0
    for (let i = 0; i < rowCount; i++) {
      let sum = 0
      for (let p = start[i]!; p < start[i + 1]!; p++) sum += weight[p]! * y[p]!
      out.row[i] = sum
      const taken = sum * this.shrink[i]!
      meanSum += sum * this.#kept(i)
      if (meanAt === 0) continue
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        right[column[p]!] = right[column[p]!]! + weight[p]! * (y[p]! - taken)
      }
    }
    right[meanAt] = meanSum
    solveWithFactor(this.matrix, this.inverseDiagonal, this.size, right)
    out.mu = right[meanAt]!
    for (let j = 0; j < columnCount; j++) out.column[j] = meanAt === 0 ? 0 : right[j]!
    for (let i = 0; i < rowCount; i++) {
      let rest = out.row[i]! - this.rowWeight[i]! * out.mu
      for (let p = start[i]!; p < start[i + 1]!; p++) rest -= weight[p]! * out.column[column[p]!]!
      out.row[i] = rest * this.shrink[i]!
    }
    return out
  }

  /** Replaces the factor by S^-1 (lower triangle) and the inverse factor (upper). */
  invert(): void {
    invertFactor(this.matrix, this.inverseDiagonal, this.size)
    inverseFromFactor(this.matrix, this.inverseDiagonal, this.size)
  }

  /** (S^-1)[p, q], after `invert`; position columnCount is mu. 0 for columns without variance. */
  inverseAt(p: number, q: number): number {
    if (this.size === 1) return p === this.design.columnCount && q === p ? this.matrix[0]! : 0
    return p >= q ? this.matrix[p * this.size + q]! : this.matrix[q * this.size + p]!
  }

  /** a_i' S^-1 a_i after `invert`: how much not knowing columns and mean adds to the row's error. */
  rowForm(i: number): number {
    const { start, column, weight, columnCount } = this.design
    const { matrix, size } = this
    const w = this.rowWeight[i]!
    if (size === 1) return w * w * matrix[0]!
    const last = columnCount * size
    let sum = w * w * matrix[last + columnCount]!
    for (let p = start[i]!; p < start[i + 1]!; p++) {
      const at = column[p]! * size
      let cross = w * matrix[last + column[p]!]!
      for (let q = start[i]!; q < p; q++) cross += weight[q]! * matrix[at + column[q]!]!
      sum += weight[p]! * (2 * cross + weight[p]! * matrix[at + column[p]!]!)
    }
    return sum
  }
}

/** Empty effects for a design. */
export function noEffects(design: CrossedDesign): Effects {
  return { mu: 0, row: new Float64Array(design.rowCount), column: new Float64Array(design.columnCount) }
}
