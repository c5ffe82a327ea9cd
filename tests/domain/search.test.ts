import { describe, expect, it } from 'vitest'
import { buildSearchIndex, searchIndex, stemsOf } from '#domain/search.ts'

const texts = [
  { name: 'Antar Obat', text: 'Melayani pasien di rumah' },
  { name: 'Pelayanan Satu Pintu', text: 'Perizinan usaha kecil' },
  { name: 'Kebun Kakao', text: 'Petani kakao dilayani di kebun, rumah, dan pasar' },
]
const index = buildSearchIndex(
  texts.map(({ name, text }) => [
    { text: name, weight: 5 },
    { text, weight: 1 },
  ]),
  'id',
)
const found = (query: string) => searchIndex(index, query, 'id')

describe('a search', () => {
  it('finds every form of a word, the name before the text', () => {
    expect([found('layanan'), found('MELAYANI'), found('pelayanannya')]).toEqual([
      { documents: [1, 0, 2], match: 'all' },
      { documents: [1, 0, 2], match: 'all' },
      { documents: [1, 0, 2], match: 'all' },
    ])
  })

  it('wants all words where one document has them all, and says when none has', () => {
    expect([found('layanan rumah'), found('layanan kebun'), found('kakao perizinan')]).toEqual([
      { documents: [0, 2], match: 'all' },
      { documents: [2], match: 'all' },
      { documents: [2, 1], match: 'some' },
    ])
  })

  it('takes the beginning of a word, and nothing for what is nowhere', () => {
    expect([found('perizi'), found('ka'), found('zzz'), found('')]).toEqual([
      { documents: [1], match: 'all' },
      { documents: [], match: 'none' },
      { documents: [], match: 'none' },
      { documents: [], match: 'none' },
    ])
  })

  it('does not take the names of what every object has for words', () => {
    expect([found('constructor'), found('toString __proto__')]).toEqual([
      { documents: [], match: 'none' },
      { documents: [], match: 'none' },
    ])
  })

  it('stems English by its own endings', () => {
    expect(stemsOf('Services coached farmers, mapped villages quickly', 'en')).toEqual([
      'servic',
      'coach',
      'farmer',
      'map',
      'villag',
      'quick',
    ])
    expect(stemsOf('service coaching farmer mapping village', 'en')).toEqual([
      'servic',
      'coach',
      'farmer',
      'map',
      'villag',
    ])
  })
})
