import type { Vault } from '../offline/vault.ts'
import { readingFile } from './desk-api.ts'

/** Where an attachment lies on the device. */
export const fileName = (sha256: string) => `file:${sha256}`

/** The bytes of an attachment: from the device where it is kept, else from the portal. Null when neither has it. */
export async function loadFile(readingId: string, sha256: string, vault: Vault | null): Promise<Blob | null> {
  const kept = await vault?.get<Blob>(fileName(sha256))
  if (kept) return kept
  try {
    const answer = await fetch(readingFile(readingId, sha256))
    return answer.ok ? await answer.blob() : null
  } catch {
    return null
  }
}
