import type { Browser } from 'playwright-core'
import { randomFrom } from '#worker/cli/seed/random.ts'
import { crash, pause } from './browser-faults.ts'
import { countWaiting, look, type DeskScreen } from './desk-screen.ts'
import { aJurorBrowser } from './juror-browser.ts'
import { jurorFaults, sufferings, type JurorFault } from './juror-faults.ts'
import { jurorHands, shownOn } from './juror-hands.ts'
import { testimony, type Testimony } from './testimony.ts'

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
  /** Once all is well again: whatever waits on this device goes its way. Answers how much still does, and what its list says of it. */
  settle: () => Promise<{ count: number; words: string }>
  close: () => Promise<void>
}

/** One look, one act: about so many make a sheet. */
const stepsPerSheet = 10
/** A tab that dies under the hands is what this is about; one that always does is not. */
const mostFailures = 20

/** Hundredths of what the desk prints, as `81,25`. */
const hundredthsOf = (printed: string) => Math.round(Number(printed.replace('.', '').replace(',', '.')) * 100)

/** Somebody who looks at the screen, types by keyboard, and is hit by what the seed decides; when exactly is up to the machine. */
export async function aJuror(options: JurorOptions): Promise<ScriptedJuror> {
  const { browser, origin, jurorId, cookie, seed, sheetsPerFault, isOver, trace } = options
  const random = randomFrom(seed)
  const said = testimony()
  /** By reference number, the reading whose sheet was handed in last. */
  const attempted = new Map<string, string>()

  function hear(screen: DeskScreen): void {
    const { id, foot, state, receipt } = screen
    if (foot === 'handed_in' || foot === 'queued') said.calledHandedIn(id)
    else if (state === 'saved' || state === 'local') said.calledSaved(id, shownOn(screen))
    const before = receipt && attempted.get(receipt.referenceNumber)
    if (!before) return
    const { total, proof } = receipt
    said.calledHandedIn(before, proof === '' ? undefined : { totalHundredths: hundredthsOf(total), proof })
  }

  const tabs = await aJurorBrowser({ browser, origin, cookie, hear })
  const { page, seen, signIn } = tabs
  const hands = jurorHands(random, said, tabs)

  /** Looks once more at what is about to be handed in, and presses the last key. */
  async function confirm(screen: DeskScreen): Promise<void> {
    // Shows what another tab wrote; the next look sees it.
    if (screen.isOutdated) return page().keyboard.press('Enter')
    for (const gone of hands.missing(screen)) said.complain(`${screen.id} about to be handed in: ${gone}`)
    attempted.set(screen.referenceNumber, screen.id)
    said.handsIn(screen.id, hands.whole(screen))
    await page().keyboard.press('Enter')
    if (random.below(40) === 0) {
      faults['tab crashed'] += 1
      await pause(random.below(120))
      return crash(page())
    }
    const isAnswered = (one: DeskScreen) => one.id !== screen.id || one.refusal !== null || one.foot !== 'sheet'
    const next = await seen(page(), isAnswered, 25_000)
    if (!next?.refusal) return
    await page().keyboard.press('Escape')
    await signIn()
  }

  /** The next score, a second thought, or the end of the sheet. */
  async function fill(at: DeskScreen): Promise<void> {
    const screen = await hands.recognise(page(), at)
    if (screen.foot !== 'sheet' || screen.id !== at.id || screen.clashes.length > 0) return
    const blanks = Object.values(screen.points).filter((text) => text === '').length
    if (screen.points[screen.open] === '') {
      await hands.typePoints(page(), screen)
      if (random.below(12) === 0) await hands.typeReason(page(), screen)
      if (random.below(6) === 0) await pause(random.between(1600, 2600))
      // Not yet the end: what is complete is looked at once more.
      if (blanks > 1) await page().keyboard.press('Enter')
    } else if (blanks === 0 && random.below(6) === 0) {
      await hands.typePoints(page(), screen)
    } else {
      await page().locator('#skor').focus()
      await page().keyboard.press('s')
      await seen(page(), (one) => one.dialog !== null || one.points[one.open] === '', 2000)
    }
  }

  /** False when there is nothing left to do. */
  async function step(): Promise<boolean> {
    if (page().isClosed()) tabs.take(await tabs.aTab())
    const screen = await look(page())
    if (!screen) return (await tabs.openNext()) !== 'nothing left'
    if (screen.isSignedOut) await signIn()
    if (screen.clashes.length > 0) await hands.settleClash(page(), screen)
    else if (screen.dialog?.startsWith('Periksa lembar')) await confirm(screen)
    else if (screen.dialog) await page().keyboard.press('Escape')
    else if (screen.foot === 'sheet') await fill(screen)
    else {
      await page().keyboard.press('x')
      if (!(await seen(page(), (one) => one.id !== screen.id, 2500))) return (await tabs.openNext()) !== 'nothing left'
    }
    return true
  }

  const faults = { offline: 0, 'tab crashed': 0, 'tab closed': 0, reload: 0, 'second tab': 0, 'session ended': 0 }
  const suffer = sufferings({ random, tabs, hands, step })
  let deck: JurorFault[] = []

  async function meetFault(): Promise<void> {
    const screen = await look(page())
    if (!screen) return
    // Each once before any comes again.
    if (deck.length === 0) deck = [...jurorFaults]
    const fault = deck.splice(random.below(deck.length), 1)[0] ?? 'reload'
    faults[fault] += 1
    trace?.(`${jurorId} ${screen.id}: ${fault}`)
    await suffer[fault](screen)
  }

  async function score(): Promise<void> {
    for (let failures = 0; !isOver();) {
      try {
        if (random.below(stepsPerSheet * sheetsPerFault) === 0) await meetFault()
        if (!(await step())) return
        failures = 0
      } catch (error) {
        failures += 1
        if (failures > mostFailures) throw error
        trace?.(`${jurorId}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
        await page()
          .close()
          .catch(() => undefined)
        tabs.take(await tabs.aTab())
      }
    }
  }

  async function settleReading(id: string): Promise<void> {
    const screen = await tabs.openReading(page(), id)
    if (!screen) return
    await hands.recognise(page(), screen)
    const isSettled = ({ state, foot, clashes }: DeskScreen) =>
      state === 'saved' || state === null || foot !== 'sheet' || clashes.length > 0
    for (let tries = 0; tries < 5; tries++) {
      const now = await seen(page(), isSettled)
      if (!now || now.clashes.length === 0) return
      await hands.settleClash(page(), now)
    }
  }

  /** The portal had another draft than the sheet that waited: the juror looks at both and hands in what counts. */
  async function handInAgain(id: string): Promise<void> {
    await page().getByRole('button', { name: 'Buka lagi untuk diubah' }).click()
    for (let steps = 4 * stepsPerSheet; steps > 0; steps--) {
      const screen = await look(page())
      if (!screen || screen.id !== id || screen.foot === 'handed_in') return
      await step()
    }
  }

  async function settle(): ReturnType<ScriptedJuror['settle']> {
    await page()
      .close()
      .catch(() => undefined)
    tabs.take(await tabs.aTab())
    await signIn()
    for (const id of said.readings().filter((one) => !said.isCalledHandedIn(one))) await settleReading(id)
    if ((await waitingAtList()) === 0) return { count: 0, words: '' }
    const shown = await page().locator('section:has(#menunggu) li').allTextContents()
    // What was typed after the sheet had gone lies beside it until the juror has seen it and gives it up.
    for (const id of said.readings()) {
      const screen = await tabs.openReading(page(), id)
      if (!screen) continue
      if (screen.foot === 'refused') await handInAgain(id)
      const giveUp = page().getByRole('button', { name: 'Buang isian ini dari perangkat' })
      await giveUp.click({ timeout: 1500 }).catch(() => undefined)
    }
    return { count: await waitingAtList(), words: shown.join('; ') }
  }

  async function waitingAtList(): Promise<number> {
    await tabs.go(page(), '/juri/')
    let waiting = 1
    for (let end = Date.now() + 20_000; Date.now() < end && waiting > 0; await pause(500)) {
      waiting = await countWaiting(page()).catch(() => 1)
    }
    return waiting
  }

  const { context, errors: pageErrors } = tabs
  return { jurorId, testimony: said, faults, pageErrors, score, settle, close: () => context.close() }
}
