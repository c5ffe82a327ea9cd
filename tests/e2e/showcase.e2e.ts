/** What anyone sees of the portal: in both languages and themes, by keyboard, at 400 % zoom, and without network. */
import { globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { aVisitor, isAccessible, origin, sees } from './visitor.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** Records that show what a page can hold: figures, several awards, and almost nothing. */
const telling = ['/inovasi/klinik-bum-desa/', '/inovasi/gayatri/', '/inovasi/1-pk-100-kk/']

/** The addresses a file of `site/pages/[...lang]/` answers to. */
function addressesOf(file: string): RegExp {
  const path = file.replace(/(index)?\.astro$/, '').replace(/\/$/, '')
  const pattern = path.replaceAll('[...rest]', '.+').replaceAll(/\[\w+\]/g, '[^/]+')
  return new RegExp(`^/${pattern}${pattern === '' ? '' : '/'}$`)
}

/** Made only once results are published, which another journey does and looks at. */
const afterResults = 'transparansi/[edition].astro'

/** The most particular first: an address belongs to the first file that answers to it. */
const particular = (a: string, b: string) =>
  Number(a.includes('...')) - Number(b.includes('...')) || a.split('[').length - b.split('[').length

/** One built page of every kind there is, so that none is forgotten; for the page of unknown addresses, one of them. */
function publicPaths(language: '' | '/en'): string[] {
  const kinds = readdirSync(join('site', 'pages', '[...lang]'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.astro'))
    .toSorted(particular)
    .map((file) => ({ file, address: addressesOf(file) }))
  const built = globSync('**/index.html', { cwd: join(inject('site'), language) })
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .toSorted()
  const byKind = Map.groupBy(built, (path) => kinds.find(({ address }) => address.test(path))?.file)
  const firsts = kinds.flatMap(({ file }) => {
    const [first] = file === '404.astro' ? ['/tidak/ada/'] : (byKind.get(file) ?? [])
    if (first === undefined && file !== afterResults) throw new Error(`${file} has no page`)
    return first ?? []
  })
  return [...new Set([...firsts, ...telling])].map((path) => `${language}${path}`)
}

const languages = ['', '/en'] as const

describe('every kind of page', () => {
  it.each(languages)('is there and accessible in light and dark, below "%s/"', async (language) => {
    const { page, context } = await aVisitor(browser)
    // Colours change at once, not in 120 ms.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const path of publicPaths(language)) {
      const answer = await page.goto(origin + path)
      expect([path, answer?.status()]).toEqual([path, path.endsWith('/tidak/ada/') ? 404 : 200])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await isAccessible(page)
      }
    }
    await context.close()
  })

  it.each(languages)('is read at 400 % zoom without scrolling sideways, below "%s/"', async (language) => {
    const { page, context } = await aVisitor(browser)
    // 1280 x 1024 pixels at 400 %.
    await page.setViewportSize({ width: 320, height: 256 })
    const wide: string[] = []
    for (const path of publicPaths(language)) {
      await page.goto(origin + path)
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (beyond > 0) wide.push(`${path}: ${beyond} px`)
    }
    expect(wide).toEqual([])
    await context.close()
  })
})

/** Walks on with Tab to what bears this name, and checks that the eye can follow. */
async function walkTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press('Tab')
    const [at, outline] = await page.evaluate(() => {
      const found = document.activeElement
      return found ? [found.textContent.trim(), getComputedStyle(found).outlineStyle] : ['', '']
    })
    if (at !== name) continue
    expect([name, outline]).toEqual([name, 'solid'])
    return
  }
  throw new Error(`no stop of Tab is called ${name} on ${page.url()}`)
}

