import { unsentPrefixes } from './unsent-news.ts'
import { findVault } from './vault.ts'

export type Unsent = {
  /** Sheets of which something has not reached the portal. */
  sheets: number
  /** Answers in a consolidation that are being written: the juror sends them, not the network. */
  answers: number
}

/** `copy:lembar:17#tab`, `handin:17` and `mark:17` wait for the same sheet. */
const sheetOf = (name: string) => name.replace(/#[^#]*$/s, '').replace(/^.*:/s, '')
const isAnswer = (name: string) => name.startsWith('copy:konsolidasi:')

/** What of that person only this device has. */
export async function findUnsent(personId: string): Promise<Unsent> {
  const vault = await findVault(personId)
  const names = (await Promise.all(unsentPrefixes.map((prefix) => vault?.names(prefix) ?? []))).flat()
  const countOf = (some: readonly string[]) => new Set(some.map(sheetOf)).size
  return { sheets: countOf(names.filter((name) => !isAnswer(name))), answers: countOf(names.filter(isAnswer)) }
}

/** How many sheets of that person have something on this device that the portal has not confirmed. */
export const countUnsent = async (personId: string): Promise<number> => (await findUnsent(personId)).sheets
