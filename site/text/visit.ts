import type { FindingOutcome, VisitSummary } from '#domain/field-visit.ts'
import { count } from './format.ts'

export const outcomeNames = {
  confirmed: 'Sesuai',
  partly: 'Sebagian',
  not_confirmed: 'Tidak sesuai',
  not_seen: 'Tidak terlihat',
} as const satisfies Record<FindingOutcome, string>

export const visitStates = {
  new: { name: 'Belum ditulis', filled: 0 },
  draft: { name: 'Draf', filled: 2 },
  handed_in: { name: 'Diserahkan', filled: 4 },
} as const

/** `4 dari 5 sesuai, 1 sebagian`. */
export function summaryWords({ checks, confirmed, partly, not_confirmed, not_seen }: VisitSummary): string {
  const others = [
    partly > 0 && `${count(partly)} sebagian`,
    not_confirmed > 0 && `${count(not_confirmed)} tidak sesuai`,
    not_seen > 0 && `${count(not_seen)} tidak terlihat`,
  ]
  return [`${count(confirmed)} dari ${count(checks)} sesuai`, ...others].filter((part) => part !== false).join(', ')
}
