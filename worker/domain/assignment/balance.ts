import { hasRoom, isPeaceful, loadOf, mayRead, moveReading, NEW, type Board } from './board.ts'

/**
 * Passes new readings along chains of jurors until none could even out two loads that differ by more than one: the optimal
 * balance (Harvey, Ladner, Lovasz and Tamir 2006). Ends because each hand-over lowers the sum of the squared loads.
 */
export function balance(board: Board): void {
  const jurors = [...board.jurorIds.keys()].filter((juror) => board.isGone[juror] === 0)
  const inTurn = () => jurors.toSorted((a, b) => loadOf(board, b) - loadOf(board, a) || a - b)
  let moved = true
  while (moved) {
    // Of those whom a failed search has reached, none does better with the same load or less.
    const closed = new Uint8Array(board.jurorIds.length)
    moved = inTurn().some((juror) => closed[juror] === 0 && relieve(board, juror, jurors, closed))
  }
}

/** Passes one reading along the shortest chain from the giver to somebody with at least two fewer. False when there is none. */
function relieve(board: Board, giver: number, jurors: readonly number[], closed: Uint8Array): boolean {
  const enough = loadOf(board, giver) - 2
  const isRelief = (juror: number) => loadOf(board, juror) <= enough && hasRoom(board, juror)
  if (!jurors.some(isRelief)) return false
  const from = new Int32Array(board.jurorIds.length).fill(-1)
  const via = new Int32Array(board.jurorIds.length).fill(-1)
  const unseen = jurors.filter((juror) => juror !== giver)
  const queue = [giver]
  for (const holder of queue) {
    for (const reading of board.held[holder]!) {
      if (board.bond[reading] !== NEW) continue
      for (let at = unseen.length - 1; at >= 0; at--) {
        const juror = unseen[at]!
        if (!mayRead(board, board.proposalOf[reading]!, juror, reading)) continue
        from[juror] = holder
        via[juror] = reading
        if (isRelief(juror)) return pass(board, from, via, juror)
        queue.push(juror)
        unseen[at] = unseen.at(-1)!
        unseen.pop()
      }
    }
  }
  if (!board.apartFrom) for (const juror of queue) closed[juror] = 1
  return false
}

/** Undone, and false, when two who are kept apart would meet on a proposal that the chain touches twice. */
function pass(board: Board, from: Int32Array, via: Int32Array, last: number): boolean {
  const moves: { reading: number; giver: number }[] = []
  for (let juror = last; from[juror] !== -1; juror = from[juror]!) {
    moves.push({ reading: via[juror]!, giver: from[juror]! })
    moveReading(board, via[juror]!, juror)
  }
  const isAtPeace = moves.every(({ reading }) =>
    isPeaceful(board, board.proposalOf[reading]!, board.jurorOf[reading]!, reading),
  )
  if (!isAtPeace) for (const { reading, giver } of moves.toReversed()) moveReading(board, reading, giver)
  return isAtPeace
}
