/**
 * Logarithm and exponential from + - * / alone. Math.log and Math.exp may differ between engines and versions
 * (ECMA-262 leaves them "implementation-approximated"); these give the same bits everywhere.
 * Source of the kernels: FreeBSD msun e_log.c and e_exp.c (fdlibm), error below 1 ulp.
 */

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/** 2^-1074 .. 2^1023 by exact doubling and halving; index = exponent + 1074. */
const POWERS_OF_TWO = powersOfTwo()

function powersOfTwo(): Float64Array {
  const table = new Float64Array(2098)
  table[1074] = 1
  for (let index = 1075; index < 2098; index++) table[index] = table[index - 1]! * 2
  for (let index = 1073; index >= 0; index--) table[index] = table[index + 1]! / 2
  return table
}

/** 2^exponent exactly. `exponent`: whole, -1074..1023; a RangeError beyond. */
export function powerOfTwo(exponent: number): number {
  const value = POWERS_OF_TWO[exponent + 1074]
  if (value === undefined) throw new RangeError(`2^${exponent} is not a double`)
  return value
}

/** Splits x > 0 into mantissa in [sqrt(1/2), sqrt 2) and exponent, by exact scaling. */
function mantissaOf(x: number): { mantissa: number; exponent: number } {
  let mantissa = x
  let exponent = 0
  for (let bits = 512; bits >= 1; bits /= 2) {
    const up = powerOfTwo(bits)
    if (mantissa >= up) {
      mantissa /= up
      exponent += bits
    }
    while (mantissa * up < 2) {
      mantissa *= up
      exponent -= bits
    }
  }
  if (mantissa < 1) {
    mantissa *= 2
    exponent -= 1
  }
  if (mantissa >= Math.SQRT2) {
    mantissa /= 2
    exponent += 1
  }
  return { mantissa, exponent }
}

/** Natural logarithm of a finite x > 0. Throws a RangeError for anything else: no NaN leaves this file. */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) throw new RangeError(`The logarithm of ${x} is not defined here`)
  const { mantissa, exponent } = mantissaOf(x)
  const f = mantissa - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const halfSquare = 0.5 * f * f
  return exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + even + odd) + exponent * LN2_LOW) - f)
}

/** e^x for any number: 0 below -745.2, Infinity above 709.8. Throws a RangeError for NaN. */
export function exp(x: number): number {
  if (x !== x) throw new RangeError('The exponential of NaN is not defined')
  if (x < -745.14) return 0
  if (x > 709.79) return Infinity
  const k = Math.floor(x * 1.4426950408889634 + 0.5)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  const y = 1 - (low - (r * c) / (2 - c) - high)
  if (k > 1023) return y * 2 * powerOfTwo(k - 1)
  return k < -1021 ? y * powerOfTwo(k + 60) * powerOfTwo(-60) : y * powerOfTwo(k)
}

/** Inverse hyperbolic tangent, |x| < 1: Fisher's transform of a correlation. */
export function artanh(x: number): number {
  return 0.5 * ln((1 + x) / (1 - x))
}

/** Whole number nearest to x, halves to even. Exact for |x| < 2^52. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}
