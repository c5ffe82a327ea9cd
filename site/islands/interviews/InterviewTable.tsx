import { elsewhere, phaseWords, seatWords, span } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { RoomName } from './InterviewRoom.tsx'
import type { Slot } from './interviews-api.ts'

export type SlotAct = 'move' | 'cancel' | 'history'

type TableProps = {
  slots: readonly Slot[]
  now: string
  /** Panelists whom the rules ask for. */
  readers: number
  mayAct: boolean
  onAct: (act: SlotAct, slot: Slot) => void
}

/** The interviews of one day, with what has come between. */
export function InterviewTable({ slots, now, readers, mayAct, onAct }: TableProps) {
  return (
    <TableScroll>
      <table className="table table-stack appointments">
        <thead>
          <tr>
            <th scope="col">Waktu</th>
            <th scope="col">Judul dan instansi</th>
            <th scope="col">Tempat</th>
            <th scope="col">Panel</th>
            <th scope="col" className="no-print">
              Bahan
            </th>
            {mayAct && (
              <th scope="col" className="no-print">
                Tindakan
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot.id}>
              <td className="nowrap" data-label="Waktu">
                {span(slot.beginsAt, slot.endsAt)}
                <br />
                <span className="hint">{elsewhere(slot.beginsAt)}</span>
                {slot.isMoved && (
                  <button type="button" className="action line no-print" onClick={() => onAct('history', slot)}>
                    Dipindahkan<span className="visually-hidden"> (riwayat {slot.title})</span>
                  </button>
                )}
              </td>
              <th scope="row" className="cell-title">
                <AddressLink className="row-title" to={{ slot: slot.id }}>
                  {slot.title}
                </AddressLink>
                <br />
                <span className="hint">
                  {slot.referenceNumber}, {slot.agency}
                </span>
              </th>
              <td className="interview-place" data-label="Tempat">
                <RoomName room={slot.room} />
              </td>
              <td className="appointment-people" data-label="Panel">
                <Panel slot={slot} readers={readers} />
              </td>
              <td className="no-print" data-label="Bahan">
                {slot.materials}
                {slot.phase && slot.phase !== 'reset' && <span className="line">{phaseWords[slot.phase]}</span>}
              </td>
              {mayAct && (
                <td className="no-print">
                  {Date.parse(slot.beginsAt) > Date.parse(now) && (
                    <span className="cluster">
                      <button type="button" className="action" onClick={() => onAct('move', slot)}>
                        Pindahkan<span className="visually-hidden"> {slot.title}</span>
                      </button>
                      <button type="button" className="action" onClick={() => onAct('cancel', slot)}>
                        Batalkan<span className="visually-hidden"> {slot.title}</span>
                      </button>
                    </span>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Panel({ slot: { panel, unseated }, readers }: { slot: Slot; readers: number }) {
  const missing = readers - panel.filter(({ state }) => state === 'seated').length - unseated.length
  return (
    <ul className="plain-list">
      {panel.map(({ id, name, state }) => (
        <li key={id}>
          {name}
          {state !== 'seated' && <span className="attention line">{seatWords[state]}</span>}
        </li>
      ))}
      {unseated.map(({ id, name }) => (
        <li key={id}>
          {name}
          <span className="attention line">ditugaskan, belum mendapat kursi; susun ulang jadwalnya</span>
        </li>
      ))}
      {missing > 0 && <li className="attention">panel kurang {missing} orang</li>}
    </ul>
  )
}
