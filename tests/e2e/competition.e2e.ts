/** One competition from its first draft to its published winners, each person at an own screen, axe at every step. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { DemoRole } from '#worker/demo.ts'
import { onePagePdf } from '#worker/cli/seed/pdf.ts'
import { openBrowser } from './browser.ts'
import { aVisitor as visit, isAccessible, open, sees } from './visitor.ts'

const origin = inject('demonstration')
const edition = 'kipp-simulasi'
const title = 'Perahu Baca Muara (simulasi)'
let browser: Browser
let reference = ''

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const aVisitor = (at: Browser, role?: DemoRole) => visit(at, role, origin)

const sentence = 'Layanan ini mengunjungi warga dua kali sepekan dan mencatat hasilnya setiap bulan.'

async function writeSections(page: Page): Promise<void> {
  const side = page.getByRole('navigation', { name: 'Bagian usulan' })
  for (const section of [
    'Ringkasan',
    'Latar belakang dan tujuan',
    'Kebaruan atau nilai tambah',
    'Implementasi inovasi',
    'Signifikansi',
    'Adaptabilitas',
    'Sumber daya',
    'Strategi keberlanjutan',
  ]) {
    await side.getByText(section, { exact: true }).click()
    await page.getByRole('heading', { name: section, level: 1 }).waitFor()
    await page.getByRole('main').getByRole('textbox').fill(`${section}. ${sentence}`)
    await page.getByText(/^Tersimpan \d/).waitFor()
  }
}

/** The secretariat's own session closes a stage; the next one opens at that instant. */
async function closeStage(page: Page, stage: string): Promise<void> {
  const response = await page.request.post(`${origin}/api/editions/${edition}/stages/${stage}/early-close`, {
    data: { reason: 'Peragaan: tahap dilalui lebih cepat' },
    headers: { origin },
  })
  expect([stage, response.status()]).toEqual([stage, 200])
}

test('anyone reads the archive, the winners of an edition and the rules of the running one', async () => {
  const { page, context } = await aVisitor(browser)
  await open(page, '/', 'Inovasi pelayanan publik, dinilai di tempat terbuka')
  await open(page, '/inovasi/', 'Inovasi')
  await open(page, '/inovasi/klinik-bum-desa/', 'Klinik BUM Desa')
  await open(page, '/penghargaan/', /Penghargaan/)
  await open(page, `/edisi/${edition}/`, /KIPP Simulasi/)
  await context.close()
})

test('a person signs in with a code from the mail, and a wrong code says what to do', async () => {
  const { page, context } = await aVisitor(browser)
  await open(page, '/masuk/', /Masuk/)
  await page.getByLabel('Alamat surel').fill('pengawas@demo.gelanggang.test')
  await page.getByRole('button', { name: /Kirim kode/ }).click()
  await page.getByLabel(/Kode/).fill('000000')
  await page.getByRole('button', { name: /^Masuk/ }).click()
  await page.getByRole('alert').getByText(/Kode/).first().waitFor()
  await isAccessible(page)
  const reader = await aVisitor(browser, 'secretariat')
  await open(reader.page, '/surat/', /Surat/)
  const letter = await reader.page
    .getByText(/Kode masuk Gelanggang: \d{6}/)
    .first()
    .textContent()
  await page.getByLabel(/Kode/).fill(letter?.match(/\d{6}/)?.[0] ?? '')
  await page.getByRole('button', { name: /^Masuk/ }).click()
  await page.waitForURL('**/pengawas/**')
  await reader.context.close()
  await context.close()
})

