/** The secretariat plans who reads what, from the first draft to a juror who stops and a table that is brought in. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, bytesOf, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
let portal: OwnPortal

beforeAll(async () => {
  browser = await openBrowser()
  portal = await startOwnPortal({ proposals: 40, jurors: 8, stage: 'scoring' })
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

const secretariat = () => aVisitor(browser, 'secretariat', portal.origin)

const at = (part: string) => `/sekretariat/penugasan/?edisi=${portal.slug}&bagian=${part}`

/** Makes a plan of this seed and waits until it is shown. */
async function make(page: Page, seed: string): Promise<void> {
  const folded = page.locator('summary', { hasText: /^Susun (ulang dengan pilihan|rancangan) lain/ })
  if ((await folded.count()) > 0) await folded.click()
  await page.getByLabel('Benih undian').fill(seed)
  await page.getByRole('button', { name: 'Lihat rancangan' }).click()
  await page.getByRole('heading', { name: `benih ${seed}` }).waitFor()
}

test('themes and caps are entered for all jurors in one table, and two jurors are kept apart', async () => {
  const { page, context } = await secretariat()
  await open(page, at('juri'), /8 juri/)
  await page.getByRole('link', { name: 'Ubah tema dan batas' }).click()
  const caps = page.getByLabel(/^Batas bacaan /)
  await caps.first().fill('banyak')
  await page.getByRole('button', { name: 'Simpan tema dan batas' }).click()
  await page
    .getByRole('alert')
    .getByText(/^Isi batas /)
    .waitFor()
  await isAccessible(page)
  await caps.first().fill('10')
  await page.getByRole('button', { name: 'Simpan tema dan batas' }).click()
  await page.getByRole('link', { name: 'Ubah tema dan batas' }).waitFor()
  await page.getByRole('cell', { name: '10', exact: true }).waitFor()
  const options = page.getByLabel('Juri pertama').locator('option')
  await expect.poll(() => options.count()).toBeGreaterThan(8)
  const [one, two] = (await options.allTextContents()).slice(1, 3)
  await page.getByRole('button', { name: 'Pisahkan' }).click()
  await page.getByRole('alert').getByText('Pilih juri pertama.').waitFor()
  await page.getByLabel('Juri pertama').selectOption({ label: one ?? '' })
  await page.getByLabel('Juri kedua').selectOption({ label: two ?? '' })
  await page.getByLabel('Alasan').fill('Berkeluarga.')
  await page.getByRole('button', { name: 'Pisahkan' }).click()
  await page.getByText(/: Berkeluarga\. Sejak/).waitFor()
  await isAccessible(page)
  await context.close()
})

test('plans are looked at, compared side by side, put away, and one is published', async () => {
  const { page, context } = await secretariat()
  await open(page, at('rancangan'), /usulan belum ditugaskan/)
  await page.getByLabel('Benih undian').fill('seribu')
  await page.getByRole('button', { name: 'Lihat rancangan' }).click()
  await page
    .getByRole('alert')
    .getByText(/^Isi benih/)
    .waitFor()
  await make(page, '1')
  await page.getByText('Setiap usulan mendapat penilai yang cukup.').waitFor()
  await page.getByText(/Semua juri tersambung/).waitFor()
  await looksAtWhole(page)
  await looksAtOverlap(page)
  await make(page, '2')
  await page
    .getByRole('link', { name: /^Bandingkan dengan/ })
    .first()
    .click()
  await sees(page, 'Perbandingan dua rancangan')
  await page.getByText(/bacaan sama/).waitFor()
  await page.getByRole('table', { name: /B dikurangi A/ }).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Tutup perbandingan' }).click()
  await page.getByRole('button', { name: 'Batalkan rancangan' }).click()
  await isAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Batalkan rancangan' }).click()
  await page.getByRole('cell', { name: /^Dibatalkan/ }).waitFor()
  await page
    .getByRole('link', { name: /^Lihat/ })
    .last()
    .click()
  await page.getByRole('heading', { name: 'benih 1' }).waitFor()
  await page.getByRole('button', { name: 'Terbitkan penugasan' }).click()
  await isAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan' }).click()
  await sees(page, /0 dari \d+ lembar diserahkan/)
  await page.getByText('Penugasan diterbitkan.').waitFor()
  await context.close()
})

/** What is to be done is in sight on the first screen, printed every part is open, and the whole plan is a file. */
async function looksAtWhole(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 })
  const publish = page.getByRole('button', { name: 'Terbitkan penugasan' })
  const box = await publish.boundingBox()
  expect([box !== null, (box?.y ?? 0) + (box?.height ?? 0) <= 720]).toEqual([true, true])
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2000)
  const open = () => page.locator('details.plan-part[open]').count()
  const parts = await page.locator('details.plan-part').count()
  expect([await open(), parts > 1]).toEqual([0, true])
  await page.evaluate(() => void window.dispatchEvent(new Event('beforeprint')))
  expect(await open()).toBe(parts)
  await page.evaluate(() => void window.dispatchEvent(new Event('afterprint')))
  await expect.poll(open).toBe(0)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh seluruh bacaan (CSV)' }).click(),
  ])
  const lines = (await bytesOf(file)).toString().trim().split('\r\n')
  const [, added = ''] = /^(\d+), 0$/m.exec((await page.getByRole('definition').allTextContents()).join('\n')) ?? []
  expect(lines.length - 1).toBe(Number(added))
}

