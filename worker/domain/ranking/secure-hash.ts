/** SHA-256 in integer arithmetic (FIPS 180-4), so that hashes need no platform and no promise. */

const ROUND_CONSTANTS = firstPrimes(64).map((prime) => cubeRootFraction(prime))
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  return primes
}

/** First 32 bits of the fraction of the cube root, by integer search: floor(cbrt(p * 2^96)) mod 2^32. */
function cubeRootFraction(prime: number): number {
  const target = BigInt(prime) << 96n
  let root = 0n
  for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) {
    const next = root + bit
    if (next * next * next <= target) root = next
  }
  return Number(root & 0xffffffffn) | 0
}

/** A running SHA-256: feed it bytes or text, then read `hex` or `words` once. */
export class Sha256 {
  readonly #state = Int32Array.from(START)
  readonly #block = new Uint8Array(64)
  readonly #schedule = new Int32Array(64)
  #filled = 0
  #length = 0

  /** Adds one byte, 0..255. */
  byte(value: number): void {
    this.#block[this.#filled++] = value
    this.#length += 1
    if (this.#filled === 64) this.#compress()
  }

  /** Adds bytes as they are. */
  bytes(values: Uint8Array): this {
    for (const value of values) this.byte(value)
    return this
  }

  /** Adds a text as UTF-8; a lone surrogate becomes U+FFFD, as TextEncoder does. */
  text(value: string): this {
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index)
      if (unit < 0x80) this.byte(unit)
      else index += this.#codePoint(value.codePointAt(index) ?? 0xfffd)
    }
    return this
  }

  /** Adds a whole number as 8 bytes, little-endian, two's complement. Exact for |value| <= 2^53 - 1; else a RangeError. */
  integer(value: number): this {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number that can be hashed`)
    const high = Math.floor(value / 4294967296)
    const low = value - high * 4294967296
    for (const word of [low, high]) for (let shift = 0; shift < 32; shift += 8) this.byte((word >>> shift) & 255)
    return this
  }

  /** Ends the message; eight 32-bit words. The object must not be fed afterwards. */
  words(): Int32Array {
    const bits = this.#length * 8
    this.byte(0x80)
    while (this.#filled !== 56) this.byte(0)
    for (const word of [Math.floor(bits / 4294967296), bits % 4294967296]) {
      for (let shift = 24; shift >= 0; shift -= 8) this.byte((word >>> shift) & 255)
    }
    return this.#state
  }

  /** Ends the message; 64 lower-case hexadecimal digits. */
  hex(): string {
    return Array.from(this.words(), (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  /** UTF-8 bytes of one code point from U+0080; returns how many extra UTF-16 units it took. */
  #codePoint(point: number): number {
    const scalar = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
    if (scalar < 0x800) {
      this.byte(0xc0 | (scalar >> 6))
    } else if (scalar < 0x10000) {
      this.byte(0xe0 | (scalar >> 12))
      this.byte(0x80 | ((scalar >> 6) & 63))
    } else {
      this.byte(0xf0 | (scalar >> 18))
      this.byte(0x80 | ((scalar >> 12) & 63))
      this.byte(0x80 | ((scalar >> 6) & 63))
    }
    this.byte(0x80 | (scalar & 63))
    return scalar >= 0x10000 ? 1 : 0
  }

  #compress(): void {
    const w = this.#schedule
    const block = this.#block
    for (let t = 0; t < 16; t++) {
      w[t] = (block[4 * t]! << 24) | (block[4 * t + 1]! << 16) | (block[4 * t + 2]! << 8) | block[4 * t + 3]!
    }
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15]!
      const y = w[t - 2]!
      const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      w[t] = (w[t - 16]! + small + w[t - 7]! + large) | 0
    }
    this.#mix(w)
    this.#filled = 0
  }

  #mix(w: Int32Array): void {
    const state = this.#state
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    let e = state[4]!
    let f = state[5]!
    let g = state[6]!
    let h = state[7]!
    for (let t = 0; t < 64; t++) {
      const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const one = (h + big1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[t]! + w[t]!) | 0
      const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index]! + value) | 0
  }
}

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return new Sha256().text(text).hex()
}
