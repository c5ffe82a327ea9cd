import { expect, test } from 'vitest'
import { cleanText } from '#domain/plain-text.ts'

test('line breaks of every system become one kind, and tabs stay', () => {
  expect(cleanText('a\r\nb\rc\u2028d\te')).toEqual({ text: 'a\nb\nc\nd\te', removed: 0 })
})

test('marks that nobody sees are left out and counted', () => {
  expect(cleanText('a\u0000b\u202Ec\u200Bd\u2066e\u00ADf\uFEFF')).toEqual({ text: 'abcdef', removed: 6 })
})

test('letters of every script, combining marks and joined emoji stay', () => {
  const text = 'é e\u0301 العربية ꦧꦱ 👩‍👩‍👧 5 m²'
  expect(cleanText(text)).toEqual({ text, removed: 0 })
})

test('half a character becomes a sign that something stood there', () => {
  expect(cleanText('a\uD83Db\uDE00c😀')).toEqual({ text: 'a\uFFFDb\uFFFDc😀', removed: 0 })
})

test('cleaning what is clean changes nothing', () => {
  const once = cleanText('x\u202Ey\r\n\uD800').text
  expect(cleanText(once)).toEqual({ text: once, removed: 0 })
})
