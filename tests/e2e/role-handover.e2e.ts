/** An admin's role is handed over: planned, declined by the successor, planned anew, called off, and passed on at once. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open } from './visitor.ts'

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

const dayMs = 24 * 3600 * 1000
const inAWeek = () => new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10)

async function handOver(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: 'Serahkan kepada rekan' }).click()
  await page.getByLabel('Penerus').selectOption({ index: 1 })
  await page.getByLabel('Mulai tanggal').fill(day)
  await page.getByRole('button', { name: 'Serahkan peran' }).click()
}

async function giveReason(page: Page, reason: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: button }).click()
  await dialog.getByRole('alert').getByText('Tulis alasannya.').waitFor()
  await isAccessible(page)
  await dialog.getByLabel('Alasan').fill(reason)
  await dialog.getByRole('button', { name: button }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a role is planned to pass on, declined, planned anew, called off, and passed on at once; the trail tells it all', async () => {
  const admin = await aVisitor(browser, 'agency_admin', portal.origin)
  await open(admin.page, '/akun/', 'Peran Anda')
  await admin.page.getByRole('button', { name: 'Serahkan kepada rekan' }).click()
  await admin.page.getByRole('button', { name: 'Serahkan peran' }).click()
  await admin.page.getByRole('alert').getByText('Pilih siapa yang meneruskan.').waitFor()
  await isAccessible(admin.page)
  await admin.page.getByRole('button', { name: 'Batal' }).click()
  await handOver(admin.page, inAWeek())
  await admin.page.getByText(/^Berpindah kepada .* Sampai saat itu peran ini tetap Anda pegang\.$/).waitFor()
  await isAccessible(admin.page)

  const author = await aVisitor(browser, 'author', portal.origin)
  await open(author.page, '/akun/', 'Peran Anda')
  await author.page.getByText(/^Baru mulai /).waitFor()
  await author.page.getByRole('button', { name: /^Tolak peran ini/ }).click()
  await giveReason(author.page, 'Saya pindah tugas bulan depan.', 'Tolak peran')
  await author.page.getByText(/^Baru mulai /).waitFor({ state: 'detached' })
  await isAccessible(author.page)

  await admin.page.reload()
  await handOver(admin.page, inAWeek())
  await admin.page.getByRole('button', { name: 'Batalkan serah terima' }).click()
  await giveReason(admin.page, 'Mutasi ditunda.', 'Batalkan serah terima')
  await handOver(admin.page, '')
  await admin.page.getByText('Anda tidak memegang peran.').waitFor()
  await isAccessible(admin.page)
  await admin.context.close()

  await open(author.page, '/instansi/akun/', /^Akun /)
  await author.page.getByText('Peran yang sudah berakhir (3)').click()
  await author.page
    .getByText(/tidak jadi mulai/)
    .first()
    .waitFor()
  const trail = author.page.getByRole('region', { name: 'Jejak' })
  for (const words of [/Saya pindah tugas bulan depan/, /Mutasi ditunda/])
    await trail.getByText(words).first().waitFor()
  await isAccessible(author.page)
  await author.context.close()
})
