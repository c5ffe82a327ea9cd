import type { Browser, BrowserContext, Page } from 'playwright-core'
import { pause, useSession } from './browser-faults.ts'
import { look, watch, type DeskScreen } from './desk-screen.ts'

/** A portal that was killed is back within this time, milliseconds. */
const reachMs = 40_000

export type JurorBrowser = {
  context: BrowserContext
  /** The tab in use. Another may be open beside it, or it may have died. */
  page: () => Page
  /** Errors that pages threw. */
  errors: string[]
  take: (page: Page) => void
  aTab: () => Promise<Page>
  go: (page: Page, path: string) => Promise<boolean>
  /** The screen once it is as wanted; null when it does not come to that in time. */
  seen: (page: Page, isWanted: (screen: DeskScreen) => boolean, ms?: number) => Promise<DeskScreen | null>
  openReading: (page: Page, id: string) => Promise<DeskScreen | null>
  /** From the list to the reading that it leads to, however long the portal is away. */
  openNext: () => Promise<'opened' | 'portal away' | 'nothing left'>
  signIn: () => Promise<void>
}

export type JurorBrowserOptions = {
  browser: Browser
  origin: string
  cookie: string
  /** Hears whatever any tab says. */
  hear: (screen: DeskScreen) => void
}

/** A juror's browser: its tabs die and come back, its session ends and begins anew. */
export async function aJurorBrowser({ browser, origin, cookie, hear }: JurorBrowserOptions): Promise<JurorBrowser> {
  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 800 } })
  const errors: string[] = []
  context.setDefaultTimeout(20_000)
  await useSession(context, origin, cookie)
  await watch(context, hear)
  let page = await aTab()

  async function aTab(): Promise<Page> {
    const opened = await context.newPage()
    opened.on('pageerror', (error) => errors.push(error.message))
    opened.on('dialog', (dialog) => void dialog.accept())
    opened.on('crash', () => void opened.close().catch(() => undefined))
    return opened
  }

  const go: JurorBrowser['go'] = (at, path) =>
    at.goto(`${origin}${path}`, { waitUntil: 'commit', timeout: 6000 }).then(
      () => true,
      () => false,
    )

  const seen: JurorBrowser['seen'] = async (at, isWanted, ms = 8000) => {
    for (let end = Date.now() + ms; ; await pause(60)) {
      const screen = await look(at)
      if (screen && isWanted(screen)) return screen
      if (Date.now() > end) return null
    }
  }

  /** The proposal at the desk, however long the portal is away. */
  async function openReading(at: Page, id: string): Promise<DeskScreen | null> {
    for (let end = Date.now() + reachMs; Date.now() < end;) {
      const isThere = await go(at, `/juri/nilai/?penugasan=${id}`)
      const screen = isThere && (await seen(at, (one) => one.id === id))
      if (screen) return screen
      await pause(400)
    }
    return null
  }

  /** The list once it is there: the reading that it leads to, or null when every sheet is handed in; undefined while it is not there. */
  async function nextInList(): Promise<string | null | undefined> {
    await go(page, '/juri/')
    const progress = page.locator('progress.meter')
    const isThere = await progress.waitFor({ timeout: 6000 }).then(
      () => true,
      () => false,
    )
    if (!isThere) return undefined
    // Drawn with the progress, where anything is left.
    const link = page.locator('a.button[href^="/juri/nilai/?"]').first()
    if ((await link.count()) === 0) return null
    const href = (await link.getAttribute('href')) ?? ''
    return new URLSearchParams(href.split('?')[1]).get('penugasan')
  }

  async function openNext(): ReturnType<JurorBrowser['openNext']> {
    for (let end = Date.now() + reachMs; Date.now() < end; await pause(400)) {
      const id = await nextInList()
      if (id === null) return 'nothing left'
      if (id !== undefined) return (await openReading(page, id)) ? 'opened' : 'portal away'
      await signIn()
    }
    return 'portal away'
  }

  async function signIn(): Promise<void> {
    await useSession(context, origin, cookie)
    await page.evaluate(() => window.dispatchEvent(new Event('focus'))).catch(() => undefined)
  }

  const take = (other: Page) => {
    page = other
  }
  return { context, page: () => page, errors, take, aTab, go, seen, openReading, openNext, signIn }
}
