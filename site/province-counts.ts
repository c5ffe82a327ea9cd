import { listCatalogue } from './catalogue.ts'
import { pathOf, rowsOf } from './facets.ts'
import { provinceIn, provinces, type Province } from './provinces.ts'

/** A tile of the map: a province with what the archive records of it. */
export type CountedProvince = {
  province: Province
  count: number
  /** Page with the innovations; `null` when there are none. */
  path: string | null
  /** In a year before it was made: the province it belonged to, under which its places are counted. */
  partOf: Province | null
}

export type ProvinceCounts = {
  tiles: CountedProvince[]
  /** Innovations of ministries, agencies and enterprises bound to no province. */
  central: number
  total: number
}

const yearTerm = (year: number) => ({ id: String(year), name: { id: String(year), en: String(year) } })

/** Innovations per province: in one year by the provinces of that time, or in all years by those of today. */
export async function countProvinces(year: number | undefined): Promise<ProvinceCounts> {
  const tahun = year === undefined ? undefined : yearTerm(year)
  const rows = await rowsOf(tahun ? { tahun } : {})
  const counts = new Map<string, number>()
  for (const { province } of rows) {
    const found = provinces.find(({ slug }) => slug === province?.id)
    if (!found) continue
    const { slug } = year === undefined ? found : provinceIn(year, found)
    counts.set(slug, (counts.get(slug) ?? 0) + 1)
  }
  const tiles = provinces.map((province) => {
    const count = counts.get(province.slug) ?? 0
    const then = year === undefined ? province : provinceIn(year, province)
    const provinsi = { id: province.slug, name: province.name }
    const path = count === 0 ? null : pathOf(tahun ? { tahun, provinsi } : { provinsi })
    return { province, count, path, partOf: then === province ? null : then }
  })
  return { tiles, central: rows.filter(({ province }) => province === null).length, total: rows.length }
}

/** Years in which the archive has an award, newest first. */
export async function listYears(): Promise<number[]> {
  const years = new Set((await listCatalogue()).flatMap(({ awards }) => awards.map(({ year }) => year)))
  return [...years].toSorted((a, b) => b - a)
}

/** Steps of the ramp: how many innovations a shade begins with. */
export const shades = [0, 1, 2, 4, 10, 20] as const

/** The shade of a count, an index of `shades`. */
export const shadeOf = (count: number): number => shades.findLastIndex((from) => count >= from)
