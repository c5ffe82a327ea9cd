import { useState } from 'react'
import type { Rubric } from '#domain/edition.ts'
import type { RoundAnswer } from '#domain/score-sheet.ts'
import { count, dateAndClock, points } from '#site/text/format.ts'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import { listRevisions, loadRevision } from './desk-api.ts'
import { wordsOf } from './SheetNotices.tsx'
import { writtenOf, type WrittenSheet } from './written-sheet.ts'

type Props = {
  id: string
  rubric: Rubric
  /** Of the draft that stands: once another does, there is one more behind it. */
  version: number
  onTake: (written: WrittenSheet, roundAnswer: RoundAnswer | null) => void
  onClose: () => void
}

/** Earlier states of the own draft, and the way back to each: it is taken up as if typed, and the present one stays among them. */
export function RevisionsDialog({ id, rubric, version: standing, onTake, onClose }: Props) {
  const [chosen, setChosen] = useState<number>()
  const { answer } = useLoaded(`${id} ${standing}`, () => listRevisions(id))
  return (
    <Dialog heading="Versi sebelumnya dari lembar ini" onClose={onClose}>
      {!answer && <p className="hint">Memuat versi</p>}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && answer.value.revisions.length === 0 && (
        <p className="empty">
          Belum ada versi sebelumnya. Versi disimpan beberapa menit sekali, dan sebelum banyak isian dihapus.
        </p>
      )}
      {answer?.ok && (
        <ol className="plain-list">
          {answer.value.revisions.map(({ version, savedAt, filled, totalHundredths }) => (
            <li key={version}>
              <button
                type="button"
                className="history-version"
                aria-expanded={chosen === version}
                onClick={() => setChosen(chosen === version ? undefined : version)}
              >
                <b>Versi {count(version)}</b>
                <span>
                  {count(filled)} dari {count(rubric.length)} kriteria
                  {totalHundredths !== null && `, nilai ${points(totalHundredths)}`}
                </span>
                <span className="hint">{dateAndClock(new Date(savedAt))}</span>
              </button>
              {chosen === version && (
                <Revision
                  id={id}
                  version={version}
                  rubric={rubric}
                  onTake={(written, roundAnswer) => {
                    onTake(written, roundAnswer)
                    onClose()
                  }}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      <p>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Tutup
        </button>
      </p>
    </Dialog>
  )
}

type RevisionProps = Pick<Props, 'id' | 'version' | 'rubric' | 'onTake'>

function Revision({ id, version, rubric, onTake }: RevisionProps) {
  const { answer } = useLoaded(`${id} ${version}`, () => loadRevision(id, version))
  if (!answer) return <p className="hint">Memuat versi {count(version)}</p>
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const written = writtenOf(answer.value)
  const { roundAnswer } = answer.value
  return (
    <div className="inline-history stack stack-tight">
      <p className="prose">{wordsOf(rubric, written) || 'Lembar ini kosong.'}</p>
      {roundAnswer?.reason && <p className="prose">Alasan: {roundAnswer.reason}</p>}
      <p className="cluster">
        <button type="button" className="button button-secondary" onClick={() => onTake(written, roundAnswer)}>
          Pakai lagi versi {count(version)}
        </button>
        <span className="hint">Isian sekarang tetap ada di antara versi, jadi dapat dipakai kembali.</span>
      </p>
    </div>
  )
}
