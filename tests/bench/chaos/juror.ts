import type { Browser, Page } from 'playwright-core'
import { randomFrom } from '#worker/cli/seed/random.ts'
import { scoring } from '../competition.ts'
import { crash, pause, useSession } from './browser-faults.ts'
import { countWaiting, look, watch, type DeskScreen } from './desk-screen.ts'
import { testimony, type Field, type Shown, type Testimony } from './testimony.ts'

/** A portal that was killed is back within this time, milliseconds. */
const reachMs = 40_000

/** What may befall one juror; what befalls all of them is the portal's weather (`jury.ts`). */
export const jurorFaults = ['offline', 'tab crashed', 'tab closed', 'reload', 'second tab', 'session ended'] as const
export type JurorFault = (typeof jurorFaults)[number]

export type JurorOptions = {
  browser: Browser
  origin: string
  jurorId: string
  cookie: string
  seed: number
  /** One of so many sheets meets a fault. */
  sheetsPerFault: number
  /** The time is up: nothing new is begun. */
  isOver: () => boolean
  trace?: (line: string) => void
}

export type ScriptedJuror = {
  jurorId: string
  testimony: Testimony
  faults: Record<JurorFault, number>
  pageErrors: string[]
  /** Scores until nothing is left or the time is up. */
  score: () => Promise<void>
  /** Once all is well again: whatever waits on this device goes its way. Answers how much still does. */
  settle: () => Promise<number>
  close: () => Promise<void>
}

const words = 'data dampak warga layanan terukur rencana biaya bukti desa loket jadwal petugas'.split(' ')
const idByTitle = new Map(scoring.rubric.map(({ id, title }) => [title, id]))
const criterion = (title: string): string => {
  const id = idByTitle.get(title)
  if (id === undefined) throw new Error(`the rubric has no criterion "${title}"`)
  return id
}

/** The fields as they are on the screen; of the reasons only the open criterion's can be seen. */
function shownOn({ points, open, reason, comment }: DeskScreen): Shown {
  const fields: [Field, string][] = Object.entries(points).map(([title, text]) => [`points:${criterion(title)}`, text])
  fields.push([`comments:${criterion(open)}`, reason], ['comment', comment])
  return Object.fromEntries(fields.filter(([, text]) => text !== ''))
}

