import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { isAccessible } from './visitor.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A page at this address; errors of its scripts and its policy are collected. */
async function open(path: string, options: { javaScriptEnabled?: boolean; colorScheme?: 'dark' | 'light' } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(`${inject('origin')}${path}`)
  return { page, errors, close: () => context.close() }
}

const names = (page: Page) => page.locator('.search-results .row-name').allTextContents()
const found = (page: Page) => page.locator('[role=status] [data-slot=count]').textContent()
const settled = (page: Page, words: string) =>
  page.locator('[role=status] q', { hasText: words }).waitFor({ state: 'visible' })
const query = (page: Page) => new URL(page.url()).search

describe('the search page', () => {
  it('finds every form of a word under the policy of the portal, and has no fault', async () => {
    const { page, errors, close } = await open('/cari/?q=layanan')
    const listed: string[][] = []
    for (const word of ['layanan', 'pelayanan', 'melayani']) {
      // Exact words rank before other forms, so that the order differs and the set does not.
      await page.goto(`${inject('origin')}/cari/?q=${word}&halaman=9`)
      await settled(page, word)
      listed.push((await names(page)).toSorted())
    }
    expect(listed[1]).toEqual(listed[0])
    expect(listed[2]).toEqual(listed[0])
    expect(listed[0]?.length).toBeGreaterThan(20)
    expect(await found(page)).toBe(String(listed[0]?.length))
    expect(errors).toEqual([])
    await isAccessible(page)
    await close()
  })

  it('keeps its question in the address: filters are steps back, and the address opens the same', async () => {
    const { page, close } = await open('/cari/?q=stunting')
    await settled(page, 'stunting')
    const before = await names(page)
    await page.getByRole('checkbox', { name: '2020', exact: true }).check()
    await page.waitForFunction(() => location.search === '?q=stunting&tahun=2020')
    await page.locator('[data-link=clear]').waitFor({ state: 'visible' })
    const narrowed = await names(page)
    expect(narrowed.length).toBeLessThan(before.length)
    await page.reload()
    await settled(page, 'stunting')
    expect([await names(page), query(page)]).toEqual([narrowed, '?q=stunting&tahun=2020'])
    await page.goBack()
    await page.locator('[data-link=clear]').waitFor({ state: 'hidden' })
    expect([await names(page), await page.getByRole('checkbox', { name: '2020', exact: true }).isChecked()]).toEqual([
      before,
      false,
    ])
    await close()
  })

  it('is walked with the keyboard from the box to a result and opens it', async () => {
    const { page, close } = await open('/cari/')
    await page.locator('[data-slot=count]').first().waitFor({ state: 'visible' })
    await page.keyboard.press('/')
    await page.keyboard.type('klinik bum desa')
    await settled(page, 'klinik bum desa')
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Klinik BUM Desa')
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/inovasi/klinik-bum-desa/')
    await close()
  })

  it('shows more on request and puts the focus on the first that was added', async () => {
    const { page, close } = await open('/cari/?tahun=2019')
    await page.locator('[data-link=more]').click()
    await page.waitForFunction(() => document.querySelectorAll('.search-results > li').length === 20)
    const focused = await page.evaluate(() => document.activeElement?.textContent)
    expect(focused).toBe((await names(page))[10]?.trim())
    expect(query(page)).toBe('?tahun=2019&halaman=2')
    await close()
  })

  it('moves nothing when filters and results arrive, on a phone and on a wide screen', async () => {
    for (const viewport of [
      { width: 412, height: 823 },
      { width: 1280, height: 900 },
    ]) {
      const context = await browser.newContext({ viewport })
      const page = await context.newPage()
      await page.addInitScript(`
        window.moved = 0
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) window.moved += shift.value
        }).observe({ type: 'layout-shift', buffered: true })`)
      await page.goto(`${inject('origin')}/cari/?q=layanan&tahun=2020`)
      await settled(page, 'layanan')
      await page.locator('[data-link=clear]').waitFor({ state: 'visible' })
      await page.waitForTimeout(300)
      const moved = await page.evaluate<number>('window.moved')
      expect([viewport.width, Math.round(moved * 100) / 100]).toEqual([viewport.width, 0])
      await context.close()
    }
  })

  it('speaks English with the stems of English, dark, without a fault', async () => {
    const { page, errors, close } = await open('/en/cari/?q=services', { colorScheme: 'dark' })
    await settled(page, 'services')
    const plural = await names(page)
    await page.fill('#q', 'service')
    await page.waitForFunction(() => location.search === '?q=service')
    await page.waitForFunction(() => document.querySelector('[role=status] q')?.textContent === 'service')
    expect(await names(page)).toEqual(plural)
    expect(plural.length).toBeGreaterThan(5)
    expect(errors).toEqual([])
    await isAccessible(page)
    await close()
  })

  it('says when the index cannot be loaded, keeps the words, and asks the server instead', async () => {
    const { page, close } = await open('/')
    await page.route('**/pagefind/**', (route) => route.abort())
    await page.goto(`${inject('origin')}/cari/?q=stunting`)
    await page.getByRole('alert').waitFor({ state: 'visible' })
    expect(await page.inputValue('#q')).toBe('stunting')
    await page.getByRole('alert').getByRole('button').click()
    await page.waitForURL('**/api/search?**')
    expect((await names(page)).length).toBeGreaterThan(3)
    await close()
  })
})

describe('a reader without script', () => {
  it('types in the gallery and gets a list of the portal, in pages, with filters', async () => {
    const { page, close } = await open('/inovasi/', { javaScriptEnabled: false })
    await page.fill('#gallery-q', 'melayani')
    await page.press('#gallery-q', 'Enter')
    expect(new URL(page.url()).pathname).toBe('/api/search')
    expect(await page.inputValue('#q')).toBe('melayani')
    const all = await names(page)
    expect(all.length).toBe(20)
    await page.check('input[name=tahun][value="2020"]')
    await page.click('[data-apply]')
    expect(await page.isChecked('input[name=tahun][value="2020"]')).toBe(true)
    expect((await names(page)).length).toBeLessThan(20)
    await close()
  })
})
