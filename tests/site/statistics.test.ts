import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { complaintEditions, complaintWinners } from '#content/complaint.ts'
import { competitionYears, funnelSteps } from '#content/statistics.ts'
import { themes } from '#content/theme.ts'
import { provinceNamed } from '#site/provinces.ts'

describe('the years of the competition', () => {
  it('follow each other without a gap, and a year without competition has no figure', () => {
    const years = competitionYears.map(({ year }) => year)
    expect(years).toEqual(years.map((_, index) => (years[0] ?? 0) + index))
    const paused = competitionYears.filter(({ held }) => !held)
    expect(paused.flatMap((year) => funnelSteps.flatMap((step) => year[step] ?? []))).toEqual([])
    expect(paused.map(({ year }) => year)).toEqual([2024])
  })

  it('count as winners the best level, Outstanding and the best replications', () => {
    const sums = competitionYears.flatMap(({ year, winners, best, outstanding }) =>
      winners === null ? [] : [[year, winners - (best?.count ?? 0) - (outstanding ?? 0)]],
    )
    expect(sums.filter(([, rest]) => rest !== 0)).toEqual([[2021, 5]])
  })

  it('tell a conflict in both languages, and leave empty what sources contradict without a better one', () => {
    const conflicts = competitionYears.flatMap(({ year, conflicts }) =>
      conflicts.map((conflict) => ({ year, ...conflict })),
    )
    expect(conflicts.map(({ year, figure }) => `${year} ${figure}`)).toEqual([
      '2015 registered',
      '2019 passed',
      '2019 registered',
      '2020 passed',
      '2020 winners',
      '2022 winners',
      '2023 passed',
    ])
    expect(conflicts.filter(({ id, en }) => id === en)).toEqual([])
    expect(competitionYears.find(({ year }) => year === 2019)?.passed).toBeNull()
  })
})

describe('the complaint-handling winners', () => {
  it('are 45, none twice, each in a known province, never more than the awards of their year', () => {
    const keys = complaintWinners.map(({ year, award, agency, unit }) => [year, award, agency, unit].join())
    expect([complaintWinners.length, new Set(keys).size]).toEqual([45, 45])
    expect(complaintWinners.filter(({ province }) => province !== null && !provinceNamed(province))).toEqual([])
    const counts = complaintEditions.map(({ year, places }) => [
      year,
      complaintWinners.filter((winner) => winner.year === year).length,
      places,
    ])
    expect(counts).toEqual([
      [2022, 1, 17],
      [2020, 6, 15],
      [2019, 13, 13],
      [2018, 25, 25],
    ])
  })
})

describe('the themes', () => {
  it('hold records of the archive only, each once; what is left over does not tell its subject', () => {
    const records = readdirSync('content/innovations').map((file) => file.replace('.json', ''))
    const sorted = themes.flatMap(({ innovations }) => innovations)
    expect(sorted.filter((slug) => !records.includes(slug))).toEqual([])
    expect(new Set(sorted).size).toBe(sorted.length)
    expect(records.filter((slug) => !sorted.includes(slug)).length).toBe(16)
  })
})
