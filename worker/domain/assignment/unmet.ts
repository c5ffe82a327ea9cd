import { hasRoom, isPeaceful, type Board } from './board.ts'
import type { UnmetCause, UnmetDemand } from './demand.ts'
import { CONFLICT, FORMER, READS } from './field.ts'

/** The proposals that lack readers, each with what stands in the way first. */
export function listUnmet(board: Board, wanted: Int32Array): UnmetDemand[] {
  return board.proposalIds.flatMap((proposalId, proposal) => {
    const missing = wanted[proposal]! - board.readings[proposal]!.length
    return missing > 0 ? [{ proposalId, missing, cause: causeOf(board, proposal, wanted[proposal]!) }] : []
  })
}

function causeOf(board: Board, proposal: number, wanted: number): UnmetCause {
  const jurors = [...board.jurorIds.keys()].filter((juror) => board.isGone[juror] === 0)
  const cell = (juror: number) => board.cells[proposal * board.jurorIds.length + juror]!
  const reading = board.readings[proposal]!.length
  const others = jurors.filter((juror) => !(cell(juror) & READS))
  if (reading + others.length < wanted) return 'too_few_jurors'
  const free = others.filter((juror) => !(cell(juror) & CONFLICT))
  if (reading + free.length < wanted) return 'conflicts'
  // Everybody else was asked before.
  const askable = free.filter((juror) => !(cell(juror) & FORMER))
  if (reading + askable.length < wanted) return 'too_few_jurors'
  return askable.some((juror) => isPeaceful(board, proposal, juror) && !hasRoom(board, juror)) ? 'load_caps' : 'apart'
}
