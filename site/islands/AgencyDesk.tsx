import { useState } from 'react'
import { count } from '#site/text/format.ts'
import { proposalStateNames } from '#site/text/labels.ts'
import { AddressLink } from './AddressLink.tsx'
import { AgencyBulk } from './AgencyBulk.tsx'
import { AgencyTable } from './AgencyTable.tsx'
import { gateCsv, loadGate, type Gate, type StateFilter } from './gate-api.ts'
import { Meter } from './marks.tsx'
import { PageRefusal } from './PageRefusal.tsx'
import { SearchField } from './SearchField.tsx'
import { useAddress } from './useAddress.ts'
import { useLast } from './useLast.ts'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace } from './Workspace.tsx'

/** `/instansi/`: every proposal of the agency by what needs action, how much of its caps is used, and what to do with them. */
export function AgencyDesk() {
  return <Workspace roles={['agency_admin']}>{() => <Desk />}</Workspace>
}

const filters = [
  'all',
  'with_agency',
  'needs_repair',
  'returned',
  'draft',
  'submitted',
  'eligible',
  'ineligible',
] as const

function Desk() {
  const { get } = useAddress()
  const query = {
    state: filters.find((one) => one === get('saring')) ?? ('all' as const),
    edition: get('edisi'),
    agency: get('instansi'),
    unit: get('unit'),
    group: get('kelompok'),
    q: get('cari'),
    after: get('sesudah'),
  }
  const loaded = useLoaded(JSON.stringify(query), () => loadGate(query))
  const answer = useLast(loaded.answer)
  if (!answer) return <p className="work-page hint">Memuat usulan</p>
  if (!answer.ok) return <PageRefusal problem={answer.problem} back={{ href: '/instansi/', text: 'Buka dari awal' }} />
  const gate = answer.value
  return (
    <div className="work-page stack">
      {gate.edition.isSimulation && <SimulationBadge />}
      <Heading gate={gate} />
      <Unreachable gate={gate} />
      <Caps gate={gate} />
      <section className="stack" aria-labelledby="daftar">
        <h2 id="daftar">Usulan {gate.agency.name}</h2>
        <Filters gate={gate} state={query.state} />
        <Proposals key={query.state + query.after} gate={gate} reload={loaded.reload} isNarrowed={isNarrowed(query)} />
      </section>
    </div>
  )
}

const isNarrowed = ({
  state,
  unit,
  group,
  q,
}: Record<'unit' | 'group' | 'q', string | null> & { state: StateFilter }) =>
  state !== 'all' || unit !== null || group !== null || q !== null

function Heading({ gate }: { gate: Gate }) {
  const waiting = gate.counts.with_agency ?? 0
  const { go } = useAddress()
  return (
    <header className="stack stack-tight">
      <p className="hint">
        {gate.agency.name}, {gate.edition.name}
      </p>
      <h1>{waiting === 0 ? 'Tidak ada usulan yang menunggu Anda' : `${count(waiting)} usulan menunggu Anda`}</h1>
      <p className="lead">
        Periksa kelengkapannya, bandingkan, lalu teruskan kepada sekretariat atau kembalikan kepada unit dengan catatan.
      </p>
      <p className="cluster">
        <a className="action" href="/instansi/akun/">
          Akun, unit, dan undangan
        </a>
        <a className="action" href={gateCsv(gate.edition.slug, gate.agency.id)}>
          Unduh daftar (CSV)
        </a>
      </p>
      <div className="cluster filters">
        {gate.agencies.length > 1 && (
          <Choice
            id="instansi"
            label="Instansi"
            value={gate.agency.id}
            options={gate.agencies}
            onChoose={(id) => go({ instansi: id, edisi: null, unit: null, sesudah: null })}
          />
        )}
        {gate.editions.length > 1 && (
          <Choice
            id="edisi"
            label="Edisi"
            value={gate.edition.slug}
            options={gate.editions.map(({ slug, name }) => ({ id: slug, name }))}
            onChoose={(slug) => go({ edisi: slug, kelompok: null, sesudah: null })}
          />
        )}
      </div>
    </header>
  )
}

type ChoiceProps = {
  id: string
  label: string
  value: string
  options: readonly { id: string; name: string }[]
  onChoose: (id: string) => void
  /** What stands for no choice. */
  none?: string
}

