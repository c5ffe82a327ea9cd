import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { artanh, exp, ln, roundHalfEven } from '#domain/ranking/elementary.ts'
import { digamma, trigamma } from '#domain/ranking/gamma-derivatives.ts'
import { normalCdf, normalCdfFast, probit } from '#domain/ranking/normal.ts'
import { fillNormals, seedWords } from '#domain/ranking/random-normals.ts'
import { sha256Hex, Sha256 } from '#domain/ranking/secure-hash.ts'

describe('logarithm and exponential', () => {
  test('agree with the engine within two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1.7e308, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(4.5e-16 * Math.max(Math.abs(Math.log(x)), 1e-16))
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(4.5e-16)
      }),
    )
  })

  test('are exact at 1 and 0 and defined at the ends', () => {
    expect([ln(1), exp(0), exp(-Infinity), exp(Infinity), exp(-745)]).toEqual([0, 1, 0, Infinity, 5e-324])
    expect(() => ln(0)).toThrow(RangeError)
    expect(() => ln(Number.NaN)).toThrow(RangeError)
    expect(() => exp(Number.NaN)).toThrow(RangeError)
  })

  test('artanh undoes the hyperbolic tangent', () => {
    expect(artanh(Math.tanh(0.7))).toBeCloseTo(0.7, 14)
  })
})

test('halves are rounded to even', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 2.5001].map(roundHalfEven)).toEqual(
    [0, 2, 2, 0, -2, 2, 3].map((x) => x + 0),
  )
})

describe('normal distribution', () => {
  test('has the tabulated values', () => {
    // Abramowitz and Stegun, table 26.1 and 26.2, and R's pnorm for the tails.
    expect(normalCdf(0)).toBeCloseTo(0.5, 15)
    expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 15)
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 15)
    expect(normalCdf(-6.5) / 4.016000583859118e-11).toBeCloseTo(1, 7)
    expect(normalCdf(-8) / 6.220960574271785e-16).toBeCloseTo(1, 7)
  })

  test('the table differs from the formula by less than 2e-11', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (x) => {
        expect(Math.abs(normalCdfFast(x) - normalCdf(x))).toBeLessThan(2e-11)
      }),
    )
  })

  test('probit undoes the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(Math.abs(normalCdf(probit(normalCdf(x))) - normalCdf(x))).toBeLessThan(3e-15)
      }),
    )
    expect(probit(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(() => probit(1)).toThrow(RangeError)
  })
})

test('digamma and trigamma have the known values', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14)
  expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 14)
  expect(trigamma(1)).toBeCloseTo((Math.PI * Math.PI) / 6, 14)
  expect(trigamma(0.5)).toBeCloseTo((Math.PI * Math.PI) / 2, 14)
})

describe('SHA-256', () => {
  test('agrees with the platform on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
      }),
    )
  })

  test('agrees on long texts, around every block boundary', () => {
    for (const length of [55, 56, 63, 64, 65, 119, 120, 100_000]) {
      const text = 'a'.repeat(length)
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }
  })

  test('writes whole numbers little-endian', () => {
    const bytes = Buffer.alloc(16)
    bytes.writeBigInt64LE(-5n, 0)
    bytes.writeBigInt64LE(9007199254740991n, 8)
    const hash = new Sha256().integer(-5).integer(9007199254740991).hex()
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(() => new Sha256().integer(0.5)).toThrow(RangeError)
  })
})

describe('normal deviates', () => {
  test('a draw is the same whichever draws came before', () => {
    const words = seedWords('seed')
    const alone = new Float64Array(50)
    fillNormals(words, 7, alone, 50)
    const after = new Float64Array(50)
    fillNormals(words, 3, after, 50)
    fillNormals(words, 7, after, 50)
    expect(after).toEqual(alone)
    fillNormals(seedWords('other'), 7, after, 50)
    expect(after).not.toEqual(alone)
  })

  test('have the moments and tails of the normal distribution', () => {
    const words = seedWords('moments')
    const draw = new Float64Array(10_000)
    const sums = [0, 0, 0, 0, 0]
    for (let r = 0; r < 100; r++) {
      fillNormals(words, r, draw, draw.length)
      for (const z of draw) {
        sums[0]! += z
        sums[1]! += z * z
        sums[2]! += z * z * z
        sums[3]! += z * z * z * z
        sums[4]! += Math.abs(z) > 3.6541528853610088 ? 1 : 0
      }
    }
    const n = 1e6
    // Each within five standard errors: sqrt of 1, 2, 15, 96 over n, and of the tail's own binomial.
    expect(Math.abs(sums[0]! / n)).toBeLessThan(5 / 1000)
    expect(Math.abs(sums[1]! / n - 1)).toBeLessThan((5 * Math.sqrt(2)) / 1000)
    expect(Math.abs(sums[2]! / n)).toBeLessThan((5 * Math.sqrt(15)) / 1000)
    expect(Math.abs(sums[3]! / n - 3)).toBeLessThan((5 * Math.sqrt(96)) / 1000)
    const beyond = 2 * n * normalCdf(-3.6541528853610088)
    expect(Math.abs(sums[4]! - beyond)).toBeLessThan(5 * Math.sqrt(beyond))
  })
})
