import { expect, test } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'

test('keys are sorted at every depth and lists keep their order', () => {
  expect(canonicalJson({ b: [{ z: 1, a: null }, 'x'], a: { d: true, c: 'é\n' } })).toBe(
    '{"a":{"c":"é\\n","d":true},"b":[{"a":null,"z":1},"x"]}',
  )
})

test('two orders of the same keys give the same text', () => {
  expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }))
})
