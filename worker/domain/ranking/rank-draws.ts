import type { Posterior } from './posterior.ts'
import { fillNormals, seedWords } from './random-normals.ts'

/** Proposals that compete with each other for the same places. */
export type Contest = {
  /** Indices of the proposals that may hold a rank. */
  members: Int32Array
  /** Cut lines K, ascending, each at least 1. */
  places: readonly number[]
}

/**
 * Counts, over joint draws from the posterior, how often each member is among the best K. Draw r uses its own random
 * stream (seed, r), so ranges of draws can be counted anywhere, in any order, and added.
 * A draw: u = s_e L^-T z over the dense side, theta~_i = theta_i - a_i'u / d_i + s_e z_i / sqrt(d_i) over the absorbed side,
 * which has exactly the joint distribution of the errors (RANKING 4 (d)).
 */
export class RankDraws {
  readonly contests: readonly Contest[]
  readonly #posterior: Posterior
  readonly #words: Int32Array
  readonly #normals: Float64Array
  readonly #dense: Float64Array
  readonly #values: Float64Array
  readonly #layouts: readonly MemberLayout[]

  constructor(posterior: Posterior, contests: readonly Contest[], seed: string) {
    this.contests = contests
    this.#posterior = posterior
    this.#words = seedWords(seed)
    const { design, size } = posterior.system
    const most = Math.max(0, ...contests.map(({ members }) => members.length))
    const all = contests.reduce((sum, { members }) => sum + members.length, 0)
    this.#normals = new Float64Array(size + all)
    this.#dense = new Float64Array(design.columnCount + 1)
    this.#values = new Float64Array(most)
    this.#layouts = contests.map(({ members }) => layOutMembers(posterior, members))
  }

  /** Zero counts: for each contest, places x members. */
  noCounts(): Int32Array[] {
    return this.contests.map(({ members, places }) => new Int32Array(members.length * places.length))
  }

