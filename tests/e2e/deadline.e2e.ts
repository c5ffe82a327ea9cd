/** The closing: counted down to in three zones, moved while people look, and held open by rule when the portal itself had failed. */
import type { Browser, Page } from 'playwright-core'
import { getPlatformProxy } from 'wrangler'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Env } from '#worker/env.ts'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
/** This journey closes registration, and its line is cut. */
let server: OwnPortal
beforeAll(async () => {
  server = await startOwnPortal()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const edition = 'kipp-simulasi'

async function ask<Answer>(page: Page, path: string, data?: object): Promise<Answer> {
  const options = { method: data ? 'POST' : 'GET', headers: { origin: server.origin }, ...(data && { data }) }
  const response = await page.request.fetch(`${server.origin}/api${path}`, options)
  expect([path, response.ok()]).toEqual([path, true])
  const answer: Answer = await response.json()
  return answer
}

const clockOf = (page: Page) => page.getByRole('complementary', { name: 'Batas waktu menurut jam portal' })
const closingOn = (page: Page) => clockOf(page).locator('time').last().getAttribute('datetime')

type Listed = { rows: { id: string; title: string }[] }
type Whole = { receipts: { referenceNumber: string; revision: number }[] }

/** A complete proposal at the agency: one that had been forwarded, taken back. */
async function aWaiting(page: Page): Promise<string> {
  const { rows } = await ask<Listed>(page, `/agency-proposals?edition=${edition}&state=submitted`)
  const [row] = rows
  if (!row) throw new Error('the agency has forwarded nothing')
  await ask(page, `/proposals/${row.id}/withdrawals`, { note: '' })
  return row.id
}

const receiptsOf = async (page: Page, id: string) => (await ask<Whole>(page, `/proposals/${id}`)).receipts.length

/** Opens a complete proposal; the page has then fetched the token that shows what is meant to be forwarded. */
async function openForwarding(page: Page, id: string): Promise<void> {
  const token = page.waitForResponse((response) => response.url().endsWith('/intent') && response.ok())
  await open(page, `/instansi/usulan/?id=${id}`, 'Teruskan kepada sekretariat')
  await token
}

test('an author counts down in three zones, and a new closing with its reason is on the open page within 40 seconds', async () => {
  const author = await aVisitor(browser, 'author', server.origin)
  await author.page.clock.install()
  await open(author.page, '/peserta/', /Usulan/)
  await clockOf(author.page)
    .getByText(/tinggal .* sampai .* WIB, .* WITA, .* WIT\./)
    .waitFor()
  await isAccessible(author.page)
  const before = (await closingOn(author.page)) ?? ''

  const { page, context } = await aVisitor(browser, 'secretariat', server.origin)
  await open(page, `/sekretariat/edisi/?edisi=${edition}&bagian=jadwal`, /KIPP Simulasi/)
  await page.getByRole('link', { name: 'Ubah tanggal' }).first().click()
  const field = page.getByLabel('Ditutup (WIB)')
  const day = 24 * 3600 * 1000
  const inWib = (instant: number) => new Date(instant + 7 * 3600 * 1000).toISOString().slice(0, 16)
  await field.fill(inWib(Date.parse(before) + day))
  await page.getByRole('button', { name: 'Simpan tanggal' }).click()
  await page.getByRole('alert').getByText('Tulis alasan perubahan.').waitFor()
  await isAccessible(page)
  await page.getByLabel('Alasan perubahan').fill('Gangguan jaringan di wilayah timur.')
  await page.getByRole('button', { name: 'Simpan tanggal' }).click()
  await field.waitFor({ state: 'detached' })
  const after = new Date(Math.floor(Date.parse(before) / 60_000) * 60_000 + day).toISOString()
  await author.page.clock.fastForward(40_000)
  await author.page.locator(`aside time[datetime="${after}"]`).waitFor()
  await isAccessible(author.page)

  await open(page, `/pengawas/?edisi=${edition}`, 'Jejak tindakan')
  await page
    .getByText(/Gangguan jaringan di wilayah timur/)
    .first()
    .waitFor()
  await context.close()
  await author.context.close()
})

test('what is left goes on counting while the portal is asked again and again', async () => {
  const { page, context } = await aVisitor(browser, 'author', server.origin)
  await page.clock.install()
  const closesAt = new Date(Date.now() + 90.5 * 60_000).toISOString()
  let ahead = 0
  await page.route('**/api/clock', async (route) => {
    const response = await route.fetch()
    const body: { windows: object[] } = await response.json()
    const now = new Date(Date.now() + ahead).toISOString()
    await route.fulfill({ json: { ...body, now, windows: body.windows.map((window) => ({ ...window, closesAt })) } })
  })
  await page.goto('/peserta/')
  await clockOf(page)
    .getByText(/1 jam (29|30) menit/)
    .waitFor()
  for (let look = 0; look < 8; look++) {
    const heard = page.waitForResponse('**/api/clock')
    ahead += 30_000
    await page.clock.fastForward(30_000)
    await heard
  }
  await clockOf(page)
    .getByText(/1 jam (2[0-6]|1\d) menit/)
    .waitFor()
  await context.close()
})

test('forwarding goes on over a cut line and a lost answer, says so, and ends with one receipt', async () => {
  const { page, context } = await aVisitor(browser, 'agency_admin', server.origin)
  const id = await aWaiting(page)
  const before = await receiptsOf(page, id)
  await openForwarding(page, id)
  await page.getByRole('button', { name: 'Teruskan usulan' }).click()
  await page.getByRole('button', { name: 'Ya, teruskan usulan ini' }).waitFor()
  server.setLine('cut')
  await page.getByRole('button', { name: 'Ya, teruskan usulan ini' }).click()
  await page.getByText('Dikirim ulang, percobaan ke-2').waitFor()
  await isAccessible(page)
  // Now it arrives and is done, but the answer is lost on the way back.
  server.setLine('mute')
  await page.getByText(/percobaan ke-[45]/).waitFor()
  server.setLine('well')
  await page
    .getByRole('heading', { name: /^Tanda terima/ })
    .first()
    .waitFor()
  await isAccessible(page)
  expect([await receiptsOf(page, id), before]).toEqual([before + 1, before])
  await context.close()
})

/** The only sign of life of the last twenty minutes is the first: for the rest, as far as the records go, the portal was away. */
async function recordAbsence(state: string): Promise<void> {
  const proxy = await getPlatformProxy<Env>({ persist: { path: `${state}/v3` }, remoteBindings: false })
  const minute = new Date(Date.now() - 20 * 60_000).toISOString().slice(0, 16)
  const answered = { requests: 0, failures: 0, latencies: [] }
  await proxy.env.FILES.put(`health/${minute}/clock.json`, JSON.stringify(answered))
  await proxy.dispose()
}

test('when the portal had failed before the closing, what was checked in time is forwarded in the grace, and only that', async () => {
  const { page, context } = await aVisitor(browser, 'agency_admin', server.origin)
  const id = await aWaiting(page)
  const before = await receiptsOf(page, id)
  await page.clock.install()
  await openForwarding(page, id)
  const secretary = await aVisitor(browser, 'secretariat', server.origin)
  await ask(secretary.page, `/editions/${edition}/stages/pendaftaran/early-close`, { reason: 'Uji penutupan.' })
  await secretary.context.close()

  await server.kill()
  await recordAbsence(server.state)
  await server.restart()
  server.tick()
  // The open page asks every half minute, and the portal needs a moment to judge.
  const interrupted = clockOf(page).getByText(/Portal terganggu sejak/)
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(30_000)
        return interrupted.count()
      },
      { timeout: 120_000, interval: 500 },
    )
    .toBe(1)
  await clockOf(page)
    .getByText(/masih dapat diteruskan: tinggal \d+ menit/)
    .waitFor()
  await isAccessible(page)

  const elsewhere = await aVisitor(browser, 'agency_admin', server.origin)
  await elsewhere.page.goto(`${server.origin}/instansi/usulan/?id=${id}`)
  await clockOf(elsewhere.page)
    .getByText(/Portal terganggu sejak/)
    .waitFor()
  await isAccessible(elsewhere.page)
  expect(await elsewhere.page.getByRole('button', { name: 'Teruskan usulan' }).count()).toBe(0)
  await elsewhere.context.close()

  await page.reload()
  await sees(page, 'Teruskan kepada sekretariat')
  await page.getByRole('button', { name: 'Teruskan usulan' }).click()
  await page.getByRole('button', { name: 'Ya, teruskan usulan ini' }).click()
  await page
    .getByRole('heading', { name: /^Tanda terima/ })
    .first()
    .waitFor()
  await isAccessible(page)
  expect(await receiptsOf(page, id)).toBe(before + 1)
  await context.close()
})