test('a unit writes a proposal, attaches its letter and hands it to the agency', async () => {
  const { page, context } = await aVisitor(browser, 'author')
  await open(page, '/peserta/', 'Usulan unit Anda')
  await page.getByRole('link', { name: 'Tulis usulan baru' }).click()
  await sees(page, 'Usulan baru')
  await page.getByLabel('Judul inovasi').fill(title)
  await page.getByRole('radio', { name: /^Umum/ }).check()
  await page.getByRole('button', { name: /Mulai menulis|Buat usulan/ }).click()
  await sees(page, 'Data inovasi')
  await page.getByLabel('Tanggal mulai dijalankan').fill('2020-02-29')
  await page.getByRole('radio', { name: 'Pendidikan' }).check()
  await page.getByRole('checkbox', { name: /^4\. / }).check()
  await page.getByRole('radio', { name: 'Tidak', exact: true }).check()
  await page.getByRole('button', { name: 'Simpan dan lanjut' }).click()
  await sees(page, 'Ringkasan')
  await writeSections(page)
  await isAccessible(page)

  // Over the limit: kept, said, and told apart.
  const box = page.getByRole('main').getByRole('textbox')
  await box.fill('kata '.repeat(501))
  await page.getByText('Kurangi 1 kata.').waitFor()
  await isAccessible(page)
  await box.fill(`Strategi keberlanjutan. ${sentence}`)
  await page.getByText(/^Tersimpan \d/).waitFor()

  await page.getByRole('navigation', { name: 'Bagian usulan' }).getByText('Lampiran', { exact: true }).click()
  await sees(page, 'Lampiran')
  const letter = page.locator('#pernyataan-implementasi')
  await letter.setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('hanya teks') })
  await page
    .getByText(/bukan PDF/)
    .first()
    .waitFor()
  await isAccessible(page)
  await letter.setInputFiles({
    name: 'surat.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(onePagePdf('Surat pernyataan (simulasi)')),
  })
  await page.getByRole('link', { name: 'surat.pdf' }).waitFor()
  await page
    .getByRole('button', { name: /Periksa jawaban/ })
    .first()
    .click()
  await sees(page, 'Periksa jawaban')
  await page.getByRole('button', { name: 'Serahkan ke admin instansi' }).click()
  await page
    .getByText(/Di admin instansi/)
    .first()
    .waitFor()
  await isAccessible(page)

  // A reload shows the same; nothing hangs on the tab.
  await page.reload()
  await page
    .getByText(/Di admin instansi/)
    .first()
    .waitFor()
  await context.close()
})

test('the agency returns it with a note, the unit mends it, the agency forwards it and gets a receipt', async () => {
  const admin = await aVisitor(browser, 'agency_admin')
  await open(admin.page, '/instansi/', /1 usulan menunggu Anda/)
  await admin.page.getByRole('link', { name: title }).click()
  await sees(admin.page, title)
  await admin.page.getByLabel('Catatan bagi unit').fill('Tambahkan sumber angka pada Signifikansi.')
  await admin.page.getByRole('button', { name: 'Kembalikan dengan catatan' }).click()
  await admin.page.getByText('Dikembalikan ke unit').first().waitFor()

  const author = await aVisitor(browser, 'author')
  await open(author.page, '/peserta/', 'Usulan unit Anda')
  await author.page.getByRole('link', { name: title }).click()
  await author.page.getByText('Tambahkan sumber angka pada Signifikansi.').first().waitFor()
  await isAccessible(author.page)
  await author.page
    .getByRole('button', { name: /Periksa jawaban/ })
    .first()
    .click()
  await author.page.getByRole('button', { name: 'Serahkan ke admin instansi' }).click()
  await author.page
    .getByText(/Di admin instansi/)
    .first()
    .waitFor()

  await open(admin.page, '/instansi/', /1 usulan menunggu Anda/)
  await admin.page.getByRole('link', { name: title }).click()
  await admin.page.getByRole('button', { name: 'Teruskan usulan' }).click()
  await isAccessible(admin.page)
  await admin.page.getByRole('button', { name: 'Ya, teruskan usulan ini' }).click()
  const number = admin.page.getByText(/KIPP-SIMULASI-[A-Z0-9]{7}/).first()
  await number.waitFor()
  reference = (await number.textContent())?.match(/KIPP-SIMULASI-[A-Z0-9]{7}/)?.[0] ?? ''
  await admin.page
    .getByText(/\b[0-9a-f]{64}\b/)
    .first()
    .waitFor()
  await admin.page.getByText(/WITA/).first().waitFor()
  await isAccessible(admin.page)
  await author.context.close()
  await admin.context.close()
})

