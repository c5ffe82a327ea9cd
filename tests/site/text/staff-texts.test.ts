import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ageText } from '#site/text/age.ts'
import { auditActionNames } from '#site/text/audit-actions.ts'
import { auditSentence } from '#site/text/audit.ts'
import { csv } from '#domain/csv.ts'
import { daysLeft, fromWibInput, toWibInput } from '#site/text/wib.ts'

it('writes a table for Indonesian spreadsheets, formulas disarmed and separators quoted', () => {
  expect(
    csv([
      ['Judul', 'Rerata'],
      ['=1+1', '84,25'],
      ['a;b "c"', '-5'],
    ]),
  ).toBe('\uFEFFJudul;Rerata\r\n\'=1+1;84,25\r\n"a;b ""c""";\'-5\r\n')
})

it('reads and writes dates in the time of western Indonesia', () => {
  expect(toWibInput('2027-05-06T16:59:00.000Z')).toBe('2027-05-06T23:59')
  expect(fromWibInput('2027-05-06T23:59')).toBe('2027-05-06T16:59:00.000Z')
  expect([fromWibInput(''), fromWibInput('2027-13-40T00:00'), fromWibInput('besok')]).toEqual([null, null, null])
})

it.each([
  ['2027-05-06T00:00:00Z', '2027-05-06T00:00:00Z', 0],
  ['2027-05-06T00:00:01Z', '2027-05-06T00:00:00Z', 1],
  ['2027-05-08T00:00:00Z', '2027-05-06T00:00:00Z', 2],
  ['2027-05-05T00:00:00Z', '2027-05-06T00:00:00Z', 0],
])('until %s from %s are %i days', (until, now, days) => {
  expect(daysLeft(until, now)).toBe(days)
})

it.each([
  [28, '2 th 4 bl'],
  [24, '2 th'],
  [7, '7 bl'],
  [0, '0 bl'],
])('%i months are %s', (months, text) => {
  expect(ageText(months)).toBe(text)
})

it.each([
  [
    'screening.recorded',
    { outcome: 'ineligible', sequence: 1, reasons: 'too_young same_title' },
    'Hasil seleksi dicatat: Tidak layak, Umur inovasi kurang dari syarat, Judul sama dengan usulan lain.',
  ],
  ['screening.recorded', { outcome: 'eligible', sequence: 1, reasons: '' }, 'Hasil seleksi dicatat: Layak.'],
  ['edition.opened', { version: 1 }, 'Edisi dibuka: aturan versi 1.'],
  ['role.granted', { role: 'evaluator', agencyId: null }, 'Peran diberikan: Evaluator.'],
  ['publication.made', { kind: 'edition', stage: null }, 'Diterbitkan: jadwal dan aturan edisi.'],
  ['publication.made', { kind: 'results', stage: 'pleno' }, 'Diterbitkan: hasil pleno, tahap pleno.'],
  ['rules.changed', {}, 'Aturan diubah.'],
  ['something.new', { a: 1 }, 'something.new.'],
])('tells %s %j in a sentence', (action, detail, sentence) => {
  expect(auditSentence(action, detail)).toBe(sentence)
})

it('every act that the portal writes into the trail has its words', () => {
  // In an event of its own, or in SQL before the edition it belongs to.
  const written = globSync(['worker/**/*.ts', 'db/*.ts']).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\baction\b.*|.*(?:edition_id|editionId\}),/g)].flatMap(([line]) =>
      [...line.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, action = '']) => action),
    ),
  )
  expect(written.length).toBeGreaterThan(60)
  expect(written.filter((action) => !(action in auditActionNames))).toEqual([])
})
