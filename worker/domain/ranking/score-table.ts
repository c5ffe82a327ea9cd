import { compareCodeUnits } from './code-unit-order.ts'
import { quotient } from './decimal.ts'
import { Sha256 } from './secure-hash.ts'

/** Scores as they arrive, in any order. `units`: whole numbers counted in 10^-`decimals` points. */
export type IndexedScores = {
  proposalIds: readonly string[]
  jurorIds: readonly string[]
  proposal: Int32Array
  juror: Int32Array
  units: Float64Array | readonly bigint[]
  decimals: number
}

/**
 * The canonical table every computation starts from: ids in NFC and in code-unit order, only those that have a score; scores
 * sorted by (proposal, juror). The same scores give the same table whatever the order they came in.
 */
export type ScoreTable = {
  proposalIds: readonly string[]
  jurorIds: readonly string[]
  proposal: Int32Array
  juror: Int32Array
  /** Score minus `reference`, in `unit` points. Whole and exact unless `exact` is there. */
  offset: Float64Array
  /** Exact offsets, in 10^-decimals points, where they do not fit a double. */
  exact: readonly bigint[] | undefined
  /** Subtracted from every score, in 10^-decimals points: nothing below depends on where the scale begins. */
  reference: bigint
  /** Points per unit of `offset`. */
  unit: number
  decimals: number
  /** SHA-256 of the canonical scores. */
  hash: string
}

export type TableRefusal =
  | { code: 'NO_SCORES' }
  | { code: 'EMPTY_ID' }
  | { code: 'DUPLICATE_SCORE' | 'CONFLICTED_SCORE'; proposalId: string; jurorId: string }

/** A juror who may not score a proposal. Such a score is refused, so that it never influences anything. */
export type ConflictPair = { proposalId: string; jurorId: string }

/**
 * Builds the table, or refuses it. Throws a RangeError on a programming error: arrays of different length, an index without
 * an id, a score that is not whole. 300 000 scores take about 0.3 s.
 */
export function tabulate(
  scores: IndexedScores,
  conflicts: readonly ConflictPair[] = [],
): { table: ScoreTable } | { refusal: TableRefusal } {
  const count = scores.proposal.length
  if (scores.juror.length !== count || scores.units.length !== count)
    throw new RangeError('Score columns differ in length')
  if (count === 0) return { refusal: { code: 'NO_SCORES' } }
  const proposals = canonicalIds(scores.proposalIds, scores.proposal)
  const jurors = canonicalIds(scores.jurorIds, scores.juror)
  if (proposals.ids.includes('') || jurors.ids.includes('')) return { refusal: { code: 'EMPTY_ID' } }
  const byJuror = sortedBy(jurors.position, scores.juror, jurors.ids.length, undefined)
  const order = sortedBy(proposals.position, scores.proposal, proposals.ids.length, byJuror)
  const proposal = Int32Array.from(order, (at) => proposals.position[scores.proposal[at]!]!)
  const juror = Int32Array.from(order, (at) => jurors.position[scores.juror[at]!]!)
  for (let p = 1; p < count; p++) {
    if (proposal[p] !== proposal[p - 1] || juror[p] !== juror[p - 1]) continue
    const [proposalId, jurorId] = [proposals.ids[proposal[p]!]!, jurors.ids[juror[p]!]!]
    return { refusal: { code: 'DUPLICATE_SCORE', proposalId, jurorId } }
  }
  const conflicted = new Set(conflicts.map(({ proposalId, jurorId }) => pairKey(proposalId, jurorId)))
  for (let p = 0; p < count && conflicted.size > 0; p++) {
    const [proposalId, jurorId] = [proposals.ids[proposal[p]!]!, jurors.ids[juror[p]!]!]
    if (conflicted.has(pairKey(proposalId, jurorId)))
      return { refusal: { code: 'CONFLICTED_SCORE', proposalId, jurorId } }
  }
  const places = { proposalIds: proposals.ids, jurorIds: jurors.ids, proposal, juror, decimals: scores.decimals }
  const values = centred(scores.units, order, scores.decimals)
  return { table: { ...places, ...values, hash: hashOf(places, values) } }
}

