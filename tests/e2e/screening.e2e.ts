/** The secretariat's list of what was forwarded: what is alike, decisions by the keyboard and for many, and what is left after the closing. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startOwnPortal, type OwnPortal } from './own-portal.ts'
import { aVisitor, isAccessible, open, sees } from './visitor.ts'

let browser: Browser
let portal: OwnPortal

beforeAll(async () => {
  portal = await startOwnPortal({
    stage: 'screening',
    // Texts of a moment ago are left to the message that follows them.
    lay: (db) => db.exec('UPDATE similarity_sketches SET at = at - 3600000'),
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.stop()
})

const list = '/sekretariat/seleksi/'
const rows = (page: Page) => page.locator('tbody tr[data-row]')
const likeness = /^\d+ persen: /

test('the list names what is most alike, narrows to such proposals, and leads to both texts beside each other', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, list, /usulan menunggu diperiksa$/)
  const all = await rows(page).count()
  await page.getByText('Belum dibandingkan').first().waitFor()
  // The portal's clock compares what nobody has compared.
  portal.tick()
  await expect
    .poll(
      async () => {
        await page.reload()
        await rows(page).first().waitFor()
        return page.getByRole('link', { name: likeness }).count()
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Hanya yang mirip teks lain' }).click()
  await expect.poll(() => rows(page).count()).toBeLessThan(all)
  expect(await page.getByRole('link', { name: likeness }).count()).toBe(await rows(page).count())
  await isAccessible(page)
  const first = page.getByRole('link', { name: likeness }).first()
  const [percent] = /^\d+ persen/.exec((await first.textContent()) ?? '') ?? ['']
  await first.click()
  await sees(page, new RegExp(`, ${percent} sama$`))
  await page
    .getByRole('button', { name: /^Bandingkan dengan / })
    .first()
    .click()
  await page.locator('mark.shared-words').first().waitFor()
  await isAccessible(page)
  await page.getByRole('link', { name: 'Kembali ke daftar' }).click()
  await page.getByRole('link', { name: 'Tampilkan juga yang tidak mirip' }).click()
  await expect.poll(() => rows(page).count()).toBe(all)
  await context.close()
})

test('rows are walked and decided by the keyboard, and many in one act', async () => {
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, list, /usulan menunggu diperiksa$/)
  const heading = await page.getByRole('heading', { level: 1 }).textContent()
  const waiting = Number(/^\d+/.exec(heading ?? '')?.[0])
  const number = await rows(page).nth(1).getByRole('cell').nth(1).textContent()
  await page.keyboard.press('j')
  await page.getByRole('region', { name: 'Usulan terpilih' }).getByText(`${number},`).waitFor()
  await page.keyboard.press('l')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Nyatakan layak' }).click()
  await page.getByRole('link', { name: /^Layak 1$/ }).waitFor()
  await sees(page, `${waiting - 1} usulan menunggu diperiksa`)
  const boxes = page.getByRole('checkbox', { name: /^Pilih / })
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await isAccessible(page)
  const sure = page.getByRole('button', { name: 'Tetap nyatakan layak' })
  if (await sure.isVisible()) await sure.click()
  await page.getByRole('button', { name: 'Nyatakan layak, 2 usulan' }).click()
  await page.getByRole('link', { name: /^Layak 3$/ }).waitFor()
  await context.close()
})

test('after the closing the list opens on all that was decided, and nothing can be decided any more', async () => {
  await portal.kill()
  portal.inDatabase((db) =>
    db.prepare(`UPDATE stages SET closes_at = ? WHERE kind = 'screening'`).run(Date.now() - 60_000),
  )
  await portal.restart()
  const { page, context } = await aVisitor(browser, 'secretariat', portal.origin)
  await open(page, list, /usulan belum diperiksa$/)
  await page.getByText(/Keputusan dapat dibaca, tidak dapat diubah\.$/).waitFor()
  expect(await page.getByRole('link', { name: /^Semua / }).getAttribute('aria-current')).toBe('page')
  expect(await page.getByRole('checkbox', { name: /^Pilih / }).count()).toBe(0)
  await page.getByRole('link', { name: /^Layak 3$/ }).click()
  await expect.poll(() => rows(page).count()).toBe(3)
  await context.close()
})
