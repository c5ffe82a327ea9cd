import { expect, test } from 'vitest'
import { countedAwards, lookAlikes, searchRegistry, type RegistryEntry } from '#domain/prior-award.ts'

const entry = (registryId: string, name: string, agencyName: string, ...years: number[]): RegistryEntry => ({
  registryId,
  name,
  agencyName,
  agencyId: `id-${agencyName}`,
  awards: years.map((year) => ({ year, level: 'top99', isTop: false })),
})

const registry = [
  entry('midun', 'Si Midun ke Faskes (Kemitraan Dukun Kampung dan Bidan)', 'Kabupaten Sungai', 2016),
  entry('pugar', 'PUGAR', 'Kementerian Laut', 2018),
  entry('kelas', 'Kelas Perahu', 'Kabupaten Pulau', 2019, 2021),
  entry('layan', 'Pelayanan Terpadu Nelayan', 'Kabupaten Pulau', 2020),
]
const ids = (entries: readonly RegistryEntry[]) => entries.map(({ registryId }) => registryId)
const by = (agencyName: string) => ({ agencyId: `id-${agencyName}`, agencyName })

test('the finalist and the winner of one year are one success', () => {
  const awards = [
    { year: 2020, level: 'top99', isTop: false },
    { year: 2018, level: 'top99', isTop: false },
    { year: 2020, level: 'top45', isTop: true },
    { year: 2013, level: 'top99', isTop: false },
  ]
  const rule = { id: 'x', name: 'X', groupIds: ['umum'], effect: 'excludes' as const, times: 2, fromYear: 2014 }
  expect([
    countedAwards(rule, awards).map(({ year }) => year),
    countedAwards({ ...rule, isTop: true }, awards),
    countedAwards({ ...rule, levels: ['top99'], toYear: 2019 }, awards),
  ]).toEqual([[2018, 2020], [awards[2]], [awards[1]]])
})

test('a title finds the entry by its name, by its other name and in other forms of its words', () => {
  expect([
    ids(lookAlikes('Inovasi Si Midun ke Faskes bagi ibu', by('Kota Lain'), registry)),
    ids(lookAlikes('Bermitra dengan dukun kampung dan bidan: Si Midun ke Faskes', by('Kota Lain'), registry)),
    ids(lookAlikes('Layanan terpadu bagi nelayan', by('Kabupaten Pulau'), registry)),
    ids(lookAlikes('Kelas di atas perahu', by('Kabupaten Pulau'), registry)),
    ids(lookAlikes('Pugar garam', by('Kementerian Laut'), registry)),
  ]).toEqual([['midun'], ['midun'], ['layan'], ['kelas'], ['pugar']])
})

test('one common word is no likeness, and a title of empty words has none', () => {
  expect([
    lookAlikes('Pugar kampung', by('Kota Lain'), registry),
    lookAlikes('Perahu pintar', by('Kota Lain'), registry),
    lookAlikes('Perahu pintar', by('Kabupaten Pulau'), registry),
    lookAlikes('Sistem pelayanan untuk dan dengan', by('Kabupaten Pulau'), registry),
  ]).toEqual([[], [], [], []])
})

test('the search takes any form of a word, in name and agency, and shows the latest first', () => {
  expect([
    ids(searchRegistry('melayani', registry)),
    ids(searchRegistry('pulau', registry)),
    ids(searchRegistry('per pul', registry)),
    ids(searchRegistry('  ', registry)),
  ]).toEqual([['layan'], ['kelas', 'layan'], ['kelas'], []])
})
