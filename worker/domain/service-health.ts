/**
 * How well our own service answered, minute by minute. Latencies are counted in fixed buckets, so that parts of the service can be
 * added up without keeping a single request.
 */

/** Upper bounds of the buckets in milliseconds; what takes longer falls into one more. */
export const latencyBoundsMs = [
  5, 10, 20, 50, 100, 200, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10_000, 30_000,
] as const

/** What one part of the service counted in one minute. */
export type HealthCount = {
  requests: number
  /** Answers with a 5xx. */
  failures: number
  /** One count for each bound, and one for what took longer than all. */
  latencies: number[]
}

/** A minute as it is judged; instants are whole minutes since 1970. */
export type HealthMinute = {
  minute: number
  requests: number
  failures: number
  /** Upper bound of the bucket that holds the 95th percentile; `Infinity` beyond the last bound, 0 without requests. */
  p95Ms: number
  /** Nothing at all was recorded, not even the clock's sign of life: the whole service was away. */
  isAway: boolean
}

/** When a minute counts as failed. */
export type FailureRule = {
  /** More than this share of 5xx, in percent. */
  failuresPercent: number
  /** A 95th percentile above this, in milliseconds. */
  p95Ms: number
  /** Below this many requests a minute says nothing, unless the service was away. */
  minRequests: number
  /** So many failed minutes one after another are a failure. */
  failingMinutes: number
}

export const minuteMs = 60_000
export const minuteOf = (instant: Date): number => Math.floor(instant.getTime() / minuteMs)
export const startOf = (minute: number): Date => new Date(minute * minuteMs)

export const emptyCount = (): HealthCount => ({
  requests: 0,
  failures: 0,
  latencies: Array.from({ length: latencyBoundsMs.length + 1 }, () => 0),
})

/** Counts one answer. */
export function countAnswer(count: HealthCount, status: number, tookMs: number): void {
  const bucket = latencyBoundsMs.findIndex((bound) => tookMs <= bound)
  const index = bucket === -1 ? latencyBoundsMs.length : bucket
  count.requests += 1
  if (status >= 500) count.failures += 1
  count.latencies[index] = (count.latencies[index] ?? 0) + 1
}

/** One minute out of what the parts counted; no part at all means that the service was away. */
export function foldMinute(minute: number, parts: readonly HealthCount[]): HealthMinute {
  const requests = parts.reduce((sum, part) => sum + part.requests, 0)
  const failures = parts.reduce((sum, part) => sum + part.failures, 0)
  return { minute, requests, failures, p95Ms: p95(parts, requests), isAway: parts.length === 0 }
}

function p95(parts: readonly HealthCount[], requests: number): number {
  if (requests === 0) return 0
  const wanted = Math.ceil(requests * 0.95)
  let seen = 0
  for (const [index, bound] of latencyBoundsMs.entries()) {
    seen += parts.reduce((sum, { latencies }) => sum + (latencies[index] ?? 0), 0)
    if (seen >= wanted) return bound
  }
  return Infinity
}

export const isFailed = ({ isAway, requests, failures, p95Ms }: HealthMinute, rule: FailureRule): boolean =>
  isAway || (requests >= rule.minRequests && (failures * 100 > requests * rule.failuresPercent || p95Ms > rule.p95Ms))

/** Failed minutes one after another, `from` and `to` included. */
export type FailingSpan = { from: number; to: number }

/** Every run of at least `failingMinutes` failed minutes. `minutes` are in order and without a gap. */
export function failingSpans(minutes: readonly HealthMinute[], rule: FailureRule): FailingSpan[] {
  const spans: FailingSpan[] = []
  for (const minute of minutes) {
    if (!isFailed(minute, rule)) continue
    const last = spans.at(-1)
    if (last && last.to === minute.minute - 1) last.to = minute.minute
    else spans.push({ from: minute.minute, to: minute.minute })
  }
  return spans.filter(({ from, to }) => to - from + 1 >= rule.failingMinutes)
}
