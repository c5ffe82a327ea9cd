import type {
  AssignmentDemand,
  AssignmentPlan,
  AssignmentRefusal,
  Pair,
  Reading,
  UnmetDemand,
} from './assignment/demand.ts'
import type { Stage } from './edition.ts'
import { compareCodeUnits } from './ranking/code-unit-order.ts'
import { accept, refuse, type Result } from './result.ts'
import { seededDraw, shuffled } from './seeded-draw.ts'

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
export { reportPlan, type PlanReport } from './assignment/report.ts'

/**
 * Gives every proposal its readers: never in conflict, never the same twice, the readings spread evenly. Proposals with the
 * fewest possible readers choose first, the least loaded juror is taken, the seed decides between equals; then readings are
 * passed on until no chain of hand-overs could even out two loads that differ by more than one.
 */
export function assignJurors(demand: AssignmentDemand): Result<AssignmentPlan, AssignmentRefusal> {
  const { readersPerProposal, seed } = demand
  const proposals = demand.proposals.map(({ id }) => id).toSorted(compareCodeUnits)
  const jurors = demand.jurors.map(({ id }) => id).toSorted(compareCodeUnits)
  if (proposals.length === 0) return refuse({ code: 'nothing_to_assign' })
  if (jurors.length < readersPerProposal) {
    return refuse({ code: 'too_few_jurors', needed: readersPerProposal, available: jurors.length })
  }
  const draw = seededDraw(seed)
  const board = openBoard(jurors, [...demand.conflicts, ...demand.former])
  const free = new Map(proposals.map((id) => [id, jurors.filter((juror) => isFree(board, id, juror))]))
  const inTurn = shuffled(proposals, draw).toSorted((a, b) => free.get(a)!.length - free.get(b)!.length)
  for (const proposalId of inTurn) {
    for (const jurorId of leastLoaded(board, free.get(proposalId)!, draw).slice(0, readersPerProposal)) {
      board.read.get(jurorId)!.add(proposalId)
    }
  }
  evenOut(board, jurors)
  const unmet = proposals.flatMap((proposalId): UnmetDemand[] => {
    const missing = readersPerProposal - free.get(proposalId)!.length
    return missing > 0 ? [{ proposalId, missing, cause: 'conflicts' }] : []
  })
  const readings = jurors.flatMap((jurorId) => readingOrder(board, jurorId, draw))
  return accept({ readings, added: readings, ended: [], anchors: [], unmet })
}

/** The nearest plenary before a stage: only who received a place there goes on. Undefined for the first round: all go on. */
export function plenaryBefore<S extends Pick<Stage, 'kind' | 'position'>>(
  stages: readonly S[],
  stage: Pick<Stage, 'position'>,
): S | undefined {
  return stages
    .filter(({ kind, position }) => kind === 'plenary' && position < stage.position)
    .toSorted((a, b) => b.position - a.position)[0]
}

type Board = { read: Map<string, Set<string>>; barred: Map<string, Set<string>> }

function openBoard(jurors: readonly string[], conflicts: readonly Pair[]): Board {
  const barred = new Map(jurors.map((id) => [id, new Set<string>()]))
  for (const { jurorId, proposalId } of conflicts) barred.get(jurorId)?.add(proposalId)
  return { read: new Map(jurors.map((id) => [id, new Set<string>()])), barred }
}

const isFree = (board: Board, proposalId: string, jurorId: string): boolean =>
  !board.barred.get(jurorId)!.has(proposalId) && !board.read.get(jurorId)!.has(proposalId)

const load = (board: Board, jurorId: string): number => board.read.get(jurorId)!.size

/** The draw is made for each proposal anew, so that the same jurors do not always meet. */
function leastLoaded(board: Board, jurors: readonly string[], draw: () => number): string[] {
  return shuffled(jurors, draw).toSorted((a, b) => load(board, a) - load(board, b))
}

/** Shortens the widest differences first; ends because each hand-over lowers the sum of the squared loads. */
function evenOut(board: Board, jurors: readonly string[]): void {
  const byLoad = () => jurors.toSorted((a, b) => load(board, b) - load(board, a) || compareCodeUnits(a, b))
  let moved = true
  while (moved) moved = byLoad().some((id) => handOver(board, id, jurors))
}

/** Passes one reading along the shortest chain from the giver to somebody with at least two fewer. False when there is none. */
function handOver(board: Board, giver: string, jurors: readonly string[]): boolean {
  const enough = load(board, giver) - 2
  if (!jurors.some((id) => load(board, id) <= enough)) return false
  const came = new Map<string, { from: string; proposalId: string }>()
  const queue = [giver]
  for (const from of queue) {
    for (const to of jurors) {
      if (to === giver || came.has(to)) continue
      const proposalId = [...board.read.get(from)!].find((id) => isFree(board, id, to))
      if (proposalId === undefined) continue
      came.set(to, { from, proposalId })
      if (load(board, to) <= enough) return pass(board, came, to)
      queue.push(to)
    }
  }
  return false
}

function pass(board: Board, came: ReadonlyMap<string, { from: string; proposalId: string }>, last: string): true {
  for (let to = last, step = came.get(to); step; to = step.from, step = came.get(to)) {
    board.read.get(step.from)!.delete(step.proposalId)
    board.read.get(to)!.add(step.proposalId)
  }
  return true
}

function readingOrder(board: Board, jurorId: string, draw: () => number): Reading[] {
  const own = [...board.read.get(jurorId)!].toSorted(compareCodeUnits)
  return shuffled(own, draw).map((proposalId, index) => ({ proposalId, jurorId, position: index + 1 }))
}
