import { globSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { securityTxt } from '#site/security-contact.ts'
import { aBuiltSite, securityContact } from './built.ts'

const site = aBuiltSite()
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')
const pathOf = (address: string) => decodeURI(new URL(address).pathname)

describe('the feed', () => {
  it.each([
    ['rss.xml', 'Hasil Sidang pleno TOP 99, KIPP Uji', 'Jadwal berubah: Pendaftaran, KIPP Uji', 'Simulasi: bukan'],
    [
      'en/rss.xml',
      'Results of Sidang pleno TOP 99, KIPP Uji',
      'Schedule changed: Pendaftaran, KIPP Uji',
      'Simulation: not',
    ],
  ])('%s tells results, moved dates and openings, newest first, each once', (path, results, moved, simulation) => {
    const items = all(site.read(path), /<item>(.*?)<\/item>/gs)
    const times = items.map((item) => Date.parse(all(item, /<pubDate>(.*?)<\/pubDate>/g)[0] ?? ''))
    expect(items.map((item) => all(item, /<title>(.*?)<\/title>/g)[0]).slice(0, 2)).toEqual([results, moved])
    expect([items.length, times]).toEqual([3, times.toSorted((a, b) => b - a)])
    expect(new Set(items.flatMap((item) => all(item, /<guid[^>]*>(.*?)<\/guid>/g))).size).toBe(3)
    expect(items.every((item) => item.includes(simulation))).toBe(true)
    const links = items.flatMap((item) => all(item, /<link>(.*?)<\/link>/g))
    expect(
      links.filter((link) => !link.startsWith(site.portal.origin) || !site.has(`${pathOf(link)}index.html`)),
    ).toEqual([])
  })

  it('is named in the head of every public page, in its language', () => {
    expect([
      site.read('index.html').includes(`href="${site.portal.origin}/rss.xml"`),
      site.read('en/index.html').includes(`href="${site.portal.origin}/en/rss.xml"`),
    ]).toEqual([true, true])
  })
})

describe('the sitemap', () => {
  const listed = () => all(site.read('sitemap-0.xml'), /<loc>(.*?)<\/loc>/g).map(pathOf)

  it('has every page that wants to be found, and no other', () => {
    const pages = globSync('**/index.html', { cwd: site.folder })
      .filter((path) => !site.read(path).includes('content="noindex"'))
      .map((path) => `/${path.replace(/index\.html$/, '')}`)
    expect(listed().toSorted()).toEqual(pages.toSorted())
    expect(listed().filter((path) => /sekretariat|juri|peserta|masuk/.test(path))).toEqual([])
  })

  it('names the twin of every page in the other language', () => {
    const entries = all(site.read('sitemap-0.xml'), /<url>(.*?)<\/url>/gs)
    const alone = entries.filter((entry) => {
      const twins = all(entry, /hreflang="(id|en)"/g)
      return twins.toSorted().join() !== 'en,id'
    })
    expect(alone).toEqual([])
  })

  it('is named in robots.txt, which keeps robots from the API alone', () => {
    expect(site.read('robots.txt').split('\n')).toEqual([
      'User-agent: *',
      'Disallow: /api/',
      '',
      `Sitemap: ${site.portal.origin}/sitemap-index.xml`,
      '',
    ])
    expect(site.read('sitemap-index.xml')).toContain(`${site.portal.origin}/sitemap-0.xml`)
  })
})

describe('security.txt', () => {
  const day = 86_400_000
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('names whom the operator named, and a day that is neither past nor a year away', () => {
    const fields = new Map(
      site
        .read('.well-known/security.txt')
        .trim()
        .split('\n')
        .map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
    )
    const left = Date.parse(fields.get('Expires') ?? '') - Date.now()
    expect([fields.get('Contact'), fields.get('Canonical')]).toEqual([
      securityContact,
      `${site.portal.origin}/.well-known/security.txt`,
    ])
    expect(left > 90 * day && left < 365 * day).toBe(true)
    expect(site.has(`${pathOf(fields.get('Policy') ?? '')}index.html`)).toBe(true)
    expect(site.read('keamanan/index.html')).toContain(`href="${securityContact}"`)
  })

  it('leads to the page that says so when nobody was named, and refuses what is no address', () => {
    const origin = new URL('https://gelanggang.example/')
    vi.stubEnv('SECURITY_CONTACT', '')
    expect(securityTxt(origin, new Date(0)).split('\n').slice(0, 2)).toEqual([
      'Contact: https://gelanggang.example/keamanan/',
      'Expires: 1970-06-30T00:00:00.000Z',
    ])
    vi.stubEnv('SECURITY_CONTACT', 'keamanan@contoh.go.id')
    expect(() => securityTxt(origin, new Date(0))).toThrow(/expected an address that begins with mailto:/)
  })
})
