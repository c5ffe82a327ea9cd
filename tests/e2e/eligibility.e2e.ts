/** Before writing an author learns whether the innovation may compete; while writing, what is like it; the secretariat sees both. */
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
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

test('an author sees which rules stand against the innovation, claims its award, and is told what is like the text', async () => {
  const { page, context } = await aVisitor(browser, 'author', server.origin)
  await open(page, '/peserta/', 'Usulan unit Anda')
  await page.getByRole('link', { name: 'Tulis usulan baru' }).click()
  await sees(page, 'Usulan baru')
  await page.getByLabel('Judul inovasi').fill('Kelas Perahu bagi anak nelayan')
  await page.getByRole('radio', { name: /^Umum/ }).check()
  const lastMonth = new Date(Date.now() - 30 * 24 * 3600_000).toISOString().slice(0, 10)
  await page.getByLabel('Tanggal mulai dijalankan').fill(lastMonth)
  await page.getByText(/harus sudah melayani warga paling lambat/).waitFor()
  await page.getByText(/Daftar penghargaan memuat nama yang mirip: Kelas Perahu/).waitFor()
  await isAccessible(page)

  await page.getByLabel('Tanggal mulai dijalankan').fill('2015-01-01')
  await page.getByText('Ada yang perlu Anda periksa').waitFor()
  await page.getByLabel('Pernah menerima penghargaan kompetisi ini?').fill('kelas perahu')
  await page.getByRole('button', { name: /^Inilah inovasinya.*Kelas Perahu/ }).click()
  await page.getByText(/dan inovasi ini tercatat: /).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Mulai menulis' }).click()
  await sees(page, 'Data inovasi')
  await page.getByText(/dan inovasi ini tercatat: /).waitFor()
  await page.getByRole('button', { name: 'Bukan inovasi ini' }).click()
  await page
    .getByText(/tidak ada yang tercatat/)
    .first()
    .waitFor()
  expect(await page.getByLabel('Pernah menerima penghargaan kompetisi ini?').count()).toBe(1)

  // The very words of an archived innovation's summary.
  const record = JSON.parse(readFileSync('content/innovations/kelas-perahu.json', 'utf8'))
  await page.goto(page.url().replace(/&bagian=.*|$/, '&bagian=ringkasan'))
  await sees(page, 'Ringkasan')
  await page.getByRole('textbox').first().fill(String(record.summary.id))
  await page.getByRole('heading', { name: /^Kelas Perahu, \d+ persen sama$/ }).waitFor()
  await page.getByRole('button', { name: 'Bandingkan dengan Kelas Perahu' }).click()
  expect(await page.locator('mark.shared-words').count()).toBeGreaterThan(1)
  await isAccessible(page)
  await context.close()
})

test('the secretariat reads the findings of each rule and two texts that tell the same beside each other', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', server.origin)
  const response = await context.request.get(`${server.origin}/api/editions/kipp-simulasi/screenings?state=all`)
  const { rows }: { rows: { submissionId: string; title: string }[] } = await response.json()
  const alike = async ({ submissionId }: { submissionId: string }) => {
    const answer = await context.request.get(`${server.origin}/api/submissions/${submissionId}/similarities`)
    const { similar }: { similar: { percent: number }[] } = await answer.json()
    return similar.some(({ percent }) => percent > 50)
  }
  const found: typeof rows = []
  for (const row of rows) if (found.length === 0 && (await alike(row))) found.push(row)
  const [first] = found
  if (!first) throw new Error('the demonstration has no two texts that are alike')
  const { submissionId, title } = first
  await open(page, `/sekretariat/seleksi/?edisi=kipp-simulasi&berkas=${submissionId}`, title)
  await page.getByRole('heading', { name: 'Kelayakan menurut aturan' }).waitFor()
  await page.getByText(/Jatah instansi di kelompok/).waitFor()
  await page
    .getByRole('button', { name: /^Bandingkan dengan / })
    .first()
    .click()
  await page.locator('mark.shared-words').first().waitFor()
  await isAccessible(page)
  await context.close()
})
