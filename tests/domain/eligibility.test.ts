import { expect, test } from 'vitest'
import { ageMonths, dayInWib, wholeMonths } from '#domain/eligibility.ts'

test.each([
  ['2024-05-06', '2026-05-06', 24],
  ['2024-05-07', '2026-05-06', 23],
  ['2024-05-05', '2026-05-06', 24],
  ['2026-01-31', '2026-02-27', 0],
  ['2026-01-31', '2026-02-28', 1],
  ['2024-01-31', '2024-02-28', 0],
  ['2024-01-31', '2024-02-29', 1],
  ['2024-02-29', '2025-02-27', 11],
  ['2024-02-29', '2025-02-28', 12],
  ['2024-02-29', '2028-02-28', 47],
  ['2024-02-29', '2028-02-29', 48],
  ['2025-08-31', '2025-09-30', 1],
  ['2025-12-31', '2026-01-01', 0],
  ['2026-05-06', '2026-05-06', 0],
  ['2027-01-01', '2026-05-06', 0],
])('from %s to %s are %i whole months', (from, to, months) => {
  expect(wholeMonths(from, to)).toBe(months)
})

test('the day is the one in Jakarta, at both edges of midnight', () => {
  expect([dayInWib(new Date('2026-05-06T16:59:59.999Z')), dayInWib(new Date('2026-05-06T17:00:00.000Z'))]).toEqual([
    '2026-05-06',
    '2026-05-07',
  ])
})

test('age is counted to the instant registration closes, and unknown without a start', () => {
  const midnight = new Date('2026-05-06T17:00:00Z')
  expect([
    ageMonths('2024-05-07', midnight),
    ageMonths('2024-05-07', new Date(midnight.getTime() - 1)),
    ageMonths(null, midnight),
  ]).toEqual([24, 23, null])
})
