import { exchange, mayExchange, NEW, type Board } from './board.ts'
import { meetings } from './fill.ts'
import type { Wish } from './wish.ts'

const PASSES = 3
/** Partners that are tried for each reading in each pass. */
const TRIES = 12

/**
 * Exchanges new readings between jurors, which changes no load: where more wishes come true, or as many and jurors meet who have
 * met less often.
 */
export function diversify(board: Board, wish: Wish, draw: () => number): void {
  const fresh = [...board.jurorOf.keys()].filter(
    (reading) => board.jurorOf[reading] !== -1 && board.bond[reading] === NEW,
  )
  if (fresh.length < 2) return
  for (let pass = 0; pass < PASSES; pass++) {
    for (const one of fresh) {
      for (let left = TRIES; left > 0; left--) {
        const other = fresh[draw() % fresh.length]!
        if (board.jurorOf[one] === board.jurorOf[other] || !isGain(board, one, other, wish)) continue
        exchange(board, one, other)
        break
      }
    }
  }
}

function isGain(board: Board, one: number, other: number, wish: Wish): boolean {
  const { proposalOf, jurorOf } = board
  const [p, q, a, b] = [proposalOf[one]!, proposalOf[other]!, jurorOf[one]!, jurorOf[other]!]
  if (p === q) return false
  const gain = wish(p, b) + wish(q, a) - wish(p, a) - wish(q, b)
  if (gain < 0 || !mayExchange(board, one, other)) return false
  if (gain > 0) return true
  // A pair counts by the square of its meetings: each reader who leaves takes 2n - 1, each who comes brings 2n + 1.
  const readers = board.readings[p]!.length + board.readings[q]!.length - 2
  const leaving = 2 * (meetings(board, p, a, one) + meetings(board, q, b, other)) - readers
  const coming = 2 * (meetings(board, p, b, one) + meetings(board, q, a, other)) + readers
  return coming < leaving
}
