import { expect, test } from 'vitest'
import { freeze, normalisedTitle, searchPrefixes, searchWords } from '#domain/submission.ts'

const rules = {
  sections: [
    { id: 'ringkasan', title: '', question: '', guidance: '', maxWords: 9 },
    { id: 'dampak', title: '', question: '', guidance: '', maxWords: 9 },
  ],
  attachments: [],
}
const written = {
  edition: 'kipp-uji',
  title: 'Klinik Désa: "Sehat"',
  groupId: 'umum',
  clusterId: 'kabupaten' as const,
  agency: 'Pemerintah Kabupaten Contoh',
  unit: 'Dinas Kesehatan',
  startedOn: '2024-01-01',
  registryId: null,
  replicationOf: null,
  themeIds: [],
  goals: [],
  answers: {},
  sections: [
    { id: 'dampak', text: 'Naik.' },
    { id: 'lama', text: 'Bagian yang sudah tidak ada.' },
    { id: 'ringkasan', text: 'Singkat.' },
  ],
  attachments: [],
}
const number = { referenceNumber: 'KIPP-UJI-ACEFH9', revision: 2 }

test('a submission holds the sections of the form in its order, and its number', () => {
  expect(freeze(written, number, rules)).toEqual({
    ok: true,
    value: {
      ...written,
      ...number,
      sections: [
        { id: 'ringkasan', text: 'Singkat.' },
        { id: 'dampak', text: 'Naik.' },
      ],
    },
  })
})

test('what is incomplete is not frozen', () => {
  expect(freeze({ ...written, startedOn: null }, number, rules)).toEqual({
    ok: false,
    refusal: { code: 'proposal_incomplete', problems: [{ code: 'start_missing' }] },
  })
})

test('titles that differ in case, accents, signs and spaces are one title', () => {
  expect([normalisedTitle(' Klinik DESA – sehat '), normalisedTitle('Klinik Désa: "Sehat"')]).toEqual([
    'klinik desa sehat',
    'klinik desa sehat',
  ])
})

test('a proposal is found by title, agency, unit and number; the whole title stands behind a mark', () => {
  const frozen = { ...written, ...number, agency: 'Kota Desa', unit: 'Dinas', sections: [] }
  expect(searchWords(frozen)).toEqual([
    'klinik',
    'desa',
    'sehat',
    'kota',
    'dinas',
    'kipp',
    'uji',
    'acefh9',
    'kipp-uji-acefh9',
    '=klinik desa sehat',
  ])
})

test('what is typed becomes at most six beginnings, never the mark', () => {
  expect([searchPrefixes(' =Klinik, DÉs'), searchPrefixes('a b c d e f g'), searchPrefixes(' -- ')]).toEqual([
    ['klinik', 'des'],
    ['a', 'b', 'c', 'd', 'e', 'f'],
    [],
  ])
})
