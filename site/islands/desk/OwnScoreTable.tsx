import { Suspense, useState } from 'react'
import { count } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { SearchField } from '../SearchField.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import type { OwnSheetRow, OwnSheets } from './desk-api.ts'
import { useQueue, type DeskDevice } from './desk-device.ts'
import { isFound } from './listed-readings.ts'
import { isColumn, orderRows, stateNames, totalOf, type Column } from './own-score-rows.ts'
import { OwnScoreRow } from './OwnScoreRow.tsx'
import { later } from '../later.ts'

const BulkHandIn = later(() => import('./BulkHandIn.tsx').then((module) => module.BulkHandIn))

type Props = {
  criteria: OwnSheets['criteria']
  rows: readonly OwnSheetRow[]
  device: DeskDevice
  mayWrite: boolean
  reload: () => void
}

/** All own scores side by side, criteria as columns; drafts are changed in place, complete ones handed in together. */
export function OwnScoreTable({ criteria, rows, device, mayWrite, reload }: Props) {
  const { get, replace } = useAddress()
  const queued = new Set(useQueue(device).map(({ id }) => id))
  const [isHandingIn, setHandingIn] = useState(false)
  /** Points as they were changed here since the table was loaded. */
  const [changed, setChanged] = useState<ReadonlyMap<string, Record<string, number>>>(new Map())
  const named = get('urut')
  const column: Column = isColumn(named) ? named : 'urutan'
  const isDown = get('arah') === 'turun'
  const state = get('keadaan')
  const group = get('kelompok')

  const present = rows.map((row) =>
    row.state === 'draft' ? { ...row, points: changed.get(row.id) ?? row.points } : row,
  )
  const found = present.filter(
    (row) =>
      (state === null || row.state === state) &&
      (group === null || row.groupId === group) &&
      isFound(row, get('cari') ?? ''),
  )
  // By what was loaded: a row does not jump away from under the fingers.
  const shown = orderRows(rows, criteria, column, isDown).flatMap(({ id }) => found.find((row) => row.id === id) ?? [])
  const complete = present.filter(
    (row) => row.state === 'draft' && !queued.has(row.id) && totalOf(criteria, row) !== null,
  )
  const groups = [...new Set(rows.map(({ groupId }) => groupId))]
  const sort = (to: Column) =>
    replace({ urut: to === 'urutan' ? null : to, arah: to === column && !isDown ? 'turun' : null })
  const head = { column, isDown, onSort: sort }

  return (
    <section className="stack" aria-label="Tabel nilai">
      <div className="cluster cluster-between list-tools no-print">
        <div>
          <nav className="tabs" aria-label="Saring menurut keadaan">
            <AddressLink to={{ keadaan: null }} aria-current={state === null ? 'page' : undefined}>
              Semua {count(rows.length)}
            </AddressLink>
            {(['draft', 'new', 'handed_in'] as const).map((one) => (
              <AddressLink key={one} to={{ keadaan: one }} aria-current={state === one ? 'page' : undefined}>
                {stateNames[one]} {count(rows.filter((row) => row.state === one).length)}
              </AddressLink>
            ))}
          </nav>
          {groups.length > 1 && (
            <nav className="tabs" aria-label="Saring menurut kelompok">
              <AddressLink to={{ kelompok: null }} aria-current={group === null ? 'page' : undefined}>
                Semua kelompok
              </AddressLink>
              {groups.map((one) => (
                <AddressLink key={one} to={{ kelompok: one }} aria-current={group === one ? 'page' : undefined}>
                  {one}
                </AddressLink>
              ))}
            </nav>
          )}
        </div>
        <SearchField label="Cari judul atau nomor" />
      </div>
      {mayWrite && complete.length > 0 && (
        <p className="no-print">
          <button type="button" className="button" onClick={() => setHandingIn(true)}>
            Serahkan {count(complete.length)} draf yang lengkap
          </button>
        </p>
      )}
      <p className="hint" role="status">
        {count(shown.length)} dari {count(rows.length)} usulan, {sortWords(column, isDown, criteria)}.
      </p>
      <TableScroll>
        <table className="table table-dense">
          <thead>
            <tr>
              <Head {...head} to="urutan" name="Urutan" isNumeric />
              <Head {...head} to="judul" name="Usulan" />
              <Head {...head} to="keadaan" name="Lembar" />
              {criteria.map(({ id, title, weightPercent }) => (
                <Head key={id} {...head} to={`k:${id}`} name={`${title}, ${weightPercent}`} isNumeric />
              ))}
              <Head {...head} to="nilai" name="Nilai" isNumeric />
              <Head {...head} to="waktu" name="Diserahkan" />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <OwnScoreRow
                key={row.id}
                row={row}
                criteria={criteria}
                device={device}
                isQueued={queued.has(row.id)}
                mayWrite={mayWrite && row.state === 'draft' && !queued.has(row.id)}
                onPoints={(points) => setChanged((all) => new Map(all).set(row.id, points))}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {shown.length === 0 && (
        <p className="empty">
          Tidak ada usulan yang cocok.{' '}
          <AddressLink to={{ keadaan: null, kelompok: null, cari: null }}>Tampilkan semua</AddressLink>
        </p>
      )}
      <Suspense fallback={null}>
        {isHandingIn && (
          <BulkHandIn
            rows={complete}
            criteria={criteria}
            device={device}
            onClose={(isChanged) => {
              setHandingIn(false)
              if (isChanged) reload()
            }}
          />
        )}
      </Suspense>
    </section>
  )
}

function sortWords(column: Column, isDown: boolean, criteria: OwnSheets['criteria']): string {
  const names: Readonly<Record<string, string>> = {
    urutan: 'urutan baca',
    judul: 'judul',
    keadaan: 'keadaan lembar',
    nilai: 'nilai',
    waktu: 'waktu menyerahkan',
  }
  const name = names[column] ?? criteria.find(({ id }) => `k:${id}` === column)?.title ?? 'urutan baca'
  return `diurutkan menurut ${name}, ${isDown ? 'dari yang tertinggi' : 'dari yang terendah'}`
}

type HeadProps = {
  column: Column
  isDown: boolean
  onSort: (to: Column) => void
  to: Column
  name: string
  isNumeric?: boolean
}

function Head({ column, isDown, onSort, to, name, isNumeric = false }: HeadProps) {
  return (
    <th
      scope="col"
      className={isNumeric ? 'numeric' : undefined}
      aria-sort={column === to ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => onSort(to)}>
        {name}
      </button>
    </th>
  )
}
