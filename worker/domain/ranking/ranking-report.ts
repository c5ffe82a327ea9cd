import type { Calibration } from './calibration.ts'
import { referencePoints } from './calibration.ts'
import { ln } from './elementary.ts'
import { ExactMeans } from './exact-means.ts'
import { zoneAt } from './ranking-columns.ts'
import type { Zone } from './ranking-columns.ts'
import type { RankingRun } from './ranking-run.ts'
import { median } from './score-diagnostics.ts'

/** The model in points. */
export type ModelReport = {
  mu: number
  variance: { proposal: number; juror: number; residual: number }
  /** -2 times the restricted log-likelihood (RANKING 4 (c)), of the scores after spread correction. */
  reml: number
  components: number
  spreadTau2: number
  iterations: number
  /** s_t^2 / (s_t^2 + median of s_e^2 / n_i): how much of the differences between proposals is not chance. */
  rankability: number
}

export type ProposalReport = {
  id: string
  contest: string | null
  n: number
  mean: number
  /** Proposal effect theta in points; null where there is no model. */
  blup: number | null
  pev: number | null
  /** mu + theta, the calibrated score, and its standard error. */
  calibrated: number | null
  standardError: number | null
  er: number | null
  pTop: Record<string, number>
  rankPlain: number | null
  rankCalibrated: number | null
  /** At the cut line of the contest, ties at the line included. */
  zone: Zone | null
  /** By probability alone at every K. */
  zones: Record<string, Zone>
  secondReading: boolean
}

export type JurorReport = {
  id: string
  n: number
  mean: number
  /** Points above the common standard: positive is generous. */
  severity: number | null
  pev: number | null
  /** The juror's deviations were divided by this. */
  spread: number
}

export type RankingReport = {
  status: RankingRun['status']
  reason: string | null
  model: ModelReport | null
  expectedPrecision: Record<string, number | null>
  proposals: ProposalReport[]
  jurors: JurorReport[]
}

/** A run as plain values in points, for the command line, downloads and screens. Proposals and jurors by id. */
export function reportRun(run: RankingRun): RankingReport {
  const { calibration, columns, plan } = run
  const reason = run.status === 'BLOCKED' ? run.refusal.code : run.status === 'NOT_RANKABLE' ? run.reason : null
  const precision = plan.contests.map(({ id }, index): [string, number | null] => {
    const millionths = columns.expectedPrecision[index]!
    return [id, millionths < 0 ? null : millionths / 1e6]
  })
  return {
    status: run.status,
    reason,
    model: calibration ? reportModel(calibration) : null,
    expectedPrecision: Object.fromEntries(precision),
    proposals: reportProposals(run),
    jurors: reportJurors(run),
  }
}

/** The fitted model in points. */
export function reportModel(calibration: Calibration): ModelReport {
  const { fit, table, posterior, components, spread } = calibration
  const square = table.unit * table.unit
  const [proposal, juror] = posterior.proposalsAreRows ? [fit.row, fit.column] : [fit.column, fit.row]
  const count = new Float64Array(table.proposalIds.length)
  for (const i of table.proposal) count[i] = count[i]! + 1
  const noise = median(Array.from(count, (n) => fit.residual / n))
  return {
    mu: referencePoints(table) + fit.effects.mu * table.unit,
    variance: { proposal: proposal * square, juror: juror * square, residual: fit.residual * square },
    reml: fit.criterion + (table.offset.length - 1) * 2 * ln(table.unit),
    components: components.count,
    spreadTau2: spread.tau2,
    iterations: fit.iterations,
    rankability: proposal / (proposal + noise),
  }
}

function reportProposals({ table, plan, contests, columns, calibration }: RankingRun): ProposalReport[] {
  const means = new ExactMeans(table)
  const base = referencePoints(table)
  const places = contests.map(({ members }) => new Map(Array.from(members, (i, m) => [i, m])))
  return table.proposalIds.map((id, i) => {
    const contest = columns.contest[i]!
    const pTop: Record<string, number> = {}
    const zones: Record<string, Zone> = {}
    if (contest >= 0) {
      const { members, places: lines } = contests[contest]!
      const m = places[contest]!.get(i)!
      const probability = columns.topMillionths[contest]!
      for (const [k, place] of lines.entries()) {
        const millionths = probability[k * members.length + m]
        if (millionths === undefined) continue
        pTop[String(place)] = millionths / 1e6
        zones[String(place)] = zoneAt(millionths, plan)
      }
    }
    return {
      id,
      contest: contest < 0 ? null : plan.contests[contest]!.id,
      n: columns.scoreCount[i]!,
      mean: means.points(i),
      blup: calibration ? calibration.posterior.theta[i]! * table.unit : null,
      pev: calibration ? columns.errors[i]! * table.unit * table.unit : null,
      calibrated: calibration
        ? base + (calibration.fit.effects.mu + calibration.posterior.theta[i]!) * table.unit
        : null,
      standardError: calibration ? Math.sqrt(Math.max(0, columns.calibratedErrors[i]!)) * table.unit : null,
      er: columns.expectedRank[i]! > 0 ? columns.expectedRank[i]! : null,
      pTop,
      rankPlain: columns.plainRank[i]! || null,
      rankCalibrated: columns.calibratedRank[i]! || null,
      zone: columns.zone[i] ?? null,
      zones,
      secondReading: columns.secondReading[i] === 1,
    }
  })
}

function reportJurors({ table, calibration }: RankingRun): JurorReport[] {
  const count = new Int32Array(table.jurorIds.length)
  const sum = new Float64Array(table.jurorIds.length)
  for (let p = 0; p < table.juror.length; p++) {
    count[table.juror[p]!] = count[table.juror[p]!]! + 1
    sum[table.juror[p]!] = sum[table.juror[p]!]! + table.offset[p]!
  }
  const errors = calibration?.posterior.jurorErrors()
  return table.jurorIds.map((id, j) => ({
    id,
    n: count[j]!,
    mean: referencePoints(table) + (sum[j]! / count[j]!) * table.unit,
    severity: calibration ? calibration.posterior.severity[j]! * table.unit : null,
    pev: errors ? errors[j]! * table.unit * table.unit : null,
    spread: calibration ? calibration.spread.factor[j]! : 1,
  }))
}
