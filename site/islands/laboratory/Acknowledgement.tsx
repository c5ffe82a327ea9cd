import { useState } from 'react'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useKept } from '../useKept.ts'
import { useSending } from '../useSending.ts'
import { startRun } from './laboratory-api.ts'
import type { RunSummary } from './laboratory-answers.ts'
import type { Bench } from './laboratory-parts.ts'

type Props = Bench & { run: RunSummary; onStarted: (id: string) => void }

/** A person takes it on themselves, with a reason, that jurors who share no proposal are compared all the same. */
export function Acknowledgement({ edition, stage, run, onStarted }: Props) {
  const [reason, setReason, forget] = useKept(`tak-terhubung-${stage.id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, isSending, problem } = useSending()
  const acknowledge = async () => {
    const found = reason.trim() === '' ? [{ href: '#alasan-terhubung', text: 'Tulis alasan menerimanya.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const { spread, exclusions } = run.config
    const answer = await send(() =>
      startRun(edition.slug, stage.id, { spread, exclusions, disconnected: reason.trim() }),
    )
    if (!answer?.ok) return
    forget()
    onStarted(answer.value.id)
  }
  return (
    <Form className="inline-form" onSubmit={acknowledge}>
      <h2>Hitung walaupun juri tidak terhubung</h2>
      <p>
        Bila mutu usulan antarbagian sama, hasilnya masih dapat dipakai; bila berbeda, usulan dari bagian yang lebih
        baik dirugikan, dan statistik tidak dapat mengetahuinya. Lebih baik tambahkan pembacaan silang.
      </p>
      <ErrorSummary heading="Belum dapat dihitung" lines={mistakes} />
      <Refusal problem={problem} />
      <TextArea
        id="alasan-terhubung"
        label="Alasan menerima"
        hint="Dicatat dalam jejak dan tampil bersama hitungan ini."
        value={reason}
        maxLength={500}
        onValue={setReason}
        error={mistakes[0]?.text}
      />
      <p>
        <button type="submit" className="button">
          {isSending ? 'Meminta hitungan' : 'Terima dan hitung'}
        </button>
      </p>
    </Form>
  )
}
