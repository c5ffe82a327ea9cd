/** The chaos of the jury's desk can only be trusted if it finds what is lost. */
import { expect, test } from 'vitest'
import { testimony, type Shown, type Stored } from '../bench/chaos/testimony.ts'

const draft = (content: Shown): Stored => ({ content, sheet: null })
const sheet = (content: Shown): Stored => ({ content, sheet: { totalHundredths: 7600, sha256: 'abcdef0123456789' } })

/** A juror who typed 70, saw it called saved, and typed 80. */
function aJuror() {
  const said = testimony()
  said.typed('a', 'points:dampak', '70')
  said.calledSaved('a', { 'points:dampak': '70' })
  said.typed('a', 'points:dampak', '80')
  return said
}
const verdict = (said: ReturnType<typeof testimony>, stored?: Stored) =>
  said.verdict(new Map(stored ? [['a', stored]] : []))

test('a value that was called saved may give way only to a later one of the same juror', () => {
  const found = ['70', '80', '60', ''].map((value) => verdict(aJuror(), draft({ 'points:dampak': value })).lost)
  expect(found).toEqual([[], [], ['a: points:dampak is "60", not 70 or 80'], ['a: points:dampak is "", not 70 or 80']])
})

test('once the later value was called saved too, the earlier one is a loss', () => {
  const said = aJuror()
  said.calledSaved('a', { 'points:dampak': '80' })
  said.calledSaved('a', { 'points:dampak': '70' })
  expect(verdict(said, draft({ 'points:dampak': '70' }))).toEqual({
    lost: ['a: points:dampak is "70", not 80'],
    unshown: [],
  })
})

test('what was typed and never called saved may be lost, and a value that nobody typed may not be shown', () => {
  const said = testimony()
  said.typed('a', 'comment', 'Baik')
  expect(verdict(said)).toEqual({ lost: [], unshown: [] })
  said.calledSaved('a', { comment: 'Buruk' })
  expect(verdict(said).lost).toEqual(['a: comment shows "Buruk", which nobody typed'])
})

test('a sheet must be as it was shown, must be there when it was called handed in, and must be the one of its receipt', () => {
  const shown = { 'points:dampak': '80' }
  const handsIn = () => {
    const said = aJuror()
    said.handsIn('a', shown)
    // What is typed afterwards stays beside the sheet.
    said.typed('a', 'points:dampak', '90')
    said.calledSaved('a', { 'points:dampak': '90' })
    return said
  }
  expect(verdict(handsIn(), sheet(shown))).toEqual({ lost: [], unshown: [] })
  expect(verdict(handsIn(), sheet({ 'points:dampak': '81' })).unshown).toEqual(['a: handed in as it was never shown'])
  const called = handsIn()
  called.calledHandedIn('a', { totalHundredths: 7500, proof: 'abcdef' })
  expect(verdict(called, sheet(shown)).lost).toEqual(['a: its receipt says 7500 abcdef, the sheet 7600'])
  expect(verdict(called, draft({ 'points:dampak': '90' })).lost).toEqual(['a: called handed in and is not'])
})
