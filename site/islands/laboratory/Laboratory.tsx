import { useEffect } from 'react'
import { Stop, Wait } from '../EditionDesk.tsx'
import { useAddress } from '../useAddress.ts'
import { useLoaded } from '../useLoaded.ts'
import { AddressLink } from '../AddressLink.tsx'
import { listRuns, loadRun } from './laboratory-api.ts'
import type { Bench } from './laboratory-parts.ts'
import type { RunSummary } from './laboratory-answers.ts'
import { CompareRuns } from './CompareRuns.tsx'
import { ReviewQueue } from './ReviewQueue.tsx'
import { RunList } from './RunList.tsx'
import { RunOutcome } from './RunOutcome.tsx'
import { RunProgress } from './RunProgress.tsx'
import { RunStart } from './RunStart.tsx'

/** Milliseconds between two questions about a run that is under way. */
const POLL = 1500

/** The calibrated ranking of a closed scoring stage: runs, their results, what people decided about single scores. */
export function Laboratory(bench: Bench) {
  const { edition, stage } = bench
  const { answer, reload } = useLoaded(`runs ${edition.slug} ${stage.id}`, () => listRuns(edition.slug, stage.id))
  const isUnderWay = answer?.ok === true && answer.value.runs.some(({ state }) => state !== 'finished')
  useEffect(() => {
    if (!isUnderWay) return
    const clock = setInterval(reload, POLL)
    return () => clearInterval(clock)
  }, [isUnderWay, reload])
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  return <Bench {...bench} runs={answer.value.runs} reload={reload} />
}

const views = [
  { id: 'peringkat', name: 'Berdampingan' },
  { id: 'rentang', name: 'Rentang peringkat' },
  { id: 'juri', name: 'Juri' },
  { id: 'tinjauan', name: 'Perlu ditinjau' },
  { id: 'hitungan', name: 'Hitungan' },
  { id: 'banding', name: 'Bandingkan' },
] as const

type BenchProps = Bench & { runs: readonly RunSummary[]; reload: () => void }

function Bench({ runs, reload, ...bench }: BenchProps) {
  const { get, go } = useAddress()
  const view = views.find(({ id }) => id === get('lihat'))?.id ?? 'peringkat'
  const run = runs.find(({ id }) => id === get('hitungan')) ?? runs[0]
  const onStarted = (id: string) => {
    go({ hitungan: id, lihat: null })
    reload()
  }
  return (
    <>
      <header>
        <h1>Laboratorium peringkat {bench.stage.name}</h1>
        {run ? (
          <p className="hint">
            Yang resmi tetap rata-rata; pleno yang memutuskan. <a href="/metode/">Baca caranya</a>.
          </p>
        ) : (
          <p className="lead">
            Peringkat terkalibrasi mengurangi murah hati atau kerasnya tiap juri, dan menunjukkan seberapa jauh
            peringkat dapat bergeser. Yang resmi tetap rata-rata; pleno yang memutuskan.{' '}
            <a href="/metode/">Baca caranya</a>.
          </p>
        )}
      </header>
      {!run && (
        <p className="empty">
          Belum ada hitungan untuk tahap ini.{' '}
          {bench.mayAct ? 'Mulai satu; rata-rata dan peringkat resmi tidak berubah.' : 'Sekretariat yang memulainya.'}
        </p>
      )}
      {!run && bench.mayAct && <RunStart {...bench} isFirst onStarted={onStarted} />}
      {run && (
        <>
          <nav className="tabs" aria-label="Bagian laboratorium">
            {views.map(({ id, name }) => (
              <AddressLink key={id} to={{ lihat: id }} aria-current={id === view ? 'page' : undefined}>
                {name}
              </AddressLink>
            ))}
          </nav>
          {view === 'hitungan' && <RunList runs={runs} chosen={run} />}
          {view === 'hitungan' && bench.mayAct && <RunStart {...bench} isFirst={false} onStarted={onStarted} />}
          {view === 'banding' && <CompareRuns {...bench} runs={runs} chosen={run} />}
          {view === 'tinjauan' && <ReviewQueue {...bench} runs={runs} onStarted={onStarted} />}
          {(view === 'peringkat' || view === 'rentang' || view === 'juri') && (
            <ChosenRun key={run.id} {...bench} runs={runs} run={run} view={view} onStarted={onStarted} />
          )}
        </>
      )}
    </>
  )
}

type ChosenProps = Bench & {
  runs: readonly RunSummary[]
  run: RunSummary
  view: 'peringkat' | 'rentang' | 'juri'
  onStarted: (id: string) => void
}

function ChosenRun(props: ChosenProps) {
  const { edition, stage, run } = props
  const { answer } = useLoaded(`run ${run.id} ${run.state}`, () => loadRun(edition.slug, stage.id, run.id))
  if (run.state !== 'finished') return <RunProgress run={run} />
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  return <RunOutcome {...props} ranking={answer.value.ranking} />
}
