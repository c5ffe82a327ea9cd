import { count, points } from '#site/text/format.ts'
import { clusterNames } from '#site/text/labels.ts'
import { AddressLink } from '../AddressLink.tsx'
import { Kawung } from '../marks.tsx'
import { SearchField } from '../SearchField.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import type { ListedReading, ReadingStage } from './desk-api.ts'
import type { QueuedHandIn } from './hand-in-queue.ts'
import {
  filterNames,
  filters,
  isFilter,
  isFound,
  readingLink,
  readingStates,
  stateOf,
  type Filter,
} from './listed-readings.ts'

/** The juror's assignment in its order, narrowed by state and words. */
export function ReadingTable({ stage, queued }: { stage: ReadingStage; queued: ReadonlyMap<string, QueuedHandIn> }) {
  const { get } = useAddress()
  const named = get('saring')
  const filter: Filter = isFilter(named) ? named : 'semua'
  const rows = stage.assignments.map((reading) => ({ reading, state: stateOf(reading, queued.get(reading.id)) }))
  const found = rows.filter(({ reading, state }) => filters[filter](state) && isFound(reading, get('cari') ?? ''))
  return (
    <>
      <div className="cluster cluster-between list-tools no-print">
        <nav className="tabs" aria-label="Saring menurut keadaan">
          {(Object.keys(filterNames) as Filter[]).map((one) => (
            <AddressLink
              key={one}
              to={{ saring: one === 'semua' ? null : one }}
              aria-current={one === filter ? 'page' : undefined}
            >
              {filterNames[one]} {count(rows.filter(({ state }) => filters[one](state)).length)}
            </AddressLink>
          ))}
        </nav>
        <SearchField label="Cari judul atau nomor" />
      </div>
      <p className="hint" role="status">
        {found.length === rows.length
          ? `${count(rows.length)} usulan, menurut urutan baca Anda.`
          : `${count(found.length)} dari ${count(rows.length)} usulan.`}
      </p>
      {found.length === 0 ? (
        <p className="empty">
          Tidak ada usulan yang cocok. <AddressLink to={{ cari: null, saring: null }}>Tampilkan semua</AddressLink>
        </p>
      ) : (
        <TableScroll>
          <table className="table table-stack">
            <thead>
              <tr>
                <th scope="col" className="numeric">
                  Urutan
                </th>
                <th scope="col">Nomor</th>
                <th scope="col">Judul</th>
                <th scope="col">Klaster</th>
                <th scope="col">Lembar nilai</th>
                <th scope="col" className="numeric">
                  Nilai Anda
                </th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ reading, state }) => (
                <Row key={reading.id} reading={reading} state={state} criteria={stage.criteria.length} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  )
}

type RowProps = { reading: ListedReading; state: keyof typeof readingStates; criteria: number }

function Row({ reading, state, criteria }: RowProps) {
  const { id, position, referenceNumber, title, clusterId, totalHundredths, draftFilled } = reading
  const { name, filled } = readingStates[state]
  return (
    <tr>
      <td className="numeric" data-label="Urutan">
        {count(position)}
      </td>
      <td className="nowrap" data-label="Nomor">
        {referenceNumber}
      </td>
      <th scope="row">
        <a className="row-title" href={readingLink(id)}>
          {title}
        </a>
      </th>
      <td data-label="Klaster">{clusterNames[clusterId]}</td>
      <td data-label="Lembar nilai">
        <span className="state">
          <Kawung filled={filled} />
          {name}
          {draftFilled > 0 && state !== 'handed_in' && `, ${count(draftFilled)} dari ${count(criteria)}`}
        </span>
      </td>
      <td className="numeric" data-label="Nilai Anda">
        {totalHundredths === null ? '–' : points(totalHundredths)}
      </td>
    </tr>
  )
}
