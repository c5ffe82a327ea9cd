import { describe, expect, test } from 'vitest'
import { auditRun } from '#domain/ranking/audit.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import type { RankingRun } from '#domain/ranking/ranking-run.ts'
import { compareRuns } from '#domain/ranking/run-comparison.ts'
import { groupLeanings, pairRelations } from '#domain/ranking/jury-relations.ts'
import { deletionResiduals, measureAgreement, measureHalo } from '#domain/ranking/score-diagnostics.ts'
import { findComponents, measureLinkage } from '#domain/ranking/linkage.ts'
import { drawLots } from '#domain/ranking/lot.ts'
import { referenceTable } from './reference-cases.ts'
import { syntheticRound, tableOf } from './synthetic-rounds.ts'
import type { Row } from './synthetic-rounds.ts'

const plan = { ...DEFAULT_PLAN, scoreRange: 100, draws: 500 }

function ranked(rows: readonly Row[]) {
  return calibrated(runRanking(tableOf(rows), plan))
}

function calibrated(run: RankingRun) {
  if (run.status !== 'RANKED') throw new Error(run.status)
  return run
}

describe('the audit', () => {
  test('finds the malicious juror of the reference round and nobody else', () => {
    const audit = auditRun(calibrated(runRanking(referenceTable('n300_I_malicious'), plan)))
    expect(audit.jurors.filter(({ alarm }) => alarm).map(({ id }) => id)).toEqual(['J001'])
    expect(audit.reviewQueue[0]).toMatchObject({ kind: 'DISAGREEING_JUROR', jurorId: 'J001' })
  })

  test('finds a score typed wrong, which a plain residual would share out among its neighbours', () => {
    const rows = syntheticRound(120, 3, 10).map((row, at) =>
      at === 100 ? { ...row, score: Math.max(0, row.score - 60) } : row,
    )
    const { reviewQueue } = auditRun(ranked(rows))
    expect(reviewQueue.filter(({ kind }) => kind === 'UNUSUAL_SCORE').slice(0, 1)).toMatchObject([
      { proposalId: rows[100]!.proposal, jurorId: rows[100]!.juror },
    ])
  })

  test('a deletion residual is the one of a fit without the score', () => {
    const rows = syntheticRound(40, 3, 8)
    const run = ranked(rows)
    const { fit, posterior, table } = { ...run.calibration, table: run.table }
    const at = 17
    const [i, j] = [table.proposal[at]!, table.juror[at]!]
    const scale = Math.sqrt(posterior.residualVariance)
    // Prediction from everything else, at the same variances: weight 0 for the score.
    const { design } = posterior.system
    // More proposals than jurors: the layout keeps the order of the table.
    expect(design.source).toBeUndefined()
    const e = fit.residuals[at]!
    const y = run.calibration.y
    design.weight[at] = 0
    posterior.system.weigh()
    posterior.system.assemble(posterior.system.ratios)
    const other = posterior.system.solve(y, { mu: 0, row: new Float64Array(40), column: new Float64Array(8) })
    const away = y[at]! - other.mu - other.row[i]! - other.column[j]!
    // e / (1 - h) is the distance to the prediction without the score, so t = e / (s sqrt(1 - h)) = sqrt(e x away) / s.
    const expected = (Math.sign(e) * Math.sqrt(e * away)) / scale
    const again = ranked(rows)
    const residuals = deletionOf(again)
    expect(residuals[at]).toBeCloseTo(expected, 8)
  })

  test('shows the other rules beside the official one, without touching it', () => {
    const run = ranked(syntheticRound(60, 5, 10))
    const before = run.columns.calibratedRank.slice()
    const { comparison, overlap } = auditRun(run)
    expect(run.columns.calibratedRank).toEqual(before)
    for (const rank of Object.values(comparison)) expect(Math.min(...rank)).toBe(1)
    for (const kept of Object.values(overlap)) expect(kept[0]).toBeGreaterThan(30)
    expect(run.calibration.spread.factor.every((a) => a === 1) && comparison.severityOnly).toEqual(before)
  })

  test('says how many places stay when each juror is left out', () => {
    const { jurors } = auditRun(ranked(syntheticRound(150, 3, 12)))
    expect(jurors.every(({ keptWithout }) => keptWithout && keptWithout[0]! >= 35 && keptWithout[0]! <= 45)).toBe(true)
    expect(jurors.some(({ keptWithout }) => keptWithout![0]! < 45)).toBe(true)
  })

  test('second readings are those between 10 and 90 percent, nearest to the line first', () => {
    const run = ranked(syntheticRound(150, 3, 12))
    const millionths = run.columns.topMillionths[0]!
    const readings = auditRun(run).reviewQueue.flatMap((item) =>
      item.kind === 'SECOND_READING' ? [item.millionths] : [],
    )
    expect(readings.toSorted((a, b) => a - b)).toEqual(
      [...millionths].filter((p) => p > 100_000 && p < 900_000).toSorted((a, b) => a - b),
    )
    const distance = readings.map((p) => Math.abs(p - 500_000))
    expect(distance).toEqual(distance.toSorted((a, b) => a - b))
  })
})

function deletionOf(run: ReturnType<typeof ranked>): Float64Array {
  return deletionResiduals(run.calibration.posterior, run.calibration.fit.residuals)
}

