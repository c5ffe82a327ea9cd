import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findingOutcomes, type WrittenVisit } from '#domain/field-visit.ts'
import { coversVisit, mergeVisits, parseVisit, sameVisit } from '#site/islands/visits/visit-document.ts'

const finding = fc.record({ outcome: fc.constantFrom(...findingOutcomes), note: fc.constantFrom('', 'a', 'b') })
const sheets: fc.Arbitrary<WrittenVisit> = fc.record({
  findings: fc.dictionary(fc.constantFrom('berjalan', 'bukti'), finding),
  comment: fc.constantFrom('', 'baik', 'baik sekali'),
})

test('what only one side changed is taken, whichever side it was', () => {
  fc.assert(
    fc.property(sheets, sheets, (base, changed) => {
      expect(mergeVisits(base, changed, base)).toEqual(changed)
      expect(mergeVisits(base, base, changed)).toEqual(changed)
    }),
  )
})

test('a merge holds both changes, or a person chooses', () => {
  const base: WrittenVisit = { findings: {}, comment: '' }
  const mine: WrittenVisit = { findings: { berjalan: { outcome: 'confirmed', note: '' } }, comment: '' }
  const theirs: WrittenVisit = { findings: { bukti: { outcome: 'partly', note: 'dua' } }, comment: 'baik' }
  expect(mergeVisits(base, mine, theirs)).toEqual({
    findings: { ...mine.findings, ...theirs.findings },
    comment: 'baik',
  })
  const other: WrittenVisit = { findings: { berjalan: { outcome: 'not_seen', note: '' } }, comment: '' }
  expect(mergeVisits(base, mine, other)).toBeUndefined()
  expect(mergeVisits(base, { ...mine, comment: 'a' }, theirs)).toBeUndefined()
})

test('a sheet comes back from the device as it was kept, and anything else is none', () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      const read = parseVisit(JSON.parse(JSON.stringify(sheet)))
      expect(read && sameVisit(read, sheet) && coversVisit(read, sheet)).toBe(true)
    }),
  )
  for (const strange of [null, 'x', {}, { findings: null, comment: '' }, { findings: {}, comment: 1 }]) {
    expect(parseVisit(strange)).toBeUndefined()
  }
  expect(parseVisit({ findings: { a: { outcome: 'lain', note: '' } }, comment: '' })).toEqual({
    findings: {},
    comment: '',
  })
})
