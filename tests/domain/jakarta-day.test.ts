import { expect, test } from 'vitest'
import { dayBegins, dayEnds, dayOf } from '#domain/jakarta-day.ts'

test('the day is the one in Jakarta, at both edges of midnight', () => {
  expect(['2026-05-06T16:59:59.999Z', '2026-05-06T17:00:00.000Z'].map((instant) => dayOf(new Date(instant)))).toEqual([
    '2026-05-06',
    '2026-05-07',
  ])
})

test('a day lasts from its first moment to its last', () => {
  expect([dayBegins('2026-05-07'), dayEnds('2026-05-07')]).toEqual([
    new Date('2026-05-06T17:00:00.000Z'),
    new Date('2026-05-07T16:59:59.999Z'),
  ])
})
