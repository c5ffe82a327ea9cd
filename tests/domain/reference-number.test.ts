import { expect, test } from 'vitest'
import { referenceAlphabet, referenceNumber } from '#domain/reference-number.ts'

test('a number is the slug in capitals and six characters chosen one by one', () => {
  const picks = [0, 1, 2, 3, 4, referenceAlphabet.length - 1]
  const asked: number[] = []
  const number = referenceNumber('kipp-uji', (below) => {
    asked.push(below)
    return picks[asked.length - 1] ?? 0
  })
  expect([number, asked]).toEqual(['KIPP-UJI-ACEFH9', Array.from({ length: 6 }, () => 19)])
})

test('no two characters of the alphabet look alike', () => {
  const lookAlikes = ['0OQD', '1IL', '2Z', '5S', '8B', '6G', 'UV']
  const clashes = lookAlikes.filter((set) => [...set].filter((sign) => referenceAlphabet.includes(sign)).length > 1)
  expect([clashes, new Set(referenceAlphabet).size]).toEqual([[], referenceAlphabet.length])
})
