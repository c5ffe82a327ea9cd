import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fontCharacters } from '#site/fonts/characters.ts'
import { makeFontFiles } from '#worker/cli/font-files.ts'
import { describe, expect, it } from 'vitest'
import { loadedBy } from '../bench/pages.ts'
import { aBuiltSite } from './built.ts'

const site = aBuiltSite()

/**
 * Bytes of gzip that a page may load in all, by kind: a little more than it does, so that growth is noticed and decided upon. An
 * innovation may never reach 60,000.
 */
const budgets = {
  '/': 40_000,
  '/inovasi/': 42_000,
  '/inovasi/tahun/2020/': 40_000,
  '/inovasi/klinik-bum-desa/': 39_000,
  '/koreksi/formulir/': 37_000,
  '/inovasi/perahu-sehat-uji/': 38_000,
  '/peta/': 39_000,
  '/statistik/': 40_000,
  '/pengaduan/': 39_000,
  '/penghargaan/': 36_000,
  '/penghargaan/kipp-2020/': 37_000,
  '/penghargaan/kipp-uji/': 37_000,
  '/edisi/kipp-uji/': 39_000,
  '/jadwal/': 38_000,
  '/tata-cara/': 40_000,
  '/metode/': 38_000,
  '/transparansi/': 36_000,
  '/tentang/': 36_000,
  '/data/': 44_000,
} as const satisfies Record<string, number>

const scriptsOf = (files: ReadonlyMap<string, Uint8Array>) => [...files.keys()].filter((path) => path.endsWith('.js'))
const weightOf = (files: ReadonlyMap<string, Uint8Array>) =>
  [...files.values()].reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0)

describe('everything that a page loads', () => {
  it.each(Object.entries(budgets).flatMap(([path, most]) => [[path, most] as const, [`/en${path}`, most] as const]))(
    '%s is at most %i bytes of gzip and no script',
    (path, most) => {
      const files = loadedBy(site.folder, path)
      expect(scriptsOf(files)).toEqual([])
      expect(weightOf(files)).toBeLessThanOrEqual(most)
    },
  )
})

describe('the font of the site', () => {
  it('can write every letter of every public page', () => {
    const missing = new Map<string, string>()
    for (const path of globSync('**/*.html', { cwd: site.folder })) {
      const text = readFileSync(join(site.folder, path), 'utf8').replaceAll(/<script[\s\S]*?<\/script>|<[^>]*>/g, '')
      for (const letter of text) {
        if (letter !== '\n' && !fontCharacters.includes(letter) && !missing.has(letter)) missing.set(letter, path)
      }
    }
    expect([...missing]).toEqual([])
  })

  it('is what `npm run fonts` makes of the whole typeface, and so are those of the cards', async () => {
    const made = await makeFontFiles()
    const kept = made.map(({ name }) => readFileSync(`site/fonts/${name}`))
    expect(made.map(({ name, bytes }, index) => [name, Buffer.compare(bytes, kept[index] ?? Buffer.alloc(0))])).toEqual(
      made.map(({ name }) => [name, 0]),
    )
  })
})
