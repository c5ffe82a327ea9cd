import { count, dateAndClock, points } from '#site/text/format.ts'
import { clusterNames } from '#site/text/labels.ts'
import { daysLeft } from '#site/text/wib.ts'
import { Stop, Wait } from './EditionDesk.tsx'
import { Kawung } from './marks.tsx'
import { listReadings } from './staff-api.ts'
import type { Reading, ReadingStage } from './staff-answers.ts'
import { useLoaded } from './useLoaded.ts'
import { SimulationBadge, Workspace } from './Workspace.tsx'
import { TableScroll } from './TableScroll.tsx'

export const ReadingList = () => <Workspace roles={['evaluator', 'panelist']}>{() => <Readings />}</Workspace>

export const readingLink = (id: string) => `/juri/nilai/?${new URLSearchParams({ penugasan: id }).toString()}`

function Readings() {
  const { answer } = useLoaded('readings', listReadings)
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { stages, now } = answer.value
  return (
    <div className="work-page stack">
      {stages.some(({ isSimulation }) => isSimulation) && <SimulationBadge />}
      <h1>Usulan untuk Anda nilai</h1>
      {stages.length === 0 && (
        <p className="empty">
          Belum ada usulan yang ditugaskan kepada Anda. Sekretariat mengirim surat begitu penugasan ditetapkan.
        </p>
      )}
      {stages.map((stage) => (
        <Stage key={`${stage.edition} ${stage.stageId}`} stage={stage} now={now} />
      ))}
    </div>
  )
}

const handedIn = ({ assignments }: ReadingStage) => assignments.filter(({ state }) => state === 'handed_in').length

function progressWords(stage: ReadingStage): string {
  const drafts = stage.assignments.filter(({ state }) => state === 'draft').length
  const done = `${count(handedIn(stage))} dari ${count(stage.assignments.length)} lembar diserahkan`
  return drafts === 0 ? `${done}.` : `${done}, ${count(drafts)} masih draf.`
}

/** What is left, how long, and what that asks for a day. */
function paceWords(stage: ReadingStage, now: string): string {
  const left = stage.assignments.length - handedIn(stage)
  if (left === 0) return 'Semua lembar sudah diserahkan. Tidak ada yang perlu Anda lakukan lagi pada tahap ini.'
  if (!stage.isOpen) {
    return Date.parse(now) < Date.parse(stage.opensAt)
      ? `Penilaian dibuka ${dateAndClock(new Date(stage.opensAt))}.`
      : `Penilaian sudah ditutup ${dateAndClock(new Date(stage.closesAt))}; ${count(left)} usulan tidak dinilai.`
  }
  const days = daysLeft(stage.closesAt, now)
  return `Sisa ${count(left)} usulan dalam ${count(days)} hari: ${count(Math.ceil(left / Math.max(days, 1)))} usulan setiap hari. Ditutup ${dateAndClock(new Date(stage.closesAt))}.`
}

function Stage({ stage, now }: { stage: ReadingStage; now: string }) {
  const next = stage.assignments.find(({ state }) => state !== 'handed_in')
  const id = `tahap-${stage.edition}-${stage.stageId}`
  return (
    <section className="stack" aria-labelledby={id}>
      <header className="block stack stack-tight">
        <p className="hint">{stage.editionName}</p>
        <h2 id={id}>{stage.stageName}</h2>
        <p className="lead">
          {progressWords(stage)} {paceWords(stage, now)}
        </p>
        <progress className="meter" value={handedIn(stage)} max={stage.assignments.length} aria-hidden="true" />
        {next && stage.isOpen && (
          <p>
            <a className="button" href={readingLink(next.id)}>
              {next.state === 'draft' ? 'Lanjutkan' : 'Mulai'} usulan nomor {count(next.position)}
            </a>
          </p>
        )}
      </header>
      <TableScroll>
        <table className="table table-stack">
          <thead>
            <tr>
              <th scope="col" className="numeric">
                Urutan
              </th>
              <th scope="col">Nomor</th>
              <th scope="col">Judul</th>
              <th scope="col">Klaster</th>
              <th scope="col">Lembar nilai</th>
              <th scope="col" className="numeric">
                Nilai Anda
              </th>
            </tr>
          </thead>
          <tbody>
            {stage.assignments.map((reading) => (
              <Row key={reading.id} reading={reading} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}

const states = {
  new: { name: 'Belum dimulai', filled: 0 },
  draft: { name: 'Draf', filled: 2 },
  handed_in: { name: 'Diserahkan', filled: 4 },
} as const

function Row({
  reading: { id, position, referenceNumber, title, clusterId, state, totalHundredths },
}: {
  reading: Reading
}) {
  return (
    <tr>
      <td className="numeric" data-label="Urutan">
        {count(position)}
      </td>
      <td className="nowrap" data-label="Nomor">
        {referenceNumber}
      </td>
      <th scope="row">
        <a className="row-title" href={readingLink(id)}>
          {title}
        </a>
      </th>
      <td data-label="Klaster">{clusterNames[clusterId]}</td>
      <td data-label="Lembar nilai">
        <span className="state">
          <Kawung filled={states[state].filled} />
          {states[state].name}
        </span>
      </td>
      <td className="numeric" data-label="Nilai Anda">
        {totalHundredths === null ? '–' : points(totalHundredths)}
      </td>
    </tr>
  )
}
