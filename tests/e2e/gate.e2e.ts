/** The gate: undo, notes on parts, comparison, forwarding again; and the secretariat's funnel with its reminder. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
let server: OwnPortal
beforeAll(async () => {
  server = await startOwnPortal()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const title = 'Posyandu Gizi (simulasi)'
const other = 'Posyandu Terapung (simulasi)'
const note = 'Sebutkan sumber angka dan tahun pengukurannya.'

async function numberOf(page: Page): Promise<string> {
  const row = page.getByRole('row', { name: new RegExp(title.replace(/[()]/g, '\\$&')) })
  return (await row.getByText(/^Nomor /).textContent()) ?? ''
}

/** Takes a forwarded proposal back, from its own page. */
async function withdraw(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).click()
  await sees(page, 'Tarik kembali pengajuan')
  await page.getByRole('button', { name: 'Tarik kembali', exact: true }).click()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Ya, tarik kembali' }).click()
  await sees(page, 'Kembalikan kepada unit')
}

test('an admin undoes a forwarding, returns it with a note on a section, compares, and forwards it again with its number', async () => {
  const admin = await aVisitor(browser, 'agency_admin', server.origin)
  await open(admin.page, '/instansi/', 'Tidak ada usulan yang menunggu Anda')
  await admin.page.getByText('2 dari 10').waitFor()
  const number = await numberOf(admin.page)
  await withdraw(admin.page, title)
  await admin.page
    .getByText(/ditarik kembali/i)
    .first()
    .waitFor()
  await admin.page.getByText('Beri catatan pada Signifikansi').click()
  await admin.page.getByLabel('Catatan pada Signifikansi').fill(note)
  await admin.page.reload()
  expect(await admin.page.getByLabel('Catatan pada Signifikansi').inputValue()).toBe(note)
  await isAccessible(admin.page)
  await admin.page.getByRole('button', { name: 'Kembalikan dengan catatan' }).click()
  await admin.page.getByText('Dikembalikan ke unit').first().waitFor()

  const author = await aVisitor(browser, 'author', server.origin)
  await open(author.page, '/peserta/', /Usulan/)
  await author.page.getByRole('link', { name: title }).click()
  await author.page.getByText('Ada catatan pada bagian: Signifikansi.').waitFor()
  const side = author.page.getByRole('navigation', { name: 'Bagian usulan' })
  await side.getByRole('link', { name: /Signifikansi/ }).click()
  await author.page
    .getByRole('complementary', { name: 'Catatan admin instansi pada Signifikansi' })
    .getByText(note)
    .waitFor()
  await isAccessible(author.page)
  await side.getByRole('button', { name: /Periksa jawaban/ }).click()
  await sees(author.page, 'Periksa jawaban')
  await author.page.getByRole('button', { name: 'Serahkan ke admin instansi' }).click()
  await author.page
    .getByText(/Di admin instansi/)
    .first()
    .waitFor()
  await author.context.close()

  await open(admin.page, '/instansi/', '1 usulan menunggu Anda')
  await withdraw(admin.page, other)
  await open(admin.page, '/instansi/', '2 usulan menunggu Anda')
  await admin.page.getByText('0 dari 10').waitFor()
  await admin.page.getByRole('checkbox', { name: `Pilih ${title}` }).check()
  await admin.page.getByRole('checkbox', { name: `Pilih ${other}` }).check()
  await isAccessible(admin.page)
  await admin.page.getByRole('link', { name: 'Bandingkan 2' }).click()
  await sees(admin.page, 'Perbandingan usulan')
  await admin.page
    .getByRole('row', { name: /^Signifikansi/ })
    .getByText(/dari 600 kata/)
    .first()
    .click()
  await isAccessible(admin.page)
  await admin.page.goBack()
  await admin.page.getByRole('checkbox', { name: `Pilih ${title}` }).check()
  await admin.page.getByRole('checkbox', { name: `Pilih ${other}` }).check()
  await admin.page.getByRole('button', { name: 'Teruskan 2' }).click()
  await admin.page.getByText(/Kelompok Umum: perlu 2 tempat, sisa 10/).waitFor()
  await admin.page.getByRole('button', { name: 'Ya, teruskan 2 usulan' }).click()
  await sees(admin.page, 'Tidak ada usulan yang menunggu Anda')
  await admin.page.getByText('2 dari 10').waitFor()
  expect(await numberOf(admin.page)).toBe(number)
  const download = admin.page.waitForEvent('download')
  await admin.page.getByRole('link', { name: 'Unduh daftar (CSV)' }).click()
  expect((await download).suggestedFilename()).toBe('usulan-instansi-kipp-simulasi.csv')
  await admin.context.close()
})

test('the secretariat sees where proposals stand, reads the reminder, sends it once a day, and finds it in the log', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', server.origin)
  await open(page, '/sekretariat/corong/', /usulan belum keluar instansi/)
  await page.getByRole('img', { name: /kali usulan diteruskan/ }).waitFor()
  await page.getByText('Tabel perpindahan setiap hari').click()
  await isAccessible(page)
  await page.getByRole('checkbox').first().check()
  await page.getByLabel(/Pesan tambahan/).fill('Mohon diselesaikan pekan ini.')
  await page.getByRole('button', { name: 'Lihat surat pengingat' }).click()
  await page.getByText('Pesan sekretariat: Mohon diselesaikan pekan ini.').waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Kirim ke 1 instansi' }).click()
  await page.getByText(/^\d+ surat dikirim$/).waitFor()
  await page.getByText('Diingatkan hari ini').first().waitFor()
  await page.getByRole('button', { name: 'Lihat surat pengingat' }).click()
  await page.getByText(/dilewati: sudah diingatkan hari ini/).waitFor()
  await page.getByRole('link', { name: 'Semua instansi', exact: true }).click()
  await page.getByText('Urut menurut daftar instansi').waitFor()
  await isAccessible(page)

  await open(page, '/sekretariat/surat/', 'Surat keluar')
  await page
    .getByText(/usulan .* belum diteruskan/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: /^Kembali/ }).click()
  await page.getByText('Tidak ada surat yang kembali.').waitFor()
  await isAccessible(page)
  await context.close()
})
