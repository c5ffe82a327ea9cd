import { useEffect, useState } from 'react'
import { Field } from './Field.tsx'
import { findAgencies } from './staff-api.ts'

export type Agency = { id: string; name: string }
type Props = { chosen: Agency | null; onChoose: (agency: Agency | null) => void }

/** An agency found by the beginning of its name. */
export function AgencyField({ chosen, onChoose }: Props) {
  const [words, setWords] = useState('')
  const [answered, setAnswered] = useState<{ asked: string; agencies: readonly Agency[] } | null>(null)
  const asked = words.trim()
  const found = answered?.asked === asked ? answered.agencies : null
  useEffect(() => {
    if (asked.length < 2) return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const answer = await findAgencies(asked)
      if (isCurrent) setAnswered({ asked, agencies: answer.ok ? answer.value.agencies : [] })
    }, 250)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [asked])

  if (chosen) {
    return (
      <div className="field">
        <span className="field-label">Instansi</span>
        <span>{chosen.name}</span>
        <button type="button" className="action" onClick={() => onChoose(null)}>
          Pilih instansi lain
        </button>
      </div>
    )
  }
  return (
    <Field id="instansi" label="Instansi" hint="Ketik awal namanya, lalu pilih. Boleh kosong.">
      <input
        id="instansi"
        type="search"
        className="input"
        autoComplete="off"
        aria-describedby="instansi-petunjuk"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <p className="visually-hidden" role="status">
        {found && `${found.length} instansi cocok`}
      </p>
      {found && found.length === 0 && <p className="hint">Tidak ada instansi yang namanya berawal begitu.</p>}
      {found && found.length > 0 && (
        <ul className="suggestions">
          {found.map((agency) => (
            <li key={agency.id}>
              <button
                type="button"
                onClick={() => {
                  onChoose(agency)
                  setWords('')
                }}
              >
                {agency.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Field>
  )
}
