import { count, dateAndClock, meanPoints, points } from '#site/text/format.ts'
import { csv } from '#domain/csv.ts'
import { chosenStage, EditionDesk, phaseOf, StageTabs, Stop, Wait, type Desk } from './EditionDesk.tsx'
import { AddressLink } from './AddressLink.tsx'
import { ContestTabs, useContest } from './ContestTabs.tsx'
import { Laboratory } from './laboratory/Laboratory.tsx'
import { nameOf } from './rules-form.ts'
import { loadRanking } from './staff-api.ts'
import type { EditionView, RankingView, StageRow, UnrankedRow } from './staff-answers.ts'
import { useAddress } from './useAddress.ts'
import { useLoaded } from './useLoaded.ts'
import { TableScroll } from './TableScroll.tsx'

export const RankingTable = () => <EditionDesk>{(desk) => <Ranking {...desk} />}</EditionDesk>

function Ranking({ edition, mayAct }: Desk) {
  const { get } = useAddress()
  const stages = edition.stages.filter(({ kind }) => kind === 'scoring' || kind === 'interview')
  const closed = stages.filter((stage) => phaseOf(stage, edition.now) === 'past')
  const stage = stages.find(({ id }) => id === get('tahap')) ?? closed.at(-1) ?? chosenStage(stages, null, edition.now)
  const isLaboratory = get('bagian') === 'laboratorium'
  if (!stage)
    return <p className="work-page empty">Edisi ini tidak mempunyai tahap penilaian, jadi tidak ada peringkat.</p>
  return (
    <div className="work-page stack">
      <StageTabs stages={stages} chosen={stage} />
      {phaseOf(stage, edition.now) === 'past' ? (
        <>
          <PartTabs isLaboratory={isLaboratory} />
          {isLaboratory ? (
            <Laboratory key={stage.id} edition={edition} stage={stage} mayAct={mayAct} />
          ) : (
            <StageRanking key={stage.id} edition={edition} stage={stage} />
          )}
        </>
      ) : (
        <>
          <h1>{stage.name} belum ditutup</h1>
          <p className="lead">
            Peringkat dihitung sesudah tahap ini ditutup, {dateAndClock(new Date(stage.closesAt))}. Sampai saat itu
            tidak ada yang melihat nilai juri, juga sekretariat. Kemajuan penilaian ada di meja penugasan.
          </p>
        </>
      )}
    </div>
  )
}

function PartTabs({ isLaboratory }: { isLaboratory: boolean }) {
  return (
    <nav className="tabs" aria-label="Cara melihat peringkat">
      <AddressLink to={{ bagian: null }} aria-current={isLaboratory ? undefined : 'page'}>
        Nilai rata-rata
      </AddressLink>
      <AddressLink to={{ bagian: 'laboratorium' }} aria-current={isLaboratory ? 'page' : undefined}>
        Laboratorium
      </AddressLink>
    </nav>
  )
}

function StageRanking({ edition, stage }: { edition: EditionView; stage: StageRow }) {
  const { answer } = useLoaded(`ranking ${edition.slug} ${stage.id}`, () => loadRanking(edition.slug, stage.id))
  if (!answer) return <Wait />
  if (!answer.ok) return <Stop problem={answer.problem} />
  return <Contests edition={edition} stage={stage} ranking={answer.value} />
}

type Props = { edition: EditionView; stage: StageRow; ranking: RankingView }

function Contests({ edition, stage, ranking }: Props) {
  const contest = useContest(edition, ranking.ranked, true)
  const isHere = ({ groupId, clusterId }: { groupId: string; clusterId: string }) =>
    groupId === contest.groupId && clusterId === contest.clusterId
  const ranked = ranking.ranked.filter(isHere)
  const unranked = ranking.unranked.filter(isHere)
  const { rules } = edition
  const where = `kelompok ${nameOf(rules.groups, contest.groupId)}, klaster ${contest.clusterId ? nameOf(rules.clusters, contest.clusterId) : '–'}`
  return (
    <>
      <header className="cluster cluster-between">
        <div>
          <p className="hint">
            {edition.name}
            {edition.isSimulation && ', data simulasi'}
          </p>
          <h1>Peringkat {stage.name}</h1>
          <p className="lead">
            {count(ranking.ranked.length)} usulan berperingkat, {count(ranking.unranked.length)} belum cukup lembar.
            Nilai adalah rerata lembar, dihitung tepat dan dibulatkan hanya saat ditampilkan.
          </p>
        </div>
        <button
          type="button"
          className="button button-secondary no-print"
          onClick={() => download(edition, stage, ranking)}
        >
          Unduh CSV, semua kelompok
        </button>
      </header>
      <ContestTabs edition={edition} rows={ranking.ranked} contest={contest} hasAll={false} />
      <RankedList rows={ranked} where={where} />
      <UnrankedList rows={unranked} />
    </>
  )
}

