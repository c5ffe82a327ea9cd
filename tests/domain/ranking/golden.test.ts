import { describe, expect, test } from 'vitest'
import { GOLDEN, goldenManifest, GOLDEN_NAMES } from './golden.ts'

describe.each(GOLDEN_NAMES)('golden round "%s"', (name) => {
  test.each([false, true])('has the hashes that every machine must find (rows turned around: %s)', (mix) => {
    const { scoreHash, resultHash } = goldenManifest(name, mix)
    expect({ scoreHash, resultHash }).toEqual(GOLDEN[name])
  })
})

test('the golden rounds use what they are for', () => {
  expect(GOLDEN_NAMES.map((name) => goldenManifest(name).method)).toEqual(['draws', 'draws', 'quadrature'])
})
