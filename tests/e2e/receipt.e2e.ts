/** An agency forwards a proposal, keeps its receipt, and anybody who is handed number and hash checks it without script. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPdfText } from '#worker/pdf-text.ts'
import { openBrowser } from './browser.ts'
import { aVisitor, bytesOf, isAccessible, open, origin } from './visitor.ts'

let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'gelanggang-receipt-'))
const receipt = { number: '', hash: '', json: join(folder, 'usulan.json') }

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A browser that runs no script of any page. */
async function aReaderWithoutScript(): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
  context.setDefaultTimeout(20_000)
  return context.newPage()
}

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()])
  return bytesOf(file)
}

test('the agency takes the receipt as a PDF and the frozen text as its file; both say the same hash', async () => {
  const { page, context } = await aVisitor(browser, 'agency_admin')
  const listed = await context.request.get(`${origin}/api/proposals?as=agency_admin`)
  const { proposals }: { proposals: { id: string; referenceNumber: string | null }[] } = await listed.json()
  const submitted = proposals.find(({ referenceNumber }) => referenceNumber !== null)
  receipt.number = submitted?.referenceNumber ?? ''
  await open(page, `/instansi/usulan/?id=${submitted?.id}`, /Tanda terima/)
  receipt.hash = (await page.locator('.receipt .hash').first().textContent()) ?? ''
  const { status, text } = await readPdfText(new Uint8Array(await download(page, 'Unduh tanda terima (PDF)')))
  const words = text.replaceAll(/\s+/g, ' ')
  expect([status, words.includes(receipt.number), words.includes(receipt.hash.slice(0, 32))]).toEqual([
    'read',
    true,
    true,
  ])
  const frozen = await download(page, 'Unduh isi yang dibekukan (JSON)')
  expect(createHash('sha256').update(frozen).digest('hex')).toBe(receipt.hash)
  writeFileSync(receipt.json, frozen)
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await context.close()
})

test('a reader without script checks number and hash, in both languages, and sees nothing of the content', async () => {
  const page = await aReaderWithoutScript()
  await page.goto(`${origin}/verifikasi/`)
  const form = page.locator('form[data-kept]')
  await form.getByLabel('Nomor').fill(receipt.number.toLowerCase().replaceAll('-', ' '))
  await form.getByLabel('SHA-256').fill(receipt.hash.toUpperCase())
  await form.getByRole('button', { name: 'Periksa' }).click()
  await page.getByRole('heading', { name: 'Cocok, dan ini revisi terakhir' }).waitFor()
  const { title }: { title: string } = JSON.parse(readFileSync(receipt.json, 'utf8'))
  expect([await page.getByText(receipt.hash).count(), await page.getByText(title).count()]).toEqual([1, 0])
  await page.goto(
    `${origin}/api/verifications?${new URLSearchParams({ ...receipt, json: '', language: 'en' }).toString()}`,
  )
  await page.getByRole('heading', { name: 'It matches, and this is the last revision' }).waitFor()
  await page.context().close()
})

test('the file itself is checked without script, and one changed letter matches nothing', async () => {
  const page = await aReaderWithoutScript()
  const changed = join(folder, 'berubah.json')
  writeFileSync(changed, readFileSync(receipt.json, 'utf8').replace('"title":"', '"title":"X'))
  for (const [file, heading] of [
    [receipt.json, 'Cocok, dan ini revisi terakhir'],
    [changed, 'Tidak cocok'],
  ] as const) {
    await page.goto(`${origin}/verifikasi/`)
    const form = page.locator('form[method="post"]').filter({ has: page.getByLabel('Berkas JSON') })
    await form.getByLabel('Nomor').fill(receipt.number)
    await form.getByLabel('Berkas JSON').setInputFiles(file)
    await form.getByRole('button', { name: 'Hitung dan periksa' }).click()
    await page.getByRole('heading', { name: heading }).waitFor()
  }
  await page.context().close()
})

test('the page, its answers and its refusals are accessible, in both themes', async () => {
  const asked = ({ number, hash }: { number: string; hash: string }) =>
    `/api/verifications?${new URLSearchParams({ number, hash }).toString()}`
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await aVisitor(browser)
    await page.emulateMedia({ colorScheme })
    await open(page, '/verifikasi/', 'Verifikasi tanda terima')
    await open(page, '/en/verifikasi/', 'Verify a receipt')
    await open(page, asked(receipt), 'Cocok, dan ini revisi terakhir')
    await open(page, asked({ ...receipt, hash: 'a'.repeat(64) }), 'Tidak cocok')
    await page.goto(origin + asked({ number: 'KIPP-0', hash: 'x' }))
    await page.getByRole('heading', { name: 'Belum dapat diperiksa' }).waitFor()
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(2)
    await isAccessible(page)
    await context.close()
  }
})
