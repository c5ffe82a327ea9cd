import { expect, it } from 'vitest'
import {
  exactPoints,
  explainMove,
  leanWords,
  moveWords,
  reasonText,
  shareWords,
  signedPoints,
} from '#site/text/ranking.ts'

it('prints a mean as the plain list does, also half a hundredth', () => {
  expect([77.475, 84.25, 67.3333, 0].map(exactPoints)).toEqual(['77,48', '84,25', '67,33', '0,00'])
})

it('explains a proposal that strict jurors read', () => {
  const told = { n: 3, mean: 67.3333, lean: -11.14, calibrated: 75.206, rankPlain: 119, rankCalibrated: 34 }
  expect(explainMove(told)).toBe(
    'Rata-rata 67,33, peringkat 119; ketiga jurinya rata-rata 11,1 poin lebih keras daripada ukuran bersama, sehingga nilai terkalibrasinya 75,21 dan peringkatnya naik 85 menjadi 34.',
  )
})

it('does not blame the jurors for a move that others caused', () => {
  const told = { n: 2, mean: 80, lean: -0.8, calibrated: 80.5, rankPlain: 10, rankCalibrated: 12 }
  expect(explainMove(told)).toBe(
    'Rata-rata 80,00, peringkat 10; kedua jurinya rata-rata 0,8 poin lebih keras daripada ukuran bersama, nilai terkalibrasinya 80,50; karena usulan lain bergeser, peringkatnya turun 2 menjadi 12.',
  )
})

it('says that a rank stays, however many jurors there were', () => {
  const told = { n: 7, mean: 84, lean: 3.2, calibrated: 79.4, rankPlain: 1, rankCalibrated: 1 }
  expect(explainMove(told)).toBe(
    'Rata-rata 84,00, peringkat 1; ke-7 jurinya rata-rata 3,2 poin lebih murah hati daripada ukuran bersama, nilai terkalibrasinya 79,40, dan peringkatnya tetap.',
  )
})

it('writes moves, leanings and signs', () => {
  expect([moveWords(8, 2), moveWords(2, 1010), moveWords(5, 5)]).toEqual(['naik 6', 'turun 1.008', 'tetap'])
  expect(leanWords(0.04)).toBe('rata-rata seukuran dengan ukuran bersama')
  expect([signedPoints(3.24), signedPoints(-1), signedPoints(-0.04)]).toEqual(['+3,2', '−1,0', '0,0'])
})

it('never rounds a chance to certainty', () => {
  expect([0, 0.0001, 0.0005, 0.62, 0.99949, 0.9999, 1].map(shareWords)).toEqual([
    '0,0%',
    '< 0,1%',
    '0,1%',
    '62,0%',
    '99,9%',
    '> 99,9%',
    '100,0%',
  ])
})

it('says every refusal in words and names one it does not know', () => {
  expect(reasonText('ALL_EQUAL')).toBe('Semua skor sama, jadi tidak ada yang dapat dibedakan. Semua usulan seri.')
  expect(reasonText('SURPRISE')).toBe('Mesin hitung menolak dengan kode SURPRISE.')
})
