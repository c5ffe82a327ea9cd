import { fingerprint } from './fingerprint.ts'
import { keepCopy } from './device.ts'

/** Where copies stood before they moved to IndexedDB: `gelanggang:tulisan:<person>:<proposal>:<part>` in localStorage. */
const oldPrefix = 'gelanggang:tulisan:'

/** Moves what an older version of this page kept for these documents; each goes only when it has arrived. */
export async function moveOldCopies(
  prefix: string,
  /** The content as it is kept now, and one that differs from it: what stood under it was not kept, so it must be sent. */
  contentOf: (part: string, text: string) => { content: unknown; base: unknown } | undefined,
): Promise<void> {
  for (const key of oldKeys(prefix)) {
    const document = key.slice(oldPrefix.length)
    const kept = parseOld(localStorage.getItem(key))
    const contents = kept && contentOf(document.slice(prefix.length), kept.text)
    if (!kept || !contents) continue
    const { baseVersion, at } = kept
    const copy = { ...contents, baseVersion, at, sent: [] }
    if (await keepCopy(document, `lama-${fingerprint(key)}`, copy)) localStorage.removeItem(key)
  }
}

function oldKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(oldPrefix + prefix))
  } catch {
    return []
  }
}

function parseOld(json: string | null): { text: string; baseVersion: number; at: number } | undefined {
  try {
    const value: unknown = JSON.parse(json ?? 'null')
    if (typeof value !== 'object' || value === null) return undefined
    if (!('text' in value && 'baseVersion' in value && 'at' in value)) return undefined
    const { text, baseVersion, at } = value
    if (typeof text !== 'string' || typeof baseVersion !== 'number' || typeof at !== 'number') return undefined
    return { text, baseVersion, at }
  } catch {
    return undefined
  }
}