function Choice({ id, label, value, options, onChoose, none }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" value={value} onChange={(event) => onChoose(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** People who no longer receive what the portal writes to them. */
function Unreachable({ gate: { unreachable } }: { gate: Gate }) {
  if (unreachable.length === 0) return null
  return (
    <div className="notice stack stack-tight">
      <p>
        <b>Surat kepada {count(unreachable.length)} orang di instansi Anda kembali.</b> Periksa alamatnya, lalu undang
        lagi dengan alamat yang benar.
      </p>
      <ul>
        {unreachable.map(({ name, email }) => (
          <li key={email}>
            {name}, {email}
          </li>
        ))}
      </ul>
      <p>
        <a className="action" href="/instansi/akun/">
          Buka akun instansi
        </a>
      </p>
    </div>
  )
}

function Caps({ gate: { caps } }: { gate: Gate }) {
  return (
    <section className="block stack stack-tight" aria-label="Batas usulan">
      <h2>Batas usulan instansi</h2>
      <ul className="stack stack-tight">
        {caps.map((cap) => (
          <li className="cluster" key={cap.groupId}>
            <span>Kelompok {cap.group}:</span>
            {cap.cap === null ? (
              <span>{count(cap.used)} usulan diteruskan, tanpa batas</span>
            ) : (
              <>
                <Meter value={cap.used} max={cap.cap} unit="tempat terpakai" />
                <span className="hint">sisa {count(Math.max(0, cap.cap - cap.used))}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Filters({ gate, state }: { gate: Gate; state: StateFilter }) {
  const { get, go } = useAddress()
  const all = Object.values(gate.counts).reduce((sum, value) => sum + value, 0)
  const tabs = filters
    .map((id) => ({
      id,
      name: id === 'all' ? 'Semua' : proposalStateNames[id],
      value: id === 'all' ? all : (gate.counts[id] ?? 0),
    }))
    .filter(({ id, value }) => id === 'all' || id === 'with_agency' || id === state || value > 0)
  return (
    <div className="stack stack-tight">
      <nav className="tabs" aria-label="Saring menurut keadaan">
        {tabs.map(({ id, name, value }) => (
          <AddressLink
            key={id}
            to={{ saring: id === 'all' ? null : id, sesudah: null }}
            aria-current={id === state ? 'page' : undefined}
          >
            {name} {count(value)}
          </AddressLink>
        ))}
      </nav>
      <div className="cluster filters">
        <SearchField label="Cari judul" />
        <Choice
          id="unit"
          label="Unit"
          none="Semua unit"
          value={get('unit') ?? ''}
          options={gate.units}
          onChoose={(id) => go({ unit: id, sesudah: null })}
        />
        <Choice
          id="kelompok"
          label="Kelompok"
          none="Semua kelompok"
          value={get('kelompok') ?? ''}
          options={gate.groups}
          onChoose={(id) => go({ kelompok: id, sesudah: null })}
        />
      </div>
    </div>
  )
}

function Proposals({ gate, reload, isNarrowed: narrowed }: { gate: Gate; reload: () => void; isNarrowed: boolean }) {
  const { get } = useAddress()
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => {
    const changed = new Set(checked)
    if (!changed.delete(id)) changed.add(id)
    setChecked(changed)
  }
  if (gate.rows.length === 0)
    return (
      <p className="empty">
        {narrowed
          ? 'Tidak ada usulan yang cocok. Longgarkan saringan atau kurangi kata pencarian.'
          : 'Belum ada usulan dari unit-unit instansi Anda.'}
      </p>
    )
  const picked = gate.rows.filter(({ id }) => checked.has(id))
  return (
    <>
      <AgencyTable gate={gate} checked={checked} onToggle={toggle} />
      <nav className="pagination" aria-label="Halaman daftar">
        {get('sesudah') ? <AddressLink to={{ sesudah: null }}>Kembali ke awal daftar</AddressLink> : <span />}
        {gate.next ? (
          <AddressLink to={{ sesudah: gate.next }}>Berikutnya</AddressLink>
        ) : (
          <span className="hint">Akhir daftar, {count(gate.rows.length)} usulan pada halaman ini</span>
        )}
      </nav>
      {narrowed && (
        <p className="hint">
          Pencarian dan saringan melihat {count(gate.lookedThrough)} usulan yang paling lama berdiri pada setiap
          keadaan.
        </p>
      )}
      {picked.length > 0 && (
        <AgencyBulk gate={gate} rows={picked} onDone={reload} onClear={() => setChecked(new Set())} />
      )}
    </>
  )
}
