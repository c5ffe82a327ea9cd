import type { Copy } from './local-first/copy.ts'
import type { Device, FoundCopy } from './local-first/device.ts'
import { fingerprint } from './local-first/fingerprint.ts'
import { parseTyped, type Typed } from './score-draft.ts'

/** Where sheets stood before they were sealed: `gelanggang:lembar:<assignment>` in localStorage, readable to anybody. */
const oldPrefix = 'gelanggang:lembar:'

/**
 * Takes over what an older version of this page kept plainly of these assignments, which are this person's; each goes only when it
 * has been sealed. What the device would not seal is answered, so that it is not lost either.
 */
export async function takeOverOldSheets(
  assignmentIds: readonly string[],
  nameOf: (assignmentId: string) => string,
  device: Device,
): Promise<FoundCopy[]> {
  const left: FoundCopy[] = []
  for (const id of assignmentIds) {
    const copy = readOld(oldPrefix + id)
    if (!copy) continue
    const found = { document: nameOf(id), tab: 'lama', value: copy }
    if (await device.keep(found.document, found.tab, copy)) localStorage.removeItem(oldPrefix + id)
    else left.push(found)
  }
  return left
}

function readOld(key: string): Copy<Typed> | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof value !== 'object' || value === null || !('typed' in value) || !('base' in value)) return undefined
    const [content, base] = [parseTyped(value.typed), parseTyped(value.base)]
    // The version was not kept: where the portal still has what this was typed over, its fingerprint says so.
    return content && base && { content, base, baseVersion: 0, at: Date.now(), sent: [fingerprint(base)] }
  } catch {
    return undefined
  }
}
