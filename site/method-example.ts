import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { reportRun, type ProposalReport, type RankingReport } from '#domain/ranking/ranking-report.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import { tabulate } from '#domain/ranking/score-table.ts'

/** Points of the worked example: made up for the explanation. Six proposals, three jurors, two scores each. */
const scores: readonly (readonly [proposal: string, juror: string, points: number])[] = [
  ['U-1', 'A', 88],
  ['U-1', 'B', 76],
  ['U-2', 'A', 91],
  ['U-2', 'C', 86],
  ['U-3', 'B', 78],
  ['U-3', 'C', 81],
  ['U-4', 'A', 82],
  ['U-4', 'C', 76],
  ['U-5', 'B', 69],
  ['U-5', 'C', 76],
  ['U-6', 'A', 78],
  ['U-6', 'B', 67],
]
/** Places of the example. */
export const EXAMPLE_PLACES = 2

export type MethodExample = {
  jurorIds: string[]
  report: RankingReport
  /** Points by proposal and juror; null where the juror did not read. */
  pointsOf: (proposal: string, juror: string) => number | null
  /** The proposal that moves up across the cut line, with what moves it. */
  told: ToldProposal
}

export type ToldProposal = ProposalReport & {
  calibrated: number
  rankPlain: number
  rankCalibrated: number
  /** Mean severity of its jurors, points: negative is strict. */
  lean: number
  /** Plain mean less the jurors' lean. */
  adjusted: number
  /** P(rank <= places), 0..1. */
  chance: number
}

/** The example as the portal's own engine ranks it, when the page is built. */
export function workedExample(): MethodExample {
  const [proposalIds, jurorIds] = [0, 1].map((at) => [...new Set(scores.map((score) => String(score[at])))])
  if (!proposalIds || !jurorIds) throw new Error('the example has no scores')
  const tabulated = tabulate({
    proposalIds,
    jurorIds,
    proposal: Int32Array.from(scores, ([proposal]) => proposalIds.indexOf(proposal)),
    juror: Int32Array.from(scores, ([, juror]) => jurorIds.indexOf(juror)),
    units: Float64Array.from(scores, ([, , points]) => points),
    decimals: 0,
  })
  if ('refusal' in tabulated) throw new Error(`the example is refused: ${tabulated.refusal.code}`)
  const contests = [{ id: '', places: [EXAMPLE_PLACES], line: EXAMPLE_PLACES }]
  const report = reportRun(runRanking(tabulated.table, { ...DEFAULT_PLAN, contests }))
  const pointsOf = (proposal: string, juror: string) =>
    scores.find(([p, j]) => p === proposal && j === juror)?.[2] ?? null
  return { jurorIds, report, pointsOf, told: toldProposal(report, pointsOf) }
}

function toldProposal(report: RankingReport, pointsOf: MethodExample['pointsOf']): ToldProposal {
  for (const proposal of report.proposals) {
    const { rankPlain, rankCalibrated, calibrated } = proposal
    if (rankPlain === null || rankCalibrated === null || calibrated === null) continue
    if (rankPlain <= EXAMPLE_PLACES || rankCalibrated > EXAMPLE_PLACES) continue
    const readers = report.jurors.filter(({ id }) => pointsOf(proposal.id, id) !== null)
    const lean = readers.reduce((sum, { severity }) => sum + (severity ?? 0), 0) / readers.length
    const chance = proposal.pTop[String(EXAMPLE_PLACES)] ?? 0
    return { ...proposal, rankPlain, rankCalibrated, calibrated, lean, adjusted: proposal.mean - lean, chance }
  }
  throw new Error('no proposal of the example moves across the line')
}
