import type { ClientProblem } from '#site/text/problems.ts'
import { parseCopy } from '../local-first/copy.ts'
import { forgetCopies, type FoundCopy } from '../local-first/device.ts'
import type { DocumentSaver, Stored, Theirs } from '../local-first/document-saver.ts'
import { findLeftCopies, openDocument, type DocumentKind } from '../local-first/open-document.ts'
import { sealedDevice } from '../local-first/sealed-device.ts'
import type { Vault } from '../offline/vault.ts'
import { saveDraft, type ReadingView } from './desk-api.ts'
import {
  coversSheet,
  emptySheet,
  mergeSheets,
  parseSheet,
  sameSheet,
  sendable,
  writtenOf,
  type Clash,
  type WrittenSheet,
} from './written-sheet.ts'

/** A sheet that is open for writing on this page. */
export type OpenSheet = {
  id: string
  saver: DocumentSaver<WrittenSheet>
  /** While two versions wait for a choice: what both wrote, brought together, and the fields where they differ. */
  clash: () => { sheet: WrittenSheet; clashes: Clash[] } | null
}

/** A reading's draft, which is all that a sheet begins with. */
export type Drafted = Pick<ReadingView, 'id' | 'draft'>

const prefix = 'lembar:'
const nameOf = (id: string) => prefix + id

const storedSheet = ({ draft }: Drafted): Stored<WrittenSheet> =>
  draft
    ? { content: writtenOf(draft), version: draft.version, savedAt: draft.savedAt }
    : { content: emptySheet, version: 0, savedAt: null }

/** Somebody, in another tab or on another device, saved since. */
export type OvertakenDraft = Extract<ClientProblem, { code: 'draft_conflict' }>

export const newerOf = ({ draft, version }: OvertakenDraft): Theirs<WrittenSheet> => ({
  content: draft ? writtenOf(draft) : emptySheet,
  version,
  savedAt: draft?.savedAt ?? null,
  savedBy: '',
})

const theirsIn = (problem: ClientProblem) => (problem.code === 'draft_conflict' ? newerOf(problem) : undefined)

const sheetKind = (id: string, device: ReturnType<typeof sealedDevice>): DocumentKind<WrittenSheet> => ({
  device,
  parse: parseSheet,
  isSame: sameSheet,
  covers: coversSheet,
  sendable,
  merge: (base, mine, theirs) => {
    const { sheet, clashes } = mergeSheets(base, mine, theirs)
    return clashes.length === 0 ? sheet : undefined
  },
  send: (sheet, version, isLeaving) => saveDraft(id, sheet, version, isLeaving),
  theirsIn,
})

/** Whether an older version of this page may have left something plainly: asked for every proposal, so it must cost nothing. */
function hasOldSheet(id: string): boolean {
  try {
    return localStorage.getItem(`gelanggang:lembar:${id}`) !== null
  } catch {
    return false
  }
}

/** What the portal has now of a sheet. */
type OnSaved = (id: string, stored: Stored<WrittenSheet>) => void

/**
 * All sheets of one juror that are written on this page. One that is left keeps its saver until the portal has every word, so that
 * going on to the next proposal waits for nothing.
 */
