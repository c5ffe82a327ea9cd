import { describe, expect, test } from 'vitest'
import { AbsorbedSystem, noEffects } from '#domain/ranking/absorbed-system.ts'
import { calibrate } from '#domain/ranking/calibration.ts'
import type { Calibration } from '#domain/ranking/calibration.ts'
import { inLayout, layOut } from '#domain/ranking/crossed-design.ts'
import { RankDraws } from '#domain/ranking/rank-draws.ts'
import { topProbabilities } from '#domain/ranking/rank-quadrature.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { reportRun } from '#domain/ranking/ranking-report.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import { measureSpread } from '#domain/ranking/spread.ts'
import { CASES, referenceModel, referenceProposals, referenceTable } from './reference-cases.ts'
import { syntheticRound, tableOf } from './synthetic-rounds.ts'

const plan = {
  ...DEFAULT_PLAN,
  contests: [{ id: '', places: [6, 45, 99], line: 45 }],
  spread: false,
  disconnected: 'compared with lme4, which takes the parts as they are',
}

function relative(value: number, reference: number): number {
  return Math.abs(value / reference - 1)
}

function largest(values: Iterable<number>): number {
  let most = 0
  for (const value of values) most = Math.max(most, value)
  return most
}

function calibrationOf(name: string): Calibration {
  const outcome = calibrate(referenceTable(name), plan)
  if (outcome.kind !== 'calibrated') throw new Error(outcome.kind)
  return outcome.calibration
}

describe.each(CASES)('%s', (name) => {
  const model = referenceModel(name)
  const proposals = referenceProposals(name)
  const report = reportRun(runRanking(referenceTable(name), plan))

  test('variances agree with lme4 within 1e-5, the REML criterion within 1e-8', () => {
    expect(relative(report.model!.variance.proposal, model.var_proposal)).toBeLessThan(1e-5)
    expect(relative(report.model!.variance.juror, model.var_jury)).toBeLessThan(1e-5)
    expect(relative(report.model!.variance.residual, model.var_residual)).toBeLessThan(1e-5)
    expect(relative(report.model!.mu, model.mu)).toBeLessThan(1e-9)
    expect(relative(report.model!.reml, model.reml_criterion)).toBeLessThan(1e-8)
    expect(report.model!.components).toBe(model.components)
  })

  test('effects and their error variances agree within 1e-5', () => {
    expect(report.proposals.map(({ id }) => id)).toEqual(proposals.map(({ id }) => id))
    expect(largest(proposals.map(({ blup }, i) => Math.abs(report.proposals[i]!.blup! - blup)))).toBeLessThan(1e-5)
    expect(largest(proposals.map(({ pev }, i) => relative(report.proposals[i]!.pev!, pev)))).toBeLessThan(1e-5)
    const ofCalibrated = proposals.map(({ pevCalibrated }, i) =>
      relative(report.proposals[i]!.standardError! * report.proposals[i]!.standardError!, pevCalibrated),
    )
    expect(largest(ofCalibrated)).toBeLessThan(1e-5)
    expect(largest(model.jurors.map(({ blup }, j) => Math.abs(report.jurors[j]!.severity! - blup)))).toBeLessThan(1e-5)
    expect(largest(model.jurors.map(({ pev }, j) => relative(report.jurors[j]!.pev!, pev)))).toBeLessThan(1e-5)
  })

  test('at the variances lme4 found, effects agree within 1e-8', () => {
    const table = referenceTable(name)
    const design = layOut(table.proposal, table.juror, table.proposalIds.length, table.jurorIds.length)
    const system = new AbsorbedSystem(design)
    const ratios = { row: model.var_residual / model.var_proposal, column: model.var_residual / model.var_jury }
    expect(design.proposalsAreRows && system.assemble(ratios)).toBe(true)
    const effects = system.solve(inLayout(design, table.offset), noEffects(design))
    expect(largest(proposals.map(({ blup }, i) => Math.abs(effects.row[i]! - blup)))).toBeLessThan(1e-8)
    expect(largest(model.jurors.map(({ blup }, j) => Math.abs(effects.column[j]! - blup)))).toBeLessThan(1e-8)
  })

  test('expected ranks agree with the closed form in R within 1e-4', () => {
    expect(largest(proposals.map((one, i) => Math.abs(report.proposals[i]!.er! - one.expectedRank)))).toBeLessThan(1e-4)
  })

  test('P(rank <= K) agrees with the draws in R within Monte Carlo error', () => {
    for (const place of [6, 45, 99] as const) {
      const z = proposals.map(({ top }, i) => {
        const [ours, theirs] = [report.proposals[i]!.pTop[place]!, top[place]]
        const pooled = (ours * 10_000 + theirs * model.mc_draws + 1) / (10_000 + model.mc_draws + 2)
        return (ours - theirs) / Math.sqrt(pooled * (1 - pooled) * (1 / 10_000 + 1 / model.mc_draws))
      })
      // 9 000 comparisons a round: a handful beyond 4 standard errors is chance, many or far ones are not.
      expect(z.filter((value) => Math.abs(value) > 4).length).toBeLessThanOrEqual(1 + proposals.length / 500)
      expect(largest(z.map(Math.abs))).toBeLessThan(6)
      expect(
        largest(proposals.map(({ top }, i) => Math.abs(report.proposals[i]!.pTop[place]! - top[place]))),
      ).toBeLessThan(0.04)
    }
  })

  test('the quadrature agrees with the draws in R', () => {
    const { posterior } = calibrationOf(name)
    const deviation = posterior.ownErrors(posterior.proposalErrors()).map(Math.sqrt)
    const probability = topProbabilities(posterior.theta, deviation, [6, 45, 99])
    for (const [k, place] of ([6, 45, 99] as const).entries()) {
      const ours = probability.subarray(k * proposals.length, (k + 1) * proposals.length)
      expect(ours.reduce((sum, p) => sum + p, 0)).toBeCloseTo(place, 6)
      expect(largest(proposals.map(({ top }, i) => Math.abs(ours[i]! - top[place])))).toBeLessThan(
        2.5 / Math.sqrt(model.mc_draws) + 0.002,
      )
    }
  })
})

