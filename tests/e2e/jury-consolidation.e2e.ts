/** Two jurors far apart, a third who does not know it, the round of all three, and what it does to the ranking; progress and letters. */
import type { DatabaseSync } from 'node:sqlite'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, plenary, scoring } from '../bench/competition.ts'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open, sees } from './visitor.ts'

const jurorIds = Array.from({ length: 6 }, (_, n) => `sim-juri-${n + 1}`)

type Place = { proposalId: string; title: string; referenceNumber: string; readings: { id: string; jurorId: string }[] }
let place: Place

/** The first proposal, with its two readers. */
function firstProposal(db: DatabaseSync): Place {
  const rows = db
    .prepare(
      `SELECT a.id, a.juror_id, a.proposal_id, p.title, s.reference_number FROM assignments a
        JOIN proposals p ON p.id = a.proposal_id JOIN submissions s ON s.proposal_id = p.id AND s.revision = 1
        WHERE a.stage_id = ? ORDER BY a.proposal_id, a.juror_id LIMIT 2`,
    )
    .all(scoring.id)
  const readings = rows.map((row) => ({ id: String(row.id), jurorId: String(row.juror_id) }))
  const [row] = rows
  if (!row) throw new Error('nobody reads anything')
  return {
    proposalId: String(row.proposal_id),
    title: String(row.title),
    referenceNumber: String(row.reference_number),
    readings,
  }
}

