import type { Calibration } from './calibration.ts'
import { roundHalfEven } from './elementary.ts'
import { competitionRanks, ExactMeans } from './exact-means.ts'
import { expectedRanks } from './posterior.ts'
import type { Contest } from './rank-draws.ts'
import { hasProposalVariance, pool, rankProbabilities } from './rank-probabilities.ts'
import type { RankingPlan } from './ranking-plan.ts'
import type { ScoreTable } from './score-table.ts'

/** Where the scores leave a proposal: they decide for it, against it, or they do not decide. */
export type Zone = 'IN' | 'DISCUSS' | 'OUT'

/** One entry per proposal of the table. Units of the table unless said otherwise. */
export type RankingColumns = {
  scoreCount: Int32Array
  /** Contest of the proposal, -1 when it has too few scores to hold a rank. */
  contest: Int32Array
  /** Rank by the exact mean within the contest; 0 for none. */
  plainRank: Int32Array
  /** Rank by calibrated score within the contest; 0 for none. Equals share a rank. */
  calibratedRank: Int32Array
  /** Calibrated score minus reference in whole quanta: the number that decides. */
  quanta: Float64Array
  /** Prediction error variance of theta, and of mu + theta. */
  errors: Float64Array
  calibratedErrors: Float64Array
  /** Expected rank within the contest; 0 where it is not computed (more than 5 000 rivals). */
  expectedRank: Float64Array
  /** Per contest: P(rank <= K) in millionths at [k * members + m]. */
  topMillionths: Int32Array[]
  zone: (Zone | undefined)[]
  /** 1 where two more jurors should read before the plenary. */
  secondReading: Uint8Array
  /** Per contest: members best first. */
  order: Int32Array[]
  /** Per contest: expected share of the selected that truly belong there, in millionths; -1 for none. */
  expectedPrecision: number[]
}

/** Beyond this many rivals the closed form of the expected rank, which is quadratic, is left out. */
const MOST_FOR_EXPECTED_RANK = 5000

/** Columns with nothing decided. */
export function emptyColumns(table: ScoreTable, contests: readonly Contest[], means: ExactMeans): RankingColumns {
  const size = table.proposalIds.length
  const contest = new Int32Array(size).fill(-1)
  for (const [index, { members }] of contests.entries()) for (const i of members) contest[i] = index
  return {
    scoreCount: means.count.slice(),
    contest,
    plainRank: new Int32Array(size),
    calibratedRank: new Int32Array(size),
    quanta: new Float64Array(size),
    errors: new Float64Array(size),
    calibratedErrors: new Float64Array(size),
    expectedRank: new Float64Array(size),
    topMillionths: contests.map(() => new Int32Array(0)),
    zone: Array.from({ length: size }, () => undefined),
    secondReading: new Uint8Array(size),
    order: contests.map(({ members }) => members.slice()),
    expectedPrecision: contests.map(() => -1),
  }
}

/** Ranks by exact means; ties are exact and shared. */
export function rankPlain(columns: RankingColumns, contests: readonly Contest[], means: ExactMeans): void {
  for (const { members } of contests) competitionRanks(members, (a, b) => means.compare(a, b), columns.plainRank)
}

/** Fills the calibrated columns. `counts`: of all draws, or undefined for the quadrature. Needs the inverted system. */
export function concludeRanking(
  calibration: Calibration,
  plan: RankingPlan,
  contests: readonly Contest[],
  columns: RankingColumns,
  means: ExactMeans,
  counts: readonly Int32Array[] | undefined,
  tieTables: readonly ScoreTable[],
): void {
  const { posterior, fit, quantaPerUnit } = calibration
  for (let i = 0; i < columns.quanta.length; i++) {
    columns.quanta[i] = roundHalfEven((fit.effects.mu + posterior.theta[i]!) * quantaPerUnit)
  }
  columns.errors = posterior.proposalErrors()
  columns.calibratedErrors = posterior.calibratedErrors(columns.errors)
  columns.topMillionths = rankProbabilities(calibration, contests, columns.errors, counts, plan.draws)
  const tieMeans = tieTables.map((table) => meansOver(table, calibration.table))
  for (const [index, contest] of contests.entries()) {
    const probability = columns.topMillionths[index]!
    pool(calibration, contest, columns.quanta, probability)
    if (contest.members.length <= MOST_FOR_EXPECTED_RANK) {
      expectedRanks(posterior, contest.members, columns.errors, columns.expectedRank)
    }
    const line = contest.places.indexOf(plan.contests[index]!.line)
    const atLine = new Int32Array(columns.quanta.length)
    for (const [m, i] of contest.members.entries()) atLine[i] = probability[line * contest.members.length + m]!
    const better = hasProposalVariance(calibration) ? byTieKeys(columns, atLine, means, tieMeans) : () => 0
    const order = competitionRanks(contest.members, better, columns.calibratedRank)
    columns.order[index] = order
    decideZones(columns, plan, order, atLine, plan.contests[index]!.line)
    columns.expectedPrecision[index] = expectedPrecision(order, atLine, plan.contests[index]!.line)
  }
}

