import { useState } from 'react'
import { zoneHours } from '#domain/zone.ts'
import { count, dateAndClock } from '#site/text/format.ts'
import { daysOfStage } from '#site/text/interview.ts'
import { phaseOf } from '../EditionDesk.tsx'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useAddress } from '../useAddress.ts'
import { useSending } from '../useSending.ts'
import { HoursFields } from './HoursFields.tsx'
import type { Work } from './InterviewDesk.tsx'
import { askPlan, type Plan } from './interviews-api.ts'
import { askedOf, type PlanForm } from './plan-form.ts'
import { PlanPreview } from './PlanPreview.tsx'
import { useKeptHours } from './useKeptHours.ts'

/** Hours and rooms, then a preview, then one act that publishes it. */
export function InterviewPlanner(work: Work) {
  const { board, edition, stage, reloadBoard } = work
  const place = { edition: edition.slug, stage: stage.id }
  const address = useAddress()
  const hours = useKeptHours(work)
  const { form } = hours
  const [reason, setReason] = useState('')
  const [preview, setPreview] = useState<Plan>()
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, isSending, problem, setProblem } = useSending()
  const change = (given: Partial<PlanForm>) => {
    setPreview(undefined)
    hours.change(given)
  }
  const settle = (choose: () => void) => {
    setProblem(undefined)
    choose()
  }
  const isReplan = board.slots.length > 0
  const ask = async (basis: string | null) => {
    const asked = askedOf(form)
    const wrong = [
      ...(form.days.length === 0 ? [{ text: 'Pilih sedikitnya satu hari.', href: '#hari' }] : []),
      ...(asked === null && form.days.length > 0
        ? [{ text: 'Isi sedikitnya satu ruang, dan benih berupa bilangan.', href: '#ruang' }]
        : []),
      ...(basis !== null && isReplan && reason.trim() === ''
        ? [{ text: 'Tulis alasan perubahan; panelis dan instansi membacanya.', href: '#alasan' }]
        : []),
    ]
    setLines(wrong)
    if (wrong.length > 0 || asked === null) return
    // Kept before they are planned with, so that what is previewed is what everybody finds here.
    const kept = await send(() => hours.keep(asked))
    if (!kept?.ok) return kept && reloadBoard()
    const answer = await send(() => askPlan(place, { ...asked, basis, reason }))
    if (!answer?.ok) return
    if (basis === null) {
      setPreview(answer.value)
      return reloadBoard()
    }
    setPreview(undefined)
    reloadBoard()
    address.go({ bagian: null })
  }
  if (phaseOf(stage, edition.now) === 'past')
    return <p className="empty">Tahap ini sudah ditutup; jadwalnya tidak berubah lagi.</p>
  if (board.slots.length + board.waiting.length + board.heldBack.length === 0) {
    return (
      <p className="empty">
        Wawancara disusun dari usulan yang lolos pleno sebelumnya. Tetapkan hasil pleno itu dahulu.
      </p>
    )
  }
  return (
    <Form className="stack" onSubmit={() => ask(null)}>
      <p className="measure">
        {isReplan
          ? 'Yang sudah terjadwal tetap di tempatnya selama panelisnya sedia; hanya yang perlu yang pindah. Wawancara yang sudah dimulai tidak tersentuh.'
          : `Setiap wawancara ${count(board.times.presentationMinutes)} menit paparan dan ${count(board.times.questionMinutes)} menit tanya jawab, lalu jeda ${count(board.times.changeMinutes)} menit. Jadwal disusun dari yang paling awal, dan mendahulukan usulan yang pilihannya paling sedikit.`}
      </p>
      {board.heldBack.length > 0 && (
        <p className="hint">
          {count(board.heldBack.length)} wawancara yang dibatalkan tidak ikut disusun; ikutkan lagi dari halaman Jadwal.
        </p>
      )}
      <ErrorSummary heading="Belum dapat disusun" lines={lines} />
      {hours.isOvertaken && (
        <div className="notice stack stack-tight" role="alert">
          <p>
            {board.hours?.by} menyimpan jam dan ruang lain
            {board.hours && ` pada ${dateAndClock(new Date(board.hours.at))}`} sesudah Anda mulai mengisi.
          </p>
          <p className="cluster">
            <button type="button" className="action" onClick={() => settle(hours.forget)}>
              Pakai yang tersimpan
            </button>
            <button type="button" className="action" onClick={() => settle(hours.insist)}>
              Pakai isian saya
            </button>
          </p>
        </div>
      )}
      <HoursFields form={form} days={daysOfStage(stage, board.now, zoneHours[form.zone])} change={change} />
      <p className="hint" role="status">
        {hours.isTyped
          ? 'Isian ini belum tersimpan; tersimpan saat pratinjau disusun.'
          : board.hours
            ? `Jam dan ruang ini disimpan ${board.hours.by}, ${dateAndClock(new Date(board.hours.at))}.`
            : 'Jam dan ruang tersimpan untuk seluruh sekretariat saat pratinjau disusun.'}
      </p>
      {!(hours.isOvertaken && problem?.code === 'hours_changed') && <Refusal problem={problem} />}
      <p className="cluster">
        <button type="submit" className={preview ? 'button button-secondary' : 'button'} aria-disabled={isSending}>
          {isSending && !preview ? 'Menyusun' : preview ? 'Susun pratinjau lagi' : 'Susun pratinjau'}
        </button>
        {hours.isTyped && (
          <button type="button" className="action" onClick={hours.forget}>
            Kembalikan isian semula
          </button>
        )}
      </p>
      {preview && (
        <PlanPreview plan={preview}>
          {isReplan && (
            <TextArea
              id="alasan"
              label="Alasan perubahan"
              hint="Tercatat, dan dibaca panelis dan instansi dalam surat."
              maxLength={1000}
              value={reason}
              onValue={setReason}
            />
          )}
          <p className="cluster">
            <button type="button" className="button" aria-disabled={isSending} onClick={() => void ask(preview.basis)}>
              {isSending ? 'Menerbitkan' : 'Terbitkan jadwal dan kirim surat'}
            </button>
            <button type="button" className="action" onClick={() => setPreview(undefined)}>
              Buang pratinjau
            </button>
          </p>
        </PlanPreview>
      )}
    </Form>
  )
}
