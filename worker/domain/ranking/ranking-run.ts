import { calibrate } from './calibration.ts'
import type { Calibration, CalibrationRefusal, NotRankable } from './calibration.ts'
import { concludeRanking, emptyColumns, rankPlain, tieEverything } from './ranking-columns.ts'
import type { RankingColumns } from './ranking-columns.ts'
import type { Components } from './linkage.ts'
import { ExactMeans } from './exact-means.ts'
import { addCounts, contestsOf, countDraws, hasProposalVariance, usesDraws } from './rank-probabilities.ts'
import type { Contest } from './rank-draws.ts'
import { planProblems } from './ranking-plan.ts'
import type { RankingPlan } from './ranking-plan.ts'
import type { ScoreTable } from './score-table.ts'

/**
 * A finished run. RANKED: everything is there. NOT_RANKABLE: the scores cannot part the proposals, with the reason; plain
 * ranks stand. BLOCKED: plain ranks, and someone has to act before scores of unlinked jurors are compared.
 */
export type RankingRun = {
  table: ScoreTable
  plan: RankingPlan
  contests: readonly Contest[]
  components: Components
  columns: RankingColumns
} & (
  | { status: 'RANKED'; calibration: Calibration }
  | { status: 'NOT_RANKABLE'; reason: NotRankable; calibration?: never }
  | { status: 'NOT_RANKABLE'; reason: 'NO_PROPOSAL_VARIANCE'; calibration: Calibration }
  | { status: 'BLOCKED'; refusal: CalibrationRefusal; calibration?: never }
)

/**
 * The whole run in one go. `tieTables`: scores on single criteria in the regulation's order, for ties; each over the same
 * sheets as `table`. Throws a RangeError on a plan with problems. Same table and plan, same bits.
 */
export function runRanking(table: ScoreTable, plan: RankingPlan, tieTables: readonly ScoreTable[] = []): RankingRun {
  const started = startRanking(table, plan, tieTables)
  if (started.kind === 'done') return started.run
  const counts = started.draws > 0 ? started.count(0, started.draws) : undefined
  return started.finish(counts)
}

/** A run that still needs its draws; `count` may be called for ranges, anywhere, and the counts added. */
export type StartedRun =
  | { kind: 'done'; run: RankingRun }
  | {
      kind: 'open'
      /** Draws needed; 0 when the quadrature serves. */
      draws: number
      count: (from: number, to: number) => Int32Array[]
      finish: (counts: readonly Int32Array[] | undefined) => RankingRun
    }

/** Fits the model and leaves the draws open, for jobs in steps and for a progress bar. */
export function startRanking(table: ScoreTable, plan: RankingPlan, tieTables: readonly ScoreTable[] = []): StartedRun {
  const problems = planProblems(plan)
  if (problems.length > 0) throw new RangeError(problems.join('; '))
  const means = new ExactMeans(table)
  const contests = contestsOf(table.proposalIds, means.count, plan)
  const columns = emptyColumns(table, contests, means)
  rankPlain(columns, contests, means)
  const outcome = calibrate(table, plan)
  const shared = { table, plan, contests, columns }
  if (outcome.kind === 'refused') {
    const { refusal } = outcome
    const components = refusal.code === 'DISCONNECTED' ? refusal.components : oneComponent(table)
    return { kind: 'done', run: { ...shared, components, status: 'BLOCKED', refusal } }
  }
  if (outcome.kind === 'not-rankable') {
    const { reason, components } = outcome
    if (reason !== 'TOO_FEW_SCORES') tieEverything(columns, contests, plan)
    return { kind: 'done', run: { ...shared, components, status: 'NOT_RANKABLE', reason } }
  }
  const { calibration } = outcome
  return {
    kind: 'open',
    draws: usesDraws(calibration) ? plan.draws : 0,
    count: (from, to) => countDraws(calibration, plan, from, to),
    finish: (counts) => {
      concludeRanking(calibration, plan, contests, columns, means, counts, tieTables)
      const { components } = calibration
      if (hasProposalVariance(calibration)) return { ...shared, components, status: 'RANKED', calibration }
      return { ...shared, components, status: 'NOT_RANKABLE', reason: 'NO_PROPOSAL_VARIANCE', calibration }
    },
  }
}

function oneComponent(table: ScoreTable): Components {
  const sizes = [{ proposals: table.proposalIds.length, jurors: table.jurorIds.length }]
  return {
    count: 1,
    ofProposal: new Int32Array(table.proposalIds.length),
    ofJuror: new Int32Array(table.jurorIds.length),
    sizes,
  }
}

/** The same run with the draws in steps; `report` hears the share done, 0..1. For tests of chunking and for screens. */
export function runInSteps(
  table: ScoreTable,
  plan: RankingPlan,
  step: number,
  report: (share: number) => void,
): RankingRun {
  const started = startRanking(table, plan)
  if (started.kind === 'done') return started.run
  if (started.draws === 0) return started.finish(undefined)
  const counts = started.count(0, Math.min(step, started.draws))
  for (let from = step; from < started.draws; from += step) {
    addCounts(counts, started.count(from, Math.min(from + step, started.draws)))
    report(from / started.draws)
  }
  return started.finish(counts)
}
