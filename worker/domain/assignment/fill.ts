import { shuffled } from '../seeded-draw.ts'
import { addReading, hasRoom, loadOf, mayRead, NEW, type Board } from './board.ts'
import type { Wish } from './wish.ts'

/**
 * Gives every proposal readers up to `wanted`, as far as they are found at once. Proposals with the fewest possible readers choose
 * first; the least loaded juror is taken, one step of a wish standing for one reading, then who has met the other readers least.
 */
export function fill(board: Board, wanted: Int32Array, wish: Wish, draw: () => number): void {
  const jurors = [...board.jurorIds.keys()].filter((juror) => board.isGone[juror] === 0)
  for (const proposal of turns(board, wanted, draw)) {
    const mixed = shuffled(jurors, draw)
    while (board.readings[proposal]!.length < wanted[proposal]!) {
      const juror = bestReader(board, proposal, mixed, wish)
      if (juror === -1) break
      addReading(board, proposal, juror, NEW)
    }
  }
}

function turns(board: Board, wanted: Int32Array, draw: () => number): number[] {
  const size = board.jurorIds.length
  const open = [...board.readings.keys()].filter((proposal) => board.readings[proposal]!.length < wanted[proposal]!)
  const free = new Int32Array(board.readings.length)
  for (const proposal of open) {
    for (let cell = proposal * size; cell < (proposal + 1) * size; cell++)
      if (board.cells[cell] === 0) free[proposal]! += 1
  }
  return shuffled(open, draw).toSorted((a, b) => free[a]! - free[b]!)
}

/** The first of `jurors` that no other surpasses; -1 when none may. */
function bestReader(board: Board, proposal: number, jurors: readonly number[], wish: Wish): number {
  let [best, bestCost, bestMet] = [-1, Infinity, Infinity]
  for (const juror of jurors) {
    if (!hasRoom(board, juror) || !mayRead(board, proposal, juror)) continue
    const cost = loadOf(board, juror) - wish(proposal, juror)
    if (cost > bestCost) continue
    const met = meetings(board, proposal, juror)
    if (cost === bestCost && met >= bestMet) continue
    ;[best, bestCost, bestMet] = [juror, cost, met]
  }
  return best
}

/** How often the juror meets the readers of the proposal elsewhere; `except`: a reading that is not counted. */
export function meetings(board: Board, proposal: number, juror: number, except = -1): number {
  let sum = 0
  for (const reading of board.readings[proposal]!) {
    if (reading !== except) sum += board.shared[juror * board.jurorIds.length + board.jurorOf[reading]!]!
  }
  return sum
}
