import type { Browser, BrowserContext, Page } from 'playwright-core'
import * as z from 'zod'
import { randomFrom } from '#worker/cli/seed/random.ts'
import { crash, pause } from './browser-faults.ts'
import type { ChaosServer } from './server.ts'

/** What may befall somebody who writes. */
const faults = [
  'nothing',
  'offline',
  'line cut',
  'answers lost',
  'line slow',
  'server killed',
  'tab killed',
  'tab closed',
  'reload',
  'second tab',
  'session ended',
  'colleague saves',
] as const
export type Fault = (typeof faults)[number]

export type ChaosReport = {
  rounds: number
  seed: number
  seconds: number
  faults: Record<Fault, number>
  /** Sentences whose keystrokes the page had taken. */
  typed: number
  /** Of these, how many the screen had called saved before the last round's end. */
  calledSaved: number
  onServer: number
  onDeviceOnly: number
  /** In neither place. Must be none. */
  lost: string[]
  /** Called saved while the portal did not have it. Must be none. */
  falselySaved: string[]
  /** Whether the screen says so of all parts once everything works again. */
  isAllSaved: boolean
  colleagueSentences: number
  colleagueLost: string[]
  conflictsShown: number
  /** Which failure each came after, and which sentences only one of the two texts had. */
  conflictsAfter: string[]
}

const words =
  'warga layanan perahu desa antrean petugas data bulan muara posyandu sekolah loket jadwal biaya jarak waktu'.split(
    ' ',
  )

const view = z.object({
  sections: z.array(z.object({ id: z.string(), text: z.string(), version: z.number() })),
})

type Sentence = { text: string; sectionId: string; isCalledSaved: boolean }

/**
 * One person writes one proposal while network, server and tab fail at random, and a colleague now and then saves in between.
 * The seed decides what is typed and what fails; when exactly it hits is up to the machine.
 */
