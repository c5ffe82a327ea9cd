import type { AbsorbedSystem, Effects } from './absorbed-system.ts'

/** Which factors have a variance in the model. */
export type Active = { row: boolean; column: boolean }

/** Slope of the log-likelihood and average information, both in log variances, in the order residual, row, column. */
export type RemlDerivatives = { slope: [number, number, number]; information: [Triple, Triple, Triple] }
type Triple = [number, number, number]

/**
 * Score vector and average information of the restricted likelihood at the ratios the system is assembled for, in log
 * variances: slope_t = -1/2 (N - lam_t tr C^tt - theta'theta / s_t^2), information_kl = 1/2 (Z u_k)' P (Z u_l).
 * Solves with the factor, then inverts the system. Scores' unit cancels. `work`, `image`: overwritten.
 * Source: Gilmour, Thompson and Cullis 1995; RANKING 4 (c).
 */
export function remlDerivatives(
  system: AbsorbedSystem,
  residualVariance: number,
  effects: Effects,
  work: Effects,
  residuals: Float64Array,
  image: Float64Array,
): RemlDerivatives {
  const information = averageInformation(system, residualVariance, effects, work, residuals, image)
  system.invert()
  const { rowCount, columnCount } = system.design
  let rowTrace = 0
  let rowSquares = 0
  for (let i = 0; i < rowCount; i++) {
    const shrink = system.shrink[i]!
    rowTrace += shrink === 0 ? 0 : shrink + system.rowForm(i) * shrink * shrink
    rowSquares += effects.row[i]! * effects.row[i]!
  }
  let columnTrace = 0
  let columnSquares = 0
  for (let j = 0; j < columnCount; j++) {
    columnTrace += system.inverseAt(j, j)
    columnSquares += effects.column[j]! * effects.column[j]!
  }
  const { row, column } = system.ratios
  const slopeOf = (levels: number, ratio: number, trace: number, squares: number) =>
    ratio === Infinity ? 0 : -0.5 * (levels - ratio * (trace + squares / residualVariance))
  const rowSlope = slopeOf(rowCount, row, rowTrace, rowSquares)
  const columnSlope = slopeOf(columnCount, column, columnTrace, columnSquares)
  // The residual variance is profiled out at fixed ratios: scaling all three variances together has slope zero.
  const slope: Triple = [-(rowSlope + columnSlope), rowSlope, columnSlope]
  return { slope, information }
}

/** 1/2 (Z u_k)' P (Z u_l) for u = residuals, row effects, column effects; P v = W (v - fit(v)) / s_e^2. */
function averageInformation(
  system: AbsorbedSystem,
  residualVariance: number,
  effects: Effects,
  work: Effects,
  residuals: Float64Array,
  image: Float64Array,
): [Triple, Triple, Triple] {
  const { rowCount, start, column, weight } = system.design
  const information: [Triple, Triple, Triple] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]
  for (let kind = 0; kind < 3; kind++) {
    for (let i = 0; i < rowCount; i++) {
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        image[p] = kind === 0 ? residuals[p]! : kind === 1 ? effects.row[i]! : effects.column[column[p]!]!
      }
    }
    system.solve(image, work)
    let withResidual = 0
    let withRow = 0
    let withColumn = 0
    for (let i = 0; i < rowCount; i++) {
      let sum = 0
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        const rest = weight[p]! * (image[p]! - work.mu - work.row[i]! - work.column[column[p]!]!)
        withResidual += rest * residuals[p]!
        sum += rest
        withColumn += rest * effects.column[column[p]!]!
      }
      withRow += sum * effects.row[i]!
    }
    const half = 0.5 / residualVariance
    information[kind] = [half * withResidual, half * withRow, half * withColumn]
  }
  return information
}

/**
 * Newton step in the log ratios (residual variance / factor variance), from the derivatives in log variances.
 * Inactive factors do not move. A ridge is added where the information is not positive definite.
 */
export function newtonStep(derivatives: RemlDerivatives, active: Active): { row: number; column: number } {
  const { slope, information } = derivatives
  const use = [0, ...(active.row ? [1] : []), ...(active.column ? [2] : [])]
  let step = [0, 0, 0]
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-8 : ridge * 10) {
    const solved = solveSmall(
      use.map((k) => use.map((l) => information[k]![l]! * (k === l ? 1 + ridge : 1) + (k === l ? ridge : 0))),
      use.map((k) => slope[k]!),
    )
    if (!solved) continue
    for (const [position, k] of use.entries()) step[k] = solved[position]!
    break
  }
  return { row: active.row ? step[0]! - step[1]! : 0, column: active.column ? step[0]! - step[2]! : 0 }
}

/** Solves a symmetric system of order up to 3 by elimination; undefined unless it is positive definite. */
function solveSmall(matrix: number[][], right: number[]): number[] | undefined {
  const n = right.length
  const scale = matrix.map((row, k) => row[k]!)
  for (let k = 0; k < n; k++) {
    if (!(matrix[k]![k]! > 1e-13 * scale[k]!)) return undefined
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i]![k]! / matrix[k]![k]!
      for (let j = k; j < n; j++) matrix[i]![j] = matrix[i]![j]! - factor * matrix[k]![j]!
      right[i] = right[i]! - factor * right[k]!
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) right[k] = right[k]! - matrix[k]![j]! * right[j]!
    right[k] = right[k]! / matrix[k]![k]!
  }
  return right
}

/**
 * Whether the restricted likelihood rises when the variance of an absent factor is lifted from zero: the sign of
 * y'P Z Z'P y - tr(Z'PZ) at zero, P of the model without it. Call with the system inverted.
 */
export function risesFromZero(
  system: AbsorbedSystem,
  residualVariance: number,
  residuals: Float64Array,
  factor: 'row' | 'column',
): boolean {
  const { rowCount, columnCount, start, column, weight } = system.design
  const levels = factor === 'row' ? rowCount : columnCount
  const pull = new Float64Array(levels)
  const trace = new Float64Array(levels)
  const toMean = new Float64Array(levels)
  for (let i = 0; i < rowCount; i++) {
    if (factor === 'row') trace[i] = system.rowWeight[i]! - system.rowForm(i)
    const kept = 1 - system.rowWeight[i]! * system.shrink[i]!
    for (let p = start[i]!; p < start[i + 1]!; p++) {
      const level = factor === 'row' ? i : column[p]!
      pull[level] = pull[level]! + weight[p]! * residuals[p]!
      if (factor === 'row') continue
      trace[level] = trace[level]! + weight[p]! * (1 - weight[p]! * system.shrink[i]!)
      toMean[level] = toMean[level]! + weight[p]! * kept
    }
  }
  let gain = 0
  let cost = 0
  for (let level = 0; level < levels; level++) {
    gain += pull[level]! * pull[level]!
    cost += trace[level]! - toMean[level]! * toMean[level]! * system.inverseAt(columnCount, columnCount)
  }
  return gain > residualVariance * cost * (1 + 1e-9)
}
