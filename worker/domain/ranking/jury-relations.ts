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
export function pairRelations(deletion: Float64Array, proposal: Int32Array, juror: Int32Array): PairRelation[] {
  const cells = new Map<string, PairSums>()
  for (let from = 0; from < deletion.length;) {
    let to = from
    while (to < deletion.length && proposal[to] === proposal[from]) to += 1
    for (let p = from; p < to; p++)
      for (let q = from; q < p; q++) addPair(cells, juror[q]!, juror[p]!, deletion[q]!, deletion[p]!)
    from = to
  }
  const pairs = [...cells.values()].filter(({ shared }) => shared >= FEWEST_SHARED).map(correlate)
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

type PairSums = {
  first: number
  second: number
  shared: number
  a: number
  b: number
  aa: number
  bb: number
  ab: number
}

function addPair(cells: Map<string, PairSums>, first: number, second: number, a: number, b: number): void {
  const key = `${first} ${second}`
  const cell = cells.get(key) ?? { first, second, shared: 0, a: 0, b: 0, aa: 0, bb: 0, ab: 0 }
  cell.shared += 1
  cell.a += a
  cell.b += b
  cell.aa += a * a
  cell.bb += b * b
  cell.ab += a * b
  cells.set(key, cell)
}

function correlate({ first, second, shared, a, b, aa, bb, ab }: PairSums): PairRelation {
  const spread = (aa - (a * a) / shared) * (bb - (b * b) / shared)
  const correlation = spread > 0 ? (ab - (a * b) / shared) / Math.sqrt(spread) : 0
  return { first, second, shared, correlation, shrunk: correlation }
}
