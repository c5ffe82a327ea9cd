import { unsentPrefixes } from './unsent-news.ts'
import { findVault } from './vault.ts'

/** What waits for the portal on this device: how many of each kind. */
export type Unsent = {
  /** Sheets of which words, or the whole, have not arrived. */
  sheets: number
  /** Readings that were put off or taken up again. */
  marks: number
  /** Sheets of visits. */
  visits: number
  /** Photographs of visits. */
  photos: number
  /** Answers in rounds of consolidation. */
  answers: number
}

/** Beginnings of names in the vault. What begins otherwise and waits is a sheet: an older version of a page may have left it. */
const kinds = [
  ['mark:', 'marks'],
  ['photo:', 'photos'],
  ['copy:kunjungan:', 'visits'],
  ['copy:konsolidasi:', 'answers'],
] as const

const kindOf = (name: string): keyof Unsent => kinds.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'sheets'

/** `copy:lembar:17#tab`, `handin:17` and `mark:17` are about the same reading. */
const subjectOf = (name: string) => name.replace(/#[^#]*$/s, '').replace(/^.*:/s, '')

async function listUnsent(personId: string): Promise<string[]> {
  const vault = await findVault(personId)
  return (await Promise.all(unsentPrefixes.map((prefix) => vault?.names(prefix) ?? []))).flat()
}

/** What of that person only this device has. */
export async function findUnsent(personId: string): Promise<Unsent> {
  const subjects = { sheets: new Set(), marks: new Set(), visits: new Set(), photos: new Set(), answers: new Set() }
  for (const name of await listUnsent(personId)) subjects[kindOf(name)].add(subjectOf(name))
  const { sheets, marks, visits, photos, answers } = subjects
  return { sheets: sheets.size, marks: marks.size, visits: visits.size, photos: photos.size, answers: answers.size }
}

export const isNone = (unsent: Unsent): boolean => Object.values(unsent).every((number) => number === 0)

/** Of how many readings, visits, photographs and rounds this device has something that the portal has not confirmed. */
export const countUnsent = async (personId: string): Promise<number> =>
  new Set((await listUnsent(personId)).map(subjectOf)).size
