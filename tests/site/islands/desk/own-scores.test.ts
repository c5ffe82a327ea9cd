import { describe, expect, it } from 'vitest'
import { driftOf, histogram, meanOf, paceOf, runningMeans, spreadOf } from '#site/islands/desk/own-scores.ts'

const at = (n: number) => new Date(Date.UTC(2030, 0, 1, n)).toISOString()
const sheets = (totals: readonly number[]) =>
  totals.map((totalHundredths, n) => ({ totalHundredths, handedInAt: at(n) }))

describe('the spread of own totals', () => {
  it('is counted in steps of five points, empty ones between them too, and 100 belongs to the last', () => {
    expect(histogram([10_000, 9_500, 8_499, 8_500])).toEqual([
      { from: 80, to: 85, count: 1 },
      { from: 85, to: 90, count: 1 },
      { from: 90, to: 95, count: 0 },
      { from: 95, to: 100, count: 2 },
    ])
    expect(histogram([])).toEqual([])
  })

  it('has a mean and a spread', () => {
    expect([meanOf([7000, 8000]), spreadOf([7000, 8000]), meanOf([]), spreadOf([])]).toEqual([7500, 500, 0, 0])
  })
})

describe('the drift over time', () => {
  it('goes by when a sheet was handed in, not by where it stands in the list', () => {
    expect(runningMeans(sheets([6000, 8000, 7000]).toReversed())).toEqual([6000, 7000, 7000])
  })

  it('averages the last twenty', () => {
    const means = runningMeans(
      sheets([...Array.from({ length: 20 }, () => 5000), ...Array.from({ length: 20 }, () => 7000)]),
    )
    expect([means[19], means[29], means[39]]).toEqual([5000, 6000, 7000])
  })

  it('compares the first sheets with the last, never the same sheet twice, and says nothing of too few', () => {
    expect(driftOf(sheets(Array.from({ length: 9 }, () => 7000)))).toBeNull()
    expect(driftOf(sheets([6000, 6000, 6000, 6000, 6000, 7000, 7000, 7000, 7000, 7000]))).toEqual({
      first: 6000,
      last: 7000,
      size: 5,
    })
    expect(driftOf(sheets(Array.from({ length: 60 }, (_, n) => 5000 + n)))?.size).toBe(20)
  })
})

describe('the pace', () => {
  const now = '2030-01-10T03:00:00.000Z'
  it('counts whole days of western Indonesia, today apart', () => {
    const days = [
      { day: '2030-01-08', count: 1 },
      { day: '2030-01-09', count: 2 },
      { day: '2030-01-10', count: 1 },
    ]
    expect(paceOf(days, 30, '2030-01-12T17:00:00.000Z', now)).toEqual({ today: 1, perDay: 1.5, needed: 10 })
    expect(paceOf(days, 30, '2030-01-12T17:00:00.000Z', '2030-01-09T17:00:00.000Z').today).toBe(1)
    expect(paceOf(days, 30, '2030-01-12T17:00:00.000Z', '2030-01-09T16:59:00.000Z').today).toBe(2)
  })

  it('looks back seven days at most', () => {
    const days = [
      { day: '2030-01-01', count: 1 },
      { day: '2030-01-05', count: 14 },
    ]
    expect(paceOf(days, 10, '2030-01-10T16:00:00.000Z', now)).toEqual({ today: 0, perDay: 2, needed: 10 })
  })

  it('knows no pace before there was a day, and asks for everything today on the last one', () => {
    expect(paceOf([], 12, '2030-01-10T17:00:00.000Z', now)).toEqual({ today: 0, perDay: null, needed: 12 })
    expect(paceOf([{ day: '2030-01-10', count: 1 }], 4, '2030-01-09T17:00:00.000Z', now)).toEqual({
      today: 1,
      perDay: null,
      needed: 4,
    })
  })
})
