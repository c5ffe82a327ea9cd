import { compareCodeUnits } from '../ranking/code-unit-order.ts'
import { addReading, cellAt, FIXED, giveUp, KEPT, loadOf, type Board } from './board.ts'
import type { AssignmentDemand, KeptReading, Pair } from './demand.ts'
import { CONFLICT, FORMER } from './field.ts'

/**
 * Puts the kept readings on the board and takes off those that must go: the juror is gone or in conflict, is kept apart from
 * another reader, or reads more than the cap. Answers those of the first kind, which end for good; the others are marked as moved.
 * `wanted`: readers of each proposal.
 */
export function placeKept(board: Board, demand: AssignmentDemand, wanted: Int32Array): Pair[] {
  const proposalAt = new Map(board.proposalIds.map((id, at) => [id, at]))
  const jurorAt = new Map(board.jurorIds.map((id, at) => [id, at]))
  const ended: Pair[] = []
  for (const kept of demand.kept.toSorted(byPair)) {
    const { proposalId, jurorId, isHandedIn } = kept
    const [proposal, juror] = [proposalAt.get(proposalId)!, jurorAt.get(jurorId)!]
    const cell = cellAt(board, proposal, juror)
    board.cells[cell]! &= ~FORMER
    if (!isHandedIn && (board.isGone[juror] === 1 || board.cells[cell]! & CONFLICT)) {
      board.cells[cell]! |= FORMER
      ended.push({ proposalId, jurorId })
    } else {
      addReading(board, proposal, juror, isHandedIn || board.groupOf[proposal] === -1 ? FIXED : KEPT)
    }
  }
  // Which of those who are apart, and which over a cap, go is not settled yet: one may return for another, so that every proposal
  // finds its readers.
  for (const reading of apartReadings(board)) giveUp(board, reading)
  for (const juror of board.jurorIds.keys()) {
    for (const reading of readingsOverCap(board, juror, wanted)) giveUp(board, reading)
  }
  return ended
}

const byPair = (a: KeptReading, b: KeptReading) =>
  compareCodeUnits(a.jurorId, b.jurorId) || compareCodeUnits(a.proposalId, b.proposalId)

function apartReadings(board: Board): number[] {
  const { apartFrom } = board
  return apartFrom ? board.readings.flatMap((readings) => fewestToPart(board, apartFrom, readings)) : []
}

/**
 * Of one proposal's readings as few as part all who are kept apart: who has one adversary left gives way to nobody, the adversary
 * goes; without such a one, who has most. Exact where the adversaries form no ring.
 */
function fewestToPart(board: Board, apartFrom: NonNullable<Board['apartFrom']>, readings: readonly number[]): number[] {
  const left = new Set(readings)
  const rivals = (reading: number) =>
    [...left].filter((other) => apartFrom[board.jurorOf[reading]!]!.includes(board.jurorOf[other]!))
  const gone: number[] = []
  const part = (reading: number) => {
    left.delete(reading)
    gone.push(reading)
  }
  for (const reading of readings) {
    const isOpen = board.bond[reading] === KEPT
    if (isOpen && rivals(reading).some((other) => board.bond[other] === FIXED)) part(reading)
  }
  for (;;) {
    const open = [...left].filter((reading) => board.bond[reading] === KEPT)
    const torn = open.filter((reading) => rivals(reading).length > 0)
    if (torn.length === 0) return gone
    const leaf = torn.find((reading) => rivals(reading).length === 1)
    if (leaf === undefined) {
      part(torn.toSorted((a, b) => rivals(b).length - rivals(a).length)[0]!)
      continue
    }
    const [rival] = rivals(leaf)
    // Of two who have nobody else against them, who reads more.
    const load = (reading: number) => loadOf(board, board.jurorOf[reading]!)
    part(rivals(rival!).length === 1 && load(leaf) > load(rival!) ? leaf : rival!)
  }
}

/** Those that proposals can spare come first, then those that most others could take over. */
function readingsOverCap(board: Board, juror: number, wanted: Int32Array): number[] {
  const over = loadOf(board, juror) - board.cap[juror]!
  if (over <= 0) return []
  const spare = (reading: number) => {
    const proposal = board.proposalOf[reading]!
    return board.readings[proposal]!.length > wanted[proposal]! ? 1 : 0
  }
  const others = (reading: number) => {
    const from = cellAt(board, board.proposalOf[reading]!, 0)
    return board.cells.subarray(from, from + board.jurorIds.length).filter((cell) => cell === 0).length
  }
  return board.held[juror]!.filter((reading) => board.bond[reading] === KEPT)
    .toSorted((a, b) => spare(b) - spare(a) || others(b) - others(a) || a - b)
    .slice(0, over)
}
