import { normalCdfFast, normalDensity } from './normal.ts'

/** Grid points of the quadrature; the integrand is smooth at a step well below every standard deviation. */
const GRID = 161
/** A rival this many standard deviations from the line is surely above or below it (probability 1e-12). */
const SURE = 7
/** Up to here the distribution without a member follows from a short series in its probability (error below 1e-10). */
const RARELY = 1e-3

/**
 * P(rank <= K) for independent normal members, without random numbers: integral over x of the member's density times the
 * Poisson-binomial probability that at most K - 1 rivals exceed x. For more members than joint draws can serve.
 * `mean`, `deviation` (> 0): of each member; `places`: ascending K. Returns probabilities at [k * members + m].
 * Give it the deviations of the members' own errors: an error common to all does not change ranks (RANKING 4 (d)).
 */
export function topProbabilities(mean: Float64Array, deviation: Float64Array, places: readonly number[]): Float64Array {
  const size = mean.length
  const out = new Float64Array(size * places.length)
  const within = places.filter((place) => place < size)
  out.fill(1, size * within.length)
  if (within.length === 0) return out
  const line = new LineIntegral(mean, deviation, within)
  const fewest = within[0]!
  const most = within[within.length - 1]!
  const high = line.lineWith(Math.max(1e-9, fewest - 8 * Math.sqrt(fewest) - 8))
  const low = line.lineWith(Math.min(size - 1e-9, most + 8 * Math.sqrt(most) + 40))
  const step = (high - low) / (GRID - 1)
  for (let point = 0; point < GRID; point++) {
    line.add(low + point * step, point === 0 || point === GRID - 1 ? step / 2 : step, out)
  }
  // Above the grid at most K - 1 rivals remain, surely; the last term corrects the trapezium's end (Euler and Maclaurin).
  for (let k = 0; k < within.length; k++) {
    for (let m = 0; m < size; m++) {
      const z = (high - mean[m]!) / deviation[m]!
      const slope = (-z * normalDensity(z)) / (deviation[m]! * deviation[m]!)
      const whole = out[k * size + m]! + normalCdfFast(-z) - (step * step * slope) / 12
      out[k * size + m] = Math.min(1, Math.max(0, whole))
    }
  }
  return out
}

class LineIntegral {
  readonly #mean: Float64Array
  readonly #deviation: Float64Array
  readonly #places: readonly number[]
  readonly #above: Float64Array
  /** Probability that n members exceed the line, n = 0 .. length - 1. */
  readonly #pmf: Float64Array
  /** Probability that at most n members exceed it. */
  readonly #atMost: Float64Array
  /** The same without one member. */
  readonly #without: Float64Array

  constructor(mean: Float64Array, deviation: Float64Array, places: readonly number[]) {
    this.#mean = mean
    this.#deviation = deviation
    this.#places = places
    const most = places[places.length - 1]!
    const length = most + Math.ceil(13 * Math.sqrt(most)) + 8
    this.#above = new Float64Array(mean.length)
    this.#pmf = new Float64Array(length)
    this.#atMost = new Float64Array(length)
    this.#without = new Float64Array(length)
  }

  /** The x that `expected` members are expected to exceed, by bisection. */
  lineWith(expected: number): number {
    let low = Infinity
    let high = -Infinity
    for (let m = 0; m < this.#mean.length; m++) {
      low = Math.min(low, this.#mean[m]! - 12 * this.#deviation[m]!)
      high = Math.max(high, this.#mean[m]! + 12 * this.#deviation[m]!)
    }
    for (let halving = 0; halving < 40; halving++) {
      const x = (low + high) / 2
      let count = 0
      for (let m = 0; m < this.#mean.length; m++) count += normalCdfFast((this.#mean[m]! - x) / this.#deviation[m]!)
      if (count > expected) low = x
      else high = x
    }
    return (low + high) / 2
  }

  /** Adds weight x density(x) x P(at most K - 1 rivals above x) for every member and place. */
  add(x: number, weight: number, out: Float64Array): void {
    const sure = this.#convolve(x)
    const size = this.#mean.length
    const last = this.#places[this.#places.length - 1]! - sure - 1
    let whole = 0
    for (let n = 0; n < this.#pmf.length; n++) {
      whole += this.#pmf[n]!
      this.#atMost[n] = whole
    }
    if (last < 0 || this.#atMost[last]! < 1e-13) return
    for (let m = 0; m < size; m++) {
      const z = (x - this.#mean[m]!) / this.#deviation[m]!
      if (z > SURE || z < -SURE) continue
      const share = (weight * normalDensity(z)) / this.#deviation[m]!
      const p = this.#above[m]!
      if (p > RARELY) this.#leaveOut(p, last)
      for (let k = 0; k < this.#places.length; k++) {
        const n = this.#places[k]! - sure - 1
        if (n < 0) continue
        const few = p > RARELY ? this.#without[n]! : this.#leaveOutRare(p, n)
        out[k * size + m] = out[k * size + m]! + share * few
      }
    }
  }

  /** Distribution of the number of members above x, beside those surely above, whose number it returns. */
  #convolve(x: number): number {
    const pmf = this.#pmf
    let sure = 0
    let reach = 0
    pmf.fill(0)
    pmf[0] = 1
    for (let m = 0; m < this.#mean.length; m++) {
      const z = (this.#mean[m]! - x) / this.#deviation[m]!
      if (z < -SURE) {
        this.#above[m] = 0
        continue
      }
      if (z > SURE) {
        sure += 1
        this.#above[m] = 1
        continue
      }
      const p = normalCdfFast(z)
      this.#above[m] = p
      reach = Math.min(reach + 1, pmf.length - 1)
      for (let n = reach; n > 0; n--) pmf[n] = pmf[n]! + p * (pmf[n - 1]! - pmf[n]!)
      pmf[0] = pmf[0]! * (1 - p)
    }
    return sure
  }

  /** P(at most n) without one member: forwards for p <= 1/2, backwards above, each where its errors shrink. */
  #leaveOut(p: number, last: number): void {
    const [atMost, without] = [this.#atMost, this.#without]
    if (p <= 0.5) {
      const inverse = 1 / (1 - p)
      const share = p * inverse
      let below = 0
      for (let n = 0; n <= last; n++) {
        below = atMost[n]! * inverse - share * below
        without[n] = below
      }
      return
    }
    const inverse = 1 / p
    const share = (1 - p) * inverse
    let above = 1
    for (let n = atMost.length - 1; n > 0; n--) {
      above = atMost[n]! * inverse - share * above
      without[n - 1] = above
    }
  }

  /** The same for a small p, by two terms of the forward recursion. */
  #leaveOutRare(p: number, n: number): number {
    const before = n > 0 ? this.#atMost[n - 1]! + p * this.#pmf[n - 1]! : 0
    return (this.#atMost[n]! - p * before) / (1 - p)
  }
}