/** Somebody who looks at the screen, types by keyboard, and is hit by what the seed decides; when exactly is up to the machine. */
export async function aJuror(options: JurorOptions): Promise<ScriptedJuror> {
  const { browser, origin, jurorId, cookie, seed, sheetsPerFault, isOver, trace } = options
  const random = randomFrom(seed)
  const said = testimony()
  const faults: Record<JurorFault, number> = {
    offline: 0,
    'tab crashed': 0,
    'tab closed': 0,
    reload: 0,
    'second tab': 0,
    'session ended': 0,
  }
  const pageErrors: string[] = []
  /** By reading, the reasons and comments that were typed: the screen shows one reason at a time. */
  const reasons = new Map<string, Map<Field, string>>()
  const attempted = new Map<string, string>()

  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(20_000)
  await useSession(context, origin, cookie)
  await watch(context, hear)

  function hear(screen: DeskScreen): void {
    if (screen.foot === 'handed_in' || screen.foot === 'queued') said.calledHandedIn(screen.id)
    else if (screen.state === 'saved' || screen.state === 'local') said.calledSaved(screen.id, shownOn(screen))
    const { receipt } = screen
    const before = receipt && attempted.get(receipt.referenceNumber)
    if (!before) return
    const totalHundredths = Math.round(Number(receipt.total.replace('.', '').replace(',', '.')) * 100)
    said.calledHandedIn(before, receipt.proof === '' ? undefined : { totalHundredths, proof: receipt.proof })
  }

  let page = await aPage()

  async function aPage(): Promise<Page> {
    const opened = await context.newPage()
    opened.on('pageerror', (error) => pageErrors.push(`${jurorId}: ${error.message}`))
    opened.on('dialog', (dialog) => void dialog.accept())
    opened.on('crash', () => void opened.close().catch(() => undefined))
    return opened
  }

  const go = (at: Page, path: string) =>
    at.goto(`${origin}${path}`, { waitUntil: 'commit', timeout: 6000 }).then(
      () => true,
      () => false,
    )

  async function seen(at: Page, isWanted: (screen: DeskScreen) => boolean, ms = 8000): Promise<DeskScreen | null> {
    for (let end = Date.now() + ms; ; await pause(60)) {
      const screen = await look(at)
      if (screen && isWanted(screen)) return screen
      if (Date.now() > end) return null
    }
  }

  /** The proposal at the desk, however long the portal is away. */
  async function openReading(at: Page, id: string): Promise<DeskScreen | null> {
    for (let end = Date.now() + reachMs; Date.now() < end;) {
      const isThere = await go(at, `/juri/nilai/?penugasan=${id}`)
      const screen = isThere && (await seen(at, (one) => one.id === id))
      if (screen) return screen
      await pause(400)
    }
    return null
  }

  /** What the list leads to; null when every sheet is handed in. */
  async function openNext(): Promise<DeskScreen | null> {
    for (let end = Date.now() + reachMs; Date.now() < end;) {
      await go(page, '/juri/')
      const heading = page.getByRole('heading', { name: 'Usulan untuk Anda nilai' })
      if (
        await heading.waitFor({ timeout: 6000 }).then(
          () => true,
          () => false,
        )
      ) {
        const link = page.locator('a.button[href^="/juri/nilai/?"]').first()
        await link.waitFor({ timeout: 2000 }).catch(() => undefined)
        const href = (await link.count()) > 0 ? await link.getAttribute('href') : null
        const id = href && new URLSearchParams(href.split('?')[1]).get('penugasan')
        if (id) return openReading(page, id)
        if ((await page.getByText(/usulan nomor/).count()) === 0) return null
      }
      await signInAgain()
      await pause(400)
    }
    return null
  }

  async function signInAgain(): Promise<void> {
    await useSession(context, origin, cookie)
    await page.evaluate(() => window.dispatchEvent(new Event('focus'))).catch(() => undefined)
  }

  /** Two digits into the open criterion, from wherever the focus is. */
  async function typePoints(at: Page, screen: DeskScreen): Promise<void> {
    const field = `points:${criterion(screen.open)}`
    const value = String(random.between(55, 89))
    await at.locator('#skor').focus()
    if (screen.points[screen.open]) await at.keyboard.press('Control+A')
    said.typed(screen.id, field, value.slice(0, 1))
    await at.keyboard.press(value.slice(0, 1))
    said.typed(screen.id, field, value)
    await at.keyboard.press(value.slice(1))
  }

  async function typeReason(at: Page, { id, open }: DeskScreen): Promise<void> {
    const text = Array.from({ length: random.between(3, 9) }, () => random.pick(words)).join(' ')
    const field = `comments:${criterion(open)}`
    await at.keyboard.press('n')
    await at.locator('#catatan-kriteria:focus').waitFor({ timeout: 4000 })
    await at.keyboard.press('Control+A')
    said.typed(id, field, text)
    reasons.set(id, (reasons.get(id) ?? new Map<Field, string>()).set(field, text))
    await at.keyboard.insertText(text)
    await at.keyboard.press('Escape')
  }

  /** Whoever comes back must find what the desk called saved; the tab may take a moment. */
  async function recognise(at: Page, screen: DeskScreen): Promise<DeskScreen> {
    const gone = (one: DeskScreen) => said.missing(one.id, { ...unseen(one), ...shownOn(one) })
    if (screen.foot !== 'sheet' || gone(screen).length === 0) return screen
    const later = await seen(at, (one) => one.id !== screen.id || one.foot !== 'sheet' || gone(one).length === 0, 6000)
    if (later) return later
    const still = (await look(at)) ?? screen
    if (still.isSetAside) trace?.(`${jurorId} ${still.id}: set aside`)
    else for (const words of gone(still)) said.complain(`${still.id} on the screen: ${words}`)
    return still
  }

  /** Reasons of criteria that are closed cannot be seen: they are taken as they were typed. */
  const unseen = ({ id, open }: DeskScreen): Shown =>
    Object.fromEntries([...(reasons.get(id) ?? [])].filter(([field]) => field !== `comments:${criterion(open)}`))

  async function settleClash(at: Page, { id, clashes }: DeskScreen): Promise<void> {
    const isMine = random.below(2) === 0
    for (const { name, mine, theirs } of clashes) {
      const [, kind, title] = /^(Skor|Catatan) (.+)$/.exec(name) ?? []
      if (kind === undefined || title === undefined || !idByTitle.has(title)) continue
      const field = `${kind === 'Skor' ? 'points' : 'comments'}:${criterion(title)}`
      const value = isMine ? mine : theirs
      const text = value === 'kosong' ? '' : value
      said.typed(id, field, text)
      if (kind === 'Catatan') reasons.get(id)?.set(field, text)
    }
    await at.getByRole('button', { name: isMine ? 'Pakai isian di sini' : 'Pakai isian yang lain' }).click()
    await seen(at, (one) => one.clashes.length === 0, 3000)
  }

  /** Looks once more at what is about to be handed in, and presses the last key. */
  async function confirm(screen: DeskScreen): Promise<void> {
    const shown = { ...unseen(screen), ...shownOn(screen) }
    for (const gone of said.missing(screen.id, shown)) said.complain(`${screen.id} about to be handed in: ${gone}`)
    attempted.set(screen.referenceNumber, screen.id)
    said.handsIn(screen.id, shown)
    await page.keyboard.press('Enter')
    if (random.below(40) === 0) {
      await pause(random.below(120))
      await suffer('tab crashed')
      return
    }
    const next = await seen(page, (one) => one.id !== screen.id || one.refusal !== null || one.foot !== 'sheet', 15_000)
    if (!next?.refusal) return
    await page.keyboard.press('Escape')
    await signInAgain()
  }

  /** One look, one act. False when there is nothing left to do. */
  async function step(): Promise<boolean> {
    if (page.isClosed()) page = await aPage()
    const screen = await look(page)
    if (!screen) return (await openNext()) !== null
    if (screen.isSignedOut) await signInAgain()
    if (screen.clashes.length > 0) await settleClash(page, screen)
    else if (screen.dialog?.startsWith('Periksa lembar')) await confirm(screen)
    else if (screen.dialog) await page.keyboard.press('Escape')
    else if (screen.foot !== 'sheet') {
      await page.keyboard.press('x')
      if (!(await seen(page, (one) => one.id !== screen.id, 2500))) return (await openNext()) !== null
    } else await fill(screen)
    return true
  }

  async function fill(at: DeskScreen): Promise<void> {
    const screen = await recognise(page, at)
    if (screen.foot !== 'sheet' || screen.id !== at.id) return
    const blank = Object.entries(screen.points).find(([, text]) => text === '')
    if (screen.points[screen.open] === '') {
      await typePoints(page, screen)
      if (random.below(12) === 0) await typeReason(page, screen)
      if (random.below(6) === 0) await pause(random.between(1600, 2600))
      // Not yet the end: what is complete is looked at once more.
      if (Object.values(screen.points).filter((text) => text === '').length > 1) await page.keyboard.press('Enter')
    } else if (blank) {
      await page.locator('#skor').focus()
      await page.keyboard.press('s')
      await seen(page, (one) => one.points[one.open] === '', 2000)
    } else if (random.below(6) === 0) {
      // Second thoughts.
      await typePoints(page, screen)
    } else {
      await page.locator('#skor').focus()
      await page.keyboard.press('s')
      await seen(page, (one) => one.dialog !== null, 2000)
    }
  }

  const again = async (id: string | undefined) => {
    page = await aPage()
    if (id !== undefined) await openReading(page, id)
  }
  /** Types one more score, wherever the sheet stands. */
  const typeMore = async (at: Page) => {
    const screen = await look(at)
    if (screen?.foot === 'sheet' && !screen.dialog && screen.clashes.length === 0) await typePoints(at, screen)
  }

  const sufferings: Record<JurorFault, (screen: DeskScreen) => Promise<void>> = {
    offline: async ({ id }) => {
      await context.setOffline(true)
      await typeMore(page)
      await pause(random.below(2500))
      // Some hand in without a network.
      for (let n = random.below(12); n > 0 && (await look(page)); n--) await step()
      const isKilled = random.below(3) === 0
      if (isKilled) await crash(page)
      await context.setOffline(false)
      if (isKilled) await again(id)
    },
    'tab crashed': async ({ id }) => {
      await typeMore(page)
      await pause(random.below(1700))
      await crash(page)
      await again(id)
    },
    'tab closed': async ({ id }) => {
      await typeMore(page)
      await page.close()
      await again(id)
    },
    reload: async ({ id }) => {
      await typeMore(page)
      await openReading(page, id)
    },
    'second tab': async ({ id }) => {
      const second = await aPage()
      if (await openReading(second, id)) {
        await recognise(second, (await look(second)) ?? (await lookOrThrow(page)))
        await typeMore(second)
        await pause(random.below(1000))
      }
      if (random.below(2) === 0) {
        await page.bringToFront()
        await typeMore(page)
        await pause(random.below(2500))
      }
      const [stays, goes] = random.below(2) === 0 ? [page, second] : [second, page]
      await (random.below(2) === 0 ? goes.close() : crash(goes))
      page = stays
      await page.bringToFront()
    },
    'session ended': async () => {
      await context.clearCookies()
      await typeMore(page)
      await pause(random.between(1600, 2600))
      if (random.below(3) === 0) for (let n = 0; n < 3 && (await look(page)); n++) await step()
      await signInAgain()
    },
  }
  const lookOrThrow = async (at: Page) => {
    const screen = await look(at)
    if (!screen) throw new Error('the desk shows nothing')
    return screen
  }

  let deck: JurorFault[] = []
  async function suffer(fault: JurorFault): Promise<void> {
    const screen = await look(page)
    if (!screen) return
    faults[fault] += 1
    trace?.(`${jurorId} ${screen.id}: ${fault}`)
    await sufferings[fault](screen)
  }

  async function score(): Promise<void> {
    // About ten looks a sheet.
    const stepsPerFault = 10 * sheetsPerFault
    let failures = 0
    for (let steps = 1; !isOver(); steps++) {
      try {
        if (random.below(stepsPerFault) === 0) {
          if (deck.length === 0) deck = [...jurorFaults]
          await suffer(deck.splice(random.below(deck.length), 1)[0] ?? 'reload')
        }
        if (!(await step())) return
        if (steps % 200 === 0) trace?.(`${jurorId}: ${steps} steps`)
        failures = 0
      } catch (error) {
        failures += 1
        // A tab that dies under the hands is what this is about; one that always does is not.
        if (failures > 20) throw error
        trace?.(`${jurorId}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
        await context.setOffline(false)
        await page.close().catch(() => undefined)
        page = await aPage()
      }
    }
  }

  async function settle(): Promise<number> {
    await context.setOffline(false)
    await page.close().catch(() => undefined)
    page = await aPage()
    await signInAgain()
    for (const id of said.readings().filter((one) => !said.isCalledHandedIn(one))) {
      const screen = await openReading(page, id)
      if (!screen) continue
      await recognise(page, screen)
      for (let tries = 0; tries < 5; tries++) {
        const now = await seen(
          page,
          ({ state, foot, clashes }) => state === 'saved' || state === null || foot !== 'sheet' || clashes.length > 0,
        )
        if (!now || now.clashes.length === 0) break
        await settleClash(page, now)
      }
    }
    await go(page, '/juri/')
    let waiting = 1
    for (let end = Date.now() + 45_000; Date.now() < end && waiting > 0; await pause(500)) {
      waiting = await countWaiting(page).catch(() => 1)
    }
    return waiting
  }

  return { jurorId, testimony: said, faults, pageErrors, score, settle, close: () => context.close() }
}
