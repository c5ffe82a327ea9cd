import { useState } from 'react'
import { count, dateAndClock } from '#site/text/format.ts'
import { daysLeft } from '#site/text/wib.ts'
import type { Answer } from '../answer.ts'
import { AddressLink } from '../AddressLink.tsx'
import { chosenStage, deskLink, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from '../EditionDesk.tsx'
import { SimulateButton } from '../SimulateButton.tsx'
import type { StageRow } from '../staff-answers.ts'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { JurorDesk } from './JurorDesk.tsx'
import { PlanDesk } from './PlanDesk.tsx'
import { listJurors, loadProgress, type Juror, type Place, type Progress } from './planning-api.ts'
import { TableDesk } from './TableDesk.tsx'

export const AssignmentBoard = () => <EditionDesk>{(desk) => <Board {...desk} />}</EditionDesk>

export type Work = { jurors: Juror[]; progress: Progress }

async function loadWork(place: Place): Promise<Answer<Work>> {
  const [listed, progress] = await Promise.all([listJurors(place), loadProgress(place)])
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

const parts = ['juri', 'rancangan', 'tabel'] as const
type Part = (typeof parts)[number]
const partNames: Record<Part, string> = { juri: 'Juri', rancangan: 'Rancangan', tabel: 'Tabel' }

/** Everything a part of the page works with. */
export type StageDesk = Desk & {
  stage: StageRow
  place: Place
  work: Work
  reloadWork: () => void
  /** Tells what has just been done, above the parts, so that it stays when the part changes. */
  say: (words: string) => void
}

function StageWork({ stage, ...desk }: Desk & { stage: StageRow }) {
  const { edition, mayAct, me } = desk
  const place = { edition: edition.slug, stage: stage.id }
  const { get } = useAddress()
  const [said, say] = useState('')
  const { answer, reload } = useLoaded(`work ${edition.slug} ${stage.id}`, () => loadWork(place))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  const { progress } = answer.value
  const isPlanned = progress.plan !== null
  const named = parts.find((part) => part === get('bagian'))
  const part = named ?? (isPlanned || progress.proposals === 0 ? 'juri' : 'rancangan')
  const stageDesk: StageDesk = { ...desk, stage, place, work: answer.value, reloadWork: reload, say }
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
      {mayAct && phaseOf(stage, edition.now) !== 'past' && <Attention work={answer.value} part={part} />}
      {!isPlanned && progress.proposals === 0 && (
        <p className="empty">
          Penugasan disusun dari usulan yang dinyatakan layak.{' '}
          <a href={deskLink('/sekretariat/seleksi/', edition.slug)}>Lanjutkan seleksi administrasi</a>; juri sudah dapat
          ditambahkan di bawah ini.
        </p>
      )}
      <p role="status" className={said === '' ? 'visually-hidden' : 'plan-said'}>
        {said}
      </p>
      <nav className="tabs" aria-label="Bagian penugasan">
        {parts.map((id) => (
          <AddressLink
            key={id}
            to={{ bagian: id, rancangan: null, banding: null, juri: null }}
            aria-current={id === part ? 'page' : undefined}
          >
            {partNames[id]}
          </AddressLink>
        ))}
      </nav>
      {part === 'juri' && <JurorDesk {...stageDesk} />}
      {part === 'rancangan' && <PlanDesk {...stageDesk} />}
      {part === 'tabel' && <TableDesk {...stageDesk} />}
    </>
  )
}

/** What a re-plan would mend: readers that are missing, and jurors who hold the role no more. */
function Attention({ work: { jurors, progress }, part }: { work: Work; part: Part }) {
  if (!progress.plan) return null
  const present = new Set(jurors.map(({ id }) => id))
  const gone = progress.jurors.filter(({ id, assigned, handedIn }) => !present.has(id) && assigned > handedIn)
  const open = gone.reduce((sum, { assigned, handedIn }) => sum + assigned - handedIn, 0)
  if (progress.lackingReaders === 0 && gone.length === 0) return null
  return (
    <section className="notice stack stack-tight" aria-label="Perlu disusun ulang">
      {progress.lackingReaders > 0 && (
        <p>
          <b>{count(progress.lackingReaders)} usulan kekurangan penilai.</b> Tanpa penilai yang cukup, usulan tidak
          diperingkat.
        </p>
      )}
      {gone.length > 0 && (
        <p>
          <b>{count(gone.length)} juri tidak lagi bertugas</b> dengan {count(open)} lembar terbuka:{' '}
          {gone.map(({ name }) => name).join(', ')}.
        </p>
      )}
      <p>
        Susun ulang memindahkan sesedikit mungkin, dan lembar yang sudah diserahkan tidak berubah.{' '}
        {part !== 'rancangan' && <AddressLink to={{ bagian: 'rancangan' }}>Susun ulang penugasan</AddressLink>}
      </p>
    </section>
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
