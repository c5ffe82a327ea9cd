/**
 * Cholesky factor and inverse of a dense symmetric positive definite matrix, in one square row-major array.
 * Every inner loop is a dot product of two contiguous rows, two rows against four at a time. Fixed order of operations:
 * the same input gives the same bits. Sources: Golub and Van Loan, Matrix Computations, 4.2; LAPACK potrf and potri.
 */

/** Rows worked on together: a block of them stays in the processor's cache. */
const BLOCK = 32

/** Where the four sums of a 2 x 4 tile are returned. */
const tile = new Float64Array(8)

/** Dot products of rows at `p0`, `p1` with rows at `q0..q3` over `length` elements, into `tile` (2 x 4). */
function dotTile(
  a: Float64Array,
  p0: number,
  p1: number,
  q0: number,
  q1: number,
  q2: number,
  q3: number,
  length: number,
): void {
  let s00 = 0
  let s01 = 0
  let s02 = 0
  let s03 = 0
  let s10 = 0
  let s11 = 0
  let s12 = 0
  let s13 = 0
  for (let k = 0; k < length; k++) {
    const x = a[p0 + k]!
    const y = a[p1 + k]!
    const b0 = a[q0 + k]!
    s00 += x * b0
    s10 += y * b0
    const b1 = a[q1 + k]!
    s01 += x * b1
    s11 += y * b1
    const b2 = a[q2 + k]!
    s02 += x * b2
    s12 += y * b2
    const b3 = a[q3 + k]!
    s03 += x * b3
    s13 += y * b3
  }
  tile[0] = s00
  tile[1] = s01
  tile[2] = s02
  tile[3] = s03
  tile[4] = s10
  tile[5] = s11
  tile[6] = s12
  tile[7] = s13
}

/** Dot product of the rows starting at `p` and `q` over `length` elements. */
function dot(a: Float64Array, p: number, q: number, length: number): number {
  let sum = 0
  for (let k = 0; k < length; k++) sum += a[p + k]! * a[q + k]!
  return sum
}

/**
 * Replaces the lower triangle of `a` (n x n, row-major) by its Cholesky factor L and fills `inverseDiagonal` (n) with
 * 1 / L_jj. Returns false, leaving `a` unusable, when the matrix is not positive definite in double precision.
 */
export function choleskyInPlace(a: Float64Array, inverseDiagonal: Float64Array, n: number): boolean {
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n)
    subtractEarlierColumns(a, n, from, to)
    for (let j = from; j < to; j++) {
      const row = j * n
      const pivot = a[row + j]! - dot(a, row + from, row + from, j - from)
      if (!(pivot > 0)) return false
      const root = Math.sqrt(pivot)
      const inverse = 1 / root
      a[row + j] = root
      inverseDiagonal[j] = inverse
      for (let i = j + 1; i < to; i++) {
        const other = i * n
        a[other + j] = (a[other + j]! - dot(a, other + from, row + from, j - from)) * inverse
      }
    }
    for (let i = to; i < n; i++) {
      const other = i * n
      for (let j = from; j < to; j++) {
        a[other + j] = (a[other + j]! - dot(a, other + from, j * n + from, j - from)) * inverseDiagonal[j]!
      }
    }
  }
  return true
}

/** a[i, from..to) -= L[i, 0..from) L[from..to, 0..from)' for every i >= from. */
function subtractEarlierColumns(a: Float64Array, n: number, from: number, to: number): void {
  if (from === 0) return
  for (let i = from; i < n; i += 4) {
    const q0 = i * n
    const q1 = Math.min(i + 1, n - 1) * n
    const q2 = Math.min(i + 2, n - 1) * n
    const q3 = Math.min(i + 3, n - 1) * n
    const rows = Math.min(4, n - i)
    for (let j = from; j < to; j += 2) {
      const p0 = j * n
      const p1 = Math.min(j + 1, to - 1) * n
      dotTile(a, p0, p1, q0, q1, q2, q3, from)
      for (let r = 0; r < rows; r++) {
        if (i + r < j) continue
        a[q0 + r * n + j] = a[q0 + r * n + j]! - tile[r]!
        if (j + 1 < to && i + r > j) a[q0 + r * n + j + 1] = a[q0 + r * n + j + 1]! - tile[4 + r]!
      }
    }
  }
}

/**
 * Fills the strict upper triangle of `a` with the transposed inverse of the factor: a[j, i] = (L^-1)[i, j] for i > j.
 * The lower triangle must hold L; (L^-1)[j, j] is `inverseDiagonal[j]`.
 */
