import type { AbsorbedSystem, Effects } from './absorbed-system.ts'
import { normalCdfFast } from './normal.ts'

/**
 * What the model knows about the proposals: estimates and their joint errors. Proposals may be the absorbed rows or the
 * dense columns of the system; readers of this class need not care. Unit: that of the fitted scores.
 */
export class Posterior {
  readonly system: AbsorbedSystem
  readonly effects: Effects
  readonly residualVariance: number
  readonly proposalsAreRows: boolean

  /** `system` must be inverted at the variances of the fit. */
  constructor(system: AbsorbedSystem, effects: Effects, residualVariance: number) {
    this.system = system
    this.effects = effects
    this.residualVariance = residualVariance
    this.proposalsAreRows = system.design.proposalsAreRows
  }

  get proposalCount(): number {
    return this.proposalsAreRows ? this.system.design.rowCount : this.system.design.columnCount
  }

  /** Estimated proposal effects theta (BLUP). */
  get theta(): Float64Array {
    return this.proposalsAreRows ? this.effects.row : this.effects.column
  }

  /** Estimated juror severities b (BLUP); positive is generous. */
  get severity(): Float64Array {
    return this.proposalsAreRows ? this.effects.column : this.effects.row
  }

  /** Prediction error variances of theta, mean estimated (RANKING 4 (d)). */
  proposalErrors(): Float64Array {
    return this.proposalsAreRows ? this.#rowErrors() : this.#columnErrors()
  }

  /** Prediction error variances of the severities. */
  jurorErrors(): Float64Array {
    return this.proposalsAreRows ? this.#columnErrors() : this.#rowErrors()
  }

  #rowErrors(): Float64Array {
    const { system, residualVariance } = this
    return Float64Array.from(system.shrink, (shrink, i) =>
      shrink === 0 ? 0 : residualVariance * (shrink + system.rowForm(i) * shrink * shrink),
    )
  }

  #columnErrors(): Float64Array {
    const { system, residualVariance } = this
    const out = new Float64Array(system.design.columnCount)
    for (let j = 0; j < out.length; j++) out[j] = residualVariance * system.inverseAt(j, j)
    return out
  }

  /**
   * The part of each proposal's error variance that can change ranks: PEV_i less the mean covariance with the others, and never
   * less than its own chance s_e^2 / d_i. Exactly that where all proposals share their jurors; more where few scores leave
   * severities uncertain, or panels do not meet. Independent errors of this size stand for the joint ones.
   * `errors`: of theta. Proposals must be the rows, as they are in every round large enough to need this.
   */
  ownErrors(errors: Float64Array): Float64Array {
    const { system, residualVariance, proposalsAreRows } = this
    if (!proposalsAreRows) throw new RangeError('Own errors are for rounds with more proposals than jurors')
    const image = this.#imageOfAll()
    const { start, column, weight, rowCount, columnCount } = system.design
    return errors.map((error, i) => {
      const shrink = system.shrink[i]!
      let withAll = system.rowWeight[i]! * image[columnCount]!
      for (let p = start[i]!; p < start[i + 1]!; p++) withAll += weight[p]! * image[column[p]!]!
      const withOthers = shrink * (withAll - system.rowForm(i) * shrink)
      return Math.max(residualVariance * shrink, error - (residualVariance * withOthers) / (rowCount - 1))
    })
  }

  /** S^-1 times the sum of a_l / d_l over all proposals. */
  #imageOfAll(): Float64Array {
    const { system } = this
    const { start, column, weight, rowCount, columnCount } = system.design
    const sum = new Float64Array(columnCount + 1)
    for (let i = 0; i < rowCount; i++) {
      const shrink = system.shrink[i]!
      for (let p = start[i]!; p < start[i + 1]!; p++) sum[column[p]!] = sum[column[p]!]! + weight[p]! * shrink
      sum[columnCount] = sum[columnCount]! + system.rowWeight[i]! * shrink
    }
    const image = new Float64Array(columnCount + 1)
    for (let q = 0; q <= columnCount; q++) {
      let entry = 0
      for (let r = 0; r <= columnCount; r++) entry += system.inverseAt(q, r) * sum[r]!
      image[q] = entry
    }
    return image
  }

  /** Prediction error variances of mu + theta, the calibrated score. `errors`: those of theta. */
  calibratedErrors(errors: Float64Array): Float64Array {
    const { system, residualVariance, proposalsAreRows } = this
    const meanAt = system.design.columnCount
    const ofMean = system.inverseAt(meanAt, meanAt)
    const image = new Float64Array(meanAt + 1)
    return errors.map((error, i) => {
      let cross = system.inverseAt(meanAt, i)
      if (proposalsAreRows) {
        this.#meanImage(i, image)
        cross = -image[meanAt]! * system.shrink[i]!
      }
      return error + residualVariance * (ofMean + 2 * cross)
    })
  }

  /** Puts (S^-1 a_i)[mu] at the last position of `out`. */
  #meanImage(i: number, out: Float64Array): void {
    const { design, rowWeight } = this.system
    const meanAt = design.columnCount
    let sum = rowWeight[i]! * this.system.inverseAt(meanAt, meanAt)
    for (let p = design.start[i]!; p < design.start[i + 1]!; p++) {
      sum += design.weight[p]! * this.system.inverseAt(meanAt, design.column[p]!)
    }
    out[meanAt] = sum
  }

  /** Cov(theta_i, .) / residual variance, as what a row l multiplies with its a_l / d_l; columns read it directly. */
  covarianceImage(i: number, out: Float64Array): void {
    const { system, proposalsAreRows } = this
    const { design } = system
    const size = design.columnCount + 1
    if (!proposalsAreRows) {
      for (let q = 0; q < size; q++) out[q] = system.inverseAt(i, q)
      return
    }
    const w = system.rowWeight[i]! * system.shrink[i]!
    for (let q = 0; q < size; q++) out[q] = w * system.inverseAt(design.columnCount, q)
    for (let p = design.start[i]!; p < design.start[i + 1]!; p++) {
      const share = design.weight[p]! * system.shrink[i]!
      const column = design.column[p]!
      for (let q = 0; q < size; q++) out[q] = out[q]! + share * system.inverseAt(column, q)
    }
  }
}

/**
 * Expected rank of each member, 1 = best: 1 + sum over rivals of P(rival is better), closed form over the joint errors.
 * Writes `out[member]`. O(members^2 x scores per proposal): for up to 5 000 members. Source: Lingsma et al. 2009; RANKING 4 (d).
 */
export function expectedRanks(
  posterior: Posterior,
  members: Int32Array,
  errors: Float64Array,
  out: Float64Array,
): void {
  const { system, theta, residualVariance, proposalsAreRows } = posterior
  const { start, column, weight, columnCount } = system.design
  const image = new Float64Array(columnCount + 1)
  for (const i of members) out[i] = 1
  for (let position = 0; position < members.length; position++) {
    const i = members[position]!
    posterior.covarianceImage(i, image)
    for (let later = position + 1; later < members.length; later++) {
      const l = members[later]!
      let covariance = image[l]!
      if (proposalsAreRows) {
        covariance = system.rowWeight[l]! * image[columnCount]!
        for (let p = start[l]!; p < start[l + 1]!; p++) covariance += weight[p]! * image[column[p]!]!
        covariance *= system.shrink[l]!
      }
      const variance = errors[i]! + errors[l]! - 2 * residualVariance * covariance
      const better = variance > 0 ? normalCdfFast((theta[l]! - theta[i]!) / Math.sqrt(variance)) : 0.5
      out[i] = out[i]! + better
      out[l] = out[l]! + (1 - better)
    }
  }
}
