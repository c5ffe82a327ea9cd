/** The ranking laboratory on a jury of two panels: blocked, accepted, read across, ranked anew; axe at every state. */
import { readXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { scoreInPanels } from './scored-stage.ts'
import { aVisitor, bytesOf, isAccessible, sees } from './visitor.ts'

let browser: Browser
let portal: OwnPortal
let page: Page
let context: BrowserContext

beforeAll(async () => {
  ;[browser, portal] = await Promise.all([openBrowser(), startOwnPortal({ lay: scoreInPanels })])
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

const laboratory = (rest = '') =>
  `${portal.origin}/sekretariat/peringkat/?edisi=${portal.slug}&tahap=penilaian&bagian=laboratorium${rest}`

const view = (name: string) =>
  page.getByRole('navigation', { name: 'Bagian laboratorium' }).getByRole('link', { name, exact: true })

/** Waits for the run that the page has just asked for. */
async function ends(name: string): Promise<void> {
  await page.getByRole('progressbar', { name: 'Kemajuan hitungan' }).waitFor()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

const inWib = (instant: Date) => new Date(instant.getTime() + 7 * 3600_000).toISOString().slice(0, 16)

test('two panels that share no proposal are not ranked until a person accepts that with a reason', async () => {
  ;({ page, context } = await aVisitor(browser, 'secretariat', portal.origin))
  await page.goto(laboratory())
  await sees(page, 'Laboratorium peringkat Penilaian proposal')
  await page.getByText('Belum ada hitungan untuk tahap ini.').waitFor()
  await page.getByRole('button', { name: 'Mulai hitungan' }).click()
  await page.getByRole('progressbar', { name: 'Kemajuan hitungan' }).waitFor()
  await isAccessible(page)
  await page.getByText(/Juri terbagi dalam kelompok yang tidak berbagi satu usulan pun/).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Terima dan hitung' }).click()
  await page.getByRole('alert').getByText('Tulis alasan menerimanya.').waitFor()
  await isAccessible(page)
  await page.getByLabel('Alasan menerima').fill('Usulan dibagi acak antara kedua panel.')
  await page.getByRole('button', { name: 'Terima dan hitung' }).click()
  await ends('Hitungan 2')
  await page.getByText(/diterima dengan alasan: Usulan dibagi acak antara kedua panel\.$/).waitFor()
  await isAccessible(page)
})

const figures = () => page.getByRole('region', { name: 'Batas yang dilihat' }).locator('dd').allTextContents()

test('plain and calibrated rank stand side by side, and the cut is moved with the keyboard', async () => {
  await page
    .getByText(/Rata-rata \d+,\d\d, peringkat \d+; /)
    .first()
    .waitFor()
  const slider = page.getByRole('slider')
  const [label, before] = [await slider.getAttribute('aria-valuetext'), await figures()]
  await slider.focus()
  await page.keyboard.press('ArrowLeft')
  const k = Number.parseInt(label ?? '', 10) - 1
  await page.getByText(`Batas: ${k} terbaik`).waitFor()
  expect(await slider.getAttribute('aria-valuetext')).toBe(`${k} terbaik`)
  expect(await figures()).not.toEqual(before)
  await page.keyboard.press('Home')
  await page.getByText('Batas: 1 terbaik').waitFor()
  await page.waitForURL(/[?&]k=1(&|$)/)
  await page.keyboard.press('End')
  // Everybody is among the best of all: certain, and nothing to discuss.
  const all = await slider.getAttribute('aria-valuetext')
  expect(await figures()).toEqual(['100,0%', all?.split(' ')[0], '0'])
  await isAccessible(page)
})

test('groups and clusters are filters, intervals a picture with its numbers, and jurors a table with their relations', async () => {
  const kept = page.getByRole('navigation', { name: 'Klaster' }).getByRole('link').nth(1)
  const size = Number((await kept.textContent())?.match(/\d+$/)?.[0])
  await kept.click()
  await page.waitForURL(/klaster=/)
  const ranked = page.locator('.lab-table tbody tr')
  await expect.poll(() => ranked.count()).toBe(size)
  await view('Rentang peringkat').click()
  await page.getByText(/Rentang peringkat, 50% tebal dan 90% tipis/).waitFor()
  await page.getByText('Rentang peringkat dalam angka').click()
  await isAccessible(page)
  await view('Juri').click()
  await page.getByRole('heading', { name: 'Juri terhadap tiap instansi' }).waitFor()
  await page.getByRole('heading', { name: 'Juri berpasangan' }).waitFor()
  await isAccessible(page)
  await view('Berdampingan').click()
})

test('the proposals near the cut are handed to jurors of the other panel, who read them, and the jury is linked', async () => {
  await page.getByRole('button', { name: 'Serahkan ke penugasan' }).click()
  await page.getByRole('button', { name: 'Lihat rancangan' }).click()
  await page.getByRole('alert').getByText('Isi batas waktu pembacaan.').waitFor()
  await isAccessible(page)
  await page.getByLabel('Pembacaan ditutup, WIB').fill(inWib(new Date(Date.now() + 2 * 24 * 3600_000)))
  await page.getByLabel('Alasan', { exact: true }).fill('Menautkan kedua panel.')
  await page.getByRole('button', { name: 'Lihat rancangan' }).click()
  await page.getByText(/Pembagian diundi dengan benih \d+/).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Serahkan dan buka pembacaan' }).click()
  await page.getByText(/usulan diserahkan\. Juri menerima surat/).waitFor()
  await isAccessible(page)

  const post = async (path: string, data: object) => {
    const headers = { origin: portal.origin }
    return (await page.request.post(`${portal.origin}/api${path}`, { data, headers })).status()
  }
  expect(await post('/demo/simulations', { edition: portal.slug, kind: 'scoring' })).toBe(200)
  const reason = { reason: 'Pembacaan tambahan selesai.' }
  expect(await post(`/editions/${portal.slug}/stages/penilaian/early-close`, reason)).toBe(200)
  await page.goto(laboratory('&lihat=hitungan'))
  await page.getByRole('button', { name: 'Mulai hitungan' }).click()
  await ends('Hitungan 3')
  expect(await page.getByText(/diterima dengan alasan/).count()).toBe(0)
  await isAccessible(page)
})

test('a score that stands out stays until a person leaves it out, and both lists can be compared', async () => {
  await view('Perlu ditinjau').click()
  await page
    .getByRole('row', { name: /Skor jauh di bawah dugaan model/ })
    .first()
    .getByRole('link', { name: /^Putuskan/ })
    .click()
  await page.getByRole('radio', { name: /^Dikeluarkan: 1 lembar/ }).check()
  await isAccessible(page)
  await page.getByLabel('Alasan', { exact: true }).fill('Nol pada semua kriteria: salah isi.')
  await page.getByRole('button', { name: 'Catat keputusan' }).click()
  await page.getByText('Nol pada semua kriteria: salah isi.').waitFor()
  await page.getByRole('button', { name: 'Hitung tanpa skor yang dikeluarkan' }).click()
  await ends('Hitungan 4')
  await page
    .getByText(/tanpa skor yang diputuskan dikeluarkan/)
    .first()
    .waitFor()
  await view('Perlu ditinjau').click()
  await page.getByRole('link', { name: 'Bandingkan dengan dan tanpa' }).click()
  await page.getByText(/\d+ usulan berpindah/).waitFor()
  await isAccessible(page)
})

const saved = async (name: string): Promise<Buffer> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return bytesOf(download)
}

test('the run is taken along as CSV, XLSX and JSON, each with the same proposals', async () => {
  await view('Berdampingan').click()
  const [csv, xlsx, json] = [await saved('Unduh CSV'), await saved('Unduh XLSX'), await saved('Unduh JSON')]
  const { ranking } = JSON.parse(json.toString())
  const numbers = ranking.proposals.map((one: { referenceNumber: string }) => one.referenceNumber)
  expect(numbers.length).toBeGreaterThan(90)
  const lines = csv.toString().trim().split('\r\n').slice(1)
  expect(lines.map((line) => line.split(';')[0])).toEqual(numbers)
  const { sheets } = await readXlsx(xlsx)
  expect(sheets[0]?.rows.slice(1).map(([number]) => number)).toEqual(numbers)
  await context.close()
})
