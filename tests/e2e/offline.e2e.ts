/** A juror's device: what is typed without a network, what lies on it, and what signing out leaves. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible } from './visitor.ts'

let browser: Browser
let portal: OwnPortal
beforeAll(async () => {
  portal = await startOwnPortal({ stage: 'scoring', planned: true, sessions: ['sim-juri-2'] })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

const readings = async (page: Page): Promise<string[]> => {
  const response = await page.request.get(`${portal.origin}/api/assignments`)
  const { stages }: { stages: { assignments: { id: string; state: string }[] }[] } = await response.json()
  return stages.flatMap(({ assignments }) => assignments.filter(({ state }) => state === 'new').map(({ id }) => id))
}

const draftOf = async (page: Page, id: string) => {
  const response = await page.request.get(`${portal.origin}/api/assignments/${id}`)
  const { draft }: { draft: { comment: string; version: number } | null } = await response.json()
  return draft && { comment: draft.comment, version: draft.version }
}

const openDesk = async (page: Page, id: string) => {
  await page.goto(`${portal.origin}/juri/nilai/?penugasan=${id}`)
  await page.getByLabel('Catatan untuk seluruh usulan').waitFor()
}
const isLocal = 'Luring – tersimpan di perangkat ini, menunggu jaringan'
const whole = (page: Page) => page.getByLabel('Catatan untuk seluruh usulan')

/** The databases of this origin as text, one character a byte, and how many records each store has. */
const readDevice = (page: Page) =>
  page.evaluate(async () => {
    const asText = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return String.fromCharCode(...new Uint8Array(value))
      if (typeof value !== 'object' || value === null) return String(value)
      return Object.entries(value)
        .map(([name, inner]) => `${name}=${asText(inner)}`)
        .join(' ')
    }
    const counts: Record<string, number> = {}
    let text = JSON.stringify(Object.entries(localStorage))
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name ?? '')
        request.addEventListener('success', () => resolve(request.result))
      })
      for (const store of db.objectStoreNames) {
        const opened = db.transaction(store).objectStore(store)
        const [keys, values] = [opened.getAllKeys(), opened.getAll()]
        await new Promise((resolve) => values.addEventListener('success', resolve))
        counts[`${name} ${store}`] = keys.result.length
        text += keys.result.map((key, i) => `${String(key)} ${asText(values.result[i])}`).join('\n')
      }
      db.close()
    }
    return { counts, text }
  })

/** The juror's pages are kept; nothing else asks for it than having been here. */
const isPrepared = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const shelf = (await caches.keys()).find((name) => name.startsWith('juri-'))
          const kept = shelf ? await (await caches.open(shelf)).keys() : []
          return kept.some(({ url }) => url.endsWith('/juri/nilai/')) && navigator.serviceWorker.controller !== null
        }),
      { timeout: 20_000 },
    )
    .toBe(true)

async function aJuror(): Promise<{ page: Page; context: BrowserContext }> {
  return aVisitor(browser, 'evaluator', portal.origin)
}

test('what is typed without a network is sealed on the device, survives its tab, and arrives once the network is back', async () => {
  const { page, context } = await aJuror()
  const [id = ''] = await readings(page)
  await openDesk(page, id)
  await isPrepared(page)
  await context.setOffline(true)
  await whole(page).fill('Dampaknya terukur di dua desa')
  await page.getByText('Luring – tersimpan di perangkat ini, menunggu jaringan').waitFor()
  const { text, counts } = await readDevice(page)
  expect(counts).toMatchObject({ 'gelanggang-juri keys': 1, 'gelanggang-juri contents': expect.any(Number) })
  expect([id, 'Dampaknya', 'terukur', 'lembar'].filter((word) => text.includes(word))).toEqual([])

  await page.reload()
  await page.getByRole('button', { name: 'Menu', exact: true }).waitFor()
  expect(await page.title()).toBe('Meja juri, penilaian proposal - Gelanggang')
  await page.close()

  const again = await context.newPage()
  await context.setOffline(false)
  await openDesk(again, id)
  await again.getByText(/^Tersimpan \d/).waitFor()
  expect([await whole(again).inputValue(), await draftOf(again, id)]).toEqual([
    'Dampaknya terukur di dua desa',
    { comment: 'Dampaknya terukur di dua desa', version: 1 },
  ])
  await isAccessible(again)
  await context.close()
})

test('a plain copy of an earlier version of the desk is taken over, sent, and gone from where it lay', async () => {
  const { page, context } = await aJuror()
  const [id = ''] = await readings(page)
  await page.goto(`${portal.origin}/juri/`)
  await page.evaluate(
    (key) => localStorage.setItem(key, JSON.stringify({ typed: { catatan: 'Tulisan lama' }, base: {} })),
    `gelanggang:lembar:${id}`,
  )
  await openDesk(page, id)
  await page.getByText(/^Tersimpan \d/).waitFor()
  expect([await whole(page).inputValue(), await draftOf(page, id)]).toEqual([
    'Tulisan lama',
    { comment: 'Tulisan lama', version: 1 },
  ])
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('lembar')))).toEqual([])
  await context.close()
})

