import { expect, test } from 'vitest'
import { blankAnswer, parseAnswer, sameAnswer, wordsOf } from '#site/islands/consolidation/answer-document.ts'

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
const blank = blankAnswer(round, own)

test('an answer begins with the own sheet and nothing said', () => {
  expect(blank).toEqual({
    kind: null,
    revision: {
      points: { dampak: '70', kebaruan: '70' },
      comments: { dampak: 'Terukur.', kebaruan: '' },
      comment: 'Baik.',
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
  { ...blank, revision: { ...blank.revision, points: { dampak: 70 } } },
  { ...blank, revision: { points: {}, comments: {} } },
])('what is no answer is not taken for one: %j', (value) => {
  expect(parseAnswer(value)).toBeUndefined()
})

test('an empty field and one that was never touched are the same', () => {
  const cleared = { ...blank, revision: { ...blank.revision, comments: { dampak: 'Terukur.' } } }
  expect([sameAnswer(blank, cleared), sameAnswer(blank, { ...blank, reason: 'Bukti' })]).toEqual([true, false])
})

test('an answer can be copied in words', () => {
  expect(wordsOf(round, { ...blank, kind: 'revised', reason: 'Bukti' })).toBe(
    'Dampak: 70, Terukur.\nKebaruan: 70\nCatatan untuk seluruh usulan: Baik.\nAlasan: Bukti',
  )
  expect(wordsOf(round, { ...blank, kind: 'confirmed', reason: 'Tetap' })).toBe('Alasan: Tetap')
})
