import { slugOf } from '#domain/slug.ts'
import type { Language } from './text/language.ts'

type Names = Record<Language, string>
const both = (name: string): Names => ({ id: name, en: name })

export type IslandId = 'sumatera' | 'jawa' | 'bali-nusra' | 'kalimantan' | 'sulawesi' | 'maluku' | 'papua'

/** From west to east, as the list under the map goes. */
export const islands: readonly { id: IslandId; name: Names }[] = [
  { id: 'sumatera', name: { id: 'Sumatera', en: 'Sumatra' } },
  { id: 'jawa', name: { id: 'Jawa', en: 'Java' } },
  { id: 'bali-nusra', name: { id: 'Bali dan Nusa Tenggara', en: 'Bali and Nusa Tenggara' } },
  { id: 'kalimantan', name: both('Kalimantan') },
  { id: 'sulawesi', name: both('Sulawesi') },
  { id: 'maluku', name: both('Maluku') },
  { id: 'papua', name: both('Papua') },
]

type Tile = {
  /** Of the ministry of home affairs (Kemendagri). */
  code: string
  /** Records name a province by its Indonesian name. */
  name: Names
  /** Two letters of ISO 3166-2:ID, or a short name in common use. */
  label: string
  /** Place on the tile map of 19 columns and 8 rows, from 1. */
  column: number
  row: number
  island: IslandId
}
export type Province = Tile & { slug: string }

