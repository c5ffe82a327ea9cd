import type { UnmetCause, UnmetDemand } from './demand.ts'

/** Why a proposal lacks readers, to stand after `karena` or a colon: on the screen, in a letter and in a table alike. */
export const causeWords: Readonly<Record<UnmetCause, string>> = {
  conflicts: 'semua juri lain mempunyai benturan kepentingan',
  load_caps: 'juri yang dapat membacanya sudah mencapai batas bacaan',
  apart: 'juri yang dapat membacanya dipisahkan dari pembaca yang ada',
  too_few_jurors: 'jumlah juri tidak mencukupi',
  not_in_table: 'tabel tidak menyebut cukup juri',
}

/** How many proposals lack readers for each cause, the causes in the order of their first proposal. */
export function countCauses(unmet: readonly Pick<UnmetDemand, 'cause'>[]): { cause: UnmetCause; proposals: number }[] {
  const counts = new Map<UnmetCause, number>()
  for (const { cause } of unmet) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  return [...counts].map(([cause, proposals]) => ({ cause, proposals }))
}