test('the secretariat closes registration and screens, one with its reason, which the agency reads', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat')
  await open(page, `/sekretariat/?edisi=${edition}`, 'Pendaftaran')
  await open(page, `/sekretariat/edisi/?edisi=${edition}&bagian=jadwal`, /KIPP Simulasi/)
  await page.getByRole('link', { name: 'Jadwal', exact: true }).click()
  await page.getByRole('link', { name: /Tutup tahap ini sekarang/ }).click()
  await page.getByLabel('Alasan').fill('Peragaan: pendaftaran ditutup lebih cepat')
  await page.getByRole('button', { name: 'Tutup tahap ini sekarang' }).click()
  await page.getByRole('button', { name: 'Tutup tahap ini sekarang' }).waitFor({ state: 'detached' })
  await isAccessible(page)

  await open(page, `/sekretariat/seleksi/?edisi=${edition}`, /97 usulan menunggu diperiksa/)
  await page.getByLabel('Cari nomor, judul, atau instansi').fill(reference)
  await page.getByRole('cell', { name: reference, exact: true }).waitFor()
  await page.getByRole('link', { name: title }).click()
  await sees(page, title)
  await page.getByRole('button', { name: /Tidak layak/ }).click()
  await page.getByText('Jawaban tidak bermakna').click()
  await page.getByLabel(/Catatan/).fill('Isian hanya kalimat umum.')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Nyatakan tidak layak' }).click()
  await page.getByRole('button', { name: 'Nyatakan tidak layak' }).waitFor({ state: 'detached' })

  const author = await aVisitor(browser, 'author')
  await open(author.page, '/peserta/', 'Usulan unit Anda')
  await author.page.getByRole('link', { name: title }).click()
  await author.page.getByText('Jawaban tidak bermakna').first().waitFor()
  await isAccessible(author.page)
  await author.context.close()

  // The verdict is corrected while the stage is open, and the rest is done.
  await page.goto(`${origin}/sekretariat/seleksi/?edisi=${edition}&saring=ineligible`)
  await page.getByRole('link', { name: title }).click()
  await sees(page, title)
  await page.getByRole('button', { name: 'Layak', exact: true }).click()
  await page.getByRole('button', { name: 'Nyatakan layak' }).click()
  await page.getByRole('button', { name: 'Nyatakan layak' }).waitFor({ state: 'detached' })
  await open(page, `/sekretariat/seleksi/?edisi=${edition}`, /96 usulan menunggu diperiksa/)
  await page.getByRole('button', { name: 'Simulasikan sisa seleksi' }).click()
  await sees(page, 'Semua usulan sudah diperiksa')
  await closeStage(page, 'seleksi')
  await context.close()
})

test('assignment is previewed, published, and shows progress but no scores', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat')
  await open(page, `/sekretariat/penugasan/?edisi=${edition}`, /usulan belum ditugaskan/)
  await page.getByRole('button', { name: 'Lihat rancangan' }).click()
  await page.getByText('Setiap usulan mendapat penilai yang cukup.').waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Terbitkan penugasan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan' }).click()
  await sees(page, /0 dari \d+ lembar diserahkan/)
  await context.close()
})

test('a juror signs the pact, scores side by side, is told of a score of 101, and hands in once', async () => {
  const { page, context } = await aVisitor(browser, 'evaluator')
  await open(page, '/juri/', 'Usulan untuk Anda nilai')
  await page.getByRole('checkbox', { name: /^Saya sudah membaca pakta ini/ }).check()
  await page.getByRole('button', { name: 'Tanda tangani pakta' }).click()
  await page
    .getByRole('link', { name: /^(Mulai|Lanjut)/ })
    .first()
    .click()
  await page.getByRole('region', { name: 'Lembar nilai' }).waitFor()
  await isAccessible(page)
  const score = page.getByLabel('Skor 0–100')
  await score.fill('101')
  await page
    .getByText(/0 sampai 100/)
    .first()
    .waitFor()
  const criteria = [
    'Latar belakang dan tujuan',
    'Kebaruan atau nilai tambah',
    'Implementasi inovasi',
    'Signifikansi',
    'Adaptabilitas',
    'Sumber daya',
    'Strategi keberlanjutan',
  ]
  const sheet = page.getByRole('region', { name: 'Lembar nilai' })
  for (const [i, name] of criteria.entries()) {
    if ((await sheet.getByRole('heading', { name }).count()) === 0) await sheet.getByRole('button', { name }).click()
    await sheet.getByRole('heading', { name }).waitFor()
    await score.fill(String(70 + i))
  }
  await page
    .getByText(/^Tersimpan \d/)
    .first()
    .waitFor()
  await isAccessible(page)
  await page.reload()
  await page.getByRole('button', { name: 'Serahkan lembar' }).click()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Serahkan lembar ini' }).click()
  // A try that is cut off waits in the device's queue for the next one.
  await page.getByText('Lembar nilai diterima').waitFor({ timeout: 60_000 })
  await isAccessible(page)
  await context.close()
})

