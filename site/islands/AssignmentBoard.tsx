import { count, dateAndClock } from '#site/text/format.ts'
import { daysLeft } from '#site/text/wib.ts'
import type { Answer } from './answer.ts'
import { AssignmentPlanner } from './AssignmentPlanner.tsx'
import { AddressLink } from './AddressLink.tsx'
import { chosenStage, deskLink, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from './EditionDesk.tsx'
import { JurorForm } from './JurorForm.tsx'
import { JurorTable } from './JurorTable.tsx'
import { ReplacementPanel } from './ReplacementPanel.tsx'
import { SimulateButton } from './SimulateButton.tsx'
import { listJurors, loadProgress } from './staff-api.ts'
import type { Juror, Progress, StageRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'

export const AssignmentBoard = () => <EditionDesk>{(desk) => <Board {...desk} />}</EditionDesk>

type Work = { jurors: Juror[]; progress: Progress }

async function loadWork(slug: string, stageId: string): Promise<Answer<Work>> {
  const [listed, progress] = await Promise.all([listJurors(slug, stageId), loadProgress(slug, stageId)])
  if (!listed.ok) return listed
  if (!progress.ok) return progress
  return { ok: true, value: { jurors: listed.value.jurors, progress: progress.value } }
}

function Board(desk: Desk) {
  const { edition } = desk
  const { get } = useAddress()
  const stages = edition.stages.filter(({ kind }) => kind === 'scoring' || kind === 'interview')
  const stage = chosenStage(stages, get('tahap'), edition.now)
  if (!stage) {
    return <p className="work-page empty">Edisi ini tidak mempunyai tahap penilaian, jadi tidak ada penugasan.</p>
  }
  return (
    <div className="work-page stack">
      <StageTabs stages={stages} chosen={stage} />
      <StageWork key={stage.id} {...desk} stage={stage} />
    </div>
  )
}

function StageWork({ stage, ...desk }: Desk & { stage: StageRow }) {
  const { edition, mayAct, me } = desk
  const { get, replace } = useAddress()
  const { answer, reload } = useLoaded(`work ${edition.slug} ${stage.id}`, () => loadWork(edition.slug, stage.id))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { jurors, progress } = answer.value
  const isPlanned = progress.plan !== null
  const isAdding = get('juri') === 'baru'
  return (
    <>
      <header>
        <h1>{heading(progress)}</h1>
        <p className="lead">{windowWords(stage, progress, edition.now)}</p>
      </header>
      {isPlanned && (
        <progress
          className="meter"
          value={progress.handedIn}
          max={Math.max(progress.assignments, 1)}
          aria-hidden="true"
        />
      )}
      {me.isDemo && mayAct && isPlanned && progress.handedIn < progress.assignments && (
        <SimulateButton edition={edition.slug} kind="scoring" onDone={reload} />
      )}
      {isPlanned && mayAct && progress.lackingReaders > 0 && phaseOf(stage, edition.now) !== 'past' && (
        <ReplacementPanel
          edition={edition.slug}
          stageId={stage.id}
          lacking={progress.lackingReaders}
          handedIn={progress.handedIn}
          onReplaced={reload}
        />
      )}
      {mayAct && !isPlanned && progress.proposals > 0 && (
        <AssignmentPlanner edition={edition.slug} stage={stage} onPlanned={reload} />
      )}
      {!isPlanned && progress.proposals === 0 && (
        <p className="empty">
          Penugasan disusun dari usulan yang dinyatakan layak.{' '}
          <a href={deskLink('/sekretariat/seleksi/', edition.slug)}>Lanjutkan seleksi administrasi</a>; juri sudah dapat
          ditambahkan di bawah ini.
        </p>
      )}
      <section className="stack" aria-labelledby="juri">
        <div className="cluster cluster-between">
          <h2 id="juri">{count(jurors.length)} juri</h2>
          {mayAct && !isAdding && (
            <AddressLink className="action" to={{ juri: 'baru' }}>
              Tambah juri
            </AddressLink>
          )}
        </div>
        {mayAct && isAdding && (
          <JurorForm
            edition={edition}
            stageId={stage.id}
            onAdded={() => {
              replace({ juri: null })
              reload()
            }}
            onCancel={() => replace({ juri: null })}
          />
        )}
        <JurorTable jurors={jurors} progress={progress} />
      </section>
    </>
  )
}

function heading({ plan, assignments, handedIn, proposals }: Progress): string {
  if (!plan)
    return proposals === 0 ? 'Belum ada usulan untuk ditugaskan' : `${count(proposals)} usulan belum ditugaskan`
  return `${count(handedIn)} dari ${count(assignments)} lembar diserahkan`
}

function windowWords(stage: StageRow, { plan, assignments, handedIn }: Progress, now: string): string {
  const opens = dateAndClock(new Date(stage.opensAt))
  const closes = dateAndClock(new Date(stage.closesAt))
  const window = {
    past: `${stage.name} ditutup ${closes}. Peringkat sudah dapat dibuka.`,
    current: `${stage.name} ditutup ${closes}.`,
    future: `${stage.name} dibuka ${opens}, ditutup ${closes}.`,
  }[phaseOf(stage, now)]
  const days = daysLeft(stage.closesAt, now)
  const left = assignments - handedIn
  if (!plan || left === 0 || days === 0 || phaseOf(stage, now) !== 'current') return window
  return `${window} Sisa ${count(left)} lembar dalam ${count(days)} hari: ${count(Math.ceil(left / days))} lembar setiap hari. Nilai baru terlihat sesudah tahap ini ditutup.`
}
