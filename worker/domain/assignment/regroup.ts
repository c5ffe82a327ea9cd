import { cellAt, KEPT, type Board } from './board.ts'
import { MOVED } from './field.ts'

/** Jurors among whom one proposal chooses, those who read it now first. */
const MOST_CANDIDATES = 12
/** Half-made choices that are kept beside each other, the best. Fewer than these, and none is lost: the choice is exact. */
const MOST_STATES = 3000

export type Seats = { proposal: number; jurors: readonly number[] }

type Rules = {
  /** Readers of each proposal that count first, and all that it wants. */
  base: Int32Array
  wanted: Int32Array
  /** Whether a reading may be given to somebody else. */
  isFree: (reading: number) => boolean
  /** What all choices together may still cost. */
  steps: { left: number }
}

/** Ways to fill the free seats of one proposal. `worth`: by readers; `moved`: kept readings that would go. */
type Table = {
  proposal: number
  options: { jurors: readonly number[]; worth: number; moved: number }[]
  candidates: readonly number[]
  /** Of the best option, and of the seats as they are. */
  most: number
  now: number
}

/** So far: what is left of each juror's room, and how it came about. */
type State = { room: Uint8Array; worth: number; moved: number; from: State | undefined; jurors: readonly number[] }

/** The demand of a proposal before that of an anchor. */
const worthOf = (readers: number, base: number, wanted: number) =>
  16 * Math.min(readers, base) + Math.min(readers, wanted)

/**
 * Chooses the readers of some proposals anew so that together they have more than now, and as few kept readings as possible go.
 * Undefined where no way is found. Goes from proposal to proposal and keeps, of all choices that leave the same room, the best.
 */
export function chooseAnew(board: Board, proposals: readonly number[], rules: Rules): Seats[] | undefined {
  const tables = proposals
    .map((proposal) => layTable(board, proposal, rules))
    .toSorted((a, b) => a.options.length - b.options.length || a.proposal - b.proposal)
  const target = tables.reduce((sum, { now }) => sum + now, 0)
  const toCome = tables.map((_, at) => tables.slice(at + 1).reduce((sum, { most }) => sum + most, 0))
  let states: State[] = [{ room: roomOf(board, proposals, rules), worth: 0, moved: 0, from: undefined, jurors: [] }]
  for (const [at, table] of tables.entries()) {
    rules.steps.left -= states.length * table.options.length
    if (rules.steps.left < 0) return undefined
    states = bestStates(states, table, {
      later: laterNeeds(tables.slice(at + 1), board.jurorIds.length),
      atLeast: target - toCome[at]! + 1,
    })
  }
  const [best] = states.toSorted(byWorth)
  return best && seatsOf(best, tables)
}

const byWorth = (a: State, b: State) => b.worth - a.worth || a.moved - b.moved

function bestStates(
  states: readonly State[],
  { options }: Table,
  { later, atLeast }: { later: Uint8Array; atLeast: number },
): State[] {
  const known = new Map<string, State>()
  for (const from of states) {
    for (const { jurors, worth, moved } of options) {
      if (from.worth + worth < atLeast || jurors.some((juror) => from.room[juror] === 0)) continue
      const room = from.room.slice()
      for (const juror of jurors) room[juror]! -= 1
      for (let juror = 0; juror < room.length; juror++) if (room[juror]! > later[juror]!) room[juror] = later[juror]!
      const state = { room, worth: from.worth + worth, moved: from.moved + moved, from, jurors }
      const key = String.fromCharCode(...room)
      const other = known.get(key)
      if (!other || byWorth(state, other) < 0) known.set(key, state)
    }
  }
  const all = [...known.values()]
  return all.length <= MOST_STATES ? all : all.toSorted(byWorth).slice(0, MOST_STATES)
}

/** How often each juror could still be asked: more room than that makes no difference. */
function laterNeeds(tables: readonly Table[], jurors: number): Uint8Array {
  const needs = new Uint8Array(jurors)
  for (const { candidates } of tables) for (const juror of candidates) needs[juror]! += 1
  return needs
}

/** What each juror could take on of these proposals if all their free readings were given back. */
function roomOf(board: Board, proposals: readonly number[], { isFree }: Rules): Uint8Array {
  const freed = new Int32Array(board.jurorIds.length)
  for (const proposal of proposals) {
    for (const reading of board.readings[proposal]!) if (isFree(reading)) freed[board.jurorOf[reading]!]! += 1
  }
  return Uint8Array.from(freed, (count, juror) =>
    Math.max(0, Math.min(proposals.length, board.cap[juror]! - board.held[juror]!.length + count)),
  )
}

function layTable(board: Board, proposal: number, { base, wanted, isFree }: Rules): Table {
  const [free, fixed] = [true, false].map((is) =>
    board.readings[proposal]!.filter((reading) => isFree(reading) === is).map((reading) => board.jurorOf[reading]!),
  )
  const worth = (readers: number) => worthOf(fixed!.length + readers, base[proposal]!, wanted[proposal]!)
  const candidates = candidatesFor(board, proposal, free!, fixed!)
  const most = Math.max(wanted[proposal]! - fixed!.length, free!.length)
  const kept = new Set(
    board.readings[proposal]!.filter((one) => isFree(one) && board.bond[one] === KEPT).map(
      (one) => board.jurorOf[one]!,
    ),
  )
  const returns = (juror: number) => (board.cells[cellAt(board, proposal, juror)]! & MOVED) !== 0
  const options = peacefulSets(board, candidates, most).map((jurors) => ({
    jurors,
    worth: worth(jurors.length),
    moved: kept.size - jurors.filter((juror) => kept.has(juror) || returns(juror)).length,
  }))
  return {
    proposal,
    options,
    candidates,
    most: options.reduce((best, option) => Math.max(best, option.worth), 0),
    now: worth(free!.length),
  }
}

/** Those who read it, then those with most room. */
function candidatesFor(board: Board, proposal: number, free: readonly number[], fixed: readonly number[]): number[] {
  const able = [...board.jurorIds.keys()].filter(
    (juror) =>
      !free.includes(juror) &&
      (board.cells[cellAt(board, proposal, juror)]! & ~MOVED) === 0 &&
      !board.apartFrom?.[juror]!.some((other) => fixed.includes(other)),
  )
  const room = (juror: number) => board.cap[juror]! - board.held[juror]!.length
  return [...free, ...able.toSorted((a, b) => room(b) - room(a) || a - b)].slice(0, MOST_CANDIDATES)
}

/** Every set of at most so many jurors of whom no two are kept apart. */
function peacefulSets(board: Board, candidates: readonly number[], most: number): number[][] {
  let sets: number[][] = [[]]
  for (const juror of candidates) {
    const apart = board.apartFrom?.[juror] ?? []
    const larger = sets
      .filter((set) => set.length < most && !set.some((other) => apart.includes(other)))
      .map((set) => [...set, juror])
    sets = [...sets, ...larger]
  }
  return sets
}

function seatsOf(best: State, tables: readonly Table[]): Seats[] {
  const seats: Seats[] = []
  let state: State | undefined = best
  for (const { proposal } of tables.toReversed()) {
    seats.push({ proposal, jurors: state?.jurors ?? [] })
    state = state?.from
  }
  return seats
}
