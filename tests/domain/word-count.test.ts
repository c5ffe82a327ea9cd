import { expect, test } from 'vitest'
import { countWords } from '#domain/word-count.ts'

test.each([
  ['', 0],
  ['   \n\t ', 0],
  ['satu', 1],
  ['  satu   dua\n\ntiga ', 3],
  ['e-KTP', 1],
  ['sebelum - sesudah', 2],
  ['• butir • butir', 2],
  ['— … ***', 0],
  ['naik 12,5 % menjadi 87', 4],
  ['Jawa\u00a0Timur', 2],
  ['ꦲꦏ꧀ꦱꦫ ꦗꦮ', 2],
])('%j counts %i words', (text, words) => {
  expect(countWords(text)).toBe(words)
})