test('the plenary decides by the list, moves one with its reason, and the public sees the winners', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat')
  await open(page, `/sekretariat/penugasan/?edisi=${edition}`, /1 dari \d+ lembar diserahkan/)
  await page.getByRole('button', { name: /Simulasikan sisa/ }).click()
  await sees(page, /(\d+) dari \1 lembar diserahkan/)
  await closeStage(page, 'penilaian')
  await open(page, `/sekretariat/peringkat/?edisi=${edition}`, 'Peringkat Penilaian proposal')

  // A run whose message is lost while the site is renewed is taken up again by the clock, a minute later.
  await open(page, `/sekretariat/peringkat/?edisi=${edition}&bagian=laboratorium`, /Laboratorium/)
  await page.getByRole('button', { name: 'Mulai hitungan' }).click()
  await page.getByRole('heading', { name: 'Hitungan 1' }).waitFor({ timeout: 180_000 })
  await page
    .getByText(/pembacaan tambahan/)
    .first()
    .waitFor({ timeout: 180_000 })
  await isAccessible(page)

  await open(page, `/sekretariat/pleno/?edisi=${edition}`, 'Sidang pleno finalis')
  await page
    .getByRole('link', { name: /^Masukkan/ })
    .first()
    .click()
  await page.getByLabel('Alasan pleno').fill('Menjaga keterwakilan wilayah.')
  await page
    .getByRole('button', { name: 'Masukkan ke daftar' })
    .or(page.getByRole('button', { name: /^Masukkan/ }))
    .first()
    .click()
  await page.getByText(/Dimasukkan pleno: Menjaga keterwakilan wilayah/).waitFor()
  await isAccessible(page)
  await page.getByLabel('Nomor keputusan').fill('Kep. Simulasi 1')
  await page.getByLabel('Tanggal keputusan').fill('2027-01-18')
  await page.getByRole('button', { name: 'Periksa dan tetapkan' }).click()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Tetapkan hasil' }).click()
  await page.getByText(/Ditetapkan dengan keputusan nomor/).waitFor()
  await page.getByRole('button', { name: /Terbitkan/ }).click()
  await isAccessible(page)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Terbitkan/ })
    .click()
  const hash = await page
    .getByText(/\b[0-9a-f]{64}\b/)
    .first()
    .textContent()

  const reader = await aVisitor(browser)
  const isPublic = async () => {
    const response = await reader.page.request.get(`${origin}/penghargaan/${edition}/`)
    return response.ok() && (await response.text()).includes('Kep. Simulasi 1')
  }
  // A site that is swapped in reloads the local Worker, which then cuts what is under way.
  await expect.poll(() => isPublic().catch(() => false), { timeout: 180_000, interval: 500 }).toBe(true)
  await open(reader.page, `/penghargaan/${edition}/`, /KIPP Simulasi/)
  await reader.page
    .getByText(hash?.match(/[0-9a-f]{64}/)?.[0] ?? 'no hash')
    .first()
    .waitFor()
  await reader.page.getByText('Menjaga keterwakilan wilayah.').first().waitFor()
  await open(reader.page, `/transparansi/${edition}/`, /Hitung ulang KIPP Simulasi/)
  await reader.page.getByRole('button', { name: /^Hitung ulang/ }).click()
  await reader.page.getByText(/^Cocok\. Peringkat \d+ usulan/).waitFor()
  await isAccessible(reader.page)
  await reader.page.goto(`${origin}/penghargaan/${edition}/`)
  const winner = reader.page.getByRole('main').locator('a[href^="/inovasi/"]').first()
  const name = await winner.textContent()
  await winner.click()
  await sees(reader.page, name?.trim() ?? '')
  await reader.context.close()
  await context.close()
}, 480_000)

test('finalists are interviewed by panelists and the final plenary names the winners', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat')
  await closeStage(page, 'pleno-finalis')
  await closeStage(page, 'sanggah')
  await open(page, `/sekretariat/penugasan/?edisi=${edition}&tahap=wawancara`, /usulan belum ditugaskan/)
  await page.getByRole('button', { name: 'Lihat rancangan' }).click()
  await page.getByRole('button', { name: 'Terbitkan penugasan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Terbitkan' }).click()
  await sees(page, /0 dari \d+ lembar diserahkan/)

  const panelist = await aVisitor(browser, 'panelist')
  await open(panelist.page, '/juri/', 'Usulan untuk Anda nilai')
  await panelist.context.close()

  await page.getByRole('button', { name: /Simulasikan sisa/ }).click()
  await sees(page, /(\d+) dari \1 lembar diserahkan/)
  await closeStage(page, 'wawancara')
  await closeStage(page, 'verifikasi-lapangan')
  await open(page, `/sekretariat/pleno/?edisi=${edition}&tahap=pleno-akhir`, 'Sidang pleno akhir')
  await page.getByLabel('Nomor keputusan').fill('Kep. Simulasi 2')
  await page.getByLabel('Tanggal keputusan').fill('2027-02-21')
  await page.getByRole('button', { name: 'Periksa dan tetapkan' }).click()
  await page.getByRole('button', { name: 'Tetapkan hasil' }).click()
  await page.getByText(/Ditetapkan dengan keputusan nomor/).waitFor()
  await context.close()
})

test('the auditor reads who did what, and changes nothing', async () => {
  const { page, context } = await aVisitor(browser, 'auditor')
  await open(page, `/pengawas/?edisi=${edition}`, /Jejak/)
  await page
    .getByText(/keputusan/i)
    .first()
    .waitFor()
  const refused = await page.request.post(`${origin}/api/editions/${edition}/stages/pleno-akhir/publication`, {
    data: {},
    headers: { origin },
  })
  expect([refused.status(), await refused.json()]).toEqual([403, { code: 'not_allowed' }])
  await context.close()
})
