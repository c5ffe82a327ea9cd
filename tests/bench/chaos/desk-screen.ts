import type { Page } from 'playwright-core'
import { pause } from './browser-faults.ts'

/** What a juror sees at the desk. */
export type DeskScreen = {
  /** The reading whose proposal is on the screen. */
  id: string
  referenceNumber: string
  /** `data-state` of the words beside the title; null while nothing was written. */
  state: string | null
  /** Title of the open criterion. */
  open: string
  /** By title of the criterion, '' where it is blank. */
  points: Record<string, string>
  /** Of the open criterion. */
  reason: string
  /** About the whole proposal. */
  comment: string
  foot: 'sheet' | 'queued' | 'refused' | 'handed_in'
  dialog: string | null
  /** Why the dialog did not hand it in. */
  refusal: string | null
  /** The sheet as the check shows it, by title of the criterion; null while nothing is checked. */
  check: { points: Record<string, string>; reasons: Record<string, string>; comment: string } | null
  /** What stands behind the dialog is no longer what it shows. */
  isOutdated: boolean
  isSignedOut: boolean
  /** Names of the fields that two versions wait for, and both values. */
  clashes: { name: string; mine: string; theirs: string }[]
  isSetAside: boolean
  /** Of the sheet before this one, which may wait for the network. */
  receipt: { referenceNumber: string; total: string; proof: string } | null
}

declare global {
  interface Window {
    deskScreen: () => DeskScreen | null
    tellJuror: (screen: DeskScreen) => Promise<void>
  }
}

/** Runs in the page before its own scripts: reads the screen when asked, and tells every claim that appears on it. */
function watchDesk(): void {
  const find = (selector: string) => document.querySelector(selector)
  const text = (element: Element | null | undefined) => element?.textContent?.trim() ?? ''
  const value = (id: string) => {
    const field = document.getElementById(id)
    return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : ''
  }
  const footOf = (): DeskScreen['foot'] => {
    const words = text(find('.desk-foot'))
    if (words.includes('Lembar ini diserahkan')) return 'handed_in'
    if (words.includes('Akan diserahkan ketika tersambung')) return 'queued'
    return words.includes('Lembar ini belum diterima portal') ? 'refused' : 'sheet'
  }
  const clashes = () =>
    [...document.querySelectorAll('#dua-versi ~ dl > div')].map((row) => {
      const [, mine = '', theirs = ''] =
        /^di sini: (.*)di tempat lain: (.*)$/s.exec(text(row.querySelector('dd'))) ?? []
      return { name: text(row.querySelector('dt')), mine, theirs }
    })
  const checkOf = () => {
    const rows = [...document.querySelectorAll('dialog[open] table:has(tfoot) tbody tr')].map((row) => {
      const head = row.querySelector('th')
      const title = head?.firstChild?.textContent?.trim() ?? ''
      const points = row.querySelectorAll('td')[1]?.firstChild?.textContent?.trim() ?? ''
      return { title, points, reason: text(head?.querySelector('.hint.prose')) }
    })
    if (rows.length === 0) return null
    return {
      points: Object.fromEntries(rows.map(({ title, points }) => [title, points])),
      reasons: Object.fromEntries(rows.map(({ title, reason }) => [title, reason])),
      comment: text([...document.querySelectorAll('dialog[open] p.prose:not(.hint)')].at(0)),
    }
  }

  const receiptOf = (): DeskScreen['receipt'] => {
    const shown = find('.sheet-receipt')
    const [, total = ''] = /: .*?, ([\d.,]+)\. /.exec(text(shown)) ?? []
    const [, proof = ''] = /Bukti ([0-9a-f]+)/.exec(text(shown)) ?? []
    return shown && { referenceNumber: text(shown.querySelector('b')), total, proof }
  }

  window.deskScreen = () => {
    const link = find('.desk-text a[href*="/attachments/"]')?.getAttribute('href') ?? ''
    const [, id] = /assignments\/([^/]+)\//.exec(link) ?? []
    if (!id || !find('.desk-foot') || !find('#kriteria')) return null
    const open = text(find('#kriteria'))
    const points: Record<string, string> = { [open]: value('skor') }
    for (const row of document.querySelectorAll('.criterion-row'))
      points[row.querySelector('span')?.firstChild?.textContent?.trim() ?? ''] = text(
        row.querySelector('.criterion-points'),
      )
    return {
      id,
      referenceNumber: text(find('.desk-text header .hint')).split(',')[0] ?? '',
      state: find('.save-state')?.getAttribute('data-state') ?? null,
      open,
      points,
      reason: value('catatan-kriteria'),
      comment: value('catatan'),
      foot: footOf(),
      dialog: find('dialog[open]') && text(find('dialog[open] h2')),
      refusal: find('dialog[open] .refusal') && text(find('dialog[open] .refusal')),
      check: checkOf(),
      isOutdated: /^(Tampilkan isian terbaru|Pilih isian)/.test(text(find('dialog[open] .cluster .button'))),
      isSignedOut: text(find('.refusal h2')) === 'Sesi Anda berakhir',
      clashes: clashes(),
      isSetAside: text(find('.desk-side')).includes('Tulisan lain dari perangkat ini'),
      receipt: receiptOf(),
    }
  }

  let last = ''
  const tell = () => {
    const screen = window.deskScreen()
    const isClaim =
      screen && (screen.state === 'saved' || screen.state === 'local' || screen.foot !== 'sheet' || screen.receipt)
    const mark = isClaim ? JSON.stringify(screen) : ''
    if (mark === last) return
    last = mark
    if (isClaim) void window.tellJuror(screen)
  }
  new MutationObserver(tell).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['data-state', 'value', 'open'],
  })
}

/** From now on every page of the context tells what the desk says. */
export const watch = async (
  context: ReturnType<Page['context']>,
  hear: (screen: DeskScreen, page: Page) => void,
): Promise<void> => {
  await context.exposeBinding('tellJuror', ({ page }, screen: DeskScreen) => hear(screen, page))
  await context.addInitScript(watchDesk)
}

/** A page that does not answer for this long shows nothing, milliseconds. */
const patienceMs = 3000

/** Null while the page shows no proposal, such as one that is loading, was killed or cannot be reached. */
export const look = (page: Page): Promise<DeskScreen | null> =>
  Promise.race([page.evaluate(() => window.deskScreen()).catch(() => null), pause(patienceMs).then(() => null)])

/** How many copies and sheets on this device have not arrived; both are sealed, their kind is not. */
export const countWaiting = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('gelanggang-juri')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const keys = opening.result.transaction('names').objectStore('names').getAllKeys()
          keys.addEventListener('error', () => reject(keys.error))
          keys.addEventListener('success', () => {
            opening.result.close()
            resolve(keys.result.filter((key) => /\/(?:copy|handin)\//.test(String(key))).length)
          })
        })
      }),
  )