describe.each(['n300_C_scale', 'n300_I_malicious'])('spread correction of %s', (name) => {
  const { spread } = referenceModel(name)
  const table = referenceTable(name)

  test('factors agree with the reference within 1e-6', () => {
    const measured = measureSpread(table.offset, table.juror, table.jurorIds.length, 100)
    expect(relative(measured.tau2, spread!.tau2)).toBeLessThan(1e-9)
    expect(largest(spread!.factors.map((a, j) => Math.abs(measured.factor[j]! - a)))).toBeLessThan(1e-6)
  })

  test('the model of the corrected scores agrees with lme4 within 1e-5', () => {
    const { model, proposals } = reportRun(runRanking(table, { ...plan, spread: true, scoreRange: 100, draws: 10 }))
    expect(relative(model!.variance.proposal, spread!.var_proposal)).toBeLessThan(1e-5)
    expect(relative(model!.variance.juror, spread!.var_jury)).toBeLessThan(1e-5)
    expect(relative(model!.variance.residual, spread!.var_residual)).toBeLessThan(1e-5)
    expect(largest(spread!.blup.map((blup, i) => Math.abs(proposals[i]!.blup! - blup)))).toBeLessThan(1e-5)
  })
})

test.each(['n300_B_strong', 'n300_M_few5', 'n3000_D_unbal'])(
  'jurors of %s do not differ in spread and none is corrected',
  (name) => {
    const table = referenceTable(name)
    const measured = measureSpread(table.offset, table.juror, table.jurorIds.length, 100)
    expect(Math.abs(measured.tau2 - referenceModel(name).spread!.tau2)).toBeLessThan(1e-9)
    expect([...measured.factor]).toEqual(table.jurorIds.map(() => 1))
  },
)

// Few scores a juror, panels that do not meet, unequal numbers of scores: where errors are most unlike independent ones.
test.each(['n300_M_few5', 'n300_F_disc', 'n300_D_unbal', 'n300_B_strong'])(
  'the quadrature of %s is within 0.006 of 100 000 joint draws',
  (name) => {
    const { posterior, table } = calibrationOf(name)
    const places = [6, 45, 99]
    const members = Int32Array.from(table.proposalIds.keys())
    const draws = new RankDraws(posterior, [{ members, places }], 'quadrature')
    const [counts] = draws.noCounts()
    draws.add([counts!], 0, 100_000)
    const own = posterior.ownErrors(posterior.proposalErrors())
    const probability = topProbabilities(posterior.theta, own.map(Math.sqrt), places)
    expect(largest(probability.map((p, at) => Math.abs(p - counts![at]! / 100_000)))).toBeLessThan(0.006)
  },
)

test('where all proposals share their jurors, only their own chance counts', () => {
  const table = tableOf(syntheticRound(60, 5, 5))
  const outcome = calibrate(table, plan)
  if (outcome.kind !== 'calibrated') throw new Error(outcome.kind)
  const { posterior } = outcome.calibration
  const chance = posterior.system.shrink.map((shrink) => posterior.residualVariance * shrink)
  const own = posterior.ownErrors(posterior.proposalErrors())
  expect(largest(own.map((variance, i) => relative(variance, chance[i]!)))).toBeLessThan(1e-12)
})
