import { exp, ln } from './elementary.ts'

const ROOT_TWO_PI = 2.5066282746310007

/** Standard normal density at x. */
export function normalDensity(x: number): number {
  return exp(-0.5 * x * x) / ROOT_TWO_PI
}

/** Mills-type tail of |x| >= 7.07 by a continued fraction, times the density. Source: Hart 1968 as given by West 2005. */
function farTail(z: number, e: number): number {
  return e / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / ROOT_TWO_PI
}

/**
 * Standard normal distribution function, absolute error below 1e-15.
 * Source: Hart, Computer Approximations (1968), algorithm 5666, in the form of G. West, Better approximations to
 * cumulative normal functions (2005).
 */
export function normalCdf(x: number): number {
  const z = Math.abs(x)
  if (z > 38) return x > 0 ? 1 : 0
  const e = exp(-0.5 * z * z)
  let tail: number
  if (z < 7.07106781186547) {
    const top =
      (((((0.0352624965998911 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z +
        112.079291497871) *
        z +
        221.213596169931) *
        z +
      220.206867912376
    const bottom =
      ((((((0.0883883476483184 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z +
        296.564248779674) *
        z +
        637.333633378831) *
        z +
        793.826512519948) *
        z +
      440.413735824752
    tail = (e * top) / bottom
  } else {
    tail = farTail(z, e)
  }
  return x > 0 ? 1 - tail : tail
}

const STEPS_PER_UNIT = 128
const TABLE_REACH = 9
const CDF_TABLE = new Float64Array(2 * TABLE_REACH * STEPS_PER_UNIT + 2)
const SLOPE_TABLE = new Float64Array(2 * TABLE_REACH * STEPS_PER_UNIT + 2)
for (let index = 0; index < CDF_TABLE.length; index++) {
  const x = index / STEPS_PER_UNIT - TABLE_REACH
  CDF_TABLE[index] = normalCdf(x)
  SLOPE_TABLE[index] = normalDensity(x) / STEPS_PER_UNIT
}

/**
 * Standard normal distribution function by cubic Hermite interpolation of a table with step 1/128: absolute error below
 * 2e-11 (h^4/384 times the largest third derivative of the density), four times as fast as `normalCdf`.
 */
export function normalCdfFast(x: number): number {
  if (x <= -TABLE_REACH) return 0
  if (x >= TABLE_REACH) return 1
  const position = (x + TABLE_REACH) * STEPS_PER_UNIT
  const index = Math.floor(position)
  const t = position - index
  const low = CDF_TABLE[index]!
  const rise = CDF_TABLE[index + 1]! - low
  const slope = SLOPE_TABLE[index]!
  const bend = 3 * rise - 2 * slope - SLOPE_TABLE[index + 1]!
  const twist = slope + SLOPE_TABLE[index + 1]! - 2 * rise
  return low + t * (slope + t * (bend + t * twist))
}

function ratio(r: number, top: readonly number[], bottom: readonly number[]): number {
  let above = 0
  let below = 0
  for (let index = top.length - 1; index >= 0; index--) above = above * r + top[index]!
  for (let index = bottom.length - 1; index >= 0; index--) below = below * r + bottom[index]!
  return above / below
}

/**
 * Inverse of the standard normal distribution function for 0 < p < 1, relative error about 1e-16.
 * Throws a RangeError outside. Source: Wichura 1988, algorithm AS 241 (PPND16).
 */
export function probit(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A probability between 0 and 1 is needed, not ${p}`)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE_TOP, CENTRE_BOTTOM)
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p))
  const size = r <= 5 ? ratio(r - 1.6, MIDDLE_TOP, MIDDLE_BOTTOM) : ratio(r - 5, FAR_TOP, FAR_BOTTOM)
  return q < 0 ? -size : size
}

const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
]
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
  1.421511758316446e-7, 2.0442631033899397e-15,
]
