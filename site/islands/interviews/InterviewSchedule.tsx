import { useState } from 'react'
import { dayOf, dayWords } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { ReasonDialog } from '../accounts/ReasonDialog.tsx'
import { useAddress } from '../useAddress.ts'
import { DayGrid } from './DayGrid.tsx'
import type { Work } from './InterviewDesk.tsx'
import { InterviewHistory } from './InterviewHistory.tsx'
import { InterviewTable, type SlotAct } from './InterviewTable.tsx'
import { cancelSlot, type Slot } from './interviews-api.ts'
import { SlotDialog } from './SlotDialog.tsx'
import { HeldBackInterviews, WaitingInterviews, type Unplanned } from './UnplannedInterviews.tsx'

type Asked = { act: SlotAct; slot: Slot } | { act: 'set' | 'history'; of: Unplanned } | null

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
            <InterviewTable
              slots={slots.filter(({ beginsAt }) => dayOf(beginsAt) === day)}
              now={board.now}
              readers={board.readers}
              mayAct={mayAct}
              onAct={(act, slot) => setAsked({ act, slot })}
            />
          )}
        </section>
      ))}
      <WaitingInterviews work={work} onSet={(of) => setAsked({ act: 'set', of })} />
      <HeldBackInterviews
        work={work}
        onSet={(of) => setAsked({ act: 'set', of })}
        onHistory={(of) => setAsked({ act: 'history', of })}
      />
      {asked?.act === 'cancel' && 'slot' in asked && (
        <ReasonDialog
          heading={`Batalkan wawancara ${asked.slot.title}`}
          text="Panelis dan instansi menerima surat dengan alasan ini. Usulannya tidak ikut disusun lagi sampai Anda menjadwalkannya lagi."
          button="Batalkan wawancara"
          act={(reason) => cancelSlot(place, asked.slot.id, reason)}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.act === 'history' && (
        <InterviewHistory place={place} {...('slot' in asked ? asked.slot : asked.of)} onClose={() => setAsked(null)} />
      )}
      {(asked?.act === 'move' || asked?.act === 'set') && (
        <SlotDialog
          place={place}
          stage={stage}
          board={board}
          slot={'slot' in asked ? asked.slot : null}
          {...('slot' in asked ? ofSlot(asked.slot) : asked.of)}
          onDone={done}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

/** Those who hear it as it stands: seats that hold, and readers who have no seat yet. */
const ofSlot = ({ proposalId, title, panel, unseated }: Slot) => ({
  proposalId,
  title,
  panel: [...panel.filter(({ state }) => state === 'seated' || state === 'away'), ...unseated],
})
