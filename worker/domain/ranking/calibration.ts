import { inLayout, layOut } from './crossed-design.ts'
import { quotient } from './decimal.ts'
import { findComponents } from './linkage.ts'
import type { Components } from './linkage.ts'
import { Posterior } from './posterior.ts'
import type { RankingPlan } from './ranking-plan.ts'
import type { ScoreTable } from './score-table.ts'
import { correctSpread, measureSpread } from './spread.ts'
import type { Spread } from './spread.ts'
import { fitReml } from './variance-components.ts'
import type { RemlFit } from './variance-components.ts'

/** Why a calibrated ranking cannot be computed although the scores are in order. Plain means are still ranked. */
export type NotRankable = 'ALL_EQUAL' | 'ONE_PROPOSAL' | 'TOO_FEW_SCORES'

/** Why the engine declines to calculate until someone acts. */
export type CalibrationRefusal =
  { code: 'DISCONNECTED'; components: Components } | { code: 'TOO_LARGE'; smallerSide: number; limit: number }

/** The fitted model of one round, all in units of the score table. */
export type Calibration = {
  table: ScoreTable
  components: Components
  spread: Spread
  /** Scores after spread correction, in layout order; the table's own where nothing moved. */
  y: Float64Array
  fit: RemlFit
  posterior: Posterior
  /** Width of the scale, for the floor of a juror's variance, and quanta per unit for published numbers. */
  quantaPerUnit: number
}

export type CalibrationOutcome =
  | { kind: 'calibrated'; calibration: Calibration }
  | { kind: 'not-rankable'; reason: NotRankable; components: Components }
  | { kind: 'refused'; refusal: CalibrationRefusal }

/** The dense system has (limit + 1)^2 doubles: 50 MB, what an isolate of 128 MB can hold beside the scores. */
const LARGEST_SMALLER_SIDE = 2500

/**
 * Fits the model to a table: guards, spread correction, REML. Deterministic, so a job may compute it again in every step.
 */
export function calibrate(
  table: ScoreTable,
  plan: Pick<RankingPlan, 'spread' | 'disconnected' | 'scoreRange'>,
): CalibrationOutcome {
  const [proposalCount, jurorCount] = [table.proposalIds.length, table.jurorIds.length]
  const components = findComponents(table.proposal, table.juror, proposalCount, jurorCount)
  const reason = notRankable(table, proposalCount)
  if (reason) return { kind: 'not-rankable', reason, components }
  if (components.count > 1 && plan.disconnected === null) {
    return { kind: 'refused', refusal: { code: 'DISCONNECTED', components } }
  }
  const smallerSide = Math.min(proposalCount, jurorCount)
  if (smallerSide > LARGEST_SMALLER_SIDE) {
    return { kind: 'refused', refusal: { code: 'TOO_LARGE', smallerSide, limit: LARGEST_SMALLER_SIDE } }
  }
  const range = scaleWidth(table, plan.scoreRange)
  const spread = measureSpread(table.offset, table.juror, jurorCount, range)
  if (!plan.spread) spread.factor.fill(1)
  const design = layOut(table.proposal, table.juror, proposalCount, jurorCount)
  const y = inLayout(design, correctSpread(table.offset, table.juror, spread))
  // A juror of one proposal only: severity cannot be told from chance, so it gets no variance.
  const severityEstimable = jurorCount > 1 && table.offset.length > jurorCount
  const estimable = design.proposalsAreRows
    ? { row: true, column: severityEstimable }
    : { row: severityEstimable, column: true }
  const fit = fitReml(design, y, estimable)
  const posterior = new Posterior(fit.system, fit.effects, fit.residual)
  const calibration = {
    table,
    components,
    spread,
    y,
    fit,
    posterior,
    quantaPerUnit: quantaPerUnit(table, plan.scoreRange),
  }
  return { kind: 'calibrated', calibration }
}

function notRankable(table: ScoreTable, proposalCount: number): NotRankable | undefined {
  if (proposalCount === 1) return 'ONE_PROPOSAL'
  if (table.offset.every((value) => value === table.offset[0])) return 'ALL_EQUAL'
  // One score for every proposal: a good proposal cannot be told from a lucky one.
  return table.offset.length === proposalCount ? 'TOO_FEW_SCORES' : undefined
}

function observedWidth({ offset }: ScoreTable): number {
  let lowest = Infinity
  let highest = -Infinity
  for (const value of offset) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return highest - lowest
}

/** Width of the scale in units of the table. */
function scaleWidth(table: ScoreTable, declared: number | null): number {
  return declared === null ? observedWidth(table) : declared / table.unit
}

/**
 * Published numbers are whole quanta: a hundred-millionth of the scale (of the next power of ten, where no scale is declared),
 * so a scale of 100 points has quanta of a millionth of a point.
 */
function quantaPerUnit(table: ScoreTable, declared: number | null): number {
  if (declared !== null) return (table.unit * 1e8) / declared
  const width = observedWidth(table)
  let scale = 1
  while (scale < width) scale *= 10
  while (scale / 10 >= width) scale /= 10
  return 1e8 / scale
}

/** The reference of the table in points. */
export function referencePoints(table: ScoreTable): number {
  return quotient(table.reference, 10n ** BigInt(table.decimals))
}
