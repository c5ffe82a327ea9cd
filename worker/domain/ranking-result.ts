import { auditRun, type Audit, type ComparisonRanks } from './ranking/audit.ts'
import { inTable } from './ranking/crossed-design.ts'
import { referencePoints, type Calibration } from './ranking/calibration.ts'
import type { Linkage } from './ranking/linkage.ts'
import { probit } from './ranking/normal.ts'
import type { RankingPlan } from './ranking/ranking-plan.ts'
import { manifestOf, type Manifest } from './ranking/manifest.ts'
import type { Zone } from './ranking/ranking-columns.ts'
import { reportRun, type JurorReport, type ModelReport, type ProposalReport } from './ranking/ranking-report.ts'
import type { RankingRun } from './ranking/ranking-run.ts'
import { placementsOf } from './ranking/run-comparison.ts'
import type { ScoreTable } from './ranking/score-table.ts'
import type { StageContest } from './stage-plan.ts'

/** Ranks by rules that are never official, for comparison; 0 for none. */
export type ComparedRanks = Record<keyof ComparisonRanks, number>

/** One contest of a run with its share of the plenary's places. */
export type ContestResult = StageContest & {
  /** Share of the selected that truly belong there, 0..1; null without a calibrated ranking. */
  expectedPrecision: number | null
}

/** Points of the scale 0..100 unless said otherwise. `id` is what the run knows the proposal by. */
export type ProposalResult = Pick<
  ProposalReport,
  'contest' | 'n' | 'mean' | 'calibrated' | 'standardError' | 'er' | 'rankPlain' | 'rankCalibrated'
> & {
  referenceNumber: string
  /** Mean severity of its jurors; positive is generous. */
  jurorLean: number | null
  /** Mean after correction of spread and severity. */
  adjustedMean: number | null
  /** Null where the plenary has no places, or nothing was calibrated. */
  zone: Zone | null
  secondReading: boolean
  selected: boolean
  /** P(rank <= K) in millionths, for each of the contest's `places`. */
  topMillionths: number[]
  compared: ComparedRanks | null
}

export type JurorResult = Pick<JurorReport, 'n' | 'mean' | 'severity' | 'spread'> & {
  pseudonym: string
  severityError: number | null
  agreement: number | null
  agreementZ: number | null
  alarm: boolean
  distinctScores: number | null
  halo: number | null
  /** How many of the selected of each contest stay without this juror. */
  keptWithout: readonly number[] | null
}

/**
 * What deletion residuals tell of jurors together, strongest first and no more than are worth reading. Both are for people to
 * look at and change nothing.
 */
export type JuryRelations = {
  /** `mean`: mean deletion residual, in standard errors of one score; `t`: the same for all `scores` together. */
  leanings: { pseudonym: string; agency: string; scores: number; mean: number; t: number }[]
  /** Pairs of juror and agency with scores enough, and the |t| that chance alone seldom passes among so many. */
  leaningPairs: number
  leaningChance: number
  /** `shrunk`: the correlation, brought towards the mean of all pairs as far as chance explains the difference. */
  pairs: { first: string; second: string; shared: number; correlation: number; shrunk: number }[]
  jurorPairs: number
  meanCorrelation: number
}

/** Everything the laboratory shows of a run, without a name. */
export type RankingResult = {
  status: RankingRun['status']
  reason: string | null
  manifest: Manifest
  model: ModelReport | null
  contests: ContestResult[]
  proposals: ProposalResult[]
  jurors: JurorResult[]
  overlap: Audit['overlap'] | null
  linkage: Linkage | null
  /** Null where nothing was calibrated, and in runs from before it was kept. */
  relations: JuryRelations | null
  /** Limits the run was made with. */
  limits: Pick<RankingPlan, 'zonePercent' | 'secondReadingPercent'>
  /** Reference numbers, those nearest to the line first. */
  secondReadings: string[]
}

