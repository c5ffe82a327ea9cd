/** Patterns in deletion residuals that no single score shows. Both need the residuals in table order. */

/** How a juror treats one group of proposals (an agency, a region) beside the juror's own standard. */
export type GroupLeaning = { juror: number; group: number; scores: number; mean: number; t: number }

/** Fewer scores than this say nothing about a leaning. */
const FEWEST_IN_GROUP = 3

/**
 * Mean deletion residual of each juror in each group with t = mean x sqrt(n): residuals have variance 1 if the model holds.
 * `groupOf`: group of each proposal, -1 for none. Strongest first.
 */
export function groupLeanings(
  deletion: Float64Array,
  proposal: Int32Array,
  juror: Int32Array,
  groupOf: Int32Array,
): GroupLeaning[] {
  const cells = new Map<string, { juror: number; group: number; scores: number; sum: number }>()
  for (let p = 0; p < deletion.length; p++) {
    const group = groupOf[proposal[p]!]!
    if (group < 0) continue
    const key = `${juror[p]} ${group}`
    const cell = cells.get(key) ?? { juror: juror[p]!, group, scores: 0, sum: 0 }
    cell.scores += 1
    cell.sum += deletion[p]!
    cells.set(key, cell)
  }
  return [...cells.values()]
    .filter(({ scores }) => scores >= FEWEST_IN_GROUP)
    .map(({ juror: j, group, scores, sum }) => ({
      juror: j,
      group,
      scores,
      mean: sum / scores,
      t: sum / Math.sqrt(scores),
    }))
    .toSorted((a, b) => Math.abs(b.t) - Math.abs(a.t) || a.juror - b.juror || a.group - b.group)
}

/** Two jurors whose surprises go together on the proposals they share. */
export type PairRelation = { first: number; second: number; shared: number; correlation: number; shrunk: number }

/** Fewer shared proposals than this give no correlation worth showing. */
const FEWEST_SHARED = 5

/**
 * Correlation of the deletion residuals of every pair of jurors on shared proposals, shrunk towards the mean of all pairs by
 * r' = m + (r - m) v / (v + 1/(n - 1)), v the variance between pairs beyond chance. Strongest first.
 * Negative values are the rule (residuals of one proposal sum to about zero); what matters is a pair unlike the others.
 */
export function pairRelations(
  deletion: Float64Array,
  proposal: Int32Array,
  juror: Int32Array,
  jurorCount: number,
): PairRelation[] {
  const sums = new PairSums(jurorCount)
  const pairs: PairRelation[] = []
  const byJuror = scoresByJuror(juror, jurorCount)
  for (let from = 0, first = 0; from < byJuror.length; first++) {
    let to = from
    for (; to < byJuror.length && juror[byJuror[to]!] === first; to++) {
      const own = byJuror[to]!
      for (let p = own + 1; p < juror.length && proposal[p] === proposal[own]; p++) {
        sums.add(juror[p]!, deletion[own]!, deletion[p]!)
      }
    }
    pairs.push(...sums.take(first))
    from = to
  }
  if (pairs.length === 0) return []
  let mean = 0
  let chance = 0
  for (const { correlation, shared } of pairs) {
    mean += correlation / pairs.length
    chance += 1 / (shared - 1) / pairs.length
  }
  let between = -chance
  for (const { correlation } of pairs) between += ((correlation - mean) * (correlation - mean)) / pairs.length
  const real = Math.max(0, between)
  return pairs
    .map((pair) => ({ ...pair, shrunk: mean + ((pair.correlation - mean) * real) / (real + 1 / (pair.shared - 1)) }))
    .toSorted(
      (a, b) => Math.abs(b.shrunk - mean) - Math.abs(a.shrunk - mean) || a.first - b.first || a.second - b.second,
    )
}

/** Positions of the scores, juror by juror, each juror's in the order of the table. */
function scoresByJuror(juror: Int32Array, jurorCount: number): Int32Array {
  const next = new Int32Array(jurorCount + 1)
  for (const j of juror) next[j + 1] = next[j + 1]! + 1
  for (let j = 0; j < jurorCount; j++) next[j + 1] = next[j + 1]! + next[j]!
  const out = new Int32Array(juror.length)
  for (const [p, j] of juror.entries()) {
    out[next[j]!] = p
    next[j] = next[j]! + 1
  }
  return out
}

/** Sums over the proposals that one juror shares with each of the others: six numbers a juror, whatever the pairs. */
class PairSums {
  readonly #sums: Float64Array

  constructor(jurorCount: number) {
    this.#sums = new Float64Array(6 * jurorCount)
  }

  add(second: number, a: number, b: number): void {
    const at = 6 * second
    const sums = this.#sums
    sums[at] = sums[at]! + 1
    sums[at + 1] = sums[at + 1]! + a
    sums[at + 2] = sums[at + 2]! + b
    sums[at + 3] = sums[at + 3]! + a * a
    sums[at + 4] = sums[at + 4]! + b * b
    sums[at + 5] = sums[at + 5]! + a * b
  }

  /** Correlations of `first` with all who share enough with it; the sums start again. */
  take(first: number): PairRelation[] {
    const found: PairRelation[] = []
    for (let at = 6 * (first + 1); at < this.#sums.length; at += 6) {
      if (this.#sums[at]! < FEWEST_SHARED) continue
      const [shared, a, b, aa, bb, ab] = this.#sums.subarray(at, at + 6)
      const spread = (aa! - (a! * a!) / shared!) * (bb! - (b! * b!) / shared!)
      const correlation = spread > 0 ? (ab! - (a! * b!) / shared!) / Math.sqrt(spread) : 0
      found.push({ first, second: at / 6, shared: shared!, correlation, shrunk: correlation })
    }
    this.#sums.fill(0)
    return found
  }
}
