import { unsentPrefixes } from './unsent-news.ts'
import { findVault } from './vault.ts'

/** `copy:lembar:17#tab` and `handin:17` wait for the same sheet. */
const sheetOf = (name: string) => name.replace(/#[^#]*$/s, '').replace(/^.*:/s, '')

/** How many sheets of that person have something on this device that the portal has not confirmed. */
export async function countUnsent(personId: string): Promise<number> {
  const vault = await findVault(personId)
  const names = await Promise.all(unsentPrefixes.map((prefix) => vault?.names(prefix) ?? []))
  return new Set(names.flat().map(sheetOf)).size
}
