/** An agency gets its account, invites a unit's author, and a role ends; the secretariat's new colleague sets up a second factor. */
import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onePagePdf } from '#worker/cli/seed/pdf.ts'
import { openBrowser } from './browser.ts'
import { aVisitor, isAccessible, open, origin, sees } from './visitor.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows (RFC 6238). */
function appCode(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/[=\s]/g, '')]
    .map((sign) => base32.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const number = (digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000
  return String(number).padStart(6, '0')
}

/** The newest letter with this subject to this address, from where everybody's letters lie in the demonstration. */
async function letter(subject: RegExp, address: string): Promise<string> {
  const reader = await aVisitor(browser, 'auditor')
  const response = await reader.context.request.get(`${origin}/api/mails`)
  const { mails }: { mails: { subject: string; body: string; toAddress: string }[] } = await response.json()
  await reader.context.close()
  const found = mails.find((mail) => mail.toAddress === address && subject.test(mail.subject))
  if (!found) throw new Error(`no letter ${subject} to ${address}`)
  return `${found.subject}\n${found.body}`
}

async function enterMailedCode(page: Page, email: string): Promise<void> {
  await open(page, '/masuk/', /Masuk/)
  await page.getByLabel('Alamat surel').fill(email)
  await page.getByRole('button', { name: 'Kirim kode' }).click()
  await sees(page, 'Tulis kode dari surel Anda')
  const code = (await letter(/Kode masuk/, email)).match(/\d{6}/)?.[0] ?? ''
  await page.getByLabel('Kode enam angka').fill(code)
  await page.getByRole('button', { name: /^Masuk/ }).click()
}

test('an agency asks for its account, the secretariat grants it, the admin signs in, invites an author and ends a role', async () => {
  const adminEmail = 'siti.rahma@palembang.go.id'
  const authorEmail = 'budi.santoso@palembang.go.id'

  const applicant = await aVisitor(browser)
  await open(applicant.page, '/daftar-instansi/', 'Minta akun admin instansi')
  await applicant.page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await applicant.page.getByRole('alert').getByText('Cari lalu pilih instansi Anda.').waitFor()
  await isAccessible(applicant.page)
  const field = applicant.page.getByRole('combobox', { name: 'Instansi' })
  await field.fill('kota palemb')
  await applicant.page.getByRole('option', { name: /Pemerintah Kota Palembang/ }).waitFor()
  await isAccessible(applicant.page)
  await field.press('ArrowDown')
  await field.press('Enter')
  await applicant.page.getByText('Pilih instansi lain').waitFor()
  await applicant.page.getByLabel('Nama lengkap').fill('Siti Rahma')
  await applicant.page.getByLabel('Alamat surel kantor').fill('admin@palembang.go.id')
  await applicant.page.getByText(/kotak surat bersama/).waitFor()
  await applicant.page.getByLabel('Alamat surel kantor').fill(adminEmail)
  await applicant.page.getByLabel('Jabatan').fill('Kepala Bagian Organisasi')
  const file = applicant.page.getByLabel('Surat penunjukan')
  await file.setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('PK bukan pdf') })
  await applicant.page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await applicant.page
    .getByText(/bukan PDF/)
    .first()
    .waitFor()
  expect(await applicant.page.getByLabel('Nama lengkap').inputValue()).toBe('Siti Rahma')
  await file.setInputFiles({
    name: 'surat.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(onePagePdf('Surat penunjukan (uji)')),
  })
  await applicant.page.getByRole('button', { name: 'Kirim permohonan' }).click()
  await sees(applicant.page, 'Permohonan diterima, menunggu sekretariat')

  const secretary = await aVisitor(browser, 'secretariat')
  await open(secretary.page, '/sekretariat/akun/', 'Permohonan akun instansi')
  await secretary.page.getByRole('button', { name: 'Kabulkan Pemerintah Kota Palembang' }).click()
  await secretary.page.getByText(/Tidak ada permohonan yang menunggu/).waitFor()
  await isAccessible(secretary.page)
  await secretary.context.close()
  await applicant.page.getByRole('button', { name: 'Lihat keadaan terbaru' }).click()
  await sees(applicant.page, 'Permohonan dikabulkan')
  await applicant.context.close()

  const admin = await aVisitor(browser)
  await enterMailedCode(admin.page, adminEmail)
  await admin.page.waitForURL('**/instansi/**')
  await open(admin.page, '/instansi/akun/', 'Akun Pemerintah Kota Palembang')
  await admin.page.getByLabel('Nama unit baru').fill('Dinas Perpustakaan')
  await admin.page.getByRole('button', { name: 'Tambah unit' }).click()
  await admin.page.getByRole('listitem').getByText('Dinas Perpustakaan', { exact: true }).waitFor()
  await admin.page.getByLabel('Nama', { exact: true }).fill('Budi Santoso')
  await admin.page.getByLabel('Alamat surel kantor').fill(authorEmail)
  await admin.page.getByRole('button', { name: 'Kirim undangan' }).click()
  await admin.page.getByText(`Undangan dikirim ke ${authorEmail}`).waitFor()
  await isAccessible(admin.page)

  const author = await aVisitor(browser)
  const link = (await letter(/^Undangan menjadi/, authorEmail)).match(/\/undangan\/\?kode=\S+/)?.[0] ?? ''
  await open(author.page, link, 'Undangan untuk Budi Santoso')
  await author.page.getByRole('button', { name: 'Terima undangan' }).click()
  await sees(author.page, 'Undangan diterima')
  await open(author.page, link, 'Undangan ini tidak terbuka lagi')
  await enterMailedCode(author.page, authorEmail)
  await author.page.waitForURL('**/peserta/**')
  await sees(author.page, 'Usulan unit Anda')

  await admin.page.reload()
  await admin.page.getByRole('button', { name: 'Akhiri peran Budi Santoso' }).click()
  await admin.page.getByRole('dialog').getByLabel('Alasan').fill('Pindah tugas')
  await isAccessible(admin.page)
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Akhiri peran' }).click()
  await admin.page.getByText('Peran yang sudah berakhir (1)').waitFor()
  await author.page.reload()
  await sees(author.page, 'Halaman ini bukan untuk peran Anda')

  await open(admin.page, '/akun/', 'Akun Anda')
  await admin.page.getByRole('button', { name: /^Berhenti dari peran ini/ }).click()
  await admin.page.getByRole('dialog').getByLabel('Alasan').fill('Pensiun')
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Berhenti', exact: true }).click()
  await admin.page.getByText(/tidak ada orang lain yang memegangnya/).waitFor()
  await isAccessible(admin.page)
  await author.context.close()
  await admin.context.close()
})

