import { useMemo, useState } from 'react'
import { zoneHours } from '#domain/interview-hours.ts'
import { count } from '#site/text/format.ts'
import { dayWords, daysOfStage } from '#site/text/interview.ts'
import { ErrorSummary, Refusal } from '../ErrorSummary.tsx'
import { Field, TextArea, TextField } from '../Field.tsx'
import { phaseOf } from '../EditionDesk.tsx'
import { useAddress } from '../useAddress.ts'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import type { Work } from './InterviewDesk.tsx'
import { askPlan, type Plan } from './interviews-api.ts'
import { askedOf, firstForm, isZone, parseForm, type PlanForm } from './plan-form.ts'
import { PlanPreview } from './PlanPreview.tsx'

/** Hours and rooms, then a preview, then one act that publishes it. */
export function InterviewPlanner({ board, edition, stage, reloadBoard }: Work) {
  const place = { edition: edition.slug, stage: stage.id }
  const address = useAddress()
  const first = useMemo(() => firstForm(board, stage), [board, stage])
  const [kept, keep] = useKept(`wawancara ${edition.slug} ${stage.id}`)
  const form = parseForm(kept) ?? first
  const [reason, setReason] = useState('')
  const [preview, setPreview] = useState<Plan>()
  const [lines, setLines] = useState<readonly { text: string; href: string }[]>([])
  const { send, isSending, problem } = useSending()
  const change = (given: Partial<PlanForm>) => {
    setPreview(undefined)
    keep(JSON.stringify({ ...form, ...given }))
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
    const answer = await send(() => askPlan(place, { ...asked, basis, reason }))
    if (!answer?.ok) return
    if (basis === null) return setPreview(answer.value)
    setPreview(undefined)
    reloadBoard()
    address.go({ bagian: null })
  }
  if (phaseOf(stage, edition.now) === 'past')
    return <p className="empty">Tahap ini sudah ditutup; jadwalnya tidak berubah lagi.</p>
  if (board.slots.length + board.waiting.length === 0) {
    return (
      <p className="empty">
        Wawancara disusun dari usulan yang lolos pleno sebelumnya. Tetapkan hasil pleno itu dahulu.
      </p>
    )
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void ask(null)
      }}
    >
      <p className="measure">
        {isReplan
          ? 'Yang sudah terjadwal tetap di tempatnya selama panelisnya sedia; hanya yang perlu yang pindah. Wawancara yang sudah dimulai tidak tersentuh.'
          : `Setiap wawancara ${count(board.times.presentationMinutes)} menit paparan dan ${count(board.times.questionMinutes)} menit tanya jawab, lalu jeda ${count(board.times.changeMinutes)} menit. Jadwal disusun dari yang paling awal, dan mendahulukan usulan yang pilihannya paling sedikit.`}
      </p>
      <ErrorSummary heading="Belum dapat disusun" lines={lines} />
      <FormFields form={form} days={daysOfStage(stage, board.now, zoneHours[form.zone])} change={change} />
      <Refusal problem={problem} />
      <p className="cluster">
        <button type="submit" className={preview ? 'button button-secondary' : 'button'} aria-disabled={isSending}>
          {isSending && !preview ? 'Menyusun' : preview ? 'Susun pratinjau lagi' : 'Susun pratinjau'}
        </button>
        {kept !== '' && (
          <button type="button" className="action" onClick={() => keep('')}>
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
    </form>
  )
}

type FieldsProps = { form: PlanForm; days: readonly string[]; change: (given: Partial<PlanForm>) => void }

function FormFields({ form, days, change }: FieldsProps) {
  const setBreak = (at: number, given: { from?: string; to?: string }) =>
    change({ breaks: form.breaks.map((one, n) => (n === at ? { ...one, ...given } : one)) })
  return (
    <div className="interview-form">
      <fieldset className="choices" id="hari" tabIndex={-1}>
        <legend>Hari</legend>
        <div className="interview-days">
          {days.map((day) => (
            <label className="choice" key={day}>
              <input
                type="checkbox"
                checked={form.days.includes(day)}
                onChange={({ target }) =>
                  change({
                    days: target.checked ? [...form.days, day].toSorted() : form.days.filter((one) => one !== day),
                  })
                }
              />
              {dayWords(day)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="stack">
        <div className="cluster">
          <TextField
            id="dari"
            label="Mulai"
            type="time"
            className="input-short"
            value={form.from}
            onValue={(from) => change({ from })}
          />
          <TextField
            id="sampai"
            label="Selesai"
            type="time"
            className="input-short"
            value={form.to}
            onValue={(to) => change({ to })}
          />
          <Field id="zona" label="Zona waktu">
            <select
              id="zona"
              className="select input-short"
              value={form.zone}
              onChange={({ target }) => isZone(target.value) && change({ zone: target.value })}
            >
              {Object.keys(zoneHours).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          </Field>
        </div>
        {form.breaks.map((one, n) => (
          <div className="cluster" key={n}>
            <TextField
              id={`jeda-dari-${n}`}
              label={`Jeda ${n + 1} dari`}
              type="time"
              className="input-short"
              value={one.from}
              onValue={(from) => setBreak(n, { from })}
            />
            <TextField
              id={`jeda-sampai-${n}`}
              label="sampai"
              type="time"
              className="input-short"
              value={one.to}
              onValue={(to) => setBreak(n, { to })}
            />
            <button
              type="button"
              className="action"
              onClick={() => change({ breaks: form.breaks.filter((_, other) => other !== n) })}
            >
              Hapus jeda {n + 1}
            </button>
          </div>
        ))}
        <p>
          <button
            type="button"
            className="action"
            onClick={() => change({ breaks: [...form.breaks, { from: '12:00', to: '13:00' }] })}
          >
            Tambah jeda
          </button>
        </p>
        <TextArea
          id="ruang"
          label="Ruang, satu setiap baris"
          hint="Nama ruang, atau alamat rapat video (https)."
          rows={3}
          value={form.rooms}
          onValue={(rooms) => change({ rooms })}
        />
        <TextField
          id="benih"
          label="Benih acak"
          hint="Benih yang sama memberi jadwal yang sama; ganti untuk melihat kemungkinan lain."
          className="input-short"
          inputMode="numeric"
          value={form.seed}
          onValue={(seed) => change({ seed })}
        />
      </div>
    </div>
  )
}