/** A score or a juror that a person should look at; by reference number and pseudonym. */
export type RaisedItem =
  | { kind: 'UNUSUAL_SCORE'; juror: string; proposal: string; strength: number }
  | { kind: 'DISAGREEING_JUROR'; juror: string; proposal: null; strength: number }

type Around = {
  contests: readonly StageContest[]
  /** Points on single criteria, over the same sheets. */
  tieTables: readonly ScoreTable[]
  /** Agency of each proposal, by reference number. */
  agencyOf: ReadonlyMap<string, string>
}

/** The result of a run and what it raises. Takes the run apart: it cannot be read again afterwards. */
export function resultOf(
  run: RankingRun,
  { contests, tieTables, agencyOf }: Around,
): { result: RankingResult; raised: RaisedItem[] } {
  const report = reportRun(run)
  const manifest = manifestOf(run)
  const leans = run.calibration ? leansOf(run.calibration) : undefined
  const placements = placementsOf(run)
  const millionths = millionthsOf(run)
  const agencies = [...new Set(agencyOf.values())]
  const agencyAt = new Map(agencies.map((agency, at) => [agency, at]))
  const groupOf = Int32Array.from(run.table.proposalIds, (id) => agencyAt.get(agencyOf.get(id) ?? '') ?? -1)
  const criteria = tieTables.map(({ offset }) => offset)
  const audit = run.status === 'RANKED' ? auditRun(run, { criteria, groupOf }) : undefined
  const withCut = new Set(contests.filter(({ hasCut }) => hasCut).map(({ id }) => id))
  const decides = ({ contest }: { contest: string | null }) => contest !== null && withCut.has(contest)
  const proposals = report.proposals.map((one, i): ProposalResult => ({
    referenceNumber: one.id,
    contest: one.contest,
    n: one.n,
    mean: one.mean,
    jurorLean: leans?.lean[i] ?? null,
    adjustedMean: leans?.adjusted[i] ?? null,
    calibrated: one.calibrated,
    standardError: one.standardError,
    er: one.er,
    rankPlain: one.rankPlain,
    rankCalibrated: one.rankCalibrated,
    zone: decides(one) ? one.zone : null,
    secondReading: decides(one) && one.secondReading,
    selected: decides(one) && (placements.get(one.id)?.selected ?? false),
    topMillionths: millionths[i]!,
    compared: audit ? comparedRanks(audit.comparison, i) : null,
  }))
  const secondReadings = (audit?.reviewQueue ?? []).flatMap((item) =>
    item.kind === 'SECOND_READING' && withCut.has(item.contest) ? [item.proposalId] : [],
  )
  return {
    result: {
      status: report.status,
      reason: report.reason,
      manifest,
      model: report.model,
      contests: contests.map((one) => ({ ...one, expectedPrecision: report.expectedPrecision[one.id] ?? null })),
      proposals: proposals.toSorted(byPlace),
      jurors: report.jurors.map((one, j) => jurorResult(one, audit?.jurors[j])),
      overlap: audit?.overlap ?? null,
      linkage: audit?.linkage ?? null,
      relations: audit ? relationsOf(audit, run.table.jurorIds, agencies) : null,
      limits: { zonePercent: run.plan.zonePercent, secondReadingPercent: run.plan.secondReadingPercent },
      secondReadings,
    },
    raised: (audit?.reviewQueue ?? []).flatMap(raisedItem),
  }
}

/** Rows of each list that are kept. */
const MOST_RELATIONS = 20

