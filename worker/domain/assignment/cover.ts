import {
  addReading,
  cellAt,
  dropReading,
  giveUp,
  hasRoom,
  isPeaceful,
  KEPT,
  loadOf,
  mayLeave,
  mayRead,
  moveReading,
  NEW,
  type Board,
} from './board.ts'
import { MOVED } from './field.ts'
import { leadsToRoom } from './way-out.ts'

/**
 * Finds the readers that are still missing along chains of hand-overs (alternating paths): whoever can read the proposal passes
 * another reading on, and so forth to somebody with room. Chains that move the fewest kept readings are taken. Without jurors
 * kept apart this is a maximum flow of least cost: what stays unmet then cannot be met. With such jurors a proposal may stay unmet
 * that another plan would serve: see repair.ts.
 */
export function cover(board: Board, wanted: Int32Array, mayMoveKept: boolean): void {
  // Jurors from whom no chain leads to room. No later chain can open a way out, since none enters.
  let closed = new Uint8Array(board.jurorIds.length)
  const isFree = (reading: number) => mayLeave(board, reading, mayMoveKept)
  const search = { mayMoveKept, isFirst: !board.bond.includes(KEPT) }
  for (const [proposal, readings] of board.readings.entries()) {
    while (readings.length < wanted[proposal]!) {
      if (board.apartFrom && !leadsToRoom(board, proposal, closed, isFree)) break
      if (reach(board, proposal, closed, search)) continue
      if (!reseat(board, proposal, wanted[proposal]!)) break
      closed = new Uint8Array(board.jurorIds.length)
    }
  }
}

/** `isFirst`: nothing is kept, so that every chain is free. */
type Search = { mayMoveKept: boolean; isFirst: boolean }

/** Price and way to each juror: who gives which reading. */
type Chain = { cost: Int32Array; from: Int32Array; via: Int32Array }

const FAR = 0x3fffffff

function reach(board: Board, proposal: number, closed: Uint8Array, search: Search): boolean {
  const size = board.jurorIds.length
  const chain = {
    cost: new Int32Array(size).fill(FAR),
    from: new Int32Array(size).fill(-1),
    via: new Int32Array(size).fill(-1),
  }
  const last = cheapestRoom(board, proposal, chain, closed, search)
  if (last === -1) {
    if (!board.apartFrom) for (let juror = 0; juror < size; juror++) if (chain.cost[juror]! < FAR) closed[juror] = 1
    return false
  }
  return passAlong(board, proposal, chain, last)
}

/** Price of a juror taking the proposal: -1 where a kept reading returns; undefined where the juror may not. */
function priceOf(board: Board, proposal: number, juror: number, except: number): -1 | 0 | undefined {
  const cell = board.cells[cellAt(board, proposal, juror)]!
  if (cell !== 0 && cell !== MOVED) return undefined
  if (!isPeaceful(board, proposal, juror, except)) return undefined
  return cell === MOVED ? -1 : 0
}

/** Bellman and Ford with a queue, for prices are negative where a reading returns. Answers a juror with room, or -1. */
function cheapestRoom(
  board: Board,
  proposal: number,
  { cost, from, via }: Chain,
  closed: Uint8Array,
  search: Search,
): number {
  const size = board.jurorIds.length
  const queue: number[] = []
  const isQueued = new Uint8Array(size)
  let best = -1
  const offer = (juror: number, price: number, giver: number, reading: number) => {
    if (price >= cost[juror]!) return
    cost[juror] = price
    from[juror] = giver
    via[juror] = reading
    if (hasRoom(board, juror) && (best === -1 || price < cost[best]!)) best = juror
    if (isQueued[juror] === 0) queue.push(juror)
    isQueued[juror] = 1
  }
  for (let juror = 0; juror < size; juror++) {
    if (closed[juror] === 1) continue
    const price = priceOf(board, proposal, juror, -1)
    if (price !== undefined) offer(juror, price, -1, -1)
  }
  // More relaxations than a graph without cycles of negative price can need would mean one: then the chain found so far stands.
  for (let head = 0; head < queue.length && head < size * size; head++) {
    if (search.isFirst && best !== -1) return best
    const giver = queue[head]!
    isQueued[giver] = 0
    for (const reading of board.held[giver]!) {
      if (!mayLeave(board, reading, search.mayMoveKept)) continue
      const so = cost[giver]! + (board.bond[reading] === KEPT ? 1 : 0)
      for (let juror = 0; juror < size; juror++) {
        if (so > cost[juror]! || closed[juror] === 1 || juror === giver) continue
        const price = priceOf(board, board.proposalOf[reading]!, juror, reading)
        if (price !== undefined) offer(juror, so + price, giver, reading)
      }
    }
  }
  return best
}

/** Carries the chain out from its end. Undone, and false, when two who are kept apart would meet after all. */
function passAlong(board: Board, proposal: number, { from, via }: Chain, last: number): boolean {
  const moves: { reading: number; giver: number }[] = []
  let juror = last
  for (; from[juror] !== -1 && moves.length <= board.jurorIds.length; juror = from[juror]!) {
    moves.push({ reading: via[juror]!, giver: from[juror]! })
    moveReading(board, via[juror]!, juror)
  }
  const added = addReading(board, proposal, juror, NEW)
  const touched = [added, ...moves.map(({ reading }) => reading)]
  const isAtPeace = touched.every((reading) =>
    isPeaceful(board, board.proposalOf[reading]!, board.jurorOf[reading]!, reading),
  )
  if (from[juror] === -1 && isAtPeace) return true
  giveUp(board, added)
  for (const { reading, giver } of moves.toReversed()) moveReading(board, reading, giver)
  return false
}

/**
 * Where jurors are kept apart, one reader may keep several others out. Chooses the new readers of a proposal anew, who keeps
 * fewest out first. True when the proposal has more readers afterwards.
 */
function reseat(board: Board, proposal: number, wanted: number): boolean {
  const { apartFrom } = board
  if (!apartFrom) return false
  const before = board.readings[proposal]!.filter((reading) => board.bond[reading] === NEW)
  const jurors = before.map((reading) => board.jurorOf[reading]!)
  const count = board.readings[proposal]!.length
  for (const reading of before) dropReading(board, reading)
  const chosen: number[] = []
  const left = new Set([...board.jurorIds.keys()].filter((one) => hasRoom(board, one) && mayRead(board, proposal, one)))
  const kept = board.readings[proposal]!.length
  const rivals = (one: number) => apartFrom[one]!.filter((other) => left.has(other)).length
  while (left.size > 0 && kept + chosen.length < wanted) {
    const [next] = [...left].toSorted((a, b) => rivals(a) - rivals(b) || loadOf(board, a) - loadOf(board, b) || a - b)
    chosen.push(next!)
    left.delete(next!)
    for (const other of apartFrom[next!]!) left.delete(other)
  }
  const isBetter = kept + chosen.length > count
  for (const juror of isBetter ? chosen : jurors) addReading(board, proposal, juror, NEW)
  return isBetter
}
