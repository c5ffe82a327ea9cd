import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { points as asPoints } from '#site/text/format.ts'
import { Dialog } from './Dialog.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { handIn } from './staff-api.ts'
import type { AssignmentView, SheetContent } from './staff-answers.ts'
import { useSending } from './useSending.ts'
import { TableScroll } from './TableScroll.tsx'

type Props = {
  view: AssignmentView
  content: SheetContent
  pause: (isPaused: boolean) => void
  onClose: () => void
  onHandedIn: () => void
}

/** Check your answers: the sheet as it will be kept. */
export function HandInDialog({ view: { id, rubric, proposal }, content, pause, onClose, onHandedIn }: Props) {
  const { send, problem, isSending } = useSending()
  const total = weightedTotalHundredths(rubric, content.points)
  const submit = async () => {
    pause(true)
    const answer = await send(() => handIn(id, content))
    if (answer?.ok || (answer && answer.problem.code === 'already_handed_in')) return onHandedIn()
    if (answer) pause(false)
  }
  return (
    <Dialog heading="Periksa lembar sebelum diserahkan" onClose={onClose}>
      <p className="hint">
        {proposal.referenceNumber}, {proposal.title}
      </p>
      <Refusal problem={problem} />
      <TableScroll>
        <table className="table table-dense">
          <thead>
            <tr>
              <th scope="col">Kriteria</th>
              <th scope="col" className="numeric">
                Bobot
              </th>
              <th scope="col" className="numeric">
                Skor
              </th>
              <th scope="col" className="numeric">
                Nilai
              </th>
            </tr>
          </thead>
          <tbody>
            {rubric.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">
                  {criterion.title}
                  {content.comments[criterion.id] && <p className="hint prose">{content.comments[criterion.id]}</p>}
                </th>
                <td className="numeric">{criterion.weightPercent}</td>
                <td className="numeric">{content.points[criterion.id]}</td>
                <td className="numeric">{asPoints((content.points[criterion.id] ?? 0) * criterion.weightPercent)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Nilai usulan</th>
              <td className="numeric">100</td>
              <td className="numeric" colSpan={2}>
                <b>{total.ok ? asPoints(total.value) : '–'}</b>
              </td>
            </tr>
          </tfoot>
        </table>
      </TableScroll>
      {content.comment && <p className="prose">{content.comment}</p>}
      <p>Sesudah diserahkan, lembar ini tidak dapat diubah. Juri lain tidak melihatnya selama tahap ini berjalan.</p>
      <div className="cluster">
        <button type="button" className="button" onClick={() => void submit()}>
          {isSending ? 'Menyerahkan' : 'Serahkan lembar ini'}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Kembali mengubah
        </button>
      </div>
    </Dialog>
  )
}