/** Types at the desk while the portal is not reached, and goes to the list. */
async function typeWithoutPortal(page: Page, words: string): Promise<void> {
  portal.setLine('cut')
  await whole(page).fill(words)
  await page.getByText(isLocal).waitFor()
  await page.goto(`${portal.origin}/juri/`)
}

test('signing out says what has not arrived, and takes everything along only when that is wanted', async () => {
  const { page, context } = await aJuror()
  const [id = ''] = await readings(page)
  await openDesk(page, id)
  await isPrepared(page)
  await typeWithoutPortal(page, 'Belum sampai')
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.getByRole('heading', { name: '1 lembar belum sampai di portal' }).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Tetap masuk' }).click()
  expect((await readDevice(page)).counts['gelanggang-juri keys']).toBe(1)

  portal.setLine('well')
  await openDesk(page, id)
  await page.getByText(/^Tersimpan \d/).waitFor()
  expect(await draftOf(page, id)).toEqual({ comment: 'Belum sampai', version: 1 })
  await typeWithoutPortal(page, 'Akan dibuang')
  await page.getByRole('button', { name: 'Keluar' }).click()
  const leave = page.getByRole('button', { name: 'Hapus 1 lembar itu dan keluar' })
  await leave.waitFor()
  portal.setLine('well')
  await leave.click()
  await page.waitForURL(/\/masuk\//)
  const { counts } = await readDevice(page)
  expect(Object.entries(counts).filter(([name]) => name.startsWith('gelanggang-juri '))).toEqual([
    ['gelanggang-juri contents', 0],
    ['gelanggang-juri keys', 0],
    ['gelanggang-juri names', 0],
    ['gelanggang-juri owner', 0],
  ])
  expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('juri-')))).toEqual([])
  expect((await page.request.get(`${portal.origin}/api/me`)).status()).toBe(401)
  await context.close()
})

test('a session that ends wipes nothing, and another juror on the device opens nothing of it', async () => {
  const { page, context } = await aJuror()
  const [id = ''] = await readings(page)
  await openDesk(page, id)
  await isPrepared(page)
  await context.clearCookies()
  await whole(page).fill('Ditulis sesudah sesi berakhir')
  await page.getByRole('heading', { name: 'Sesi Anda berakhir' }).waitFor()
  const before = await readDevice(page)
  await page.close()

  await portal.signIn(context, 'sim-juri-2')
  const other = await context.newPage()
  const [theirs = ''] = await readings(other)
  await openDesk(other, theirs)
  expect(await whole(other).inputValue()).toBe('')
  await other.goto(`${portal.origin}/juri/`)
  await other.getByRole('button', { name: 'Keluar' }).click()
  await other.waitForURL(/\/masuk\//)
  expect((await readDevice(other)).counts['gelanggang-juri keys']).toBe(before.counts['gelanggang-juri keys'])

  await context.request.post(`${portal.origin}/api/demo/sign-in`, {
    form: { role: 'evaluator' },
    headers: { origin: portal.origin },
    maxRedirects: 0,
  })
  await openDesk(other, id)
  await other.getByText(/^Tersimpan \d/).waitFor()
  expect(await whole(other).inputValue()).toBe('Ditulis sesudah sesi berakhir')
  await context.close()
})

test('signing out in one tab empties the others, and a page from the memory of the browser is loaded anew', async () => {
  const { page, context } = await aJuror()
  const [id = ''] = await readings(page)
  await openDesk(page, id)
  const other = await context.newPage()
  await other.goto(`${portal.origin}/juri/`)
  const leave = other.getByRole('button', { name: 'Keluar' })
  await leave.waitFor()
  const load = () => other.evaluate(() => performance.timeOrigin)
  const before = await load()
  await other.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect.poll(() => load().catch(() => before)).toBeGreaterThan(before)
  await leave.click()
  await Promise.all([other.waitForURL(/\/masuk\//), page.waitForURL(/\/masuk\//)])
  expect((await page.request.get(`${portal.origin}/api/me`)).status()).toBe(401)
  await context.close()
})

test('words that wait for one juror outlast another who signs in beside the open page', async () => {
  const { page, context } = await aJuror()
  const [id = ''] = await readings(page)
  await openDesk(page, id)
  await isPrepared(page)
  await typeWithoutPortal(page, 'Menunggu saya')
  await page.getByRole('button', { name: 'Keluar' }).waitFor()
  await portal.signIn(context, 'sim-juri-2')
  const asked = page.waitForResponse((response) => response.url().includes(`/api/assignments/${id}`))
  portal.setLine('well')
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await asked
  await page.close()

  await context.request.post(`${portal.origin}/api/demo/sign-in`, {
    form: { role: 'evaluator' },
    headers: { origin: portal.origin },
    maxRedirects: 0,
  })
  const again = await context.newPage()
  await openDesk(again, id)
  await again.getByText(/^Tersimpan \d/).waitFor()
  expect(await whole(again).inputValue()).toBe('Menunggu saya')
  await context.close()
})
