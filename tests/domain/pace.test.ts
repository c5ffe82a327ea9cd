import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paceOf } from '#domain/pace.ts'

/** Ten days, opening at midnight of Jakarta. */
const window = { opensAt: new Date('2026-05-31T17:00:00Z'), closesAt: new Date('2026-06-10T17:00:00Z') }
const noonOf = (day: string) => new Date(`${day}T05:00:00Z`)

test('the pace is taken from today and the three days before', () => {
  const days = [
    { day: '2026-06-01', count: 90 },
    { day: '2026-06-03', count: 7 },
    { day: '2026-06-06', count: 7 },
  ]
  expect(paceOf({ assigned: 160, handedIn: 104, days }, window, noonOf('2026-06-06'))).toEqual({
    left: 56,
    perDay: 4,
    neededPerDay: 56 / 4.5,
    finishesAt: new Date('2026-06-20T05:00:00Z'),
    isBehind: false,
  })
})

test('who has handed in less than the time that has passed, and will not make it, is behind', () => {
  const days = [{ day: '2026-06-05', count: 2 }]
  expect(paceOf({ assigned: 100, handedIn: 2, days }, window, noonOf('2026-06-06')).isBehind).toBe(true)
  const fast = [{ day: '2026-06-05', count: 44 }]
  expect(paceOf({ assigned: 100, handedIn: 44, days: fast }, window, noonOf('2026-06-06')).isBehind).toBe(false)
})

test('on the first day nobody is behind yet', () => {
  expect(paceOf({ assigned: 100, handedIn: 0, days: [] }, window, noonOf('2026-06-01')).isBehind).toBe(false)
})

test('before the stage and after it there is no pace to keep', () => {
  const work = { assigned: 10, handedIn: 4, days: [] }
  const before = paceOf(work, window, new Date('2026-05-30T00:00:00Z'))
  expect(before).toEqual({ left: 6, perDay: null, neededPerDay: null, finishesAt: null, isBehind: false })
  const after = paceOf(work, window, new Date('2026-06-11T00:00:00Z'))
  expect(after).toEqual({ left: 6, perDay: 0, neededPerDay: null, finishesAt: null, isBehind: false })
})

test('who is done needs no pace', () => {
  const days = [{ day: '2026-06-02', count: 10 }]
  const { left, neededPerDay, finishesAt, isBehind } = paceOf(
    { assigned: 10, handedIn: 10, days },
    window,
    noonOf('2026-06-03'),
  )
  expect({ left, neededPerDay, finishesAt, isBehind }).toEqual({
    left: 0,
    neededPerDay: null,
    finishesAt: null,
    isBehind: false,
  })
})

test('another sheet handed in never puts a juror behind', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.nat(399),
      fc.integer({ min: 0, max: 239 }),
      (assigned, done, hour) => {
        const handedIn = Math.min(done, assigned - 1)
        const now = new Date(window.opensAt.getTime() + hour * 3_600_000)
        const day = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
        const at = (more: number) =>
          paceOf({ assigned, handedIn: handedIn + more, days: [{ day, count: handedIn + more }] }, window, now).isBehind
        if (!at(0)) expect(at(1)).toBe(false)
      },
    ),
  )
})
