import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { innovation, type Innovation } from '#content/innovation.ts'
import { describe, expect, it } from 'vitest'
import { aBuiltSite, buildFolder, thingsOf, wordsOf } from './built.ts'
import { someResults } from './fixture.ts'

/** The archive with two changes: GAYATRI is also a proposal of the portal, and Rumahku SIP was found to have changed. */
const archive = join(buildFolder(), 'archive')
cpSync('content/innovations', archive, { recursive: true })
function change(slug: string, changed: Partial<Innovation>) {
  const file = join(archive, `${slug}.json`)
  const record = innovation.parse({ ...innovation.parse(JSON.parse(readFileSync(file, 'utf8'))), ...changed })
  writeFileSync(file, JSON.stringify(record))
}
const [winner] = someResults.places
if (!winner) throw new Error('the results have a winner')
change('gayatri', { referenceNumbers: [winner.proposal.referenceNumber] })
change('rumahku-sip', {
  status: {
    state: 'changed',
    checkedOn: '2026-10-03',
    note: { id: 'Kini bagian dari layanan lain.', en: 'Now part of another service.' },
    sources: [2],
  },
})

const site = aBuiltSite({ SITE_ARCHIVE_DIR: archive })
const page = (path: string) => site.read(`${path.slice(1)}index.html`)
const has = (html: string, wanted: readonly string[]) => wanted.filter((text) => !wordsOf(html).includes(text))

describe('the page of an innovation', () => {
  it('tells every award over the years, the newest first, with its sources', () => {
    const words = wordsOf(page('/en/inovasi/kelas-perahu/'))
    expect(words).toContain('Awards over the years')
    const places = ['Finalist, 2021 source 1', 'KIPP 2021', 'TOP 40, 2018 source 2', 'KIPP 2018'].map((text) =>
      words.indexOf(text),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.includes(-1)).toBe(false)
  })

  it('shows its figures as a chart with a table twin, in both languages', () => {
    const both = [page('/inovasi/sip-peka/'), page('/en/inovasi/sip-peka/')]
    expect(both.map((html) => has(html, ['746', '84']))).toEqual([[], []])
    expect(both.map((html) => html.split('<table').length)).toEqual([2, 2])
    expect(both[1]).toContain('aria-label="2019, 746: 746 child marriages"')
  })

  it('says on which day each source was read', () => {
    expect(wordsOf(page('/inovasi/gayatri/')).split('dibaca 22 November 2026').length).toBe(9)
    expect(wordsOf(page('/en/inovasi/gayatri/')).split('read on 22 November 2026').length).toBe(9)
  })

  it('does not say that it runs before anyone checked, and tells a check with its day, note and source', () => {
    expect(has(page('/inovasi/klinik-bum-desa/'), ['Status Belum diketahui, belum pernah diperiksa'])).toEqual([])
    expect(
      has(page('/en/inovasi/rumahku-sip/'), [
        'Status Running with changes, checked on 3 October 2026 source 2 Now part of another service.',
      ]),
    ).toEqual([])
  })

  it('shows its province on the small map and leads to the others from there', () => {
    const html = page('/en/inovasi/klinik-bum-desa/')
    expect(html).toContain('aria-label="East Java on the tile map of the 38 provinces"')
    expect(html).toContain('href="/en/inovasi/provinsi/jawa-timur/"')
    expect(has(page('/en/inovasi/i-pop/'), ['Bound to no province'])).toEqual([])
  })

  it('names innovations whose texts are alike', () => {
    const html = page('/inovasi/ojek-lansia/')
    const related = html.slice(html.indexOf('class="related-list"'))
    expect(related).toContain('href="/inovasi/rantang-kasih/"')
  })

  it('can be shared by plain links with its own address', () => {
    const address = `${site.portal.origin}/en/inovasi/gayatri/`
    const html = page('/en/inovasi/gayatri/').replaceAll('&#38;', '&').replaceAll('&amp;', '&')
    const wanted = [
      `href="mailto:?subject=GAYATRI&body=${encodeURIComponent(address)}"`,
      `href="https://wa.me/?text=${encodeURIComponent(`GAYATRI ${address}`)}"`,
      `href="https://x.com/intent/post?text=GAYATRI&url=${encodeURIComponent(address)}"`,
    ]
    expect(wanted.filter((text) => !html.includes(text))).toEqual([])
    expect(has(html, [address])).toEqual([])
  })

  it('leads to the form for corrections, which is there', () => {
    expect(page('/en/inovasi/gayatri/').replaceAll('&#38;', '&').replaceAll('&amp;', '&')).toContain(
      'href="/api/corrections/form?slug=gayatri&language=en"',
    )
    expect(page('/en/koreksi/formulir/')).toContain('action="/api/corrections"')
  })

  it('links to other records where its text does', () => {
    expect(page('/en/inovasi/tpa-talangagung-2015/')).toContain(
      '<a href="/en/inovasi/pengelolaan-sampah-kota-malang/">Another record</a>',
    )
  })

  it('describes itself to machines as a work with awards', () => {
    const [work, trail] = thingsOf(page('/en/inovasi/kelas-perahu/'))
    const url = `${site.portal.origin}/en/inovasi/kelas-perahu/`
    expect(work).toEqual({
      '@type': 'CreativeWork',
      '@id': `${url}#innovation`,
      name: 'Kelas Perahu',
      description:
        "An education innovation of Pangkep's education office for island children; 2021 finalist and 2018 Top 40.",
      url,
      inLanguage: 'en',
      image: `${site.portal.origin}/kartu/kelas-perahu.png`,
      award: ['Finalist, KIPP 2021', 'TOP 40, KIPP 2018'],
      creator: { '@type': 'Organization', name: 'Pemerintah Kabupaten Pangkajene dan Kepulauan' },
      spatialCoverage: {
        '@type': 'AdministrativeArea',
        name: 'Sulawesi Selatan',
        containedInPlace: { '@type': 'Country', name: 'Indonesia' },
      },
      citation: [
        'https://menpan.go.id/site/berita-foto/presentasi-wawancara-kipp-hari-ke-15',
        'https://jipp.sulselprov.go.id/selamat-sulsel-dapat-penghargaan-top-40-inovasi-pelayanan-publik-2018-diserahkan-jk-ke-prof-nurdin/',
      ],
    })
    expect(trail?.['@type']).toBe('BreadcrumbList')
  })
})

