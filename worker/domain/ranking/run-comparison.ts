import type { RankingRun } from './ranking-run.ts'

/** A proposal that another run places elsewhere. Ranks are 0 where there is none. */
export type Move = { proposalId: string; before: number; after: number; wasSelected: boolean; isSelected: boolean }

/** Where a run places one proposal. */
export type Placement = { rank: number; selected: boolean }

/**
 * What changed between two runs, with and without an excluded score for instance: proposals that entered or left the
 * selection of their contest, and all whose calibrated rank moved, largest move first.
 */
export function compareRuns(
  before: RankingRun,
  after: RankingRun,
): { entered: string[]; left: string[]; moves: Move[] } {
  return comparePlacements(placementsOf(before), placementsOf(after))
}

/** The same from placements that were kept, by proposal. */
export function comparePlacements(
  then: ReadonlyMap<string, Placement>,
  now: ReadonlyMap<string, Placement>,
): { entered: string[]; left: string[]; moves: Move[] } {
  const ids = [...new Set([...then.keys(), ...now.keys()])].toSorted()
  const moves = ids
    .map((proposalId): Move => {
      const a = then.get(proposalId) ?? { rank: 0, selected: false }
      const b = now.get(proposalId) ?? { rank: 0, selected: false }
      return { proposalId, before: a.rank, after: b.rank, wasSelected: a.selected, isSelected: b.selected }
    })
    .filter((move) => move.before !== move.after || move.wasSelected !== move.isSelected)
  return {
    entered: moves.filter((move) => move.isSelected && !move.wasSelected).map(({ proposalId }) => proposalId),
    left: moves.filter((move) => move.wasSelected && !move.isSelected).map(({ proposalId }) => proposalId),
    moves: moves.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)),
  }
}

/** Calibrated rank of every proposal, and whether it is among the selected of its contest. */
export function placementsOf({ table, plan, columns }: RankingRun): Map<string, Placement> {
  const selected = new Set<number>()
  for (const [index, order] of columns.order.entries()) {
    for (const i of order.subarray(0, plan.contests[index]!.line)) if (columns.calibratedRank[i]! > 0) selected.add(i)
  }
  return new Map(
    table.proposalIds.map((id, i) => [id, { rank: columns.calibratedRank[i]!, selected: selected.has(i) }]),
  )
}
