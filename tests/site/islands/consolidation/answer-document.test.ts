import { describe, expect, it, test } from 'vitest'
import {
  blankAnswer,
  coversAnswer,
  mergeAnswers,
  parseAnswer,
  sameAnswer,
  takenUp,
  wordsOf,
} from '#site/islands/consolidation/answer-document.ts'
import { checkAnswer } from '#site/islands/consolidation/check-answer.ts'

const criterion = (id: string, title: string) => ({ id, title, guidance: '', weightPercent: 50, levels: [] })
const round = { criteria: [criterion('dampak', 'Dampak'), criterion('kebaruan', 'Kebaruan')] }
const own = {
  label: 'A',
  isOwn: true,
  totalHundredths: 7000,
  points: { dampak: 70, kebaruan: 70 },
  comments: { dampak: 'Terukur.' },
  comment: 'Baik.',
  pins: [],
  answer: null,
}
const blank = blankAnswer(own)

test('an answer begins with the own sheet and nothing said', () => {
  expect(blank).toEqual({
    kind: null,
    revision: {
      points: { dampak: '70', kebaruan: '70' },
      comments: { dampak: 'Terukur.' },
      comment: 'Baik.',
      notes: '',
      pins: [],
    },
    reason: '',
  })
})

test('what the device kept is read again as it was typed', () => {
  const typed = {
    ...blank,
    kind: 'revised' as const,
    reason: 'Bukti',
    revision: { ...blank.revision, points: { dampak: '8x' } },
  }
  expect(parseAnswer(structuredClone(typed))).toEqual(typed)
})

test.each([
  null,
  'kata',
  {},
  { ...blank, kind: 'lain' },
  { ...blank, reason: 7 },
  { ...blank, revision: { points: {}, comments: {} } },
  { ...blank, revision: null },
])('what is no answer is not taken for one: %j', (value) => {
  expect(parseAnswer(value)).toBeUndefined()
})

test('what an older version of the page kept is read too: it had no notes and no passages', () => {
  const { points, comments, comment } = blank.revision
  const old = { ...blank, revision: { points, comments: { ...comments, kebaruan: '' }, comment } }
  expect(parseAnswer(old)).toEqual(blank)
  expect([sameAnswer(blank, parseAnswer(old) ?? blank), sameAnswer(blank, { ...blank, reason: 'Bukti' })]).toEqual([
    true,
    false,
  ])
})

test('what was written in two places is brought together where it does not meet, and left to the juror where it does', () => {
  const revised = { ...blank, kind: 'revised' as const }
  const dampak = { ...revised, revision: { ...blank.revision, points: { dampak: '80', kebaruan: '70' } } }
  const reason = { ...blank, reason: 'Bukti' }
  expect(mergeAnswers(blank, dampak, reason)).toEqual({ ...dampak, reason: 'Bukti' })
  expect(mergeAnswers(blank, dampak, revised)).toEqual(dampak)
  expect(mergeAnswers(blank, reason, { ...blank, reason: 'Lain' })).toBeUndefined()
  expect(mergeAnswers(blank, revised, { ...blank, kind: 'confirmed' })).toBeUndefined()
  const other = { ...revised, revision: { ...blank.revision, points: { dampak: '60', kebaruan: '70' } } }
  expect(mergeAnswers(blank, dampak, other)).toBeUndefined()
})

test('one covers another that says nothing which it lacks', () => {
  const written = { ...blank, kind: 'revised' as const, reason: 'Bukti dampak' }
  expect([
    coversAnswer(written, blank),
    coversAnswer(written, { ...written, reason: 'Bukti ' }),
    coversAnswer(blank, written),
    coversAnswer(written, { ...written, kind: 'confirmed' }),
  ]).toEqual([true, true, false, false])
})

test('an earlier draft is taken up with its choice, or none, and its reason; one of before the round leaves the reason that stands', () => {
  const standing = { ...blank, kind: 'confirmed' as const, reason: 'Tetap' }
  const earlier = { ...blank.revision, points: { dampak: '55' }, notes: 'rahasia' }
  const revision = { ...earlier, notes: '', pins: [] }
  expect([
    takenUp(standing, earlier, { answer: 'confirmed', reason: 'Dulu' }),
    takenUp(standing, earlier, { answer: null, reason: 'Belum pasti' }),
    takenUp(standing, earlier, null),
  ]).toEqual([
    { kind: 'confirmed', reason: 'Dulu', revision },
    { kind: null, reason: 'Belum pasti', revision },
    { kind: 'revised', reason: 'Tetap', revision },
  ])
})

describe('the check before it is given', () => {
  const check = (answer: typeof blank) => checkAnswer(round, own, answer)
  const texts = (answer: typeof blank) => check(answer).wrong.map(({ text }) => text)
  it('names what is missing', () => {
    expect([texts(blank), texts({ ...blank, kind: 'revised', reason: 'Bukti' })]).toEqual([
      ['Pilih menegaskan atau mengubah lembar Anda.', 'Tulis alasan Anda.'],
      ['Belum ada yang diubah.'],
    ])
    const wrong = { ...blank.revision, points: { dampak: '8x' } }
    expect(texts({ kind: 'revised', reason: 'Bukti', revision: wrong })).toEqual([
      'Skor Dampak harus bilangan bulat dari 0 sampai 100.',
      'Skor Kebaruan harus bilangan bulat dari 0 sampai 100.',
    ])
  })

  it('gives a confirmation without a sheet, a revision with the whole of it', () => {
    const revision = { ...blank.revision, points: { dampak: '80', kebaruan: '70' } }
    expect([
      check({ ...blank, kind: 'confirmed', reason: 'Tetap' }),
      check({ kind: 'revised', reason: 'Bukti', revision }),
    ]).toEqual([
      { wrong: [], given: { answer: 'confirmed', reason: 'Tetap' } },
      {
        wrong: [],
        given: {
          answer: 'revised',
          reason: 'Bukti',
          points: { dampak: 80, kebaruan: 70 },
          comments: { dampak: 'Terukur.' },
          comment: 'Baik.',
        },
      },
    ])
  })
})

test('an answer can be copied in words', () => {
  expect(wordsOf(round, { ...blank, kind: 'revised', reason: 'Bukti' })).toBe(
    'Dampak: 70, Terukur.\nKebaruan: 70\nCatatan untuk seluruh usulan: Baik.\nAlasan: Bukti',
  )
  expect(wordsOf(round, { ...blank, kind: 'confirmed', reason: 'Tetap' })).toBe('Alasan: Tetap')
})
