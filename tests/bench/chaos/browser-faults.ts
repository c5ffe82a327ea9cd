import type { BrowserContext, Page } from 'playwright-core'

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Kills the process that draws the page, as a crash or a killed phone app does, and gives up what is left of it. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const gone = new Promise((resolve) => page.once('crash', resolve))
  void session.send('Page.crash').catch(() => undefined)
  await Promise.race([gone, pause(5000)])
  await page.close()
}

/**
 * Takes the network from one tab until the answer is called, which may be after the tab has died. (Of a whole context the network
 * never comes back once one of its tabs has crashed.)
 */
export async function takeOffline(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  const emulate = (offline: boolean) =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
  await session.send('Network.enable')
  await emulate(true)
  return async () => {
    if (!page.isClosed()) await emulate(false)
  }
}

/** Gives the browser a session that was written into the database; `cookie` as `signIn` of the benches answers it. */
export function useSession(context: BrowserContext, origin: string, cookie: string): Promise<void> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(cookie) ?? []
  if (!name || !value) throw new Error('there is no such session')
  return context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }])
}
