import { diffWordsWithSpace } from 'diff'

export type Difference = { text: string; kind: 'same' | 'added' | 'removed' }

/** Longest search for a shortest difference, milliseconds; two texts that share nothing would take seconds. */
const patience = 500

/** What changed between two texts, word by word; null where they differ too much to be told apart. */
export function differences(before: string, after: string): Difference[] | null {
  const parts = diffWordsWithSpace(before, after, { timeout: patience })
  return (
    parts?.map(({ value, added, removed }) => ({
      text: value,
      kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    })) ?? null
  )
}
