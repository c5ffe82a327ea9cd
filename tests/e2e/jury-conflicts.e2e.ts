/** Conflicts of interest as juror and secretariat meet them. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, bytesOf, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
let portal: OwnPortal
beforeAll(async () => {
  portal = await startOwnPortal({ stage: 'scoring', planned: true })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

type Declarable = { id: string; title: string; agency: string; referenceNumber: string }

async function declarable(page: Page): Promise<Declarable[]> {
  const response = await page.request.get(`${portal.origin}/api/conflicts/readings`)
  const { readings }: { readings: Declarable[] } = await response.json()
  return readings
}

/** The address of a juror, as the secretariat may know it. */
async function emailOf(page: Page, name: string): Promise<string> {
  const response = await page.request.get(`${portal.origin}/api/editions/${portal.slug}/conflicts`)
  const { jurors }: { jurors: { name: string; email: string }[] } = await response.json()
  return jurors.find((juror) => juror.name === name)?.email ?? ''
}

/** The pact, where the edition has one. */
async function signPact(page: Page): Promise<void> {
  const response = await page.request.get(`${portal.origin}/api/assignments`)
  const { stages }: { stages: { edition: string; pact: { sha256: string } | null }[] } = await response.json()
  for (const { edition, pact } of stages) {
    if (!pact) continue
    const data = { edition, sha256: pact.sha256 }
    await page.request.post(`${portal.origin}/api/assignments/pacts`, { data, headers: { origin: portal.origin } })
  }
}

test('the two lists of a juror are drawn together: none pushes away what is already there', async () => {
  const { page, context } = await aVisitor(browser, 'evaluator', portal.origin)
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/api/conflicts/readings', async (route) => {
    await held
    await route.continue()
  })
  const ties = page.waitForResponse('**/api/conflicts/ties')
  await page.goto('/juri/benturan/')
  await ties
  await page.getByRole('heading', { name: 'Benturan kepentingan' }).waitFor()
  const drawn = page.getByRole('heading', { level: 2 })
  const before = await drawn.allTextContents()
  release()
  await page.getByRole('heading', { name: 'Hubungan Anda dengan instansi' }).waitFor()
  expect([before, await drawn.allTextContents()]).toEqual([
    [],
    ['Usulan yang ditugaskan kepada Anda', 'Hubungan Anda dengan instansi'],
  ])
  await context.close()
})

test('a juror gives readings back before opening them, names a tie, and recuses at the desk', async () => {
  const { page, context } = await aVisitor(browser, 'evaluator', portal.origin)
  const before = await declarable(page)
  const [first, second] = before
  await open(page, '/juri/benturan/', 'Benturan kepentingan')
  await page.getByText(`${before.length} dari ${before.length} usulan, 0 dipilih`).waitFor()
  await page.getByLabel(`Pilih ${first?.title}`, { exact: true }).check()
  await page.getByLabel(`Pilih ${second?.title}`, { exact: true }).check()
  await page.getByRole('button', { name: 'Nyatakan benturan untuk 2 usulan' }).click()
  await sees(page, 'Periksa isian ini')
  await page.getByLabel('Jenis benturan').selectOption('advisor')
  await page.getByLabel('Alasan').fill('Pernah membimbing kedua tim ini.')
  await page.getByRole('button', { name: 'Nyatakan benturan untuk 2 usulan' }).click()
  await page.getByText('Benturan dinyatakan untuk 2 usulan.').waitFor()
  const left = await declarable(page)
  expect(left.filter(({ id }) => id === first?.id || id === second?.id)).toEqual([])
  await isAccessible(page)

  const third = left[0]
  await page.getByRole('button', { name: 'Tambah hubungan' }).click()
  await page.getByLabel('Instansi', { exact: true }).fill(third?.agency ?? '')
  await page
    .getByRole('option', { name: third?.agency ?? '' })
    .first()
    .click()
  await page.getByLabel('Jenis hubungan').selectOption('family')
  await page.getByLabel('Alasan').fill('Kakak menjabat di sana.')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Catat hubungan' }).click()
  await page.getByText('Hubungan dicatat.').waitFor()
  await page.getByRole('heading', { level: 3, name: third?.agency ?? '' }).waitFor()
  const after = await declarable(page)
  expect(after.filter(({ agency }) => agency === third?.agency)).toEqual([])
  await isAccessible(page)

  await signPact(page)
  const fourth = after[0]
  await page.goto(`/juri/nilai/?penugasan=${fourth?.id}`)
  await page
    .getByRole('heading', { name: fourth?.title ?? '' })
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Nyatakan benturan' }).click()
  await page.getByLabel('Jenis benturan').selectOption('dispute')
  await page.getByLabel('Alasan').fill('Pernah bersengketa dengan pengusul.')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Nyatakan benturan dan lepas usulan ini' }).click()
  await expect.poll(async () => (await declarable(page)).some(({ id }) => id === fourth?.id)).toBe(false)
  await page.goto(`/juri/nilai/?penugasan=${fourth?.id}`)
  await page.getByText('Halaman atau data ini tidak ada').waitFor()
  expect(await page.getByText(fourth?.title ?? '').count()).toBe(0)
  await context.close()
})

