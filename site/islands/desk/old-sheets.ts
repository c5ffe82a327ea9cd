import type { Copy } from '../local-first/copy.ts'
import type { Device, FoundCopy } from '../local-first/device.ts'
import { fingerprint } from '../local-first/fingerprint.ts'
import { emptySheet, writeField, type SheetField, type WrittenSheet } from './written-sheet.ts'

/** Where sheets stood before they were sealed: `gelanggang:lembar:<assignment>` in localStorage, readable to anybody. */
const oldPrefix = 'gelanggang:lembar:'

/**
 * Takes over what an older version of this page kept plainly of this assignment, which is this person's; it goes only when it has
 * been sealed. What the device would not seal is answered, so that it is not lost either.
 */
export async function takeOverOldSheet(id: string, document: string, device: Device): Promise<FoundCopy[]> {
  const copy = readOld(oldPrefix + id)
  if (!copy) return []
  const found = { document, tab: 'lama', value: copy }
  if (await device.keep(document, found.tab, copy)) localStorage.removeItem(oldPrefix + id)
  return [found]
}

function readOld(key: string): Copy<WrittenSheet> | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof value !== 'object' || value === null || !('typed' in value) || !('base' in value)) return undefined
    const [content, base] = [sheetOf(value.typed), sheetOf(value.base)]
    // The version was not kept: where the portal still has what this was typed over, its fingerprint says so.
    return content && base && { content, base, baseVersion: 0, at: Date.now(), sent: [fingerprint(base)] }
  } catch {
    return undefined
  }
}

/** Fields were named `nilai:<criterion>`, `catatan:<criterion>` and `catatan`. */
function sheetOf(value: unknown): WrittenSheet | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).reduce<WrittenSheet>((sheet, [name, text]: [string, unknown]) => {
    const field = fieldOf(name)
    return field && typeof text === 'string' ? writeField(sheet, field, text) : sheet
  }, emptySheet)
}

function fieldOf(name: string): SheetField | undefined {
  const [, kind, criterionId] = /^(nilai|catatan):(.+)$/.exec(name) ?? []
  if (criterionId) return { kind: kind === 'nilai' ? 'points' : 'comments', criterionId }
  return name === 'catatan' ? { kind: 'comment', criterionId: null } : undefined
}
