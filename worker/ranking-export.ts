import { csv, type CsvCell } from '#domain/csv.ts'
import type { describeRun, RankingView } from './ranking-view.ts'
import { writeSpreadsheet, type SpreadsheetCell, type SpreadsheetTable } from './spreadsheet.ts'

type Described = ReturnType<typeof describeRun>
type Row = RankingView['proposals'][number]
type Contest = RankingView['contests'][number] | undefined

/** P(rank <= K) at the cut of the rules, 0..1; null where the rules have none. */
const chanceAtLine = ({ topMillionths }: Row, contest: Contest): number | null => {
  const millionths = contest?.hasCut ? topMillionths[contest.places.indexOf(contest.line)] : undefined
  return millionths === undefined ? null : millionths / 1e6
}

/** What a line says of a proposal, the same in CSV and XLSX. */
const columns: readonly [name: string, value: (row: Row, contest: Contest) => CsvCell & SpreadsheetCell][] = [
  ['nomor', (row) => row.referenceNumber],
  ['judul', (row) => row.title],
  ['instansi', (row) => row.agency],
  ['kelompok_klaster', (row) => row.contest],
  ['lembar', (row) => row.n],
  ['rata_rata', (row) => row.mean],
  ['peringkat_rata_rata', (row) => row.rankPlain],
  ['murah_hati_juri', (row) => row.jurorLean],
  ['rata_rata_disesuaikan', (row) => row.adjustedMean],
  ['nilai_terkalibrasi', (row) => row.calibrated],
  ['galat_baku', (row) => row.standardError],
  ['peringkat_terkalibrasi', (row) => row.rankCalibrated],
  ['peringkat_harapan', (row) => row.er],
  ['peluang_dalam_batas', chanceAtLine],
  ['zona', (row) => row.zone],
  ['pembacaan_kedua', (row) => row.secondReading],
]

/** One row a proposal, in the order of the ranking, under a head. */
function rankingRows({ contests, proposals }: RankingView) {
  const contestOf = new Map(contests.map((contest) => [contest.id, contest]))
  const rows = proposals.map((one) => {
    const contest = one.contest === null ? undefined : contestOf.get(one.contest)
    return columns.map(([, value]) => value(one, contest))
  })
  return [columns.map(([name]) => name), ...rows]
}

export const rankingCsv = (ranking: RankingView): string => csv(rankingRows(ranking))

const jurorColumns: readonly [name: string, value: (row: RankingView['jurors'][number]) => SpreadsheetCell][] = [
  ['juri', (row) => row.name],
  ['nama_samaran', (row) => row.pseudonym],
  ['lembar', (row) => row.n],
  ['rata_rata', (row) => row.mean],
  ['murah_hati', (row) => row.severity],
  ['galat_baku', (row) => row.severityError],
  ['rentang', (row) => row.spread],
  ['kesepakatan', (row) => row.agreement],
  ['kesepakatan_z', (row) => row.agreementZ],
  ['berlawanan', (row) => row.alarm],
  ['nilai_berbeda', (row) => row.distinctScores],
  ['halo', (row) => row.halo],
]

/** Ranking, jurors, and everything the run stands on. */
export function rankingTables(run: Described, ranking: RankingView): SpreadsheetTable[] {
  const jurors = ranking.jurors.map((one) => jurorColumns.map(([, value]) => value(one)))
  return [
    { name: 'Peringkat', rows: rankingRows(ranking) },
    { name: 'Juri', rows: [jurorColumns.map(([name]) => name), ...jurors] },
    { name: 'Setelan', rows: [['hal', 'isi'], ...settings(run, ranking)] },
  ]
}

export const rankingSpreadsheet = (run: Described, ranking: RankingView): Promise<Uint8Array<ArrayBuffer>> =>
  writeSpreadsheet(rankingTables(run, ranking))

function settings({ id, config, requestedAt, requestedBy, result }: Described, ranking: RankingView) {
  const { manifest, model, contests, limits } = ranking
  const rows: [string, SpreadsheetCell][] = [
    ['hitungan', id],
    ['diminta_pada', requestedAt.toISOString()],
    ['diminta_oleh', requestedBy],
    ['selesai_pada', result?.finishedAt.toISOString() ?? null],
    ['status', ranking.status],
    ['alasan_status', ranking.reason],
    ['rentang_juri_disesuaikan', config.spread],
    ['tanpa_skor_yang_dikeluarkan', config.exclusions === 'decided'],
    ['alasan_juri_tak_terhubung', config.disconnected],
    ['zona_bahas_dari_persen', limits.zonePercent[0]],
    ['zona_bahas_sampai_persen', limits.zonePercent[1]],
    ['pembacaan_kedua_dari_persen', limits.secondReadingPercent[0]],
    ['pembacaan_kedua_sampai_persen', limits.secondReadingPercent[1]],
    ['rata_rata_model', model?.mu ?? null],
    ['ragam_usulan', model?.variance.proposal ?? null],
    ['ragam_juri', model?.variance.juror ?? null],
    ['ragam_sisa', model?.variance.residual ?? null],
    ['kriteria_reml', model?.reml ?? null],
    ['keterandalan', model?.rankability ?? null],
    ...contests.map(({ id: contest, line, hasCut }): [string, SpreadsheetCell] => [
      `batas ${contest}`,
      hasCut ? line : null,
    ]),
    ['versi_mesin', manifest.engineVersion],
    ['cara', manifest.method],
    ['pengulangan', manifest.draws],
    ['benih', manifest.seed],
    ['sidik_skor', manifest.scoreHash],
    ['sidik_setelan', manifest.planHash],
    ['sidik_hasil', manifest.resultHash],
    ['sidik_manifes', result?.manifestHash ?? null],
    ['sidik_bundel', result?.bundleHash ?? null],
  ]
  return rows
}
