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

/** Gives the browser a session that was written into the database; `cookie` as `signIn` of the benches answers it. */
export function useSession(context: BrowserContext, origin: string, cookie: string): Promise<void> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(cookie) ?? []
  if (!name || !value) throw new Error('there is no such session')
  return context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }])
}
