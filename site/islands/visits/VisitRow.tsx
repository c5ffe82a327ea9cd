import { dateAndClock } from '#site/text/format.ts'
import { dayWords } from '#site/text/interview.ts'
import { summaryWords } from '#site/text/visit.ts'
import { AddressLink } from '../AddressLink.tsx'
import type { VisitLine } from './useVisitSummaries.ts'
import type { PlannedVisit } from './visits-api.ts'

/** What is asked of a visit by the buttons of its row. */
export type AskedOfVisit =
  | { act: 'move' | 'cancel' | 'add' | 'history'; visit: PlannedVisit }
  | { act: 'end'; visit: PlannedVisit; visitor: PlannedVisit['visitors'][number] }

type Props = {
  visit: PlannedVisit
  isOver: boolean
  mayPlan: boolean
  missing: number
  summary: VisitLine | undefined
  onAsk: (asked: AskedOfVisit) => void
}

/** Where, when and by whom; a visitor who came into conflict is a gap to be filled. */
export function VisitRow({ visit, isOver, mayPlan, missing, summary, onAsk }: Props) {
  const isHandedIn = visit.visitors.some(({ handedInAt }) => handedInAt !== null)
  return (
    <tr>
      <td data-label="Hari">
        {dayWords(visit.visitsOn)}
        {visit.moves > 0 && (
          <button type="button" className="action line no-print" onClick={() => onAsk({ act: 'history', visit })}>
            Dipindahkan<span className="visually-hidden"> (riwayat {visit.title})</span>
          </button>
        )}
      </td>
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
      <td className="appointment-people" data-label="Petugas">
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
              <>
                <button type="button" className="action" onClick={() => onAsk({ act: 'move', visit })}>
                  Pindahkan<span className="visually-hidden"> {visit.title}</span>
                </button>
                <button type="button" className="action" onClick={() => onAsk({ act: 'cancel', visit })}>
                  Batalkan<span className="visually-hidden"> {visit.title}</span>
                </button>
              </>
            )}
          </span>
        </td>
      )}
    </tr>
  )
}

const resultWords = (line: VisitLine | undefined) =>
  line === undefined || line.sheets === 0 ? 'Tanpa lembar' : summaryWords(line)
