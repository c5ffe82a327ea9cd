import { useState } from 'react'
import { conflictTypeNames, heldKindName, sourceName } from '#site/text/conflicts.ts'
import { count, date } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { endConflict, type ConflictRow } from './conflicts-api.ts'

const keyOf = ({ jurorId, agencyId, tie, proposal }: ConflictRow) =>
  proposal?.conflictId ?? [jurorId, agencyId, tie?.id ?? ''].join(' ')

type Props = { edition: string; rows: readonly ConflictRow[]; mayAct: boolean; onEnded: () => void }

/** Each conflict with its type, source, reason and date. What was said of a proposal can be ended here; the rest by its tie. */
export function ConflictTable({ edition, rows, mayAct, onEnded }: Props) {
  const [ending, setEnding] = useState<ConflictRow | null>(null)
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
            {mayAct && <th scope="col">Tindakan</th>}
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
              {mayAct && (
                <td data-label="Tindakan">
                  {row.proposal ? (
                    <button
                      type="button"
                      className="action"
                      aria-label={`Akhiri benturan ${row.juror} dengan ${row.proposal.title}`}
                      onClick={() => setEnding(row)}
                    >
                      Akhiri
                    </button>
                  ) : row.source === 'registry' ? (
                    <span className="hint">Lewat akun</span>
                  ) : (
                    <a
                      href={row.tie ? `#hubungan-${row.tie.id}` : '#hubungan-juri'}
                      className="action"
                      aria-label={`Lihat hubungan ${row.juror} dengan ${row.tie?.agency ?? row.agency}`}
                    >
                      Lihat hubungan
                    </a>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {ending?.proposal && (
        <EndDialog
          edition={edition}
          row={ending}
          conflictId={ending.proposal.conflictId}
          onDone={() => {
            setEnding(null)
            onEnded()
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </TableScroll>
  )
}

type Ending = { edition: string; row: ConflictRow; conflictId: string; onDone: () => void; onClose: () => void }

const EndDialog = ({ edition, row, conflictId, onDone, onClose }: Ending) => (
  <ReasonDialog
    heading="Akhiri benturan"
    text={`${row.juror} tidak lagi berbenturan dengan ${row.proposal?.title ?? ''} karena catatan ini. Bacaan yang sudah dilepas tetap lepas; usulannya dapat diberikan lagi, oleh pengisian otomatis bila kurang penilai atau lewat Penugasan, bagian Tabel.`}
    button="Akhiri benturan"
    hint={
      row.source === 'declared'
        ? 'Tercatat. Juri yang menyatakannya mendapat surat dengan alasan ini, tanpa nama usulannya.'
        : 'Tercatat, dan dibaca oleh sekretariat dan pengawas. Juri tidak diberi tahu, seperti ketika ditetapkan.'
    }
    act={(reason) => endConflict(edition, conflictId, reason)}
    onDone={onDone}
    onClose={onClose}
  />
)