// prettier-ignore
const tiles: readonly Tile[] = [
  { code: '11', name: both('Aceh'), label: 'Aceh', column: 1, row: 1, island: 'sumatera' },
  { code: '12', name: { id: 'Sumatera Utara', en: 'North Sumatra' }, label: 'SU', column: 2, row: 2, island: 'sumatera' },
  { code: '13', name: { id: 'Sumatera Barat', en: 'West Sumatra' }, label: 'SB', column: 2, row: 3, island: 'sumatera' },
  { code: '14', name: both('Riau'), label: 'Riau', column: 3, row: 3, island: 'sumatera' },
  { code: '15', name: both('Jambi'), label: 'JA', column: 4, row: 4, island: 'sumatera' },
  { code: '16', name: { id: 'Sumatera Selatan', en: 'South Sumatra' }, label: 'SS', column: 4, row: 5, island: 'sumatera' },
  { code: '17', name: both('Bengkulu'), label: 'BE', column: 3, row: 4, island: 'sumatera' },
  { code: '18', name: both('Lampung'), label: 'LA', column: 5, row: 6, island: 'sumatera' },
  { code: '19', name: { id: 'Kepulauan Bangka Belitung', en: 'Bangka Belitung Islands' }, label: 'BB', column: 6, row: 5, island: 'sumatera' },
  { code: '21', name: { id: 'Kepulauan Riau', en: 'Riau Islands' }, label: 'KR', column: 5, row: 3, island: 'sumatera' },
  { code: '31', name: { id: 'DKI Jakarta', en: 'Jakarta' }, label: 'DKI', column: 7, row: 6, island: 'jawa' },
  { code: '32', name: { id: 'Jawa Barat', en: 'West Java' }, label: 'JB', column: 7, row: 7, island: 'jawa' },
  { code: '33', name: { id: 'Jawa Tengah', en: 'Central Java' }, label: 'JT', column: 8, row: 7, island: 'jawa' },
  { code: '34', name: { id: 'DI Yogyakarta', en: 'Yogyakarta' }, label: 'DIY', column: 8, row: 8, island: 'jawa' },
  { code: '35', name: { id: 'Jawa Timur', en: 'East Java' }, label: 'JI', column: 9, row: 7, island: 'jawa' },
  { code: '36', name: both('Banten'), label: 'BT', column: 6, row: 7, island: 'jawa' },
  { code: '51', name: both('Bali'), label: 'Bali', column: 10, row: 7, island: 'bali-nusra' },
  { code: '52', name: { id: 'Nusa Tenggara Barat', en: 'West Nusa Tenggara' }, label: 'NTB', column: 11, row: 7, island: 'bali-nusra' },
  { code: '53', name: { id: 'Nusa Tenggara Timur', en: 'East Nusa Tenggara' }, label: 'NTT', column: 12, row: 7, island: 'bali-nusra' },
  { code: '61', name: { id: 'Kalimantan Barat', en: 'West Kalimantan' }, label: 'KB', column: 8, row: 3, island: 'kalimantan' },
  { code: '62', name: { id: 'Kalimantan Tengah', en: 'Central Kalimantan' }, label: 'KT', column: 9, row: 3, island: 'kalimantan' },
  { code: '63', name: { id: 'Kalimantan Selatan', en: 'South Kalimantan' }, label: 'KS', column: 10, row: 4, island: 'kalimantan' },
  { code: '64', name: { id: 'Kalimantan Timur', en: 'East Kalimantan' }, label: 'KI', column: 10, row: 3, island: 'kalimantan' },
  { code: '65', name: { id: 'Kalimantan Utara', en: 'North Kalimantan' }, label: 'KU', column: 10, row: 2, island: 'kalimantan' },
  { code: '71', name: { id: 'Sulawesi Utara', en: 'North Sulawesi' }, label: 'SA', column: 14, row: 2, island: 'sulawesi' },
  { code: '72', name: { id: 'Sulawesi Tengah', en: 'Central Sulawesi' }, label: 'ST', column: 13, row: 3, island: 'sulawesi' },
  { code: '73', name: { id: 'Sulawesi Selatan', en: 'South Sulawesi' }, label: 'SN', column: 12, row: 4, island: 'sulawesi' },
  { code: '74', name: { id: 'Sulawesi Tenggara', en: 'Southeast Sulawesi' }, label: 'SG', column: 13, row: 4, island: 'sulawesi' },
  { code: '75', name: both('Gorontalo'), label: 'GO', column: 13, row: 2, island: 'sulawesi' },
  { code: '76', name: { id: 'Sulawesi Barat', en: 'West Sulawesi' }, label: 'SR', column: 12, row: 3, island: 'sulawesi' },
  { code: '81', name: both('Maluku'), label: 'MA', column: 16, row: 5, island: 'maluku' },
  { code: '82', name: { id: 'Maluku Utara', en: 'North Maluku' }, label: 'MU', column: 16, row: 2, island: 'maluku' },
  { code: '91', name: both('Papua'), label: 'PA', column: 19, row: 4, island: 'papua' },
  { code: '92', name: { id: 'Papua Barat', en: 'West Papua' }, label: 'PB', column: 18, row: 3, island: 'papua' },
  { code: '93', name: { id: 'Papua Selatan', en: 'South Papua' }, label: 'PS', column: 19, row: 6, island: 'papua' },
  { code: '94', name: { id: 'Papua Tengah', en: 'Central Papua' }, label: 'PT', column: 18, row: 4, island: 'papua' },
  { code: '95', name: { id: 'Papua Pegunungan', en: 'Highland Papua' }, label: 'PE', column: 19, row: 5, island: 'papua' },
  { code: '96', name: { id: 'Papua Barat Daya', en: 'Southwest Papua' }, label: 'PD', column: 17, row: 3, island: 'papua' },
]

/** The 38 provinces, by code. */
export const provinces: readonly Province[] = tiles.map((tile) => ({ ...tile, slug: slugOf(tile.name.id) }))

const byName = new Map(provinces.map((province) => [province.name.id, province]))

/** The province a record names; undefined for a name that is none. */
export const provinceNamed = (name: string): Province | undefined => byName.get(name)

/** Acts 14, 15, 16 and 29 of that year made four provinces of Papua and Papua Barat. */
export const papuaSplitIn = 2022

/** New province to the one it was part of. */
export const predecessorOf: Readonly<Record<string, string>> = { 93: '91', 94: '91', 95: '91', 96: '92' }

/** The province a place belonged to in a year: the six of Papua were two before the split. */
export function provinceIn(year: number, province: Province): Province {
  const former = year < papuaSplitIn ? predecessorOf[province.code] : undefined
  return provinces.find(({ code }) => code === former) ?? province
}
