import { expect, it } from 'vitest'
import { differenceLines, verdictText } from '#site/text/recompute.ts'

it('names only the columns of a proposal that differ', () => {
  const stated =
    '{"calibratedRank":3,"id":"P-7","plainRank":2,"quanta":1200,"scores":3,"topMillionths":[5,90000,7],"zone":"IN"}'
  const recomputed =
    '{"calibratedRank":5,"id":"P-7","plainRank":2,"quanta":1200,"scores":3,"topMillionths":[5,80000,7],"zone":"IN"}'
  expect(differenceLines({ where: 'ranking.P-7', stated, recomputed })).toEqual([
    { place: 'Usulan P-7, peringkat terkalibrasi', stated: '3', recomputed: '5' },
    {
      place: 'Usulan P-7, peluang masuk: berbeda pada 1 dari 3 batas, pertama yang ke-2',
      stated: '90000',
      recomputed: '80000',
    },
  ])
})

it('tells a proposal that only one of the two rankings has', () => {
  expect(differenceLines({ where: 'ranking.P.1', stated: 'null', recomputed: '{"id":"P.1"}' })).toEqual([
    { place: 'Usulan P.1', stated: 'tidak ada', recomputed: 'ada' },
  ])
})

it.each([
  [
    { where: 'bundleHash', stated: '"aa"', recomputed: '"bb"' },
    { place: 'Sidik jari berkas', stated: 'aa', recomputed: 'bb' },
  ],
  [
    { where: 'manifest.iterations', stated: '4', recomputed: '5' },
    { place: 'Banyaknya langkah penghitungan', stated: '4', recomputed: '5' },
  ],
  [
    { where: 'ranking.length', stated: '4', recomputed: '5' },
    { place: 'Banyaknya usulan dalam peringkat', stated: '4', recomputed: '5' },
  ],
  [
    { where: 'sheets', stated: '{"code":"INCOMPLETE_SHEET","sheet":4}', recomputed: '' },
    { place: 'Lembar nilai', stated: '{"code":"INCOMPLETE_SHEET","sheet":4}', recomputed: 'tidak dihitung' },
  ],
  [
    { where: 'plan', stated: 'unreadable', recomputed: '' },
    { place: 'Aturan penghitungan', stated: 'tidak terbaca', recomputed: 'tidak dihitung' },
  ],
  [
    { where: 'surprise', stated: '1', recomputed: 'null' },
    { place: 'surprise', stated: '1', recomputed: 'null' },
  ],
])('says where $where differs', (difference, line) => {
  expect(differenceLines(difference)).toEqual([line])
})

it('gives the verdict with its counts', () => {
  const counts = { proposals: 3500, sheets: 10_500, bundleHash: 'aa' }
  expect([
    verdictText({ ...counts, matches: true, differences: [] }),
    verdictText({ ...counts, matches: false, differences: [{ where: 'plan', stated: '1', recomputed: '2' }] }),
  ]).toEqual([
    'Cocok. Peringkat 3.500 usulan dari 10.500 lembar nilai dihitung ulang sampai angka terakhir.',
    'Tidak cocok: 1 perbedaan.',
  ])
})

it('says the same in English', () => {
  const verification = { matches: true, differences: [], proposals: 3500, sheets: 10500, bundleHash: 'aa' }
  expect(verdictText(verification, 'en')).toBe(
    'Matches. The ranking of 3,500 proposals from 10,500 score sheets was recomputed to the last digit.',
  )
  const stated = '{"id":"P-7","topMillionths":[5,90000,7]}'
  const recomputed = '{"id":"P-7","topMillionths":[5,80000,7]}'
  expect(differenceLines({ where: 'ranking.P-7', stated, recomputed }, 'en')).toEqual([
    {
      place: 'Proposal P-7, chance of a place: differs at 1 of 3 cuts, first at number 2',
      stated: '90000',
      recomputed: '80000',
    },
  ])
  expect(differenceLines({ where: 'manifest.seed', stated: '"a"', recomputed: '' }, 'en')).toEqual([
    { place: 'Seed of the draws', stated: 'a', recomputed: 'not computed' },
  ])
})