test('a list with and without an excluded juror names who entered, who left and who moved', () => {
  const rows = syntheticRound(150, 3, 12)
  const [all, without] = [ranked(rows), ranked(rows.filter(({ juror }) => juror !== 'J00003'))]
  const { entered, left, moves } = compareRuns(all, without)
  expect(entered.length).toBe(left.length)
  expect(entered.length).toBeGreaterThan(0)
  expect(
    moves
      .filter(({ isSelected, wasSelected }) => isSelected && !wasSelected)
      .map(({ proposalId }) => proposalId)
      .toSorted(),
  ).toEqual(entered.toSorted())
  expect(compareRuns(all, all)).toEqual({ entered: [], left: [], moves: [] })
})

function correlationOfSecond(list: readonly Row[]): number {
  const table = tableOf(list)
  return measureAgreement(table.offset, table.proposal, table.juror, new Float64Array(6)).correlation[1]!
}

test('the agreement alarm is blind to severity and spread', () => {
  const rows = syntheticRound(120, 3, 6)
  const stretched = rows.map((row) => (row.juror === 'J00002' ? { ...row, score: 30 + row.score * 3 } : row))
  expect(correlationOfSecond(stretched)).toBeCloseTo(correlationOfSecond(rows), 12)
})

test('halo is 1 where all criteria say the same and about 0 where they do not', () => {
  const juror = Int32Array.from({ length: 40 }, (_, at) => at % 2)
  const first = Float64Array.from(juror, (_, at) => (at * 37) % 41)
  const second = first.map((value, at) => (juror[at] === 0 ? 2 * value + 1 : (at * 17) % 29))
  const halo = measureHalo([first, second], juror, 2)
  expect(halo[0]).toBeCloseTo(1, 12)
  expect(Math.abs(halo[1]!)).toBeLessThan(0.5)
})

test('a juror who favours one group, and two who move together, stand first', () => {
  const proposal = Int32Array.from({ length: 80 }, (_, at) => Math.floor(at / 2))
  const juror = Int32Array.from({ length: 80 }, (_, at) => (Math.floor(at / 2) % 2 === 0 ? at % 2 : 2 + (at % 2)))
  const deletion = Float64Array.from({ length: 80 }, (_, at) => {
    const wave = ((Math.floor(at / 2) * 7) % 11) / 5 - 1
    return juror[at]! < 2 ? wave : at % 2 === 0 ? wave : -wave
  })
  for (let at = 0; at < 80; at++) if (juror[at] === 0 && proposal[at]! < 12) deletion[at] = 2
  const groupOf = Int32Array.from({ length: 40 }, (_, i) => (i < 12 ? 0 : 1))
  expect(groupLeanings(deletion, proposal, juror, groupOf)[0]).toMatchObject({ juror: 0, group: 0, scores: 6, mean: 2 })
  const pairs = pairRelations(deletion, proposal, juror, 4)
  expect(pairs.map(({ first, second, shared }) => [first, second, shared]).toSorted()).toEqual([
    [0, 1, 20],
    [2, 3, 20],
  ])
  expect(pairs.find(({ first }) => first === 2)!.correlation).toBeCloseTo(-1, 10)
})

describe('linkage', () => {
  test('of a complete design is ideal', () => {
    const proposal = Int32Array.from({ length: 60 }, (_, at) => Math.floor(at / 5))
    const juror = Int32Array.from({ length: 60 }, (_, at) => at % 5)
    const linkage = measureLinkage(proposal, juror, 5)!
    expect(linkage.weakestLink).toBeCloseTo(1, 9)
    expect(linkage.severityVariance).toBeCloseTo(1, 9)
    // Two means of 12 scores each differ with variance 2 / 12.
    expect(linkage.worstContrast).toBeCloseTo(1 / 6, 9)
  })

  test('of a ring is weak, and a split has none', () => {
    const ring = {
      proposal: Int32Array.from({ length: 40 }, (_, at) => at >> 1),
      juror: Int32Array.from({ length: 40 }, (_, at) => ((at >> 1) + (at & 1)) % 20),
    }
    expect(measureLinkage(ring.proposal, ring.juror, 20)!.severityVariance).toBeGreaterThan(3)
    const split = { proposal: Int32Array.of(0, 0, 1, 1), juror: Int32Array.of(0, 1, 2, 3) }
    expect(measureLinkage(split.proposal, split.juror, 4)).toBeUndefined()
    expect(findComponents(split.proposal, split.juror, 2, 4)).toEqual({
      count: 2,
      ofProposal: Int32Array.of(0, 1),
      ofJuror: Int32Array.of(0, 0, 1, 1),
      sizes: [
        { proposals: 1, jurors: 2 },
        { proposals: 1, jurors: 2 },
      ],
    })
  })
})

test('lots depend on the seed and the round, not on the order of the tied', () => {
  const lots = drawLots('seed', 'round', ['a', 'b', 'c', 'd'])
  expect(drawLots('seed', 'round', ['d', 'b', 'a', 'c'])).toEqual(lots)
  expect(drawLots('other', 'round', ['a', 'b', 'c', 'd'])).not.toEqual(lots)
})
