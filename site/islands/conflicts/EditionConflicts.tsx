import { useState, type ReactNode } from 'react'
import { sourceNames } from '#domain/conflict-words.ts'
import { conflictTypeNames } from '#site/text/conflicts.ts'
import { count } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { AgencyField, type Agency } from '../AgencyField.tsx'
import { deskLink, EditionDesk, type Desk } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { SearchField } from '../SearchField.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { conflictsFile, listConflicts, listJury, type ConflictRow, type Narrowing } from './conflicts-api.ts'
import { ConflictImport } from './ConflictImport.tsx'
import { ConflictTable } from './ConflictTable.tsx'
import { EndedWords } from './EndedWords.tsx'
import { JuryTies } from './JuryTies.tsx'
import { Select } from './Select.tsx'
import { SetConflict, SetTie } from './SetConflict.tsx'

/** `/sekretariat/benturan/`: every conflict of an edition, computed or said, and the acts on them. */
export function EditionConflicts() {
  return <EditionDesk>{(desk) => <Conflicts {...desk} />}</EditionDesk>
}

type Adding = 'conflict' | 'tie' | 'table' | null

const idsOf = <Id extends string>(names: Readonly<Record<Id, string>>, given: string | null): Id | undefined =>
  Object.keys(names).find((id): id is Id => id === given)

/** What the address narrows the list to. */
function narrowingOf(get: (name: string) => string | null): Narrowing {
  const [juror, agency, q] = [get('juri'), get('instansi'), get('cari')]
  const type = idsOf(conflictTypeNames, get('jenis'))
  const source = idsOf(sourceNames, get('sumber'))
  return {
    ...(juror && { juror }),
    ...(agency && { agency }),
    ...(q && { q }),
    ...(type && { type }),
    ...(source && { source }),
  }
}

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
      <p role="status" className={said === '' ? 'visually-hidden' : 'notice'}>
        {said}
      </p>
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
      <Filters file={(format) => conflictsFile(edition.slug, asked, format)} />
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
            mayAct={mayAct}
            onEnded={() => done(<GiveBack slug={edition.slug} what="Hubungan" />)}
          />
          <EndedWords rows={answer.value.ended} />
          <p className="pagination">
            {after && <AddressLink to={{ sesudah: null }}>Dari awal</AddressLink>}
            {answer.value.next && <AddressLink to={{ sesudah: answer.value.next }}>Juri berikutnya</AddressLink>}
          </p>
        </>
      )}
    </div>
  )
}

/** Ended, and how what it had freed is given back. */
const GiveBack = ({ slug, what }: { slug: string; what: 'Benturan' | 'Hubungan' }) => (
  <>
    {what} diakhiri. Bacaan yang pernah dilepas tidak kembali dengan sendirinya; bila juri ini harus membacanya lagi,
    tambahkan barisnya pada <a href={deskLink('/sekretariat/penugasan/', slug, { bagian: 'tabel' })}>tabel penugasan</a>
    .
  </>
)

/** What was handed in before the conflict came about stays, until somebody decides. */
function SheetsInConflict({ slug, rows }: { slug: string; rows: readonly ConflictRow[] }) {
  const sheets = rows.reduce((sum, row) => sum + row.sheets, 0)
  if (sheets === 0) return null
  const jurors = [...new Map(rows.map(({ jurorId, juror }) => [jurorId, juror]))]
  return (
    <div className="notice stack stack-tight">
      <p>
        <span className="attention">{count(sheets)} lembar sudah diserahkan</span> oleh juri yang kini berbenturan.
        Lembar itu tetap, sampai dicabut pada daftar lembar jurinya atau diputuskan pada{' '}
        <a href={deskLink('/sekretariat/peringkat/', slug)}>tinjauan peringkat</a>.
      </p>
      <p className="cluster">
        {jurors.map(([id, name]) => (
          <a key={id} href={deskLink('/sekretariat/penugasan/', slug, { bagian: 'juri', juri: id })}>
            Lembar {name}
          </a>
        ))}
      </p>
    </div>
  )
}

function Filters({ file }: { file: (format: 'csv' | 'xlsx') => string }) {
  const { get, go } = useAddress()
  const [agency, setAgency] = useState<Agency | null>(null)
  const shownAgency = get('instansi') === agency?.id ? agency : null
  return (
    <section className="block stack" aria-label="Saring">
      <div className="conflict-filters">
        <SearchField label="Cari nama juri" />
        <AgencyField
          id="instansi-pengusul"
          chosen={shownAgency}
          hint="Instansi pengusul."
          onChoose={(chosen) => {
            setAgency(chosen)
            go({ instansi: chosen?.id ?? null, sesudah: null })
          }}
        />
        <Select
          id="jenis"
          label="Jenis"
          names={conflictTypeNames}
          none="Semua jenis"
          value={get('jenis') ?? ''}
          onValue={(jenis) => go({ jenis, sesudah: null })}
        />
        <Select
          id="sumber"
          label="Sumber"
          names={sourceNames}
          none="Semua sumber"
          value={get('sumber') ?? ''}
          onValue={(sumber) => go({ sumber, sesudah: null })}
        />
      </div>
      <p className="cluster">
        <a className="action" href={file('csv')} download>
          Unduh CSV
        </a>
        <a className="action" href={file('xlsx')} download>
          Unduh XLSX
        </a>
        {(get('juri') ?? get('instansi') ?? get('jenis') ?? get('sumber') ?? get('cari')) && (
          <a className="action" href={`?${new URLSearchParams({ edisi: get('edisi') ?? '' }).toString()}`}>
            Hapus saringan
          </a>
        )}
      </p>
    </section>
  )
}
