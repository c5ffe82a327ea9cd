import { dateAndClock } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { chosenStage, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from '../EditionDesk.tsx'
import { SimulateButton } from '../SimulateButton.tsx'
import type { StageRow } from '../staff-answers.ts'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { InterviewPlanner } from './InterviewPlanner.tsx'
import { InterviewRoom } from './InterviewRoom.tsx'
import { InterviewSchedule } from './InterviewSchedule.tsx'
import { PanelistTimes } from './PanelistTimes.tsx'
import { loadBoard, type Board } from './interviews-api.ts'

/** `/sekretariat/wawancara/`: the schedule, its planning, and when panelists have time. */
export const InterviewDesk = () => <EditionDesk>{(desk) => <ChosenStage {...desk} />}</EditionDesk>

function ChosenStage(desk: Desk) {
  const { edition } = desk
  const { get } = useAddress()
  const stages = edition.stages.filter(({ kind }) => kind === 'interview')
  const stage = chosenStage(stages, get('tahap'), edition.now)
  const slotId = get('slot')
  if (slotId !== null) return <InterviewRoom key={slotId} slotId={slotId} isAlone={false} />
  if (!stage) return <p className="work-page empty">Edisi ini tidak mempunyai tahap wawancara.</p>
  return (
    <div className="work-page stack">
      <StageTabs stages={stages} chosen={stage} />
      <StageWork key={stage.id} {...desk} stage={stage} />
    </div>
  )
}

const parts = [
  { id: null, name: 'Jadwal' },
  { id: 'susun', name: 'Susun jadwal' },
  { id: 'kesediaan', name: 'Kesediaan panelis' },
] as const

export type Work = Desk & { stage: StageRow; board: Board; reloadBoard: () => void }

function StageWork({ stage, ...desk }: Desk & { stage: StageRow }) {
  const { edition, mayAct, me } = desk
  const { get } = useAddress()
  const place = { edition: edition.slug, stage: stage.id }
  const { answer, reload } = useLoaded(`interviews ${edition.slug} ${stage.id}`, () => loadBoard(place))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const work = { ...desk, stage, board: answer.value, reloadBoard: reload }
  const part = get('bagian')
  const isSilent = answer.value.panelists.some(({ availabilities }) => availabilities.length === 0)
  return (
    <>
      <header className="stack stack-tight">
        <p className="hint">{edition.name}</p>
        <h1>{stage.name}</h1>
        <p className="lead">{leadOf(work)}</p>
      </header>
      <nav className="tabs no-print" aria-label="Bagian">
        {parts
          .filter(({ id }) => id !== 'susun' || mayAct)
          .map(({ id, name }) => (
            <AddressLink key={name} to={{ bagian: id }} aria-current={part === id ? 'page' : undefined}>
              {name}
            </AddressLink>
          ))}
      </nav>
      {me.isDemo && mayAct && isSilent && phaseOf(stage, edition.now) !== 'past' && (
        <SimulateButton edition={edition.slug} kind="availability" onDone={reload} />
      )}
      {part === 'susun' && mayAct ? (
        <InterviewPlanner {...work} />
      ) : part === 'kesediaan' ? (
        <PanelistTimes {...work} />
      ) : (
        <InterviewSchedule {...work} />
      )}
    </>
  )
}

function leadOf({ board: { slots, waiting, heldBack }, stage }: Pick<Work, 'board' | 'stage'>): string {
  const window = `${dateAndClock(new Date(stage.opensAt))} sampai ${dateAndClock(new Date(stage.closesAt))}.`
  if (slots.length + waiting.length + heldBack.length === 0) return `Belum ada usulan untuk diwawancarai. ${window}`
  if (slots.length === 0) return `${waiting.length} usulan belum mempunyai jadwal. ${window}`
  const cancelled = heldBack.length > 0 ? `, ${heldBack.length} dibatalkan` : ''
  return `${slots.length} wawancara terjadwal, ${waiting.length} usulan belum${cancelled}. ${window}`
}
