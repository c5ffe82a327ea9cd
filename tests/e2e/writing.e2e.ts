/** Writing where it hurts: sessions that end, networks that go, tabs that die, colleagues who save, pastes from a word processor. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoRole } from '#worker/demo.ts'
import { writeThroughChaos } from '../bench/chaos/writer.ts'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor as visit, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
/** Killed again and again. */
let server: OwnPortal
beforeAll(async () => {
  server = await startOwnPortal({ proposals: 6 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const aVisitor = (role: DemoRole) => visit(browser, role, server.origin)

const box = (page: Page) => page.getByRole('main').getByRole('textbox')

/** A new proposal of the author, opened at its first section. */
async function aProposal(page: Page, title: string): Promise<void> {
  await open(page, '/peserta/?baru=1', /Usulan baru|Usulan unit Anda/)
  if ((await page.getByLabel('Judul inovasi').count()) === 0) {
    await page.getByRole('link', { name: 'Tulis usulan baru' }).click()
  }
  await page.getByLabel('Judul inovasi').fill(title)
  await page.getByRole('radio', { name: /^Umum/ }).check()
  await page.getByRole('button', { name: /Mulai menulis|Buat usulan/ }).click()
  await page.getByRole('heading', { name: 'Data inovasi' }).waitFor()
}

test('the answer to a question opens its part of the form, and closing it asks for nothing more', async () => {
  const { page, context } = await aVisitor('author')
  await aProposal(page, 'Cabang Formulir (simulasi)')
  const side = page.getByRole('navigation', { name: 'Bagian usulan' })
  await page.getByRole('radio', { name: 'Ya', exact: true }).check()
  await side.getByText('Aplikasi dan SPBE').waitFor()
  await isAccessible(page)
  await page.getByRole('radio', { name: 'Tidak', exact: true }).check()
  await side.getByText('Aplikasi dan SPBE').waitFor({ state: 'detached' })
  await page
    .getByText(/^Tersimpan/)
    .first()
    .waitFor()
  await context.close()
})

test('a pasted table keeps its cells, hostile marks stay text, and the preview is what the jury reads', async () => {
  const { page, context } = await aVisitor('author')
  await aProposal(page, 'Tempel Tabel (simulasi)')
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await page.getByRole('heading', { name: 'Ringkasan', level: 1 }).waitFor()
  await box(page).focus()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<p class="MsoNormal">Hasil <b>terukur</b></p><table><tr><td>Tahun</td><td>Warga</td></tr><tr><td>2021</td><td>41</td></tr></table>',
    )
    data.setData('text/plain', 'Hasil terukur\nTahun\tWarga\n2021\t41')
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  expect(await box(page).inputValue()).toBe('Hasil **terukur**\n\n| Tahun | Warga |\n| --- | --- |\n| 2021 | 41 |')
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('\n\n<img src=x onerror="document.title=1"> [x](javascript:alert(1))')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await page.getByRole('link', { name: 'Pratinjau juri' }).click()
  await page.getByRole('cell', { name: '41' }).waitFor()
  const preview = page.getByRole('region', { name: 'Pratinjau Ringkasan' })
  expect([await preview.locator('img').count(), await preview.locator('a[href]').count(), await page.title()]).toEqual([
    0,
    0,
    expect.stringContaining('Menulis usulan'),
  ])
  await isAccessible(page)
  await context.close()
})

test('a session that ends in the middle of a sentence, and a network that goes, lose no word', async () => {
  const { page, context } = await aVisitor('author')
  await aProposal(page, 'Sesi Berakhir (simulasi)')
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await page.getByRole('heading', { name: 'Ringkasan', level: 1 }).waitFor()
  await context.clearCookies()
  await box(page).pressSequentially('Kalimat yang ditulis ketika sesi')
  await page.getByRole('heading', { name: 'Sesi Anda berakhir' }).waitFor()
  await page.getByText('Tersimpan di perangkat ini, menunggu Anda masuk lagi').waitFor()
  await isAccessible(page)

  // Signed in again on the same page, by a code from the mail.
  await page.getByRole('button', { name: 'Kirim kode masuk ke surel saya' }).click()
  await page.getByLabel(/Kode enam angka/).waitFor()
  const reader = await aVisitor('secretariat')
  await open(reader.page, '/surat/', /Surat/)
  const letter = await reader.page
    .getByText(/Kode masuk Gelanggang: \d{6}/)
    .first()
    .textContent()
  await page.getByLabel(/Kode enam angka/).fill(letter?.match(/\d{6}/)?.[0] ?? '')
  await page.getByRole('button', { name: 'Masuk dan lanjutkan' }).click()
  await page.getByText(/^Tersimpan \d/).waitFor()

  await context.setOffline(true)
  await box(page).focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(' berakhir, lalu jaringan putus.')
  await page.getByText('Luring – tersimpan di perangkat ini, menunggu jaringan').waitFor()
  await isAccessible(page)
  await context.setOffline(false)
  await page.getByText(/^Tersimpan \d/).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Ringkasan', level: 1 }).waitFor()
  expect(await box(page).inputValue()).toBe('Kalimat yang ditulis ketika sesi berakhir, lalu jaringan putus.')
  await reader.context.close()
  await context.close()
})

test('earlier versions are compared and restored, and a colleague who writes is seen', async () => {
  const { page, context } = await aVisitor('author')
  await aProposal(page, 'Riwayat Versi (simulasi)')
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await page.getByRole('heading', { name: 'Ringkasan', level: 1 }).waitFor()
  await box(page).fill('Naskah pertama yang panjang dan lengkap.')
  await page.getByText(/versi 1$/).waitFor()
  await box(page).fill('Pendek.')
  await page.getByText(/versi 2$/).waitFor()
  await page.getByRole('link', { name: 'Riwayat versi' }).click()
  await page.getByRole('button', { name: /^Versi 1/ }).click()
  await page.getByRole('group', { name: 'Perbedaan kedua teks' }).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Pulihkan versi 1' }).click()
  await page.getByText(/versi 3$/).waitFor()
  await page.getByRole('button', { name: /^Versi 2/ }).waitFor()

  const admin = await aVisitor('agency_admin')
  const address = page
    .url()
    .replace('/peserta/', '/instansi/')
    .replace(/&lihat=.*$/, '')
  await admin.page.goto(address)
  await sees(admin.page, 'Ringkasan')
  expect(await box(admin.page).inputValue()).toBe('Naskah pertama yang panjang dan lengkap.')
  await box(admin.page).focus()
  await admin.page.waitForResponse(/presence/)
  await page.getByRole('link', { name: 'Tulis', exact: true }).click()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page.getByText(/sedang menulis di sini/).waitFor()
  await isAccessible(page)

  // Both write the same section: whoever saves second sees both texts, and loses neither.
  await box(page).pressSequentially('Dari unit. ')
  await admin.page.keyboard.press('Control+End')
  await admin.page.keyboard.insertText(' Dari admin.')
  await admin.page
    .getByText(/^Tersimpan \d|Ada dua versi/)
    .first()
    .waitFor()
  const clash = (at: Page) => at.getByRole('heading', { name: 'Ada dua versi' })
  await Promise.any([clash(page).waitFor(), clash(admin.page).waitFor()])
  const late = (await clash(page).count()) > 0 ? page : admin.page
  await isAccessible(late)
  await late.getByRole('button', { name: /^Gabungkan/ }).click()
  await late.getByRole('button', { name: 'Pakai tulisan saya' }).click()
  await late.getByText(/^Tersimpan \d/).waitFor()
  expect(await box(late).inputValue()).toMatch(/Dari unit\.[^]*Dari admin\.|Dari admin\.[^]*Dari unit\./)
  await admin.context.close()
  await context.close()
})

test('ten rounds of failing network, server and tab lose no sentence', async () => {
  const report = await writeThroughChaos(browser, server, { rounds: 10, seed: 11, say: () => {} })
  expect([report.lost, report.falselySaved, report.colleagueLost, report.isAllSaved]).toEqual([[], [], [], true])
  expect([report.typed > 10, report.onServer + report.onDeviceOnly]).toEqual([true, report.typed])
})