describe('an innovation that is also a winner of an edition of this portal', () => {
  it('has one page with all its awards, and the winner’s own address leads to it', () => {
    const html = page('/inovasi/gayatri/')
    expect(has(html, [someResults.decree.number, 'TOP 45, 2020', 'Finalis 15 Khusus, 2023', 'Simulasi'])).toEqual([])
    expect(site.has(`inovasi/${winner.proposal.slug}/index.html`)).toBe(false)
    expect(site.read('_redirects').split('\n')).toContain(
      `/en/inovasi/${winner.proposal.slug}/ /en/inovasi/gayatri/ 301`,
    )
  })

  it('is one row of the gallery', () => {
    expect(site.read('inovasi/tahun/2026/index.html').split('href="/inovasi/gayatri/"').length).toBe(2)
  })
})

describe('an address that a record had before', () => {
  it('leads to its page for good, in both languages', () => {
    const lines = site.read('_redirects').trim().split('\n')
    expect(lines.filter((line) => line.includes('kelas-perahu'))).toEqual([
      '/inovasi/kelas-perahu-2018/ /inovasi/kelas-perahu/ 301',
      '/inovasi/kelas-perahu-2018 /inovasi/kelas-perahu/ 301',
      '/en/inovasi/kelas-perahu-2018/ /en/inovasi/kelas-perahu/ 301',
      '/en/inovasi/kelas-perahu-2018 /en/inovasi/kelas-perahu/ 301',
    ])
    expect(lines.filter((line) => site.has(`${line.split(' ')[0]?.slice(1)}index.html`))).toEqual([])
  })
})

describe('the card of a page', () => {
  /** Width, height, bits and kind of colour of a PNG. */
  const headerOf = (path: string) => {
    const png = readFileSync(join(site.folder, path))
    expect(png.toString('latin1', 1, 4)).toBe('PNG')
    return [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]
  }

  it('is a picture of 1200 by 630 for every innovation, and one for all other pages', () => {
    expect([
      headerOf('kartu/klinik-bum-desa.png'),
      headerOf('kartu/posyandu-malam-uji.png'),
      headerOf('kartu.png'),
    ]).toEqual([1, 2, 3].map(() => [1200, 630, 8, 3]))
  })

  it('is named in the head of the page, with its whole address', () => {
    expect(page('/en/inovasi/gayatri/')).toContain(
      `<meta property="og:image" content="${site.portal.origin}/kartu/gayatri.png"`,
    )
    expect(page('/tentang/')).toContain(`<meta property="og:image" content="${site.portal.origin}/kartu.png"`)
  })
})