test('the secretariat sees conflicts with source and reason, sets one, ends a tie and narrows the list', async () => {
  const juror = await aVisitor(browser, 'evaluator', portal.origin)
  const [reading] = await declarable(juror.page)
  await juror.context.close()
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, '/sekretariat/benturan/', 'Benturan kepentingan')
  await page.getByRole('cell', { name: 'Pernah membimbing kedua tim ini.' }).first().waitFor()
  const name = await page
    .getByRole('row')
    .filter({ hasText: 'Pernah membimbing' })
    .first()
    .getByRole('rowheader')
    .innerText()

  await page.getByRole('button', { name: 'Tetapkan benturan juri dan usulan' }).click()
  await page.getByLabel('Juri', { exact: true }).selectOption({ label: name })
  await page.getByLabel('Nomor usulan').fill('TIDAK-ADA')
  await page.getByLabel('Jenis benturan').selectOption('family')
  await page.getByLabel('Alasan').fill('Saudara salah satu inovator.')
  await page.getByRole('button', { name: 'Tetapkan benturan', exact: true }).click()
  await page.getByText('Tidak ada usulan dengan nomor itu pada edisi ini.').first().waitFor()
  await isAccessible(page)
  await page.getByLabel('Nomor usulan').fill(reading?.referenceNumber ?? '')
  await page.getByRole('button', { name: 'Tetapkan benturan', exact: true }).click()
  await page.getByText('Benturan ditetapkan').waitFor()
  await page.getByRole('cell', { name: 'Saudara salah satu inovator.' }).waitFor()

  const end = page.getByRole('row').filter({ hasText: 'Saudara salah satu inovator.' }).getByRole('button')
  await end.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('Juri tidak diberi tahu').waitFor()
  await isAccessible(page)
  await page.getByRole('dialog').getByLabel('Alasan').fill('Orang lain dengan nama yang sama.')
  await page.getByRole('dialog').getByRole('button', { name: 'Akhiri benturan' }).click()
  await page.getByText('Benturan diakhiri.').waitFor()
  await expect.poll(() => page.getByRole('cell', { name: 'Saudara salah satu inovator.' }).count()).toBe(0)
  const way = page.getByRole('link', { name: 'tabel penugasan' })
  expect(await way.getAttribute('href')).toBe(`/sekretariat/penugasan/?edisi=${portal.slug}&bagian=tabel`)
  await page.getByText(/catatan yang sudah diakhiri/).click()
  await page.getByRole('cell', { name: 'Orang lain dengan nama yang sama.' }).waitFor()
  await isAccessible(page)

  await page.getByRole('button', { name: 'Catat dari tabel' }).click()
  await page.getByRole('button', { name: 'Periksa tabel' }).click()
  await page.getByRole('link', { name: 'Pilih berkas CSV atau XLSX.' }).waitFor()
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh templat CSV' }).click(),
  ])
  const head = (await bytesOf(template)).toString().trimEnd()
  const email = await emailOf(page, name)
  const bring = async (...lines: string[]) => {
    const buffer = Buffer.from([head, ...lines, ''].join('\r\n'))
    await page.getByLabel('Berkas tabel').setInputFiles({ name: 'benturan.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Periksa tabel' }).click()
  }
  const line = (kind: string) => `;${email};${reading?.referenceNumber};;;${kind};Saudara kandung inovator.;`
  await bring(line('Teman'), `;siapa@tidak.id;${reading?.referenceNumber};;;Sengketa;Ada.;`)
  await page.getByText('2 dari 2 baris keliru.').waitFor()
  await page.getByRole('cell', { name: 'surel tidak dikenal' }).waitFor()
  await isAccessible(page)
  await bring(line('Hubungan keluarga'))
  await page.getByText('1 benturan dengan usulan yang baru, 0 sudah berlaku.').waitFor()
  await isAccessible(page)
  const save = page.getByRole('button', { name: 'Catat 1 benturan dengan usulan' })
  portal.setLine('cut')
  await save.click()
  await page.getByText('Jaringan terputus').waitFor()
  portal.setLine('well')
  await save.click()
  await page.getByText('1 benturan dengan usulan dicatat.').waitFor()
  await page.getByRole('cell', { name: 'Saudara kandung inovator.' }).waitFor()

  await page
    .getByRole('button', { name: `Akhiri hubungan ${name} dengan` })
    .first()
    .click()
  await page.getByRole('dialog').getByLabel('Alasan').fill('Orang lain dengan nama yang sama.')
  await page.getByRole('dialog').getByRole('button', { name: 'Akhiri' }).click()
  await page.getByText('Hubungan diakhiri.').waitFor()

  await page.getByLabel('Sumber', { exact: true }).selectOption('secretariat')
  await expect.poll(() => page.getByRole('cell', { name: 'Pernah membimbing kedua tim ini.' }).count()).toBe(0)
  await page.getByRole('cell', { name: 'Saudara kandung inovator.' }).waitFor()
  expect(new URL(page.url()).searchParams.get('sumber')).toBe('secretariat')
  await isAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`benturan-${portal.slug}.csv`)
  await context.close()
})
