import { clusterIds, type ClusterId } from './edition.ts'
import { MOST_FOR_DRAWS } from './ranking/rank-probabilities.ts'
import { DEFAULT_PLAN, type RankingPlan } from './ranking/ranking-plan.ts'
import type { SharedCut } from './plenary.ts'

/** What a person chooses when asking for a run. Everything else follows from the rules of the edition. */
export type RunConfig = {
  spread: boolean
  /** Whether the scores stay out that a recorded decision excludes. */
  exclusions: 'none' | 'decided'
  /** Why a jury that falls into unlinked parts may be ranked all the same; null blocks such a run. */
  disconnected: string | null
}

/** Proposals of one group and cluster: only these are compared by score. */
export type StageContest = {
  /** `<group>/<cluster>` */
  id: string
  groupId: string
  clusterId: ClusterId
  /** False where the plenary has no place to give: then the line means nothing. */
  hasCut: boolean
  /** Last place of each award, best award first. */
  cuts: { awardId: string; line: number }[]
  /** Last place of all awards together. */
  line: number
  /** Every K that is computed. */
  places: number[]
}

/** A proposal that competes: it has the sheets its stage asks for. */
export type Competitor = { id: string; groupId: string; clusterId: ClusterId }

/** Every K is computed up to this many rivals, */
const MOST_FOR_EVERY_PLACE = 60
/** and a grid above: with 60 steps a visitor would recompute 3 500 proposals in 4 s instead of 2. */
const GRID_STEPS = 24

/** The contests of a stage, by group and cluster. `cuts`: of the plenary that starts from the stage, with their shares. */
export function stageContests(competitors: readonly Competitor[], cuts: readonly SharedCut[]): StageContest[] {
  const sizes = new Map<string, { groupId: string; clusterId: ClusterId; size: number }>()
  for (const { groupId, clusterId } of competitors) {
    const found = sizes.get(contestId(groupId, clusterId))
    if (found) found.size += 1
    else sizes.set(contestId(groupId, clusterId), { groupId, clusterId, size: 1 })
  }
  const sorted = [...sizes.values()].toSorted(
    (a, b) => order(a.groupId, b.groupId) || clusterIds.indexOf(a.clusterId) - clusterIds.indexOf(b.clusterId),
  )
  return sorted.map(({ groupId, clusterId, size }) => {
    const lines = linesOf(cuts, groupId, clusterId, size)
    const line = lines.at(-1)?.line ?? 1
    const grid = competitors.length > MOST_FOR_DRAWS ? [] : gridUpTo(size)
    const places = [...new Set([...grid, ...lines.map((one) => one.line), line])].toSorted((a, b) => a - b)
    return {
      id: contestId(groupId, clusterId),
      groupId,
      clusterId,
      hasCut: lines.length > 0,
      cuts: lines,
      line,
      places,
    }
  })
}

const contestId = (groupId: string, clusterId: string): string => `${groupId}/${clusterId}`

const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** Cumulative: the second award begins where the first ends. An award without a place here is left out. */
function linesOf(cuts: readonly SharedCut[], groupId: string, clusterId: string, size: number) {
  let line = 0
  return cuts
    .filter((cut) => cut.groupId === groupId)
    .flatMap(({ awardId, shares }) => {
      const places = shares.find((share) => share.clusterId === clusterId)?.places ?? 0
      if (places === 0) return []
      line = Math.min(size, line + places)
      return [{ awardId, line }]
    })
}

/** 1..size, or steps that grow with the place: nearer to the top they are finer. */
function gridUpTo(size: number): number[] {
  if (size <= MOST_FOR_EVERY_PLACE) return Array.from({ length: size }, (_, k) => k + 1)
  const places = [1]
  for (let step = 2; step <= GRID_STEPS; step++) {
    const share = step / GRID_STEPS
    places.push(Math.max(places.at(-1)! + 1, Math.round(size * share * share)))
  }
  return places.filter((place) => place <= size)
}

type Planning = {
  contests: readonly StageContest[]
  competitors: readonly Competitor[]
  config: RunConfig
  /** Sheets a proposal needs to hold a rank. */
  minScores: number
  seed: string
}

/** The engine's plan of a stage. The competitors are those of the contests. */
export function stagePlan({ contests, competitors, config, minScores, seed }: Planning): RankingPlan {
  return {
    ...DEFAULT_PLAN,
    contests: contests.map(({ id, places, line }) => ({ id, places, line })),
    contestOf: Object.fromEntries(competitors.map(({ id, groupId, clusterId }) => [id, contestId(groupId, clusterId)])),
    minScores,
    spread: config.spread,
    scoreRange: 100,
    disconnected: config.disconnected,
    seed,
  }
}
