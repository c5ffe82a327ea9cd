import { useEffect, useRef, useState } from 'react'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { count, points as asPoints } from '#site/text/format.ts'
import type { ClientProblem } from '#site/text/problems.ts'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { ReadingView } from './desk-api.ts'
import type { DeskDevice } from './desk-device.ts'
import { handInSheet } from './hand-in.ts'
import type { OpenSheet } from './sheets.ts'
import type { Done } from './standing-receipt.ts'
import { toHandIn, type WrittenSheet } from './written-sheet.ts'

type Props = {
  view: ReadingView
  sheet: OpenSheet
  device: DeskDevice
  onClose: () => void
  onDone: (done: Done) => void
}

const acts = { seen: 'Serahkan lembar ini', old: 'Tampilkan isian terbaru', two: 'Pilih isian yang berlaku' }
const changes = {
  seen: undefined,
  old: 'Isian lembar ini baru saja berubah di jendela atau perangkat lain.',
  two: 'Lembar ini mempunyai dua isian yang berbeda.',
}

/** Check your answers: the sheet as it will be kept. Enter hands it in. */
export function HandInDialog({ view, sheet, device, onClose, onDone }: Props) {
  const { rubric, proposal } = view
  const [problem, setProblem] = useState<ClientProblem>()
  const [isSending, setSending] = useState(false)
  const [written, setWritten] = useState(sheet.saver.read().content)
  /** What stood here before the newest was shown: what differs is named, so that nobody compares row by row from memory. */
  const [earlier, setEarlier] = useState<WrittenSheet>()
  const content = toHandIn(written)
  const before = earlier && toHandIn(earlier)
  /** Another tab or device may write while this is read: nothing is handed in that the juror has not seen. */
  const standing = (): keyof typeof acts => {
    if (sheet.clash()) return 'two'
    return JSON.stringify(toHandIn(sheet.saver.read().content)) === JSON.stringify(content) ? 'seen' : 'old'
  }
  const total = weightedTotalHundredths(rubric, content.points)
  const submit = async () => {
    if (isSending) return
    const now = standing()
    if (now === 'two') return onClose()
    setProblem(undefined)
    if (now === 'old') {
      setEarlier(written)
      return setWritten(sheet.saver.read().content)
    }
    setSending(true)
    const result = await handInSheet(device, view, written)
    setSending(false)
    if (result.ok) onDone(result.done)
    else setProblem(result.problem)
  }
  const said = changes[standing()] ?? (before && 'Isian terbaru sudah ditampilkan. Periksa lagi sebelum diserahkan.')
  // What is on its way is handed in as it stands here: nobody changes it meanwhile.
  const close = () => isSending || onClose()
  const confirm = useRef<HTMLButtonElement>(null)
  useEffect(() => confirm.current?.focus(), [])
  return (
    <Dialog heading="Periksa lembar sebelum diserahkan" onClose={close}>
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
                  {before && wordsOn(before, id) !== wordsOn(content, id) && (
                    <p className="attention">catatan atau kutipan berubah</p>
                  )}
                  <PinCount pins={content.pins.filter(({ criterionId }) => criterionId === id).length} />
                </th>
                <td className="numeric">{weightPercent}</td>
                <td className="numeric">
                  {content.points[id]}
                  {before && before.points[id] !== content.points[id] && (
                    <span className="hint line">semula {before.points[id] ?? 'kosong'}</span>
                  )}
                </td>
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
      {before && before.comment !== content.comment && (
        <p className="attention">Catatan untuk seluruh usulan berubah.</p>
      )}
      <div role="status">{!isSending && said && <p className="attention">{said}</p>}</div>
      <p>
        Sesudah diserahkan, lembar ini tidak dapat diubah. Juri lain tidak melihatnya selama tahap ini berjalan. Usulan
        berikutnya langsung terbuka.
      </p>
      <div className="cluster">
        <button
          ref={confirm}
          type="button"
          className="button"
          // A key that is still held down from the last score hands nothing in.
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={() => void submit()}
        >
          {isSending ? 'Menyerahkan' : acts[standing()]}
        </button>
        <button type="button" className="button button-secondary" onClick={close}>
          Kembali mengubah
        </button>
      </div>
    </Dialog>
  )
}

/** What is written on a criterion besides its score, to be compared. */
const wordsOn = ({ comments, pins }: ReturnType<typeof toHandIn>, id: string): string =>
  JSON.stringify([comments[id] ?? '', pins.filter(({ criterionId }) => criterionId === id)])

const PinCount = ({ pins }: { pins: number }) => (pins === 0 ? null : <p className="hint">{count(pins)} kutipan</p>)
