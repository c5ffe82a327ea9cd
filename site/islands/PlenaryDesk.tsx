import { count, dateAndClock } from '#site/text/format.ts'
import { chosenStage, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from './EditionDesk.tsx'
import { ContestTabs, useContest } from './ContestTabs.tsx'
import { DecisionPanel } from './DecisionPanel.tsx'
import { PlenaryList } from './PlenaryList.tsx'
import { nameOf } from './rules-form.ts'
import { UnrankedList } from './RankingTable.tsx'
import { loadPlenary } from './staff-api.ts'
import type { PlenaryView, StageRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { useVisitSummaries, visitsBefore } from './visits/useVisitSummaries.ts'

export const PlenaryDesk = () => <EditionDesk>{(desk) => <Plenary {...desk} />}</EditionDesk>

function Plenary(desk: Desk) {
  const { edition } = desk
  const { get } = useAddress()
  const stages = edition.stages.filter(({ kind }) => kind === 'plenary')
  const stage = chosenStage(stages, get('tahap'), edition.now)
  if (!stage) return <p className="work-page empty">Edisi ini tidak mempunyai sidang pleno.</p>
  return (
    <div className="work-page stack">
      <StageTabs stages={stages} chosen={stage} />
      {phaseOf(stage, edition.now) === 'future' ? (
        <>
          <h1>{stage.name} belum dibuka</h1>
          <p className="lead">
            Sidang dibuka {dateAndClock(new Date(stage.opensAt))}, sesudah penilaiannya ditutup. Daftar usulan disusun
            dari peringkat pada saat itu.
          </p>
        </>
      ) : (
        <Session key={stage.id} {...desk} stage={stage} />
      )}
    </div>
  )
}

function Session({ stage, ...desk }: Desk & { stage: StageRow }) {
  const { edition } = desk
  const { answer, reload } = useLoaded(`plenary ${edition.slug} ${stage.id}`, () => loadPlenary(edition.slug, stage.id))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  return <Proposed {...desk} stage={stage} plenary={answer.value} reload={reload} />
}

type Props = Desk & { stage: StageRow; plenary: PlenaryView }

function Proposed({ plenary, stage, reload, ...desk }: Props) {
  const { edition, mayAct } = desk
  const contest = useContest(edition, plenary.list, true)
  const isHere = ({ groupId, clusterId }: { groupId: string; clusterId: string }) =>
    groupId === contest.groupId && (contest.clusterId === null || clusterId === contest.clusterId)
  const visits = useVisitSummaries(edition.slug, visitsBefore(edition, stage))
  const mayMove = mayAct && !plenary.decision && phaseOf(stage, edition.now) === 'current'
  return (
    <>
      <header>
        <p className="hint">
          {edition.name}
          {edition.isSimulation && ', data simulasi'}
        </p>
        <h1>{stage.name}</h1>
        <p className="lead">
          Portal menyusun daftar menurut{' '}
          {plenary.official.column === 'calibrated' ? 'peringkat terkalibrasi' : 'rata-rata skor'}{' '}
          {plenary.rankedStage.name}. Pleno memutuskan; setiap perpindahan dicatat dengan alasannya dan tampil di
          halaman umum.
        </p>
      </header>
      <Counts plenary={plenary} />
      <ContestTabs edition={edition} rows={plenary.list} contest={contest} hasAll={false} />
      <Shares plenary={plenary} edition={edition} contest={contest} />
      <PlenaryList
        edition={edition}
        stage={stage}
        rows={plenary.list.filter(isHere)}
        awardName={(id) =>
          plenary.cuts.find(({ awardId }) => awardId === id)?.award ?? nameOf(edition.rules.awards, id)
        }
        mayMove={mayMove}
        visits={visits}
        onMoved={reload}
      />
      <UnrankedList rows={plenary.unranked.filter(isHere)} />
      <DecisionPanel edition={edition} stage={stage} plenary={plenary} mayAct={mayAct} onChanged={reload} />
    </>
  )
}

/** Proposed against places for each award and group. */
function Counts({ plenary: { cuts, counts } }: { plenary: PlenaryView }) {
  return (
    <dl className="figures">
      {counts.map(({ awardId, groupId, places, proposed }) => {
        const cut = cuts.find((one) => one.awardId === awardId && one.groupId === groupId)
        return (
          <div key={`${awardId} ${groupId}`}>
            <dt className="figure-label">
              {cut?.award}, kelompok {cut?.group}
            </dt>
            <dd className="figure-value">
              {count(proposed)} dari {count(places)}
            </dd>
            <dd className={proposed === places ? 'hint' : 'attention'}>{differenceWords(proposed, places)}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function differenceWords(proposed: number, places: number): string {
  if (proposed === places) return 'sesuai tempat'
  return proposed > places ? `lebih ${count(proposed - places)}` : `masih ${count(places - proposed)} tempat kosong`
}

type SharesProps = { plenary: PlenaryView; edition: Desk['edition']; contest: ReturnType<typeof useContest> }

/** How the places of this contest came about. */
function Shares({ plenary: { cuts }, edition, contest }: SharesProps) {
  const shares = cuts
    .filter(({ groupId }) => groupId === contest.groupId)
    .flatMap(({ award, places, shares: all }) =>
      all
        .filter(({ clusterId }) => clusterId === contest.clusterId)
        .map((share) => `${award}: ${count(share.places)} dari ${count(places)} tempat`),
    )
  if (shares.length === 0 || !contest.clusterId) return null
  return (
    <p className="hint">
      Klaster {nameOf(edition.rules.clusters, contest.clusterId)}: {shares.join('; ')}, dibagi menurut banyaknya usulan
      berperingkat.
    </p>
  )
}
