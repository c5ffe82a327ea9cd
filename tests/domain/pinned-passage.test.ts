import { expect, test } from 'vitest'
import { areKept, checkPins, longestPin, mostPins, type PinnedPassage } from '#domain/pinned-passage.ts'

const text = 'Warga menunggu 😀 lama. Warga menunggu lagi.'
const ground = { criterionIds: ['kebaruan'], texts: new Map([['masalah', text]]) }
const pin = (change: Partial<PinnedPassage> = {}): PinnedPassage => ({
  criterionId: 'kebaruan',
  sectionId: 'masalah',
  quote: 'Warga menunggu',
  start: 0,
  ...change,
})

test('a passage stands where its words are, also after signs of two code units and where they occur twice', () => {
  const start = text.lastIndexOf('Warga')
  expect(checkPins([pin(), pin({ start }), pin({ quote: 'lama', start: text.indexOf('lama') })], ground)).toEqual({
    ok: true,
    value: true,
  })
})

test('each pin that does not stand is named by its place', () => {
  const pins = [
    pin({ start: 1 }),
    pin(),
    pin({ quote: 'warga menunggu' }),
    pin({ quote: '' }),
    pin({ sectionId: 'lain' }),
    pin({ criterionId: 'lain' }),
    pin({ start: -1 }),
    pin({ start: 10_000 }),
  ]
  expect(checkPins(pins, ground)).toEqual({
    ok: false,
    refusal: { code: 'pin_invalid', pins: [0, 2, 3, 4, 5, 6, 7] },
  })
})

test('a passage has at most a thousand characters, and a sheet a hundred passages', () => {
  const long = { criterionIds: ['kebaruan'], texts: new Map([['masalah', 'a'.repeat(longestPin + 1)]]) }
  const quoted = (length: number) => checkPins([pin({ quote: 'a'.repeat(length) })], long).ok
  expect([quoted(longestPin), quoted(longestPin + 1)]).toEqual([true, false])
  const many = Array.from({ length: mostPins + 1 }, () => pin())
  expect(checkPins(many, ground)).toEqual({ ok: false, refusal: { code: 'pin_invalid', pins: [mostPins] } })
  expect([areKept(many.slice(1), [pin()]), areKept(many, [pin()])]).toEqual([true, false])
})

test('a pin is kept when it is the very same', () => {
  expect(areKept([pin()], [pin({ start: 24 }), pin()])).toBe(true)
  expect(areKept([pin({ start: 24 })], [pin()])).toBe(false)
  expect(areKept([], [])).toBe(true)
})
