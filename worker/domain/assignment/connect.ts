import { balance } from './balance.ts'
import {
  attempt,
  exchange,
  hasRoom,
  loadOf,
  mayExchange,
  mayRead,
  moveReading,
  NEW,
  PINNED,
  type Board,
} from './board.ts'
import { allPieces, piecesOf, WHOLE } from './pieces.ts'

/** Exchanges that are looked at for one joining, and those that are tried out on the graph. */
const MOST_LOOKS = 1_000_000
const MOST_TRIALS = 300
/** Jurors to whom a reading is handed over on trial, and readings that each of them is offered. */
const MOST_TAKERS = 20
const MOST_OFFERS = 10

/**
 * Joins the pieces of each group's juror-proposal graph, then those of the whole, by exchanges of new readings: loads and coverage
 * stay as they are. Where no exchange is possible, one reading is handed over and the loads are evened out anew. The small groups
 * come first, for they have the fewest ways.
 */
export function connect(board: Board): void {
  const sizes = new Int32Array(board.groups)
  for (const group of board.groupOf) if (group >= 0) sizes[group]! += 1
  const groups = [...sizes.keys()].toSorted((a, b) => sizes[a]! - sizes[b]! || a - b)
  for (const group of [...groups, WHOLE]) {
    while (joinWithin(board, group) || joinAcross(board, group) || joinByHandOver(board, group));
  }
}

/** Exchanges a spare reading of one piece with any of another: both parts of the other are then tied to the first. */
function joinWithin(board: Board, group: number): boolean {
  const { count, readings, piece, isSpare } = piecesOf(board, group)
  if (count < 2) return false
  let looks = 0
  let trials = 0
  for (const [at, one] of readings.entries()) {
    if (!isSpare[at] || board.bond[one] !== NEW) continue
    for (const [to, other] of readings.entries()) {
      if (piece[to] === piece[at]) continue
      if (++looks > MOST_LOOKS) return false
      if (!mayExchange(board, one, other)) continue
      if (group !== WHOLE || groupAt(board, one) === groupAt(board, other)) {
        exchange(board, one, other)
        return true
      }
      if (++trials > MOST_TRIALS) return false
      if (triedOut(board, one, other, [group, groupAt(board, one), groupAt(board, other)])) return true
    }
  }
  return false
}

const groupAt = (board: Board, reading: number): number => board.groupOf[board.proposalOf[reading]!]!

/**
 * Where a group has no reading to spare: a juror of another of its pieces takes over a proposal, and gives a reading of another
 * group in return. The former reader must not hold anything else together.
 */
function joinAcross(board: Board, group: number): boolean {
  if (group === WHOLE) return false
  const { count, readings, piece, isSpare, degree, pieceOfJuror } = piecesOf(board, group)
  // Where every proposal has one reader there is nothing that could join two jurors.
  if (count < 2 || readings.every((reading) => board.readings[board.proposalOf[reading]!]!.length < 2)) return false
  let trials = 0
  for (const [at, one] of readings.entries()) {
    if (board.bond[one] !== NEW || !(isSpare[at] || degree[board.jurorOf[one]!] === 1)) continue
    for (const juror of board.jurorIds.keys()) {
      if (pieceOfJuror[juror] === -1 || pieceOfJuror[juror] === piece[at] || loadOf(board, juror) === 0) continue
      for (const other of board.held[juror]!) {
        const home = groupAt(board, other)
        if (home === group || home === -1 || !mayExchange(board, one, other)) continue
        if (++trials > MOST_TRIALS) return false
        if (triedOut(board, one, other, [group, home])) return true
      }
    }
  }
  return false
}

/**
 * Hands a reading that holds nothing together to a juror of another piece, pins what then joins the two, and evens out the loads
 * anew. Taken back where the loads end less even, or the graphs of all groups in no fewer pieces.
 */
function joinByHandOver(board: Board, group: number): boolean {
  if (group === WHOLE) return false
  const { count, readings, piece, isSpare, degree, pieceOfJuror } = piecesOf(board, group)
  if (count < 2) return false
  const takers = [...board.jurorIds.keys()]
    .filter((juror) => pieceOfJuror[juror] !== -1 && hasRoom(board, juror))
    .toSorted((a, b) => loadOf(board, a) - loadOf(board, b) || a - b)
  const before = { pieces: allPieces(board), unevenness: unevenness(board) }
  return takers.slice(0, MOST_TAKERS).some((taker) => {
    const isFor = (one: number, at: number) =>
      board.bond[one] === NEW &&
      piece[at] !== pieceOfJuror[taker] &&
      (isSpare[at] || degree[board.jurorOf[one]!] === 1) &&
      mayRead(board, board.proposalOf[one]!, taker, one)
    return readings
      .filter(isFor)
      .slice(0, MOST_OFFERS)
      .some((reading) => isJoinedBy(board, reading, taker, before))
  })
}

/** Hands the reading over on trial. */
function isJoinedBy(
  board: Board,
  reading: number,
  taker: number,
  before: { pieces: number; unevenness: number },
): boolean {
  const ties = board.readings[board.proposalOf[reading]!]!.filter((one) => board.bond[one] === NEW)
  const isJoined = attempt(board, () => {
    moveReading(board, reading, taker)
    for (const one of ties) board.bond[one] = PINNED
    balance(board)
    return allPieces(board) < before.pieces && unevenness(board) <= before.unevenness
  })
  if (!isJoined) for (const one of ties) board.bond[one] = NEW
  return isJoined
}

const unevenness = (board: Board): number => board.held.reduce((sum, { length }) => sum + length * length, 0)

/** Exchanges, and takes it back unless the first graph has fewer pieces then and no other has more. */
function triedOut(board: Board, one: number, other: number, graphs: readonly number[]): boolean {
  const counts = () => graphs.filter((graph, at) => at === 0 || graph >= 0).map((graph) => piecesOf(board, graph).count)
  const before = counts()
  return attempt(board, () => {
    exchange(board, one, other)
    const after = counts()
    return after[0]! < before[0]! && after.every((count, at) => count <= before[at]!)
  })
}
