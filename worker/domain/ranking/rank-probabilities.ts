import type { Calibration } from './calibration.ts'
import { roundHalfEven } from './elementary.ts'
import { ExactMeans } from './exact-means.ts'
import type { Contest } from './rank-draws.ts'
import { RankDraws } from './rank-draws.ts'
import { topProbabilities } from './rank-quadrature.ts'
import type { RankingPlan } from './ranking-plan.ts'

/** Above this many proposals joint draws cost too much and the quadrature is used. */
export const MOST_FOR_DRAWS = 10_000

/** Which members of the table compete where: those with enough scores, by contest, ascending index. */
export function contestsOf(
  proposalIds: readonly string[],
  scoreCount: Int32Array,
  plan: Pick<RankingPlan, 'contests' | 'contestOf' | 'minScores'>,
): Contest[] {
  const at = new Map(plan.contests.map(({ id }, index) => [id, index]))
  const members: number[][] = plan.contests.map(() => [])
  const contestOf = new Map(Object.entries(plan.contestOf).map(([id, contest]) => [id.normalize('NFC'), contest]))
  for (const [index, id] of proposalIds.entries()) {
    if (scoreCount[index]! < plan.minScores) continue
    const contest = contestOf.get(id)
    members[contest === undefined ? 0 : at.get(contest)!]!.push(index)
  }
  return plan.contests.map(({ places }, index) => ({ members: Int32Array.from(members[index]!), places }))
}

/** True when P(rank <= K) comes from joint draws, false for the quadrature or where nothing tells proposals apart. */
export function usesDraws(calibration: Calibration): boolean {
  return calibration.table.proposalIds.length <= MOST_FOR_DRAWS && hasProposalVariance(calibration)
}

/** False when the model finds no difference between proposals beyond chance: every order is equally likely. */
export function hasProposalVariance({ fit, posterior }: Calibration): boolean {
  return (posterior.proposalsAreRows ? fit.row : fit.column) > 0
}

/** Counts of the draws from..to-1. Counts of disjoint ranges add up to those of the whole. */
export function countDraws(calibration: Calibration, plan: RankingPlan, from: number, to: number): Int32Array[] {
  const contests = contestsOf(calibration.table.proposalIds, new ExactMeans(calibration.table).count, plan)
  const draws = new RankDraws(calibration.posterior, contests, plan.seed)
  const counts = draws.noCounts()
  draws.add(counts, from, to)
  return counts
}

/** Adds `more` to `counts`. */
export function addCounts(counts: readonly Int32Array[], more: readonly Int32Array[]): void {
  for (const [index, one] of counts.entries()) {
    for (let at = 0; at < one.length; at++) one[at] = one[at]! + more[index]![at]!
  }
}

/**
 * P(rank <= K) in millionths at [k * members + m], one array per contest. `errors`: prediction error variances of theta;
 * `counts`: of all draws, or undefined for the quadrature.
 */
export function rankProbabilities(
  calibration: Calibration,
  contests: readonly Contest[],
  errors: Float64Array,
  counts: readonly Int32Array[] | undefined,
  draws: number,
): Int32Array[] {
  const { posterior } = calibration
  const own = counts || !hasProposalVariance(calibration) ? errors : posterior.ownErrors(errors)
  return contests.map(({ members, places }, index) => {
    const out = new Int32Array(members.length * places.length)
    if (!hasProposalVariance(calibration)) {
      for (const [k, place] of places.entries()) {
        out.fill(
          roundHalfEven((1e6 * Math.min(place, members.length)) / members.length),
          k * members.length,
          (k + 1) * members.length,
        )
      }
      return out
    }
    if (counts) return out.map((_, at) => roundHalfEven((counts[index]![at]! * 1e6) / draws))
    const mean = Float64Array.from(members, (i) => posterior.theta[i]!)
    const deviation = Float64Array.from(members, (i) => Math.sqrt(own[i]!))
    const probability = topProbabilities(mean, deviation, places)
    return out.map((_, at) => roundHalfEven(probability[at]! * 1e6))
  })
}

/**
 * Gives proposals that the model cannot tell apart (same quantised score, same jurors) the mean of their probabilities: their
 * true ones are equal, and chance must not break a tie. `probability`: changed in place.
 */
export function pool(calibration: Calibration, contest: Contest, quanta: Float64Array, probability: Int32Array): void {
  const { table } = calibration
  const start = new Int32Array(table.proposalIds.length + 1)
  for (const i of table.proposal) start[i + 1] = start[i + 1]! + 1
  for (let i = 0; i < table.proposalIds.length; i++) start[i + 1] = start[i + 1]! + start[i]!
  const seen = new Map<number, number[]>()
  for (const [m, i] of contest.members.entries()) {
    const same = seen.get(quanta[i]!)
    if (same) same.push(m)
    else seen.set(quanta[i]!, [m])
  }
  for (const same of seen.values()) {
    if (same.length === 1) continue
    const groups = new Map<string, number[]>()
    for (const m of same) {
      const i = contest.members[m]!
      const jurors = table.juror.subarray(start[i], start[i + 1]).join(' ')
      groups.set(jurors, [...(groups.get(jurors) ?? []), m])
    }
    for (const group of groups.values()) averageWithin(group, contest, probability)
  }
}

function averageWithin(group: readonly number[], { members, places }: Contest, probability: Int32Array): void {
  for (let k = 0; k < places.length; k++) {
    const base = k * members.length
    let sum = 0
    for (const m of group) sum += probability[base + m]!
    for (const m of group) probability[base + m] = roundHalfEven(sum / group.length)
  }
}
