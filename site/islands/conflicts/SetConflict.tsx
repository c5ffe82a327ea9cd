import { useState } from 'react'
import type { ConflictReason } from '#domain/conflict.ts'
import { count } from '#site/text/format.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useSending } from '../useSending.ts'
import { KindAndReason, mistakesOf } from './ConflictDialog.tsx'
import { setConflict, setTie } from './conflicts-api.ts'
import { Select } from './Select.tsx'
import { TieForm } from './TieForm.tsx'

type Juror = { id: string; name: string }
type Props = { edition: string; jurors: readonly Juror[]; onSaved: (news: string) => void; onCancel: () => void }

type Chosen = { jurors: readonly Juror[]; value: string; onValue: (id: string) => void; error?: string | undefined }

const JurorSelect = ({ jurors, value, onValue, error }: Chosen) => (
  <Select
    id="juri-benturan"
    label="Juri"
    names={Object.fromEntries(jurors.map(({ id, name }) => [id, name]))}
    none="Pilih juri"
    value={value}
    onValue={onValue}
    error={error}
  />
)

const noJuror: ErrorLine = { href: '#juri-benturan', text: 'Pilih jurinya.' }

/** The secretariat says that a juror and a proposal must not meet. */
export function SetConflict({ edition, jurors, onSaved, onCancel }: Props) {
  const [jurorId, setJurorId] = useState('')
  const [referenceNumber, setReferenceNumber] = useState('')
  const [kind, setKind] = useState<ConflictReason | ''>('')
  const [reason, setReason] = useState('')
  const [lines, setLines] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => lines.find((line) => line.href === href)?.text
  const submit = async () => {
    const found = [
      ...(jurorId === '' ? [noJuror] : []),
      ...(referenceNumber.trim() === '' ? [{ href: '#nomor-benturan', text: 'Isi nomor usulannya.' }] : []),
      ...mistakesOf(kind, reason),
    ]
    setLines(found)
    if (found.length > 0 || kind === '') return
    const given = { jurorId, referenceNumber: referenceNumber.trim(), kind, reason: reason.trim() }
    const answer = await send(() => setConflict(edition, given))
    if (!answer?.ok) {
      const isUnknown = answer?.problem.code === 'invalid_input' && answer.problem.fields.includes('referenceNumber')
      if (isUnknown) setLines([{ href: '#nomor-benturan', text: 'Tidak ada usulan dengan nomor itu pada edisi ini.' }])
      return
    }
    const { freed } = answer.value
    onSaved(
      freed === 0 ? 'Benturan ditetapkan.' : `Benturan ditetapkan; ${count(freed)} bacaan dialihkan ke juri lain.`,
    )
  }
  return (
    <Form className="inline-form" aria-label="Tetapkan benturan juri dan usulan" onSubmit={submit}>
      <ErrorSummary heading="Periksa isian ini" lines={lines} />
      <Refusal problem={problem} />
      <JurorSelect jurors={jurors} value={jurorId} onValue={setJurorId} error={errorOf('#juri-benturan')} />
      <TextField
        id="nomor-benturan"
        label="Nomor usulan"
        hint="Seperti pada tanda terima."
        className="input-short"
        value={referenceNumber}
        onValue={setReferenceNumber}
        error={errorOf('#nomor-benturan')}
      />
      <KindAndReason {...{ kind, setKind, reason, setReason, mistakes: lines }} />
      <p className="cluster">
        <button className="button" type="submit">
          {isSending ? 'Mencatat' : 'Tetapkan benturan'}
        </button>
        <button className="action" type="button" onClick={onCancel}>
          Batal
        </button>
      </p>
    </Form>
  )
}

/** The secretariat notes what ties a juror to an agency. */
export function SetTie({ edition, jurors, onSaved, onCancel }: Props) {
  const [jurorId, setJurorId] = useState('')
  const [isLacking, setLacking] = useState(false)
  return (
    <TieForm
      button="Catat hubungan"
      lacking={() => {
        setLacking(jurorId === '')
        return jurorId === '' ? [noJuror] : []
      }}
      save={(tie) => setTie(edition, { ...tie, jurorId })}
      onSaved={() => onSaved('Hubungan dicatat. Juri diberi tahu, dan bacaan yang berbenturan dialihkan.')}
      onCancel={onCancel}
    >
      <JurorSelect jurors={jurors} value={jurorId} onValue={setJurorId} error={isLacking ? noJuror.text : undefined} />
    </TieForm>
  )
}
