/** What anyone sees of the portal: in both languages and themes, by keyboard, at 400 % zoom, and without network. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { aVisitor, isAccessible, origin, sees } from './visitor.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** Every page that header and foot lead to, and the pages behind them that readers come for. */
async function publicPaths(page: Page, language: '' | '/en'): Promise<string[]> {
  await page.goto(`${origin}${language}/`)
  const linked = await page.evaluate(() =>
    [...document.querySelectorAll('.header-nav a, .footer-nav a')].map((link) => link.getAttribute('href') ?? ''),
  )
  const pages = linked.filter((path) => path.endsWith('/'))
  return [...new Set([`${language}/`, ...pages, `${language}/inovasi/klinik-bum-desa/`, `${language}/luring/`])]
}

const languages = ['', '/en'] as const

describe('every page that header and foot lead to', () => {
  it.each(languages)('is there and accessible in light and dark, below "%s/"', async (language) => {
    const { page, context } = await aVisitor(browser)
    for (const path of await publicPaths(page, language)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const answer = await page.goto(origin + path)
        expect(answer?.status(), path).toBe(200)
        await isAccessible(page)
      }
    }
    await context.close()
  })

  it.each(languages)('is read at 400 % zoom without scrolling sideways, below "%s/"', async (language) => {
    const { page, context } = await aVisitor(browser)
    const paths = await publicPaths(page, language)
    // 1280 x 1024 pixels at 400 %.
    await page.setViewportSize({ width: 320, height: 256 })
    const wide: string[] = []
    for (const path of paths) {
      await page.goto(origin + path)
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (beyond > 0) wide.push(`${path}: ${beyond} px`)
    }
    expect(wide).toEqual([])
    await context.close()
  })
})

describe('a reader with a keyboard', () => {
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

describe('the switch of languages', () => {
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
