import type { DatabaseSync } from 'node:sqlite'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../e2e/browser.ts'
import { pause, useSession } from './chaos/browser-faults.ts'
import { isWhole, juryField, scoreThroughChaos } from './chaos/jury.ts'
import { startChaosServer } from './chaos/server.ts'
import { loadDemand, openStage, scoring, screenAll, signIn, signPacts, writePlan } from './competition.ts'
import { percentile, progress, type Measurement } from './measurement.ts'
import { buildPages, gzipKb, reactGzipKb } from './pages.ts'

/** Of one juror. */
const assigned = 365
/** Openings that are measured, after the first three that warm the page up. */
const openings = 66
const warmUp = 3
/** Nobody reads a proposal faster, milliseconds. */
const glanceMs = 500

type Opening = { key: string; ms: number }

declare global {
  interface Window {
    openings: Opening[]
    keysPressed: number
  }
}

/** Runs in the page before its own scripts: from each key to the frame after the one that painted another proposal's text. */
function watchOpenings(): void {
  window.openings = []
  window.keysPressed = 0
  const textOnScreen = () => {
    const [heading, section] = ['header', 'section[aria-labelledby="bagian"] > :last-child'].map(
      (one) => document.querySelector(`.desk-text ${one}`)?.textContent ?? '',
    )
    return heading && section ? heading : ''
  }
  let pressed: { key: string; at: number; on: string } | null = null
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted) return
      window.keysPressed += 1
      pressed = { key: event.key, at: event.timeStamp, on: textOnScreen() }
    },
    true,
  )
  new MutationObserver(() => {
    const there = textOnScreen()
    if (!pressed || there === '' || there === pressed.on) return
    const { key, at } = pressed
    pressed = null
    requestAnimationFrame(() => requestAnimationFrame(() => window.openings.push({ key, ms: performance.now() - at })))
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

/** One juror has a whole assignment before the first sheet. Answers the juror's cookie through `cookie`. */
function oneJuror(jurorId: string) {
  const session = { cookie: '' }
  const lay = async (db: DatabaseSync, now: Date) => {
    screenAll(db, now)
    openStage(db, scoring.id, now)
    signPacts(db, now)
    const { proposals, conflicts } = loadDemand(db, now)
    const barred = new Set(conflicts.filter((one) => one.jurorId === jurorId).map(({ proposalId }) => proposalId))
    const readings = proposals
      .filter((id) => !barred.has(id))
      .slice(0, assigned)
      .map((proposalId, n) => ({ proposalId, jurorId, position: n + 1 }))
    if (readings.length < assigned) throw new Error(`only ${readings.length} proposals can be read by ${jurorId}`)
    writePlan(db, readings, now)
    session.cookie = await signIn(db, jurorId, now)
  }
  return { session, field: { proposals: Math.ceil((assigned * 1.2) / 0.8), jurors: 2, lay } }
}

/** Fails with what the desk shows, because a key that does nothing says nothing. */
async function shown(page: Page, wait: Promise<unknown>, after: string): Promise<void> {
  await wait.catch(async () => {
    const there = await page.evaluate(() => [
      document.activeElement?.outerHTML.slice(0, 80),
      document.querySelector('dialog[open], .desk-side, main')?.textContent?.slice(0, 400),
    ])
    throw new Error(`after ${after} the desk shows ${there.join(' ')}`)
  })
}

async function opened(page: Page, key: string): Promise<Opening> {
  const before = await page.evaluate(() => window.openings.length)
  await page.keyboard.press(key)
  await shown(
    page,
    page.waitForFunction((count) => window.openings.length > count, before),
    key,
  )
  const last = await page.evaluate(() => window.openings.at(-1))
  if (!last || last.key !== key) throw new Error(`${key} opened nothing`)
  return last
}

/** By keys alone, all criteria, to the sheet that is to be checked. */
async function fillByKeys(page: Page): Promise<void> {
  for (const [n] of scoring.rubric.entries()) {
    await page.keyboard.type(String(60 + 3 * n))
    await page.keyboard.press('Enter')
  }
  await shown(page, page.locator('dialog[open] button:focus').waitFor(), 'the last criterion')
}

type Opened = { skipped: number[]; handedIn: number[]; back: number[]; keys: number[] }

async function openProposals(page: Page): Promise<Opened> {
  const measured: Opened = { skipped: [], handedIn: [], back: [], keys: [] }
  const turns = ['skipped', 'handedIn', 'back'] as const
  for (let n = 0; n < warmUp + openings; n++) {
    const turn = turns[n % turns.length] ?? 'skipped'
    await pause(glanceMs)
    const before = await page.evaluate(() => window.keysPressed)
    if (turn === 'handedIn') await fillByKeys(page)
    const { ms } = await opened(page, turn === 'handedIn' ? 'Enter' : turn === 'back' ? 'b' : 'x')
    if (turn === 'handedIn') measured.keys.push((await page.evaluate(() => window.keysPressed)) - before)
    if (n >= warmUp) measured[turn].push(ms)
  }
  return measured
}

/** kB of script that came before the desk could be used, gzip; React is bundled with it. */
function scriptKb(site: string, addresses: ReadonlySet<string>): number {
  const files = [...addresses].map((address) => join(site, new URL(address).pathname))
  for (const file of files) if (!existsSync(file)) throw new Error(`${file} was loaded and not built`)
  return files.reduce((sum, file) => sum + gzipKb(readFileSync(file)), 0)
}

async function measureDesk(browser: Browser, site: string): Promise<Measurement[]> {
  const jurorId = 'sim-juri-1'
  const { session, field } = oneJuror(jurorId)
  const server = await startChaosServer({ assets: site }, field)
  try {
    const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 720 } })
    await useSession(context, server.origin, session.cookie)
    await context.addInitScript(watchOpenings)
    const page = await context.newPage()
    const scripts = new Set<string>()
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.add(response.url())
    })
    await page.goto(`${server.origin}/juri/nilai/?penugasan=bench-assignment-1`)
    await page.locator('#skor').waitFor()
    const total = scriptKb(site, scripts)
    progress('a juror goes through the proposals')
    const { skipped, handedIn, back, keys } = await openProposals(page)
    const all = [...skipped, ...handedIn, ...back]
    const ms = (name: string, values: readonly number[]) => ({ name, value: percentile(values, 0.95), unit: 'ms' })
    const keysEach = Math.max(...keys)
    await context.close()
    return [
      ms('desk_open_next_p95_ms', all),
      { name: 'desk_open_next_p50_ms', value: percentile(all, 0.5), unit: 'ms' },
      ms('desk_hand_in_and_next_p95_ms', handedIn),
      ms('desk_skip_p95_ms', skipped),
      ms('desk_previous_p95_ms', back),
      { name: 'desk_openings', value: all.length, unit: 'openings' },
      { name: 'desk_keys_per_proposal', value: keysEach, unit: `keys, ${scoring.rubric.length} criteria` },
      { name: 'desk_script_gzip_kb', value: total - (await reactGzipKb()), unit: 'kB' },
      { name: 'desk_script_total_gzip_kb', value: total, unit: 'kB' },
    ]
  } finally {
    await server.stop()
  }
}