describe('a reader with a keyboard', () => {
  it('goes from the front page through a filter to a record, its figures as a table, and the form for corrections', async () => {
    const { page, context } = await aVisitor(browser)
    await page.goto(`${origin}/`)
    await walkTo(page, 'Lihat jadwal edisi')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/inovasi/`)
    await walkTo(page, '2020')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/inovasi/tahun/2020/`)
    await walkTo(page, 'Klinik BUM Desa')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/inovasi/klinik-bum-desa/`)
    await walkTo(page, 'Angka dalam tabel')
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: '2.737' }).waitFor()
    await page.reload()
    await walkTo(page, 'Laporkan perubahan atau kekeliruan')
    await page.keyboard.press('Enter')
    await sees(page, 'Laporkan kekeliruan: Klinik BUM Desa')
    await context.close()
  })

  it('skips to the content, and searches from the menu of a phone', async () => {
    const { page, context } = await aVisitor(browser)
    await page.setViewportSize({ width: 360, height: 780 })
    await page.goto(`${origin}/penghargaan/`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('isi')
    await page.locator('.header-menu summary').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Menu' }).waitFor()
    await isAccessible(page)
    const search = page.locator('#menu-q')
    for (
      let presses = 0;
      presses < 20 && !(await search.evaluate((box) => box === document.activeElement));
      presses++
    ) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.type('desa')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/cari/?q=desa`)
    await context.close()
  })
})

describe('a reader who enlarges to 400 %', () => {
  it('searches, opens a record and writes a correction, and nothing runs off the screen', async () => {
    const { page, context } = await aVisitor(browser)
    const isWithin = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), page.url()).toBe(0)
    await page.setViewportSize({ width: 320, height: 256 })
    await page.goto(`${origin}/inovasi/`)
    await page.fill('#gallery-q', 'klinik bum desa')
    await page.press('#gallery-q', 'Enter')
    await page.waitForURL(`${origin}/cari/?q=klinik+bum+desa`)
    await page.getByRole('link', { name: 'Klinik BUM Desa' }).first().waitFor()
    await isWithin()
    await page.getByRole('link', { name: 'Klinik BUM Desa' }).first().click()
    await page.waitForURL(`${origin}/inovasi/klinik-bum-desa/`)
    await page.getByText('Angka dalam tabel').click()
    await isWithin()
    await page.getByRole('link', { name: 'Laporkan perubahan atau kekeliruan' }).click()
    await page.getByLabel('Apa yang keliru?').fill(' ')
    await isWithin()
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await sees(page, 'Laporan belum terkirim')
    await isWithin()
    await context.close()
  })
})

describe('the switch of languages', () => {
  it('keeps the innovation of a form that the Worker filled', async () => {
    const { page, context } = await aVisitor(browser)
    await page.goto(`${origin}/api/corrections/form?slug=gayatri&language=id`)
    await page.getByRole('link', { name: 'English' }).click()
    await sees(page, 'Report an error: GAYATRI')
    await context.close()
  })

  it('keeps the page, there and back', async () => {
    const { page, context } = await aVisitor(browser)
    await page.goto(`${origin}/inovasi/klinik-bum-desa/`)
    await page.getByRole('link', { name: 'English' }).click()
    await page.waitForURL(`${origin}/en/inovasi/klinik-bum-desa/`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByRole('link', { name: 'Indonesia', exact: true }).click()
    await page.waitForURL(`${origin}/inovasi/klinik-bum-desa/`)
    await context.close()
  })
})

describe('an unknown address', () => {
  it('is answered with a page that helps, in the language of the address', async () => {
    const { page, context } = await aVisitor(browser)
    const [answer, english] = [await page.goto(`${origin}/tidak/ada/`), 'Page not found']
    expect(answer?.status()).toBe(404)
    await sees(page, 'Halaman tidak ditemukan')
    expect((await page.goto(`${origin}/en/nowhere/`))?.status()).toBe(404)
    await sees(page, english)
    await context.close()
  })
})

describe('a device that loses its network', () => {
  it('shows what is safe, once a workspace was opened on it', async () => {
    const { page, context } = await aVisitor(browser, 'author')
    await page.goto(`${origin}/peserta/`)
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await page.reload()
    await context.setOffline(true)
    await page.goto(`${origin}/peserta/usulan/`)
    await sees(page, 'Tidak ada jaringan')
    await context.setOffline(false)
    await page.goto(`${origin}/en/inovasi/`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await context.close()
  })
})
