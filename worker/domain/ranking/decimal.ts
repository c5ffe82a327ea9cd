/** A decimal number kept exactly: `units` x 10^-`decimals`, decimals >= 0. */
export type Decimal = { units: bigint; decimals: number }

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/

/**
 * Reads a finite decimal such as `80`, `-1.25` or `3e-2` without rounding, shortest form (no trailing zeros after the point).
 * Undefined for anything else, and for what a double cannot hold (beyond about 1.8e308).
 */
export function parseDecimal(text: string): Decimal | undefined {
  const match = SHAPE.exec(text.trim())
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  let digits = (whole + fraction).replace(/^0+/, '')
  let decimals = fraction.length - Number(exponent)
  if (digits === '') return { units: 0n, decimals: 0 }
  const trailing = digits.length - digits.replace(/0+$/, '').length
  digits = digits.slice(0, digits.length - trailing)
  decimals -= trailing
  if (digits.length - decimals > 308 || decimals > 400) return undefined
  if (decimals < 0) {
    digits += '0'.repeat(-decimals)
    decimals = 0
  }
  return { units: BigInt(sign + digits), decimals }
}

/** The same number counted in 10^-`decimals`; `decimals` not below its own. */
export function unitsAt(value: Decimal, decimals: number): bigint {
  return value.units * 10n ** BigInt(decimals - value.decimals)
}

/** numerator / denominator (> 0) as a double, within one unit in the last place, whatever the size of the integers. */
export function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator < 0n) return -quotient(-numerator, denominator)
  if (numerator === 0n) return 0
  const surplus = bitLength(numerator) - bitLength(denominator)
  const shift = 64 - surplus
  const scaled = shift >= 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift))
  let value = Number(scaled)
  for (let left = shift; left > 0; left -= 512) value /= Number(1n << BigInt(Math.min(left, 512)))
  for (let left = -shift; left > 0; left -= 512) value *= Number(1n << BigInt(Math.min(left, 512)))
  return value
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4
}
