import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graceFor, type GraceRule } from '#domain/grace.ts'
import {
  countAnswer,
  emptyCount,
  failingSpans,
  foldMinute,
  latencyBoundsMs,
  minuteMs,
  startOf,
  type HealthMinute,
} from '#domain/service-health.ts'

const rule: GraceRule = {
  failuresPercent: 2,
  p95Ms: 3000,
  minRequests: 20,
  failingMinutes: 5,
  nearMinutes: 30,
  graceMinutes: 30,
}
/** The closing falls on the start of this minute. */
const closing = 30_000_000
const closesAt = startOf(closing)

const well = (minute: number): HealthMinute => ({ minute, requests: 100, failures: 0, p95Ms: 50, isAway: false })
const failing = (minute: number): HealthMinute => ({ ...well(minute), failures: 3 })

/** Minutes around the closing, from 40 before to `until` after, failed where said. */
const minutesWith = (failedAt: (offset: number) => boolean, until = 30): HealthMinute[] =>
  Array.from({ length: 41 + until }, (_, i) => {
    const offset = i - 40
    return failedAt(offset) ? failing(closing + offset) : well(closing + offset)
  })

const offsetOf = (instant: Date | null) => instant && (instant.getTime() - closesAt.getTime()) / minuteMs

test('five failed minutes that run over the closing give thirty minutes from the end of the failure', () => {
  const grace = graceFor(
    closesAt,
    minutesWith((o) => o >= -2 && o <= 7),
    rule,
  )
  expect(grace && [grace.failedFrom, grace.failedUntil, grace.endsAt].map(offsetOf)).toEqual([-2, 8, 38])
  expect(grace?.evidence.map(({ minute }) => minute - closing)).toEqual([-2, -1, 0, 1, 2, 3, 4, 5, 6, 7])
})

test('a failure that ended shortly before the closing gives thirty minutes from the closing', () => {
  const grace = graceFor(
    closesAt,
    minutesWith((o) => o >= -20 && o < -10),
    rule,
  )
  expect(grace && [grace.failedFrom, grace.failedUntil, grace.endsAt].map(offsetOf)).toEqual([-20, -10, 30])
})

test('a failure that lasts has no end yet, and the grace moves with it', () => {
  const grace = graceFor(
    closesAt,
    minutesWith((o) => o >= -2, 10),
    rule,
  )
  expect(grace && [grace.failedFrom, grace.failedUntil, grace.endsAt].map(offsetOf)).toEqual([-2, null, 41])
})

test.each([
  ['four failed minutes', (o: number) => o >= -4 && o < 0],
  ['a failure long before the closing', (o: number) => o >= -40 && o < -31],
  ['a failure that began after the closing', (o: number) => o >= 1 && o < 20],
  ['every other minute', (o: number) => o % 2 === 0],
])('%s gives no grace', (_, failedAt) => {
  expect(graceFor(closesAt, minutesWith(failedAt), rule)).toBeUndefined()
})

test('a service that left no record at all was away, and that is a failure without a single request', () => {
  const minutes = minutesWith(() => false).map((minute) =>
    minute.minute >= closing - 5 && minute.minute < closing ? foldMinute(minute.minute, []) : minute,
  )
  const grace = graceFor(closesAt, minutes, rule)
  expect(grace && [grace.failedFrom, grace.failedUntil, grace.endsAt].map(offsetOf)).toEqual([-5, 0, 30])
})

test('a quiet minute in which the clock was there is no failure', () => {
  expect(failingSpans([foldMinute(1, [emptyCount()])], { ...rule, failingMinutes: 1 })).toEqual([])
})

test('exactly two percent is not above two percent; few requests say nothing; slow answers alone do', () => {
  const judged = (requests: number, failures: number, p95Ms: number) =>
    failingSpans([{ minute: 1, requests, failures, p95Ms, isAway: false }], { ...rule, failingMinutes: 1 }).length
  expect([
    judged(100, 2, 50),
    judged(100, 3, 50),
    judged(19, 19, 50),
    judged(20, 20, 50),
    judged(100, 0, 3000),
    judged(100, 0, 4000),
  ]).toEqual([0, 1, 0, 1, 0, 1])
})

test('the 95th percentile of counted answers is the bound of the bucket that holds it, however they are split over isolates', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 4 }),
      (latencies, isolates) => {
        const parts = Array.from({ length: isolates }, emptyCount)
        for (const [i, ms] of latencies.entries()) {
          const part = parts[i % isolates]
          if (part) countAnswer(part, 200, ms)
        }
        const sorted = latencies.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(latencies.length * 0.95) - 1] ?? 0
        const bound = latencyBoundsMs.find((limit) => exact <= limit) ?? Infinity
        expect(foldMinute(7, parts)).toEqual({
          minute: 7,
          requests: latencies.length,
          failures: 0,
          p95Ms: bound,
          isAway: false,
        })
      },
    ),
  )
})

test('more failed minutes never shorten a grace', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 71, maxLength: 71 }),
      fc.integer({ min: 0, max: 70 }),
      (failed, one) => {
        const before = graceFor(
          closesAt,
          minutesWith((o) => failed[o + 40] ?? false),
          rule,
        )
        const after = graceFor(
          closesAt,
          minutesWith((o) => o + 40 === one || (failed[o + 40] ?? false)),
          rule,
        )
        expect((after?.endsAt.getTime() ?? 0) >= (before?.endsAt.getTime() ?? 0)).toBe(true)
      },
    ),
  )
})
