import { describe, expect, it } from 'vitest'
import { call } from './portal.ts'

async function search(query: string) {
  const response = await call(null, 'GET', `/search${query}`)
  const page = await response.text()
  const all = (pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match[1] ?? '')
  return {
    page,
    status: response.status,
    type: response.headers.get('content-type'),
    names: all(/<h2 class="row-name"><a href="[^"]*">([^<]*)</g),
    count: all(/<b data-slot="count">([^<]*)</g)[0],
    links: all(/data-link="(?:previous|next)" href="([^"]*)"/g).map((link) => link.replaceAll('&amp;', '&')),
  }
}

describe('a search without script', () => {
  it('finds every form of a word and answers with a page of the site', async () => {
    const { status, type, names, count } = await search('?q=layanan&language=id')
    expect([status, type, names, count]).toEqual([
      200,
      'text/html; charset=utf-8',
      ['Pelayanan Satu Pintu', 'Antar Obat'],
      '2',
    ])
  })

  it('keeps what was typed and ticked, and escapes it', async () => {
    const typed = '"><b>layanan'
    const { page } = await search(`?q=${encodeURIComponent(typed)}&tahun=2020&tahun=x`)
    expect(page).toContain('name="q" value="&quot;><b>layanan"')
    expect(page).toContain('<q data-slot="query">"&gt;&lt;b&gt;layanan</q>')
    expect([page.includes('value="2020" checked'), page.includes('value="2019" checked')]).toEqual([true, false])
  })

  it('escapes what a record says', async () => {
    const { page } = await search('?q=obat')
    expect(page).toContain('Melayani pasien &lt;di rumah&gt; &amp; di jalan')
  })

  it('narrows by facets, with or without words', async () => {
    expect((await search('?q=layanan&tahun=2020')).names).toEqual(['Antar Obat'])
    expect((await search('?tahun=2020')).names).toEqual(['Antar Obat'])
    expect((await search('?tahun=2020&penghargaan=top-99')).names).toEqual([])
  })

  it('says when only some of the words were found, and when none was', async () => {
    const some = await search('?q=obat+kakao')
    const none = await search('?q=zzz')
    expect([some.page.includes('sebagian'), some.page.includes('tidak ada')]).toEqual([true, false])
    expect([none.page.includes('sebagian'), none.page.includes('tidak ada'), none.names]).toEqual([false, true, []])
  })

  it('pages long lists and stays within them', async () => {
    const first = await search('?q=kakao')
    const last = await search('?q=kakao&halaman=99')
    expect([first.names.length, first.count, first.links]).toEqual([
      20,
      '23',
      ['/api/search?language=id&q=kakao&halaman=2'],
    ])
    expect([last.names.length, last.links]).toEqual([3, ['/api/search?language=id&q=kakao']])
  })

  it('takes what it does not understand as not asked, and has no page where the site has none', async () => {
    const odd = await search('?halaman=-1&language=fr')
    expect([odd.status, odd.count]).toEqual([200, '25'])
    expect((await search('?language=en')).status).toBe(404)
  })
})
