import { useEffect, useRef, useState } from 'react'
import { screeningReasons } from '#site/text/screening.ts'
import { ActOrLeave } from './ActOrLeave.tsx'
import { ErrorSummary, Refusal, type ErrorLine } from './ErrorSummary.tsx'
import { TextArea } from './Field.tsx'
import { Form } from './Form.tsx'
import { recordScreening } from './staff-api.ts'
import type { ScreeningOutcome } from './staff-answers.ts'
import { useKept } from './useKept.ts'
import { useSending } from './useSending.ts'

const words = {
  eligible: { heading: 'Nyatakan layak', note: 'Catatan (boleh kosong)' },
  needs_repair: { heading: 'Minta perbaikan', note: 'Catatan bagi instansi: apa yang perlu diperbaiki' },
  ineligible: { heading: 'Nyatakan tidak layak', note: 'Catatan bagi instansi' },
} as const

type Props = {
  submissionId: string
  outcome: ScreeningOutcome
  /** The number this verdict will have; another one recorded meanwhile makes the server refuse. */
  sequence: number
  /** Reason codes that the machine suggests, ticked beforehand. */
  hinted: readonly string[]
  onRecorded: () => void
  onCancel: () => void
}

export function VerdictForm({ submissionId, outcome, sequence, hinted, onRecorded, onCancel }: Props) {
  const refuses = outcome !== 'eligible'
  const [codes, setCodes] = useState<ReadonlySet<string>>(
    () => new Set(screeningReasons.map(({ id }) => id).filter((id) => hinted.includes(id))),
  )
  const [note, setNote, forget] = useKept(`seleksi-${submissionId}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), [outcome])

  useEffect(() => {
    const element = form.current
    const cancel = (event: KeyboardEvent) => event.key === 'Escape' && onCancel()
    element?.addEventListener('keydown', cancel)
    return () => element?.removeEventListener('keydown', cancel)
  }, [onCancel])

  const record = async () => {
    const reasonCodes = refuses ? [...codes] : []
    const found =
      refuses && reasonCodes.length === 0 ? [{ href: '#alasan', text: 'Pilih sedikitnya satu alasan.' }] : []
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() =>
      recordScreening(submissionId, { outcome, reasonCodes, note: note.trim(), sequence }),
    )
    if (!answer?.ok) return
    forget()
    onRecorded()
  }
  return (
    <Form ref={form} className="inline-form" onSubmit={record}>
      <h2>{words[outcome].heading}</h2>
      <ErrorSummary heading="Belum dapat dicatat" lines={mistakes} />
      <Refusal problem={problem} />
      {refuses && <Reasons codes={codes} onChange={setCodes} error={mistakes[0]?.text} />}
      {refuses && <TextArea id="catatan" label={words[outcome].note} value={note} maxLength={1000} onValue={setNote} />}
      <ActOrLeave isSending={isSending} act={words[outcome].heading} busy="Mencatat" onLeave={onCancel}>
        <span className="hint">
          Instansi menerima kalimatnya. Keputusan dapat diganti dengan keputusan baru selama tahap ini terbuka.
        </span>
      </ActOrLeave>
    </Form>
  )
}

type ReasonsProps = {
  codes: ReadonlySet<string>
  onChange: (codes: ReadonlySet<string>) => void
  error: string | undefined
}

function Reasons({ codes, onChange, error }: ReasonsProps) {
  const toggle = (id: string) => {
    const changed = new Set(codes)
    if (!changed.delete(id)) changed.add(id)
    onChange(changed)
  }
  return (
    <fieldset id="alasan" tabIndex={-1} className={error ? 'choices is-invalid' : 'choices'}>
      <legend>Alasan</legend>
      {error && <p className="field-error">{error}</p>}
      <div className="choices-columns choices-dense">
        {screeningReasons.map(({ id, name, code }) => (
          <label className="choice" key={id}>
            <input type="checkbox" checked={codes.has(id)} onChange={() => toggle(id)} />
            <span>
              {name} <span className="hint">{code}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
