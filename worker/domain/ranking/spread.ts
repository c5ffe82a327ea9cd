import { exp, ln } from './elementary.ts'
import { digamma, trigamma } from './gamma-derivatives.ts'

/** How wide each juror's range is beside the common one. */
export type Spread = {
  /** Variance of ln(juror variance) between jurors, beyond chance; before the cut below. */
  tau2: number
  /** Divide a juror's deviations from the juror's own mean by this, 1/1.6 .. 1.6; 1 where nothing is to be corrected. */
  factor: Float64Array
  /** Mean of each juror's scores, in the unit of the scores. */
  mean: Float64Array
  /** Variance (n - 1) of each juror's scores; 0 for one score. */
  variance: Float64Array
  count: Int32Array
}

const WIDEST = 1.6
/** Below this the jurors do not differ measurably and nobody is corrected. */
const NOTHING_TO_CORRECT = 0.02

/**
 * Empirical-Bayes-shrunk spread factors (RANKING 4 (a); Smyth 2004). `values`: scores; `juror`: index of each;
 * `range`: width of the scale in the same unit, for the floor of the variance. Only jurors with three scores take part.
 * Raising a score widens its juror's range too, so that a raised score never costs a place is a theorem for fixed factors only;
 * decision 0015 has the numbers for factors estimated anew.
 */
export function measureSpread(values: Float64Array, juror: Int32Array, jurorCount: number, range: number): Spread {
  const { count, mean, variance } = momentsByJuror(values, juror, jurorCount)
  const floor = range * 0.002 * (range * 0.002) * 5
  const factor = new Float64Array(jurorCount).fill(1)
  const taking: { index: number; excess: number; error: number }[] = []
  for (let j = 0; j < jurorCount; j++) {
    const half = (count[j]! - 1) / 2
    if (half < 1 || !(Math.max(variance[j]!, floor) > 0)) continue
    taking.push({
      index: j,
      excess: ln(Math.max(variance[j]!, floor)) - digamma(half) + ln(half),
      error: trigamma(half),
    })
  }
  const tau2 = Math.max(0, betweenVariance(taking))
  if (tau2 < NOTHING_TO_CORRECT) return { tau2, factor, mean, variance, count }
  let weighted = 0
  let weights = 0
  for (const { excess, error } of taking) {
    weighted += excess / (error + tau2)
    weights += 1 / (error + tau2)
  }
  for (const { index, excess, error } of taking) {
    const a = exp((0.5 * (excess - weighted / weights) * tau2) / (tau2 + error))
    factor[index] = Math.min(WIDEST, Math.max(1 / WIDEST, a))
  }
  return { tau2, factor, mean, variance, count }
}

/** Sample variance of the log variances minus what chance alone gives; 0 for fewer than two jurors. */
function betweenVariance(taking: readonly { excess: number; error: number }[]): number {
  if (taking.length < 2) return 0
  let sum = 0
  let errors = 0
  for (const { excess, error } of taking) {
    sum += excess
    errors += error
  }
  const mean = sum / taking.length
  let squares = 0
  for (const { excess } of taking) squares += (excess - mean) * (excess - mean)
  return squares / (taking.length - 1) - errors / taking.length
}

function momentsByJuror(values: Float64Array, juror: Int32Array, jurorCount: number) {
  const count = new Int32Array(jurorCount)
  const mean = new Float64Array(jurorCount)
  const variance = new Float64Array(jurorCount)
  for (let p = 0; p < values.length; p++) {
    count[juror[p]!] = count[juror[p]!]! + 1
    mean[juror[p]!] = mean[juror[p]!]! + values[p]!
  }
  for (let j = 0; j < jurorCount; j++) mean[j] = mean[j]! / count[j]!
  for (let p = 0; p < values.length; p++) {
    const away = values[p]! - mean[juror[p]!]!
    variance[juror[p]!] = variance[juror[p]!]! + away * away
  }
  for (let j = 0; j < jurorCount; j++) variance[j] = count[j]! > 1 ? variance[j]! / (count[j]! - 1) : 0
  return { count, mean, variance }
}

/** Scores with every juror's range brought towards the common range: m_j + (y - m_j) / a_j; `values` itself if none moves. */
export function correctSpread(values: Float64Array, juror: Int32Array, { factor, mean }: Spread): Float64Array {
  if (factor.every((one) => one === 1)) return values
  const out = new Float64Array(values.length)
  for (let p = 0; p < values.length; p++) {
    const j = juror[p]!
    out[p] = factor[j] === 1 ? values[p]! : mean[j]! + (values[p]! - mean[j]!) / factor[j]!
  }
  return out
}
