import { shuffled } from '../seeded-draw.ts'
import { addReading, cellAt, giveUp, mayLeave, NEW, type Board } from './board.ts'
import { MOVED } from './field.ts'
import { chooseAnew } from './regroup.ts'
import { leadsToRoom } from './way-out.ts'

/** Proposals whose readers are chosen anew together. Where a demand has no more, the choice is among all plans. */
const MOST_TOGETHER = 10
/** Choices for one proposal that lacks readers, each among other neighbours. */
const MOST_TRIES = 4
/** Steps of all choices of one plan: about a quarter of a second. */
const MOST_STEPS = 1_000_000

/**
 * Where jurors are kept apart, a chain of hand-overs does not find every plan: two readings may have to change at once. Frees the
 * readings of a proposal that lacks readers and of its neighbours, and chooses all of them anew together. `base`: readers that
 * nobody loses for the sake of an anchor.
 */
export function repair(
  board: Board,
  base: Int32Array,
  wanted: Int32Array,
  mayMoveKept: boolean,
  draw: () => number,
): void {
  if (!board.apartFrom) return
  const isFree = (reading: number) => mayLeave(board, reading, mayMoveKept)
  const steps = { left: MOST_STEPS }
  let closed = new Uint8Array(board.jurorIds.length)
  for (const [proposal, readings] of board.readings.entries()) {
    const isLacking = () => readings.length < wanted[proposal]!
    for (let tries = 0; tries < MOST_TRIES && isLacking() && steps.left > 0; tries++) {
      if (!leadsToRoom(board, proposal, closed, isFree)) break
      const together = neighbours(board, proposal, isFree, draw)
      const choice = chooseAnew(board, together, { base, wanted, isFree, steps })
      if (choice) {
        for (const { proposal: one, jurors } of choice) reseat(board, one, jurors, isFree)
        closed = new Uint8Array(board.jurorIds.length)
      } else if (together.length === demandedOf(board).length) break
    }
  }
}

const demandedOf = (board: Board): number[] =>
  [...board.groupOf.keys()].filter((proposal) => board.groupOf[proposal] !== -1)

/** The proposal and others that its possible readers read, and so forth. */
function neighbours(
  board: Board,
  proposal: number,
  isFree: (reading: number) => boolean,
  draw: () => number,
): number[] {
  const demanded = demandedOf(board)
  if (demanded.length <= MOST_TOGETHER) return demanded
  const chosen = new Set([proposal])
  for (const one of chosen) {
    const able = [...board.jurorIds.keys()].filter((juror) => (board.cells[cellAt(board, one, juror)]! & ~MOVED) === 0)
    for (const juror of shuffled(able, draw)) {
      const held = board.held[juror]!.filter((reading) => isFree(reading) && !chosen.has(board.proposalOf[reading]!))
      if (held.length > 0) chosen.add(board.proposalOf[held[draw() % held.length]!]!)
      if (chosen.size === MOST_TOGETHER) return [...chosen]
    }
  }
  return [...chosen]
}

function reseat(board: Board, proposal: number, jurors: readonly number[], isFree: (reading: number) => boolean): void {
  for (const reading of board.readings[proposal]!.filter(isFree)) {
    if (!jurors.includes(board.jurorOf[reading]!)) giveUp(board, reading)
  }
  const staying = board.readings[proposal]!.map((reading) => board.jurorOf[reading]!)
  for (const juror of jurors) if (!staying.includes(juror)) addReading(board, proposal, juror, NEW)
}
