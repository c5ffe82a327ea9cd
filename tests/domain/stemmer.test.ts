import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stem, stemmedWords, wordsOf } from '#domain/stemmer.ts'

const families = {
  layan: 'layan layanan pelayanan melayani dilayani pelayanannya',
  adu: 'aduan mengadu pengaduan mengadukan',
  daya: 'berdaya pemberdayaan memberdayakan',
  lanjut: 'lanjut kelanjutan keberlanjutan berkelanjutan melanjutkan',
  tulis: 'tulis menulis penulis tulisan menuliskan tertulis',
  nilai: 'nilai menilai penilai penilaian dinilai',
  kelola: 'kelola mengelola pengelola pengelolaan dikelola',
  ajar: 'ajar belajar pelajaran pembelajaran mengajar mempelajari',
  rawat: 'rawat perawat perawatan merawat dirawat',
  terima: 'terima menerima penerima diterima penerimaan',
  batas: 'batas membatasi terbatas keterbatasan',
  mudah: 'mudah memudahkan kemudahan mempermudah dipermudah',
  periksa: 'periksa memeriksa pemeriksaan',
  menteri: 'menteri kementerian',
}

/** Roots that no rule touches: two open syllables between l and t, such as `lopat`. */
const aRoot = fc
  .tuple(
    fc.constantFrom('l', 'w'),
    fc.constantFrom('a', 'o', 'u'),
    fc.constantFrom('b', 'd', 'g', 'p'),
    fc.constantFrom('a', 'o', 'u'),
  )
  .map((letters) => `${letters.join('')}t`)

describe('the stem of an Indonesian word', () => {
  it.each(Object.entries(families))('%s is the stem of its family', (root, family) => {
    expect(family.split(' ').map((word) => [word, stem(word)])).toEqual(family.split(' ').map((word) => [word, root]))
  })

  it('leaves loans, names and numbers as they are', () => {
    const untouched = [
      'inovasi',
      'publikasi',
      'digital',
      'masalah',
      'temu',
      'himpun',
      'kota',
      'gayatri',
      'e2e',
      '2020',
      'ikan',
    ]
    expect(untouched.map(stem)).toEqual(untouched)
  })

  it('is one for every affix a root can carry', () => {
    fc.assert(
      fc.property(aRoot, (root) => {
        const carried = [
          `me${root}i`,
          `me${root}kan`,
          `di${root}i`,
          `di${root}kan`,
          `pe${root}an`,
          `${root}an`,
          `ber${root}`,
        ]
        const longer = [
          `ke${root}an`,
          `ter${root}`,
          `pember${root}an`,
          `keber${root}an`,
          `${root}annya`,
          `memper${root}`,
        ]
        expect([...carried, ...longer].map(stem)).toEqual([...carried, ...longer].map(() => root))
      }),
    )
  })

  it('keeps two syllables and never grows by more than the swallowed letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,16}$/), (word) => {
        const found = stem(word)
        expect(found === word || (found.match(/[aeiou]/g)?.length ?? 0) >= 2).toBe(true)
        expect(found.length).toBeLessThanOrEqual(word.length)
      }),
    )
  })
})

describe('the words of a text', () => {
  it('are in lower case, without accents, doubled words apart', () => {
    expect(wordsOf('Anak-anak di KOTA, café 2.307!')).toEqual(['anak', 'anak', 'di', 'kota', 'cafe', '2', '307'])
    expect(stemmedWords('Pelayanan melayani anak-anak')).toEqual(['layan', 'layan', 'anak', 'anak'])
  })
})
