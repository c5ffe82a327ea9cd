import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import type axe from 'axe-core'
import type { Browser, BrowserContext, Download, Page } from 'playwright-core'
import { expect, inject, onTestFailed } from 'vitest'
import type { DemoRole } from '#worker/demo.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

export const origin = inject('origin')

/** The package's own `source` is more than twice as long. */
const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** A person at a browser. Every error the page reports fails the journey. `at`: the portal, where it is not the readers'. */
export async function aVisitor(
  browser: Browser,
  role?: DemoRole,
  at: string = origin,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'id-ID',
    acceptDownloads: true,
    // A colour on its way to another is neither, and axe measures it.
    reducedMotion: 'reduce',
    baseURL: at,
  })
  context.setDefaultTimeout(20_000)
  if (role) {
    const response = await context.request.post(`${at}/api/demo/sign-in`, {
      form: { role },
      headers: { origin: at },
      maxRedirects: 0,
    })
    expect(response.status()).toBe(303)
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  onTestFailed(async ({ task }) => {
    if (!page.isClosed())
      await page.screenshot({ path: `tests/pictures/${task.name.slice(0, 60)} ${role ?? 'anyone'}.png` })
  })
  return { page, context }
}

/** What the browser has saved. It is the browser of all journeys, whose files are its own. */
export const bytesOf = async (download: Download): Promise<Buffer> => buffer(await download.createReadStream())

/** What axe finds wrong on the page as it stands: nothing. */
export async function isAccessible(page: Page): Promise<void> {
  // Islands draw one after another; the page is there when its own heading is.
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  // CSP forbids a script element; evaluating goes around it like any tool of the browser. A page that was looked at has axe already.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // Nobody asks where on the page something passes.
      resultTypes: ['violations'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
  expect(found, page.url()).toEqual([])
}

/** Goes to a path of the visitor's portal and waits until the page says this; then it must be accessible. */
export async function open(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path)
  await sees(page, heading)
}

export async function sees(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { name: heading }).first().waitFor()
  await isAccessible(page)
}