function relationsOf(
  { groupLeanings, pairRelations }: Audit,
  jurors: readonly string[],
  agencies: readonly string[],
): JuryRelations {
  const [cells, pairs] = [groupLeanings.length, pairRelations.length]
  return {
    leanings: groupLeanings.slice(0, MOST_RELATIONS).map(({ juror, group, scores, mean, t }) => {
      return { pseudonym: jurors[juror]!, agency: agencies[group]!, scores, mean, t }
    }),
    leaningPairs: cells,
    // As for single scores: half a false mark is expected in a round.
    leaningChance: cells === 0 ? 0 : probit(1 - 1 / (4 * cells)),
    pairs: pairRelations.slice(0, MOST_RELATIONS).map(({ first, second, shared, correlation, shrunk }) => {
      return { first: jurors[first]!, second: jurors[second]!, shared, correlation, shrunk }
    }),
    jurorPairs: pairs,
    meanCorrelation: pairs === 0 ? 0 : pairRelations.reduce((sum, { correlation }) => sum + correlation, 0) / pairs,
  }
}

function raisedItem(item: Audit['reviewQueue'][number]): RaisedItem[] {
  if (item.kind === 'DISAGREEING_JUROR') {
    return [{ kind: item.kind, juror: item.jurorId, proposal: null, strength: item.z }]
  }
  if (item.kind === 'UNUSUAL_SCORE') {
    return [{ kind: item.kind, juror: item.jurorId, proposal: item.proposalId, strength: item.deletionResidual }]
  }
  return []
}

/** By contest, then calibrated or else plain rank; those without a rank last. */
function byPlace(a: ProposalResult, b: ProposalResult): number {
  const place = (one: ProposalResult) => one.rankCalibrated ?? one.rankPlain ?? Infinity
  if (a.contest !== b.contest) return compareTexts(a.contest ?? '\uffff', b.contest ?? '\uffff')
  if (place(a) !== place(b)) return place(a) < place(b) ? -1 : 1
  return compareTexts(a.referenceNumber, b.referenceNumber)
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** P(rank <= K) of every proposal at each place of its contest. */
function millionthsOf({ table, contests, columns }: RankingRun): number[][] {
  const all: number[][] = table.proposalIds.map(() => [])
  for (const [contest, { members, places }] of contests.entries()) {
    const counted = columns.topMillionths[contest]!
    for (const [m, i] of members.entries()) all[i] = places.flatMap((_, k) => counted[k * members.length + m] ?? [])
  }
  return all
}

function comparedRanks({ trimmed, severityOnly, huber, zScore, borda }: ComparisonRanks, i: number): ComparedRanks {
  const at = (ranks: Int32Array) => ranks[i] ?? 0
  return {
    trimmed: at(trimmed),
    severityOnly: at(severityOnly),
    huber: at(huber),
    zScore: at(zScore),
    borda: at(borda),
  }
}

/** Per proposal, in points: mean severity of its jurors, and the mean of its scores without spread and severity. */
function leansOf({ table, y, posterior }: Calibration): { lean: Float64Array; adjusted: Float64Array } {
  const size = table.proposalIds.length
  const corrected = inTable(posterior.system.design, y)
  const [count, severity, score] = [new Int32Array(size), new Float64Array(size), new Float64Array(size)]
  for (const [p, i] of table.proposal.entries()) {
    count[i] = count[i]! + 1
    severity[i] = severity[i]! + posterior.severity[table.juror[p]!]!
    score[i] = score[i]! + corrected[p]!
  }
  const base = referencePoints(table)
  return {
    lean: severity.map((sum, i) => (sum / count[i]!) * table.unit),
    adjusted: score.map((sum, i) => base + ((sum - severity[i]!) / count[i]!) * table.unit),
  }
}

function jurorResult(report: JurorReport, audit: Audit['jurors'][number] | undefined): JurorResult {
  const { id, n, mean, severity, pev, spread } = report
  return {
    pseudonym: id,
    n,
    mean,
    severity,
    spread,
    severityError: pev === null ? null : Math.sqrt(Math.max(0, pev)),
    agreement: audit?.agreement ?? null,
    agreementZ: audit?.agreementZ ?? null,
    alarm: audit?.alarm ?? false,
    distinctScores: audit?.distinctScores ?? null,
    halo: audit?.halo ?? null,
    keptWithout: audit?.keptWithout ?? null,
  }
}
