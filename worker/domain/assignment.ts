import { chooseAnchors } from './assignment/anchors.ts'
import { balance } from './assignment/balance.ts'
import { openBoard } from './assignment/board.ts'
import { connect } from './assignment/connect.ts'
import { cover } from './assignment/cover.ts'
import type { AssignmentDemand, AssignmentPlan, AssignmentRefusal, Pair } from './assignment/demand.ts'
import { diversify } from './assignment/diversify.ts'
import { layOutField } from './assignment/field.ts'
import { fill } from './assignment/fill.ts'
import { placeKept } from './assignment/keep.ts'
import { movedPairs, readingsInOrder } from './assignment/reading-order.ts'
import { repair } from './assignment/repair.ts'
import { listUnmet } from './assignment/unmet.ts'
import { wishes } from './assignment/wish.ts'
import type { Stage } from './edition.ts'
import { compareCodeUnits } from './ranking/code-unit-order.ts'
import { accept, refuse, type Result } from './result.ts'
import { seededDraw } from './seeded-draw.ts'

export type {
  AssignmentDemand,
  AssignmentPlan,
  AssignmentRefusal,
  AvailableJuror,
  DemandedProposal,
  KeptReading,
  Pair,
  Reading,
  UnmetCause,
  UnmetDemand,
} from './assignment/demand.ts'
export { comparePlans, type PlanComparison } from './assignment/comparison.ts'
export { mainGroups, pairIndex, sharedReadings, summarizeOverlap, type Overlap } from './assignment/overlap.ts'
export { reportPlan, type PlanReport } from './assignment/report.ts'

/**
 * Gives every proposal its readers. Hard: conflicts, pairs kept apart, caps, nobody asked for the same reading twice, what is
 * handed in. Then, each as far as those before it allow: all readers for every proposal, as few kept readings moved as possible,
 * all readers for the anchors, even loads, a graph in one piece within each group, readers by theme, jurors meeting seldom.
 */
export function assignJurors(demand: AssignmentDemand): Result<AssignmentPlan, AssignmentRefusal> {
  const { readersPerProposal, anchorReaders, seed } = demand
  if (demand.proposals.length === 0) return refuse({ code: 'nothing_to_assign' })
  // Whoever reads already is a reader, also one who gets nothing new.
  const readers = new Set([...demand.jurors.map(({ id }) => id), ...demand.kept.map(({ jurorId }) => jurorId)])
  if (readers.size < readersPerProposal) {
    return refuse({ code: 'too_few_jurors', needed: readersPerProposal, available: demand.jurors.length })
  }
  const draw = seededDraw(seed)
  const field = layOutField(demand)
  const anchors = chooseAnchors(field, demand, draw)
  const wish = wishes(field, readersPerProposal, draw)
  const base = field.groupOf.map((group) => (group === -1 ? 0 : readersPerProposal))
  const wanted = base.slice()
  for (const anchor of anchors) wanted[anchor] = Math.min(anchorReaders, demand.jurors.length)
  const board = openBoard(field)
  const ended = placeKept(board, demand, wanted)
  fill(board, base, wish, draw)
  cover(board, base, true)
  repair(board, base, base, true, draw)
  // For the sake of an anchor nobody loses a reading.
  fill(board, wanted, wish, draw)
  cover(board, wanted, false)
  repair(board, base, wanted, false, draw)
  balance(board)
  diversify(board, wish, draw)
  connect(board)
  return accept({
    ...readingsInOrder(board, demand, draw),
    ended: [...ended, ...movedPairs(board, demand)].toSorted(byPair),
    anchors: anchors.map((anchor) => field.proposalIds[anchor]!).toSorted(compareCodeUnits),
    unmet: listUnmet(board, wanted),
  })
}

const byPair = (a: Pair, b: Pair) =>
  compareCodeUnits(a.jurorId, b.jurorId) || compareCodeUnits(a.proposalId, b.proposalId)

/** The nearest plenary before a stage: only who received a place there goes on. Undefined for the first round: all go on. */
export function plenaryBefore<S extends Pick<Stage, 'kind' | 'position'>>(
  stages: readonly S[],
  stage: Pick<Stage, 'position'>,
): S | undefined {
  return stages
    .filter(({ kind, position }) => kind === 'plenary' && position < stage.position)
    .toSorted((a, b) => b.position - a.position)[0]
}
