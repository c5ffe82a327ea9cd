import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  differenceOf,
  divergenceOf,
  divergenceState,
  jurorLabel,
  spreadByCriterion,
  stillDiverges,
} from '#domain/divergence.ts'

const rule = { limitHundredths: 2000, readersPerProposal: 2 }

test('two totals further apart than the limit diverge; exactly the limit is still agreement', () => {
  expect(divergenceOf([8000, 5999], rule)).toBe(2001)
  expect(divergenceOf([8000, 6000], rule)).toBe(null)
})

test('nothing is said while a sheet is missing, without a limit, or with a single reader', () => {
  expect(divergenceOf([9000], rule)).toBe(null)
  expect(divergenceOf([9000, 100], { ...rule, limitHundredths: null })).toBe(null)
  expect(divergenceOf([9000, 100], { ...rule, readersPerProposal: 1 })).toBe(null)
  expect(divergenceOf([9000, 100], { ...rule, readersPerProposal: 3 })).toBe(null)
})

const total = fc.integer({ min: 0, max: 10_000 })
const limits = fc.integer({ min: 1, max: 10_000 })

test('the order of the sheets does not matter, and another sheet never hides a divergence', () => {
  fc.assert(
    fc.property(fc.array(total, { minLength: 2, maxLength: 6 }), total, limits, (totals, more, limitHundredths) => {
      const asked = { limitHundredths, readersPerProposal: 2 }
      const found = divergenceOf(totals, asked)
      expect(divergenceOf(totals.toReversed(), asked)).toBe(found)
      if (found !== null) expect(divergenceOf([...totals, more], asked)).toBeGreaterThanOrEqual(found)
    }),
  )
})

test('a wider limit never finds more', () => {
  fc.assert(
    fc.property(fc.array(total, { minLength: 2, maxLength: 5 }), limits, limits, (totals, a, b) => {
      const [narrow, wide] = [Math.min(a, b), Math.max(a, b)]
      const find = (limitHundredths: number) => divergenceOf(totals, { limitHundredths, readersPerProposal: 2 })
      if (find(narrow) === null) expect(find(wide)).toBe(null)
      expect(find(wide) ?? differenceOf(totals)).toBe(differenceOf(totals))
    }),
  )
})

test('a divergence waits for its reader, is read, is open to its jurors, and closes', () => {
  const at = new Date('2026-06-01T00:00:00Z')
  const none = { thirdAssignmentId: null, openedAt: null, closedAt: null }
  const steps = [
    none,
    { ...none, thirdAssignmentId: 'r' },
    { ...none, openedAt: at },
    { ...none, openedAt: at, closedAt: at },
  ]
  expect(steps.map((step) => divergenceState(step, false))).toEqual([
    'without_reader',
    'third_reading',
    'open',
    'closed',
  ])
  expect(steps.map((step) => divergenceState(step, true))).toEqual(['lapsed', 'lapsed', 'closed', 'closed'])
})

test('what was found is looked at again only when nobody is left to hand in', () => {
  const asked = { live: 3, limitHundredths: 2000, readersPerProposal: 2 }
  expect(stillDiverges([9000, 5000], asked)).toBe(null)
  expect(stillDiverges([9000, 5000, 7000], asked)).toBe(true)
  expect(stillDiverges([9000, 7000, 7000], asked)).toBe(false)
  expect(stillDiverges([9000], { ...asked, live: 1 })).toBe(null)
})

test('a third sheet never settles what two sheets have made', () => {
  fc.assert(
    fc.property(total, total, total, limits, (a, b, third, limitHundredths) => {
      if (divergenceOf([a, b], { limitHundredths, readersPerProposal: 2 }) === null) return
      expect(stillDiverges([a, b, third], { live: 3, limitHundredths, readersPerProposal: 2 })).toBe(true)
    }),
  )
})

test('labels are letters, one for each place', () => {
  expect([0, 1, 25, 26, 51, 52].map(jurorLabel)).toEqual(['A', 'B', 'Z', 'AA', 'AZ', 'BA'])
  const labels = Array.from({ length: 800 }, (_, index) => jurorLabel(index))
  expect(new Set(labels).size).toBe(800)
})

test('criteria show where the jurors are apart', () => {
  const sheets = [{ points: { a: 80, b: 40 } }, { points: { a: 78, b: 90 } }, { points: { a: 80, b: 60 } }]
  expect(spreadByCriterion(['a', 'b'], sheets)).toEqual({ a: 2, b: 50 })
})
