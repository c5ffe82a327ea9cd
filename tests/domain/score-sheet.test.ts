import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rubric } from '#domain/edition.ts'
import { fillSheet, readDraft, readPoints, weightedTotalHundredths } from '#domain/score-sheet.ts'
import { kippRules } from '../factories.ts'

const desk = kippRules().stages.find((stage) => stage.kind === 'scoring')
const rubric: Rubric = desk?.kind === 'scoring' ? desk.rubric : []
const full = (points: number) => Object.fromEntries(rubric.map(({ id }) => [id, points]))

test('seven scores weighted 10/15/5/30/20/5/15 make the total worked out by hand', () => {
  const points = [80, 75, 90, 88, 70, 100, 65]
  const typed = Object.fromEntries(rubric.map(({ id }, i) => [id, points[i]]))
  // 800 + 1125 + 450 + 2640 + 1400 + 500 + 975
  expect(weightedTotalHundredths(rubric, typed)).toEqual({ ok: true, value: 7890 })
})

test('the range is 0 to 10 000', () => {
  expect(weightedTotalHundredths(rubric, full(0))).toEqual({ ok: true, value: 0 })
  expect(weightedTotalHundredths(rubric, full(100))).toEqual({ ok: true, value: 10_000 })
})

test.each([101, -1, 7.5, 'abc', '80', '', true, Number.NaN, Number.POSITIVE_INFINITY, [80], { points: 80 }])(
  'points of %j are refused, naming the criterion',
  (value) => {
    expect(weightedTotalHundredths(rubric, { ...full(80), kebaruan: value })).toEqual({
      ok: false,
      refusal: { code: 'points_invalid', criterionIds: ['kebaruan'] },
    })
  },
)

test('a criterion the rubric does not have is refused, its name whatever it may be', () => {
  expect(readPoints(rubric, { ...full(80), ringkasan: 80, constructor: 80 })).toEqual({
    ok: false,
    refusal: { code: 'points_invalid', criterionIds: ['ringkasan', 'constructor'] },
  })
})

test('null and absent are missing, and missing is never a zero', () => {
  const { kebaruan: _absent, ...rest } = full(80)
  expect(weightedTotalHundredths(rubric, { ...rest, signifikansi: null })).toEqual({
    ok: false,
    refusal: { code: 'criteria_missing', criterionIds: ['kebaruan', 'signifikansi'] },
  })
})

test('what is wrong is told before what is missing', () => {
  expect(weightedTotalHundredths(rubric, { kebaruan: 101 })).toEqual({
    ok: false,
    refusal: { code: 'points_invalid', criterionIds: ['kebaruan'] },
  })
})

test('a draft keeps what is typed and leaves out empty fields', () => {
  expect(readDraft(rubric, { kebaruan: 70, signifikansi: null }, { kebaruan: 'Jelas.', adaptabilitas: '  ' })).toEqual({
    ok: true,
    value: { points: { kebaruan: 70 }, comments: { kebaruan: 'Jelas.' } },
  })
})

test('a draft refuses a comment on a criterion that does not exist, named once', () => {
  expect(readDraft(rubric, { lain: 5 }, { lain: 'x', ringkasan: 'y' })).toEqual({
    ok: false,
    refusal: { code: 'points_invalid', criterionIds: ['lain', 'ringkasan'] },
  })
})

test('a sheet has its lines in the order of the rubric, with the comments', () => {
  const filled = fillSheet(rubric, full(60), { 'sumber-daya': 'Cukup.' })
  expect(filled).toEqual({
    ok: true,
    value: {
      totalHundredths: 6000,
      scores: rubric.map(({ id }) => ({ criterionId: id, points: 60, comment: id === 'sumber-daya' ? 'Cukup.' : '' })),
    },
  })
})

test('raising one score by a point raises the total by its weight, exactly', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 99 }), { minLength: rubric.length, maxLength: rubric.length }),
      fc.nat({ max: rubric.length - 1 }),
      (points, raised) => {
        const typed = Object.fromEntries(rubric.map(({ id }, i) => [id, points[i]!]))
        const { id, weightPercent } = rubric[raised]!
        const before = weightedTotalHundredths(rubric, typed)
        const after = weightedTotalHundredths(rubric, { ...typed, [id]: typed[id]! + 1 })
        expect(after.ok && before.ok && after.value - before.value).toBe(weightPercent)
      },
    ),
  )
})
