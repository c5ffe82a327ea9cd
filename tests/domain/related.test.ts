import { relatedTexts } from '#worker/domain/related.ts'
import { describe, expect, it } from 'vitest'

const texts = (all: Record<string, string>) => Object.entries(all).map(([id, text]) => ({ id, words: text.split(' ') }))

describe('texts that are alike', () => {
  it('are found by the rare words they share, the most alike first', () => {
    const related = relatedTexts(
      texts({
        sampah: 'bank sampah desa olah kompos',
        kompos: 'sampah olah kompos gas kota',
        kapal: 'kapal sehat pulau dokter',
        dokter: 'dokter terbang pulau jauh',
        izin: 'izin cepat loket',
      }),
      3,
    )
    expect([...related]).toEqual([
      ['sampah', ['kompos']],
      ['kompos', ['sampah']],
      ['kapal', ['dokter']],
      ['dokter', ['kapal']],
      ['izin', []],
    ])
  })

  it('are at most as many as asked for, and never the text itself', () => {
    const alike = texts({ a: 'ibu bayi gizi', b: 'ibu bayi', c: 'bayi gizi', d: 'ibu gizi', z: 'jalan', y: 'air' })
    const related = relatedTexts(alike, 2)
    expect([...related.values()].every((found) => found.length <= 2)).toBe(true)
    expect([...related].filter(([id, found]) => found.includes(id))).toEqual([])
  })

  it('come in the same order however often they are computed, ties by the order of the texts', () => {
    const same = texts({ a: 'pasar pagi', b: 'pasar pagi', c: 'pasar pagi', z: 'laut', y: 'gunung' })
    expect(relatedTexts(same, 3).get('b')).toEqual(['a', 'c'])
    expect(relatedTexts(same, 3)).toEqual(relatedTexts(same, 3))
  })

  it('do not become alike by a word that nearly all of them have', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `t${index}`, words: ['layan', `kata${index}`] }))
    expect([...relatedTexts(many, 5).values()].flat()).toEqual([])
  })

  it('of one text or none are none', () => {
    expect([relatedTexts([], 3).size, relatedTexts(texts({ a: 'satu dua' }), 3).get('a')]).toEqual([0, []])
  })
})
