import { useState } from 'react'
import { dateAndClock } from '#site/text/format.ts'
import { dayWords } from '#site/text/interview.ts'
import { summaryWords } from '#site/text/visit.ts'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { AddressLink } from '../AddressLink.tsx'
import { Dialog } from '../Dialog.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useSending } from '../useSending.ts'
import { useVisitSummaries, type VisitLine } from './useVisitSummaries.ts'
import type { VisitWork } from './VisitDesk.tsx'
import { addVisitor, cancelVisit, endVisitor, type PlannedVisit } from './visits-api.ts'

type Asked =
  | { act: 'cancel' | 'add'; visit: PlannedVisit }
  | { act: 'end'; visit: PlannedVisit; visitor: PlannedVisit['visitors'][number] }
  | null

/** Who goes where; a visitor who came into conflict is a gap to be filled. */
export function VisitTable({ board, edition, stage, mayPlan, reloadBoard }: VisitWork & { mayPlan: boolean }) {
  const place = { edition: edition.slug, stage: stage.id }
  const summaries = useVisitSummaries(edition.slug, board.isOver ? stage.id : null)
  const [asked, setAsked] = useState<Asked>(null)
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
        <table className="table table-stack">
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
              <Row
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
      {asked?.act === 'add' && (
        <AddVisitor
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

type RowProps = {
  visit: PlannedVisit
  isOver: boolean
  mayPlan: boolean
  missing: number
  summary: VisitLine | undefined
  onAsk: (asked: Asked) => void
}

function Row({ visit, isOver, mayPlan, missing, summary, onAsk }: RowProps) {
  const isHandedIn = visit.visitors.some(({ handedInAt }) => handedInAt !== null)
  return (
    <tr>
      <td data-label="Hari">{dayWords(visit.visitsOn)}</td>
      <th scope="row" className="cell-title">
        {isOver ? (
          <AddressLink className="row-title" to={{ kunjungan: visit.id }}>
            {visit.title}
          </AddressLink>
        ) : (
          visit.title
        )}
        <br />
        <span className="hint">
          {visit.referenceNumber}, {visit.agency}
        </span>
      </th>
      <td data-label="Tempat">{visit.place}</td>
      <td data-label="Petugas">
        <ul className="plain-list">
          {visit.visitors.map((visitor) => (
            <li key={visitor.id}>
              {visitor.name}{' '}
              <span className="hint">
                {visitor.handedInAt === null
                  ? `belum diserahkan${visitor.photos > 0 ? `, ${visitor.photos} foto` : ''}`
                  : `diserahkan ${dateAndClock(new Date(visitor.handedInAt))}, ${visitor.photos} foto`}
              </span>
              {visitor.state === 'conflict' && (
                <span className="attention line">berbenturan kepentingan, tidak melihat kunjungan ini lagi</span>
              )}
              {mayPlan && visitor.handedInAt === null && (
                <button
                  type="button"
                  className="action line no-print"
                  onClick={() => onAsk({ act: 'end', visit, visitor })}
                >
                  Lepas
                  <span className="visually-hidden">
                    {' '}
                    {visitor.name} dari {visit.title}
                  </span>
                </button>
              )}
            </li>
          ))}
        </ul>
        {missing > 0 && <p className="attention">kurang {missing} petugas</p>}
      </td>
      {isOver && <td data-label="Hasil">{resultWords(summary)}</td>}
      {mayPlan && (
        <td className="no-print">
          <span className="cluster">
            <button type="button" className="action" onClick={() => onAsk({ act: 'add', visit })}>
              Tambah petugas<span className="visually-hidden"> {visit.title}</span>
            </button>
            {!isHandedIn && (
              <button type="button" className="action" onClick={() => onAsk({ act: 'cancel', visit })}>
                Batalkan<span className="visually-hidden"> {visit.title}</span>
              </button>
            )}
          </span>
        </td>
      )}
    </tr>
  )
}

const resultWords = (line: VisitLine | undefined) =>
  line === undefined || line.sheets === 0 ? 'Tanpa lembar' : summaryWords(line)

type AddProps = {
  visit: PlannedVisit
  visitors: readonly { id: string; name: string; visits: number }[]
  add: (jurorId: string) => ReturnType<typeof addVisitor>
  onDone: () => void
  onClose: () => void
}

function AddVisitor({ visit, visitors, add, onDone, onClose }: AddProps) {
  const free = visitors.filter(
    ({ id }) => !visit.barredIds.includes(id) && visit.visitors.every((visitor) => visitor.id !== id),
  )
  const [chosen, setChosen] = useState(free[0]?.id ?? '')
  const { send, isSending, problem } = useSending()
  const submit = async () => {
    const answer = await send(() => add(chosen))
    if (answer?.ok) onDone()
  }
  return (
    <Dialog heading="Tambah petugas" onClose={onClose}>
      <p>
        {visit.title}, {dayWords(visit.visitsOn)}
      </p>
      <Refusal problem={problem} />
      {free.length === 0 ? (
        <p className="empty">Tidak ada lagi juri yang bebas benturan.</p>
      ) : (
        <div className="field">
          <label htmlFor="petugas-baru">Petugas, bebas benturan</label>
          <select
            id="petugas-baru"
            className="select"
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
          >
            {free.map(({ id, name, visits }) => (
              <option key={id} value={id}>
                {name}, {visits} kunjungan
              </option>
            ))}
          </select>
        </div>
      )}
      <p className="cluster">
        {free.length > 0 && (
          <button type="button" className="button" aria-disabled={isSending} onClick={() => void submit()}>
            Tambahkan
          </button>
        )}
        <button type="button" className="action" onClick={onClose}>
          Batal
        </button>
      </p>
    </Dialog>
  )
}
