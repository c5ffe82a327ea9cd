/** Interviews and field visits from planning to the sheet that is handed in on the spot; axe at every state. */
import type { DatabaseSync } from 'node:sqlite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
let interviews: OwnPortal
let visits: OwnPortal

/** The admin of an agency that has a finalist, and that finalist. */
let finalist = { adminId: '', proposalId: '' }

function findFinalist(db: DatabaseSync): void {
  const found = db
    .prepare(
      `SELECT role.user_id AS admin, about.id AS proposal FROM places place
        JOIN proposals about ON about.id = place.proposal_id
        JOIN roles role ON role.agency_id = about.agency_id AND role.role = 'agency_admin' ORDER BY about.id LIMIT 1`,
    )
    .get()
  finalist = { adminId: String(found?.admin), proposalId: String(found?.proposal) }
}

const admins = Array.from({ length: 40 }, (_, n) => `sim-admin-${n + 1}`)

beforeAll(async () => {
  ;[browser, interviews, visits] = await Promise.all([
    openBrowser(),
    startOwnPortal({ stage: 'interview', planned: true, sessions: admins, lay: findFinalist }),
    startOwnPortal({ stage: 'field_visit' }),
  ])
})
afterAll(async () => {
  await browser.close()
  await Promise.all([interviews.stop(), visits.stop()])
})

const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Bagian' }).getByRole('link', { name, exact: true })

test('the secretariat plans all interviews: a preview first, then one act', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', interviews.origin)
  await open(page, `/sekretariat/wawancara/?edisi=${interviews.slug}`, 'Presentasi dan wawancara')
  await page.getByText('Belum ada wawancara terjadwal.').waitFor()
  await part(page, 'Susun jadwal').click()
  await page.getByRole('button', { name: 'Susun pratinjau' }).click()
  await sees(page, 'Pratinjau')
  await page
    .getByText(/belum menyatakan sedia pada hari dan jam yang dipilih/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Simulasikan kesediaan panelis' }).click()
  await part(page, 'Kesediaan panelis').click()
  await page.getByRole('columnheader', { name: 'Panelis' }).waitFor()
  await isAccessible(page)
  await part(page, 'Susun jadwal').click()
  // Long days: of the five that are left of the stage two may be a weekend.
  await page.getByLabel('Mulai', { exact: true }).fill('08:00')
  await page.getByLabel('Selesai', { exact: true }).fill('15:45')
  await page.getByRole('button', { name: 'Susun pratinjau' }).click()
  await sees(page, 'Pratinjau')
  const unplaced = page.locator('.figures > div', { hasText: 'Tidak mendapat tempat' }).locator('dd')
  expect(await unplaced.textContent()).toBe('0')
  await page.getByRole('button', { name: 'Terbitkan jadwal dan kirim surat' }).click()
  await page.getByRole('link', { name: 'Tampilkan per hari dan ruang' }).click()
  await page.getByRole('columnheader', { name: 'Ruang A' }).first().waitFor()
  await isAccessible(page)
  await page.getByRole('link', { name: 'Tampilkan daftar' }).click()
  await page
    .getByRole('button', { name: /^Pindahkan / })
    .first()
    .waitFor()
  await isAccessible(page)
  await context.close()
})

