/** A reader without script reports a wrong fact; the secretariat answers; the reader finds the answer by the number. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { aVisitor, isAccessible, open, origin } from './visitor.ts'

let browser: Browser
let reference = ''
const statement = 'Kelas pemula tertulis 2.737, padahal sumbernya menyebut angka lain.'

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

test('a reader without script is told what to mend and loses nothing typed', async () => {
  const page = await aReaderWithoutScript()
  await page.goto(`${origin}/inovasi/klinik-bum-desa/`)
  await page.getByRole('link', { name: 'Laporkan perubahan atau kekeliruan' }).click()
  await page.getByRole('heading', { name: 'Laporkan kekeliruan: Klinik BUM Desa' }).waitFor()
  await page.getByLabel('Apa yang keliru?').fill('   ')
  await page.getByLabel('Apa yang benar?').fill('2.700')
  await page.getByLabel('Alamat sumber').fill('https://tanpa-titik')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByRole('heading', { name: 'Laporan belum terkirim' }).waitFor()
  expect(await page.getByRole('alert').getByRole('link').allTextContents()).toEqual([
    'Tulis apa yang keliru.',
    'Alamat sumber: tulis lengkap, misalnya https://contoh.go.id/berita, atau kosongkan.',
  ])
  expect([
    await page.getByLabel('Apa yang benar?').inputValue(),
    await page.getByLabel('Alamat sumber').inputValue(),
    await page.getByLabel('Alamat sumber').getAttribute('aria-invalid'),
  ]).toEqual(['2.700', 'https://tanpa-titik', 'true'])
  await page.getByLabel('Apa yang keliru?').fill(statement)
  await page.getByLabel('Alamat sumber').fill('https://contoh.go.id/berita')
  await page.getByLabel('Alamat surel').fill('warga@contoh.id')
  await page.getByRole('button', { name: 'Kirim laporan' }).click()
  await page.getByText('Menunggu jawaban sekretariat').waitFor()
  reference = page.url().split('/').at(-1) ?? ''
  expect(reference).toMatch(/^KOR(-[A-Z0-9]{4}){4}$/)
  expect(await page.getByText(statement).count()).toBe(1)
  await page.context().close()
})

test('the refused form and the report are accessible, in both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await aVisitor(browser)
    await page.emulateMedia({ colorScheme })
    await open(page, '/api/corrections/form?slug=klinik-bum-desa&language=id', 'Laporkan kekeliruan: Klinik BUM Desa')
    await page.getByLabel('Apa yang keliru?').fill(' ')
    await page.getByRole('button', { name: 'Kirim laporan' }).click()
    await page.getByRole('heading', { name: 'Laporan belum terkirim' }).waitFor()
    await isAccessible(page)
    await open(page, `/api/corrections/${reference}`, 'Laporan koreksi')
    await page.goto(`${origin}/api/corrections/KOR-9999-9999-9999-9999`)
    await page.getByText(/Nomor ini tidak dikenal/).waitFor()
    await isAccessible(page)
    await open(page, '/en/koreksi/', 'Corrections')
    await context.close()
  }
})

test('the secretariat reads the report, is told what its answer lacks, and answers', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat')
  await open(page, '/sekretariat/koreksi/', 'Koreksi dari pembaca')
  const report = page.getByRole('article').filter({ hasText: reference })
  await report.getByText(statement).waitFor()
  await report.getByRole('button', { name: /^Jawab/ }).click()
  await report.getByRole('button', { name: 'Simpan jawaban' }).click()
  await report.getByRole('link', { name: 'Pilih keputusannya.' }).waitFor()
  await isAccessible(page)
  await report.getByLabel('Halaman diperbaiki').check()
  await report.getByLabel('Jawaban bagi pelapor').fill('Angkanya kami periksa dan perbaiki.')
  await report.getByRole('button', { name: 'Simpan jawaban' }).click()
  await page.getByText(`Jawaban atas ${reference} tersimpan.`).waitFor()
  await page.getByRole('link', { name: 'Sudah dijawab' }).click()
  await report.getByText('Angkanya kami periksa dan perbaiki.').waitFor()
  await isAccessible(page)
  await open(page, '/surat/', 'Surat')
  await page.getByText(`${reference}: halaman diperbaiki`).waitFor()
  await context.close()
})

test('the reader types the number by hand and reads the answer, without script', async () => {
  const page = await aReaderWithoutScript()
  await page.goto(`${origin}/koreksi/`)
  await page.getByLabel('Nomor laporan').fill(reference.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Buka laporan' }).click()
  await page.getByText('Angkanya kami periksa dan perbaiki.').waitFor()
  expect(await page.getByText('Menunggu jawaban sekretariat').count()).toBe(0)
  await page.context().close()
})
