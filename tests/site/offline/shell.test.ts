import { cpSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { shellOf, writeShellWorker } from '#site/offline-shell.ts'
import { loadedBy } from '../../bench/pages.ts'
import { openBrowser } from '../../e2e/browser.ts'
import { aBuiltSite } from '../built.ts'
import { deviceScript, openTab, serveSite } from './juror-device.ts'

const built = aBuiltSite()
/** Of the built site, what a juror's device and a visitor here ask for. */
const parts = ['_astro', 'juri', 'luring', 'en/luring', 'inovasi/index.html', '_headers', 'favicon.svg', 'sw.js']
let browser: Browser
let script: string
let folder: string
let server: Awaited<ReturnType<typeof serveSite>>
let context: BrowserContext
let page: Page
/** What the page asked for and did not get, but for the API. */
let failed: string[]
beforeAll(async () => {
  ;[browser, script] = await Promise.all([openBrowser(), deviceScript()])
})
afterAll(() => browser.close())
beforeEach(async ({ task }) => {
  folder = join(built.folder, '..', `site-${task.id}`)
  for (const part of parts) cpSync(join(built.folder, part), join(folder, part), { recursive: true })
  server = await serveSite(folder)
  context = await browser.newContext()
  page = await openTab(context, `${server.origin}/juri/`, script)
  failed = []
  page.on('requestfailed', (request) => {
    if (!request.url().includes('/api/')) failed.push(request.url())
  })
})
afterEach(async () => {
  await context.close()
  server.close()
})

const prepare = () => page.evaluate(() => window.shells.prepareShell())

/** By cache, the addresses in it. */
const readCaches = () =>
  page.evaluate(async () => {
    const names = await caches.keys()
    const kept = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)),
    )
    return Object.fromEntries(names.map((name, i) => [name, kept[i]?.toSorted()]))
  })

/** The jury's caches only. */
const readShelves = async () =>
  Object.fromEntries(Object.entries(await readCaches()).filter(([name]) => name.startsWith('juri-')))

const shelfOf = ({ version, pages, files }: ReturnType<typeof shellOf>) => ({
  [`juri-${version}`]: [...pages, ...files].toSorted(),
})

/** Another build: modules of other contents under other names. `half`: its pages are not there yet. */
function buildAnew(mark: string, { half } = { half: false }): ReturnType<typeof shellOf> {
  const modules = globSync('_astro/*.js', { cwd: folder }).map((file) => file.slice('_astro/'.length))
  const renew = (text: string) =>
    modules.reduce((renewed, name) => renewed.replaceAll(name, name.replace('.js', `-${mark}.js`)), text)
  for (const file of globSync(half ? '_astro/*.js' : '{_astro/*.js,**/*.html}', { cwd: folder })) {
    const path = join(folder, file)
    writeFileSync(path, renew(readFileSync(path, 'utf8')))
  }
  for (const name of modules) renameSync(join(folder, '_astro', name), join(folder, '_astro', renew(name)))
  return writeShellWorker(folder)
}

/** A visit with a network, until the device has settled with what it found; nothing on the page is asked to bring it about. */
async function visitOnce(): Promise<void> {
  await page.goto(`${server.origin}/juri/`)
  await page.evaluate(async (version) => {
    const registration = await navigator.serviceWorker.getRegistration('/juri/')
    const end = Date.now() + 20_000
    const isSettled = async () =>
      (await caches.has(`juri-${version}`)) &&
      !registration?.installing &&
      !registration?.waiting &&
      registration?.active?.state === 'activated'
    while (Date.now() < end && !(await isSettled())) await new Promise((resolve) => setTimeout(resolve, 50))
  }, shellOf(folder).version)
}

const isMounted = (at: Page) => at.locator('#island > *').first().waitFor()

describe('the list of what a device keeps', () => {
  it('names every page of the jury and all that each loads', () => {
    const { pages, files } = shellOf(built.folder)
    expect(pages).toEqual(expect.arrayContaining(['/juri/', '/juri/nilai/', '/luring/']))
    const loaded = pages.flatMap((path) => [...loadedBy(built.folder, path).keys()])
    const missing = loaded.filter((path) => !pages.includes(path) && !files.includes(path))
    expect([loaded.length > 20, missing]).toEqual([true, []])
  })

  it('changes its version with any content and stays as it is without one', () => {
    const before = shellOf(folder)
    expect(shellOf(folder)).toEqual(before)
    writeFileSync(join(folder, 'juri/nilai/index.html'), `${built.read('juri/nilai/index.html')}<!-- -->`)
    expect(shellOf(folder).version).not.toBe(before.version)
  })
})

