import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { SearchRecord } from '#domain/search.ts'
import { indexSite } from '#worker/cli/search-index.ts'

const folder = mkdtempSync(join(tmpdir(), 'search-index-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const record = (folder: string, name: string, story: string): SearchRecord => ({
  row: {
    path: `/${folder}/${name.toLowerCase()}/`,
    name,
    otherName: null,
    summary: story,
    agency: 'Pemerintah Kota Contoh',
    award: 'TOP 45, 2020',
    mark: 'full',
    isSimulation: false,
    terms: { tahun: ['2020'] },
  },
  story,
  place: 'Jawa Timur',
})

it('the index of a built site has every innovation in both languages, and the texts it was made from are gone', async () => {
  for (const path of ['cari', 'en/cari']) {
    mkdirSync(join(folder, path), { recursive: true })
    writeFileSync(
      join(folder, path, 'teks.json'),
      JSON.stringify([record(path, 'Satu', 'Melayani'), record(path, 'Dua', 'Kebun')]),
    )
  }
  expect(await indexSite(folder)).toBe(4)
  const entry: { languages: Record<string, { page_count: number }> } = JSON.parse(
    readFileSync(join(folder, 'pagefind/pagefind-entry.json'), 'utf8'),
  )
  expect(Object.entries(entry.languages).map(([language, { page_count }]) => [language, page_count])).toEqual(
    expect.arrayContaining([
      ['id', 2],
      ['en', 2],
    ]),
  )
  expect(['cari/teks.json', 'en/cari/teks.json'].filter((file) => existsSync(join(folder, file)))).toEqual([])
  expect(readdirSync(join(folder, 'pagefind')).filter((file) => file.includes('ui'))).toEqual([])
})

it('a site without its texts has no index to build, and says which file is missing', async () => {
  await expect(indexSite(join(folder, 'nowhere'))).rejects.toThrow('teks.json')
})
