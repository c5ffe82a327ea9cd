import { MOVED, READS, type Field } from './field.ts'

/** Held by its juror as it is: handed in, or of a proposal that is not demanded. */
export const FIXED = 2
/** A reading of an earlier plan, moved only where a proposal could not find its readers otherwise. */
export const KEPT = 1
export const NEW = 0
/** New, but it holds a group together and stays where it is. */
export const PINNED = 3

/** Who reads what so far. A reading is its number; what moves is its juror. */
export type Board = Field & {
  proposalOf: number[]
  jurorOf: number[]
  /** NEW, PINNED, KEPT or FIXED for each reading. */
  bond: number[]
  /** The place of each reading in its juror's list. */
  place: number[]
  /** Readings of each juror and of each proposal. */
  held: number[][]
  readings: number[][]
  /** How many proposals two jurors share: jurors times jurors. */
  shared: Int32Array
  /** The moves since somebody began to note them, so that they can be taken back. */
  journal: { reading: number; from: number }[] | undefined
}

export function openBoard(field: Field): Board {
  const { proposalIds, jurorIds } = field
  return {
    ...field,
    proposalOf: [],
    jurorOf: [],
    bond: [],
    place: [],
    held: jurorIds.map(() => []),
    readings: proposalIds.map(() => []),
    shared: new Int32Array(jurorIds.length * jurorIds.length),
    journal: undefined,
  }
}

export const loadOf = (board: Board, juror: number): number => board.held[juror]!.length

export const hasRoom = (board: Board, juror: number): boolean => board.held[juror]!.length < board.cap[juror]!

export const cellAt = (board: Board, proposal: number, juror: number): number =>
  proposal * board.jurorIds.length + juror

/** Whether nobody who reads the proposal is kept apart from the juror; `except`: a reading that would leave. */
export function isPeaceful(board: Board, proposal: number, juror: number, except = -1): boolean {
  const apart = board.apartFrom?.[juror]
  if (!apart || apart.length === 0) return true
  return board.readings[proposal]!.every((reading) => reading === except || !apart.includes(board.jurorOf[reading]!))
}

/** Whether the juror may be asked to read the proposal (in the place of the reading `except`), whatever the load. */
export const mayRead = (board: Board, proposal: number, juror: number, except = -1): boolean =>
  board.cells[cellAt(board, proposal, juror)] === 0 && isPeaceful(board, proposal, juror, except)

/** A new reading where a kept one has left is the kept one again. */
export function addReading(board: Board, proposal: number, juror: number, bond: number): number {
  const [reading, cell] = [board.proposalOf.length, cellAt(board, proposal, juror)]
  const isReturn = (board.cells[cell]! & MOVED) !== 0
  board.cells[cell]! &= ~MOVED
  board.proposalOf.push(proposal)
  board.jurorOf.push(juror)
  board.bond.push(isReturn ? KEPT : bond)
  board.place.push(0)
  seat(board, reading, juror)
  board.readings[proposal]!.push(reading)
  return reading
}

/** Takes a reading off the board; its number stays unused, with -1 for its juror. */
export function dropReading(board: Board, reading: number): void {
  unseat(board, reading)
  const proposal = board.proposalOf[reading]!
  const own = board.readings[proposal]!
  own.splice(own.indexOf(reading), 1)
  board.jurorOf[reading] = -1
}

/** Whether somebody else may take the reading over. */
export const mayLeave = (board: Board, reading: number, mayMoveKept: boolean): boolean =>
  board.bond[reading] !== FIXED && (board.bond[reading] !== KEPT || mayMoveKept)

/** Takes a reading off; a kept one leaves its mark, so that it is named as ended and may return. */
export function giveUp(board: Board, reading: number): void {
  const cell = cellAt(board, board.proposalOf[reading]!, board.jurorOf[reading]!)
  dropReading(board, reading)
  if (board.bond[reading] === KEPT) board.cells[cell]! |= MOVED
}

/** Hands a reading to another juror. A kept one leaves its mark, and is kept again when it returns there. */
export function moveReading(board: Board, reading: number, to: number): void {
  const proposal = board.proposalOf[reading]!
  const [left, come] = [cellAt(board, proposal, board.jurorOf[reading]!), cellAt(board, proposal, to)]
  unseat(board, reading)
  board.journal?.push({ reading, from: board.jurorOf[reading]! })
  if (board.bond[reading] === KEPT) board.cells[left]! |= MOVED
  board.bond[reading] = board.cells[come]! & MOVED ? KEPT : NEW
  board.cells[come]! &= ~MOVED
  board.jurorOf[reading] = to
  seat(board, reading, to)
}

/** Does something that moves readings, and takes all its moves back unless it answers true. */
export function attempt(board: Board, work: () => boolean): boolean {
  const journal: NonNullable<Board['journal']> = []
  board.journal = journal
  const isDone = work()
  board.journal = undefined
  if (!isDone) for (const { reading, from } of journal.toReversed()) moveReading(board, reading, from)
  return isDone
}

/** Two jurors exchange two readings, so that neither load changes. */
export function exchange(board: Board, one: number, other: number): void {
  const [a, b] = [board.jurorOf[one]!, board.jurorOf[other]!]
  moveReading(board, one, b)
  moveReading(board, other, a)
}

/** Whether two new readings of different jurors and proposals may change hands. */
export function mayExchange(board: Board, one: number, other: number): boolean {
  if (board.bond[one] !== NEW || board.bond[other] !== NEW) return false
  return (
    mayRead(board, board.proposalOf[one]!, board.jurorOf[other]!, one) &&
    mayRead(board, board.proposalOf[other]!, board.jurorOf[one]!, other)
  )
}

function seat(board: Board, reading: number, juror: number): void {
  const { held, readings, jurorOf, shared, place, proposalOf } = board
  const [proposal, size] = [proposalOf[reading]!, board.jurorIds.length]
  board.cells[cellAt(board, proposal, juror)]! |= READS
  place[reading] = held[juror]!.length
  held[juror]!.push(reading)
  for (const other of readings[proposal]!) {
    if (other === reading) continue
    shared[juror * size + jurorOf[other]!]! += 1
    shared[jurorOf[other]! * size + juror]! += 1
  }
}

function unseat(board: Board, reading: number): void {
  const { held, readings, jurorOf, shared, place, proposalOf } = board
  const [proposal, juror, size] = [proposalOf[reading]!, jurorOf[reading]!, board.jurorIds.length]
  board.cells[cellAt(board, proposal, juror)]! &= ~READS
  const [own, last] = [held[juror]!, held[juror]!.at(-1)!]
  own[place[reading]!] = last
  place[last] = place[reading]!
  own.pop()
  for (const other of readings[proposal]!) {
    if (other === reading) continue
    shared[juror * size + jurorOf[other]!]! -= 1
    shared[jurorOf[other]! * size + juror]! -= 1
  }
}
