/** An edition is made from a template, every figure of its rules is set, and opening locks them. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
let portal: OwnPortal

beforeAll(async () => {
  portal = await startOwnPortal({ proposals: 6, jurors: 3 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

const name = 'Edisi uji aturan'
const rulesOf = '/sekretariat/edisi/?edisi=edisi-uji-aturan'
const inAMonth = () => new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 16)

/** Id and text of every figure that can be typed. */
const figures = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('input.input-number')
    .evaluateAll((all) =>
      Object.fromEntries(all.map((one) => [one.id, one instanceof HTMLInputElement ? one.value : ''])),
    )

/** Another figure for each: one more, but weights by turns one more and one less, so that they sum to 100 still. */
function others(now: Readonly<Record<string, string>>): Record<string, string> {
  const stageOf = (id: string) => /^bobot-([a-z]+)-/.exec(id)?.[1]
  const weights = Object.keys(now).filter((id) => stageOf(id))
  const changed = Object.entries(now).map(([id, value]): [string, string] => {
    const ofStage = weights.filter((one) => stageOf(one) === stageOf(id))
    const at = ofStage.indexOf(id)
    if (at >= 0 && at === ofStage.length - 1 && at % 2 === 0) return [id, value]
    return [id, String(Number(value) + (at % 2 === 1 ? -1 : 1))]
  })
  return Object.fromEntries(changed)
}

const save = (page: Page) => page.getByRole('button', { name: 'Simpan aturan' }).click()

test('an edition is made from a template; what is missing is told first', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, '/sekretariat/edisi/?baru=ya', 'Edisi baru')
  await page.getByRole('button', { name: 'Buat edisi' }).click()
  await page.getByRole('alert').getByText('Pilih templat kompetisi.').waitFor()
  await isAccessible(page)
  await page.getByRole('radio', { name: /2023/ }).check()
  await page.getByLabel('Nama edisi').fill(name)
  expect(await page.getByLabel('Alamat edisi').inputValue()).toBe('edisi-uji-aturan')
  await page.getByLabel('Pendaftaran dibuka (WIB)').fill(inAMonth())
  await page.getByRole('button', { name: 'Buat edisi' }).click()
  await sees(page, name)
  await page.getByText('Draf, belum dibuka: aturan masih dapat diubah').waitFor()
  await context.close()
})

/** Each line of the summary names its figure and the range of it; one below the highest fits. */
async function mend(page: Page): Promise<void> {
  const lines = await page
    .getByRole('alert')
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => ({ id: link.getAttribute('href') ?? '', text: link.textContent })))
  for (const { id, text } of lines) {
    const [, highest] = /dari \d+ sampai (\d+)/.exec(text) ?? []
    await page.locator(`[id="${id.slice(1)}"]`).fill(String(Number(highest) - 1))
  }
}

test('every figure of the rules is typed, kept over a reload, told when it does not fit, and stands once it is saved', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, rulesOf, name)
  await page.getByRole('checkbox', { name: /^Gangguan portal menjelang penutupan/ }).check()
  const typed = others(await figures(page))
  for (const [id, value] of Object.entries(typed)) await page.locator(`[id="${id}"]`).fill(value)
  await page.reload()
  await page.getByText(/perubahan belum disimpan\.$/).waitFor()
  expect(await figures(page)).toEqual(typed)
  await save(page)
  await page.getByRole('alert').waitFor()
  await isAccessible(page)
  await mend(page)
  const mended = await figures(page)
  await save(page)
  await page.getByText('Tidak ada perubahan yang belum disimpan.').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Simpan aturan' }).waitFor()
  expect(await figures(page)).toEqual(mended)
  await context.close()
})

test('words and choices of the rules are set or put away; opening shows them all and locks them', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, rulesOf, name)
  await page.getByLabel('Tema', { exact: true }).fill('Kesehatan\nPesisir')
  await page.getByRole('button', { name: 'Buang perubahan' }).click()
  await page.getByText('Tidak ada perubahan yang belum disimpan.').waitFor()
  expect(await page.getByLabel('Tema', { exact: true }).inputValue()).not.toContain('Pesisir')
  await page.getByLabel('Tema', { exact: true }).fill('Kesehatan\nPesisir')
  await page
    .getByRole('radio', { name: /^Peringkat terkalibrasi dari laboratorium/ })
    .first()
    .check()
  await page.getByLabel('Pendaftaran', { exact: true }).fill('72, 24')
  await page.getByLabel(/^Naskah yang ditandatangani/).fill('Saya menilai dengan jujur.')
  await save(page)
  await page.getByText('Tidak ada perubahan yang belum disimpan.').waitFor()
  await page.getByRole('link', { name: 'Periksa dan buka edisi' }).click()
  await sees(page, 'Periksa sebelum edisi dibuka')
  const summary = page.getByRole('region', { name: 'Periksa sebelum edisi dibuka' })
  for (const words of ['Kesehatan, Pesisir', /^Peringkat terkalibrasi/, /^72, 24 jam/, 'Saya menilai dengan jujur.'])
    await summary.getByText(words).first().waitFor()
  await page.getByRole('button', { name: 'Buka edisi dan kunci aturannya' }).click()
  await page.waitForURL('**/sekretariat/?**')
  await open(page, rulesOf, name)
  await page.getByText('Terbuka, aturan versi 1 terkunci').waitFor()
  expect(await figures(page)).toEqual({})
  await page.getByRole('listitem').getByText('Pesisir', { exact: true }).waitFor()
  await page
    .getByText(/^Urutan resmi .*Peringkat terkalibrasi/)
    .first()
    .waitFor()
  await isAccessible(page)
  await context.close()
})
