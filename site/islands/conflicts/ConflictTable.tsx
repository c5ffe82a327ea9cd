import { conflictTypeNames, heldKindName, sourceName } from '#site/text/conflicts.ts'
import { count, date } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { TableScroll } from '../TableScroll.tsx'
import type { ConflictRow } from './conflicts-api.ts'

const keyOf = ({ jurorId, agencyId, tie, proposal }: ConflictRow) =>
  [jurorId, agencyId, tie?.id ?? '', proposal?.referenceNumber ?? ''].join(' ')

/** Each conflict with its type, source, reason and date. */
export function ConflictTable({ rows }: { rows: readonly ConflictRow[] }) {
  if (rows.length === 0) {
    return <p className="empty">Tidak ada benturan yang cocok dengan saringan ini.</p>
  }
  return (
    <TableScroll>
      <table className="table table-stack">
        <caption className="visually-hidden">Benturan juri dan instansi pengusul</caption>
        <thead>
          <tr>
            <th scope="col">Juri</th>
            <th scope="col">Pengusul</th>
            <th scope="col">Jenis</th>
            <th scope="col">Sumber dan alasan</th>
            <th scope="col" className="numeric">
              Usulan
            </th>
            <th scope="col" className="numeric">
              Lembar diserahkan
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row" data-label="Juri">
                <AddressLink to={{ juri: row.jurorId, sesudah: null }}>{row.juror}</AddressLink>
              </th>
              <td data-label="Pengusul">
                {row.proposal ? row.proposal.title : row.agency}
                {row.proposal && (
                  <span className="line hint">
                    {row.proposal.referenceNumber}, {row.agency}
                  </span>
                )}
              </td>
              <td data-label="Jenis">
                {conflictTypeNames[row.type]}
                {row.tie && (
                  <span className="line hint">
                    {heldKindName(row.tie.kind)}, {row.tie.agency}
                  </span>
                )}
              </td>
              <td data-label="Sumber dan alasan">
                {row.reason}
                <span className="line hint">
                  {sourceName(row.source)}
                  {new Date(row.at).getTime() > 0 && `, ${date(new Date(row.at))}`}
                  {row.endsAt !== null && `, sampai ${date(new Date(row.endsAt))}`}
                </span>
              </td>
              <td className="numeric" data-label="Usulan">
                {count(row.proposals)}
              </td>
              <td className="numeric" data-label="Lembar diserahkan">
                {row.sheets > 0 ? <span className="attention">{count(row.sheets)}</span> : '0'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
