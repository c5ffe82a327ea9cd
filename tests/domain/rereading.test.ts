import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseRereadings, rereadingSeed, type OwnSheet } from '#domain/rereading.ts'

const sheets = (totals: readonly number[]): OwnSheet[] =>
  totals.map((totalHundredths, n) => ({ assignmentId: `lembar-${n}`, totalHundredths, isReread: false }))
const rising = (count: number) => sheets(Array.from({ length: count }, (_, n) => 1000 + n * 100))
const open = (count: number) => Array.from({ length: count }, (_, n) => 100 + n)

test('nothing comes back before half is handed in, before ten sheets, or when the rules want none', () => {
  const choose = (handedIn: number, stillOpen: number, wanted = 2) =>
    chooseRereadings({ sheets: rising(handedIn), openPositions: open(stillOpen), wanted, seed: 1 }).length
  expect([choose(9, 9), choose(10, 11), choose(10, 10), choose(40, 41), choose(41, 40), choose(40, 20, 0)]).toEqual([
    0, 0, 2, 0, 2, 0,
  ])
})

test('too few open readings would give them away: then none comes back', () => {
  const choose = (stillOpen: number) =>
    chooseRereadings({ sheets: rising(20), openPositions: open(stillOpen), wanted: 2, seed: 1 }).length
  expect([choose(0), choose(3), choose(4)]).toEqual([0, 0, 2])
})

test('what came back before counts, and does not come back again', () => {
  const given = rising(20).map((sheet, n) => ({ ...sheet, isReread: n === 3 }))
  const [one, ...more] = chooseRereadings({ sheets: given, openPositions: open(20), wanted: 2, seed: 1 })
  expect(more).toEqual([])
  expect(one?.rereadsId).not.toBe('lembar-3')
  const both = given.map((sheet, n) => ({ ...sheet, isReread: n < 2 }))
  expect(chooseRereadings({ sheets: both, openPositions: open(20), wanted: 2, seed: 1 })).toEqual([])
})

test('the same seed chooses the same, another juror others', () => {
  const choose = (seed: number) => chooseRereadings({ sheets: rising(60), openPositions: open(60), wanted: 3, seed })
  expect(choose(rereadingSeed('penilaian', 'juri-1'))).toEqual(choose(rereadingSeed('penilaian', 'juri-1')))
  expect(choose(rereadingSeed('penilaian', 'juri-1'))).not.toEqual(choose(rereadingSeed('penilaian', 'juri-2')))
})

const demands = fc.record({
  totals: fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 10, maxLength: 80 }),
  stillOpen: fc.integer({ min: 5, max: 10 }),
  wanted: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
})

test('as many as wanted come back, each once, from five sheets ago or earlier, one of each stretch of totals, at open places behind the next two', () => {
  fc.assert(
    fc.property(demands, ({ totals, stillOpen, wanted, seed }) => {
      const own = sheets(totals)
      const chosen = chooseRereadings({ sheets: own, openPositions: open(stillOpen), wanted, seed })
      expect(new Set(chosen.map(({ rereadsId }) => rereadsId)).size).toBe(wanted)
      expect(new Set(chosen.map(({ position }) => position)).size).toBe(wanted)
      const candidates = own.slice(0, -5).toSorted((a, b) => a.totalHundredths - b.totalHundredths)
      const stretches = chosen.map(({ rereadsId }) => {
        const at = candidates.findIndex(({ assignmentId }) => assignmentId === rereadsId)
        expect(at).toBeGreaterThanOrEqual(0)
        return Math.floor(((at + 1) * wanted - 1) / candidates.length)
      })
      expect(stretches).toEqual(Array.from({ length: wanted }, (_, stretch) => stretch))
      const places = open(stillOpen).slice(2)
      expect(chosen.filter(({ position }) => !places.includes(position))).toEqual([])
    }),
  )
})
