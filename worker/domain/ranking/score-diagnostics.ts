import { artanh } from './elementary.ts'
import { probit } from './normal.ts'
import type { Posterior } from './posterior.ts'

/** A score that fits badly with everything else: a question for a person, never a reason to drop it by itself. */
export type UnusualScore = { proposal: number; juror: number; deletionResidual: number }

/**
 * Deletion residuals t = e / (s_e sqrt(1 - h)) of all scores, in layout order; h is the score's own leverage
 * w (1/d_i + c'S^-1 c), c = e_j + e_mu - a_i / d_i. Plain residuals hide an error behind the two other scores.
 * `residuals`: in layout order. Needs the inverted system.
 */
export function deletionResiduals(posterior: Posterior, residuals: Float64Array): Float64Array {
  const { system, residualVariance } = posterior
  const { rowCount, columnCount, start, column, weight } = system.design
  const out = new Float64Array(residuals.length)
  const deviation = Math.sqrt(residualVariance)
  const ofMean = system.inverseAt(columnCount, columnCount)
  for (let i = 0; i < rowCount; i++) {
    const shrink = system.shrink[i]!
    const form = system.rowForm(i)
    let withMean = system.rowWeight[i]! * ofMean
    for (let q = start[i]!; q < start[i + 1]!; q++) withMean += weight[q]! * system.inverseAt(columnCount, column[q]!)
    for (let p = start[i]!; p < start[i + 1]!; p++) {
      const j = column[p]!
      const meanColumn = system.inverseAt(columnCount, j)
      let withColumn = system.rowWeight[i]! * meanColumn
      for (let q = start[i]!; q < start[i + 1]!; q++) withColumn += weight[q]! * system.inverseAt(column[q]!, j)
      const inner =
        system.inverseAt(j, j) + ofMean + 2 * meanColumn - 2 * shrink * (withColumn + withMean) + shrink * shrink * form
      const left = 1 - weight[p]! * (shrink + inner)
      out[p] = left > 1e-9 ? (residuals[p]! * Math.sqrt(weight[p]!)) / (deviation * Math.sqrt(left)) : 0
    }
  }
  return out
}

/** Scores beyond the threshold Phi^-1(1 - 1/(4n)): about one false alarm in two clean rounds. Largest first. */
export function unusualScores(posterior: Posterior, deletion: Float64Array): UnusualScore[] {
  const { design } = posterior.system
  const threshold = probit(1 - 1 / (4 * deletion.length))
  const found: UnusualScore[] = []
  for (let i = 0; i < design.rowCount; i++) {
    for (let p = design.start[i]!; p < design.start[i + 1]!; p++) {
      if (Math.abs(deletion[p]!) <= threshold) continue
      const [row, column] = [i, design.column[p]!]
      const [proposal, juror] = posterior.proposalsAreRows ? [row, column] : [column, row]
      found.push({ proposal, juror, deletionResidual: deletion[p]! })
    }
  }
  return found.toSorted(
    (a, b) =>
      Math.abs(b.deletionResidual) - Math.abs(a.deletionResidual) || a.proposal - b.proposal || a.juror - b.juror,
  )
}

/** How far a juror's order agrees with the other jurors of the same proposals. */
export type Agreement = {
  /** Scores that another juror's score stands beside. */
  compared: Int32Array
  /** Correlation of the juror's scores with the others' mean, severities removed; 0 where it is not defined. */
  correlation: Float64Array
  /** (artanh r - median) sqrt(n - 3); 0 for jurors with fewer than 15 compared scores. */
  z: Float64Array
  /** z below -3: look at this juror's sheets. */
  alarm: Uint8Array
}

const FEWEST_COMPARED = 15
const ALARM_BELOW = -3

/**
 * Agreement alarm (RANKING 7): blind to severity and to spread, it finds a juror whose order is not that of the others.
 * `values`: raw scores sorted by proposal; `severity`: fitted severities in the same unit.
 */
