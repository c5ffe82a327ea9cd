import { expect, it } from 'vitest'
import { EXAMPLE_PLACES, workedExample } from '#site/method-example.ts'

it('tells of a proposal that strict jurors read and that calibration brings over the line', () => {
  const { told } = workedExample()
  expect([told.id, told.rankPlain, told.rankCalibrated, told.zone]).toEqual(['U-3', 3, EXAMPLE_PLACES, 'DISCUSS'])
  expect(told.lean).toBeLessThan(0)
})

it('follows the identity of RANKING 4: the calibrated score is the adjusted mean drawn towards the overall mean', () => {
  const { told, report } = workedExample()
  const { model } = report
  if (!model) throw new Error('the example has no model')
  const ratio = model.variance.residual / model.variance.proposal
  const drawn = model.mu + (told.n / (told.n + ratio)) * (told.adjusted - model.mu)
  expect(told.calibrated).toBeCloseTo(drawn, 6)
})
