import { describe, expect, test } from 'vitest'
import { AbsorbedSystem, noEffects } from '#domain/ranking/absorbed-system.ts'
import { calibrate } from '#domain/ranking/calibration.ts'
import type { Calibration } from '#domain/ranking/calibration.ts'
import { inLayout, layOut } from '#domain/ranking/crossed-design.ts'
import { topProbabilities } from '#domain/ranking/rank-quadrature.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { reportRun } from '#domain/ranking/ranking-report.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import { measureSpread } from '#domain/ranking/spread.ts'
import { CASES, referenceModel, referenceProposals, referenceTable } from './reference-cases.ts'

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

  test('the quadrature agrees with the draws', () => {
    // With five scores a juror the severities themselves are uncertain, which the conditional deviations leave out; rounds
    // large enough for the quadrature have a dozen scores a juror at least.
    const tolerance = name === 'n300_M_few5' ? 0.06 : 0.035
    const { posterior } = calibrationOf(name)
    const deviation = posterior.system.shrink.map((shrink) => Math.sqrt(posterior.residualVariance * shrink))
    const probability = topProbabilities(posterior.theta, deviation, [6, 45, 99])
    for (const [k, place] of ([6, 45, 99] as const).entries()) {
      const ours = probability.subarray(k * proposals.length, (k + 1) * proposals.length)
      expect(ours.reduce((sum, p) => sum + p, 0)).toBeCloseTo(place, 6)
      expect(largest(proposals.map(({ top }, i) => Math.abs(ours[i]! - top[place])))).toBeLessThan(tolerance)
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
