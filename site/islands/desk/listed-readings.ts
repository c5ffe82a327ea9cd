import type { ListedReading } from './desk-api.ts'
import type { QueuedHandIn } from './hand-in-queue.ts'

/** Where a reading stands for its juror. */
export const readingStates = {
  new: { name: 'Belum dimulai', filled: 0 },
  draft: { name: 'Draf', filled: 2 },
  later: { name: 'Nanti', filled: 1 },
  queued: { name: 'Menunggu dikirim', filled: 3 },
  refused: { name: 'Belum diterima', filled: 3 },
  handed_in: { name: 'Diserahkan', filled: 4 },
} as const
export type ReadingState = keyof typeof readingStates

export function stateOf({ state, laterAt }: ListedReading, queued: QueuedHandIn | undefined): ReadingState {
  if (state === 'handed_in') return 'handed_in'
  if (queued) return queued.problem === null ? 'queued' : 'refused'
  return laterAt === null ? state : 'later'
}

/** What the list is narrowed to. */
export const filters = {
  semua: () => true,
  terbuka: (state: ReadingState) => state !== 'handed_in' && state !== 'queued',
  draf: (state: ReadingState) => state === 'draft',
  nanti: (state: ReadingState) => state === 'later',
  menunggu: (state: ReadingState) => state === 'queued' || state === 'refused',
  diserahkan: (state: ReadingState) => state === 'handed_in',
} as const satisfies Record<string, (state: ReadingState) => boolean>
export type Filter = keyof typeof filters

export const filterNames: Readonly<Record<Filter, string>> = {
  semua: 'Semua',
  terbuka: 'Belum diserahkan',
  draf: 'Draf',
  nanti: 'Nanti',
  menunggu: 'Menunggu dikirim',
  diserahkan: 'Diserahkan',
}

export const isFilter = (value: string | null): value is Filter => value !== null && Object.hasOwn(filters, value)

/** Whether each of the words stands in the title or the number. */
export function isFound({ title, referenceNumber }: Pick<ListedReading, 'title' | 'referenceNumber'>, words: string) {
  const text = `${referenceNumber} ${title}`.toLocaleLowerCase('id')
  return words
    .toLocaleLowerCase('id')
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export const readingLink = (id: string) => `/juri/nilai/?${new URLSearchParams({ penugasan: id }).toString()}`
