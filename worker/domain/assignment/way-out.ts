import { cellAt, hasRoom, type Board } from './board.ts'
import { MOVED } from './field.ts'

/**
 * Whether a chain of hand-overs would reach somebody with room if nobody were kept apart; if not, the proposal can have no more
 * readers. Closes those whom it has reached in vain.
 */
export function leadsToRoom(
  board: Board,
  proposal: number,
  closed: Uint8Array,
  isFree: (reading: number) => boolean,
): boolean {
  const jurors = [...board.jurorIds.keys()]
  const mayTake = (one: number, juror: number) => (board.cells[cellAt(board, one, juror)]! & ~MOVED) === 0
  const queue = jurors.filter((juror) => closed[juror] === 0 && mayTake(proposal, juror))
  const seen = new Set(queue)
  for (const holder of queue) {
    if (hasRoom(board, holder)) return true
    for (const reading of board.held[holder]!) {
      if (!isFree(reading)) continue
      for (const juror of jurors) {
        if (seen.has(juror) || closed[juror] === 1 || !mayTake(board.proposalOf[reading]!, juror)) continue
        seen.add(juror)
        queue.push(juror)
      }
    }
  }
  for (const juror of queue) closed[juror] = 1
  return false
}