describe('the jury’s pages on a prepared device', () => {
  it('open without a network, each with its styles, scripts and fonts', async () => {
    expect([await page.evaluate(() => window.shells.isShellKept()), await prepare()]).toEqual([false, true])
    await context.setOffline(true)
    for (const [path, title] of [
      ['/juri/nilai/?penugasan=17', 'Meja juri, penilaian proposal - Gelanggang'],
      ['/juri/', 'Juri - Gelanggang'],
    ] as const) {
      await page.goto(server.origin + path)
      await isMounted(page)
      const fonts = await page.evaluate(async () => [...(await document.fonts.ready)].map(({ status }) => status))
      expect([await page.title(), fonts.includes('loaded')]).toEqual([title, true])
    }
    expect(failed).toEqual([])
  })

  it('open for the person who was here last, by name, though the portal is not reached', async () => {
    await expect.poll(() => page.evaluate(() => window.shells.isShellKept()), { timeout: 20_000 }).toBe(true)
    await context.setOffline(true)
    await page.goto(`${server.origin}/juri/`)
    await page.getByRole('link', { name: 'Ani Juri' }).waitFor()
    await page.evaluate(script)
    await page.evaluate(() => window.vaults.wipeVaults('ani'))
    await page.reload()
    await isMounted(page)
    expect(await page.getByRole('link', { name: 'Ani Juri' }).count()).toBe(0)
  })

  it('do not wait for a line that never answers', async () => {
    expect(await prepare()).toBe(true)
    server.setLine('silent')
    const before = server.asked.length
    await page.goto(`${server.origin}/juri/nilai/?penugasan=17`)
    await page.getByRole('button', { name: 'Menu', exact: true }).waitFor()
    // Asked for first, the page and who is here, and given up after some seconds each.
    expect(server.asked.slice(before)).toEqual(expect.arrayContaining(['/juri/nilai/', '/api/me']))
  })

  it('are shown as they were kept while the portal is down', async () => {
    expect(await prepare()).toBe(true)
    server.setLine('down')
    await page.goto(`${server.origin}/juri/`)
    expect(await page.title()).toBe('Juri - Gelanggang')
    await isMounted(page)
  })

  it('give way to the page about the missing network where one was never kept', async () => {
    expect(await prepare()).toBe(true)
    await context.setOffline(true)
    await page.goto(`${server.origin}/juri/tidak-ada/`)
    await page.getByRole('heading', { name: 'Tidak ada jaringan' }).waitFor()
  })

  it('are all that is kept: no answer of the API is in any cache', async () => {
    expect(await prepare()).toBe(true)
    await page.reload()
    await isMounted(page)
    await page.getByText('Belum ada usulan yang ditugaskan').waitFor()
    const answered = await page.evaluate(async () => (await fetch('/api/assignments')).status)
    expect([answered, server.asked.filter((path) => path.startsWith('/api/')).length > 2]).toEqual([200, true])
    const kept = await readCaches()
    expect(Object.values(kept).flatMap((paths) => paths?.filter((path) => path.startsWith('/api/')))).toEqual([])
    expect(await readShelves()).toEqual(shelfOf(shellOf(folder)))
    await context.setOffline(true)
    const refused = await page.evaluate(() =>
      fetch('/api/me').then(
        () => 'answered',
        () => 'refused',
      ),
    )
    expect(refused).toBe('refused')
  })
})

describe('another build of the site', () => {
  it('is kept whole after the next visit, and opens without a network', async () => {
    expect(await prepare()).toBe(true)
    const before = shellOf(folder)
    const now = buildAnew('baru0001')
    await visitOnce()
    expect(await readShelves()).toEqual({ ...shelfOf(before), ...shelfOf(now) })
    await context.setOffline(true)
    const loaded: string[] = []
    page.on('response', (response) => loaded.push(new URL(response.url()).pathname))
    await page.goto(`${server.origin}/juri/`)
    await isMounted(page)
    const modules = loaded.filter((path) => path.endsWith('.js'))
    expect([modules.length > 5, modules.filter((path) => !path.endsWith('-baru0001.js'))]).toEqual([true, []])
    expect(failed).toEqual([])
  })

  it('takes the one before the last away', async () => {
    expect(await prepare()).toBe(true)
    const second = buildAnew('baru0001')
    await visitOnce()
    const third = buildAnew('baru0002')
    await visitOnce()
    expect(await readShelves()).toEqual({ ...shelfOf(second), ...shelfOf(third) })
  })

  it('is not taken half: while it is swapped in, the one before stays', async () => {
    expect(await prepare()).toBe(true)
    const before = shellOf(folder)
    cpSync(join(folder, '_astro'), join(folder, 'kept'), { recursive: true })
    buildAnew('baru0001', { half: true })
    // New files stand there before old ones go.
    cpSync(join(folder, 'kept'), join(folder, '_astro'), { recursive: true })
    await page.goto(`${server.origin}/juri/`)
    await page.evaluate(script)
    expect(await prepare()).toBe(true)
    await context.setOffline(true)
    await page.goto(`${server.origin}/juri/`)
    await isMounted(page)
    expect([await readShelves(), failed]).toEqual([shelfOf(before), []])
  })
})

describe('the pages of others', () => {
  it('are no concern of it, and signing out leaves what they keep', async () => {
    expect(await prepare()).toBe(true)
    const visitor = await context.newPage()
    await visitor.goto(`${server.origin}/inovasi/`)
    const controller = () => navigator.serviceWorker.controller?.scriptURL ?? null
    expect([await visitor.evaluate(controller), await page.evaluate(controller)]).toEqual([
      expect.not.stringContaining('/juri/'),
      `${server.origin}/juri/luring.js`,
    ])
    await expect.poll(async () => Object.keys(await readCaches()).includes('luring')).toBe(true)
    await page.evaluate(() => window.shells.forgetShell())
    expect(Object.keys(await readCaches())).toEqual(['luring'])
    expect([await page.evaluate(() => window.shells.isShellKept()), await prepare()]).toEqual([false, true])
  })

  it('register nothing where only the public site was opened', async () => {
    const fresh = await browser.newContext()
    const visitor = await fresh.newPage()
    await visitor.goto(`${server.origin}/inovasi/`)
    expect(await visitor.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
    await fresh.close()
  })
})
