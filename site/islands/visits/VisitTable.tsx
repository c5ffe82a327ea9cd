import { useState } from 'react'
import { dayWords } from '#site/text/interview.ts'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { AddressLink } from '../AddressLink.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useVisitSummaries } from './useVisitSummaries.ts'
import type { VisitWork } from './VisitDesk.tsx'
import { VisitHistory } from './VisitHistory.tsx'
import { VisitMoveDialog } from './VisitMoveDialog.tsx'
import { VisitorDialog } from './VisitorDialog.tsx'
import { VisitRow, type AskedOfVisit } from './VisitRow.tsx'
import { addVisitor, cancelVisit, endVisitor } from './visits-api.ts'

/** Who goes where; a visitor who came into conflict is a gap to be filled. */
export function VisitTable({ board, edition, stage, mayPlan, reloadBoard }: VisitWork & { mayPlan: boolean }) {
  const place = { edition: edition.slug, stage: stage.id }
  const summaries = useVisitSummaries(edition.slug, board.isOver ? stage.id : null)
  const [asked, setAsked] = useState<AskedOfVisit | null>(null)
  const done = () => {
    setAsked(null)
    reloadBoard()
  }
  if (board.visits.length === 0) {
    return (
      <p className="empty">
        Belum ada kunjungan yang direncanakan.{' '}
        {mayPlan && board.waiting.length > 0 && (
          <AddressLink to={{ bagian: 'rencana' }}>Rencanakan dari daftar finalis</AddressLink>
        )}
      </p>
    )
  }
  return (
    <>
      <p className="cluster no-print">
        {board.isOver && (
          <a className="action" href={`/api/editions/${edition.slug}/stages/${stage.id}/visits/export`} download>
            Unduh hasil (CSV)
          </a>
        )}
        <button type="button" className="action" onClick={() => window.print()}>
          Cetak
        </button>
      </p>
      <TableScroll>
        <table className="table table-stack appointments">
          <thead>
            <tr>
              <th scope="col">Hari</th>
              <th scope="col">Judul dan instansi</th>
              <th scope="col">Tempat</th>
              <th scope="col">Petugas</th>
              {board.isOver && <th scope="col">Hasil</th>}
              {mayPlan && (
                <th scope="col" className="no-print">
                  Tindakan
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {board.visits.map((visit) => (
              <VisitRow
                key={visit.id}
                visit={visit}
                isOver={board.isOver}
                mayPlan={mayPlan}
                summary={summaries.get(visit.proposalId)}
                missing={board.visitorsPerProposal - visit.visitors.filter(({ state }) => state === 'going').length}
                onAsk={setAsked}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {asked?.act === 'cancel' && (
        <ReasonDialog
          heading="Batalkan kunjungan"
          text={`${asked.visit.title}, ${dayWords(asked.visit.visitsOn)}. Petugas dan instansi menerima surat dengan alasan ini.`}
          button="Batalkan kunjungan"
          act={(reason) => cancelVisit(place, asked.visit.id, reason)}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.act === 'end' && (
        <ReasonDialog
          heading={`Lepas ${asked.visitor.name}`}
          text={`${asked.visit.title}. Petugas tidak melihat kunjungan ini lagi.`}
          button="Lepas petugas"
          act={(reason) => endVisitor(place, asked.visit.id, asked.visitor.id, reason)}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.act === 'move' && (
        <VisitMoveDialog
          place={place}
          stage={stage}
          board={board}
          visit={asked.visit}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.act === 'history' && <VisitHistory place={place} visit={asked.visit} onClose={() => setAsked(null)} />}
      {asked?.act === 'add' && (
        <VisitorDialog
          visit={asked.visit}
          visitors={board.visitors}
          add={(jurorId) => addVisitor(place, asked.visit.id, jurorId)}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
