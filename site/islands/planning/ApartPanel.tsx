import { useState } from 'react'
import { date } from '#site/text/format.ts'
import { ErrorSummary, Refusal, type ErrorLine } from '../ErrorSummary.tsx'
import { Field, TextField } from '../Field.tsx'
import { Form } from '../Form.tsx'
import { useKept } from '../useKept.ts'
import { useLoaded } from '../useLoaded.ts'
import { useSending } from '../useSending.ts'
import { addApart, endApart, listApart, type Juror, type Place } from './planning-api.ts'

type Props = { place: Place; jurors: readonly Juror[]; mayAct: boolean }

/** Two jurors who never read the same proposal, with the reason. */
export function ApartPanel({ place, jurors, mayAct }: Props) {
  const { answer, reload } = useLoaded(`apart ${place.edition}`, () => listApart(place.edition))
  const { send, problem, isSending } = useSending()
  if (!answer) return null
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { pairs } = answer.value
  const end = async (id: string) => {
    const ended = await send(() => endApart(place.edition, id))
    if (ended?.ok) reload()
  }
  return (
    <section className="block stack" aria-labelledby="dipisahkan">
      <h2 id="dipisahkan">Juri yang dipisahkan</h2>
      <p className="hint measure">Dua juri yang dipisahkan tidak pernah membaca usulan yang sama.</p>
      <Refusal problem={problem} />
      {pairs.length === 0 && <p className="empty">Belum ada juri yang dipisahkan.</p>}
      {pairs.length > 0 && (
        <ul className="stack stack-tight">
          {pairs.map(({ id, first, second, reason, at }) => (
            <li key={id} className="cluster cluster-between">
              <span>
                <b>
                  {first} dan {second}
                </b>
                : {reason} Sejak {date(new Date(at), 'plain')}.
              </span>
              {mayAct && (
                <button
                  type="button"
                  className="action"
                  aria-label={`Akhiri pemisahan ${first} dan ${second}`}
                  onClick={() => void end(id)}
                >
                  {isSending ? 'Mengakhiri' : 'Akhiri'}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAct && <AddPair place={place} jurors={jurors} onAdded={reload} />}
    </section>
  )
}

function AddPair({ place, jurors, onAdded }: Omit<Props, 'mayAct'> & { onAdded: () => void }) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [reason, setReason, forget] = useKept(`pisah-${place.edition}`)
  const [mistakes, setMistakes] = useState<readonly ErrorLine[]>([])
  const { send, problem, isSending } = useSending()
  const errorOf = (href: string) => mistakes.find((line) => line.href === href)?.text
  const add = async () => {
    const found: ErrorLine[] = [
      ...(first === '' ? [{ href: '#juri-a', text: 'Pilih juri pertama.' }] : []),
      ...(second === '' || second === first ? [{ href: '#juri-b', text: 'Pilih juri kedua yang lain.' }] : []),
      ...(reason.trim() === '' ? [{ href: '#alasan-pisah', text: 'Tulis alasannya.' }] : []),
    ]
    setMistakes(found)
    if (found.length > 0) return
    const answer = await send(() => addApart(place.edition, [first, second], reason.trim()))
    if (!answer?.ok) return
    forget()
    setFirst('')
    setSecond('')
    onAdded()
  }
  return (
    <Form className="inline-form" onSubmit={add}>
      <h3>Pisahkan dua juri</h3>
      <ErrorSummary heading="Periksa isian ini" lines={mistakes} />
      <Refusal problem={problem} />
      <div className="fields">
        <JurorChoice
          id="juri-a"
          label="Juri pertama"
          {...{ jurors, value: first, onValue: setFirst }}
          error={errorOf('#juri-a')}
        />
        <JurorChoice
          id="juri-b"
          label="Juri kedua"
          {...{ jurors, value: second, onValue: setSecond }}
          error={errorOf('#juri-b')}
        />
        <TextField
          id="alasan-pisah"
          label="Alasan"
          value={reason}
          maxLength={500}
          error={errorOf('#alasan-pisah')}
          onValue={setReason}
        />
      </div>
      <p>
        <button type="submit" className="button button-secondary">
          {isSending ? 'Memisahkan' : 'Pisahkan'}
        </button>
      </p>
    </Form>
  )
}

type ChoiceProps = {
  id: string
  label: string
  jurors: readonly Juror[]
  value: string
  error: string | undefined
  onValue: (value: string) => void
}

function JurorChoice({ id, label, jurors, value, error, onValue }: ChoiceProps) {
  return (
    <Field id={id} label={label} error={error}>
      <select
        id={id}
        className="input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-galat` : undefined}
        onChange={(event) => onValue(event.target.value)}
      >
        <option value="">Pilih juri</option>
        {jurors.map((juror) => (
          <option key={juror.id} value={juror.id}>
            {juror.name}
          </option>
        ))}
      </select>
    </Field>
  )
}
