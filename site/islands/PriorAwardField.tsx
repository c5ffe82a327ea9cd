import { useEffect, useState } from 'react'
import { count } from '#site/text/format.ts'
import { receive, type Body } from './answer.ts'
import { priorAwardsApi } from './api.ts'
import { TextField } from './Field.tsx'
import { useLoaded } from './useLoaded.ts'

type Found = Body<typeof priorAwardsApi.index.$get>
type Props = {
  edition: string
  /** The entry of the registry that the proposal claims to be. */
  registryId: string | null
  onChoose: (registryId: string | null) => void
}

/** Has this innovation won before? Found by name or agency, and claimed by a click. */
export function PriorAwardField({ edition, registryId, onChoose }: Props) {
  return (
    <div className="stack stack-tight" id="riwayat-penghargaan">
      {registryId === null ? (
        <Search edition={edition} onChoose={onChoose} />
      ) : (
        <Claimed edition={edition} registryId={registryId} onChoose={onChoose} />
      )}
    </div>
  )
}

function Claimed({ edition, registryId, onChoose }: Props & { registryId: string }) {
  const { answer } = useLoaded(`penghargaan ${edition} ${registryId}`, () =>
    receive(priorAwardsApi.index.$get({ query: { edition, q: '', id: registryId } })),
  )
  const entry = answer?.ok ? answer.value.entries[0] : undefined
  return (
    <div className="field">
      <span className="field-label">Riwayat penghargaan</span>
      <span>{entry ? `${entry.name}, ${entry.agencyName}: ${entry.awards}` : registryId}</span>
      <p>
        <button type="button" className="action" onClick={() => onChoose(null)}>
          Bukan inovasi ini
        </button>
      </p>
    </div>
  )
}

function useFound(edition: string, typed: string): Found | null {
  const [answered, setAnswered] = useState<{ asked: string; found: Found } | null>(null)
  const asked = typed.trim()
  useEffect(() => {
    if (asked.length < 2) return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const answer = await receive(priorAwardsApi.index.$get({ query: { edition, q: asked } }))
      if (isCurrent && answer.ok) setAnswered({ asked, found: answer.value })
    }, 250)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [edition, asked])
  return asked.length >= 2 && answered?.asked === asked ? answered.found : null
}

function Search({ edition, onChoose }: Pick<Props, 'edition' | 'onChoose'>) {
  const [typed, setTyped] = useState('')
  const found = useFound(edition, typed)
  return (
    <>
      <TextField
        id="riwayat"
        type="search"
        label="Pernah menerima penghargaan kompetisi ini?"
        hint="Cari nama inovasi atau instansi, lalu pilih. Biarkan kosong bila belum pernah."
        autoComplete="off"
        maxLength={200}
        value={typed}
        onValue={setTyped}
      />
      <p className="hint" role="status">
        {found &&
          found.total === 0 &&
          'Tidak ada dalam daftar. Daftar memuat pemenang yang tercatat dalam arsip portal ini.'}
        {found &&
          found.total > found.entries.length &&
          `${count(found.total)} cocok. Ketik lebih lengkap untuk menyaring.`}
      </p>
      {found && found.entries.length > 0 && (
        <ul className="registry-results">
          {found.entries.map(({ registryId, name, agencyName, awards }) => (
            <li key={registryId}>
              <span>
                {name}
                <span className="hint line">
                  {agencyName}: {awards}
                </span>
              </span>
              <button type="button" className="action" onClick={() => onChoose(registryId)}>
                Inilah inovasinya<span className="visually-hidden">: {name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