/** The matrix, one row of it as a list, and the file. */
async function looksAtOverlap(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Usulan bersama setiap pasangan juri' }).click()
  const matrix = page.getByRole('table', { name: 'Banyaknya usulan yang dibaca kedua juri' })
  await matrix.waitFor()
  expect(await matrix.getByRole('row').count()).toBe(9)
  await page.getByLabel('Urutan juri').selectOption({ label: 'Paling sedikit berbagi' })
  const row = matrix.getByRole('row').nth(1)
  const shares = await row.getByRole('cell').allTextContents()
  await row.getByRole('button').click()
  const list = page.getByRole('table', { name: /^Usulan bersama / })
  await list.waitFor()
  const numbers = (texts: readonly string[]) =>
    texts
      .filter((text) => /^\d+$/.test(text))
      .map(Number)
      .toSorted((a, b) => a - b)
  expect(numbers(await list.getByRole('cell').allTextContents())).toEqual(numbers(shares))
  await isAccessible(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh CSV', exact: true }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^usulan-bersama-.*\.csv$/)
}

test('a juror stops, and a re-plan hands exactly those readings to others', async () => {
  const { page, context } = await secretariat()
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: '10', exact: true }) })
    .first()
  await page.goto(at('juri'))
  const name = (await row.getByRole('link').textContent()) ?? ''
  await row.getByRole('link').click()
  await sees(page, name)
  await page.getByRole('button', { name: 'Juri berhenti' }).click()
  await page.getByRole('button', { name: 'Akhiri bacaannya' }).click()
  await page.getByText('Tulis alasannya.').first().waitFor()
  await isAccessible(page)
  await page.getByLabel('Alasan').fill('Cuti sakit.')
  await page.getByRole('button', { name: 'Akhiri bacaannya' }).click()
  await page.getByText(/usulan kekurangan penilai/).waitFor()
  await isAccessible(page)
  await page.getByRole('link', { name: 'Susun ulang penugasan' }).click()
  await make(page, '5')
  const facts = page.getByRole('definition')
  await expect.poll(() => facts.allTextContents()).toContain('10, 0')
  await page.locator('summary', { hasText: 'Bacaan yang berubah: 10' }).click()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Terbitkan penugasan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan' }).click()
  await page.getByText(/usulan kekurangan penilai/).waitFor({ state: 'detached' })
  await context.close()
})

test('readings leave as a table; a bad one is told line by line, a good one becomes a plan', async () => {
  const { page, context } = await secretariat()
  await open(page, at('tabel'), 'Unduh penugasan')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh CSV' }).click(),
  ])
  const table = (await bytesOf(file)).toString()
  const [head = '', first = '', second = ''] = table.split('\r\n')
  const bring = async (text: string) => {
    await page
      .getByLabel('Berkas tabel')
      .setInputFiles({ name: 'penugasan.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Periksa tabel' }).click()
  }
  await bring([head, first, first, second.replace(/^[^;]*/, 'KIPP-TIDAK-ADA')].join('\r\n'))
  await page.getByText('2 dari 3 baris keliru.').waitFor()
  await page.getByRole('cell', { name: 'nomor usulan tidak dikenal' }).waitFor()
  await isAccessible(page)
  await page.getByLabel(/Tabel ini memuat seluruh penugasan/).check()
  await bring(
    table
      .split('\r\n')
      .filter((line) => line !== second)
      .join('\r\n'),
  )
  await page.getByText(/0 bacaan baru, \d+ sudah berlaku, 1 berakhir/).waitFor()
  await page.getByRole('link', { name: 'Lihat rancangan dari tabel ini' }).click()
  await page.getByRole('heading', { name: /^Dari tabel/ }).waitFor()
  await isAccessible(page)
  await context.close()
})

test('a sheet is withdrawn with its reason, and the juror may score anew', async () => {
  const { page, context } = await secretariat()
  await open(page, at('juri'), /0 dari \d+ lembar diserahkan/)
  await page.getByRole('button', { name: /Simulasikan sisa/ }).click()
  await sees(page, /(\d+) dari \1 lembar diserahkan/)
  await page.getByRole('row').filter({ hasText: 'juri simulasi 3' }).getByRole('link').click()
  await page
    .getByRole('button', { name: /^Cabut lembar / })
    .first()
    .click()
  await isAccessible(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cabut lembar' }).click()
  await dialog.getByText('Tulis alasannya.').first().waitFor()
  await dialog.getByLabel('Alasan').fill('Tertukar dengan usulan lain.')
  await dialog.getByRole('button', { name: 'Cabut lembar' }).click()
  await page.getByText('Tertukar dengan usulan lain.').waitFor()
  await page.getByRole('cell', { name: /^(Belum dibuka|Draf)/ }).waitFor()
  await isAccessible(page)
  await context.close()
})

test('all of it fits a narrow and dark screen', async () => {
  const { page, context } = await secretariat()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const part of ['juri', 'rancangan', 'tabel']) {
    await page.goto(at(part))
    await page.getByRole('navigation', { name: 'Bagian penugasan' }).waitFor()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await isAccessible(page)
    expect([part, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([part, 360])
  }
  await page.goto(at('rancangan'))
  await page
    .getByRole('link', { name: /^Lihat/ })
    .first()
    .click()
  await page.locator('summary', { hasText: 'Usulan bersama setiap pasangan juri' }).click()
  await page.getByRole('table', { name: /^Pasangan juri/ }).waitFor()
  expect(await page.getByRole('table', { name: /^Banyaknya usulan/ }).isVisible()).toBe(false)
  await isAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await context.close()
})
