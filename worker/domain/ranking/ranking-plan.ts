import { compareCodeUnits } from './code-unit-order.ts'
import { sha256Hex } from './secure-hash.ts'

/** Raised whenever the same scores and plan could give other digits. */
export const ENGINE_VERSION = '1.1.0'

/** Proposals that compete for the same places, with every K to be shown and the one that decides. */
export type ContestPlan = {
  id: string
  /** Cut lines shown, ascending, each at least 1. */
  places: readonly number[]
  /** The cut line that IN, DISCUSS and OUT refer to; one of `places`. */
  line: number
}

/** Everything that is fixed, hashed and published before the scores are opened. */
export type RankingPlan = {
  contests: readonly ContestPlan[]
  /** Contest of each proposal; one that is not named competes in the first contest. */
  contestOf: Readonly<Record<string, string>>
  /** With fewer scores a proposal stays in the model but holds no rank. */
  minScores: number
  /** Bring jurors' ranges towards the common range. Off for a complete final, where severity cancels anyway. */
  spread: boolean
  /** Width of the scale in points; null takes the width seen in the scores. */
  scoreRange: number | null
  /** Why a person accepts a jury that falls into unlinked parts; null blocks such a ranking. */
  disconnected: string | null
  /** Public seed of the joint draws. */
  seed: string
  /** Joint draws for up to 10 000 proposals; larger rounds use the quadrature. */
  draws: number
  /** IN from the higher percentage, OUT up to the lower, DISCUSS between. */
  zonePercent: readonly [number, number]
  /** Strictly between these a proposal goes to two more jurors. */
  secondReadingPercent: readonly [number, number]
}

export const DEFAULT_PLAN: RankingPlan = {
  contests: [{ id: '', places: [45], line: 45 }],
  contestOf: {},
  minScores: 1,
  spread: true,
  scoreRange: null,
  disconnected: null,
  seed: 'gelanggang',
  draws: 10_000,
  zonePercent: [25, 75],
  secondReadingPercent: [10, 90],
}

/** A million draws leave a standard error of 0.0005; more would only let a forged bundle waste a visitor's time. */
const MOST_DRAWS = 1_000_000

/** What is wrong with a plan, in words for the person who wrote it; empty when it can be used. */
export function planProblems(plan: RankingPlan): string[] {
  const problems: string[] = []
  const ids = new Set(plan.contests.map(({ id }) => id))
  if (plan.contests.length === 0) problems.push('There is no contest')
  if (ids.size !== plan.contests.length) problems.push('Two contests have the same id')
  for (const { id, places, line } of plan.contests) {
    const ascending = places.every(
      (place, at) => Number.isInteger(place) && place >= 1 && place > (places[at - 1] ?? 0),
    )
    if (!ascending) problems.push(`The places of contest "${id}" must be whole, from 1 and ascending`)
    if (!places.includes(line)) problems.push(`The cut line of contest "${id}" must be one of its places`)
  }
  for (const [proposal, contest] of Object.entries(plan.contestOf)) {
    if (!ids.has(contest)) problems.push(`Proposal ${proposal} is in the unknown contest "${contest}"`)
  }
  if (!Number.isInteger(plan.minScores) || plan.minScores < 1) problems.push('minScores must be whole, from 1')
  if (!Number.isInteger(plan.draws) || plan.draws < 1 || plan.draws > MOST_DRAWS) {
    problems.push(`draws must be whole, 1 to ${MOST_DRAWS}`)
  }
  if (plan.scoreRange !== null && !(plan.scoreRange > 0 && plan.scoreRange < Infinity))
    problems.push('scoreRange must be above 0')
  if (plan.disconnected?.trim() === '') problems.push('A reason must say something')
  for (const [low, high] of [plan.zonePercent, plan.secondReadingPercent]) {
    if (!(low >= 0 && low <= high && high <= 100)) problems.push('Percentages must ascend within 0 to 100')
  }
  return problems
}

/** JSON with the keys of every object in code-unit order: one text for one value. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    const sorted = entries.toSorted(([a], [b]) => compareCodeUnits(a, b))
    return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** SHA-256 of the plan, independent of the order of its keys. */
export function hashPlan(plan: RankingPlan): string {
  return sha256Hex(`gelanggang plan/1\n${canonicalJson(plan)}`)
}