let browser: Browser
let portal: OwnPortal
beforeAll(async () => {
  browser = await openBrowser()
  portal = await startOwnPortal({
    proposals: 40,
    jurors: 6,
    stage: 'scoring',
    planned: true,
    sessions: jurorIds,
    lay: (db) => {
      place = firstProposal(db)
    },
  })
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

async function aJuror(id: string): Promise<{ page: Page; context: BrowserContext }> {
  const visitor = await aVisitor(browser, undefined, portal.origin)
  await portal.signIn(visitor.context, id)
  return visitor
}

/** Hands a sheet in as the desk does; the desk itself has a journey of its own. */
async function handIn(context: BrowserContext, readingId: string, points: number): Promise<void> {
  const response = await context.request.post(`/api/assignments/${readingId}/score-sheet`, {
    headers: { origin: portal.origin },
    data: {
      points: Object.fromEntries(scoring.rubric.map(({ id }) => [id, points])),
      comments: { [scoring.rubric[0]?.id ?? '']: `Dasar nilai ${points}.` },
      comment: '',
    },
  })
  expect(response.status()).toBe(201)
}

/** Until what a job does can be seen: the page is loaded anew. */
async function waitsFor(page: Page, path: string, words: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    portal.tick()
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const seen = await page
      .getByText(words)
      .first()
      .waitFor({ timeout: 1500 })
      .then(() => true)
      .catch(() => false)
    if (seen) return
    if (tries === 20) throw new Error(`never saw ${words}`)
  }
}

/** The open reading of the proposal among those of a juror, by the juror's own list. */
async function readingOf(context: BrowserContext): Promise<string | undefined> {
  const body: unknown = await (await context.request.get('/api/assignments')).json()
  const found = new RegExp(`"id":"([^"]+)"[^{}]*"referenceNumber":"${place.referenceNumber}"`).exec(
    JSON.stringify(body),
  )
  return found?.[1]
}

const progress = (part: string) => `/sekretariat/kemajuan/?edisi=${portal.slug}&bagian=${part}`

/** The groups of the secretariat's desks by keys: the one that holds this page says so. */
async function goesBetweenDesks(page: Page): Promise<void> {
  const desks = page.getByRole('navigation', { name: 'Meja' })
  const group = desks.getByRole('button', { name: 'Juri' })
  expect(await desks.locator('[aria-current]').allTextContents()).toEqual(['Juri', 'Kemajuan'])
  await group.focus()
  await page.keyboard.press('Enter')
  await desks.getByRole('link', { name: 'Benturan' }).waitFor()
  await isAccessible(page)
  await page.keyboard.press('Escape')
  await desks.getByRole('link', { name: 'Benturan' }).waitFor({ state: 'hidden' })
  expect(await group.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await desks.getByRole('button', { name: 'Hasil' }).click()
  await desks.getByRole('link', { name: 'Pleno' }).waitFor()
  expect(await desks.getByRole('link', { name: 'Benturan' }).isVisible()).toBe(false)
  const header = await page.locator('.work-header').boundingBox()
  expect(header?.height).toBeLessThanOrEqual(64)
}

/** The same answer in another tab and, with the portal killed, on this device alone: no word is lost, none stands twice. */
async function goesOnElsewhere(page: Page, reason: string): Promise<void> {
  const other = await page.context().newPage()
  await other.goto(page.url())
  const there = other.getByLabel('Alasan Anda')
  await there.waitFor()
  expect(await there.inputValue()).toBe(reason)
  await there.fill('Ditulis di tab lain.')
  await page.getByText('Ditulis di tab lain.').waitFor()
  await other.getByText(/^Tersimpan \d/).waitFor()
  await other.close()

  await portal.kill()
  await page.getByLabel('Alasan Anda').fill('Ditulis tanpa portal.')
  await page.getByText(/^(Luring|Tersimpan di perangkat ini)/).waitFor()
  await portal.restart()
  await page.reload()
  await page.getByText(/^Tersimpan \d/).waitFor()
  expect(await page.getByLabel('Alasan Anda').inputValue()).toBe('Ditulis tanpa portal.')
  await page.getByRole('button', { name: 'Versi sebelumnya' }).click()
  await page.getByRole('heading', { name: 'Versi sebelumnya dari lembar ini' }).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Tutup' }).click()
  await page.getByLabel('Alasan Anda').fill(reason)
  await page.getByText(/^Tersimpan \d/).waitFor()
}

test('two jurors diverge, a third is asked, all three see each other without names, and a revised sheet changes the ranking', async () => {
  const [a, b] = place.readings
  if (!a || !b) throw new Error('two readers are needed')
  const first = await aJuror(a.jurorId)
  const second = await aJuror(b.jurorId)
  await handIn(first.context, a.id, 90)
  await handIn(second.context, b.id, 50)

  const secretariat = await aVisitor(browser, 'secretariat', portal.origin)
  await waitsFor(secretariat.page, progress('selisih'), 'Juri ketiga membaca')
  await sees(secretariat.page, /Selisih nilai melebihi 20,00/)
  expect(await secretariat.page.getByText('40,00').count()).toBe(0)

  let third: Awaited<ReturnType<typeof aJuror>> | undefined
  for (const id of jurorIds.filter((one) => one !== a.jurorId && one !== b.jurorId)) {
    const juror = await aJuror(id)
    const reading = await readingOf(juror.context)
    if (reading === undefined) {
      await juror.context.close()
      continue
    }
    third = juror
    await open(first.page, '/juri/konsolidasi/', 'Konsolidasi nilai')
    await first.page.getByText('Tidak ada usulan Anda yang dikonsolidasikan.').waitFor()
    await handIn(juror.context, reading, 70)
    break
  }
  if (!third) throw new Error('nobody was asked to read a third time')

  await waitsFor(first.page, '/juri/', '1 usulan menunggu konsolidasi.')
  await isAccessible(first.page)
  await first.page.getByRole('link', { name: /Lihat lembarnya/ }).click()
  await sees(first.page, 'Konsolidasi nilai')
  await first.page.getByRole('link', { name: place.title }).click()
  await sees(first.page, place.title)
  await first.page.getByText('berselisih 40,00; batas edisi 20,00').waitFor()
  expect(await first.page.getByText('jauh', { exact: true }).count()).toBe(scoring.rubric.length)
  await first.page.getByText('Dasar nilai 50.').waitFor()
  for (const other of jurorIds.filter((id) => id !== a.jurorId)) {
    expect(await first.page.locator('main').getByText(other).count()).toBe(0)
  }
  await first.page.getByRole('button', { name: 'Periksa jawaban' }).click()
  await first.page.getByRole('alert').getByText('Tulis alasan Anda.').waitFor()
  await isAccessible(first.page)
  await first.page.getByLabel(/menegaskan lembar Anda/).check()
  await first.page.getByLabel('Alasan Anda').fill('Dampaknya sudah terukur dua tahun.')
  await first.page.getByRole('button', { name: 'Periksa jawaban' }).click()
  await isAccessible(first.page)
  await first.page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await first.page.getByText('Jawaban Anda tercatat.').waitFor()
  await isAccessible(first.page)

  await open(second.page, '/juri/konsolidasi/', 'Konsolidasi nilai')
  await second.page.getByRole('link', { name: place.title }).click()
  await second.page.getByLabel('mengubah lembar Anda').check()
  for (const { id } of scoring.rubric) await second.page.locator(`#skor-${id}`).fill('80')
  await second.page.getByText('Nilai usulan: 80,00, semula 50,00').waitFor()
  await isAccessible(second.page)
  await second.page.getByLabel('Alasan Anda').fill('Bukti dampak terlewat oleh saya.')
  await second.page.getByText(/^Tersimpan \d/).waitFor()
  await second.page.reload()
  await second.page.getByText('Nilai usulan: 80,00, semula 50,00').waitFor()
  expect(await second.page.getByLabel('Alasan Anda').inputValue()).toBe('Bukti dampak terlewat oleh saya.')
  await isAccessible(second.page)
  await goesOnElsewhere(second.page, 'Bukti dampak terlewat oleh saya.')
  await second.page.getByRole('button', { name: 'Periksa jawaban' }).click()
  await second.page.getByText('Nilai Anda berubah dari 50,00 menjadi 80,00.').waitFor()
  await second.page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await second.page.getByText('Anda mengubah nilai 50,00 menjadi 80,00').waitFor()

  await open(third.page, '/juri/konsolidasi/', 'Konsolidasi nilai')
  await third.page.getByRole('link', { name: place.title }).click()
  await third.page.getByLabel(/menegaskan lembar Anda/).check()
  expect(await third.page.getByText('80,00').count()).toBe(0)
  await third.page.getByLabel('Alasan Anda').fill('Nilai saya tetap.')
  await third.page.getByRole('button', { name: 'Periksa jawaban' }).click()
  await third.page.getByRole('button', { name: 'Kirim jawaban' }).click()
  await third.page
    .getByRole('row', { name: /Sesudah konsolidasi/ })
    .getByText('80,00')
    .waitFor()
  await isAccessible(third.page)

  await open(secretariat.page, progress('selisih'), /Selisih nilai melebihi/)
  await secretariat.page.getByText(/semua menjawab/).waitFor()
  await goesBetweenDesks(secretariat.page)
  await portal.kill()
  portal.inDatabase((db) => openStage(db, plenary.id, new Date()))
  await portal.restart()
  await open(secretariat.page, `${progress('selisih')}&tahap=${scoring.id}`, /Selisih nilai melebihi/)
  await secretariat.page.getByRole('link', { name: place.title }).click()
  await secretariat.page.getByText('Bukti dampak terlewat oleh saya.').waitFor()
  await isAccessible(secretariat.page)
  await secretariat.page.goto(`/sekretariat/peringkat/?edisi=${portal.slug}`)
  await secretariat.page
    .getByRole('row', { name: new RegExp(place.referenceNumber) })
    .getByText('80,00')
    .first()
    .waitFor()
  await portal.kill()
  portal.inDatabase((db) => openStage(db, scoring.id, new Date()))
  await portal.restart()
  for (const { context } of [first, second, third, secretariat]) await context.close()
})

test('the secretariat sees who is behind, reads the letters and sends them once', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, progress('juri'), /dari \d+ lembar diserahkan/)
  await page.getByRole('heading', { name: 'Lembar setiap hari' }).waitFor()
  await page.getByRole('link', { name: /^Tertinggal/ }).click()
  await page.getByLabel('Urut').selectOption({ label: 'Sisa terbanyak' })
  await isAccessible(page)
  await page.getByRole('button', { name: /juri yang tertinggal/ }).click()
  await page.getByLabel('Pesan tambahan (boleh kosong)').fill('Mohon diselesaikan pekan ini.')
  await page.getByRole('button', { name: 'Lihat surat pengingat' }).click()
  await page.getByText('Pesan sekretariat: Mohon diselesaikan pekan ini.').waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: /^Kirim ke \d+ juri/ }).click()
  await page.getByText(/\d+ surat dikirim/).waitFor()
  await page
    .getByText(/^Diingatkan/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Lepaskan pilihan' }).click()
  await page
    .getByRole('checkbox', { name: /^Pilih / })
    .first()
    .check()
  await page.getByRole('button', { name: 'Lihat surat pengingat' }).click()
  await page.getByText('sudah diingatkan kurang dari 12 jam yang lalu').waitFor()
  await isAccessible(page)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Unduh CSV' }).click()
  expect((await download).suggestedFilename()).toBe(`kemajuan-${portal.slug}-${scoring.id}.csv`)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  await isAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await context.close()
})
