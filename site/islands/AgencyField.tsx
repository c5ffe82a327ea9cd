import { useEffect, useState, type KeyboardEvent } from 'react'
import { clusterNames } from '#site/text/labels.ts'
import { findAgencies, type FoundAgency } from './accounts/accounts-api.ts'
import { describedBy, Field } from './Field.tsx'

export type Agency = { id: string; name: string }
type Props = {
  chosen: Agency | null
  onChoose: (agency: Agency | null) => void
  id?: string
  label?: string
  hint?: string
  error?: string | undefined
  /** `top`: only those that can have an admin. */
  level?: 'top' | 'all'
}

/** What tells two agencies of similar names apart. */
const about = ({ parent, province, clusterId }: FoundAgency): string =>
  parent ?? [clusterNames[clusterId], province].filter((part) => part !== null).join(', ')

/** What matches the words, and whether that is known yet. */
function useFound(words: string, level: 'top' | 'all') {
  const [answered, setAnswered] = useState<{ asked: string; agencies: readonly FoundAgency[] } | null>(null)
  const asked = words.trim()
  useEffect(() => {
    if (asked.length < 2) return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const answer = await findAgencies(asked, level)
      if (isCurrent) setAnswered({ asked, agencies: answer.ok ? answer.value.agencies : [] })
    }, 200)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [asked, level])
  return asked.length >= 2 && answered?.asked === asked ? answered.agencies : null
}

/** An agency found by any words of its name: typed, then chosen with the arrow keys and Enter, or by a click. */
export function AgencyField(props: Props) {
  const {
    chosen,
    onChoose,
    id = 'instansi',
    label = 'Instansi',
    hint = 'Ketik namanya, lalu pilih. Boleh kosong.',
    error,
  } = props
  const [words, setWords] = useState('')
  const [active, setActive] = useState(-1)
  const [isClosed, setClosed] = useState(false)
  const found = useFound(words, props.level ?? 'all')
  const isOpen = found !== null && found.length > 0 && !isClosed

  const choose = (agency: FoundAgency | undefined) => {
    if (!agency) return
    onChoose(agency)
    setWords('')
    setActive(-1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!found || found.length === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setClosed(false)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((at) => (isOpen ? (at + step + found.length) % found.length : 0))
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      choose(found[active] ?? (found.length === 1 ? found[0] : undefined))
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      setClosed(true)
    }
  }

  if (chosen) {
    return (
      <div className="field">
        <span className="field-label">{label}</span>
        <span>{chosen.name}</span>
        <p>
          <button type="button" className="action" onClick={() => onChoose(null)}>
            Pilih instansi lain
          </button>
        </p>
      </div>
    )
  }
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        type="text"
        className="input"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={`${id}-daftar`}
        aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        aria-invalid={error ? true : undefined}
        value={words}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(-1)
          setClosed(false)
        }}
      />
      <p className="visually-hidden" role="status">
        {found && (found.length === 0 ? 'Tidak ada yang cocok' : `${found.length} instansi cocok`)}
      </p>
      {found && found.length === 0 && <p className="hint">Tidak ada instansi dengan kata itu.</p>}
      <div className="options" id={`${id}-daftar`} role="listbox" aria-label="Instansi yang cocok" hidden={!isOpen}>
        {isOpen &&
          found.map((agency, at) => (
            <div
              key={agency.id}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              ref={(element) => {
                if (at === active) element?.scrollIntoView({ block: 'nearest' })
              }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(agency)}
              onKeyDown={(event) => event.key === 'Enter' && choose(agency)}
            >
              {agency.name}
              <span className="hint">{about(agency)}</span>
            </div>
          ))}
      </div>
    </Field>
  )
}
