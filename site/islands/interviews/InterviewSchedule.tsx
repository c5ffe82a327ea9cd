import { useState } from 'react'
import { dayOf, dayWords, elsewhere, phaseWords, seatWords, span } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { deskLink } from '../EditionDesk.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { DayGrid } from './DayGrid.tsx'
import type { Work } from './InterviewDesk.tsx'
import { RoomName } from './InterviewRoom.tsx'
import { cancelSlot, type Slot } from './interviews-api.ts'
import { SlotDialog } from './SlotDialog.tsx'

type Asked = { act: 'move' | 'cancel'; slot: Slot } | { act: 'set'; proposalId: string; title: string } | null

/** What is planned, as a list or day by day, with what has come between. */
export function InterviewSchedule(work: Work) {
  const { board, edition, stage, mayAct, reloadBoard } = work
  const { get, replace } = useAddress()
  const [asked, setAsked] = useState<Asked>(null)
  const place = { edition: edition.slug, stage: stage.id }
  const isGrid = get('tampilan') === 'hari'
  const search = get('cari')?.toLowerCase() ?? ''
  const isWanted = ({ title, referenceNumber, agency, panel, room }: Slot) =>
    [title, referenceNumber, agency, room, ...panel.map(({ name }) => name)].some((text) =>
      text.toLowerCase().includes(search),
    )
  const slots = board.slots.filter(isWanted)
  const days = [...new Set(slots.map(({ beginsAt }) => dayOf(beginsAt)))]
  const done = () => {
    setAsked(null)
    reloadBoard()
  }
  return (
    <>
      {board.slots.length > 0 && (
        <div className="cluster cluster-between no-print">
          <p className="field interview-search">
            <label htmlFor="cari">Cari judul, nomor, instansi, panelis, ruang</label>
            <input
              id="cari"
              className="input"
              type="search"
              value={get('cari') ?? ''}
              onChange={(event) => replace({ cari: event.target.value })}
            />
          </p>
          <p className="cluster">
            <AddressLink className="action" to={{ tampilan: isGrid ? null : 'hari' }}>
              {isGrid ? 'Tampilkan daftar' : 'Tampilkan per hari dan ruang'}
            </AddressLink>
            <a className="action" href={`/api/editions/${edition.slug}/stages/${stage.id}/interviews/export`} download>
              Unduh CSV
            </a>
            <button type="button" className="action" onClick={() => window.print()}>
              Cetak
            </button>
          </p>
        </div>
      )}
      {board.slots.length === 0 && (
        <p className="empty">
          Belum ada wawancara terjadwal.{' '}
          {mayAct && <AddressLink to={{ bagian: 'susun' }}>Susun jadwalnya dari kesediaan panelis</AddressLink>}
        </p>
      )}
      {board.slots.length > 0 && slots.length === 0 && <p className="empty">Tidak ada wawancara yang cocok.</p>}
      {days.map((day) => (
        <section key={day} className="stack stack-tight" aria-labelledby={`hari-${day}`}>
          <h2 id={`hari-${day}`}>{dayWords(day)}</h2>
          {isGrid ? (
            <DayGrid slots={slots.filter(({ beginsAt }) => dayOf(beginsAt) === day)} />
          ) : (
            <DayTable
              slots={slots.filter(({ beginsAt }) => dayOf(beginsAt) === day)}
              now={board.now}
              readers={board.readers}
              mayAct={mayAct}
              onAct={(act, slot) => setAsked({ act, slot })}
            />
          )}
        </section>
      ))}
      <Waiting work={work} onSet={(proposalId, title) => setAsked({ act: 'set', proposalId, title })} />
      {asked?.act === 'cancel' && (
        <ReasonDialog
          heading={`Batalkan wawancara ${asked.slot.title}`}
          text="Panelis dan instansi menerima surat dengan alasan ini. Usulannya dapat dijadwalkan lagi."
          button="Batalkan wawancara"
          act={(reason) => cancelSlot(place, asked.slot.id, reason)}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
      {asked && asked.act !== 'cancel' && (
        <SlotDialog
          place={place}
          stage={stage}
          board={board}
          slot={'slot' in asked ? asked.slot : null}
          proposalId={'slot' in asked ? asked.slot.proposalId : asked.proposalId}
          title={'slot' in asked ? asked.slot.title : asked.title}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

type TableProps = {
  slots: readonly Slot[]
  now: string
  /** Panelists whom the rules ask for. */
  readers: number
  mayAct: boolean
  onAct: (act: 'move' | 'cancel', slot: Slot) => void
}

function DayTable({ slots, now, readers, mayAct, onAct }: TableProps) {
  return (
    <TableScroll>
      <table className="table table-stack">
        <thead>
          <tr>
            <th scope="col">Waktu</th>
            <th scope="col">Judul dan instansi</th>
            <th scope="col">Tempat</th>
            <th scope="col">Panel</th>
            <th scope="col">Bahan</th>
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
              <td data-label="Panel">
                <Panel slot={slot} readers={readers} />
              </td>
              <td data-label="Bahan">
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

function Waiting({ work, onSet }: { work: Work; onSet: (proposalId: string, title: string) => void }) {
  const { board, edition, stage, mayAct } = work
  if (board.waiting.length === 0 || board.slots.length === 0) return null
  return (
    <section className="stack no-print" aria-labelledby="belum-terjadwal">
      <h2 id="belum-terjadwal">Belum terjadwal</h2>
      <ul className="stack stack-tight">
        {board.waiting.map(({ proposalId, title, referenceNumber, panel }) => (
          <li key={proposalId} className="cluster">
            <span>
              {title}{' '}
              <span className="hint">
                {referenceNumber}; panel: {panel.join(', ') || 'belum ada'}
              </span>
            </span>
            {mayAct && panel.length > 0 && (
              <button type="button" className="action" onClick={() => onSet(proposalId, title)}>
                Jadwalkan<span className="visually-hidden"> {title}</span>
              </button>
            )}
            {mayAct && panel.length === 0 && (
              <a className="action" href={deskLink('/sekretariat/penugasan/', edition.slug, { tahap: stage.id })}>
                Tugaskan panelis<span className="visually-hidden"> {title}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
