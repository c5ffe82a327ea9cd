import { count } from '#site/text/format.ts'
import { dayOf, dayWords, elsewhere, span } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { JuryNav } from '../desk/JuryNav.tsx'
import { Wait } from '../EditionDesk.tsx'
import { Refusal } from '../ErrorSummary.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { TableScroll } from '../TableScroll.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge, Workspace } from '../Workspace.tsx'
import { AvailabilityEditor } from './AvailabilityEditor.tsx'
import { InterviewRoom, RoomName } from './InterviewRoom.tsx'
import {
  listOwnInterviews,
  loadAvailabilities,
  type OwnInterview,
  type OwnInterviews,
  type Place,
} from './interviews-api.ts'

/** `/juri/wawancara/`: the own interviews, the own availability (`?kesediaan=<stage>`), and one interview (`?slot=`). */
export const JurorInterviews = () => <Workspace roles={['evaluator', 'panelist']}>{() => <Chosen />}</Workspace>

function Chosen() {
  const slotId = useAddress().get('slot')
  return slotId === null ? <Own /> : <InterviewRoom key={slotId} slotId={slotId} isAlone />
}

function Own() {
  const { get } = useAddress()
  const { answer } = useLoaded('own interviews', listOwnInterviews)
  if (!answer) return <Wait />
  if (!answer.ok) return <PageRefusal problem={answer.problem} />
  const { stages, interviews, now } = answer.value
  const isAsked = get('bagian') === 'kesediaan'
  return (
    <div className="work-page stack">
      {stages.some(({ isSimulation }) => isSimulation) && <SimulationBadge />}
      <JuryNav />
      <h1>{isAsked ? 'Kesediaan Anda' : 'Wawancara Anda'}</h1>
      <nav className="tabs no-print" aria-label="Bagian">
        <AddressLink to={{ bagian: null }} aria-current={isAsked ? undefined : 'page'}>
          Jadwal
        </AddressLink>
        <AddressLink to={{ bagian: 'kesediaan' }} aria-current={isAsked ? 'page' : undefined}>
          Kesediaan
        </AddressLink>
      </nav>
      {isAsked ? <Times stages={stages} now={now} /> : <Schedule interviews={interviews} stages={stages} now={now} />}
    </div>
  )
}

function Schedule({ interviews, stages, now }: Pick<OwnInterviews, 'interviews' | 'stages' | 'now'>) {
  if (interviews.length === 0) {
    return (
      <p className="empty">
        Belum ada wawancara untuk Anda.{' '}
        {stages.length > 0
          ? 'Isi kesediaan Anda, supaya sekretariat dapat menyusun jadwalnya.'
          : 'Surat dikirim begitu jadwal ditetapkan.'}
      </p>
    )
  }
  const days = [...new Set(interviews.map(({ beginsAt }) => dayOf(beginsAt)))]
  return (
    <>
      <p className="cluster no-print">
        <a className="button button-secondary" href="/api/interviews/calendar.ics" download>
          Unduh kalender (.ics)
        </a>
        <button type="button" className="action" onClick={() => window.print()}>
          Cetak
        </button>
      </p>
      {days.map((day) => (
        <section key={day} className="stack stack-tight" aria-labelledby={`hari-${day}`}>
          <h2 id={`hari-${day}`}>{dayWords(day)}</h2>
          <TableScroll>
            <table className="table table-stack">
              <thead>
                <tr>
                  <th scope="col">Waktu</th>
                  <th scope="col">Judul</th>
                  <th scope="col">Tempat</th>
                  <th scope="col">Lembar nilai</th>
                </tr>
              </thead>
              <tbody>
                {interviews
                  .filter(({ beginsAt }) => dayOf(beginsAt) === day)
                  .map((one) => (
                    <Row key={one.id} interview={one} now={now} />
                  ))}
              </tbody>
            </table>
          </TableScroll>
        </section>
      ))}
    </>
  )
}

function Row({ interview, now }: { interview: OwnInterview; now: string }) {
  const { id, title, referenceNumber, beginsAt, endsAt, room, isScored } = interview
  const isOver = Date.parse(endsAt) < Date.parse(now)
  return (
    <tr>
      <td className="nowrap" data-label="Waktu">
        {span(beginsAt, endsAt)}
        <br />
        <span className="hint">{elsewhere(beginsAt)}</span>
      </td>
      <th scope="row">
        <AddressLink className="row-title" to={{ slot: id }}>
          {title}
        </AddressLink>
        <br />
        <span className="hint">{referenceNumber}</span>
      </th>
      <td data-label="Tempat">
        <RoomName room={room} />
      </td>
      <td data-label="Lembar nilai">
        {isScored ? 'Diserahkan' : isOver ? <span className="attention">Belum diserahkan</span> : 'Belum'}
      </td>
    </tr>
  )
}

function Times({ stages, now }: Pick<OwnInterviews, 'stages' | 'now'>) {
  const open = stages.filter(({ closesAt }) => Date.parse(closesAt) > Date.parse(now))
  if (open.length === 0) return <p className="empty">Tidak ada tahap wawancara yang sedang atau akan berlangsung.</p>
  return open.map(({ edition, stageId, stageName, editionName, times }) => (
    <section key={`${edition} ${stageId}`} className="stack" aria-labelledby={`sedia-${edition}-${stageId}`}>
      <header className="block stack stack-tight">
        <p className="hint">{editionName}</p>
        <h2 id={`sedia-${edition}-${stageId}`}>{stageName}</h2>
        <p className="lead">
          Setiap wawancara {count(times.presentationMinutes + times.questionMinutes)} menit, dengan jeda{' '}
          {count(times.changeMinutes)} menit. Isi waktu yang Anda sanggupi; sekretariat menyusun jadwal darinya.
        </p>
      </header>
      <OwnTimes place={{ edition, stage: stageId }} />
    </section>
  ))
}

function OwnTimes({ place }: { place: Place }) {
  const { answer, reload } = useLoaded(`availabilities ${place.edition} ${place.stage}`, () =>
    loadAvailabilities(place),
  )
  if (!answer) return <Wait />
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { stage, now, availabilities } = answer.value
  return (
    <AvailabilityEditor place={place} jurorId={null} stage={stage} now={now} stored={availabilities} onSaved={reload} />
  )
}
