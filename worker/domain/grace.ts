import {
  failingSpans,
  isFailed,
  minuteMs,
  minuteOf,
  startOf,
  type FailureRule,
  type HealthMinute,
} from './service-health.ts'

/** The time that a failure of our own service near a closing adds, by rule. Figures of the edition's template. */
export type GraceRule = FailureRule & {
  /** How long before the closing a failure still counts as near it. */
  nearMinutes: number
  /** How long forwarding stays possible after the closing or the end of the failure, whichever is later. */
  graceMinutes: number
}

export type Grace = {
  failedFrom: Date
  /** Null while the failure lasts. */
  failedUntil: Date | null
  endsAt: Date
  /** The failed minutes, as they were counted. */
  evidence: HealthMinute[]
}

/** The first and last minute whose health can bear on a closing; both included. A failure is followed for a day at most. */
export function watchedMinutes(closesAt: Date, rule: GraceRule): { from: number; to: number } {
  const closing = minuteOf(closesAt)
  return { from: closing - rule.nearMinutes - rule.failingMinutes, to: closing + 24 * 60 }
}

/**
 * The grace of one closing, or undefined when our service did not fail near it: a failing span that touches the last
 * `nearMinutes` before the closing, or the closing itself. `minutes` are complete, in order and without a gap; the last one
 * is the newest known, so a span that reaches it goes on.
 */
export function graceFor(closesAt: Date, minutes: readonly HealthMinute[], rule: GraceRule): Grace | undefined {
  const closing = minuteOf(closesAt)
  const near = failingSpans(minutes, rule).filter(({ from, to }) => from <= closing && to >= closing - rule.nearMinutes)
  const [first] = near
  const last = near.at(-1)
  if (!first || !last) return undefined
  const isOngoing = last.to === minutes.at(-1)?.minute
  const failedUntil = startOf(last.to + 1)
  const base = Math.max(closesAt.getTime(), failedUntil.getTime())
  return {
    failedFrom: startOf(first.from),
    failedUntil: isOngoing ? null : failedUntil,
    endsAt: new Date(base + rule.graceMinutes * minuteMs),
    evidence: minutes.filter(
      (minute) => isFailed(minute, rule) && near.some(({ from, to }) => from <= minute.minute && minute.minute <= to),
    ),
  }
}
