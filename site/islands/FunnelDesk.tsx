import { useState } from 'react'
import { clusterNames, proposalStateNames } from '#site/text/labels.ts'
import { count, date } from '#site/text/format.ts'
import { AddressLink } from './AddressLink.tsx'
import { AgencyReminder } from './AgencyReminder.tsx'
import { daysStanding } from './AgencyTable.tsx'
import { EditionDesk, phaseOf, Stop, Wait, type Desk } from './EditionDesk.tsx'
import { Refusal } from './ErrorSummary.tsx'
import { FunnelBar } from './FunnelBar.tsx'
import { FunnelDays } from './FunnelDays.tsx'
import { funnelCsv, listFunnelAgencies, loadFunnelDays, type FunnelAgency, type StateFilter } from './gate-api.ts'
import { SearchField } from './SearchField.tsx'
import { loadFunnel } from './staff-api.ts'
import type { Funnel } from './staff-answers.ts'
import { TableScroll } from './TableScroll.tsx'
import { useAddress } from './useAddress.ts'
import { useLast } from './useLast.ts'
import { useLoaded } from './useLoaded.ts'

/** `/sekretariat/corong/`: where the proposals of the whole country stand, by state, day and agency, and one act: to remind. */
export const FunnelDesk = () => <EditionDesk>{(desk) => <Loaded {...desk} />}</EditionDesk>

const filters = ['with_agency', 'draft', 'returned', 'submitted', 'all'] as const

function Loaded(desk: Desk) {
  const { edition } = desk
  const { get } = useAddress()
  const filter = {
    state: filters.find((one) => one === get('saring')) ?? ('with_agency' as const),
    q: get('cari'),
    after: get('sesudah'),
  }
  const funnel = useLoaded(`funnel ${edition.slug}`, () => loadFunnel(edition.slug))
  const days = useLoaded(`days ${edition.slug}`, () => loadFunnelDays(edition.slug))
  const listed = useLoaded(JSON.stringify([edition.slug, filter]), () => listFunnelAgencies(edition.slug, filter))
  const list = useLast(listed.answer)
  if (!funnel.answer) return <Wait />
  if (!funnel.answer.ok) return <Stop problem={funnel.answer.problem} />
  const { counts } = funnel.answer.value
  const inside = counts.draft + counts.returned + counts.with_agency
  return (
    <div className="work-page stack">
      <header className="stack stack-tight">
        <h1>{inside === 0 ? 'Semua usulan sudah keluar instansi' : `${count(inside)} usulan belum keluar instansi`}</h1>
        <p className="lead">
          {count(counts.draft + counts.returned)} masih di unit, {count(counts.with_agency)} menunggu admin instansi.
        </p>
        <p>
          <a className="action" href={funnelCsv(edition.slug)}>
            Unduh semua instansi (CSV)
          </a>
        </p>
      </header>
      <FunnelBar counts={counts} />
      {days.answer?.ok && <FunnelDays days={days.answer.value.days} />}
      <section className="stack" aria-labelledby="instansi">
        <h2 id="instansi">Instansi</h2>
        <StateTabs chosen={filter.state} counts={counts} />
        <div className="cluster filters">
          <SearchField label="Cari nama instansi" />
        </div>
        {!list && <Wait />}
        {list && !list.ok && <Refusal problem={list.problem} />}
        {list?.ok && (
          <Agencies
            key={JSON.stringify(filter)}
            desk={desk}
            state={filter.state}
            rows={list.value.rows}
            next={list.value.next}
            onReminded={listed.reload}
          />
        )}
      </section>
    </div>
  )
}

function StateTabs({ chosen, counts }: { chosen: StateFilter; counts: Funnel['counts'] }) {
  return (
    <nav className="tabs" aria-label="Saring menurut tempat berhenti">
      {filters.map((id) => (
        <AddressLink
          key={id}
          to={{ saring: id, sesudah: null, cari: null }}
          aria-current={id === chosen ? 'page' : undefined}
        >
          {id === 'all' ? 'Semua instansi' : `${proposalStateNames[id]} ${count(counts[id])}`}
        </AddressLink>
      ))}
    </nav>
  )
}

type AgenciesProps = {
  desk: Desk
  state: StateFilter
  rows: readonly FunnelAgency[]
  next: string | null
  onReminded: () => void
}

