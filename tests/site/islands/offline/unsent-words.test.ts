import { expect, test } from 'vitest'
import { unsentWords } from '#site/islands/offline/unsent-words.ts'

const none = { sheets: 0, marks: 0, visits: 0, photos: 0, answers: 0 }

test('what would be lost is named by its kind', () => {
  expect([
    unsentWords({ ...none, sheets: 2 }),
    unsentWords({ ...none, sheets: 2, marks: 1 }),
    unsentWords({ sheets: 1, marks: 1, visits: 1, photos: 3, answers: 1 }),
  ]).toEqual([
    '2 lembar',
    '2 lembar dan 1 tanda',
    '1 lembar, 1 tanda, 1 lembar kunjungan, 3 foto kunjungan, dan 1 jawaban konsolidasi',
  ])
})