export async function writeThroughChaos(
  browser: Browser,
  server: ChaosServer,
  {
    rounds,
    seed,
    say,
    trace,
  }: { rounds: number; seed: number; say: (line: string) => void; trace?: (line: string) => void },
): Promise<ChaosReport> {
  const started = performance.now()
  const random = randomFrom(seed)
  const one = <Value>(values: readonly Value[]): Value => {
    const value = values[random.below(values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
  const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(30_000)
  await signIn(context, server.origin, 'author')
  const colleague = await browser.newContext()
  await signIn(colleague, server.origin, 'agency_admin')
  const { proposalId, sectionIds } = await aProposal(context, server.origin)

  const sentences: Sentence[] = []
  const colleagueSentences: Sentence[] = []
  const falselySaved: string[] = []
  const counted = Object.fromEntries(faults.map((fault) => [fault, 0]))
  const conflictsAfter: string[] = []
  let lastFault = ''
  /** Each failure once before any comes again. */
  let deck: Fault[] = []
  let sectionId = one(sectionIds)

  const stored = async () => {
    const answer = await colleague.request.get(`${server.direct}/api/proposals/${proposalId}`, {
      headers: { cookie: await cookieOf(colleague), host: new URL(server.origin).host },
    })
    return view.parse(await answer.json()).sections
  }
  const address = (id: string) => `${server.origin}/peserta/usulan/?id=${proposalId}&bagian=${id}`
  const open = async (page: Page) => {
    await page.goto(address(sectionId))
    await page.getByRole('main').getByRole('textbox').first().waitFor()
  }
  const freshPage = async () => {
    const page = await context.newPage()
    page.on('pageerror', (error) => {
      throw error
    })
    await open(page)
    return page
  }
  let page = await freshPage()

  const fieldOf = (at: Page) => at.locator(`#${sectionId}, #mine`).first()
  const type = async (at: Page) => {
    const text = `Kalimat ${sentences.length + 1} ${Array.from({ length: random.between(3, 8) }, () => one(words)).join(' ')}.`
    const field = fieldOf(at)
    await field.focus()
    await at.keyboard.press('Control+End')
    const [first = '', ...rest] = [text.slice(0, random.below(text.length)), text]
    await at.keyboard.insertText(` ${first}`)
    await at.keyboard.insertText((rest[0] ?? '').slice(first.length))
    sentences.push({ text, sectionId, isCalledSaved: false })
  }
  /** What the screen calls saved must be on the portal at that moment. */
  const checkClaim = async (isServerUp: boolean) => {
    const state = await page
      .evaluate((id) => {
        const field = document.getElementById(id)
        return {
          state: document.querySelector('.split-main .save-state')?.getAttribute('data-state'),
          value: field instanceof HTMLTextAreaElement ? field.value : '',
        }
      }, sectionId)
      .catch(() => undefined)
    if (state?.state !== 'saved') return
    const claimed = sentences.filter(
      (sentence) => sentence.sectionId === sectionId && state.value.includes(sentence.text),
    )
    for (const sentence of claimed) sentence.isCalledSaved = true
    if (!isServerUp) return
    const text = (await stored()).find(({ id }) => id === sectionId)?.text ?? ''
    falselySaved.push(...claimed.filter((sentence) => !text.includes(sentence.text)).map((sentence) => sentence.text))
  }
  const stateOf = () =>
    page.evaluate(() => document.querySelector('.split-main .save-state')?.getAttribute('data-state') ?? 'nothing')
  /** As a person would: what only the colleague has goes below the own text. */
  const settleConflict = async () => {
    const heading = page.getByRole('heading', { name: 'Ada dua versi' })
    // Whoever settles one conflict may meet the next: another tab or colleague saved meanwhile.
    for (let tries = 0; tries < 10 && (await heading.count()) > 0; tries++) {
      const [mine, theirs] = [await page.locator('#mine').inputValue(), await page.locator('#theirs').inputValue()]
      const only = (one: string, other: string) =>
        [...one.matchAll(/(?:Kalimat|Sisipan) \d+[^.]*\./g)]
          .map(([whole]) => whole)
          .filter((whole) => !other.includes(whole))
      const [missing, own] = [only(theirs, mine), only(mine, theirs)]
      conflictsAfter.push(`${lastFault}: only mine ${own.length}, only theirs ${missing.length}`)
      await page.locator('#mine').fill(`${mine}\n${missing.join(' ')}`)
      await page.getByRole('button', { name: 'Pakai tulisan saya' }).click()
      await pause(1500)
    }
  }
  const colleagueSaves = async () => {
    const current = (await stored()).find(({ id }) => id === sectionId)
    const text = `Sisipan ${colleagueSentences.length + 1} dari rekan.`
    const answer = await colleague.request.put(`${server.direct}/api/proposals/${proposalId}/sections/${sectionId}`, {
      data: { text: `${current?.text ?? ''}\n${text}`, version: current?.version ?? 0 },
      headers: { cookie: await cookieOf(colleague), host: new URL(server.origin).host },
    })
    if (answer.status() === 200) colleagueSentences.push({ text, sectionId, isCalledSaved: true })
  }

  const suffer: Record<Fault, () => Promise<void>> = {
    nothing: async () => {
      await pause(random.below(2500))
    },
    offline: async () => {
      await context.setOffline(true)
      await type(page)
      await pause(random.below(2500))
      await checkClaim(true)
      if (random.below(3) === 0) await crash(page)
      await context.setOffline(false)
      if (page.isClosed()) page = await freshPage()
    },
    'line cut': async () => {
      server.setLine('cut')
      await type(page)
      await pause(random.below(2500))
      await checkClaim(true)
      server.setLine('well')
    },
    'answers lost': async () => {
      server.setLine('mute')
      await type(page)
      await pause(random.between(1600, 3000))
      await type(page)
      await checkClaim(true)
      if (random.below(3) === 0) await crash(page)
      server.setLine('well')
      if (page.isClosed()) page = await freshPage()
    },
    'line slow': async () => {
      server.setLine({ slowMs: random.between(500, 2500) })
      await type(page)
      await pause(random.between(1000, 2500))
      await type(page)
      server.setLine('well')
    },
    'server killed': async () => {
      await pause(random.below(1700))
      await server.kill()
      await type(page)
      await pause(random.below(1500))
      await checkClaim(false)
      if (random.below(4) === 0) await crash(page)
      await server.restart()
      if (page.isClosed()) page = await freshPage()
    },
    'tab killed': async () => {
      await pause(random.below(1700))
      await type(page)
      await crash(page)
      page = await freshPage()
    },
    'tab closed': async () => {
      await type(page)
      await page.close()
      page = await freshPage()
    },
    reload: async () => {
      await type(page)
      await open(page)
    },
    'second tab': async () => {
      const second = await freshPage()
      await type(second)
      await pause(random.below(1000))
      if (random.below(2) === 0) {
        await page.bringToFront()
        await type(page)
      }
      const [stays, goes] = random.below(2) === 0 ? [page, second] : [second, page]
      await goes.close()
      page = stays
      await page.bringToFront()
    },
    'session ended': async () => {
      await context.clearCookies()
      await type(page)
      await pause(random.between(1600, 2500))
      await checkClaim(true)
      await signIn(context, server.origin, 'author')
      await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    },
    'colleague saves': async () => {
      await type(page)
      await colleagueSaves()
      await pause(random.between(1600, 3000))
    },
  }

  for (let round = 1; round <= rounds; round++) {
    if (random.below(4) === 0) {
      sectionId = one(sectionIds)
      await page.evaluate(
        (to) => document.querySelector<HTMLAnchorElement>(`a[href*="bagian=${to}"]`)?.click(),
        sectionId,
      )
      await page.getByRole('main').getByRole('textbox').first().waitFor()
    }
    for (let n = random.below(3); n >= 0; n--) await type(page)
    if (deck.length === 0) deck = [...faults]
    const fault = deck.splice(random.below(deck.length), 1)[0] ?? 'nothing'
    counted[fault] = (counted[fault] ?? 0) + 1
    lastFault = `${round} ${fault}`
    await suffer[fault]()
    await settleConflict()
    await checkClaim(true)
    if (trace) trace(`${round} ${sectionId} ${fault} to sentence ${sentences.length}`)
    if (round % 25 === 0) say(`${round} of ${rounds} rounds, ${sentences.length} sentences`)
  }

  // All is well again: what waits anywhere on this device goes its way.
  for (const id of sectionIds) {
    sectionId = id
    await open(page)
    for (let tries = 0; tries < 60; tries++) {
      await settleConflict()
      const state = await stateOf()
      if (state === 'saved' || state === 'nothing') break
      await pause(500)
    }
  }
  const isAllSaved = await page
    .getByText('Semua bagian sudah tersimpan di portal.')
    .waitFor()
    .then(
      () => true,
      () => false,
    )

  const texts = new Map((await stored()).map(({ id, text }) => [id, text]))
  const isThere = ({ text, sectionId: id }: Sentence) => texts.get(id)?.includes(text) ?? false
  const device = await copiesOn(page)
  const missing = sentences.filter((sentence) => !isThere(sentence))
  const lost = missing.filter(({ text }) => !device.includes(text))
  await context.close()
  await colleague.close()
  return {
    rounds,
    seed,
    seconds: Math.round((performance.now() - started) / 1000),
    faults: counted as Record<Fault, number>,
    typed: sentences.length,
    calledSaved: sentences.filter(({ isCalledSaved }) => isCalledSaved).length,
    onServer: sentences.length - missing.length,
    onDeviceOnly: missing.length - lost.length,
    lost: lost.map(({ text }) => text),
    falselySaved: [...new Set([...falselySaved, ...missing.filter((s) => s.isCalledSaved).map(({ text }) => text)])],
    isAllSaved,
    colleagueSentences: colleagueSentences.length,
    colleagueLost: colleagueSentences.filter((sentence) => !isThere(sentence)).map(({ text }) => text),
    conflictsShown: conflictsAfter.length,
    conflictsAfter,
  }
}

async function signIn(context: BrowserContext, origin: string, role: 'author' | 'agency_admin'): Promise<void> {
  const answer = await context.request.post(`${origin}/api/demo/sign-in`, {
    form: { role },
    headers: { origin },
    maxRedirects: 0,
  })
  if (answer.status() !== 303) throw new Error(`sign-in as ${role} answered ${answer.status()}`)
}

const cookieOf = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

/** A new proposal of the demonstration's author, and the sections its form asks whatever is answered. */
async function aProposal(context: BrowserContext, origin: string) {
  const me = z
    .object({ roles: z.array(z.object({ role: z.string(), agencyId: z.string().nullable() })) })
    .parse(await (await context.request.get(`${origin}/api/me`)).json())
  const unitId = me.roles.find(({ role }) => role === 'author')?.agencyId
  const made = await context.request.post(`${origin}/api/proposals`, {
    data: { edition: 'kipp-simulasi', unitId, groupId: 'umum', title: `Usulan uji ${Date.now()}` },
    headers: { origin },
  })
  const { id } = z.object({ id: z.string() }).parse(await made.json())
  const { rules } = z
    .object({ rules: z.object({ sections: z.array(z.object({ id: z.string(), when: z.unknown().optional() })) }) })
    .parse(await (await context.request.get(`${origin}/api/proposals/${id}`)).json())
  const sectionIds = rules.sections.filter(({ when }) => when === undefined).map((section) => section.id)
  return { proposalId: id, sectionIds }
}

/** Everything that this device keeps, and what the page shows as set aside. */
async function copiesOn(page: Page): Promise<string> {
  const kept = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('gelanggang')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('salinan').objectStore('salinan').getAll()
          all.addEventListener('success', () => resolve(JSON.stringify(all.result)))
          all.addEventListener('error', () => reject(all.error))
        })
      }),
  )
  return kept
}