  /** Adds the draws from..to-1 to `counts`. A member is counted at the first place it reaches; the places after follow. */
  add(counts: readonly Int32Array[], from: number, to: number): void {
    const buckets = this.noCounts()
    const selections = this.contests.map(({ members, places }) => new TopSelection(members.length, places))
    for (let draw = from; draw < to; draw++) {
      fillNormals(this.#words, draw, this.#normals, this.#normals.length)
      this.#drawDense()
      let normalAt = this.#posterior.system.size
      for (const [index, layout] of this.#layouts.entries()) {
        this.#drawMembers(layout, normalAt)
        normalAt += layout.centre.length
        selections[index]!.count(this.#values, buckets[index]!)
      }
    }
    for (const [index, { members }] of this.contests.entries()) {
      const [sum, bucket] = [counts[index]!, buckets[index]!]
      for (let at = 0; at < bucket.length; at++) {
        if (at >= members.length) bucket[at] = bucket[at]! + bucket[at - members.length]!
        sum[at] = sum[at]! + bucket[at]!
      }
    }
  }

  /** u = s_e (L^-1)' z; the mean is the last position. */
  #drawDense(): void {
    const { matrix, inverseDiagonal, size, design } = this.#posterior.system
    const scale = Math.sqrt(this.#posterior.residualVariance)
    const z = this.#normals
    const shift = design.columnCount + 1 - size
    for (let j = 0; j < size; j++) {
      const row = j * size
      let sum = inverseDiagonal[j]! * z[j]!
      for (let k = j + 1; k < size; k++) sum += matrix[row + k]! * z[k]!
      this.#dense[shift + j] = scale * sum
    }
  }

  #drawMembers(layout: MemberLayout, normalAt: number): void {
    const { centre, meanShare, noise, start, column, share } = layout
    const [z, dense, values] = [this.#normals, this.#dense, this.#values]
    const mean = dense[dense.length - 1]!
    for (let m = 0; m < centre.length; m++) {
      let value = centre[m]! - meanShare[m]! * mean + noise[m]! * z[normalAt + m]!
      for (let p = start[m]!; p < start[m + 1]!; p++) value -= share[p]! * dense[column[p]!]!
      values[m] = value
    }
  }
}

/** What one draw of a member needs: value = centre - meanShare u_mu - sum share u_column + noise z. */
type MemberLayout = {
  centre: Float64Array
  meanShare: Float64Array
  noise: Float64Array
  start: Int32Array
  column: Int32Array
  share: Float64Array
}

function layOutMembers(posterior: Posterior, members: Int32Array): MemberLayout {
  const { system, theta, residualVariance, proposalsAreRows } = posterior
  const { design } = system
  const scoresOf = (i: number) => (proposalsAreRows ? design.start[i + 1]! - design.start[i]! : 1)
  const start = new Int32Array(members.length + 1)
  for (const [m, i] of members.entries()) start[m + 1] = start[m]! + scoresOf(i)
  const column = new Int32Array(start[members.length]!)
  const share = new Float64Array(column.length)
  const meanShare = new Float64Array(members.length)
  const noise = new Float64Array(members.length)
  for (const [m, i] of members.entries()) {
    if (!proposalsAreRows) {
      column[start[m]!] = i
      share[start[m]!] = -1
      continue
    }
    const shrink = system.shrink[i]!
    meanShare[m] = system.rowWeight[i]! * shrink
    noise[m] = Math.sqrt(residualVariance * shrink)
    for (let p = 0; p < scoresOf(i); p++) {
      column[start[m]! + p] = design.column[design.start[i]! + p]!
      share[start[m]! + p] = design.weight[design.start[i]! + p]! * shrink
    }
  }
  return { centre: Float64Array.from(members, (i) => theta[i]!), meanShare, noise, start, column, share }
}

/** Finds the best K of a draw for several K. The running threshold only saves time: the result does not depend on it. */
class TopSelection {
  readonly #places: readonly number[]
  readonly #size: number
  readonly #index: Int32Array
  readonly #value: Float64Array
  #threshold = -Infinity

  constructor(size: number, places: readonly number[]) {
    this.#size = size
    this.#places = places.map((place) => Math.min(place, size))
    this.#index = new Int32Array(size)
    this.#value = new Float64Array(size)
  }

  /** Adds 1 to buckets[k * size + m] for each member m among the best places[k] of `values` but not the best places[k - 1]. */
  count(values: Float64Array, buckets: Int32Array): void {
    const places = this.#places
    if (places.length === 0 || this.#size === 0) return
    const most = places[places.length - 1]!
    let length = this.#gather(values, this.#threshold)
    if (length < most) length = this.#gather(values, -Infinity)
    this.#keepBest(0, length, most)
    this.#part(0, most, 0, places.length - 2)
    let lowest = Infinity
    for (let k = 0, at = 0; k < places.length; k++) {
      const base = k * this.#size
      for (; at < places[k]!; at++) {
        buckets[base + this.#index[at]!] = buckets[base + this.#index[at]!]! + 1
        if (this.#value[at]! < lowest) lowest = this.#value[at]!
      }
    }
    this.#moveThreshold(lowest, values)
  }

  /** Parts positions from..to-1 at the places first..last, the middle one first. */
  #part(from: number, to: number, first: number, last: number): void {
    if (first > last) return
    const middle = (first + last) >> 1
    const place = this.#places[middle]!
    this.#keepBest(from, to, place)
    this.#part(from, place, first, middle - 1)
    this.#part(place, to, middle + 1, last)
  }

  /** Next time look only above a line somewhat below the last cut; a draw in which that is too high is looked at whole. */
  #moveThreshold(cut: number, values: Float64Array): void {
    let highest = cut
    for (let at = 0; at < this.#places[this.#places.length - 1]!; at++) {
      if (this.#value[at]! > highest) highest = this.#value[at]!
    }
    this.#threshold = values.length > 0 ? cut - 0.25 * (highest - cut) : -Infinity
  }

  #gather(values: Float64Array, threshold: number): number {
    let length = 0
    for (let m = 0; m < this.#size; m++) {
      const value = values[m]!
      if (value >= threshold) {
        this.#index[length] = m
        this.#value[length] = value
        length += 1
      }
    }
    return length
  }

  /** Moves the best of positions start..end-1 before position `keep` (quickselect; equal values by ascending index). */
  #keepBest(start: number, end: number, keep: number): void {
    let from = start
    let to = end - 1
    if (keep >= end || keep <= start) return
    while (from < to) {
      const middle = (from + to) >> 1
      const pivot = this.#value[middle]!
      const pivotIndex = this.#index[middle]!
      let left = from
      let right = to
      while (left <= right) {
        while (this.#before(left, pivot, pivotIndex)) left += 1
        while (this.#after(right, pivot, pivotIndex)) right -= 1
        if (left <= right) {
          this.#swap(left, right)
          left += 1
          right -= 1
        }
      }
      if (keep - 1 <= right) to = right
      else if (keep - 1 >= left) from = left
      else break
    }
  }

  #before(at: number, pivot: number, pivotIndex: number): boolean {
    const value = this.#value[at]!
    return value > pivot || (value === pivot && this.#index[at]! < pivotIndex)
  }

  #after(at: number, pivot: number, pivotIndex: number): boolean {
    const value = this.#value[at]!
    return value < pivot || (value === pivot && this.#index[at]! > pivotIndex)
  }

  #swap(a: number, b: number): void {
    const value = this.#value[a]!
    const index = this.#index[a]!
    this.#value[a] = this.#value[b]!
    this.#index[a] = this.#index[b]!
    this.#value[b] = value
    this.#index[b] = index
  }
}