test('an interview is moved by hand: a taken room refuses it by name, another hour takes it', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', interviews.origin)
  await page.goto(`/sekretariat/wawancara/?edisi=${interviews.slug}`)
  // Some hours from now: the first may begin while this journey goes on.
  const buttons = page.getByRole('button', { name: /^Pindahkan / })
  await buttons.nth(11).click()
  const dialog = page.getByRole('dialog', { name: 'Pindahkan wawancara' })
  const start = dialog.getByLabel('Mulai (WIB)')
  const taken = await start.inputValue()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  const link = await buttons
    .nth(12)
    .locator('xpath=ancestor::tr')
    .getByRole('rowheader')
    .getByRole('link')
    .getAttribute('href')
  const former = new URL(link ?? '', interviews.origin).searchParams.get('slot')
  await buttons.nth(12).click()
  const own = await start.inputValue()
  await dialog.getByRole('button', { name: 'Pindahkan' }).click()
  await dialog.getByRole('link', { name: 'Tulis alasannya.' }).waitFor()
  await isAccessible(page)
  await dialog.getByLabel('Alasan').fill('Permintaan instansi')
  await start.fill(taken)
  await dialog.getByRole('button', { name: 'Pindahkan' }).click()
  await dialog.getByText(/Ruang itu sudah dipakai pada waktu tersebut/).waitFor()
  await start.fill(`${own.slice(0, 11)}16:00`)
  await isAccessible(page)
  await dialog.getByRole('button', { name: 'Pindahkan' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('16.00–16.20 WIB').waitFor()
  await page.getByRole('button', { name: /^Dipindahkan / }).click()
  const history = page.getByRole('dialog', { name: 'Riwayat wawancara' })
  await history.getByText('Alasan: Permintaan instansi').waitFor()
  await isAccessible(page)
  await history.getByRole('button', { name: 'Tutup' }).click()
  await page.goto(`/sekretariat/wawancara/?edisi=${interviews.slug}&slot=${former}`)
  await page.getByText(/^Wawancara ini dipindahkan: semula /).waitFor()
  await page.getByText('16.00–16.20 WIB').waitFor()
  await isAccessible(page)
  await context.close()
})

test('the panel of an interview changes in one act, and the panelist who left sees it no more', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', interviews.origin)
  await page.goto(`/sekretariat/wawancara/?edisi=${interviews.slug}`)
  const row = page.locator('tbody tr', { has: page.getByRole('button', { name: /^Pindahkan / }) }).last()
  await row.waitFor()
  const before = await row.locator('[data-label=Panel] li').allTextContents()
  await row.getByRole('button', { name: /^Pindahkan / }).click()
  const dialog = page.getByRole('dialog', { name: 'Pindahkan wawancara' })
  const panel = dialog.getByRole('group', { name: 'Panel' })
  await panel.getByRole('checkbox').first().waitFor()
  await dialog.getByRole('button', { name: 'Pindahkan' }).click()
  await dialog.getByRole('link', { name: 'Ubah waktu, ruang, atau panelnya.' }).waitFor()
  await panel.getByRole('checkbox', { checked: true }).first().uncheck()
  await dialog.getByLabel('Alasan').fill('Panelis sakit')
  await dialog.getByRole('button', { name: 'Pindahkan' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect
    .poll(async () =>
      (await row.locator('[data-label=Panel] li').allTextContents()).filter((one) => before.includes(one)),
    )
    .toHaveLength(before.length - 1)
  await context.close()
})

test('hours are the same for every secretary, and what was cancelled is planned again only when somebody says so', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', interviews.origin)
  const planner = `/sekretariat/wawancara/?edisi=${interviews.slug}&bagian=susun`
  await open(page, planner, 'Presentasi dan wawancara')
  await page.getByLabel('Selesai').fill('16:15')
  await page.getByText('Isian ini belum tersimpan').waitFor()
  const other = await aVisitor(browser, 'secretariat', interviews.origin)
  await other.page.goto(planner)
  await other.page.getByLabel('Selesai').fill('16:30')
  await other.page.getByRole('button', { name: 'Susun pratinjau' }).click()
  await sees(other.page, 'Pratinjau')
  await page.getByRole('button', { name: 'Susun pratinjau' }).click()
  await page.getByText(/menyimpan jam dan ruang lain/).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Pakai yang tersimpan' }).click()
  expect(await page.getByLabel('Selesai').inputValue()).toBe('16:30')
  await page.getByText(/^Jam dan ruang ini disimpan /).waitFor()

  await page.goto(`/sekretariat/wawancara/?edisi=${interviews.slug}`)
  await page
    .getByRole('button', { name: /^Batalkan / })
    .last()
    .click()
  const dialog = page.getByRole('dialog', { name: /^Batalkan wawancara/ })
  await dialog.getByLabel('Alasan').fill('Instansi mundur')
  await dialog.getByRole('button', { name: 'Batalkan wawancara' }).click()
  await sees(page, 'Dibatalkan')
  await page.getByText('Instansi mundur').waitFor()
  const count = (preview: Page, label: string) =>
    preview.locator('.figures > div', { hasText: label }).locator('dd').textContent()
  await other.page.reload()
  await other.page.getByText('1 wawancara yang dibatalkan tidak ikut disusun').waitFor()
  await other.page.getByRole('button', { name: 'Susun pratinjau' }).click()
  await sees(other.page, 'Pratinjau')
  expect(await count(other.page, 'Baru')).toBe('0')
  await page.getByRole('button', { name: /^Ikutkan penyusunan lagi/ }).click()
  await page.getByRole('heading', { name: 'Dibatalkan', exact: true }).waitFor({ state: 'detached' })
  await other.page.getByRole('button', { name: 'Susun pratinjau lagi' }).click()
  await expect.poll(() => count(other.page, 'Baru')).toBe('1')
  await other.context.close()
  await context.close()
})

test('a panelist writes down time with the keyboard and copies a day to the others', async () => {
  const { page, context } = await aVisitor(browser, 'panelist', interviews.origin)
  await open(page, '/juri/wawancara/', 'Wawancara Anda')
  await part(page, 'Kesediaan').click()
  await sees(page, 'Kesediaan Anda')
  // Tomorrow, whatever day of the week that is, as a day without time yet.
  const day = page.locator('.availability-days > li').nth(1)
  const next = page.locator('.availability-days > li').nth(2)
  await next.waitFor()
  while (await day.getByLabel('Dari').count())
    await day
      .getByRole('button', { name: /^Hapus/ })
      .first()
      .press('Enter')
  await day.getByText('Tidak sedia').waitFor()
  await day.getByRole('button', { name: 'Tambah waktu' }).focus()
  await page.keyboard.press('Enter')
  await day.getByLabel('Dari').waitFor()
  await day.getByLabel('Sampai').fill('07:00')
  await page.getByRole('button', { name: 'Simpan kesediaan' }).click()
  await page
    .getByRole('alert')
    .getByText(/jam selesai sesudah jam mulai/)
    .waitFor()
  await isAccessible(page)
  await day.getByLabel('Sampai').fill('12:00')
  await day.getByRole('button', { name: 'Salin ke hari berikutnya' }).press('Enter')
  await page.getByText('Disalin ke 1 hari. Belum disimpan.').waitFor()
  await page.getByRole('button', { name: 'Simpan kesediaan' }).click()
  await page.getByText('Kesediaan tersimpan.').waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Kesediaan Anda' }).waitFor()
  const ends = (one: typeof day) =>
    one
      .getByLabel('Sampai')
      .evaluateAll((inputs) => inputs.map((input) => input instanceof HTMLInputElement && input.value))
  await expect.poll(async () => [await ends(day), await ends(next)]).toEqual([['12:00'], ['12:00']])
  await context.close()
})

test('the clock of an interview is the same on every screen and runs on without a network', async () => {
  const panelist = await aVisitor(browser, 'panelist', interviews.origin)
  await panelist.page.goto('/juri/wawancara/')
  await panelist.page.locator('.row-title').first().click()
  await panelist.page.getByRole('heading', { name: 'Jam wawancara' }).waitFor()
  const slot = new URL(panelist.page.url()).searchParams.get('slot') ?? ''
  await isAccessible(panelist.page)
  const secretariat = await aVisitor(browser, 'secretariat', interviews.origin)
  await open(secretariat.page, `/sekretariat/wawancara/?edisi=${interviews.slug}&slot=${slot}`, 'Jam wawancara')
  await panelist.page.getByRole('button', { name: 'Mulai paparan' }).click()
  await panelist.page.getByRole('timer').waitFor()
  // The pressed button is gone; the focus stays at the clock, where a second stroke presses nothing.
  await expect.poll(() => panelist.page.evaluate(() => document.activeElement?.id)).toBe('jam')
  await secretariat.page.getByRole('button', { name: 'Mulai tanya jawab' }).waitFor()
  await isAccessible(panelist.page)
  // Read one right after the other: at most a second lies between them.
  const seconds = async (page: Page) => {
    const [minutes = 0, rest = 0] = ((await page.getByRole('timer').textContent()) ?? '').split(':').map(Number)
    return minutes * 60 + rest
  }
  // The two screens are read one after another, which on a busy machine takes its time.
  await expect
    .poll(async () => {
      const [one, other] = await Promise.all([seconds(panelist.page), seconds(secretariat.page)])
      return Math.abs(one - other)
    })
    .toBeLessThanOrEqual(1)
  await panelist.context.setOffline(true)
  await panelist.page.getByText(/^Terputus: jam berjalan menurut perangkat ini/).waitFor()
  const before = await seconds(panelist.page)
  await panelist.page.waitForFunction((was) => {
    const [minutes = 0, rest = 0] = (document.querySelector('[role=timer]')?.textContent ?? '').split(':').map(Number)
    return minutes * 60 + rest < was
  }, before)
  await panelist.context.setOffline(false)
  await secretariat.page.getByRole('button', { name: 'Mulai tanya jawab' }).click()
  await panelist.page.getByText('Tanya jawab berjalan').waitFor()
  // One link to the sheet, whose header shows the same clock, and one back.
  await panelist.page.getByRole('link', { name: 'Buka naskah dan lembar nilai saya' }).click()
  await panelist.page.getByRole('timer').waitFor()
  await panelist.page.locator('header').getByText('Tanya jawab').waitFor()
  await isAccessible(panelist.page)
  await panelist.page.getByRole('link', { name: 'Ke wawancara' }).click()
  await sees(panelist.page, 'Jam wawancara')
  await open(panelist.page, '/juri/wawancara/?slot=tidak-ada', 'Halaman belum dapat dibuka')
  await panelist.page.getByRole('link', { name: 'Kembali ke jadwal wawancara' }).click()
  await sees(panelist.page, 'Wawancara Anda')
  await panelist.context.close()
  await secretariat.context.close()
})

test('the agency sees its interview and sends slides and a video', async () => {
  const { page, context } = await aVisitor(browser, undefined, interviews.origin)
  await interviews.signIn(context, finalist.adminId)
  await open(page, `/instansi/usulan/?id=${finalist.proposalId}`, 'Presentasi dan wawancara')
  const form = page.getByRole('form', { name: 'Kirim bahan' })
  await form.getByRole('button', { name: 'Kirim bahan' }).click()
  await form.getByRole('link', { name: 'Isi judul bahannya.' }).waitFor()
  await isAccessible(page)
  await form.getByLabel('Judul').fill('Paparan utama')
  const pdf = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'
  await form
    .getByLabel('Berkas')
    .setInputFiles({ name: 'paparan.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) })
  await form.getByRole('button', { name: 'Kirim bahan' }).click()
  await page.getByRole('link', { name: 'Paparan: Paparan utama' }).waitFor()
  await form.getByLabel('Jenis bahan').selectOption('video')
  await form.getByLabel('Judul').fill('Video layanan')
  await form.getByLabel('Alamat video').fill('https://video.example.go.id/a')
  await form.getByRole('button', { name: 'Kirim bahan' }).click()
  await page.getByRole('link', { name: 'Video: Video layanan' }).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Hapus Video layanan' }).click()
  await page.getByRole('link', { name: 'Video: Video layanan' }).waitFor({ state: 'detached' })
  await context.close()
})

test('visits are proposed, changed and set; the visitor writes without a network, adds a photograph and hands in', async () => {
  const secretariat = await aVisitor(browser, 'secretariat', visits.origin)
  const desk = secretariat.page
  await open(desk, `/sekretariat/kunjungan/?edisi=${visits.slug}`, 'Verifikasi lapangan')
  await part(desk, 'Rencanakan').click()
  await desk.getByRole('button', { name: /^Tetapkan \d+ kunjungan/ }).waitFor()
  await isAccessible(desk)
  await desk.getByLabel('Tempat').first().fill('Puskesmas Contoh')
  await desk.getByRole('button', { name: /^Tetapkan \d+ kunjungan/ }).click()
  await desk.getByText('Puskesmas Contoh').waitFor()
  await isAccessible(desk)

  const visited = desk.locator('tbody tr', { hasText: 'Puskesmas Contoh' })
  await visited.getByRole('button', { name: /^Pindahkan / }).click()
  const moving = desk.getByRole('dialog', { name: 'Pindahkan kunjungan' })
  await moving.getByRole('button', { name: 'Pindahkan' }).click()
  await moving.getByRole('link', { name: 'Ubah hari, tempat, atau petugasnya.' }).waitFor()
  await isAccessible(desk)
  await moving.getByLabel('Tempat').fill('Balai Desa Contoh')
  await moving.getByLabel('Alasan').fill('Puskesmas sedang diperbaiki')
  await moving.getByRole('button', { name: 'Pindahkan' }).click()
  await moving.waitFor({ state: 'detached' })
  await desk.getByText('Balai Desa Contoh').waitFor()
  await desk.getByRole('button', { name: /^Dipindahkan / }).click()
  const history = desk.getByRole('dialog', { name: 'Riwayat kunjungan' })
  await history.getByText('Alasan: Puskesmas sedang diperbaiki').waitFor()
  await isAccessible(desk)
  await history.getByRole('button', { name: 'Tutup' }).click()

  const visitor = await aVisitor(browser, 'panelist', visits.origin)
  const { page } = visitor
  await open(page, '/juri/kunjungan/', 'Kunjungan lapangan Anda')
  await page.locator('.row-title').first().click()
  await sees(page, 'Lembar kunjungan')
  await page.getByRole('button', { name: 'Periksa dan serahkan' }).click()
  await page
    .getByRole('alert')
    .getByText(/belum dijawab/)
    .first()
    .waitFor()
  await isAccessible(page)

  await visitor.context.setOffline(true)
  const checks = page.locator('.visit-check')
  const number = await checks.count()
  for (let n = 0; n < number; n += 1) await checks.nth(n).getByLabel('Sesuai', { exact: true }).check()
  await checks.first().getByLabel('Sebagian').check()
  await checks.first().getByLabel('Alasan').fill('Hanya buka pagi hari')
  await page.getByText('Luring – tersimpan di perangkat ini, menunggu jaringan').waitFor()
  await visitor.context.setOffline(false)
  await page.getByText(/^Tersimpan \d/).waitFor()
  // What was typed without a network is on the portal.
  await page.reload()
  await page.getByRole('heading', { name: 'Lembar kunjungan', exact: true }).waitFor()
  expect(await checks.first().getByLabel('Alasan').inputValue()).toBe('Hanya buka pagi hari')

  const picture = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 40
    canvas.height = 30
    canvas.getContext('2d')?.fillRect(0, 0, 40, 30)
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
  })
  const buffer = Buffer.from(picture, 'base64')
  await page.getByLabel('Pilih dari galeri').setInputFiles({ name: 'loket.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByRole('textbox', { name: 'Keterangan foto 1' }).fill('Loket pendaftaran')
  await page.keyboard.press('Tab')
  await page.getByRole('img', { name: 'Loket pendaftaran' }).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Periksa dan serahkan' }).click()
  const dialog = page.getByRole('dialog', { name: 'Serahkan lembar kunjungan' })
  await dialog.getByRole('button', { name: 'Serahkan', exact: true }).click()
  await sees(page, 'Lembar kunjungan sudah diserahkan')
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  await visitor.context.close()

  // Until the stage is over the secretariat knows that it is there and not what it says.
  await desk.reload()
  await desk
    .getByText(/^diserahkan /)
    .first()
    .waitFor()
  expect(await desk.getByRole('columnheader', { name: 'Hasil' }).count()).toBe(0)
  const closing = await secretariat.context.request.post(
    `${visits.origin}/api/editions/${visits.slug}/stages/verifikasi-lapangan/early-close`,
    { data: { reason: 'Semua kunjungan selesai' }, headers: { origin: visits.origin } },
  )
  expect(closing.ok()).toBe(true)
  await open(desk, `/sekretariat/kunjungan/?edisi=${visits.slug}&tahap=verifikasi-lapangan`, 'Verifikasi lapangan')
  await desk.getByText(`${number - 1} dari ${number} sesuai, 1 sebagian`).waitFor()
  await desk.getByRole('link', { name: title }).click()
  await desk.getByText('Hanya buka pagi hari').waitFor()
  await desk.getByRole('img', { name: /^Foto 1 dari / }).waitFor()
  await desk.getByText('Loket pendaftaran').waitFor()
  await isAccessible(desk)
  await secretariat.context.close()
})
