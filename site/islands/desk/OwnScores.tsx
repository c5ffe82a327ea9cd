import { Refusal } from '../ErrorSummary.tsx'
import { useLast } from '../useLast.ts'
import { useLoaded } from '../useLoaded.ts'
import { SimulationBadge, Workspace, type Me } from '../Workspace.tsx'
import { Consistency } from './Consistency.tsx'
import { exportAddress, listOwnSheets, type ReadingStage } from './desk-api.ts'
import { useDeskDevice, useLists, type DeskDevice } from './desk-device.ts'
import { JuryNav } from './JuryNav.tsx'
import { OwnScoreCharts } from './OwnScoreCharts.tsx'
import { OwnScoreTable } from './OwnScoreTable.tsx'
import { StageChoice, useChosenStage } from './StageChoice.tsx'
import { Wait } from './Wait.tsx'

export const OwnScores = () => <Workspace roles={['evaluator', 'panelist']}>{(me) => <WithDevice me={me} />}</Workspace>

function WithDevice({ me }: { me: Me }) {
  const device = useDeskDevice(me.user.id)
  return device ? <Stages device={device} /> : <Wait />
}

function Stages({ device }: { device: DeskDevice }) {
  const known = useLists(device)
  const stages = known?.lists?.stages ?? []
  const stage = useChosenStage(stages)
  if (!known) return <Wait />
  return (
    <div className="work-page stack own-scores">
      {stage?.isSimulation && <SimulationBadge />}
      <JuryNav />
      <h1>Nilai saya</h1>
      <Refusal problem={known.problem} />
      {stage ? (
        <>
          <StageChoice stages={stages} chosen={stage} />
          <Stage key={`${stage.edition} ${stage.stageId}`} stage={stage} device={device} />
        </>
      ) : (
        <p className="empty">Belum ada usulan yang ditugaskan kepada Anda, jadi belum ada nilai.</p>
      )}
    </div>
  )
}

function Stage({ stage, device }: { stage: ReadingStage; device: DeskDevice }) {
  const { edition, stageId, editionName, stageName } = stage
  const loaded = useLoaded(`${edition} ${stageId}`, () => listOwnSheets({ edition, stage: stageId }))
  const answer = useLast(loaded.answer)
  if (!answer) return <Wait />
  if (!answer.ok) return <Refusal problem={answer.problem} />
  const { rows, criteria } = answer.value
  const handedIn = rows.flatMap(({ totalHundredths, handedInAt }) =>
    totalHundredths !== null && handedInAt !== null ? [{ totalHundredths, handedInAt }] : [],
  )
  return (
    <>
      <p className="lead">
        Semua nilai yang Anda berikan pada {stageName}, {editionName}. Hanya Anda yang melihat halaman ini. Draf dapat
        diubah langsung di tabel.
      </p>
      <p className="cluster no-print">
        <a className="action" href={exportAddress({ edition, stage: stageId })}>
          Unduh CSV
        </a>
        <button type="button" className="action" onClick={() => window.print()}>
          Cetak
        </button>
      </p>
      <OwnScoreTable criteria={criteria} rows={rows} device={device} mayWrite={stage.isOpen} reload={loaded.reload} />
      <OwnScoreCharts sheets={handedIn} />
      <Consistency edition={edition} stageId={stageId} criteria={criteria} />
    </>
  )
}
