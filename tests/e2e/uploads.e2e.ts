/** A file on a bad line: slow, cut off in the middle, reloaded in the middle, without the copy on the device. */
import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onePagePdf } from '#worker/cli/seed/pdf.ts'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, bytesOf, isAccessible, open, sees } from './visitor.ts'

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

/** A PDF as large as asked, with bytes that do not repeat. */
function aLargePdf(size: number, seed: string): Buffer {
  const parts: Buffer[] = []
  for (let filled = 0, n = 0; filled < size; n += 1) {
    const block = createHash('sha512').update(`${seed}${n}`).digest()
    parts.push(block)
    filled += block.length
  }
  const stream = Buffer.concat(parts)
  const head = `%PDF-1.4\n9 0 obj\n<< /Length ${stream.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
}

const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })

async function aDraftOf(page: Page): Promise<string> {
  const response = await page.request.get(`${server.origin}/api/proposals?as=author`)
  const { proposals }: { proposals: { id: string; state: string }[] } = await response.json()
  const draft = proposals.find(({ state }) => state === 'draft' || state === 'returned')
  if (!draft) throw new Error('the demonstration has no draft for this author')
  return draft.id
}

/** A line of so many kilobytes a second upwards; 0 is none at all, and undefined one without a limit. */
async function aLine(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  return (kilobytes: number | undefined) =>
    session.send('Network.emulateNetworkConditions', {
      offline: kilobytes === 0,
      latency: kilobytes === undefined ? 0 : 100,
      downloadThroughput: -1,
      uploadThroughput: kilobytes === undefined ? -1 : kilobytes * 1024,
    })
}

/** Parts that the browser sent, by upload and number. */
function watchParts(page: Page): string[] {
  const sent: string[] = []
  page.on('requestfinished', (request) => {
    const [, part] = /\/api\/uploads\/(.+\/chunks\/\d+)$/.exec(request.url()) ?? []
    if (part !== undefined && request.method() === 'PUT') sent.push(part)
  })
  return sent
}

const percentOf = async (page: Page): Promise<number> =>
  Number(/(\d+)%/.exec((await page.locator('.upload .meter-text').first().textContent()) ?? '')?.[1] ?? 0)

async function until(page: Page, percent: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await percentOf(page)) >= percent) return
    await page.waitForTimeout(100)
  }
  throw new Error(`the upload did not reach ${percent}%`)
}

test('on a slow line a file survives a pause, a cut and a reload; no part is sent twice that had arrived', async () => {
  const { page, context } = await aVisitor(browser, 'author', server.origin)
  const id = await aDraftOf(page)
  const step = `/peserta/usulan/?id=${id}&bagian=lampiran`
  await open(page, step, 'Lampiran')
  const sent = watchParts(page)
  const buffer = aLargePdf(3 * 1024 * 1024, 'lambat')
  const line = await aLine(page)
  await line(150)
  await page.locator('#bukti-dampak').setInputFiles(pdf('laporan.pdf', buffer))
  await until(page, 15)
  // Slow enough to be looked at as it grows.
  await line(20)
  await isAccessible(page)

  // By keyboard.
  await page.getByRole('button', { name: 'Jeda laporan.pdf' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Dijeda. Yang sudah sampai tetap tersimpan.').first().waitFor()
  const paused = await percentOf(page)
  await page.waitForTimeout(1200)
  expect(await percentOf(page)).toBe(paused)
  await isAccessible(page)
  await line(150)
  await page.getByRole('button', { name: 'Lanjutkan laporan.pdf' }).focus()
  await page.keyboard.press('Enter')
  await until(page, 30)

  await line(0)
  await page
    .getByText(/^Jaringan terputus/)
    .first()
    .waitFor()
  await isAccessible(page)
  await line(150)
  await until(page, 50)

  await page.reload()
  await line(undefined)
  await sees(page, 'Lampiran')
  await page.getByRole('link', { name: 'laporan.pdf' }).waitFor()
  const hash = createHash('sha256').update(buffer).digest('hex')
  await page.getByText(hash).waitFor()
  expect(sent.length).toBe(new Set(sent).size)
  expect(await page.locator('.upload').count()).toBe(0)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'laporan.pdf' }).click()
  const back = await bytesOf(await download)
  expect(createHash('sha256').update(back).digest('hex')).toBe(hash)
  await isAccessible(page)
  await context.close()
})

test('where the device kept no copy the file is asked for again; another file is told apart', async () => {
  const { page, context } = await aVisitor(browser, 'author', server.origin)
  const id = await aDraftOf(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, `/peserta/usulan/?id=${id}&bagian=lampiran`, 'Lampiran')
  const buffer = aLargePdf(2 * 1024 * 1024, 'tanpa salinan')
  const line = await aLine(page)
  await line(150)
  await page.locator('#pernyataan-implementasi').setInputFiles(pdf('surat.pdf', buffer))
  await until(page, 30)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(360)
  await page.goto(`${server.origin}/peserta/`)
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('gelanggang-unggahan')
        request.addEventListener('success', () => resolve(undefined))
        request.addEventListener('blocked', () => resolve(undefined))
      }),
  )
  await line(undefined)
  await open(page, `/peserta/usulan/?id=${id}&bagian=lampiran`, 'Lampiran')
  await page
    .getByText(/^Belum selesai dari kunjungan lalu/)
    .first()
    .waitFor()
  const again = page.getByLabel('Pilih lagi surat.pdf')
  await again.setInputFiles(pdf('surat.pdf', aLargePdf(2 * 1024 * 1024, 'sudah diubah')))
  await page.getByText(/isinya berbeda dari surat\.pdf/).waitFor()
  await isAccessible(page)
  await again.setInputFiles(pdf('surat.pdf', buffer))
  await page.getByText(createHash('sha256').update(buffer).digest('hex')).waitFor()
  await context.close()
})

test('several files in a row, each with its own reason when it is not taken; a removal can be undone', async () => {
  const { page, context } = await aVisitor(browser, 'author', server.origin)
  const id = await aDraftOf(page)
  await open(page, `/peserta/usulan/?id=${id}&bagian=lampiran`, 'Lampiran')
  const photo = await page.screenshot({ type: 'jpeg' })
  await page
    .locator('#bukti-dampak')
    .setInputFiles([
      { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: photo },
      pdf('arsip.pdf', Buffer.from('PK\x03\x04 word/document.xml')),
    ])
  await page.getByRole('link', { name: 'foto.jpg' }).waitFor()
  await page.getByText(/Isinya arsip ZIP/).waitFor()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Tutup arsip.pdf' }).click()
  await page.getByText(/Isinya arsip ZIP/).waitFor({ state: 'detached' })

  await page.locator('#kesediaan-replikasi').setInputFiles(pdf('besar.pdf', aLargePdf(11 * 1024 * 1024, 'besar')))
  await page.getByText(/melebihi batas 10 MB/).waitFor()
  await page.getByRole('button', { name: 'Tutup besar.pdf' }).click()

  await page.locator('#kesediaan-replikasi').setInputFiles(pdf('kesediaan.pdf', Buffer.from(onePagePdf('Kesediaan'))))
  await page.getByRole('link', { name: 'kesediaan.pdf' }).waitFor()
  await page.getByRole('button', { name: 'Hapus kesediaan.pdf' }).click()
  await page.getByRole('link', { name: 'kesediaan.pdf' }).waitFor({ state: 'detached' })
  await page.getByText('Berkas yang pernah dihapus atau diganti').click()
  await page.getByRole('button', { name: 'Kembalikan kesediaan.pdf' }).click()
  await page.getByRole('button', { name: 'Hapus kesediaan.pdf' }).waitFor()
  await isAccessible(page)
  await context.close()
})
