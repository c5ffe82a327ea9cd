import type { Page } from 'playwright-core'
import type { Random } from '#worker/cli/seed/random.ts'
import { scoring } from '../competition.ts'
import { look, type DeskScreen } from './desk-screen.ts'
import type { JurorBrowser } from './juror-browser.ts'
import type { Field, Shown, Testimony } from './testimony.ts'

const words = 'data dampak warga layanan terukur rencana biaya bukti desa loket jadwal petugas'.split(' ')
const idByTitle = new Map(scoring.rubric.map(({ id, title }) => [title, id]))
const criterion = (title: string): string => {
  const id = idByTitle.get(title)
  if (id === undefined) throw new Error(`the rubric has no criterion "${title}"`)
  return id
}

/** The fields as they are on the screen; of the reasons only the open criterion's can be seen. */
export function shownOn({ points, open, reason, comment }: DeskScreen): Shown {
  const fields: [Field, string][] = Object.entries(points).map(([title, text]) => [`points:${criterion(title)}`, text])
  fields.push([`comments:${criterion(open)}`, reason], ['comment', comment])
  return Object.fromEntries(fields.filter(([, text]) => text !== ''))
}

/** The sheet as its check shows it, reasons of all criteria among them. */
function checkedOn({ check }: DeskScreen): Shown {
  if (!check) return {}
  const fields: [Field, string][] = [
    ...Object.entries(check.points).map(([title, text]): [Field, string] => [`points:${criterion(title)}`, text]),
    ...Object.entries(check.reasons).map(([title, text]): [Field, string] => [`comments:${criterion(title)}`, text]),
    ['comment', check.comment],
  ]
  return Object.fromEntries(fields.filter(([, text]) => text !== ''))
}

/** Types by keyboard, writes down what it types, and looks whether what was typed before is still there. */
export function jurorHands(random: Random, said: Testimony, { seen }: Pick<JurorBrowser, 'seen'>) {
  /** By reading: reasons of criteria that are closed cannot be seen, so they are remembered. */
  const reasons = new Map<string, Map<Field, string>>()

  function remember(id: string, field: Field, text: string): void {
    said.typed(id, field, text)
    if (field.startsWith('comments:')) reasons.set(id, (reasons.get(id) ?? new Map<Field, string>()).set(field, text))
  }

  /** Two digits into the open criterion. */
  async function typePoints(at: Page, screen: DeskScreen): Promise<void> {
    const field = `points:${criterion(screen.open)}`
    const value = String(random.between(55, 89))
    await at.locator('#skor').focus()
    if (screen.points[screen.open]) await at.keyboard.press('Control+A')
    remember(screen.id, field, value.slice(0, 1))
    await at.keyboard.press(value.slice(0, 1))
    remember(screen.id, field, value)
    await at.keyboard.press(value.slice(1))
  }

  async function typeReason(at: Page, { id, open }: DeskScreen): Promise<void> {
    const text = Array.from({ length: random.between(3, 9) }, () => random.pick(words)).join(' ')
    await at.keyboard.press('n')
    await at.locator('#catatan-kriteria:focus').waitFor({ timeout: 4000 })
    await at.keyboard.press('Control+A')
    remember(id, `comments:${criterion(open)}`, text)
    await at.keyboard.insertText(text)
    await at.keyboard.press('Escape')
  }

  /** The whole sheet as the juror knows it: what is checked, else what is on the screen and the reasons behind it. */
  function whole(screen: DeskScreen): Shown {
    if (screen.check) return checkedOn(screen)
    const behind = [...(reasons.get(screen.id) ?? [])].filter(
      ([field, text]) => text !== '' && field !== `comments:${criterion(screen.open)}`,
    )
    return { ...Object.fromEntries(behind), ...shownOn(screen) }
  }

  const missing = (screen: DeskScreen) => said.missing(screen.id, whole(screen))

  /** Whoever comes back must find what the desk called saved; the tab may take a moment. */
  async function recognise(at: Page, screen: DeskScreen): Promise<DeskScreen> {
    const isWell = (one: DeskScreen) => one.id !== screen.id || one.foot !== 'sheet' || missing(one).length === 0
    if (isWell(screen)) return screen
    const later = await seen(at, isWell, 6000)
    if (later) return later
    const still = (await look(at)) ?? screen
    // Two versions that wait for a choice, and what was set aside, are on the screen in other words.
    if (still.clashes.length === 0 && !still.isSetAside)
      for (const gone of missing(still)) said.complain(`${still.id} on the screen: ${gone}`)
    return still
  }

  async function settleClash(at: Page, { id, clashes }: DeskScreen): Promise<void> {
    const isMine = random.below(2) === 0
    for (const { name, mine, theirs } of clashes) {
      const [, kind, title] = /^(Skor|Catatan) (.+)$/.exec(name) ?? []
      if (kind === undefined || title === undefined || !idByTitle.has(title)) continue
      const value = isMine ? mine : theirs
      remember(id, `${kind === 'Skor' ? 'points' : 'comments'}:${criterion(title)}`, value === 'kosong' ? '' : value)
    }
    await at.getByRole('button', { name: isMine ? 'Pakai isian di sini' : 'Pakai isian yang lain' }).click()
    await seen(at, (one) => one.clashes.length === 0, 3000)
  }

  /** One more score, wherever the sheet stands. */
  async function typeMore(at: Page): Promise<void> {
    const screen = await look(at)
    if (screen?.foot === 'sheet' && !screen.dialog && screen.clashes.length === 0) await typePoints(at, screen)
  }

  return { typePoints, typeReason, typeMore, whole, missing, recognise, settleClash }
}

export type JurorHands = ReturnType<typeof jurorHands>
