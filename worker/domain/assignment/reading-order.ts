import { shuffled } from '../seeded-draw.ts'
import { NEW, PINNED, type Board } from './board.ts'
import type { AssignmentDemand, Pair, Reading } from './demand.ts'
import { MOVED } from './field.ts'

/**
 * The board as readings, juror by juror. Kept ones keep their place; the new ones follow in an order of the juror's own, so that
 * effects of the order do not add up over the jurors.
 */
export function readingsInOrder(
  board: Board,
  { kept }: AssignmentDemand,
  draw: () => number,
): { readings: Reading[]; added: Reading[] } {
  const earlier = board.jurorIds.map((): AssignmentDemand['kept'][number][] => [])
  const jurorAt = new Map(board.jurorIds.map((id, at) => [id, at]))
  for (const one of kept) earlier[jurorAt.get(one.jurorId)!]!.push(one)
  const added: Reading[] = []
  const readings = board.jurorIds.flatMap((jurorId, juror) => {
    const isNew = (reading: number) => board.bond[reading] === NEW || board.bond[reading] === PINNED
    const proposals = (all: number[]) => all.map((reading) => board.proposalOf[reading]!).toSorted((a, b) => a - b)
    const staying = proposals(board.held[juror]!.filter((reading) => !isNew(reading)))
    const coming = shuffled(proposals(board.held[juror]!.filter(isNew)), draw)
    const positions = new Map(earlier[juror]!.map(({ proposalId, position }) => [proposalId, position]))
    const stays = staying.map((proposal, index): Reading => {
      const proposalId = board.proposalIds[proposal]!
      return { proposalId, jurorId, position: positions.get(proposalId) ?? index + 1 }
    })
    const last = [...stays.map(({ position }) => position), ...positions.values()].reduce<number>(
      (most, position) => Math.max(most, position ?? 0),
      0,
    )
    const comes = coming.map((proposal, index): Reading => {
      return { proposalId: board.proposalIds[proposal]!, jurorId, position: last + index + 1 }
    })
    added.push(...comes)
    return [...stays.toSorted((a, b) => a.position - b.position), ...comes]
  })
  return { readings, added }
}

/** Kept readings that somebody else has taken over. */
export function movedPairs(board: Board, { kept }: AssignmentDemand): Pair[] {
  const [proposalAt, jurorAt] = [board.proposalIds, board.jurorIds].map((ids) => new Map(ids.map((id, at) => [id, at])))
  return kept
    .filter(({ proposalId, jurorId }) => {
      const cell = proposalAt!.get(proposalId)! * board.jurorIds.length + jurorAt!.get(jurorId)!
      return (board.cells[cell]! & MOVED) !== 0
    })
    .map(({ proposalId, jurorId }) => ({ proposalId, jurorId }))
}