export function measureAgreement(
  values: Float64Array,
  proposal: Int32Array,
  juror: Int32Array,
  severity: Float64Array,
): Agreement {
  const others = new Float64Array(values.length)
  const compared = new Int32Array(severity.length)
  for (let from = 0; from < values.length;) {
    let to = from
    let sum = 0
    for (; to < values.length && proposal[to] === proposal[from]; to++) sum += values[to]! - severity[juror[to]!]!
    if (to - from === 1) others[from] = NO_OTHER
    else
      for (let p = from; p < to; p++) {
        others[p] = (sum - (values[p]! - severity[juror[p]!]!)) / (to - from - 1)
        compared[juror[p]!] = compared[juror[p]!]! + 1
      }
    from = to
  }
  const correlation = correlations(values, others, juror, compared)
  const taking = [...correlation.keys()].filter((j) => compared[j]! >= FEWEST_COMPARED)
  const height = correlation.map((r) => artanh(Math.min(0.999999, Math.max(-0.999999, r))))
  const middle = median(taking.map((j) => height[j]!))
  const z = new Float64Array(severity.length)
  for (const j of taking) z[j] = (height[j]! - middle) * Math.sqrt(compared[j]! - 3)
  return { compared, correlation, z, alarm: Uint8Array.from(z, (value) => (value < ALARM_BELOW ? 1 : 0)) }
}

/** Marks a score that nobody else's stands beside; no mean of finite scores is infinite. */
const NO_OTHER = Infinity

function correlations(own: Float64Array, others: Float64Array, juror: Int32Array, compared: Int32Array): Float64Array {
  const meanOwn = new Float64Array(compared.length)
  const meanOthers = new Float64Array(compared.length)
  for (let p = 0; p < own.length; p++) {
    if (others[p] === NO_OTHER) continue
    meanOwn[juror[p]!] = meanOwn[juror[p]!]! + own[p]! / compared[juror[p]!]!
    meanOthers[juror[p]!] = meanOthers[juror[p]!]! + others[p]! / compared[juror[p]!]!
  }
  const squareOwn = new Float64Array(compared.length)
  const squareOthers = new Float64Array(compared.length)
  const cross = new Float64Array(compared.length)
  for (let p = 0; p < own.length; p++) {
    if (others[p] === NO_OTHER) continue
    const j = juror[p]!
    const a = own[p]! - meanOwn[j]!
    const b = others[p]! - meanOthers[j]!
    squareOwn[j] = squareOwn[j]! + a * a
    squareOthers[j] = squareOthers[j]! + b * b
    cross[j] = cross[j]! + a * b
  }
  return cross.map((sum, j) => {
    const scale = Math.sqrt(squareOwn[j]! * squareOthers[j]!)
    return scale > 0 ? sum / scale : 0
  })
}

/** Middle value; mean of the two middle ones for an even number; 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  if (sorted.length === 0) return 0
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Number of different scores each juror used. */
export function distinctScores(values: Float64Array, juror: Int32Array, jurorCount: number): Int32Array {
  const seen = Array.from({ length: jurorCount }, () => new Set<number>())
  for (let p = 0; p < values.length; p++) seen[juror[p]!]!.add(values[p]!)
  return Int32Array.from(seen, (set) => set.size)
}

/**
 * Halo: mean correlation between the criteria within each juror's own sheets. High means that one impression coloured all
 * criteria. `criteria`: one array of points per criterion, all in the order of `juror`. 0 where nothing varies.
 */
export function measureHalo(criteria: readonly Float64Array[], juror: Int32Array, jurorCount: number): Float64Array {
  const count = new Int32Array(jurorCount)
  for (const j of juror) count[j] = count[j]! + 1
  const sum = new Float64Array(jurorCount)
  let pairs = 0
  for (let a = 0; a < criteria.length; a++) {
    for (let b = a + 1; b < criteria.length; b++) {
      pairs += 1
      const pair = correlations(criteria[a]!, criteria[b]!, juror, count)
      for (let j = 0; j < jurorCount; j++) sum[j] = sum[j]! + pair[j]!
    }
  }
  return pairs === 0 ? sum : sum.map((total) => total / pairs)
}
