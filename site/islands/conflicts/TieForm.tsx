import { useState, type ReactNode } from 'react'
import type { TieKind } from '#domain/conflict.ts'
import { tieKindNames } from '#domain/conflict-words.ts'
import { dayEnds } from '#domain/jakarta-day.ts'
import { AgencyField, type Agency } from '../AgencyField.tsx'
import type { Answer } from '../answer.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextArea, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useSending } from '../useSending.ts'
import type { Tie } from './conflicts-api.ts'
import { Select } from './Select.tsx'

type Props = {
  /** Before the fields, as which juror it is about. */
  children?: ReactNode
  button: string
  save: (tie: Tie) => Promise<Answer<unknown>>
  /** What the fields before these lack. */
  lacking?: () => ErrorLine[]
  onSaved: () => void
  onCancel: () => void
}

/** A tie to an agency: which, what kind, why, and until when. */
export function TieForm({ children, button, save, lacking = () => [], onSaved, onCancel }: Props) {
  const [agency, setAgency] = useState<Agency | null>(null)
  const [kind, setKind] = useState<TieKind | ''>('')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [lines, setLines] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => lines.find((line) => line.href === href)?.text
  const submit = async () => {
    const found = [
      ...lacking(),
      ...(agency ? [] : [{ href: '#instansi-hubungan', text: 'Pilih instansinya.' }]),
      ...(kind === '' ? [{ href: '#jenis-hubungan', text: 'Pilih jenis hubungan.' }] : []),
      ...(kind === 'former_post' && until === ''
        ? [{ href: '#sampai', text: 'Isi sampai kapan bekas jabatan ini masih menimbulkan benturan.' }]
        : []),
      ...(reason.trim() === '' ? [{ href: '#alasan-hubungan', text: 'Tulis alasannya.' }] : []),
    ]
    setLines(found)
    if (found.length > 0 || !agency || kind === '') return
    const tie = {
      agencyId: agency.id,
      kind,
      reason: reason.trim(),
      endsAt: until === '' ? null : dayEnds(until).toISOString(),
    }
    const answer = await send(() => save(tie))
    if (answer?.ok) onSaved()
  }
  return (
    <Form className="inline-form" onSubmit={submit}>
      <ErrorSummary heading="Periksa isian ini" lines={lines} />
      <Refusal problem={problem} />
      {children}
      <AgencyField
        id="instansi-hubungan"
        chosen={agency}
        onChoose={setAgency}
        hint="Ketik namanya, lalu pilih."
        error={errorOf('#instansi-hubungan')}
      />
      <Select<TieKind>
        id="jenis-hubungan"
        label="Jenis hubungan"
        names={tieKindNames}
        none="Pilih jenis"
        value={kind}
        onValue={setKind}
        error={errorOf('#jenis-hubungan')}
      />
      <TextField
        id="sampai"
        label="Berlaku sampai"
        hint={
          kind === 'former_post'
            ? 'Sesudah tanggal ini bekas jabatan tidak lagi menimbulkan benturan.'
            : 'Kosongkan bila belum ada akhirnya.'
        }
        type="date"
        className="input-short"
        value={until}
        onValue={setUntil}
        error={errorOf('#sampai')}
      />
      <TextArea
        id="alasan-hubungan"
        label="Alasan"
        hint="Misalnya jabatan yang dahulu, atau hubungan dengan pejabat di sana."
        maxLength={1000}
        value={reason}
        onValue={setReason}
        error={errorOf('#alasan-hubungan')}
      />
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Mencatat' : button}
        </button>
        <button className="action" type="button" onClick={onCancel}>
          Batal
        </button>
      </p>
    </Form>
  )
}
