import { useState } from 'react'
import { relationNames } from '#domain/conflict-words.ts'
import { heldKindName, sourceName } from '#site/text/conflicts.ts'
import { count, date } from '#site/text/format.ts'
import { roles } from '#site/text/labels.ts'
import { JuryNav } from '../desk/JuryNav.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge, Workspace } from '../Workspace.tsx'
import { addOwnTie, listDeclarable, listOwnTies, type OwnTie } from './conflicts-api.ts'
import { DeclareList } from './DeclareList.tsx'
import { TieForm } from './TieForm.tsx'

/** `/juri/benturan/`: what the portal knows of a juror, and what the juror says. */
export function OwnConflicts() {
  return (
    <Workspace roles={['evaluator', 'panelist']}>
      {(me) => (
        <>
          {me.isDemo && <SimulationBadge />}
          <Page />
        </>
      )}
    </Workspace>
  )
}

function Page() {
  const ties = useLoaded('ties', listOwnTies)
  const readings = useLoaded('declarable', listDeclarable)
  const [said, setSaid] = useState('')
  const reload = (news: string) => {
    setSaid(news)
    ties.reload()
    readings.reload()
  }
  return (
    <div className="work-page stack">
      <JuryNav />
      <h1>Benturan kepentingan</h1>
      <p className="lead measure">
        Usulan yang berbenturan dengan Anda tidak pernah Anda lihat. Nyatakan benturan sebelum membaca usulannya; juri
        lain dicarikan dengan sendirinya.
      </p>
      <p role="status" className={said === '' ? 'visually-hidden' : 'notice'}>
        {said}
      </p>
      {/* Together, so that neither pushes the other away when it comes. */}
      {readings.answer && ties.answer ? (
        <>
          <section className="block stack" aria-labelledby="usulan-sendiri">
            <h2 id="usulan-sendiri">Usulan yang ditugaskan kepada Anda</h2>
            {readings.answer.ok ? (
              <DeclareList readings={readings.answer.value.readings} onDeclared={reload} />
            ) : (
              <Refusal problem={readings.answer.problem} />
            )}
          </section>
          <section className="block stack" aria-labelledby="hubungan">
            <h2 id="hubungan">Hubungan Anda dengan instansi</h2>
            {ties.answer.ok ? (
              <Ties ties={ties.answer.value.ties} onAdded={reload} />
            ) : (
              <Refusal problem={ties.answer.problem} />
            )}
          </section>
        </>
      ) : (
        <p className="hint" role="status">
          Memuat
        </p>
      )}
    </div>
  )
}

function Ties({ ties, onAdded }: { ties: readonly OwnTie[]; onAdded: (news: string) => void }) {
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      {isAdding ? (
        <TieForm
          button="Catat hubungan"
          save={addOwnTie}
          onCancel={() => setAdding(false)}
          onSaved={() => {
            setAdding(false)
            onAdded('Hubungan dicatat. Usulan yang berbenturan dan belum Anda serahkan sudah dialihkan.')
          }}
        />
      ) : (
        <p>
          <button type="button" className="button button-secondary" onClick={() => setAdding(true)}>
            Tambah hubungan
          </button>
        </p>
      )}
      {ties.length === 0 && (
        <p className="empty">
          Belum ada hubungan yang tercatat. Tambahkan bila pernah bekerja atau berkeluarga di suatu instansi.
        </p>
      )}
      {ties.length > 0 && (
        <ul className="tie-list">
          {ties.map((tie) => (
            <li key={tie.id}>
              <TieView tie={tie} />
            </li>
          ))}
        </ul>
      )}
      <p className="hint measure">
        Jabatan berasal dari pendaftaran Anda sebagai juri, peran dari akun Anda. Bila ada yang keliru, kabari
        sekretariat; hanya sekretariat yang dapat mengakhiri catatan.
      </p>
    </>
  )
}

function reasonOf({ kind, reason }: OwnTie): string {
  if (kind !== 'role') return reason
  return Object.entries(roles).find(([id]) => id === reason)?.[1].name ?? reason
}

function TieView({ tie }: { tie: OwnTie }) {
  const { kind, source, agency, at, endsAt, isOver, bars } = tie
  return (
    <div className={isOver ? 'tie is-over' : 'tie'}>
      <h3>{agency}</h3>
      <p>
        {heldKindName(kind)}: {reasonOf(tie)}
        <span className="line hint">
          {sourceName(source)}, sejak {new Date(at).getTime() === 0 ? 'awal' : date(new Date(at))}
          {endsAt !== null && `, ${isOver ? 'berakhir' : 'berlaku sampai'} ${date(new Date(endsAt))}`}
        </span>
      </p>
      {bars.length > 0 && (
        <details>
          <summary>
            Usulan dari {count(bars.reduce((sum, bar) => sum + bar.count, 0))} instansi tidak Anda nilai
          </summary>
          <dl className="facts facts-rows">
            {bars.map((bar) => (
              <div key={bar.relation}>
                <dt>{relationNames[bar.relation]}</dt>
                <dd>
                  {bar.agencies.join(', ')}
                  {bar.count > bar.agencies.length && `, dan ${count(bar.count - bar.agencies.length)} lainnya`}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}