export async function openSheets(vault: Vault | null, onSaved: OnSaved) {
  const device = sealedDevice(vault)
  let left: readonly FoundCopy[] = (await findLeftCopies(prefix, device)) ?? []
  const open = new Map<string, OpenSheet>()
  const holders = new Map<string, number>()
  const listeners = new Set<() => void>()
  let round = 0

  function tell() {
    round += 1
    for (const listener of listeners) listener()
  }

  function changed(id: string) {
    const saver = open.get(id)?.saver
    const state = saver?.read()
    if (saver && state?.status?.state === 'saved') {
      const { at, version } = state.status
      onSaved(id, { content: state.content, version, savedAt: at?.toISOString() ?? null })
    }
    tell()
    closeWhenDone(id)
  }

  function closeWhenDone(id: string) {
    const saver = open.get(id)?.saver
    if (!saver || holders.has(id) || saver.isPending()) return
    saver.stop()
    open.delete(id)
  }

  function openSheet(view: Drafted): OpenSheet {
    const there = open.get(view.id)
    if (there) return there
    const name = nameOf(view.id)
    const found = left.filter(({ document }) => document === name)
    left = left.filter(({ document }) => document !== name)
    const saver = openDocument(name, storedSheet(view), sheetKind(view.id, device), found, () => changed(view.id))
    const clash = () => {
      const { theirs, content } = saver.read()
      return theirs && mergeSheets(saver.base(), content, theirs.content)
    }
    const sheet = { id: view.id, saver, clash }
    open.set(view.id, sheet)
    if (saver.isPending()) void saver.flush()
    if (hasOldSheet(view.id)) void takeOver(view)
    return sheet
  }

  /** What an older version of this page left is met like another tab's copy. */
  async function takeOver(view: Drafted) {
    const { takeOverOldSheet } = await import('./old-sheets.ts')
    const found = await takeOverOldSheet(view.id, nameOf(view.id), device)
    const sheet = open.get(view.id)
    if (found.length === 0 || !sheet || sheet.saver.isPending()) return
    sheet.saver.stop()
    open.delete(view.id)
    left = [...left, ...found]
    openSheet(view)
    tell()
  }

  return {
    open: openSheet,
    find: (id: string) => open.get(id),
    /** What the portal has instead of what was to be handed in: brought together here, or both are shown. */
    meet: (id: string, newer: OvertakenDraft) => open.get(id)?.saver.meet(newerOf(newer)),
    /** Readings of which an earlier visit left words on this device. */
    left: () => [...new Set(left.map(({ document }) => document.slice(prefix.length)))],
    /** Keeps a sheet open as long as something shows it. */
    hold: (id: string) => {
      holders.set(id, (holders.get(id) ?? 0) + 1)
      return () => {
        const others = (holders.get(id) ?? 1) - 1
        if (others > 0) holders.set(id, others)
        else holders.delete(id)
        // Whoever shows it again at once takes the same.
        setTimeout(() => closeWhenDone(id), 0)
      }
    },
    /** A sheet that was handed in, or is the juror's no more, is not saved again and leaves the device. */
    drop: async (id: string) => {
      const sheet = open.get(id)
      sheet?.saver.hold(true)
      sheet?.saver.stop()
      open.delete(id)
      left = left.filter(({ document }) => document !== nameOf(id))
      tell()
      await forgetCopies(device, nameOf(id))
    },
    /** It was handed in elsewhere: nothing of it is sent any more, and what only this device has stays. */
    setDown: (id: string) => {
      const sheet = open.get(id)
      sheet?.saver.hold(true)
      sheet?.saver.stop()
      open.delete(id)
    },
    /** What this device has beside a sheet that was handed in; forgotten where the sheet says the same. */
    leftBeside: async ({ id, sheet }: Pick<ReadingView, 'id' | 'sheet'>): Promise<WrittenSheet[]> => {
      if (!sheet) return []
      const found = (await device.list(nameOf(id))) ?? []
      const contents = found.flatMap(({ document, value }) => {
        const copy = document === nameOf(id) ? parseCopy(value, parseSheet) : undefined
        return copy ? [{ ...copy.content, notes: '' }] : []
      })
      const others = contents.filter((content) => !coversSheet(writtenOf(sheet), content))
      if (others.length === 0) await forgetCopies(device, nameOf(id))
      return others
    },
    /** For `useFlushing`: all of them as one. */
    all: {
      isPending: () => [...open.values()].some(({ saver }) => saver.isPending()),
      isAtRisk: () => [...open.values()].some(({ saver }) => saver.isAtRisk()),
      flush: async (isLeaving?: boolean) => {
        const waiting = [...open.values()].filter(({ saver }) => saver.isPending())
        await Promise.all(waiting.map(({ saver }) => saver.flush(isLeaving)))
      },
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    round: () => round,
    stop: () => {
      for (const { saver } of open.values()) saver.stop()
      open.clear()
    },
  }
}

export type Sheets = Awaited<ReturnType<typeof openSheets>>
