import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passagesOf, shinglesOf } from '#domain/shingles.ts'
import {
  bandsOf,
  comparedText,
  estimatedLikeness,
  isNotable,
  likenessOf,
  percentOf,
  plainSimilarity,
  signatureLength,
  signatureOf,
  signatureText,
  sketchOf,
} from '#domain/similarity.ts'

const words = fc.array(
  fc.constantFrom(
    ...'klinik keliling melayani warga pulau terpencil dengan perahu setiap pekan tanpa biaya obat'.split(' '),
  ),
  { minLength: 1, maxLength: 60 },
)
const text = words.map((list) => list.join(' '))
const numbered = (from: number, to: number) => new Set(Array.from({ length: to - from }, (_, i) => `s${from + i}`))

test('a text is like itself, and likeness has no direction', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [first, second] = [shinglesOf(a), shinglesOf(b)]
      const there = likenessOf(first, second)
      const back = likenessOf(second, first)
      expect(likenessOf(first, first)).toEqual({ shared: first.size, jaccard: 1, ofFirst: 1, ofSecond: 1 })
      expect(back).toEqual({ ...there, ofFirst: there.ofSecond, ofSecond: there.ofFirst })
      expect(there.jaccard).toBeLessThanOrEqual(Math.min(there.ofFirst, there.ofSecond))
    }),
  )
})

test('a sketch does not depend on the order in which a set was filled', () => {
  fc.assert(
    fc.property(text, (a) => {
      const shingles = [...shinglesOf(a)]
      expect(signatureOf(new Set(shingles.toReversed()))).toEqual(signatureOf(new Set(shingles)))
    }),
  )
})

test('the estimate of a sketch stays within four standard errors of the exact likeness', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }), (offset, size) => {
      const [a, b] = [numbered(0, size), numbered(offset, offset + size)]
      const exact = likenessOf(a, b).jaccard
      const bound = 4 * Math.sqrt((exact * (1 - exact)) / signatureLength) + 2 / signatureLength
      expect(Math.abs(estimatedLikeness(signatureOf(a), signatureOf(b)) - exact)).toBeLessThanOrEqual(bound)
    }),
    { numRuns: 200, seed: 7 },
  )
})

test('of pairs with a likeness of a third nearly all share a band, of strangers nearly none', () => {
  const sharesBand = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
    const bands = bandsOf(signatureOf(b))
    return bandsOf(signatureOf(a)).some((hash, band) => hash === bands[band])
  }
  const rounds = Array.from({ length: 100 }, (_, n) => n * 10_000)
  const found = rounds.filter((n) => sharesBand(numbered(n, n + 100), numbered(n + 50, n + 150))).length
  const strangers = rounds.filter((n) => sharesBand(numbered(n, n + 100), numbered(n + 5000, n + 5100))).length
  expect([found >= 97, strangers <= 3]).toEqual([true, true])
})

test('words in other forms, case, accents and punctuation are the same shingles', () => {
  expect(shinglesOf('Melayani warga, pulau TERPENCIL!')).toEqual(shinglesOf('pelayanan warga pulau terpencil'))
  expect(shinglesOf('anak-anak sekolah')).toEqual(shinglesOf('anak anak sekolah'))
})

test('a short line is one shingle, an empty text none, and no shingle reaches over a line', () => {
  expect([[...shinglesOf('Klinik Perahu\nSatu dua tiga')], shinglesOf(' \n ').size]).toEqual([
    ['klinik perahu', 'satu dua tiga'],
    0,
  ])
  expect(sketchOf('')).toEqual({ shingles: new Set(), signature: [], bands: [] })
})

test('a signature is 128 numbers of eight hex digits that never change', () => {
  const signature = signatureOf(shinglesOf('perahu klinik bagi pulau kecil'))
  const kept = signatureText(signature)
  expect([signature.length, kept.length, bandsOf(signature).length, kept.slice(0, 24)]).toEqual([
    128,
    1024,
    64,
    expect.stringMatching(/^[0-9a-f]{24}$/),
  ])
})

test('the passages of a text are the text again, and all of it is marked beside itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (a) => {
      const passages = passagesOf(a, shinglesOf(a))
      expect(passages.map((piece) => piece.text).join('')).toBe(a)
    }),
  )
  expect(passagesOf('Klinik perahu melayani pulau.', shinglesOf('klinik perahu pelayanan pulau'))).toEqual([
    { text: 'Klinik perahu melayani pulau', isShared: true },
    { text: '.', isShared: false },
  ])
})

test('only what both texts have is marked', () => {
  const other = shinglesOf('Warga pulau dilayani klinik perahu setiap pekan')
  expect(passagesOf('Sejak dulu klinik perahu setiap pekan datang', other)).toEqual([
    { text: 'Sejak dulu ', isShared: false },
    { text: 'klinik perahu setiap pekan', isShared: true },
    { text: ' datang', isShared: false },
  ])
})

test('a phrase is no copy; a third of the shorter text is', () => {
  const rules = plainSimilarity([{ id: 'ringkasan' }, { id: 'lain' }])
  const phrase = likenessOf(numbered(0, 3), numbered(0, 100))
  const part = likenessOf(numbered(0, 12), numbered(8, 100))
  expect([rules, isNotable(phrase, rules), percentOf(part), isNotable(part, rules)]).toEqual([
    { sectionIds: ['ringkasan'], notablePercent: 30 },
    false,
    33,
    true,
  ])
})

test('title and named sections are compared, in the order of the rules', () => {
  const sections = [
    { id: 'a', text: ' satu ' },
    { id: 'b', text: '' },
    { id: 'c', text: 'tiga' },
  ]
  expect(comparedText('Judul', sections, { sectionIds: ['c', 'b', 'a'], notablePercent: 30 })).toBe('Judul\ntiga\nsatu')
})
