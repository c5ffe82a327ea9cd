import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { aBuiltSite, anArchiveSite, build, buildFolder } from './built.ts'
import { servePublications, someResults } from './fixture.ts'
import { publicTexts, stringsOf } from './text/public-texts.ts'

const site = aBuiltSite()
const running = site.folder
const alone = anArchiveSite().folder

type Page = { path: string; html: string; isWorkspace: boolean }

function pagesOf(outDir: string): Page[] {
  return globSync('**/*.html', { cwd: outDir }).map((path) => {
    const html = readFileSync(join(outDir, path), 'utf8')
    return { path, html, isWorkspace: html.includes('<body class="workspace"') }
  })
}
const isPublic = ({ isWorkspace }: Page) => !isWorkspace
const isEnglish = (path: string) => path.startsWith('en/')
/** schema.org data; a browser does not run it. */
const dataBlock = /<script type="application\/ld\+json">([^<]*)<\/script>/g
const read = (outDir: string, path: string) => readFileSync(join(outDir, path), 'utf8')
const matches = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')
const withoutTags = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
const pathsWhere = (pages: Page[], isBad: (page: Page) => boolean) => pages.filter(isBad).map(({ path }) => path)

describe('every page of a site with a running edition', () => {
  it('is there: archive, winners, editions, facets', () => {
    const paths = pagesOf(running).map(({ path }) => path)
    const wanted = [
      'index.html',
      '404.html',
      'tentang/index.html',
      'inovasi/index.html',
      'inovasi/klinik-bum-desa/index.html',
      'inovasi/perahu-sehat-uji/index.html',
      'inovasi/tahun/2020/index.html',
      'inovasi/penghargaan/top-45/index.html',
      'penghargaan/index.html',
      'penghargaan/kipp-2014/index.html',
      'penghargaan/kipp-uji/index.html',
      'edisi/kipp-uji/index.html',
      'transparansi/index.html',
      'transparansi/kipp-uji/index.html',
      'metode/index.html',
      'aksesibilitas/index.html',
      'privasi/index.html',
      'luring/index.html',
    ]
    expect(wanted.filter((path) => !paths.includes(path))).toEqual([])
  })

  it('exists in both languages when anyone may read it', () => {
    const paths = pagesOf(running)
      .filter(isPublic)
      .map(({ path }) => path)
    const [english, indonesian] = [paths.filter(isEnglish), paths.filter((path) => !isEnglish(path))]
    expect(english.map((path) => path.slice('en/'.length)).toSorted()).toEqual(indonesian.toSorted())
  })

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: {
        'long-title': 'off',
        'no-trailing-whitespace': 'off',
        'doctype-style': 'off',
        'prefer-native-element': 'off',
        // Boxes of one question share its name, as radio buttons do.
        'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
      },
    })
    /** Each kind of fault once, with the first page that has it. */
    const faults = new Map<string, string>()
    for (const { path, html } of pagesOf(running)) {
      const report = await validator.validateString(html, path)
      for (const { ruleId, message, line, column } of report.results.flatMap(({ messages }) => messages)) {
        const kind = `${ruleId}: ${message}`
        if (!faults.has(kind)) faults.set(kind, `${path}:${line}:${column}`)
      }
    }
    expect(Object.fromEntries(faults)).toEqual({})
  })

  it('says in which language it is, under a title of its own', () => {
    const pages = pagesOf(running)
    expect(
      pathsWhere(pages, ({ path, html }) => !html.includes(`<html lang="${isEnglish(path) ? 'en' : 'id'}">`)),
    ).toEqual([])
    for (const group of [pages.filter(({ path }) => isEnglish(path)), pages.filter(({ path }) => !isEnglish(path))]) {
      const titles = group.map(({ html }) => matches(html, /<title>([^<]*)<\/title>/g))
      expect(titles.filter((found) => found.length !== 1 || found[0] === '')).toEqual([])
      const flat = titles.flat()
      expect(flat.filter((title, index) => flat.indexOf(title) !== index)).toEqual([])
    }
  })

  it('names its twin to machines, and leads a reader to it', () => {
    const wrong = pagesOf(running)
      .filter(isPublic)
      .filter(({ html }) => !html.includes('content="noindex"'))
      .flatMap(({ path, html }) => {
        const local = `/${path.replace(/index\.html$/, '')}`.replace(/^\/en\//, '/')
        const [id, en] = [`${site.portal.origin}${local}`, `${site.portal.origin}/en${local}`]
        const own = isEnglish(path) ? en : id
        const other = isEnglish(path) ? `href="${local}" lang="id"` : `href="/en${local}" lang="en"`
        const wanted = [
          `<link rel="canonical" href="${own}">`,
          `<link rel="alternate" hreflang="id" href="${id}">`,
          `<link rel="alternate" hreflang="en" href="${en}">`,
          `<link rel="alternate" hreflang="x-default" href="${id}">`,
          `<meta property="og:url" content="${own}">`,
          `class="header-language" ${other}`,
        ]
        return wanted.filter((text) => !html.includes(text)).map((text) => `${path}: ${text}`)
      })
    expect(wrong).toEqual([])
  })

  it('has no Indonesian sentence of ours where it is in English', async () => {
    const sentences = (await publicTexts())
      .flatMap(({ id, en }) => {
        const english = new Set(stringsOf(en))
        return stringsOf(id).filter((text) => !english.has(text))
      })
      .filter((text) => text.length > 15 && text.includes(' ') && !text.includes(']('))
    const leftovers = pagesOf(running)
      .filter(({ path, isWorkspace }) => isEnglish(path) && !isWorkspace)
      .flatMap(({ path, html }) => {
        const words = html.replaceAll(/\s+/g, ' ')
        return sentences.filter((sentence) => words.includes(sentence)).map((sentence) => `${path}: ${sentence}`)
      })
    expect(sentences.length).toBeGreaterThan(100)
    expect(leftovers).toEqual([])
  })

  it('has one main heading, which a workspace gets from its island', () => {
    const pages = pagesOf(running).filter(isPublic)
    expect(pathsWhere(pages, ({ html }) => matches(html, /<(h1)[ >]/g).length !== 1)).toEqual([])
  })

  it('carries no script when anyone may read it, save where a ranking is recomputed, and nothing inline at all', () => {
    const pages = pagesOf(running).map((page) => ({ ...page, html: page.html.replaceAll(dataBlock, '') }))
    const withScript = pathsWhere(pages, ({ html, isWorkspace }) => !isWorkspace && html.includes('<script'))
    const allowed = ['transparansi/kipp-uji/index.html', 'cari/index.html']
    expect(withScript.map((path) => path.replace(/^en\//, '')).filter((path) => !allowed.includes(path))).toEqual([])
    expect(withScript).toContain('en/transparansi/kipp-uji/index.html')
    expect(
      pathsWhere(
        pages,
        ({ html }) => /<script(?![^>]* src=)/.test(html) || / style="/.test(html) || /<style/.test(html),
      ),
    ).toEqual([])
  })

  it('describes itself to machines in data they can read', () => {
    const pages = pagesOf(running)
    const isFound = ({ html, isWorkspace }: Page) => !isWorkspace && !html.includes('content="noindex"')
    const blocks = pages.flatMap(({ html }) => matches(html, dataBlock))
    expect(pathsWhere(pages, (page) => isFound(page) && matches(page.html, dataBlock).length !== 1)).toEqual([])
    expect(
      blocks
        .map((block): unknown => JSON.parse(block))
        .filter((data) => Object(data)['@context'] !== 'https://schema.org'),
    ).toEqual([])
  })

  it('links only to pages and places that exist', () => {
    /** Each broken address once, with the first page that leads to it. */
    const broken = new Map<string, string>()
    for (const { path, html } of pagesOf(running)) {
      for (const address of matches(html, /(?:href|src)="([^"]+)"/g)) {
        if (!resolves(running, html, address) && !broken.has(address)) broken.set(address, path)
      }
    }
    expect(Object.fromEntries(broken)).toEqual({})
  })
})

/** Other sites and the portal's API are not part of the build. */
function resolves(outDir: string, html: string, address: string): boolean {
  if (/^(https?|mailto):/.test(address) || address.startsWith('/api/')) return true
  if (address.startsWith('#')) return html.includes(` id="${address.slice(1)}"`)
  const path = decodeURI(address.replace(/[?#].*$/, ''))
  return existsSync(join(outDir, path.endsWith('/') ? `${path}index.html` : path))
}

describe('the page of Klinik BUM Desa', () => {
  it('shows the figures, what is computed, the conflict and all twelve sources', () => {
    const html = read(running, 'inovasi/klinik-bum-desa/index.html')
    const wanted = [
      '2.737',
      '2.353',
      '1.400',
      'dihitung dari angka sumber',
      'sekitar 8 persen',
      'KepmenPANRB 192/2020',
      'id="sumber-12"',
    ]
    expect(wanted.filter((text) => !html.includes(text))).toEqual([])
  })
})

describe('a record of which little is known', () => {
  it('says so instead of leaving a gap', () => {
    expect(read(running, 'inovasi/1-pk-100-kk/index.html')).toContain('Belum ditemukan sumbernya')
  })
})

describe('published results', () => {
  it('show rank, ties, basis, reason, decree and the file they come from', () => {
    const html = read(running, 'penghargaan/kipp-uji/index.html')
    const wanted = [
      'Datanya tidak dapat diperiksa.',
      'Keputusan Uji 1, 20 November 2026',
      '85,75',
      `href="/api/publications/${site.portal.hashes[1]}"`,
      'Simulasi',
    ]
    expect(wanted.filter((text) => !html.includes(text))).toEqual([])
    expect(withoutTags(html)).toContain('Putusan pleno: Satu-satunya dari daerah kepulauan.')
    expect(matches(html, /(class="tie")/g).length).toBe(2)
  })

  it('give each winner a page and a row in the gallery, marked as a simulation and escaped', () => {
    const [, page = ''] = read(running, 'inovasi/perahu-sehat-uji/index.html').split('<main')
    const gallery = read(running, 'inovasi/index.html')
    expect([page.includes('&lt;tanda&gt;'), page.includes('<tanda>')]).toEqual([true, false])
    expect(page).toContain('badge-simulation')
    expect(matches(gallery, /(class="badge-simulation")/g).length).toBeGreaterThanOrEqual(3)
  })
})

describe('the page of an edition', () => {
  it('shows which stage is the present one', () => {
    const html = read(running, 'edisi/kipp-uji/index.html')
    expect(matches(html, /(aria-current="step")/g).length).toBe(1)
  })

  it('is announced on the front page with what is open and what is next', () => {
    const words = withoutTags(read(running, 'index.html'))
    expect(
      ['KIPP Uji', 'Penilaian proposal, sampai', 'Sidang pleno, mulai'].filter((text) => !words.includes(text)),
    ).toEqual([])
  })
})

describe('the page where a ranking is recomputed', () => {
  it('names the file with the scores for its island, and the command for those without scripts', () => {
    const html = read(running, 'transparansi/kipp-uji/index.html')
    const hash = someResults.bundleHash ?? '-'
    const wanted = [
      `data-bundle="${hash}" data-name="Sidang pleno TOP 99"`,
      `href="/api/bundles/${hash}"`,
      `npm run verify -- berkas.json --expect ${hash}`,
      '<noscript>',
    ]
    expect(wanted.filter((text) => !html.includes(text))).toEqual([])
  })

  it('starts a worker from a file of its own, which the policy allows', () => {
    const workers = globSync('_astro/recompute-worker-*.js', { cwd: running })
    expect(workers.length).toBe(1)
    expect(read(running, '_headers')).toContain("worker-src 'self'")
  })

  it('is linked from the awards and from every foot', () => {
    expect(read(running, 'penghargaan/kipp-uji/index.html')).toContain('href="/transparansi/kipp-uji/"')
    expect(read(running, 'index.html')).toContain('href="/transparansi/"')
  })
})

describe('the page of the method', () => {
  it.each([
    ['metode/index.html', 'Peringkatnya menjadi 2', '3 juri membaca setiap usulan'],
    ['en/metode/index.html', 'Its rank becomes 2', '3 jurors read each proposal'],
  ])('%s tells the example and the rules of the edition', (path, example, readers) => {
    const html = read(running, path).replaceAll(/\s+/g, ' ')
    const wanted = [example, readers, 'Signifikansi', '30%', site.portal.hashes[0] ?? '-']
    expect(wanted.filter((text) => !html.includes(text))).toEqual([])
  })
})

describe('the switch of demonstration roles', () => {
  it('exists on every public page of a demonstration and nowhere else', () => {
    expect(
      pathsWhere(pagesOf(running).filter(isPublic), ({ html }) => !html.includes('action="/api/demo/sign-in"')),
    ).toEqual([])
    expect(pathsWhere(pagesOf(alone), ({ html }) => html.includes('/api/demo/sign-in'))).toEqual([])
  })

  it('offers the six roles', () => {
    const form = read(running, 'index.html').split('action="/api/demo/sign-in"')[1] ?? ''
    expect(matches(form, /<option value="([^"]+)"/g)).toEqual([
      'author',
      'agency_admin',
      'secretariat',
      'evaluator',
      'panelist',
      'auditor',
    ])
  })
})

describe('a site without a portal', () => {
  it('shows the archive alone and says that no edition runs', () => {
    expect(read(alone, 'index.html')).toContain('Tidak ada edisi yang sedang berjalan.')
    expect(globSync('edisi/*/index.html', { cwd: alone })).toEqual([])
    expect(globSync('inovasi/*/index.html', { cwd: alone }).length).toBe(192)
  })
})

describe('a build on a spoiled publication', () => {
  it('fails', async () => {
    const spoiled = await servePublications(
      [{ snapshot: someResults, publishedAt: '2026-11-20T00:00:00.000Z' }],
      (bytes) => `${bytes} `,
    )
    const outcome = build(join(buildFolder(), 'spoiled'), { PUBLICATIONS_URL: spoiled.origin })
    await expect(outcome).rejects.toThrow(/its bytes have the SHA-256/)
    spoiled.close()
  })
})

describe('an address that leads nowhere', () => {
  it('is answered in the language of its path', () => {
    expect(read(running, '404.html')).toContain('<html lang="id">')
    expect(read(running, 'en/404.html')).toContain('<html lang="en">')
  })
})
