import { count } from '#site/text/format.ts'
import { reasonText, shareWords } from '#site/text/ranking.ts'
import { ContestTabs, useContest } from '../ContestTabs.tsx'
import { Acknowledgement } from './Acknowledgement.tsx'
import { CutSlider, useCut } from './CutSlider.tsx'
import { IntervalPlot } from './IntervalPlot.tsx'
import { JurorAudit } from './JurorAudit.tsx'
import type { Ranking, RunSummary } from './laboratory-answers.ts'
import { configWords, requestedWords, runName, type Bench, type ViewedContest } from './laboratory-parts.ts'
import { runBundle, runFile } from './laboratory-api.ts'
import { RunStart } from './RunStart.tsx'
import { SecondReadings } from './SecondReadings.tsx'
import { SideBySide } from './SideBySide.tsx'

type Props = Bench & {
  runs: readonly RunSummary[]
  run: RunSummary
  ranking: Ranking | null
  view: 'peringkat' | 'rentang' | 'juri'
  onStarted: (id: string) => void
}

/** A finished run: what it stands on, then one of its views. */
export function RunOutcome(props: Props) {
  const { run, runs, ranking, view, mayAct } = props
  const reason = run.result?.reason ?? null
  return (
    <>
      <div className="stack stack-tight">
        <h2>{runName(runs, run.id)}</h2>
        <p className="hint">
          {requestedWords(run)}; {configWords(run.config)}.
        </p>
        {ranking && <Files {...props} />}
      </div>
      {reason !== null && <p className="notice">{reasonText(reason)}</p>}
      {reason === 'DISCONNECTED' && mayAct && <Acknowledgement {...props} />}
      {reason === 'STEP_FAILED' && mayAct && <RunStart {...props} isFirst />}
      {ranking && view === 'juri' && <JurorAudit {...props} ranking={ranking} />}
      {ranking && view !== 'juri' && <Contests {...props} view={view} ranking={ranking} />}
    </>
  )
}

function Files({ edition, stage, run }: Props) {
  const place = [edition.slug, stage.id, run.id] as const
  return (
    <p className="cluster no-print">
      <a className="action" href={runFile(...place, 'csv')} download>
        Unduh CSV
      </a>
      <a className="action" href={runFile(...place, 'xlsx')} download>
        Unduh XLSX
      </a>
      <a className="action" href={runFile(...place, 'json')} download>
        Unduh JSON
      </a>
      <a className="action" href={runBundle(...place)} download>
        Unduh berkas untuk dihitung ulang
      </a>
    </p>
  )
}

function Contests({ ranking, view, ...props }: Props & { ranking: Ranking; view: 'peringkat' | 'rentang' }) {
  const { edition } = props
  const rows = ranking.proposals.flatMap(({ contest }) => ranking.contests.find(({ id }) => id === contest) ?? [])
  const { groupId, clusterId } = useContest(edition, rows, true)
  const contest = ranking.contests.find((one) => one.groupId === groupId && one.clusterId === clusterId)
  const members = ranking.proposals.filter((proposal) => proposal.contest === contest?.id)
  return (
    <>
      <ContestTabs edition={edition} rows={rows} contest={{ groupId, clusterId }} hasAll={false} />
      {!contest || members.length === 0 ? (
        <p className="empty">Tidak ada usulan berperingkat di sini. Pilih kelompok atau klaster lain.</p>
      ) : (
        <OneContest key={contest.id} {...props} view={view} ranking={ranking} contest={contest} />
      )}
      <TooFewScores proposals={ranking.proposals.filter(({ contest: held }) => held === null)} />
      <SecondReadings {...props} ranking={ranking} />
    </>
  )
}

/** In the model, so that their scores tell of the jurors, but without a rank. */
function TooFewScores({ proposals }: { proposals: Ranking['proposals'] }) {
  if (proposals.length === 0) return null
  return (
    <p className="hint">
      {count(proposals.length)} usulan belum cukup lembar, jadi tidak berperingkat:{' '}
      {proposals.map(({ referenceNumber }) => referenceNumber).join(', ')}.
    </p>
  )
}

type OneProps = Bench & { ranking: Ranking; view: 'peringkat' | 'rentang'; contest: Ranking['contests'][number] }

function OneContest({ ranking, view, contest }: OneProps) {
  const members = ranking.proposals.filter((proposal) => proposal.contest === contest.id)
  const ranked = members
    .flatMap((one) =>
      one.rankPlain !== null && one.rankCalibrated !== null
        ? [{ ...one, rankPlain: one.rankPlain, rankCalibrated: one.rankCalibrated }]
        : [],
    )
    .toSorted((a, b) => a.rankCalibrated - b.rankCalibrated || a.referenceNumber.localeCompare(b.referenceNumber))
  const [k, setK] = useCut(contest, ranked.length)
  const [low, high] = ranking.limits.zonePercent
  const unranked = members.filter((one) => one.rankCalibrated === null)
  const viewed: ViewedContest = { contest, ranked, k, unranked, zone: [low / 100, high / 100] }
  if (ranked.length === 0) return <PlainOnly members={members} />
  return (
    <>
      <CutSlider viewed={viewed} onK={setK} />
      {view === 'peringkat' ? <SideBySide viewed={viewed} /> : <IntervalPlot viewed={viewed} />}
      {ranking.model && (
        <p className="hint">
          {shareWords(ranking.model.rankability)} perbedaan nilai antarusulan pada babak ini bukan kebetulan.
        </p>
      )}
    </>
  )
}

/** Blocked runs still hold the exact means. */
function PlainOnly({ members }: { members: Ranking['proposals'] }) {
  return (
    <p className="hint">
      {count(members.filter(({ rankPlain }) => rankPlain !== null).length)} usulan berperingkat menurut rata-rata; lihat
      bagian Nilai rata-rata. Tidak ada peringkat terkalibrasi pada hitungan ini.
    </p>
  )
}