/** Twelve jurors and 1,000 proposals while everything fails, for at most so many minutes. */
async function measureLosses(browser: Browser, site: string, chaos: { minutes: number; seed: number }) {
  const { field, cookies } = juryField(1000, 12)
  const server = await startChaosServer({ assets: site }, field)
  try {
    progress(`jurors score while everything fails, at most ${chaos.minutes} minutes`)
    const report = await scoreThroughChaos(browser, server, { ...chaos, sheetsPerFault: 4, calmSeconds: 12, cookies })
    if (!isWhole(report)) progress(JSON.stringify(report, null, 2))
    const { lost, twice, unshown, miscounts, faults, saves, readings, handedIn } = report
    if (saves === 0 || handedIn === 0) throw new Error('no juror got to score')
    const count = (name: string, value: number, unit: string): Measurement => ({ name, value, unit })
    return [
      count('sheet_lost', lost.length + twice.length, 'scores and sheets'),
      count('sheet_unshown', unshown.length, 'sheets'),
      count('sheet_miscounts', miscounts.length, 'rows'),
      count('sheet_left_on_devices', report.waiting.length, 'jurors'),
      count('sheet_saves', saves, 'times called saved'),
      count('sheet_handed_in', handedIn, 'sheets'),
      count('sheet_readings', readings, 'readings'),
      count(
        'kills_network',
        faults.offline + faults['line cut'] + faults['answers lost'] + faults['line slow'],
        'times',
      ),
      count('kills_tab', faults['tab crashed'] + faults['tab closed'] + faults.reload + faults['second tab'], 'times'),
      count('kills_worker', faults['server killed'], 'times'),
      count('sessions_ended', faults['session ended'], 'times'),
    ]
  } finally {
    await server.stop()
  }
}

/** Both groups in one browser, on pages that are built once. */
export function deskGroups(chaos: { minutes: number; seed: number; site?: string | undefined }) {
  let site: Promise<string> | undefined
  const folder = mkdtempSync(join(tmpdir(), 'gelanggang-desk-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const withBrowser = (measure: (browser: Browser, site: string) => Promise<Measurement[]>) => async () => {
    site ??= chaos.site ? Promise.resolve(chaos.site) : buildPages(folder)
    const browser = await openBrowser()
    try {
      return await measure(browser, await site)
    } finally {
      await browser.close()
    }
  }
  return {
    desk: withBrowser(measureDesk),
    chaos: withBrowser((browser, built) => measureLosses(browser, built, chaos)),
  }
}
