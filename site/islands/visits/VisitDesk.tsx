import { dateAndClock } from '#site/text/format.ts'
import { AddressLink } from '../AddressLink.tsx'
import { chosenStage, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from '../EditionDesk.tsx'
import type { StageRow } from '../staff-answers.ts'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { VisitFilePage } from './VisitFilePage.tsx'
import { VisitPlanner } from './VisitPlanner.tsx'
import { VisitTable } from './VisitTable.tsx'
import { loadVisitBoard, type VisitBoard } from './visits-api.ts'

/** `/sekretariat/kunjungan/`: who goes where, and what was found once the stage is over. */
export const VisitDesk = () => <EditionDesk>{(desk) => <ChosenStage {...desk} />}</EditionDesk>

function ChosenStage(desk: Desk) {
  const { edition } = desk
  const { get } = useAddress()
  const stages = edition.stages.filter(({ kind }) => kind === 'field_visit')
  const stage = chosenStage(stages, get('tahap'), edition.now)
  if (!stage) return <p className="work-page empty">Edisi ini tidak mempunyai tahap kunjungan lapangan.</p>
  const visitId = get('kunjungan')
  if (visitId !== null) return <VisitFilePage place={{ edition: edition.slug, stage: stage.id }} visitId={visitId} />
  return (
    <div className="work-page stack">
      <StageTabs stages={stages} chosen={stage} />
      <StageWork key={stage.id} {...desk} stage={stage} />
    </div>
  )
}

export type VisitWork = Desk & { stage: StageRow; board: VisitBoard; reloadBoard: () => void }

function StageWork({ stage, ...desk }: Desk & { stage: StageRow }) {
  const { edition, mayAct } = desk
  const { get } = useAddress()
  const place = { edition: edition.slug, stage: stage.id }
  const { answer, reload } = useLoaded(`visits ${edition.slug} ${stage.id}`, () => loadVisitBoard(place))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const board = answer.value
  const work = { ...desk, stage, board, reloadBoard: reload }
  const mayPlan = mayAct && phaseOf(stage, edition.now) !== 'past'
  const isPlanning = get('bagian') === 'rencana' && mayPlan
  const handedIn = board.visits.flatMap(({ visitors }) => visitors.filter((one) => one.handedInAt !== null)).length
  const all = board.visits.flatMap(({ visitors }) => visitors).length
  return (
    <>
      <header className="stack stack-tight">
        <p className="hint">{edition.name}</p>
        <h1>{stage.name}</h1>
        <p className="lead">
          {board.visits.length + board.waiting.length === 0
            ? 'Belum ada usulan untuk dikunjungi.'
            : `${board.visits.length} kunjungan direncanakan, ${board.waiting.length} usulan belum; ${handedIn} dari ${all} lembar diserahkan.`}{' '}
          {dateAndClock(new Date(stage.opensAt))} sampai {dateAndClock(new Date(stage.closesAt))}.
          {!board.isOver && ' Isi lembar terbaca sesudah tahap ini ditutup.'}
        </p>
      </header>
      {mayPlan && board.waiting.length > 0 && (
        <nav className="tabs no-print" aria-label="Bagian">
          <AddressLink to={{ bagian: null }} aria-current={isPlanning ? undefined : 'page'}>
            Kunjungan
          </AddressLink>
          <AddressLink to={{ bagian: 'rencana' }} aria-current={isPlanning ? 'page' : undefined}>
            Rencanakan
          </AddressLink>
        </nav>
      )}
      {isPlanning ? <VisitPlanner {...work} /> : <VisitTable {...work} mayPlan={mayPlan} />}
    </>
  )
}
