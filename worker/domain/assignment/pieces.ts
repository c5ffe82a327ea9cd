import { NEW, type Board } from './board.ts'

/** In the place of a group: the graph of all readings. */
export const WHOLE = -1

export type Pieces = {
  count: number
  /** Readings of the graph, and the piece of each: the number of a node of it. */
  readings: number[]
  piece: number[]
  /** Readings that may leave without parting their piece, as far as one forest tells. */
  isSpare: boolean[]
  /** How many readings each juror has in the graph. */
  degree: Int32Array
  pieceOfJuror: Int32Array
}

/** Union-find over the readings of one group. What cannot move is joined first, so that as much as possible is spare. */
export function piecesOf(board: Board, group: number): Pieces {
  const proposals = board.readings.length
  const readings = board.readings.flatMap((own, proposal) =>
    group === WHOLE || board.groupOf[proposal] === group ? own : [],
  )
  const parent = Int32Array.from({ length: proposals + board.jurorIds.length }, (_, node) => node)
  const rootOf = (node: number) => {
    let at = node
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  const degree = new Int32Array(board.jurorIds.length)
  const spare = new Set<number>()
  const isNew = (reading: number) => board.bond[reading] === NEW
  for (const reading of [...readings.filter((one) => !isNew(one)), ...readings.filter(isNew)]) {
    const [a, b] = [rootOf(board.proposalOf[reading]!), rootOf(proposals + board.jurorOf[reading]!)]
    degree[board.jurorOf[reading]!]! += 1
    if (a === b) spare.add(reading)
    else parent[Math.max(a, b)] = Math.min(a, b)
  }
  const piece = readings.map((reading) => rootOf(board.proposalOf[reading]!))
  return {
    count: new Set(piece).size,
    readings,
    piece,
    isSpare: readings.map((reading) => spare.has(reading)),
    degree,
    pieceOfJuror: Int32Array.from(degree, (count, juror) => (count === 0 ? -1 : rootOf(proposals + juror))),
  }
}

/** Pieces of all groups together. */
export const allPieces = (board: Board): number =>
  Array.from({ length: board.groups }, (_, group) => piecesOf(board, group).count).reduce(
    (sum, count) => sum + count,
    0,
  )
