import { AbsorbedSystem, noEffects } from './absorbed-system.ts'
import type { Effects } from './absorbed-system.ts'
import type { CrossedDesign } from './crossed-design.ts'
import { exp, ln } from './elementary.ts'
import { newtonStep, remlDerivatives, risesFromZero } from './reml-derivatives.ts'
import type { Active } from './reml-derivatives.ts'

/** REML estimates. Variances in squared score units; a factor at the boundary has exactly 0. */
export type RemlFit = {
  residual: number
  row: number
  column: number
  /** -2 times the restricted log-likelihood, RANKING formula (c), for scores in the unit of `y`. */
  criterion: number
  iterations: number
  /** False when the search stopped at its limit of iterations. */
  converged: boolean
  effects: Effects
  /** y - mu - row - column, in layout order. */
  residuals: Float64Array
  /** Inverted at the estimates. */
  system: AbsorbedSystem
}

/** A point of the search: residual variance / factor variance of rows and columns, with the residual variance profiled out. */
type Point = { row: number; column: number; residual: number; criterion: number }

const TWO_PI = 6.283185307179586
/** Longest step in a log ratio: beyond it the information matrix no longer describes the criterion. */
const LONGEST_STEP = 1.5
/** Below this share of the residual variance a component is taken to the boundary and tested there. */
const NEAR_ZERO = 1e-6
/** Smallest ratio tried: the residual variance counts as zero there (exactly additive scores). */
const SMALLEST_RATIO = 1e-12
const MOST_ITERATIONS = 80
const MOST_HALVINGS = 12

/**
 * Finds the REML variance components of a crossed design by Newton steps with the average information, residual variance
 * profiled out, and an active set at the boundary: a component that runs to zero is dropped, and taken back when the
 * likelihood would rise by lifting it from zero. Source: Gilmour, Thompson and Cullis 1995; RANKING 4 (c).
 * `y`: scores in layout order. `estimable`: factors whose variance the design can tell from the residual.
 * `system`: of the same design, used instead of a new one. Throws a RangeError when the scores are all equal.
 */
export function fitReml(
  design: CrossedDesign,
  y: Float64Array,
  estimable: Active,
  system: AbsorbedSystem = new AbsorbedSystem(design),
): RemlFit {
  return new RemlSearch(design, y, estimable, system).run()
}

class RemlSearch {
  readonly #design: CrossedDesign
  readonly #y: Float64Array
  readonly #system: AbsorbedSystem
  readonly #effects: Effects
  readonly #work: Effects
  readonly #residuals: Float64Array
  readonly #image: Float64Array
  readonly #total: number
  readonly #tolerance: number
  readonly #estimable: Active
  #iterations = 0
  #converged = true