/** Everything in each contest tied, every order equally likely: for scores that say nothing about differences. */
export function tieEverything(columns: RankingColumns, contests: readonly Contest[], plan: RankingPlan): void {
  for (const [index, { members, places }] of contests.entries()) {
    const probability = new Int32Array(members.length * places.length)
    const atLine = new Int32Array(columns.quanta.length)
    for (const [k, place] of places.entries()) {
      const share = roundHalfEven((1e6 * Math.min(place, members.length)) / members.length)
      probability.fill(share, k * members.length, (k + 1) * members.length)
      if (place === plan.contests[index]!.line) atLine.fill(share)
    }
    columns.topMillionths[index] = probability
    for (const i of members) columns.expectedRank[i] = (members.length + 1) / 2
    columns.order[index] = competitionRanks(members, () => 0, columns.calibratedRank)
    decideZones(columns, plan, columns.order[index], atLine, plan.contests[index]!.line)
    columns.expectedPrecision[index] = expectedPrecision(columns.order[index], atLine, plan.contests[index]!.line)
  }
}

function meansOver(table: ScoreTable, whole: ScoreTable): ExactMeans {
  const same = table.proposalIds.length === whole.proposalIds.length && table.juror.length === whole.juror.length
  if (!same) throw new RangeError('A tie table must cover the same sheets as the scores')
  return new ExactMeans(table)
}

/**
 * Positive when `a` goes before `b`: calibrated score, P(rank <= K) at the line, exact mean, exact means of the criteria in
 * order, number of scores. Equal through all of these is a tie; only a recorded decision or a lot may part it (RANKING 6).
 */
function byTieKeys(
  { quanta, scoreCount }: RankingColumns,
  atLine: Int32Array,
  means: ExactMeans,
  tieMeans: readonly ExactMeans[],
): (a: number, b: number) => number {
  return (a, b) => {
    const first = quanta[a]! - quanta[b]! || atLine[a]! - atLine[b]! || means.compare(a, b)
    if (first !== 0) return first
    for (const criterion of tieMeans) {
      const next = criterion.compare(a, b)
      if (next !== 0) return next
    }
    return scoreCount[a]! - scoreCount[b]!
  }
}

/** IN from the higher percentage, OUT up to the lower, DISCUSS strictly between. `millionths`: P(rank <= K). */
export function zoneAt(millionths: number, { zonePercent: [low, high] }: Pick<RankingPlan, 'zonePercent'>): Zone {
  if (millionths >= high * 10_000) return 'IN'
  return millionths <= low * 10_000 ? 'OUT' : 'DISCUSS'
}

function decideZones(
  columns: RankingColumns,
  plan: RankingPlan,
  order: Int32Array,
  atLine: Int32Array,
  line: number,
): void {
  const [above, below] = [plan.secondReadingPercent[0] * 10_000, plan.secondReadingPercent[1] * 10_000]
  const lastIn = order[Math.min(line, order.length) - 1]
  const firstOut = order[line]
  const split =
    lastIn !== undefined &&
    firstOut !== undefined &&
    columns.calibratedRank[lastIn] === columns.calibratedRank[firstOut]
  for (const i of order) {
    const p = atLine[i]!
    columns.zone[i] = zoneAt(p, plan)
    if (split && columns.calibratedRank[i] === columns.calibratedRank[lastIn]) columns.zone[i] = 'DISCUSS'
    columns.secondReading[i] = (p > above && p < below) || columns.zone[i] === 'DISCUSS' ? 1 : 0
  }
}

function expectedPrecision(order: Int32Array, atLine: Int32Array, line: number): number {
  const selected = order.subarray(0, line)
  if (selected.length === 0) return -1
  let sum = 0
  for (const i of selected) sum += atLine[i]!
  return roundHalfEven(sum / selected.length)
}