function Agencies({ desk: { edition, mayAct }, state, rows, next, onReminded }: AgenciesProps) {
  const { get } = useAddress()
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const registration = edition.stages.find(({ kind }) => kind === 'registration')
  const mayRemind = mayAct && registration !== undefined && phaseOf(registration, edition.now) === 'current'
  const toggle = (id: string) => {
    const changed = new Set(checked)
    if (!changed.delete(id)) changed.add(id)
    setChecked(changed)
  }
  const open = rows.filter(({ atUnits, atAdmin }) => atUnits + atAdmin > 0)
  if (rows.length === 0)
    return (
      <p className="empty">
        {get('cari')
          ? 'Tidak ada instansi dengan kata itu.'
          : 'Tidak ada instansi dengan usulan pada keadaan ini. Pilih saringan lain.'}
      </p>
    )
  return (
    <>
      <TableScroll>
        <table className="table table-stack">
          <caption>
            {state === 'all' || get('cari')
              ? 'Urut menurut daftar instansi'
              : 'Urut: usulan terbanyak pada keadaan ini'}
          </caption>
          <thead>
            <tr>
              {mayRemind && (
                <th scope="col">
                  <span className="visually-hidden">Pilih</span>
                </th>
              )}
              <th scope="col">Instansi</th>
              <th scope="col" className="numeric">
                Di unit
              </th>
              <th scope="col" className="numeric">
                Di admin
              </th>
              <th scope="col" className="numeric">
                Diteruskan
              </th>
              <th scope="col">Berhenti sejak</th>
              <th scope="col">Admin instansi</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                now={edition.now}
                selection={mayRemind ? { isChecked: checked.has(row.id), toggle } : null}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <nav className="pagination" aria-label="Halaman daftar">
        {get('sesudah') ? <AddressLink to={{ sesudah: null }}>Kembali ke awal daftar</AddressLink> : <span />}
        {next ? (
          <AddressLink to={{ sesudah: next }}>Berikutnya</AddressLink>
        ) : (
          <span className="hint">Akhir daftar, {count(rows.length)} instansi pada halaman ini</span>
        )}
      </nav>
      {mayRemind && open.length > 0 && (
        <p>
          <button
            type="button"
            className="button button-secondary"
            onClick={() => setChecked(new Set(open.map(({ id }) => id)))}
          >
            Pilih {count(open.length)} instansi pada halaman ini
          </button>
        </p>
      )}
      {mayRemind && checked.size > 0 && (
        <AgencyReminder
          edition={edition.slug}
          agencyIds={rows.flatMap(({ id }) => (checked.has(id) ? [id] : []))}
          onSent={onReminded}
          onClear={() => setChecked(new Set())}
        />
      )}
      {!mayRemind && mayAct && <p className="hint">Instansi dapat diingatkan selama pendaftaran terbuka.</p>}
    </>
  )
}

type Selection = { isChecked: boolean; toggle: (id: string) => void } | null

function Row({ row, now, selection }: { row: FunnelAgency; now: string; selection: Selection }) {
  const { id, name, clusterId, counts, atUnits, atAdmin } = row
  const forwarded =
    (counts.submitted ?? 0) + (counts.eligible ?? 0) + (counts.needs_repair ?? 0) + (counts.ineligible ?? 0)
  return (
    <tr className={selection?.isChecked ? 'is-selected' : undefined}>
      {selection && (
        <td>
          <label className="hit-area">
            <input
              type="checkbox"
              className="check"
              aria-label={`Pilih ${name}`}
              checked={selection.isChecked}
              onChange={() => selection.toggle(id)}
            />
          </label>
        </td>
      )}
      <th scope="row" className="cell-title">
        {name}
        <span className="hint line">{clusterNames[clusterId]}</span>
      </th>
      <td className="numeric" data-label="Di unit">
        {count(atUnits)}
      </td>
      <td className="numeric" data-label="Di admin">
        {count(atAdmin)}
      </td>
      <td className="numeric" data-label="Diteruskan">
        {count(forwarded)}
      </td>
      <td data-label="Berhenti sejak">
        <Since row={row} now={now} />
      </td>
      <td data-label="Admin instansi">
        <Admins row={row} />
      </td>
    </tr>
  )
}

function Since({ row: { unitSince, adminSince }, now }: { row: FunnelAgency; now: string }) {
  const places = [
    { name: 'unit', since: unitSince },
    { name: 'admin', since: adminSince },
  ].flatMap(({ name, since }) => (since === null ? [] : [{ name, since }]))
  if (places.length === 0) return <span className="hint">Tidak ada yang berhenti</span>
  return places.map(({ name, since }) => (
    <span className="line" key={name}>
      {name}: {count(daysStanding(since, now))} hari, {date(new Date(since), 'short')}
    </span>
  ))
}

function Admins({ row: { admins, remindedAt } }: { row: FunnelAgency }) {
  return (
    <>
      {admins.length === 0 && <span className="attention">Belum ada admin</span>}
      {admins.map(({ id, name, email, failedAt }) => (
        <span key={id} className={failedAt === null ? 'line' : 'line attention'}>
          {name}
          {failedAt !== null && `: surat ke ${email} kembali ${date(new Date(failedAt), 'short')}`}
        </span>
      ))}
      {remindedAt !== null && <span className="hint line">Diingatkan hari ini</span>}
    </>
  )
}
