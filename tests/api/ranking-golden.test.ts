import { expect, test } from 'vitest'
import { GOLDEN, goldenManifest, GOLDEN_NAMES } from '../domain/ranking/golden.ts'

test.each(GOLDEN_NAMES)('the golden round "%s" has the same hashes in workerd as in Node', (name) => {
  const { scoreHash, resultHash } = goldenManifest(name)
  expect({ scoreHash, resultHash }).toEqual(GOLDEN[name])
})