function RankedList({ rows, where }: { rows: RankingView['ranked']; where: string }) {
  if (rows.length === 0) return <p className="empty">Tidak ada usulan berperingkat pada {where}. Pilih klaster lain.</p>
  return (
    <TableScroll>
      <table className="table table-stack">
        <caption>Urut: peringkat, {where}</caption>
        <thead>
          <tr>
            <th scope="col" className="numeric">
              Peringkat
            </th>
            <th scope="col">Nomor</th>
            <th scope="col">Judul</th>
            <th scope="col">Instansi</th>
            <th scope="col" className="numeric">
              Lembar
            </th>
            <th scope="col" className="numeric">
              Nilai tiap lembar
            </th>
            <th scope="col" className="numeric">
              Rerata
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.proposalId}>
              <td className="numeric" data-label="Peringkat">
                <b>{count(row.rank)}</b>
                {row.tied && <span className="hint"> bersama</span>}
              </td>
              <td className="nowrap" data-label="Nomor">
                {row.referenceNumber}
              </td>
              <th scope="row">{row.title}</th>
              <td data-label="Instansi">{row.agency}</td>
              <td className="numeric" data-label="Lembar">
                {count(row.sheetCount)}
              </td>
              <td className="numeric" data-label="Nilai tiap lembar">
                {row.sheets.map((sheet) => points(sheet)).join('; ')}
              </td>
              <td className="numeric" data-label="Rerata">
                <b>{meanPoints(row.sumHundredths, row.sheetCount)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

export function UnrankedList({ rows }: { rows: readonly UnrankedRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="stack stack-tight" aria-labelledby="tanpa-peringkat">
      <h2 id="tanpa-peringkat">{count(rows.length)} usulan tanpa peringkat</h2>
      <p className="hint">
        Nilai yang kurang tidak dihitung nol dan tidak menurunkan siapa pun; usulan ini tidak diperingkat.
      </p>
      <ul className="stack stack-tight">
        {rows.map(({ proposalId, referenceNumber, title, agency, sheetCount, requiredSheets }) => (
          <li key={proposalId}>
            {referenceNumber}, <b>{title}</b>, {agency}: {count(sheetCount)} dari {count(requiredSheets)} lembar
            diserahkan.
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Built here, from the answer the page already has. */
function download(edition: EditionView, stage: StageRow, { ranked, unranked }: RankingView): void {
  const { groups, clusters } = edition.rules
  const head = [
    'Kelompok',
    'Klaster',
    'Peringkat',
    'Bersama',
    'Nomor',
    'Judul',
    'Instansi',
    'Lembar',
    'Jumlah perseratus',
    'Rerata',
  ]
  const lines = ranked.map((row) => [
    nameOf(groups, row.groupId),
    nameOf(clusters, row.clusterId),
    String(row.rank),
    row.tied ? 'ya' : 'tidak',
    row.referenceNumber,
    row.title,
    row.agency,
    String(row.sheetCount),
    String(row.sumHundredths),
    meanPoints(row.sumHundredths, row.sheetCount),
  ])
  const missing = unranked.map((row) => [
    nameOf(groups, row.groupId),
    nameOf(clusters, row.clusterId),
    '',
    '',
    row.referenceNumber,
    row.title,
    row.agency,
    String(row.sheetCount),
    '',
    '',
  ])
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([csv([head, ...lines, ...missing])], { type: 'text/csv;charset=utf-8' }))
  link.download = `peringkat-${edition.slug}-${stage.id}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
