import { useEffect, useRef, useState } from 'react'
import { ActOrLeave } from './ActOrLeave.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { Form } from './Form.tsx'
import { answerCorrection } from './staff-api.ts'
import type { CorrectionOutcome, CorrectionRow } from './staff-answers.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

const outcomes = [
  { id: 'accepted', name: 'Halaman diperbaiki' },
  { id: 'noted', name: 'Dicatat, halaman belum berubah' },
  { id: 'rejected', name: 'Halaman tidak diubah' },
] as const satisfies readonly { id: CorrectionOutcome; name: string }[]

type Props = { report: CorrectionRow; onAnswered: () => void; onCancel: () => void }

export function CorrectionAnswerForm({ report, onAnswered, onCancel }: Props) {
  const { id, reference, answers, hasEmail } = report
  const [outcome, setOutcome] = useState<CorrectionOutcome>()
  const [text, setText, forget] = useKept(`koreksi-${id}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), [])
  const own = (name: string) => `${name}-${reference}`

  const record = async () => {
    const found = [
      ...(outcome === undefined ? [{ href: `#${own('keputusan')}`, text: 'Pilih keputusannya.' }] : []),
      ...(text.trim() === '' ? [{ href: `#${own('jawaban')}`, text: 'Tulis jawabannya.' }] : []),
    ]
    setMistakes(found)
    if (outcome === undefined || found.length > 0) return
    const sequence = (answers.at(-1)?.sequence ?? 0) + 1
    const answer = await send(() => answerCorrection(id, { outcome, text: text.trim(), sequence }))
    if (!answer?.ok) return
    forget()
    onAnswered()
  }

  const faultAt = (name: string) => mistakes.find(({ href }) => href === `#${own(name)}`)?.text
  return (
    <Form ref={form} className="inline-form" onSubmit={record}>
      <h3>Jawab laporan {reference}</h3>
      <ErrorSummary heading="Belum dapat disimpan" lines={mistakes} />
      <Refusal problem={problem} />
      <fieldset id={own('keputusan')} tabIndex={-1} className={faultAt('keputusan') ? 'choices is-invalid' : 'choices'}>
        <legend>Keputusan</legend>
        {faultAt('keputusan') && <p className="field-error">{faultAt('keputusan')}</p>}
        {outcomes.map((one) => (
          <label className="choice" key={one.id}>
            <input
              type="radio"
              name={own('keputusan')}
              checked={outcome === one.id}
              onChange={() => setOutcome(one.id)}
            />
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
      <TextArea
        id={own('jawaban')}
        label="Jawaban bagi pelapor"
        hint="Sebutkan sumber yang Anda periksa dan apa yang berubah, atau mengapa tidak."
        error={faultAt('jawaban')}
        value={text}
        maxLength={2000}
        onValue={setText}
      />
      <ActOrLeave isSending={isSending} act="Simpan jawaban" busy="Menyimpan" onLeave={onCancel}>
        <span className="hint">
          {hasEmail ? 'Pelapor juga menerima surat.' : 'Pelapor membacanya dengan nomor laporan.'} Jawaban tersimpan
          tetap; yang keliru diganti dengan jawaban baru.
        </span>
      </ActOrLeave>
    </Form>
  )
}