function pairKey(proposalId: string, jurorId: string): string {
  return JSON.stringify([proposalId.normalize('NFC'), jurorId.normalize('NFC')])
}

/** Ids in NFC, those in use, sorted; `position[k]` is where the k-th id went. Ids equal after NFC become one. */
function canonicalIds(given: readonly string[], used: Int32Array): { ids: string[]; position: Int32Array } {
  const seen = new Uint8Array(given.length)
  for (const index of used) {
    if (given[index] === undefined) throw new RangeError(`Index ${index} has no id`)
    seen[index] = 1
  }
  const normal = given.map((id) => id.normalize('NFC'))
  const ids = [...new Set(normal.filter((_, index) => seen[index] === 1))].toSorted(compareCodeUnits)
  const placeOf = new Map(ids.map((id, place) => [id, place]))
  return { ids, position: Int32Array.from(normal, (id) => placeOf.get(id) ?? -1) }
}

/** Stable counting sort of score positions by the canonical place of their id. */
function sortedBy(position: Int32Array, index: Int32Array, size: number, from: Int32Array | undefined): Int32Array {
  const next = new Int32Array(size + 1)
  for (const id of index) next[position[id]! + 1] = next[position[id]! + 1]! + 1
  for (let k = 0; k < size; k++) next[k + 1] = next[k + 1]! + next[k]!
  const out = new Int32Array(index.length)
  for (let p = 0; p < index.length; p++) {
    const at = from ? from[p]! : p
    const key = position[index[at]!]!
    const slot = next[key]!
    next[key] = slot + 1
    out[slot] = at
  }
  return out
}

type Values = Pick<ScoreTable, 'offset' | 'exact' | 'reference' | 'unit'>

function centred(units: Float64Array | readonly bigint[], order: Int32Array, decimals: number): Values {
  const unit = Number(`1e-${decimals}`)
  if (units instanceof Float64Array) {
    let lowest = Infinity
    let highest = -Infinity
    for (const value of units) {
      if (!Number.isSafeInteger(value)) throw new RangeError(`A score of ${value} units is not whole`)
      if (value < lowest) lowest = value
      if (value > highest) highest = value
    }
    const middle = Math.floor(lowest / 2 + highest / 2)
    if (highest - lowest < Number.MAX_SAFE_INTEGER) {
      const offset = Float64Array.from(order, (at) => units[at]! - middle)
      return { offset, exact: undefined, reference: BigInt(middle), unit }
    }
    return centred(Array.from(units, BigInt), order, decimals)
  }
  let lowest = units[0]!
  let highest = units[0]!
  for (const value of units) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  const reference = lowest + (highest - lowest) / 2n
  const span = highest - lowest
  const exact = Array.from(order, (at) => units[at]! - reference)
  if (span <= BigInt(Number.MAX_SAFE_INTEGER)) {
    return { offset: Float64Array.from(exact, Number), exact: undefined, reference, unit }
  }
  const offset = Float64Array.from(exact, (value) => quotient(value * 1_000_000n, span))
  return { offset, exact, reference, unit: quotient(span, 10n ** BigInt(decimals) * 1_000_000n) }
}

/** SHA-256 of a line per id and per score; scores as whole numbers of 10^-decimals. */
function hashOf(
  { proposalIds, jurorIds, proposal, juror, decimals }: Omit<ScoreTable, keyof Values | 'hash'>,
  { offset, exact, reference }: Values,
): string {
  const hash = new Sha256().text(`gelanggang scores/1\n${decimals} ${proposalIds.length} ${jurorIds.length}\n`)
  for (const id of proposalIds) hash.text(`${JSON.stringify(id)}\n`)
  for (const id of jurorIds) hash.text(`${JSON.stringify(id)}\n`)
  const small = !exact && reference < 4_000_000_000_000_000n && reference > -4_000_000_000_000_000n
  const base = Number(reference)
  for (let p = 0; p < offset.length; p++) {
    const value = exact ? reference + exact[p]! : small ? base + offset[p]! : reference + BigInt(offset[p]!)
    hash.text(`${proposal[p]} ${juror[p]} ${value}\n`)
  }
  return hash.hex()
}
