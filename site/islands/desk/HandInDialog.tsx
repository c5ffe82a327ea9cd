import { useEffect, useRef, useState } from 'react'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { count, points as asPoints } from '#site/text/format.ts'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useSending } from '../useSending.ts'
import { handIn, type ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import { isWaiting } from './hand-in-queue.ts'
import type { OpenSheet } from './sheets.ts'
import type { Done } from './SheetReceipt.tsx'
import { toHandIn } from './written-sheet.ts'

type Props = {
  view: ReadingView
  sheet: OpenSheet
  device: DeskDevice
  onClose: () => void
  onDone: (done: Done) => void
}

/** Hands a sheet in; where the portal is not reached it waits on this device. */
function useHandIn({ view, sheet, device, onDone }: Props) {
  const { id, rubric, proposal } = view
  const { referenceNumber, title } = proposal
  const { send, problem, isSending } = useSending()
  const [content] = useState(() => toHandIn(sheet.saver.read().content))
  const total = weightedTotalHundredths(rubric, content.points)
  const totalHundredths = total.ok ? total.value : 0

  const submit = async () => {
    // While it is handed in nothing is saved beside it.
    sheet.saver.hold(true)
    const answer = await send(() => handIn(id, content))
    if (!answer) return
    if (answer.ok) {
      const { handedInAt, sha256 } = answer.value
      device.lists.change(id, { state: 'handed_in', totalHundredths: answer.value.totalHundredths })
      await device.sheets.drop(id)
      void device.readings.reload(id)
      return onDone({ id, referenceNumber, totalHundredths: answer.value.totalHundredths, handedInAt, sha256 })
    }
    if (answer.problem.code === 'already_handed_in') {
      device.sheets.setDown(id)
      return void device.readings.reload(id)
    }
    sheet.saver.hold(false)
    if (!isWaiting(answer.problem) || answer.problem.code === 'sign_in_needed') return
    const queuedAt = new Date().toISOString()
    const isQueued = await device.queue.add({ id, referenceNumber, title, sheet: content, queuedAt })
    if (isQueued) onDone({ id, referenceNumber, totalHundredths, handedInAt: null, sha256: null })
  }
  return { content, total, submit, problem, isSending }
}

/** Check your answers: the sheet as it will be kept. Enter hands it in. */
export function HandInDialog(props: Props) {
  const { view, onClose } = props
  const { rubric, proposal } = view
  const { content, total, submit, problem, isSending } = useHandIn(props)
  const confirm = useRef<HTMLButtonElement>(null)
  useEffect(() => confirm.current?.focus(), [])
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
            {rubric.map(({ id, title, weightPercent }) => (
              <tr key={id}>
                <th scope="row">
                  {title}
                  {content.comments[id] && <p className="hint prose">{content.comments[id]}</p>}
                  <PinCount pins={content.pins.filter(({ criterionId }) => criterionId === id).length} />
                </th>
                <td className="numeric">{weightPercent}</td>
                <td className="numeric">{content.points[id]}</td>
                <td className="numeric">{asPoints((content.points[id] ?? 0) * weightPercent)}</td>
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
      <p>
        Sesudah diserahkan, lembar ini tidak dapat diubah. Juri lain tidak melihatnya selama tahap ini berjalan. Usulan
        berikutnya langsung terbuka.
      </p>
      <div className="cluster">
        <button ref={confirm} type="button" className="button" onClick={() => void submit()}>
          {isSending ? 'Menyerahkan' : 'Serahkan lembar ini'}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Kembali mengubah
        </button>
      </div>
    </Dialog>
  )
}

const PinCount = ({ pins }: { pins: number }) => (pins === 0 ? null : <p className="hint">{count(pins)} kutipan</p>)
