import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReferenceNumber, referenceAlphabet, referenceNumber } from '#domain/reference-number.ts'

test('a number is the slug in capitals, six characters chosen one by one, and one that checks them', () => {
  const picks = [0, 1, 2, 3, 4, referenceAlphabet.length - 1]
  const asked: number[] = []
  const number = referenceNumber('kipp-uji', (below) => {
    asked.push(below)
    return picks[asked.length - 1] ?? 0
  })
  expect([number, asked]).toEqual(['KIPP-UJI-ACEFH9C', Array.from({ length: 6 }, () => 19)])
})

test('no two characters of the alphabet look alike', () => {
  const lookAlikes = ['0OQD', '1IL', '2Z', '5S', '8B', '6G', 'UV']
  const clashes = lookAlikes.filter((set) => [...set].filter((sign) => referenceAlphabet.includes(sign)).length > 1)
  expect([clashes, new Set(referenceAlphabet).size]).toEqual([[], referenceAlphabet.length])
})

const position = fc.integer({ min: 0, max: referenceAlphabet.length - 1 })
const numbers = fc
  .tuple(fc.constantFrom('kipp-uji', 'kovablik-9', 'x'), fc.array(position, { minLength: 6, maxLength: 6 }))
  .map(([slug, picks]) => {
    let drawn = 0
    return referenceNumber(slug, () => picks[drawn++] ?? 0)
  })

test('a number is known again however it is typed', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const typed = ` ${number.toLowerCase().replaceAll('-', ' – ')} `
      expect([readReferenceNumber(number), readReferenceNumber(typed)]).toEqual([{ number }, { number }])
    }),
  )
})

test('every wrong character and every exchange of two is noticed', () => {
  fc.assert(
    fc.property(numbers, fc.nat(6), fc.nat(6), position, (number, at, other, drawn) => {
      const start = number.length - 7
      const signs = [...number]
      const wrong = signs.with(start + at, referenceAlphabet[drawn] ?? '').join('')
      const [one = '', two = ''] = [signs[start + at], signs[start + other]]
      const exchanged = signs
        .with(start + at, two)
        .with(start + other, one)
        .join('')
      const changed = [wrong, exchanged].filter((typed) => typed !== number)
      // An exchange with the check character itself is a wrong sum in 18 of 19 cases; among the six it always is.
      const sure = at < 6 && other < 6 ? changed : changed.filter((typed) => typed === wrong && wrong !== exchanged)
      expect(sure.map(readReferenceNumber)).toEqual(sure.map(() => 'mistyped'))
    }),
    { numRuns: 2000 },
  )
})

test('numbers from before the check character stay valid; what cannot be a number is said to be mistyped', () => {
  const typed = [
    'kipp-2027-acefhj',
    'KIPP-ACEFH',
    'ACEFHJK',
    'KIPP-ACEFH0',
    "KIPP-ACEFHJ' OR 1",
    '',
    'KIPP-ACEFHJ\u202e',
  ]
  expect(typed.map(readReferenceNumber)).toEqual([
    { number: 'KIPP-2027-ACEFHJ' },
    ...Array.from({ length: 6 }, () => 'mistyped'),
  ])
})
