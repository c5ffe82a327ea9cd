/** What a juror may see of the own scores: how they spread, whether they drift, whether blind second readings agree. */

/** One own sheet; hundredths of a point. */
export type OwnTotal = { totalHundredths: number; handedInAt: string }

/** Totals from `from` (points, included) to `to` (not included, but for 100). */
export type Bin = { from: number; to: number; count: number }

const binWidth = 5

/** Every five points from the lowest total to the highest, empty bins too. */
export function histogram(totals: readonly number[]): Bin[] {
  if (totals.length === 0) return []
  const binOf = (hundredths: number) => Math.min(Math.floor(hundredths / 100 / binWidth), 100 / binWidth - 1)
  const bins = totals.map(binOf)
  const [lowest, highest] = [Math.min(...bins), Math.max(...bins)]
  return Array.from({ length: highest - lowest + 1 }, (_, i) => {
    const bin = lowest + i
    return { from: bin * binWidth, to: (bin + 1) * binWidth, count: bins.filter((one) => one === bin).length }
  })
}

export const meanOf = (totals: readonly number[]): number =>
  totals.length === 0 ? 0 : totals.reduce((sum, total) => sum + total, 0) / totals.length

/** Root of the mean squared distance from the mean, hundredths. */
export function spreadOf(totals: readonly number[]): number {
  const mean = meanOf(totals)
  return Math.sqrt(meanOf(totals.map((total) => (total - mean) ** 2)))
}

/** Sheets that one point of the drift averages. */
const windowSize = 20

/** Means of the last twenty sheets (fewer at the beginning), in the order in which they were handed in; hundredths. */
export function runningMeans(sheets: readonly OwnTotal[]): number[] {
  const totals = inOrder(sheets)
  return totals.map((_, at) => meanOf(totals.slice(Math.max(0, at - windowSize + 1), at + 1)))
}

export type Drift = { first: number; last: number; size: number }

/** The mean of the first sheets beside that of the last; null while there are too few to tell. */
export function driftOf(sheets: readonly OwnTotal[]): Drift | null {
  const totals = inOrder(sheets)
  const size = Math.min(windowSize, Math.floor(totals.length / 2))
  if (size < 5) return null
  return { first: meanOf(totals.slice(0, size)), last: meanOf(totals.slice(-size)), size }
}

const inOrder = (sheets: readonly OwnTotal[]): number[] =>
  sheets
    .toSorted((a, b) => Date.parse(a.handedInAt) - Date.parse(b.handedInAt))
    .map(({ totalHundredths }) => totalHundredths)

const dayMs = 86_400_000
/** Days of western Indonesia. */
const dayOf = (instant: string, beforeMs = 0) => Math.floor((Date.parse(instant) - beforeMs + 7 * 3_600_000) / dayMs)

export type Pace = {
  today: number
  /** Sheets a day over the last seven days before today, or since the first one if that is later; null before there was a day. */
  perDay: number | null
  /** Sheets a day that the rest asks for; today counts as a day. */
  needed: number
}

/** Sheets by day of western Indonesia, `YYYY-MM-DD`; days without any are absent. */
export type Days = readonly { day: string; count: number }[]

export function paceOf(sheets: Days, left: number, closesAt: string, now: string): Pace {
  const today = dayOf(now)
  const days = sheets.map(({ day, count }) => ({ day: Date.parse(day) / dayMs, count }))
  const within = (from: number, to: number) =>
    days.reduce((sum, { day, count }) => (day >= from && day < to ? sum + count : sum), 0)
  const from = Math.max(today - 7, Math.min(...days.map(({ day }) => day), today))
  // The closing itself is no longer open.
  const daysLeft = Math.max(1, dayOf(closesAt, 1) - today + 1)
  return {
    today: within(today, today + 1),
    perDay: from === today ? null : within(from, today) / (today - from),
    needed: Math.ceil(left / daysLeft),
  }
}
