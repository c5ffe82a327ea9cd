import { choleskyInPlace, inverseFromFactor, invertFactor } from './dense-symmetric.ts'

/** How the jurors are linked by the proposals they share. */
export type Components = {
  count: number
  /** Component of each proposal and juror, numbered from 0 in the order of their first proposal. */
  ofProposal: Int32Array
  ofJuror: Int32Array
  /** Proposals and jurors in each component. */
  sizes: readonly { proposals: number; jurors: number }[]
}

/** Connected components of the juror-proposal graph by union-find. Every index must occur in a score. */
export function findComponents(
  proposal: Int32Array,
  juror: Int32Array,
  proposalCount: number,
  jurorCount: number,
): Components {
  const parent = Int32Array.from({ length: proposalCount + jurorCount }, (_, node) => node)
  const rootOf = (node: number) => {
    let at = node
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  for (let p = 0; p < proposal.length; p++) {
    const a = rootOf(proposal[p]!)
    const b = rootOf(proposalCount + juror[p]!)
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
  }
  const number = new Map<number, number>()
  const label = (node: number) => {
    const root = rootOf(node)
    const known = number.get(root) ?? number.size
    number.set(root, known)
    return known
  }
  const ofProposal = Int32Array.from({ length: proposalCount }, (_, node) => label(node))
  const ofJuror = Int32Array.from({ length: jurorCount }, (_, node) => label(proposalCount + node))
  const sizes = Array.from({ length: number.size }, () => ({ proposals: 0, jurors: 0 }))
  for (const component of ofProposal) sizes[component]!.proposals += 1
  for (const component of ofJuror) sizes[component]!.jurors += 1
  return { count: number.size, ofProposal, ofJuror, sizes }
}

/** How well the assignment lets severities be told apart, beside an ideal assignment with the same loads. */
export type Linkage = {
  /** Smallest over mean eigenvalue of the jurors' Laplacian; 1 is ideal, 0 is a split. */
  weakestLink: number
  /** Mean variance of severities over the ideal; above 1.5 deserves a warning. */
  severityVariance: number
  /** Largest variance of a difference of two severities, in units of the residual variance. */
  worstContrast: number
}

const MOST_JURORS = 1000

/**
 * Linkage of a connected design from the pseudo-inverse of the jurors' Laplacian diag(n_j) - sum_i a_i a_i' / n_i
 * (RANKING 5, step 2). Undefined for a single juror, a split design, or more than 1 000 jurors (the inverse costs J^3).
 * `space`: overwritten, instead of a new array of jurorCount squared, where it is large enough.
 */
export function measureLinkage(
  proposal: Int32Array,
  juror: Int32Array,
  jurorCount: number,
  space?: Float64Array,
): Linkage | undefined {
  const n = jurorCount
  if (n < 2 || n > MOST_JURORS) return undefined
  const a = space && space.length >= n * n ? space.subarray(0, n * n).fill(0) : new Float64Array(n * n)
  fillLaplacian(a, proposal, juror, n)
  let trace = 0
  for (let j = 0; j < n; j++) trace += a[j * n + j]!
  const lift = trace / (n * n)
  if (!(lift > 0)) return undefined
  for (let p = 0; p < a.length; p++) a[p] = a[p]! + lift
  const inverseDiagonal = new Float64Array(n)
  if (!choleskyInPlace(a, inverseDiagonal, n)) return undefined
  invertFactor(a, inverseDiagonal, n)
  inverseFromFactor(a, inverseDiagonal, n)
  const common = 1 / (lift * n * n)
  let inverseTrace = 0
  for (let j = 0; j < n; j++) {
    for (let l = 0; l <= j; l++) {
      a[j * n + l] = a[j * n + l]! - common
      a[l * n + j] = a[j * n + l]!
    }
    inverseTrace += a[j * n + j]!
  }
  const meanEigenvalue = trace / (n - 1)
  const largest = largestEigenvalue(a, n)
  if (!(largest > 0) || largest * meanEigenvalue > 1e9) return undefined
  return {
    weakestLink: 1 / (largest * meanEigenvalue),
    severityVariance: (inverseTrace / (n - 1)) * meanEigenvalue,
    worstContrast: widestContrast(a, n),
  }
}

function fillLaplacian(a: Float64Array, proposal: Int32Array, juror: Int32Array, n: number): void {
  for (let from = 0; from < proposal.length;) {
    let to = from
    while (to < proposal.length && proposal[to] === proposal[from]) to += 1
    const share = 1 / (to - from)
    for (let p = from; p < to; p++) {
      const row = juror[p]! * n
      a[row + juror[p]!] = a[row + juror[p]!]! + 1
      for (let q = from; q < to; q++) a[row + juror[q]!] = a[row + juror[q]!]! - share
    }
    from = to
  }
}

/** Largest eigenvalue of a symmetric positive semidefinite matrix by 200 power steps; a lower bound within about 1 %. */
function largestEigenvalue(a: Float64Array, n: number): number {
  let vector = Float64Array.from({ length: n }, (_, j) => ((j * 7919) % 104729) / 104729 - 0.5)
  let value = 0
  for (let step = 0; step < 200; step++) {
    const image = new Float64Array(n)
    let squares = 0
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let l = 0; l < n; l++) sum += a[j * n + l]! * vector[l]!
      image[j] = sum
      squares += sum * sum
    }
    const length = Math.sqrt(squares)
    if (length === 0) return 0
    value = length
    vector = image.map((entry) => entry / length)
  }
  return value
}

function widestContrast(a: Float64Array, n: number): number {
  let widest = 0
  for (let j = 0; j < n; j++) {
    for (let l = 0; l < j; l++) {
      const variance = a[j * n + j]! + a[l * n + l]! - 2 * a[j * n + l]!
      if (variance > widest) widest = variance
    }
  }
  return widest
}
