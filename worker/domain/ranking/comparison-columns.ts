import { noEffects } from './absorbed-system.ts'
import type { Posterior } from './posterior.ts'
import type { Spread } from './spread.ts'

/**
 * Other ways to order the same scores, shown beside the official ones so that nobody has to guess what a different rule
 * would have done. Never official: RANKING 3.1 lists the failings of the z-score, 2.2 those of Borda.
 * All take scores sorted by proposal and return one number per proposal, higher is better.
 */

/** Mean over a proposal's scores of (y - juror's mean) / juror's standard deviation; 0 where a juror has no deviation. */
export function meanZScores(
  values: Float64Array,
  proposal: Int32Array,
  juror: Int32Array,
  spread: Spread,
): Float64Array {
  return meanByProposal(proposal, (p) => {
    const deviation = Math.sqrt(spread.variance[juror[p]!]!)
    return deviation > 0 ? (values[p]! - spread.mean[juror[p]!]!) / deviation : 0
  })
}

/** Mean share of a juror's other proposals that this one beats (half for ties); 1/2 for a juror of one proposal. */
export function meanBorda(
  values: Float64Array,
  proposal: Int32Array,
  juror: Int32Array,
  jurorCount: number,
): Float64Array {
  const scoresOf: number[][] = Array.from({ length: jurorCount }, () => [])
  for (let p = 0; p < values.length; p++) scoresOf[juror[p]!]!.push(p)
  const share = new Float64Array(values.length).fill(0.5)
  for (const own of scoresOf) {
    const sorted = own.toSorted((a, b) => values[a]! - values[b]! || a - b)
    for (let from = 0; from < sorted.length;) {
      let to = from
      while (to < sorted.length && values[sorted[to]!] === values[sorted[from]!]) to += 1
      for (let at = from; at < to; at++) {
        if (sorted.length > 1) share[sorted[at]!] = (from + (to - from - 1) / 2) / (sorted.length - 1)
      }
      from = to
    }
  }
  return meanByProposal(proposal, (p) => share[p]!)
}

function meanByProposal(proposal: Int32Array, value: (p: number) => number): Float64Array {
  const size = proposal.length === 0 ? 0 : proposal[proposal.length - 1]! + 1
  const sum = new Float64Array(size)
  const count = new Int32Array(size)
  for (let p = 0; p < proposal.length; p++) {
    sum[proposal[p]!] = sum[proposal[p]!]! + value(p)
    count[proposal[p]!] = count[proposal[p]!]! + 1
  }
  return sum.map((total, i) => total / count[i]!)
}

/** Residuals beyond this many residual standard deviations count as if they were there (RANKING 2.1: c = 2 x 0.75 s_e). */
const HUBER_REACH = 1.5
const HUBER_ROUNDS = 100

/**
 * Proposal effects of the crossed model with Huber's loss, at the fitted variances: a gross error pulls, but not beyond its
 * reach. Convex, so raising a score never lowers its proposal. By pseudo-observations (fit + clipped residual), which need one
 * factorisation for all rounds. Source: Huber 1981, 7.8. `y`: fitted scores in layout order.
 * The system of `posterior` is used as working space and no longer holds its inverse afterwards.
 */
export function robustEffects(posterior: Posterior, y: Float64Array): Float64Array {
  const { system, residualVariance, proposalsAreRows } = posterior
  const { rowCount, start, column } = system.design
  const reach = HUBER_REACH * Math.sqrt(residualVariance)
  const effects = noEffects(system.design)
  effects.mu = posterior.effects.mu
  effects.row.set(posterior.effects.row)
  effects.column.set(posterior.effects.column)
  const pseudo = y.slice()
  if (!system.assemble(system.ratios)) throw new RangeError('The fitted model cannot be factored again')
  for (let round = 0; round < HUBER_ROUNDS; round++) {
    let moved = 0
    for (let i = 0; i < rowCount; i++) {
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        const fitted = effects.mu + effects.row[i]! + effects.column[column[p]!]!
        const clipped = fitted + Math.max(-reach, Math.min(reach, y[p]! - fitted))
        moved = Math.max(moved, Math.abs(clipped - pseudo[p]!))
        pseudo[p] = clipped
      }
    }
    if (moved < 1e-6 * reach) break
    system.solve(pseudo, effects)
  }
  return proposalsAreRows ? effects.row : effects.column
}

/**
 * Proposal effects without one juror, at the fitted variances: the juror's scores get weight 0. Uses the system as
 * working space, as `robustEffects` does.
 */
export function effectsWithoutJuror(posterior: Posterior, y: Float64Array, juror: number): Float64Array {
  const { system, proposalsAreRows } = posterior
  const { design, ratios } = system
  for (let i = 0; i < design.rowCount; i++) {
    for (let p = design.start[i]!; p < design.start[i + 1]!; p++) {
      if ((proposalsAreRows ? design.column[p] : i) === juror) design.weight[p] = 0
    }
  }
  system.weigh()
  const effects = noEffects(design)
  const factored = system.assemble(ratios)
  if (factored) system.solve(y, effects)
  design.weight.fill(1)
  system.weigh()
  if (!factored) throw new RangeError(`The scores without juror ${juror} cannot be modelled`)
  return proposalsAreRows ? effects.row : effects.column
}
