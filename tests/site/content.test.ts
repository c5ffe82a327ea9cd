import { readdirSync, readFileSync } from 'node:fs'
import { innovation } from '#content/innovation.ts'
import { competitionYears } from '#content/statistics.ts'
import { archiveAwards } from '#site/text/awards.ts'
import { describe, expect, it } from 'vitest'

const folder = 'content/innovations'
const files = readdirSync(folder)
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
const records = files.map((file) => innovation.parse(read(file)))
const aRecord = () => innovation.parse(read('klinik-bum-desa.json'))

describe('the archive', () => {
  it('has 198 records, each named like its file and with a source', () => {
    expect(records.length).toBe(198)
    expect(records.map(({ slug }) => `${slug}.json`)).toEqual(files)
    expect(records.filter(({ sources }) => sources.length === 0)).toEqual([])
  })

  it('tells each text in both languages and names no source twice', () => {
    const passages = records.flatMap(({ problem, solution, impact, notes }) =>
      [problem, solution, impact, notes].flat(),
    )
    expect(passages.filter(({ id, en }) => id === en)).toEqual([])
    expect(records.filter(({ sources }) => new Set(sources).size < sources.length).map(({ slug }) => slug)).toEqual([])
  })

  it('keeps the four told innovations told', () => {
    const told = ['klinik-bum-desa', 'rumahku-sip', 'gayatri', 'sepasar-pedas']
    const found = records.filter(({ slug }) => told.includes(slug))
    const isTold = found.map(
      ({ problem, solution, impact, notes, startedIn }) =>
        [problem, solution, impact, notes].every((part) => part.length > 0) && startedIn !== null,
    )
    expect(isTold).toEqual([true, true, true, true])
  })

  it('has a mark for every award it uses', () => {
    const used = new Set(records.map(({ award }) => award))
    expect([...used].filter((award) => !(award in archiveAwards))).toEqual([])
  })
})

const accepts = (changed: object) => innovation.safeParse({ ...aRecord(), ...changed }).success

describe('the schema of a record', () => {
  it('accepts what is in the archive', () => {
    expect(accepts({})).toBe(true)
  })

  it('refuses a record without a source, with an unknown field, or with an unknown award', () => {
    expect([accepts({ sources: [], awardSources: [] }), accepts({ rank: 1 }), accepts({ award: 'top1' })]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('refuses a citation of a source that is not listed', () => {
    expect([accepts({ awardSources: [12] }), accepts({ awardSources: [13] })]).toEqual([true, false])
  })

  it('refuses a bar whose parts do not add up to its total', () => {
    const { series } = aRecord()
    const rows = series?.rows.map((row) => ({ ...row, total: row.total + 1 }))
    expect(accepts({ series: { ...series, rows } })).toBe(false)
  })
})

describe('the years of the national competition', () => {
  it('never grow from one step to the next', () => {
    const steps = competitionYears.map(({ registered, submitted, passed, finalists, best }) =>
      [registered, submitted, passed, finalists, best?.count].filter((value) => typeof value === 'number'),
    )
    expect(steps).toEqual(steps.map((values) => values.toSorted((a, b) => b - a)))
  })

  it('account for every proposal of 2022 that never left its agency', () => {
    const year = competitionYears.find((found) => found.year === 2022)
    expect((year?.leftAtUnit ?? 0) + (year?.leftAtAgency ?? 0)).toBe((year?.registered ?? 0) - (year?.submitted ?? 0))
  })
})
