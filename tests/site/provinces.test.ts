import { describe, expect, it } from 'vitest'
import { islands, papuaSplitIn, provinceIn, provinceNamed, provinces } from '#site/provinces.ts'

const named = (name: string) => {
  const province = provinceNamed(name)
  if (!province) throw new Error(name)
  return province
}

describe('the provinces', () => {
  it('are 38, each with a code, an address and a tile of its own, on a known island', () => {
    const distinct = (values: readonly string[]) => new Set(values).size
    expect([
      provinces.length,
      distinct(provinces.map(({ code }) => code)),
      distinct(provinces.map(({ slug }) => slug)),
      distinct(provinces.map(({ label }) => label)),
      distinct(provinces.map(({ column, row }) => `${column} ${row}`)),
    ]).toEqual([38, 38, 38, 38, 38])
    const known = islands.map(({ id }) => id)
    expect(provinces.filter(({ island }) => !known.includes(island))).toEqual([])
    expect(provinces.filter(({ column, row }) => column < 1 || column > 19 || row < 1 || row > 8)).toEqual([])
  })

  it('of Papua are two before the split and six after it; the others never change', () => {
    const papua = ['Papua', 'Papua Barat', 'Papua Selatan', 'Papua Tengah', 'Papua Pegunungan', 'Papua Barat Daya']
    const then = (year: number) => papua.map((name) => provinceIn(year, named(name)).name.id)
    expect(then(papuaSplitIn - 1)).toEqual(['Papua', 'Papua Barat', 'Papua', 'Papua', 'Papua', 'Papua Barat'])
    expect(then(papuaSplitIn)).toEqual(papua)
    const others = provinces.filter(({ island }) => island !== 'papua')
    expect(others.filter((province) => provinceIn(2014, province) !== province)).toEqual([])
  })

  it('are known by their Indonesian names only', () => {
    expect([named('Jawa Timur').slug, provinceNamed('East Java'), provinceNamed('jawa timur')]).toEqual([
      'jawa-timur',
      undefined,
      undefined,
    ])
  })
})
