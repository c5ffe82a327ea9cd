import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { fromWibInput } from '#site/text/wib.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { Field, TextArea, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useAddress } from '../useAddress.ts'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import type { Ranking, RunSummary } from './laboratory-answers.ts'
import { orderSecondReadings } from './laboratory-api.ts'
import type { Bench } from './laboratory-parts.ts'
import { ReadingPlan, type PlannedReadings } from './ReadingPlan.tsx'

type Props = Bench & { run: RunSummary; ranking: Ranking }

/** Proposals near the line go to further jurors, all in one act. */
export function SecondReadings(props: Props) {
  const { ranking, mayAct } = props
  const { get, go } = useAddress()
  const numbers = ranking.secondReadings
  if (numbers.length === 0) return null
  const [low, high] = ranking.limits.secondReadingPercent
  return (
    <section className="block stack" aria-labelledby="pembacaan-kedua">
      <h2 id="pembacaan-kedua">{count(numbers.length)} usulan untuk pembacaan tambahan</h2>
      <p className="measure">
        Peluangnya di antara {count(low)}% dan {count(high)}%, atau seri tepat di batas, pada semua kelompok dan
        klaster. Pembacaan tambahan paling berguna di sini.
      </p>
      <details>
        <summary className="action">Nomor usulan, yang terdekat ke batas dahulu</summary>
        <p>{numbers.join(', ')}</p>
      </details>
      {mayAct &&
        (get('serahkan') === 'ya' ? (
          <HandOver {...props} onClose={() => go({ serahkan: null })} />
        ) : (
          <p>
            <button type="button" className="button" onClick={() => go({ serahkan: 'ya' })}>
              Serahkan ke penugasan
            </button>
          </p>
        ))}
    </section>
  )
}

function HandOver({ edition, stage, run, onClose }: Props & { onClose: () => void }) {
  const [readers, setReaders] = useState<1 | 2>(2)
  const [closesAt, setClosesAt] = useState('')
  const [reason, setReason, forget] = useKept(`pembacaan-${run.id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const [plan, setPlan] = useState<PlannedReadings>()
  const { send, isSending, problem } = useSending()
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value)
      setPlan(undefined)
    }
  }
  const order = async (preview: boolean) => {
    const until = fromWibInput(closesAt)
    const found = [
      ...(until === null ? [{ href: '#pembacaan-sampai', text: 'Isi batas waktu pembacaan.' }] : []),
      ...(reason.trim() === '' ? [{ href: '#pembacaan-alasan', text: 'Tulis alasan pembacaan tambahan.' }] : []),
    ]
    setMistakes(found)
    if (until === null || found.length > 0) return
    const json = { runId: run.id, readers, closesAt: until, reason: reason.trim(), preview }
    const answer = await send(() => orderSecondReadings(edition.slug, stage.id, json))
    if (!answer?.ok) return
    setPlan(answer.value)
    if (!preview) forget()
  }
  if (plan?.planId) {
    return (
      <div className="notice" role="status">
        <p>
          {count(plan.proposals)} usulan diserahkan. Juri menerima surat; pembacaan terbuka sampai{' '}
          {dateAndClock(new Date(plan.closesAt))}. Sesudah itu mulai hitungan baru.
        </p>
      </div>
    )
  }
  const errorAt = (id: string) => mistakes.find(({ href }) => href === `#${id}`)?.text
  return (
    <Form className="inline-form" onSubmit={() => order(!plan)}>
      <h3>Serahkan ke penugasan</h3>
      <p>
        Tahap {stage.name} terbuka lagi sampai batas yang Anda isi, hanya untuk pembacaan ini. Tahap sesudahnya ikut
        bergeser menurut aturan jadwal, dan perubahan itu segera tampil di halaman umum.
      </p>
      <ErrorSummary heading="Belum dapat diserahkan" lines={mistakes} />
      <Refusal problem={problem} />
      <Field id="pembacaan-juri" label="Juri tambahan untuk setiap usulan">
        <select
          id="pembacaan-juri"
          className="select input-short"
          value={readers}
          onChange={({ target }) => change(setReaders)(target.value === '1' ? 1 : 2)}
        >
          <option value={1}>1 juri</option>
          <option value={2}>2 juri</option>
        </select>
      </Field>
      <TextField
        id="pembacaan-sampai"
        type="datetime-local"
        className="lab-instant"
        label="Pembacaan ditutup, WIB"
        value={closesAt}
        onValue={change(setClosesAt)}
        error={errorAt('pembacaan-sampai')}
      />
      <TextArea
        id="pembacaan-alasan"
        label="Alasan"
        hint="Dicatat dalam jejak bersama perubahan jadwal."
        value={reason}
        maxLength={500}
        onValue={setReason}
        error={errorAt('pembacaan-alasan')}
      />
      {plan && <ReadingPlan plan={plan} />}
      <div className="cluster">
        <button type="submit" className="button">
          {submitWords(plan !== undefined, isSending)}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          Batal
        </button>
      </div>
    </Form>
  )
}

function submitWords(isPlanned: boolean, isSending: boolean): string {
  if (isPlanned) return isSending ? 'Menyerahkan' : 'Serahkan dan buka pembacaan'
  return isSending ? 'Menyusun' : 'Lihat rancangan'
}
