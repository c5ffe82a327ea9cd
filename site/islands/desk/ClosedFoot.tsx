import { count, dateAndClock, points } from '#site/text/format.ts'
import type { ReadingView } from './desk-api.ts'
import { runningSum, type WrittenSheet } from './written-sheet.ts'

type Props = { view: ReadingView; written: WrittenSheet; closedAt: Date; onNext: () => void }

/** The stage has closed and this sheet was not handed in: it is read, and goes nowhere any more. */
export function ClosedFoot({ view: { stage, proposal, rubric }, written, closedAt, onNext }: Props) {
  const { sumHundredths, filled } = runningSum(rubric, written)
  return (
    <div className="desk-foot stack stack-tight">
      <div role="status">
        <p>
          <b>
            Tahap {stage.name} ditutup {dateAndClock(closedAt)}.
          </b>{' '}
          Lembar usulan {proposal.referenceNumber} belum diserahkan waktu itu, jadi tidak dapat diserahkan lagi:{' '}
          {filled === 0
            ? 'tidak ada kriteria yang terisi.'
            : `${count(filled)} dari ${count(rubric.length)} kriteria terisi, jumlah ${points(sumHundredths)}.`}{' '}
          Naskah dan isian masih dapat Anda baca.
        </p>
      </div>
      <div className="cluster">
        <button type="button" className="button" onClick={onNext}>
          Usulan berikutnya
        </button>
        <a className="button button-secondary" href="/juri/">
          Daftar usulan
        </a>
      </div>
    </div>
  )
}
