import { bytes } from '#site/text/format.ts'
import { dayOf, dayWords, elsewhere, materialWords, span } from '#site/text/interview.ts'
import { AddressLink } from '../AddressLink.tsx'
import { PactForm } from '../desk/PactForm.tsx'
import { Wait } from '../EditionDesk.tsx'
import { PageRefusal } from '../PageRefusal.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge } from '../Workspace.tsx'
import { InterviewClock } from './InterviewClock.tsx'
import { loadInterview, type InterviewView } from './interviews-api.ts'

type RoomProps = {
  slotId: string
  /** Nothing around it says already that the edition is a simulation. */
  isAlone: boolean
}

/** One interview while it is held: the clock, the materials, and the way to the own sheet. */
export function InterviewRoom({ slotId, isAlone }: RoomProps) {
  const { answer, reload } = useLoaded(`interview ${slotId}`, () => loadInterview(slotId))
  const { link } = useAddress()
  if (!answer) return <Wait />
  if (!answer.ok && answer.problem.code === 'pact_needed') {
    const { edition, pact } = answer.problem
    return (
      <div className="work-page work-page-narrow stack">
        <h1>Sebelum membuka wawancara</h1>
        <PactForm edition={edition} pact={pact} onSigned={reload} />
      </div>
    )
  }
  if (!answer.ok) {
    const back = { href: link({ slot: null }), text: 'Kembali ke jadwal wawancara' }
    return <PageRefusal problem={answer.problem} back={back} />
  }
  const view = answer.value
  return (
    <div className="work-page stack interview-room">
      {isAlone && view.edition.isSimulation && <SimulationBadge />}
      <p className="no-print">
        <AddressLink className="action" to={{ slot: null }}>
          Kembali ke jadwal wawancara
        </AddressLink>
      </p>
      <header className="stack stack-tight">
        <p className="hint">
          {view.edition.name}, {view.stage.name}
        </p>
        <h1>{view.proposal.title}</h1>
        {view.formerly && (
          <p className="notice" role="status">
            Wawancara ini dipindahkan: semula {dayWords(dayOf(view.formerly.beginsAt))},{' '}
            {span(view.formerly.beginsAt, view.formerly.endsAt)}, {view.formerly.room}. Yang berlaku tertulis di bawah
            ini.
          </p>
        )}
        <p className="lead">
          {dayWords(dayOf(view.beginsAt))}, {span(view.beginsAt, view.endsAt)}{' '}
          <span className="hint">({elsewhere(view.beginsAt)})</span>
        </p>
        <p>
          {view.proposal.referenceNumber}, {view.proposal.agency}. Tempat: <RoomName room={view.room} />. Panel:{' '}
          {view.panel.join(', ')}.
        </p>
        {view.assignmentId !== null && (
          <p className="cluster no-print">
            <a
              className="button"
              href={`/juri/nilai/?${new URLSearchParams({ penugasan: view.assignmentId }).toString()}`}
            >
              {view.isScored ? 'Buka lembar nilai yang sudah diserahkan' : 'Buka naskah dan lembar nilai saya'}
            </a>
          </p>
        )}
      </header>
      <InterviewClock key={view.id} view={view} />
      <Materials view={view} reload={reload} />
    </div>
  )
}

/** A meeting's address is a link, a room is a name. */
export const RoomName = ({ room }: { room: string }) =>
  /^https:\/\/\S+$/.test(room) ? (
    <a className="action" href={room} rel="noopener noreferrer" target="_blank">
      {room}
    </a>
  ) : (
    room
  )

function Materials({ view, reload }: { view: InterviewView; reload: () => void }) {
  const { id, isOpened, materials, attachments } = view
  return (
    <section className="block stack" aria-labelledby="bahan">
      <div className="cluster cluster-between">
        <h2 id="bahan">Bahan</h2>
        <button type="button" className="action no-print" onClick={reload}>
          Muat bahan terbaru
        </button>
      </div>
      {!isOpened && <p className="hint">Bahan dan lampiran dapat dibuka sejak tahap ini dimulai.</p>}
      {isOpened && materials.length === 0 && <p className="hint">Instansi belum mengirim bahan paparan.</p>}
      <ul className="stack stack-tight">
        {materials.map((material) => (
          <li key={material.id}>
            <a
              className="action"
              href={material.address ?? `/api/interviews/${id}/materials/${material.id}`}
              {...(material.address === null ? { download: true } : { target: '_blank', rel: 'noopener noreferrer' })}
            >
              {materialWords[material.kind]}: {material.title}
            </a>{' '}
            <span className="hint">{material.sizeBytes === null ? material.address : bytes(material.sizeBytes)}</span>
          </li>
        ))}
      </ul>
      {isOpened && <h3>Lampiran usulan</h3>}
      {isOpened && attachments.length === 0 && <p className="hint">Usulan ini tidak mempunyai lampiran.</p>}
      <ul className="stack stack-tight">
        {attachments.map(({ sha256, title, fileName, sizeBytes }) => (
          <li key={sha256}>
            <a className="action" href={`/api/interviews/${id}/attachments/${sha256}`} download>
              {title}
            </a>{' '}
            <span className="hint">
              {fileName}, {bytes(sizeBytes)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
