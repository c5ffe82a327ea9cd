import type { ErrorLine } from '../ErrorSummary.tsx'
import type { WrittenAnswer } from './answer-document.ts'
import type { GivenAnswer, Round, RoundSheet } from './consolidation-api.ts'
import { isChanged, readRevision } from './revision.ts'

type Checked = { wrong: ErrorLine[]; given: GivenAnswer | null }

/** What of an answer is still missing, each with the way to its field; what can be given where nothing is. */
export function checkAnswer(
  round: Pick<Round, 'criteria'>,
  own: Pick<RoundSheet, 'points' | 'comments' | 'comment'>,
  { kind, revision, reason }: WrittenAnswer,
): Checked {
  const { points, comments, invalid } = readRevision(round, revision)
  const wrong: ErrorLine[] = []
  if (kind === null) wrong.push({ text: 'Pilih menegaskan atau mengubah lembar Anda.', href: '#jawab-tegaskan' })
  if (kind === 'revised') {
    for (const { id, title } of invalid) {
      wrong.push({ text: `Skor ${title} harus bilangan bulat dari 0 sampai 100.`, href: `#skor-${id}` })
    }
    if (invalid.length === 0 && !isChanged(own, revision)) {
      wrong.push({ text: 'Belum ada yang diubah.', href: `#skor-${round.criteria[0]?.id}` })
    }
  }
  if (reason.trim() === '') wrong.push({ text: 'Tulis alasan Anda.', href: '#alasan-konsolidasi' })
  if (wrong.length > 0 || kind === null) return { wrong, given: null }
  const sheet = { points, comments, comment: revision.comment }
  return { wrong, given: kind === 'confirmed' ? { answer: kind, reason } : { answer: kind, reason, ...sheet } }
}