test('a new colleague of the secretariat can do nothing until the app is set up, and then signs in with it', async () => {
  const email = 'dewi.lestari@sekretariat.example'
  const secretary = await aVisitor(browser, 'secretariat')
  await open(secretary.page, '/sekretariat/akun/', 'Orang di sekretariat dan pengawas')
  await secretary.page.getByLabel('Nama', { exact: true }).fill('Dewi Lestari')
  await secretary.page.getByLabel('Alamat surel kantor').fill(email)
  await secretary.page.getByRole('button', { name: 'Kirim undangan' }).click()
  await secretary.page.getByText(`Undangan dikirim ke ${email}`).waitFor()
  await secretary.context.close()

  const { page, context } = await aVisitor(browser)
  const link = (await letter(/^Undangan menjadi/, email)).match(/\/undangan\/\?kode=\S+/)?.[0] ?? ''
  await open(page, link, 'Undangan untuk Dewi Lestari')
  await page.getByRole('button', { name: 'Terima undangan' }).click()
  await sees(page, 'Undangan diterima')
  await enterMailedCode(page, email)
  await page.waitForURL('**/sekretariat/**')
  await sees(page, 'Pasang faktor kedua dahulu')
  await page.getByRole('link', { name: 'Pasang di halaman Akun' }).click()
  await sees(page, 'Akun Anda')
  await page.getByRole('button', { name: 'Pasang faktor kedua' }).click()
  await page.getByRole('img', { name: /Kode QR/ }).waitFor()
  await isAccessible(page)
  const secret = (await page.locator('[data-secret]').getAttribute('data-secret')) ?? ''
  await page.getByLabel('Kode dari aplikasi').fill(appCode(secret))
  await page.getByRole('button', { name: 'Aktifkan faktor kedua' }).click()
  await sees(page, 'Simpan kode pemulihan ini')
  const recovery = await page.locator('.recovery-codes li').allTextContents()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Unduh sebagai berkas' }).click()
  expect([recovery.length, (await download).suggestedFilename()]).toEqual([10, 'kode-pemulihan-gelanggang.txt'])
  await page.getByRole('button', { name: 'Sudah saya simpan' }).click()
  await page.getByText(/^Terpasang\./).waitFor()
  await open(page, '/sekretariat/akun/', 'Permohonan akun instansi')
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.waitForURL('**/masuk/**')

  await enterMailedCode(page, email)
  await sees(page, 'Tulis kode dari aplikasi Anda')
  const good = appCode(secret)
  await page.getByLabel('Kode aplikasi').fill(good === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: /^Masuk/ }).click()
  await page
    .getByRole('alert')
    .getByText(/Kode tidak cocok/)
    .waitFor()
  await isAccessible(page)
  await page.getByLabel('Kode aplikasi').fill(appCode(secret))
  await page.getByRole('button', { name: /^Masuk/ }).click()
  await page.waitForURL('**/sekretariat/**')
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.waitForURL('**/masuk/**')

  await enterMailedCode(page, email)
  await page.getByRole('button', { name: /Pakai kode pemulihan/ }).click()
  await page.getByLabel('Kode pemulihan').fill((recovery[0] ?? '').toLowerCase())
  await page.getByRole('button', { name: /^Masuk/ }).click()
  await page.waitForURL('**/sekretariat/**')
  await context.close()
})
