import { useState, type ReactNode } from 'react'
import { AddressLink } from '../AddressLink.tsx'
import { EditionDesk, type Desk } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { conflictsFile, listConflicts, listJury } from './conflicts-api.ts'
import { ConflictFilters, narrowingOf } from './ConflictFilters.tsx'
import { ConflictImport } from './ConflictImport.tsx'
import { ConflictNews, GiveBack } from './ConflictNews.tsx'
import { ConflictTable } from './ConflictTable.tsx'
import { EndedWords } from './EndedWords.tsx'
import { JuryTies } from './JuryTies.tsx'
import { SheetsInConflict } from './SheetsInConflict.tsx'
import { SetConflict, SetTie } from './SetConflict.tsx'

/** `/sekretariat/benturan/`: every conflict of an edition, computed or said, and the acts on them. */
export function EditionConflicts() {
  return <EditionDesk>{(desk) => <Conflicts {...desk} />}</EditionDesk>
}

type Adding = 'conflict' | 'tie' | 'table' | null

function Conflicts({ edition, mayAct }: Desk) {
  const { get } = useAddress()
  const [adding, setAdding] = useState<Adding>(null)
  const [said, setSaid] = useState<ReactNode>('')
  const asked = narrowingOf(get)
  const after = get('sesudah')
  const { answer, reload } = useLoaded(JSON.stringify([edition.slug, asked, after]), () =>
    listConflicts(edition.slug, { ...asked, ...(after && { after }) }),
  )
  const jurors = useLoaded(`jurors ${edition.slug}`, () => listJury(edition.slug))
  const known = jurors.answer?.ok ? jurors.answer.value.jurors : []
  const done = (news: ReactNode) => {
    setAdding(null)
    setSaid(news)
    reload()
  }
  return (
    <div className="work-page stack">
      <h1>Benturan kepentingan</h1>
      <p className="lead measure">
        Dihitung dari jabatan, peran, dan hubungan juri dengan instansi, atau dinyatakan untuk satu usulan. Juri tidak
        melihat usulan yang berbenturan di mana pun.
      </p>
      <ConflictNews said={said} />
      {mayAct && adding === null && (
        <p className="cluster">
          <button type="button" className="button button-secondary" onClick={() => setAdding('conflict')}>
            Tetapkan benturan juri dan usulan
          </button>
          <button type="button" className="button button-secondary" onClick={() => setAdding('tie')}>
            Catat hubungan juri dan instansi
          </button>
          <button type="button" className="button button-secondary" onClick={() => setAdding('table')}>
            Catat dari tabel
          </button>
        </p>
      )}
      {adding === 'conflict' && (
        <SetConflict edition={edition.slug} jurors={known} onSaved={done} onCancel={() => setAdding(null)} />
      )}
      {adding === 'tie' && (
        <SetTie edition={edition.slug} jurors={known} onSaved={done} onCancel={() => setAdding(null)} />
      )}
      {adding === 'table' && <ConflictImport edition={edition.slug} onSaved={done} onCancel={() => setAdding(null)} />}
      <ConflictFilters file={(format) => conflictsFile(edition.slug, asked, format)} />
      {!answer && <p className="hint">Memuat benturan</p>}
      {answer && !answer.ok && <Refusal problem={answer.problem} />}
      {answer?.ok && (
        <>
          <SheetsInConflict slug={edition.slug} rows={answer.value.rows.filter(({ sheets }) => sheets > 0)} />
          <ConflictTable
            edition={edition.slug}
            rows={answer.value.rows}
            mayAct={mayAct}
            onEnded={() => done(<GiveBack slug={edition.slug} what="Benturan" />)}
          />
          {answer.value.isCut && (
            <p className="notice">Terlalu banyak untuk satu halaman. Saring menurut juri atau instansi.</p>
          )}
          <JuryTies
            edition={edition.slug}
            ties={answer.value.ties}
            ofAgency={asked.agency !== undefined}
            mayAct={mayAct}
            onEnded={() => done(<GiveBack slug={edition.slug} what="Hubungan" />)}
          />
          <EndedWords rows={answer.value.ended} hasMore={answer.value.hasMoreEnded} />
          <p className="pagination">
            {after && <AddressLink to={{ sesudah: null }}>Dari awal</AddressLink>}
            {answer.value.next && <AddressLink to={{ sesudah: answer.value.next }}>Juri berikutnya</AddressLink>}
          </p>
        </>
      )}
    </div>
  )
}
