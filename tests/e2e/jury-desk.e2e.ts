/** A juror at the desk: by keys alone, with passages, without a network, in two tabs; own scores and receipts. */
import type { DatabaseSync } from 'node:sqlite'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, sees } from './visitor.ts'

/** The juror of the role switch has not signed the pact. Signatures are never deleted, so their guard rests for a moment. */
function leaveUnsigned(db: DatabaseSync): void {
  const guards = db
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'integrity_pacts'`)
    .all()
  for (const { name } of guards) db.exec(`DROP TRIGGER ${String(name)}`)
  db.exec(`DELETE FROM integrity_pacts WHERE juror_id = 'sim-juri-1'`)
  for (const { sql } of guards) db.exec(String(sql))
}

let browser: Browser
let portal: OwnPortal
beforeAll(async () => {
  portal = await startOwnPortal({
    stage: 'scoring',
    planned: true,
    sessions: ['sim-juri-2', 'sim-juri-3', 'sim-juri-4', 'sim-juri-5', 'sim-juri-6', 'sim-secretariat'],
    lay: leaveUnsigned,
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

async function aJuror(userId: string): Promise<{ page: Page; context: BrowserContext }> {
  const visitor = await aVisitor(browser, undefined, portal.origin)
  await portal.signIn(visitor.context, userId)
  return visitor
}

const title = (page: Page) => page.locator('#judul-usulan')
const score = (page: Page) => page.getByLabel('Skor 0–100')

/** The first proposal that asks for a sheet, opened from the list. */
async function goToFirst(page: Page): Promise<void> {
  await page.goto('/juri/')
  await page.getByRole('link', { name: /^(Mulai|Lanjutkan) usulan nomor/ }).click()
  await title(page).waitFor()
}

/** The same, where text and sheet are both in view. */
async function openFirst(page: Page): Promise<string> {
  await goToFirst(page)
  await score(page).waitFor()
  return (await title(page).textContent()) ?? ''
}

/** Until another proposal is on the screen. */
const goesOn = (page: Page, from: string) =>
  page.waitForFunction((before) => {
    const now = document.querySelector('#judul-usulan')?.textContent
    return now !== undefined && now !== before && document.querySelector('.written') !== null
  }, from)

/** Presses the keys of a whole sheet: two digits for each of the seven criteria. */
async function typeScores(page: Page, press: (key: string) => Promise<void>): Promise<void> {
  for (let criterion = 0; criterion < 7; criterion += 1) {
    await press('7')
    await press(String(criterion))
    await press('Enter')
  }
  await page.getByRole('button', { name: 'Serahkan lembar ini' }).waitFor()
}

/** Signing out at the desk, by keys: what waits here is named first, and stays when the juror does. */
async function leavesNothingUnsaid(page: Page, heading: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', exact: true })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Keluar' }).waitFor()
  await isAccessible(page)
  await page.keyboard.press('Escape')
  expect([
    await menu.getAttribute('aria-expanded'),
    await page.evaluate(() => document.activeElement?.textContent),
  ]).toEqual(['false', 'Menu'])
  await menu.click()
  await page.getByRole('button', { name: 'Keluar' }).click()
  await sees(page, heading)
  await page.getByRole('button', { name: 'Tetap masuk' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

type Listed = { id: string; title: string; state: string; laterAt: string | null; totalHundredths: number | null }
const listed = async (page: Page): Promise<Listed[]> => {
  const answer = await page.request.get(`${portal.origin}/api/assignments`)
  const { stages }: { stages: { assignments: Listed[] }[] } = await answer.json()
  return stages.flatMap(({ assignments }) => assignments)
}
const handedIn = async (page: Page) => (await listed(page)).filter(({ state }) => state === 'handed_in').length

test('the pact is read and signed once before the first proposal opens', async () => {
  const { page, context } = await aVisitor(browser, 'evaluator', portal.origin)
  const [first] = await listed(page)
  await page.goto(`/juri/nilai/?penugasan=${first?.id}`)
  await sees(page, 'Pakta integritas')
  await page.goto('/juri/')
  await sees(page, 'Pakta integritas')
  await page.getByRole('button', { name: 'Tanda tangani pakta' }).click()
  await sees(page, 'Belum disetujui')
  await page.getByRole('checkbox', { name: /^Saya sudah membaca pakta ini/ }).check()
  await page.getByRole('button', { name: 'Tanda tangani pakta' }).click()
  await page.getByText(/^Pakta integritas Anda tanda tangani/).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
  await openFirst(page)
  await isAccessible(page)
  await context.close()
})

test('one proposal of seven criteria is scored, handed in and left for the next with 22 keys and no page load', async () => {
  const { page, context } = await aJuror('sim-juri-2')
  const before = await openFirst(page)
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  let keys = 0
  await typeScores(page, async (key) => {
    keys += 1
    await page.keyboard.press(key)
  })
  await isAccessible(page)
  keys += 1
  await page.keyboard.press('Enter')
  await goesOn(page, before)
  // README.md tells this number.
  expect(keys).toBe(22)
  await page.getByText(/^Lembar nilai diterima/).waitFor()
  const focused = await page.evaluate(() => document.activeElement?.id)
  expect([await page.evaluate(() => 'isSamePage' in window), focused, await handedIn(page)]).toEqual([
    true,
    'judul-usulan',
    1,
  ])
  await page.evaluate(() => {
    const header = document.querySelector('#header-note')
    const look = () => header?.textContent?.includes('belum sampai') && (document.body.dataset['alarm'] = 'yes')
    if (header) new MutationObserver(look).observe(header, { subtree: true, childList: true, characterData: true })
  })
  await page.keyboard.press('9')
  await page.keyboard.press('0')
  expect([await score(page).inputValue(), await page.evaluate(() => document.activeElement?.id)]).toEqual([
    '90',
    'skor',
  ])
  await page.getByText(/^Tersimpan \d/).waitFor()
  // A save that has just arrived is not counted as another one that has not.
  await page.waitForTimeout(700)
  expect(await page.evaluate(() => document.body.dataset['alarm'])).toBeUndefined()
  await context.close()
})

test('what is opened next was fetched while the juror read: it and the one before are on the screen without waiting for an answer', async () => {
  const { page, context } = await aJuror('sim-juri-2')
  const answered: string[] = []
  page.on('response', (response) => answered.push(new URL(response.url()).pathname))
  const first = await openFirst(page)
  const open = (await listed(page)).filter(({ state, laterAt }) => state !== 'handed_in' && laterAt === null)
  const at = open.findIndex(({ id }) => page.url().includes(id))
  const [next, second] = [open[at + 1], open[at + 2]]
  const isFetched = () => [next, second].every((one) => answered.includes(`/api/assignments/${one?.id}`))
  await expect.poll(isFetched).toBe(true)
  // Longer than anybody here waits.
  portal.setLine({ slowMs: 60_000 })
  const shown: string[] = []
  for (const key of ['x', 'x', 'b', 'b']) {
    const before = (await title(page).textContent()) ?? ''
    await page.keyboard.press(key)
    await goesOn(page, before)
    shown.push((await title(page).textContent()) ?? '')
  }
  portal.setLine('well')
  expect(shown).toEqual([next?.title, second?.title, next?.title, first])
  await context.close()
})

test('everything is done by keys: passages, notes, files, later, help, and the keys themselves are switched off', async () => {
  const { page, context } = await aJuror('sim-juri-3')
  await page.setViewportSize({ width: 1280, height: 720 })
  const before = await openFirst(page)
  const press = (key: string) => page.keyboard.press(key)
  for (const key of ['.', '.', '.']) await press(key)
  const sentence = await page.evaluate(() => String(window.getSelection()))
  await press('p')
  const pins = page.getByRole('list', { name: 'Kutipan yang disematkan' })
  await pins.getByText(sentence.slice(0, 30)).first().waitFor()
  await press('n')
  await page.keyboard.type('Alasan saya 3 baris')
  await press('Escape')
  await press('m')
  await page.keyboard.type('Tanyakan biaya')
  await press('Escape')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await press(']')
  await pins
    .getByRole('button', { name: new RegExp(sentence.slice(0, 15)) })
    .first()
    .click()
  await page.waitForFunction(() => CSS.highlights.has('kutipan-dibuka'))
  await isAccessible(page)
  const overflow = () => page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
  expect(await overflow()).toBe(0)

  await press('f')
  await page.getByText('Halaman 1').waitFor()
  await expect.poll(() => page.locator('figcaption').textContent()).toContain('simulasi, bukan dokumen sebenarnya')
  await isAccessible(page)
  await press('Escape')
  await page.getByRole('heading', { name: 'Lampiran', level: 3 }).waitFor()

  await page.reload()
  await score(page).waitFor()
  expect([
    await page.getByLabel('Catatan kriteria').inputValue(),
    await page.getByLabel('Catatan pribadi, tidak ikut diserahkan').inputValue(),
    await pins.getByRole('listitem').count(),
  ]).toEqual(['Alasan saya 3 baris', 'Tanyakan biaya', 1])

  for (const [key, heading] of [
    ['?', 'Tombol pintas'],
    ['e', 'Nyatakan benturan kepentingan'],
  ] as const) {
    await score(page).focus()
    await press(key)
    await sees(page, heading)
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('skor')
  }
  await press('l')
  await goesOn(page, before)
  await press('g')
  await press('d')
  await page.getByRole('link', { name: /^Nanti 1/ }).click()
  await page.getByRole('rowheader', { name: before }).waitFor()
  await isAccessible(page)

  await page.getByRole('link', { name: before }).click()
  await score(page).waitFor()
  await press('?')
  await page.getByLabel('Pakai tombol pintas di perangkat ini').uncheck()
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await press('x')
  await page.waitForTimeout(300)
  expect(await title(page).textContent()).toBe(before)
  await context.close()
})

test('a tablet shows text and sheet at once, each scrolling by itself; a phone one of them, with its title', async () => {
  const { page, context } = await aJuror('sim-juri-3')
  await page.setViewportSize({ width: 820, height: 1180 })
  await openFirst(page)
  const last = page.getByLabel('Catatan pribadi, tidak ikut diserahkan')
  const isWithin = async () => {
    const [field, foot] = [await last.boundingBox(), await page.locator('.desk-foot').boundingBox()]
    return field !== null && foot !== null && field.y + field.height <= foot.y && foot.y + foot.height <= 1180
  }
  expect([await title(page).isVisible(), await isWithin()]).toEqual([true, false])
  await page.locator('.desk-rubric').hover()
  await page.mouse.wheel(0, 4000)
  await expect.poll(isWithin).toBe(true)
  await isAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: 'Lembar nilai' }).click()
  await score(page).waitFor()
  await isAccessible(page)
  // Turned while a note is written: the foot leaves the low window to the sheet.
  const note = page.getByLabel('Catatan kriteria')
  await note.fill('Alasan saya')
  await page.setViewportSize({ width: 844, height: 390 })
  const reach = () => page.locator('.desk-foot').evaluate((foot) => foot.getBoundingClientRect().top)
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
  expect([
    (await reach()) >= 390,
    await page.evaluate(() => document.activeElement?.id),
    await note.inputValue(),
  ]).toEqual([true, 'catatan-kriteria', 'Alasan saya'])
  await page.keyboard.insertText(' kata'.repeat(500))
  await page.getByText('Batas 2.000 huruf tercapai.').waitFor()
  await isAccessible(page)
  await context.close()
})

test('a day without a network: texts, rubric and files open, sheets wait, one is taken back, the rest arrive once', async () => {
  const { page, context } = await aJuror('sim-juri-4')
  await page.goto('/juri/')
  await page.getByText('Siapkan untuk luring').click()
  await page.getByRole('button', { name: /^Simpan \d+ naskah dan rubrik/ }).click()
  await page.getByText('Selesai. Simpanan di perangkat ini lengkap.').waitFor()
  await page.getByLabel(/^semua lampiran: 1 berkas/).check()
  await page.getByRole('button', { name: 'Simpan lampiran' }).click()
  await page.getByText(/1 lampiran disimpan/).waitFor()
  await page.getByText('Halaman juri terbuka tanpa jaringan di perangkat ini.').waitFor()
  await isAccessible(page)

  await context.setOffline(true)
  await page.reload()
  await sees(page, 'Usulan untuk Anda nilai')
  const first = await openFirst(page)
  await page.keyboard.press('f')
  await page.getByText('Halaman 1').waitFor()
  await page.keyboard.press('Escape')
  for (const from of [first, '']) {
    const now = from || ((await title(page).textContent()) ?? '')
    await typeScores(page, (key) => page.keyboard.press(key))
    await page.keyboard.press('Enter')
    await goesOn(page, now)
    await page.getByText(/akan diserahkan ketika tersambung/).waitFor()
  }
  const putOff = (await title(page).textContent()) ?? ''
  await page.keyboard.press('l')
  await goesOn(page, putOff)
  await isAccessible(page)
  await leavesNothingUnsaid(page, '2 lembar dan 1 tanda belum sampai di portal')
  await page.goto('/juri/')
  await sees(page, '2 lembar belum sampai di portal')
  await page
    .getByRole('link', { name: new RegExp(first.replace(/[()]/g, '.')) })
    .first()
    .click()
  await page.getByText('Akan diserahkan ketika tersambung.').waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Tarik kembali' }).click()
  await page.getByRole('button', { name: 'Serahkan lembar' }).waitFor()
  expect(await handedIn(page)).toBe(0)

  await context.setOffline(false)
  await expect.poll(() => handedIn(page), { timeout: 20_000 }).toBe(1)
  const putOffOf = async () => (await listed(page)).flatMap((one) => (one.laterAt === null ? [] : [one.title]))
  await expect.poll(putOffOf).toEqual([putOff])
  await page.getByText(/^Tersimpan \d/).waitFor()
  await page.getByRole('button', { name: 'Serahkan lembar' }).click()
  await page.getByRole('button', { name: 'Serahkan lembar ini' }).click()
  await expect.poll(() => handedIn(page)).toBe(2)

  await page.goto('/juri/bukti/')
  await page.getByText('menyerahkan 2 lembar nilai').waitFor()
  await isAccessible(page)
  await page.goto('/juri/')
  await page.getByText('Siapkan untuk luring').click()
  await page.getByRole('button', { name: 'Hapus simpanan luring' }).click()
  await page.getByText('Naskah belum disimpan di perangkat ini.').waitFor()
  await context.close()
})

test('a sheet that waited and is refused is shown at its proposal and lost nowhere', async () => {
  const { page, context } = await aJuror('sim-juri-5')
  await openFirst(page)
  const id = new URL(page.url()).searchParams.get('penugasan') ?? ''
  await typeScores(page, (key) => page.keyboard.press(key))
  await context.setOffline(true)
  const before = (await title(page).textContent()) ?? ''
  await page.keyboard.press('Enter')
  await goesOn(page, before)
  // Meanwhile the same juror hands another sheet in from another device.
  const { rubric }: { rubric: { id: string }[] } = await (
    await page.request.get(`${portal.origin}/api/assignments/${id}`)
  ).json()
  const points = Object.fromEntries(rubric.map((criterion) => [criterion.id, 50]))
  const other = await page.request.post(`${portal.origin}/api/assignments/${id}/score-sheet`, {
    data: { points, comments: {}, comment: '', pins: [] },
    headers: { origin: portal.origin },
  })
  expect(other.status()).toBe(201)
  await context.setOffline(false)
  await page.goto('/juri/')
  await page.getByText(/sudah diserahkan dan tidak berubah lagi/).waitFor()
  await isAccessible(page)
  await page
    .getByRole('link', { name: new RegExp(before.replace(/[()]/g, '.')) })
    .first()
    .click()
  await page.getByText(/^Lembar ini diserahkan/).waitFor()
  await page.getByText('50,00').first().waitFor()
  await context.close()
})

/** How many texts the device keeps: a record's key tells its class and nothing else. */
const keptTexts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('gelanggang-juri')
        opening.addEventListener('success', () => {
          const asked = opening.result.transaction('names').objectStore('names').getAllKeys()
          asked.addEventListener('success', () => {
            opening.result.close()
            resolve(asked.result.filter((key) => String(key).includes('/reading/')).length)
          })
        })
      }),
  )

test('a juror who is stopped without a network is told what becomes of sheet and words, and sees nothing of the proposals', async () => {
  const { page, context } = await aJuror('sim-juri-6')
  const secretariat = await aJuror('sim-secretariat')
  await page.goto('/juri/')
  await page.getByText('Siapkan untuk luring').click()
  await page.getByRole('button', { name: /^Simpan \d+ naskah dan rubrik/ }).click()
  await page.getByText('Selesai. Simpanan di perangkat ini lengkap.').waitFor()
  await page.getByText('Halaman juri terbuka tanpa jaringan di perangkat ini.').waitFor()
  const handedOver = await openFirst(page)
  const readings = await listed(page)
  expect(await keptTexts(page)).toBe(readings.length)
  await context.setOffline(true)
  await typeScores(page, (key) => page.keyboard.press(key))
  await page.keyboard.press('Enter')
  await goesOn(page, handedOver)
  const written = (await title(page).textContent()) ?? ''
  await page.keyboard.press('5')
  await page.getByText('Luring – tersimpan di perangkat ini').waitFor()
  const stop = `${portal.origin}/api/editions/${portal.slug}/stages/penilaian/jurors/sim-juri-6/stop`
  const data = { reason: 'Sakit.' }
  const stopped = await secretariat.page.request.post(stop, { data, headers: { origin: portal.origin } })
  expect(stopped.status()).toBe(201)
  await context.setOffline(false)
  // The save is refused, or the text was asked for anew before it.
  await page.getByRole('heading', { name: 'Usulan ini tidak lagi ditugaskan kepada Anda' }).waitFor()
  await page.getByText(/^Skor .+: 5$/).waitFor()
  expect([await title(page).count(), (await page.locator('body').textContent())?.includes(written)]).toEqual([0, false])
  await isAccessible(page)
  await page.goto('/juri/')
  await page.getByText('Satu lembar tidak diterima, karena usulannya tidak lagi ditugaskan kepada Anda.').waitFor()
  await isAccessible(page)
  await expect.poll(async () => (await listed(page)).length).toBe(0)
  const said = (await page.locator('body').textContent()) ?? ''
  expect([handedOver, written].filter((one) => said.includes(one))).toEqual([])
  await page.getByRole('button', { name: 'hapus lembar itu dari perangkat' }).click()
  await page.getByText('Satu lembar tidak diterima').waitFor({ state: 'detached' })
  // What was kept for a day without a network is gone too, also what nobody had opened.
  await expect.poll(() => keptTexts(page)).toBe(0)
  await context.setOffline(true)
  await page.goto(`/juri/nilai/?penugasan=${readings[2]?.id}`)
  await page.getByRole('heading', { name: 'Usulan ini tidak dapat dibuka' }).waitFor()
  await secretariat.context.close()
  await context.close()
})

test('two tabs are brought together, an earlier version is taken up again, and a session that ends loses nothing', async () => {
  const { page, context } = await aJuror('sim-juri-5')
  await openFirst(page)
  const other = await context.newPage()
  await other.goto(page.url())
  await score(other).waitFor()
  await score(page).fill('81')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await other.getByLabel('Catatan untuk seluruh usulan').fill('Dari jendela kedua')
  await other.getByText(/^Tersimpan \d/).waitFor()
  await expect.poll(() => page.getByLabel('Catatan untuk seluruh usulan').inputValue()).toBe('Dari jendela kedua')
  expect(await score(other).inputValue()).toBe('81')
  await other.close()

  await page.getByLabel('Catatan untuk seluruh usulan').fill('')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await page.getByRole('button', { name: /versi$/ }).click()
  await sees(page, 'Versi sebelumnya dari lembar ini')
  await page
    .getByRole('button', { name: /^Versi \d/ })
    .first()
    .click()
  await page.getByText('Catatan untuk seluruh usulan: Dari jendela kedua').waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: /^Pakai lagi versi/ }).click()
  expect(await page.getByLabel('Catatan untuk seluruh usulan').inputValue()).toBe('Dari jendela kedua')
  await page.getByText(/^Tersimpan \d/).waitFor()

  await context.clearCookies()
  await score(page).fill('82')
  await page.getByRole('heading', { name: 'Sesi Anda berakhir' }).waitFor()
  await isAccessible(page)
  await portal.signIn(context, 'sim-juri-5')
  await page.reload()
  await score(page).waitFor()
  expect(await score(page).inputValue()).toBe('82')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await context.close()
})

test('what another tab or device wrote since the sheet was checked is seen before it is handed in', async () => {
  const { page, context } = await aJuror('sim-juri-4')
  await openFirst(page)
  const id = new URL(page.url()).searchParams.get('penugasan') ?? ''
  await typeScores(page, (key) => page.keyboard.press(key))
  const tab = await context.newPage()
  await tab.goto(page.url())
  await score(tab).fill('90')
  await tab.getByText(/^Tersimpan \d/).waitFor()
  await page.bringToFront()
  await page.getByText('Isian lembar ini baru saja berubah di jendela atau perangkat lain.').waitFor()
  await isAccessible(page)
  await page.keyboard.press('Enter')
  const scoresShown = () => page.locator('dialog tbody td:nth-child(3)').allTextContents()
  await page.getByRole('button', { name: 'Serahkan lembar ini' }).waitFor()
  expect(await scoresShown()).toEqual(['70', '71', '72', '73', '74', '75', '90semula 76'])
  await tab.close()

  // A tablet, of which this browser hears nothing.
  const there = `${portal.origin}/api/assignments/${id}`
  const { draft }: { draft: { points: Record<string, number>; version: number } } = await (
    await page.request.get(there)
  ).json()
  const first = Object.keys(draft.points).find((one) => draft.points[one] === 70) ?? ''
  const tablet = { ...draft, points: { ...draft.points, [first]: 33 } }
  const headers = { origin: portal.origin }
  expect((await page.request.put(`${there}/draft`, { data: tablet, headers })).status()).toBe(200)
  await page.keyboard.press('Enter')
  await page.getByText(/sudah disimpan dengan isian lain/).waitFor()
  expect((await listed(page)).find((one) => one.id === id)?.state).toBe('draft')
  await page.getByRole('button', { name: 'Tampilkan isian terbaru' }).click()
  expect(await scoresShown()).toEqual(['33semula 70', '71', '72', '73', '74', '75', '90'])
  const before = (await title(page).textContent()) ?? ''
  await page.getByRole('button', { name: 'Serahkan lembar ini' }).click()
  await goesOn(page, before)
  const { sheet }: { sheet: { points: Record<string, number> } } = await (await page.request.get(there)).json()
  expect(sheet.points).toEqual(tablet.points)
  await context.close()
})

test('own scores stand side by side, drafts are changed in place and handed in together', async () => {
  const { page, context } = await aJuror('sim-juri-3')
  const readings = await listed(page)
  const headers = { origin: portal.origin }
  const { rubric }: { rubric: { id: string }[] } = await (
    await page.request.get(`${portal.origin}/api/assignments/${readings[2]?.id}`)
  ).json()
  for (const { id } of readings.slice(2, 5)) {
    const points = Object.fromEntries(rubric.map((criterion) => [criterion.id, 60]))
    const data = { points, comments: {}, comment: '', notes: '', pins: [], version: 0 }
    const saved = await page.request.put(`${portal.origin}/api/assignments/${id}/draft`, { data, headers })
    expect(saved.status()).toBe(200)
  }
  await page.goto('/juri/nilai-saya/')
  await sees(page, 'Nilai saya')
  await page.getByRole('link', { name: /^Draf/ }).click()
  const cell = page.getByRole('textbox', { name: /^Signifikansi/ }).nth(2)
  await cell.fill('90')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await page.getByRole('button', { name: 'Nilai', exact: true }).click()
  await page.getByText(/diurutkan menurut nilai, dari yang terendah/).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: /^Serahkan 3 draf/ }).click()
  await sees(page, 'Periksa 3 lembar sebelum diserahkan')
  await page.getByRole('checkbox').first().uncheck()
  await page.getByRole('button', { name: 'Serahkan 2 lembar ini' }).click()
  await sees(page, 'Tanda terima')
  await page.getByText('2 dari 2 lembar diserahkan.').waitFor()
  await page.getByRole('button', { name: 'Tutup' }).click()
  await page.getByRole('heading', { name: 'Sebaran nilai Anda' }).waitFor()
  await isAccessible(page)
  const totals = (await listed(page)).flatMap(({ totalHundredths }) => totalHundredths ?? [])
  expect(totals.toSorted((a, b) => a - b)).toEqual([6000, 6900])
  const csv = await page.request.get((await page.getByRole('link', { name: 'Unduh CSV' }).getAttribute('href')) ?? '')
  expect([csv.status(), (await csv.text()).includes('Signifikansi')]).toEqual([200, true])
  await context.close()
})

test.each([
  [820, 1180],
  [360, 740],
])('the desk, the list and the own scores fit %i by %i, light and dark', async (width, height) => {
  const { page, context } = await aJuror('sim-juri-2')
  await page.setViewportSize({ width, height })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const path of ['/juri/', '/juri/nilai-saya/', '/juri/bukti/']) {
      await page.goto(path)
      await page.getByRole('table').first().waitFor()
      await isAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBe(0)
    }
    await goToFirst(page)
    await isAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
  }
  await context.close()
})

test('a stage that closes leaves the sheet to be read only, says when, and names what was not handed in; who is done finds the receipts', async () => {
  const { page, context } = await aJuror('sim-juri-3')
  await openFirst(page)
  await score(page).fill('64')
  await page.getByText(/^Tersimpan \d/).waitFor()
  await portal.kill()
  portal.inDatabase((db) => {
    db.prepare('UPDATE stages SET closes_at = ? WHERE id = ?').run(Date.now(), 'penilaian')
    // Of this juror only what was handed in is left.
    db.prepare(
      `UPDATE assignments SET ended_at = ?, end_reason = 'Dibagi ulang' WHERE juror_id = 'sim-juri-2' AND ended_at IS NULL
        AND id NOT IN (SELECT assignment_id FROM score_sheets)`,
    ).run(Date.now())
  })
  await portal.restart()
  // What is typed meanwhile is refused, and the page asks for the end that it did not know.
  await score(page).fill('65')
  const closed = page.getByText(/Penilaian.* ditutup .+\. Lembar usulan .+ belum diserahkan waktu itu/)
  await closed.waitFor()
  await isAccessible(page)
  await page.reload()
  await closed.waitFor()
  expect([
    await score(page).getAttribute('readonly'),
    await page.getByRole('button', { name: 'Serahkan lembar' }).count(),
    await page.locator('.written').first().isVisible(),
  ]).toEqual(['', 0, true])
  await isAccessible(page)
  await context.close()

  const done = await aJuror('sim-juri-2')
  await done.page.goto('/juri/')
  const isDone = done.page.getByText('Semua lembar sudah diserahkan.')
  await isDone.getByRole('link', { name: 'Tanda terima' }).click()
  await done.page.getByText(/menyerahkan 1 lembar nilai pada/).waitFor()
  await done.context.close()
})
