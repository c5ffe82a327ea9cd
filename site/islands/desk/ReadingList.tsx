import { Suspense } from 'react'
import { count, dateAndClock, decimal } from '#site/text/format.ts'
import { problemText } from '#site/text/problems.ts'
import { WaitingRounds } from '../consolidation/WaitingRounds.tsx'
import { PaceWords } from '../progress/PaceWords.tsx'
import { loadOwnPace } from '../progress/progress-api.ts'
import { PageRefusal } from '../PageRefusal.tsx'
import { useLoaded } from '../useLoaded.ts'
import { InHeader, SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import type { ListedReading, ReadingStage } from './desk-api.ts'
import { useDeskDevice, useLists, useQueue, type DeskDevice } from './desk-device.ts'
import type { QueuedHandIn } from './hand-in-queue.ts'
import { JuryNav } from './JuryNav.tsx'
import { readingLink, stateOf } from './listed-readings.ts'
import { OfflinePanel } from './OfflinePanel.tsx'
import { paceOf } from './own-scores.ts'
import { nextOpen } from './reading-order.ts'
import { ReadingTable } from './ReadingTable.tsx'
import { receiptsLink, StageChoice, useChosenStage } from './StageChoice.tsx'
import { Wait } from './Wait.tsx'
import { later } from '../later.ts'

const PactForm = later(() => import('./PactForm.tsx').then((module) => module.PactForm))

export const ReadingList = () => (
  <Workspace roles={['evaluator', 'panelist']}>{(me) => <WithDevice me={me} />}</Workspace>
)

function WithDevice({ me }: { me: Me }) {
  const device = useDeskDevice(me.user.id)
  return device ? <Readings device={device} /> : <Wait />
}

function Readings({ device }: { device: DeskDevice }) {
  const known = useLists(device)
  const queue = useQueue(device)
  const stages = known?.lists?.stages ?? []
  const stage = useChosenStage(stages)
  if (!known) return <Wait />
  if (!known.lists) return known.problem ? <PageRefusal problem={known.problem} /> : <Wait />
  const { now } = known.lists
  return (
    <div className="work-page stack">
      {stages.some(({ isSimulation }) => isSimulation) && <SimulationBadge />}
      {known.isFromDevice && (
        <InHeader>
          <span className="attention">Luring, daftar dari perangkat ini</span>
        </InHeader>
      )}
      <JuryNav />
      <h1>Usulan untuk Anda nilai</h1>
      <StageChoice stages={stages} chosen={stage ?? stages[0]!} />
      {!stage && (
        <p className="empty">
          Belum ada usulan yang ditugaskan kepada Anda. Sekretariat mengirim surat begitu penugasan ditetapkan.
        </p>
      )}
      <Waiting queue={queue} device={device} />
      <WaitingRounds />
      {stage && <Stage stage={stage} now={now} device={device} queue={queue} isFromDevice={known.isFromDevice} />}
    </div>
  )
}

/** Sheets that wait on this device, or that the portal did not take: each can be taken back. */
function Waiting({ queue, device }: { queue: readonly QueuedHandIn[]; device: DeskDevice }) {
  if (queue.length === 0) return null
  return (
    <section className="notice stack stack-tight" aria-labelledby="menunggu">
      <h2 id="menunggu">{count(queue.length)} lembar belum sampai di portal</h2>
      <ul className="plain-list">
        {queue.map((one) => (
          <li key={one.id} className="cluster cluster-between">
            {one.problem?.code === 'not_found' ? (
              <NoLongerMine onRemove={() => void device.queue.takeBack(one.id)} />
            ) : (
              <WaitingSheet queued={one} onTakeBack={() => void device.queue.takeBack(one.id)} />
            )}
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="action" onClick={() => void device.queue.flush()}>
          Kirim sekarang
        </button>
      </p>
    </section>
  )
}

function WaitingSheet({ queued, onTakeBack }: { queued: QueuedHandIn; onTakeBack: () => void }) {
  const { id, referenceNumber, title, problem } = queued
  return (
    <>
      <span>
        <a href={readingLink(id)}>
          {referenceNumber}, {title}
        </a>
        : {problem ? problemText(problem) : 'akan diserahkan ketika tersambung.'}
      </span>
      <button type="button" className="link-quiet" onClick={onTakeBack}>
        tarik kembali<span className="visually-hidden"> {referenceNumber}</span>
      </button>
    </>
  )
}

/** Without number and title: the reading may have ended because of a conflict. */
const NoLongerMine = ({ onRemove }: { onRemove: () => void }) => (
  <>
    <span>Satu lembar tidak diterima, karena usulannya tidak lagi ditugaskan kepada Anda.</span>
    <button type="button" className="link-quiet" onClick={onRemove}>
      hapus lembar itu dari perangkat
    </button>
  </>
)

type StageProps = {
  stage: ReadingStage
  now: string
  device: DeskDevice
  queue: readonly QueuedHandIn[]
  isFromDevice: boolean
}

function Stage({ stage, now, device, queue, isFromDevice }: StageProps) {
  const queued = new Map(queue.map((one) => [one.id, one]))
  const order = stage.assignments.map((one) => ({ ...one, isQueued: queued.has(one.id) }))
  const next = nextOpen(order, null)
  const mustSign = stage.pact !== null && stage.pact.signedAt === null
  const done = stage.assignments.filter(({ state }) => state === 'handed_in').length
  const id = `tahap-${stage.edition}-${stage.stageId}`
  /** The form is gone then; what comes next stands under the heading. */
  const showSigned = async () => {
    await device.lists.load()
    document.getElementById(id)?.focus()
  }
  return (
    <section className="stack" aria-labelledby={id}>
      <header className="block stack stack-tight">
        <p className="hint">{stage.editionName}</p>
        <h2 id={id} tabIndex={-1}>
          {stage.stageName}
        </h2>
        <p className="lead reading-pace">
          {progressWords(order, queued, done)} <Pace stage={stage} now={now} left={stage.assignments.length - done} />
        </p>
        <progress className="meter" value={done} max={Math.max(1, stage.assignments.length)} aria-hidden="true" />
        {next && stage.isOpen && !mustSign && (
          <p>
            <a className="button" href={readingLink(next.id)}>
              {next.state === 'draft' ? 'Lanjutkan' : 'Mulai'} usulan nomor {count(next.position)}
            </a>
          </p>
        )}
        {stage.pact?.signedAt && (
          <p className="hint">Pakta integritas Anda tanda tangani {dateAndClock(new Date(stage.pact.signedAt))}.</p>
        )}
      </header>
      {mustSign && stage.pact && (
        <Suspense fallback={<Wait />}>
          <PactForm edition={stage.edition} pact={stage.pact} onSigned={() => void showSigned()} />
        </Suspense>
      )}
      {stage.isOpen && !mustSign && <OfflinePanel stage={stage} device={device} isOffline={isFromDevice} />}
      <ReadingTable stage={stage} queued={queued} />
    </section>
  )
}

function progressWords(
  readings: readonly ListedReading[],
  queued: ReadonlyMap<string, QueuedHandIn>,
  done: number,
): string {
  const states = readings.map((one) => stateOf(one, queued.get(one.id)))
  const [drafts, putOff] = (['draft', 'later'] as const).map((is) => states.filter((state) => state === is).length)
  const parts = [
    `${count(done)} dari ${count(readings.length)} lembar diserahkan`,
    ...(drafts ? [`${count(drafts)} masih draf`] : []),
    ...(putOff ? [`${count(putOff)} ditandai nanti`] : []),
  ]
  return `${parts.join(', ')}.`
}

/** What is left, what that asks for a day, how many a day it has been, and when it will be done so. */
function Pace({ stage, now, left }: { stage: ReadingStage; now: string; left: number }) {
  const { edition, stageId, isOpen, opensAt, closesAt } = stage
  const { answer } = useLoaded(`pace ${edition} ${stageId} ${left}`, () => loadOwnPace({ edition, stage: stageId }))
  if (left === 0)
    return (
      <>
        Semua lembar sudah diserahkan. Tidak ada yang perlu Anda lakukan lagi pada tahap ini.{' '}
        <a className="action" href={receiptsLink(stage)}>
          Tanda terima
        </a>
      </>
    )
  if (!isOpen)
    return Date.parse(now) < Date.parse(opensAt)
      ? `Penilaian dibuka ${dateAndClock(new Date(opensAt))}.`
      : `Penilaian sudah ditutup ${dateAndClock(new Date(closesAt))}; ${count(left)} usulan tidak dinilai.`
  const pace = paceOf(answer?.ok ? answer.value.days : [], left, closesAt, now)
  const past =
    pace.perDay === null ? '' : ` Selama ini rata-rata ${decimal(pace.perDay)} sehari; hari ini ${count(pace.today)}.`
  return (
    <>
      Sisa {count(left)} usulan, atau {count(pace.needed)} setiap hari sampai {dateAndClock(new Date(closesAt))}.{past}{' '}
      {answer?.ok && <PaceWords pace={answer.value} />}
    </>
  )
}
