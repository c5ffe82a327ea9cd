import { quotient } from './decimal.ts'
import type { ScoreTable } from './score-table.ts'

/**
 * Plain means as exact fractions. Sums are whole numbers: doubles while every cross product stays below 2^53, big
 * integers otherwise.
 */
export class ExactMeans {
  readonly count: Int32Array
  readonly #sum: Float64Array | bigint[]
  readonly #table: ScoreTable

  /** `trim`: leave out the highest and the lowest score of each proposal that has at least five. */
  constructor(table: ScoreTable, trim = false) {
    const size = table.proposalIds.length
    this.#table = table
    this.count = new Int32Array(size)
    for (const proposal of table.proposal) this.count[proposal] = this.count[proposal]! + 1
    let most = 0
    for (const count of this.count) if (count > most) most = count
    let widest = 0
    for (const value of table.offset) if (Math.abs(value) > widest) widest = Math.abs(value)
    const big = table.exact !== undefined || widest * most * most >= Number.MAX_SAFE_INTEGER
    const values = big ? (table.exact ?? Array.from(table.offset, BigInt)) : undefined
    this.#sum = values ? sums(values, table.proposal, size) : floatSums(table.offset, table.proposal, size)
    if (trim) this.#trim(values)
  }

  #trim(values: readonly bigint[] | undefined): void {
    const { proposal, offset } = this.#table
    let from = 0
    for (let index = 0; index < this.count.length; index++) {
      const to = from + this.count[index]!
      let low = from
      let high = from
      for (let p = from; p < to; p++) {
        if (values ? values[p]! < values[low]! : offset[p]! < offset[low]!) low = p
        if (values ? values[p]! > values[high]! : offset[p]! > offset[high]!) high = p
      }
      if (to - from >= 5 && proposal[from] === index) {
        this.count[index] = to - from - 2
        if (this.#sum instanceof Float64Array) this.#sum[index] = this.#sum[index]! - offset[low]! - offset[high]!
        else this.#sum[index] = this.#sum[index]! - values![low]! - values![high]!
      }
      from = to
    }
  }

  /** Positive when proposal `a` has the higher mean, 0 when exactly equal. */
  compare(a: number, b: number): number {
    const sum = this.#sum
    if (sum instanceof Float64Array) return sum[a]! * this.count[b]! - sum[b]! * this.count[a]!
    const difference = sum[a]! * BigInt(this.count[b]!) - sum[b]! * BigInt(this.count[a]!)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  }

  /** The mean in points, the nearest double or its neighbour. */
  points(index: number): number {
    const { reference, decimals } = this.#table
    const sum = this.#sum[index]!
    const count = BigInt(this.count[index]!)
    return quotient(BigInt(sum) + reference * count, count * 10n ** BigInt(decimals))
  }
}

function sums(values: readonly bigint[], proposal: Int32Array, size: number): bigint[] {
  const out = Array.from({ length: size }, () => 0n)
  for (let p = 0; p < proposal.length; p++) out[proposal[p]!] = out[proposal[p]!]! + values[p]!
  return out
}

function floatSums(values: Float64Array, proposal: Int32Array, size: number): Float64Array {
  const out = new Float64Array(size)
  for (let p = 0; p < proposal.length; p++) out[proposal[p]!] = out[proposal[p]!]! + values[p]!
  return out
}

/**
 * Competition ranks (1, 2, 2, 4) of `members` by a comparator that is positive when its first argument is better.
 * Writes `rank[member]`; returns the members best first, equals in ascending index.
 */
export function competitionRanks(
  members: Int32Array,
  compare: (a: number, b: number) => number,
  rank: Int32Array,
): Int32Array {
  const sorted = members.toSorted((a, b) => compare(b, a) || a - b)
  for (let position = 0; position < sorted.length; position++) {
    const before = sorted[position - 1]
    const here = sorted[position]!
    rank[here] = before !== undefined && compare(before, here) === 0 ? rank[before]! : position + 1
  }
  return sorted
}
