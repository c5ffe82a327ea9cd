import { compareCodeUnits } from './code-unit-order.ts'
import { sha256Hex } from './secure-hash.ts'

/**
 * Order of tied proposals by lot: SHA-256 of public seed, round and proposal, ascending. Only for a tie the council has
 * decided to draw. The seed is committed (its hash published) before opening and revealed after. RANKING 6.
 */
export function drawLots(
  publicSeed: string,
  roundId: string,
  proposalIds: readonly string[],
): { id: string; lot: string }[] {
  return proposalIds
    .map((id) => ({ id, lot: sha256Hex(JSON.stringify([publicSeed, roundId, id.normalize('NFC')])) }))
    .toSorted((a, b) => compareCodeUnits(a.lot, b.lot) || compareCodeUnits(a.id, b.id))
}