export function invertFactor(a: Float64Array, inverseDiagonal: Float64Array, n: number): void {
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n)
    for (let j = 0; j < from; j += 2) earlierPart(a, inverseDiagonal, n, from, to, j)
    for (let j = 0; j < to; j++) {
      const row = j * n
      for (let i = Math.max(from, j + 1); i < to; i++) {
        const other = i * n
        const start = Math.max(from, j + 1)
        const first = j < from ? a[row + i]! : a[other + j]! * inverseDiagonal[j]!
        a[row + i] = -(first + dot(a, other + start, row + start, i - start)) * inverseDiagonal[i]!
      }
    }
  }
}

/** a[j, i] = sum over k in j..from-1 of L[i, k] (L^-1)[k, j], for columns j, j + 1 and rows i in from..to. */
function earlierPart(
  a: Float64Array,
  inverseDiagonal: Float64Array,
  n: number,
  from: number,
  to: number,
  j: number,
): void {
  const p0 = j * n
  const pair = j + 1 < from
  const p1 = pair ? p0 + n : p0
  const start = j + 2 < from ? j + 2 : from
  for (let i = from; i < to; i += 4) {
    const q0 = i * n
    const q1 = Math.min(i + 1, to - 1) * n
    const q2 = Math.min(i + 2, to - 1) * n
    const q3 = Math.min(i + 3, to - 1) * n
    dotTile(a, p0 + start, p1 + start, q0 + start, q1 + start, q2 + start, q3 + start, from - start)
    for (let r = 0; r < 4 && i + r < to; r++) {
      const row = q0 + r * n
      let head = a[row + j]! * inverseDiagonal[j]!
      if (pair) {
        head += a[row + j + 1]! * a[p0 + j + 1]!
        a[p1 + i + r] = tile[4 + r]! + a[row + j + 1]! * inverseDiagonal[j + 1]!
      }
      a[p0 + i + r] = tile[r]! + head
    }
  }
}

/**
 * Replaces the lower triangle and diagonal of `a` by the inverse matrix, from the inverse factor that `invertFactor` left
 * in the strict upper triangle, which stays.
 */
export function inverseFromFactor(a: Float64Array, inverseDiagonal: Float64Array, n: number): void {
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n)
    for (let b = 0; b < to; b += 2) {
      const p0 = b * n
      const p1 = Math.min(b + 1, n - 1) * n
      for (let i = Math.max(from, b - (b % 4)); i < to; i += 4) inverseTile(a, inverseDiagonal, n, to, b, p0, p1, i)
    }
  }
}

/** One 4 x 2 tile of the inverse: rows i..i+3 (below `to`), columns b and b + 1. */
function inverseTile(
  a: Float64Array,
  inverseDiagonal: Float64Array,
  n: number,
  to: number,
  b: number,
  p0: number,
  p1: number,
  i: number,
): void {
  const rows = Math.min(4, to - i)
  const start = i + rows
  const q0 = i * n
  const q1 = Math.min(i + 1, to - 1) * n
  const q2 = Math.min(i + 2, to - 1) * n
  const q3 = Math.min(i + 3, to - 1) * n
  dotTile(a, p0 + start, p1 + start, q0 + start, q1 + start, q2 + start, q3 + start, n - start)
  const sums = [tile[0]!, tile[1]!, tile[2]!, tile[3]!, tile[4]!, tile[5]!, tile[6]!, tile[7]!]
  for (let r = 0; r < rows; r++) {
    const row = i + r
    for (let c = 0; c < 2; c++) {
      const column = b + c
      if (column > row || column >= n) continue
      let sum = sums[4 * c + r]!
      for (let k = row; k < start; k++)
        sum += factorAt(a, inverseDiagonal, n, row, k) * factorAt(a, inverseDiagonal, n, column, k)
      a[row * n + column] = sum
    }
  }
}

/** (L^-1)[k, j] for k >= j. */
function factorAt(a: Float64Array, inverseDiagonal: Float64Array, n: number, j: number, k: number): number {
  return j === k ? inverseDiagonal[j]! : a[j * n + k]!
}

/** Solves L L' x = b in place, from the factor in the lower triangle. `x`: n. */
export function solveWithFactor(a: Float64Array, inverseDiagonal: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * n
    let sum = x[i]!
    for (let k = 0; k < i; k++) sum -= a[row + k]! * x[k]!
    x[i] = sum * inverseDiagonal[i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n
    const value = x[i]! * inverseDiagonal[i]!
    x[i] = value
    for (let k = 0; k < i; k++) x[k] = x[k]! - a[row + k]! * value
  }
}
