import { roundHalfEven } from './elementary.ts'
import { usesDraws } from './rank-probabilities.ts'
import { ENGINE_VERSION, hashPlan } from './ranking-plan.ts'
import type { RankingRun } from './ranking-run.ts'
import { Sha256 } from './secure-hash.ts'

/**
 * What a run stands on and what came out, in whole numbers and hashes: two runs agree to the last digit exactly when their
 * manifests are equal. Quanta: a hundred-millionth of the scale (a millionth of a point on a scale of 100).
 */
export type Manifest = {
  engineVersion: string
  /** SHA-256 of the canonical scores and of the plan. */
  scoreHash: string
  planHash: string
  seed: string
  status: RankingRun['status']
  method: 'draws' | 'quadrature' | 'none'
  draws: number
  proposals: number
  jurors: number
  scores: number
  components: number
  iterations: number
  /** Mean, minus the reference of the table, in quanta; variances in squared quanta. */
  mean: number
  proposalVariance: number
  jurorVariance: number
  residualVariance: number
  /** Per contest, in the order of the plan, in millionths. */
  expectedPrecision: readonly number[]
  /** SHA-256 of every number of every proposal and juror. */
  resultHash: string
}

/** The manifest of a run. */
export function manifestOf(run: RankingRun): Manifest {
  const { table, plan, columns, calibration, components } = run
  const scale = calibration?.quantaPerUnit ?? 0
  const fit = calibration?.fit
  const rows = calibration?.posterior.proposalsAreRows
  const quanta = (value: number) => roundHalfEven(value * scale)
  const squared = (value: number) => roundHalfEven(value * scale * scale)
  const draws = calibration !== undefined && usesDraws(calibration)
  return {
    engineVersion: ENGINE_VERSION,
    scoreHash: table.hash,
    planHash: hashPlan(plan),
    seed: plan.seed,
    status: run.status,
    method: run.status !== 'RANKED' ? 'none' : draws ? 'draws' : 'quadrature',
    draws: draws ? plan.draws : 0,
    proposals: table.proposalIds.length,
    jurors: table.jurorIds.length,
    scores: table.offset.length,
    components: components.count,
    iterations: fit?.iterations ?? 0,
    mean: quanta(fit?.effects.mu ?? 0),
    proposalVariance: squared((rows ? fit?.row : fit?.column) ?? 0),
    jurorVariance: squared((rows ? fit?.column : fit?.row) ?? 0),
    residualVariance: squared(fit?.residual ?? 0),
    expectedPrecision: columns.expectedPrecision,
    resultHash: hashResult(run),
  }
}

const ZONE_CODE = { IN: 1, DISCUSS: 2, OUT: 3 } as const

/** SHA-256 over whole numbers, 8 bytes little-endian each, proposals then jurors in canonical order. */
function hashResult({ table, contests, columns, calibration }: RankingRun): string {
  const hash = new Sha256().text('gelanggang result/1\n')
  const scale = calibration?.quantaPerUnit ?? 0
  for (let i = 0; i < table.proposalIds.length; i++) {
    hash.integer(columns.scoreCount[i]!).integer(columns.contest[i]!).integer(columns.plainRank[i]!)
    hash.integer(columns.calibratedRank[i]!).integer(columns.quanta[i]!)
    hash.integer(roundHalfEven(columns.errors[i]! * scale * scale))
    hash.integer(roundHalfEven(columns.expectedRank[i]! * 1e6)).integer(columns.secondReading[i]!)
    const zone = columns.zone[i]
    hash.integer(zone ? ZONE_CODE[zone] : 0)
  }
  for (const [index, { members }] of contests.entries()) {
    hash.integer(members.length)
    for (const millionths of columns.topMillionths[index]!) hash.integer(millionths)
  }
  if (calibration) {
    const errors = calibration.posterior.jurorErrors()
    for (const [j, severity] of calibration.posterior.severity.entries()) {
      hash.integer(roundHalfEven(severity * scale))
      hash.integer(roundHalfEven(errors[j]! * scale * scale))
      hash.integer(roundHalfEven(calibration.spread.factor[j]! * 1e9))
    }
  }
  return hash.hex()
}
