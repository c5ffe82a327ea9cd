import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { reportRun } from '#domain/ranking/ranking-report.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import { tableFrom } from './reference-cases.ts'

/**
 * Data sets that others published, as `proposal,juror,score`, against lme4 1.1.31 with its optimiser at its finest (`lme4.json`):
 * Penicillin, diameters of plates by samples (Davies and Goldsmith 1972, table 6.6; in lme4); Dyestuff2, yields of batches by
 * turn (Box and Tiao 1973, table 5.1.4; in lme4), whose batches do not differ; ergoStool, effort of subjects by stool (Pinheiro
 * and Bates 2000; in nlme).
 */
type Reference = {
  mu: number
  variance: { proposal: number; juror: number; residual: number }
  reml: number
  proposals: { id: string; blup: number; pev: number; expectedRank: number | null }[]
  jurors: { id: string; severity: number; pev: number | null }[]
}

function fileOf(name: string): string {
  return readFileSync(new URL(`./published/${name}`, import.meta.url), 'utf8')
}

const REFERENCES: Record<string, Reference> = JSON.parse(fileOf('lme4.json'))

function near(value: number, reference: number, tolerance: number): boolean {
  return Math.abs(value - reference) <= tolerance * Math.abs(reference)
}

/** The file with proposals and jurors changing places. */
function turned(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','))
    .map(([proposal, juror, score]) => [juror, proposal, score].join(','))
    .join('\n')
}

const plan = { ...DEFAULT_PLAN, spread: false, draws: 10, contests: [{ id: '', places: [3], line: 3 }] }

describe.each(Object.entries(REFERENCES))('%s', (name, reference) => {
  const report = reportRun(runRanking(tableFrom(fileOf(`${name}.csv`)), plan))
  const model = report.model!

  test('has the variances, the mean and the criterion of lme4', () => {
    for (const factor of ['proposal', 'juror', 'residual'] as const) {
      expect(near(model.variance[factor], reference.variance[factor], 1e-5)).toBe(true)
    }
    expect(near(model.mu, reference.mu, 1e-9)).toBe(true)
    expect(near(model.reml, reference.reml, 1e-8)).toBe(true)
  })

  test('has the effects, error variances and expected ranks of lme4', () => {
    const close = { blup: true, pev: true, expectedRank: true }
    for (const one of reference.proposals) {
      const own = report.proposals.find(({ id }) => id === one.id)!
      close.blup &&= Math.abs(own.blup! - one.blup) < 1e-5
      close.pev &&= near(own.pev!, one.pev, 1e-5)
      close.expectedRank &&= one.expectedRank === null || Math.abs(own.er! - one.expectedRank) < 1e-4
    }
    expect(close).toEqual({ blup: true, pev: true, expectedRank: true })
  })

  test('is the same model with proposals and jurors changing places', () => {
    const other = reportRun(runRanking(tableFrom(turned(fileOf(`${name}.csv`))), plan))
    expect(near(other.model!.reml, model.reml, 1e-10)).toBe(true)
    expect(near(other.model!.variance.juror, model.variance.proposal, 1e-6)).toBe(true)
    for (const { id, severity } of other.jurors) {
      expect(severity).toBeCloseTo(report.proposals.find((one) => one.id === id)!.blup!, 6)
    }
  })
})

test('batches that do not differ are all tied', () => {
  const report = reportRun(runRanking(tableFrom(fileOf('dyestuff2.csv')), plan))
  expect([report.status, report.reason, report.model!.variance.proposal]).toEqual([
    'NOT_RANKABLE',
    'NO_PROPOSAL_VARIANCE',
    0,
  ])
  expect(report.proposals.map(({ rankCalibrated, zone }) => [rankCalibrated, zone])).toEqual(
    report.proposals.map(() => [1, 'DISCUSS']),
  )
})

test('proposals ten thousand times further apart leave the variances of jurors and of the residual as they were', () => {
  const lines = fileOf('penicillin.csv').trim().split('\n').slice(1)
  const apart = lines.map((line) => {
    const [proposal = '', juror, score] = line.split(',')
    return [proposal, juror, Number(score) + 10_000 * ((proposal.charCodeAt(0) * 7) % 23)].join(',')
  })
  const [before, after] = [lines, apart].map((rows) => reportRun(runRanking(tableFrom(rows.join('\n')), plan)).model!)
  expect(after!.variance.proposal).toBeGreaterThan(1e9)
  expect(near(after!.variance.juror, before!.variance.juror, 1e-8)).toBe(true)
  expect(near(after!.variance.residual, before!.variance.residual, 1e-8)).toBe(true)
})