  constructor(design: CrossedDesign, y: Float64Array, estimable: Active, system: AbsorbedSystem) {
    this.#design = design
    this.#y = y
    this.#estimable = estimable
    this.#system = system
    this.#effects = noEffects(design)
    this.#work = noEffects(design)
    this.#residuals = new Float64Array(y.length)
    this.#image = new Float64Array(y.length)
    this.#total = sampleVariance(y)
    // A dense system above 400 costs seconds an iteration; its estimates are far less certain than 1e-6 anyway.
    this.#tolerance = design.columnCount > 400 ? 1e-6 : 1e-9
    if (!(this.#total > 0)) throw new RangeError('Scores that are all equal have no variance to divide')
  }

  run(): RemlFit {
    let active = { ...this.#estimable }
    const returned: Active = { row: false, column: false }
    let point = this.#evaluate(startRatios(this.#design, this.#y, this.#total, active))
    for (;;) {
      const descent = this.#descend(point, active)
      point = descent.point
      if (descent.leaving) {
        active = { ...active, [descent.leaving]: false }
        point = this.#evaluate({ ...point, [descent.leaving]: Infinity })
        continue
      }
      const back = this.#wantsBack(point, active, returned)
      if (!back) break
      active = { ...active, [back]: true }
      returned[back] = true
      point = this.#evaluate({ ...point, [back]: Math.max(point.residual / (1e-3 * this.#total), 1e-3) })
    }
    return {
      residual: point.residual,
      row: point.residual / point.row,
      column: point.residual / point.column,
      criterion: point.criterion,
      iterations: this.#iterations,
      converged: this.#converged,
      effects: this.#effects,
      residuals: this.#residuals,
      system: this.#system,
    }
  }

  /** Solves at the given ratios and profiles the residual variance; criterion Infinity where S cannot be factored. */
  #evaluate({ row, column }: { row: number; column: number }): Point {
    if (!this.#system.assemble({ row, column })) return { row, column, residual: Infinity, criterion: Infinity }
    const { rowCount, start, column: columnOf, weight, scoreCount } = this.#design
    const effects = this.#system.solve(this.#y, this.#effects)
    let squares = 0
    for (let i = 0; i < rowCount; i++) {
      const level = effects.mu + effects.row[i]!
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        const e = this.#y[p]! - level - effects.column[columnOf[p]!]!
        this.#residuals[p] = e
        squares += weight[p]! * e * e
      }
    }
    const penalty =
      (row === Infinity ? 0 : row * sumOfSquares(effects.row)) +
      (column === Infinity ? 0 : column * sumOfSquares(effects.column))
    const degrees = scoreCount - 1
    const residual = Math.max((squares + penalty) / degrees, this.#total * 1e-24)
    const criterion = degrees * (1 + ln(TWO_PI * residual)) + this.#system.logDeterminant()
    return { row, column, residual, criterion }
  }

  /** Newton steps until they vanish, or until one component runs to zero. Leaves the system inverted at the point. */
  #descend(from: Point, active: Active): { point: Point; leaving?: 'row' | 'column' } {
    let point = from
    const falling = { row: 0, column: 0 }
    for (;;) {
      const derivatives = remlDerivatives(
        this.#system,
        point.residual,
        this.#effects,
        this.#work,
        this.#residuals,
        this.#image,
      )
      if (!active.row && !active.column) return { point }
      this.#iterations += 1
      const step = newtonStep(derivatives, active)
      if (active.row && point.row <= SMALLEST_RATIO && step.row < 0) step.row = 0
      if (active.column && point.column <= SMALLEST_RATIO && step.column < 0) step.column = 0
      const longest = Math.max(Math.abs(step.row), Math.abs(step.column))
      if (longest < this.#tolerance) return { point }
      if (this.#iterations >= MOST_ITERATIONS) {
        this.#converged = longest < 1e-4
        return { point }
      }
      for (const factor of ['row', 'column'] as const) {
        if (!active[factor]) continue
        falling[factor] = step[factor] > LONGEST_STEP ? falling[factor] + 1 : 0
        if (falling[factor] >= 2 || (1 / point[factor] < NEAR_ZERO && step[factor] > 0))
          return { point, leaving: factor }
      }
      const next = this.#advance(point, step, longest)
      if (!next) return { point: this.#settle(point) }
      point = next
    }
  }

  /** The next point along the step, halved while the criterion rises; undefined when no part of the step improves it. */
  #advance(point: Point, step: { row: number; column: number }, longest: number): Point | undefined {
    let scale = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1
    const slack = 1e-13 * (Math.abs(point.criterion) + this.#design.scoreCount)
    for (let halving = 0; halving <= MOST_HALVINGS; halving++) {
      const next = this.#evaluate({
        row: Math.max(point.row * exp(scale * step.row), SMALLEST_RATIO),
        column: Math.max(point.column * exp(scale * step.column), SMALLEST_RATIO),
      })
      if (next.criterion <= point.criterion + slack) return next
      if (scale * longest < this.#tolerance) return undefined
      scale /= 2
    }
    return undefined
  }

  #settle(point: Point): Point {
    const settled = this.#evaluate(point)
    this.#system.invert()
    return settled
  }

  #wantsBack(point: Point, active: Active, returned: Active): 'row' | 'column' | undefined {
    for (const factor of ['row', 'column'] as const) {
      if (active[factor] || returned[factor] || !this.#estimable[factor]) continue
      if (risesFromZero(this.#system, point.residual, this.#residuals, factor)) return factor
    }
    return undefined
  }
}

/** Moment estimates: variance within rows = residual + column, within columns = residual + row, total = all three. */
function startRatios(
  design: CrossedDesign,
  y: Float64Array,
  total: number,
  active: Active,
): { row: number; column: number } {
  const { rowCount, columnCount, scoreCount, start, column } = design
  const sums = new Float64Array(columnCount)
  const counts = new Float64Array(columnCount)
  let squares = 0
  let withinRows = 0
  for (let i = 0; i < rowCount; i++) {
    let sum = 0
    for (let p = start[i]!; p < start[i + 1]!; p++) {
      sum += y[p]!
      sums[column[p]!] = sums[column[p]!]! + y[p]!
      counts[column[p]!] = counts[column[p]!]! + 1
      squares += y[p]! * y[p]!
    }
    const mean = sum / (start[i + 1]! - start[i]!)
    for (let p = start[i]!; p < start[i + 1]!; p++) withinRows += (y[p]! - mean) * (y[p]! - mean)
  }
  let withinColumns = squares
  for (let j = 0; j < columnCount; j++) withinColumns -= (sums[j]! * sums[j]!) / counts[j]!
  withinRows /= Math.max(1, scoreCount - rowCount)
  withinColumns /= Math.max(1, scoreCount - columnCount)
  const least = 0.02 * total
  const residual = Math.max(withinRows + withinColumns - total, least)
  return {
    row: active.row ? residual / Math.max(total - withinRows, least) : Infinity,
    column: active.column ? residual / Math.max(total - withinColumns, least) : Infinity,
  }
}

function sampleVariance(values: Float64Array): number {
  let sum = 0
  for (let p = 0; p < values.length; p++) sum += values[p]!
  const mean = sum / values.length
  let squares = 0
  for (let p = 0; p < values.length; p++) squares += (values[p]! - mean) * (values[p]! - mean)
  return values.length > 1 ? squares / (values.length - 1) : 0
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}
