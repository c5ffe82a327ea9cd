import { hashBundle, hashSheets, scoresOf, sheetProblems } from './bundle.ts'
import type { BundleRow, BundleSource, RankingBundle, SheetProblem } from './bundle.ts'
import { addCounts } from './rank-probabilities.ts'
import { manifestOf } from './manifest.ts'
import type { RankingPlan } from './ranking-plan.ts'
import { startRanking } from './ranking-run.ts'
import type { RankingRun, StartedRun } from './ranking-run.ts'
import { tabulate } from './score-table.ts'
import type { ScoreTable, TableRefusal } from './score-table.ts'

/** Draws between two reports of progress: about 50 ms for 3 500 proposals. */
const STEP = 500

type Problems = { problems: readonly (SheetProblem | TableRefusal)[] }

/** A source with its model fitted. `tieTables`: the points on each criterion, over the same sheets. */
export type StartedSheets = { started: StartedRun; tieTables: readonly ScoreTable[] }

/** Fits the model to the sheets of a source and leaves the draws open. Criteria break ties in their order. */
export function startSheets(source: BundleSource, plan: RankingPlan): StartedSheets | Problems {
  const problems = sheetProblems(source)
  if (problems.length > 0) return { problems }
  const whole = tabulate(scoresOf(source))
  if ('refusal' in whole) return { problems: [whole.refusal] }
  const tieTables = source.criteria.flatMap((_, criterion) => {
    const one = tabulate(scoresOf(source, criterion))
    return 'table' in one ? [one.table] : []
  })
  return { started: startRanking(whole.table, plan, tieTables), tieTables }
}

/**
 * Ranks the sheets of a source. `report`: hears the share done, 0..1. The result does not depend on the order of sheets or
 * lists.
 */
export function rankSheets(
  source: BundleSource,
  plan: RankingPlan,
  report?: (share: number) => void,
): { run: RankingRun } | Problems {
  const sheets = startSheets(source, plan)
  if ('problems' in sheets) return sheets
  const { started } = sheets
  if (started.kind === 'done') return { run: started.run }
  if (started.draws === 0) return { run: started.finish(undefined) }
  const counts = started.count(0, Math.min(STEP, started.draws))
  for (let from = STEP; from < started.draws; from += STEP) {
    report?.(from / started.draws)
    addCounts(counts, started.count(from, Math.min(from + STEP, started.draws)))
  }
  return { run: started.finish(counts) }
}

/** Proposals of a run in canonical order, as published. */
export function bundleRows({ table, contests, columns }: RankingRun): BundleRow[] {
  const place = contests.map(({ members }) => new Map(Array.from(members, (i, m) => [i, m])))
  return table.proposalIds.map((id, i) => {
    const contest = columns.contest[i]!
    const members = contests[contest]?.members.length ?? 0
    const m = contest < 0 ? -1 : place[contest]!.get(i)!
    const all = contest < 0 ? new Int32Array(0) : columns.topMillionths[contest]!
    return {
      id,
      scores: columns.scoreCount[i]!,
      plainRank: columns.plainRank[i]!,
      calibratedRank: columns.calibratedRank[i]!,
      quanta: columns.quanta[i]!,
      zone: columns.zone[i] ?? '',
      topMillionths: contest < 0 ? [] : contests[contest]!.places.flatMap((_, k) => all[k * members + m] ?? []),
    }
  })
}

/** Packs a run over the sheets of a source with everything a visitor needs to do the same. */
export function packBundle(source: BundleSource, run: RankingRun): RankingBundle {
  const { criteria, proposals, jurors, sheets, exclusions } = source
  const open: Omit<RankingBundle, 'bundleHash'> = {
    format: 'gelanggang-ranking/1',
    criteria,
    proposals,
    jurors,
    sheets,
    exclusions,
    plan: run.plan,
    sheetHash: hashSheets(source),
    manifest: manifestOf(run),
    ranking: bundleRows(run),
  }
  return { ...open, bundleHash: hashBundle(open) }
}

/** Ranks sheets and packs them. */
export function makeBundle(
  source: BundleSource,
  plan: RankingPlan,
): { bundle: RankingBundle; run: RankingRun } | Problems {
  const ranked = rankSheets(source, plan)
  if ('problems' in ranked) return ranked
  return { bundle: packBundle(source, ranked.run), run: ranked.run }
}
