import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aBuiltSite, wordsOf } from './built.ts'

const site = aBuiltSite()

const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? '')
const fileOf = (path: string) => `${path.slice(1)}index.html`
const slugsOf = (html: string) => all(html, /<h[23] class="row-name">\s*<a href="(?:\/en)?\/inovasi\/([^/"]+)\//g)

/** Every page of a list, from its first. */
function pagesFrom(path: string): string[] {
  const html = site.read(fileOf(path))
  const next = /rel="next" href="([^"]+)"/.exec(html)?.[1]
  return next === undefined ? [html] : [html, ...pagesFrom(next)]
}
/** Values of the facets that are not chosen; a chosen one leads back out. */
const facetLinks = (html: string) =>
  [...html.matchAll(/<li>\s*<a href="([^"]+)"\s*>[^<]*<\/a>\s*<span>([\d.,]+)<\/span>/g)].map(
    ([, path = '', count = '']) => ({ path, count: Number(count.replaceAll(/\D/g, '')) }),
  )

describe('the gallery', () => {
  it('lists every innovation once over its pages, none of them long', () => {
    const pages = pagesFrom('/inovasi/').map(slugsOf)
    const records = globSync('inovasi/*/index.html', { cwd: site.folder }).map((path) => path.split('/')[1] ?? '')
    expect(pages.flat().toSorted()).toEqual(records.toSorted())
    expect(Math.max(...pages.map(({ length }) => length))).toBe(60)
  })

  it.each(['/inovasi/', '/inovasi/tahun/2020/', '/inovasi/tahun/2020/penghargaan/top-45/', '/en/inovasi/tema/pangan/'])(
    'counts beside %s what the pages behind its links hold',
    (path) => {
      const links = facetLinks(site.read(fileOf(path)))
      expect(links.length).toBeGreaterThan(20)
      const found = links.map((link) => ({ path: link.path, count: pagesFrom(link.path).flatMap(slugsOf).length }))
      expect(found).toEqual(links)
    },
  )

  it('puts an innovation with several awards under each of them, and says the others', () => {
    const [first, second] = [site.read('inovasi/tahun/2018/index.html'), site.read('inovasi/tahun/2021/index.html')]
    expect([slugsOf(first), slugsOf(second)].every((slugs) => slugs.includes('kelas-perahu'))).toBe(true)
    expect(wordsOf(second)).toContain(
      'Finalis, 2021 Pemerintah Kabupaten Pangkajene dan Kepulauan, Dinas Pendidikan Juga TOP 40, 2018',
    )
    const combined = site.read('inovasi/tahun/2021/penghargaan/finalis/index.html')
    expect(slugsOf(combined)).toContain('kelas-perahu')
    expect(existsSync(join(site.folder, 'inovasi/tahun/2021/penghargaan/top-40/index.html'))).toBe(false)
  })

  it('has a page for a province and for a year without records, which says why', () => {
    expect(wordsOf(site.read('inovasi/provinsi/aceh/index.html'))).toContain(
      'Itu tidak berarti tidak pernah ada pemenangnya',
    )
    expect(wordsOf(site.read('en/inovasi/tahun/2024/index.html'))).toContain(
      'The competition was not held in this year',
    )
  })

  it('says that the themes are the portal’s own', () => {
    expect(wordsOf(site.read('inovasi/tema/pangan/index.html'))).toContain('bukan kategori resmi kompetisi')
    expect(wordsOf(site.read('en/inovasi/index.html'))).toContain('not an official category of the competition')
  })
})

describe('the map', () => {
  const tilesOf = (html: string) =>
    [
      ...html.matchAll(
        /class="tile tile-shade-(\d)[^>]*>(?:(?!<\/b>).)*?visually-hidden">([^<]*)<\/span>\s*<b[^>]*>([^<]*)<\/b>/gs,
      ),
    ].map(([, shade = '', words = '', shown = '']) => ({ shade: Number(shade), words, shown }))
  const counted = (shown: string) => (/\d/.test(shown) ? Number(shown.replaceAll(/\D/g, '')) : 0)
  const centralOf = (html: string) => counted(/tile-central">[^<]*<b>([^<]*)</.exec(html)?.[1] ?? '')

  it('has 38 tiles that add up, with the central agencies, to the archive', () => {
    const html = site.read('peta/index.html')
    const tiles = tilesOf(html)
    const total = pagesFrom('/inovasi/').flatMap(slugsOf).length
    expect([tiles.length, tiles.reduce((sum, { shown }) => sum + counted(shown), 0) + centralOf(html)]).toEqual([
      38,
      total,
    ])
  })

  it('shows nothing recorded as a dash, never as 0, with the sentence why', () => {
    const html = site.read('peta/index.html')
    const empty = tilesOf(html).filter(({ shade }) => shade === 0)
    expect(empty.length).toBeGreaterThan(5)
    expect(empty.filter(({ shown, words }) => shown !== '–' || !words.endsWith(': belum ada catatan'))).toEqual([])
    expect(wordsOf(html)).toContain('tanda – berarti belum ada catatan di sini, bukan tidak pernah menang')
  })

  it('counts the six provinces of Papua as two before their split', () => {
    const before = tilesOf(site.read('peta/2021/index.html')).filter(({ words }) =>
      words.includes('waktu itu bagian dari'),
    )
    const after = tilesOf(site.read('peta/2022/index.html')).filter(({ words }) =>
      words.includes('waktu itu bagian dari'),
    )
    expect([before.map(({ words }) => words), after]).toEqual([
      [
        'Papua Selatan: waktu itu bagian dari Papua',
        'Papua Tengah: waktu itu bagian dari Papua',
        'Papua Pegunungan: waktu itu bagian dari Papua',
        'Papua Barat Daya: waktu itu bagian dari Papua Barat',
      ],
      [],
    ])
  })

  it('is told again as a table', () => {
    const html = site.read('en/peta/2019/index.html')
    const rows = [
      ...(html.split('<tbody>')[1] ?? '').matchAll(/<td>(\d\d)<\/td>.*?<td class="numeric">([^<]*)<\/td>/gs),
    ]
    const tiles = tilesOf(html)
    expect(rows.length).toBe(38)
    expect(rows.map(([, , shown = '']) => counted(shown))).toEqual(tiles.map(({ shown }) => counted(shown)))
  })
})

describe('the figures', () => {
  it('show gaps as gaps and conflicts as footnotes that lead there and back', () => {
    const html = site.read('statistik/index.html')
    const row = (year: number) => wordsOf(`<main${html.split(`id="tahun-${year}"`)[1]?.split('</tr>')[0] ?? ''}`).trim()
    expect(row(2022)).toContain('2022 3.478 2.454 1.917 114 50 6 70,6% 78,1%')
    expect(row(2014)).toContain('515 – Angka tidak ditemukan – Angka tidak ditemukan 99 9')
    expect(row(2024)).toContain('Tidak diselenggarakan')
    const marks = all(html, /href="#(catatan-\d+)"/g)
    expect(marks.filter((id) => !html.includes(`<li id="${id}"`))).toEqual([])
    expect(marks.length).toBe(7)
  })

  it('say that the archive is partial, and tell the complaint-handling winners apart', () => {
    expect(wordsOf(site.read('statistik/index.html'))).toContain('belum lengkap')
    const html = site.read('en/pengaduan/index.html')
    expect(all(html, /<li>\s*<div>\s*<b lang="id">([^<]*)/g).length).toBe(45)
    expect(wordsOf(html)).toContain('1 of 17 awards of this year are recorded')
  })
})
