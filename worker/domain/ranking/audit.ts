import type { Calibration } from './calibration.ts'
import { effectsWithoutJuror, meanBorda, meanZScores, robustEffects } from './comparison-columns.ts'
import { inLayout, inTable } from './crossed-design.ts'
import { roundHalfEven } from './elementary.ts'
import { competitionRanks, ExactMeans } from './exact-means.ts'
import { groupLeanings, pairRelations } from './jury-relations.ts'
import type { GroupLeaning, PairRelation } from './jury-relations.ts'
import { measureLinkage } from './linkage.ts'
import type { Linkage } from './linkage.ts'
import type { RankingRun } from './ranking-run.ts'
import {
  deletionResiduals,
  distinctScores,
  measureAgreement,
  measureHalo,
  median,
  unusualScores,
} from './score-diagnostics.ts'
import type { UnusualScore } from './score-diagnostics.ts'
import { fitReml } from './variance-components.ts'

/** One juror, for the jurors' table. Points unless said otherwise. */
export type JurorAudit = {
  id: string
  n: number
  /** Positive is generous; with its standard error. */
  severity: number
  severityError: number
  /** Deviations were divided by this. */
  spread: number
  /** Variance of the juror's scores over the median juror's; information only. */
  noiseRatio: number
  /** Correlation with the other jurors, its z, and whether it raises the alarm (z below -3, 15 scores or more). */
  agreement: number
  agreementZ: number
  alarm: boolean
  distinctScores: number
  /** Mean correlation between criteria on the juror's sheets; null without criteria. */
  halo: number | null
  /** Of the places in each contest, how many stay when this juror is left out; null where it was not computed. */
  keptWithout: readonly number[] | null
}

/** Ranks by other rules, per proposal; 0 for none. For comparison, never official. */
export type ComparisonRanks = {
  trimmed: Int32Array
  severityOnly: Int32Array
  huber: Int32Array
  zScore: Int32Array
  borda: Int32Array
}

/** One thing a person should look at. */
export type ReviewItem =
  | { kind: 'UNUSUAL_SCORE'; proposalId: string; jurorId: string; deletionResidual: number }
  | { kind: 'DISAGREEING_JUROR'; jurorId: string; z: number }
  | { kind: 'SECOND_READING'; proposalId: string; contest: string; millionths: number }

export type Audit = {
  linkage: Linkage | undefined
  jurors: readonly JurorAudit[]
  comparison: ComparisonRanks
  /** Per contest: how many of the official selection the other rule selects too. */
  overlap: Readonly<Record<keyof ComparisonRanks | 'plain', readonly number[]>>
  reviewQueue: readonly ReviewItem[]
  groupLeanings: readonly GroupLeaning[]
  pairRelations: readonly PairRelation[]
}

export type AuditInputs = {
  /** Points per criterion in table order, for halo. */
  criteria?: readonly Float64Array[]
  /** Group of each proposal (agency, region), -1 for none. */
  groupOf?: Int32Array
}

/** Jurors left out one by one: all who touch the zone in a round for draws, the busiest few in a larger one. */
const MOST_LEFT_OUT = { small: 400, large: 6 }
const SMALL_ROUND = 10_000

/**
 * Everything an auditor asks of a ranked run. Uses the run's dense system as working space: take manifest and report first,
 * the run cannot be read again afterwards. About 0.3 s for 3 500 x 3 scores.
 */
export function auditRun(run: RankingRun & { calibration: Calibration }, inputs: AuditInputs = {}): Audit {
  const { calibration, table } = run
  const { posterior, y } = calibration
  const patterns = residualPatterns(run, inputs.groupOf)
  const jurorErrors = posterior.jurorErrors()
  // From here on the dense system is working space.
  const { matrix } = posterior.system
  const linkage =
    run.components.count === 1 ? measureLinkage(table.proposal, table.juror, table.jurorIds.length, matrix) : undefined
  const huber = ranksByValue(run, robustEffects(posterior, y), calibration.quantaPerUnit)
  const kept = leaveJurorsOut(run, y)
  const comparison = { ...simpleComparisons(run), huber, severityOnly: severityOnlyRanks(run) }
  return {
    linkage,
    jurors: auditJurors(run, jurorErrors, kept, inputs.criteria),
    comparison,
    overlap: {
      plain: overlapWith(run, run.columns.plainRank),
      trimmed: overlapWith(run, comparison.trimmed),
      severityOnly: overlapWith(run, comparison.severityOnly),
      huber: overlapWith(run, comparison.huber),
      zScore: overlapWith(run, comparison.zScore),
      borda: overlapWith(run, comparison.borda),
    },
    reviewQueue: reviewQueue(run, patterns.unusual),
    groupLeanings: patterns.groupLeanings,
    pairRelations: patterns.pairRelations,
  }
}

/** What the deletion residuals show. Needs the inverted system. */
function residualPatterns({ table, calibration }: RankingRun & { calibration: Calibration }, groupOf?: Int32Array) {
  const { posterior, fit } = calibration
  const inOrder = deletionResiduals(posterior, fit.residuals)
  const unusual = unusualScores(posterior, inOrder)
  const deletion = inTable(posterior.system.design, inOrder)
  return {
    unusual,
    groupLeanings: groupOf ? groupLeanings(deletion, table.proposal, table.juror, groupOf) : [],
    pairRelations: pairRelations(deletion, table.proposal, table.juror, table.jurorIds.length),
  }
}

function ranksBy({ contests, columns }: RankingRun, compare: (a: number, b: number) => number): Int32Array {
  const rank = new Int32Array(columns.quanta.length)
  for (const { members } of contests) competitionRanks(members, compare, rank)
  return rank
}

/** Ranks by a real number, equal when equal in whole millionths of a typical step. */
function ranksByValue(run: RankingRun, values: Float64Array, scale: number): Int32Array {
  const whole = values.map((value) => roundHalfEven(value * scale))
  return ranksBy(run, (a, b) => whole[a]! - whole[b]!)
}

function simpleComparisons(run: RankingRun & { calibration: Calibration }) {
  const { table, calibration } = run
  const trimmed = new ExactMeans(table, true)
  const z = meanZScores(table.offset, table.proposal, table.juror, calibration.spread)
  const borda = meanBorda(table.offset, table.proposal, table.juror, table.jurorIds.length)
  return {
    trimmed: ranksBy(run, (a, b) => trimmed.compare(a, b)),
    zScore: ranksByValue(run, z, 1e9),
    borda: ranksByValue(run, borda, 1e9),
  }
}

/** Ranks of the model without spread correction. Leaves the dense system at that model's variances. */
function severityOnlyRanks(run: RankingRun & { calibration: Calibration }): Int32Array {
  const { calibration, table, columns } = run
  const { posterior, quantaPerUnit, spread, fit } = calibration
  if (spread.factor.every((factor) => factor === 1)) return columns.calibratedRank
  const { design } = posterior.system
  const estimable = {
    row: fit.row > 0 || posterior.proposalsAreRows,
    column: fit.column > 0 || !posterior.proposalsAreRows,
  }
  const { effects } = fitReml(design, inLayout(design, table.offset), estimable, posterior.system)
  return ranksByValue(run, posterior.proposalsAreRows ? effects.row : effects.column, quantaPerUnit)
}

/** Members selected by each contest's official order. */
function selected({ plan, columns }: RankingRun): Set<number>[] {
  return columns.order.map((order, index) => new Set(order.subarray(0, plan.contests[index]!.line)))
}

function overlapWith(run: RankingRun, rank: Int32Array): number[] {
  const official = selected(run)
  return run.contests.map(({ members }, index) => {
    const best = members.toSorted((a, b) => rank[a]! - rank[b]! || a - b).subarray(0, run.plan.contests[index]!.line)
    return best.filter((i) => official[index]!.has(i)).length
  })
}

/** How many places of each contest stay without each juror who touches the zone, at the fitted variances. */
function leaveJurorsOut(run: RankingRun & { calibration: Calibration }, y: Float64Array): Map<number, number[]> {
  const { table, columns, contests, calibration } = run
  const touches = new Int32Array(table.jurorIds.length)
  for (let p = 0; p < table.juror.length; p++) {
    if (columns.secondReading[table.proposal[p]!] === 1) touches[table.juror[p]!] = touches[table.juror[p]!]! + 1
  }
  const most = table.proposalIds.length <= SMALL_ROUND ? MOST_LEFT_OUT.small : MOST_LEFT_OUT.large
  const busiest = [...touches.keys()]
    .filter((j) => touches[j]! > 0)
    .toSorted((a, b) => touches[b]! - touches[a]! || a - b)
    .slice(0, table.jurorIds.length > 1 ? most : 0)
  const official = selected(run)
  return new Map(
    busiest.map((j) => {
      const theta = effectsWithoutJuror(calibration.posterior, y, j)
      const whole = theta.map((value) => roundHalfEven(value * calibration.quantaPerUnit))
      const kept = contests.map(({ members }, index) => {
        const best = members.toSorted((a, b) => whole[b]! - whole[a]! || a - b)
        return best.subarray(0, run.plan.contests[index]!.line).filter((i) => official[index]!.has(i)).length
      })
      return [j, kept]
    }),
  )
}

function auditJurors(
  run: RankingRun & { calibration: Calibration },
  errors: Float64Array,
  kept: Map<number, number[]>,
  criteria: readonly Float64Array[] | undefined,
): JurorAudit[] {
  const { table, calibration } = run
  const { spread, posterior } = calibration
  const agreement = measureAgreement(table.offset, table.proposal, table.juror, posterior.severity)
  const distinct = distinctScores(table.offset, table.juror, table.jurorIds.length)
  const halo = criteria && criteria.length > 1 ? measureHalo(criteria, table.juror, table.jurorIds.length) : undefined
  const typical = median([...spread.variance].filter((_, j) => spread.count[j]! > 1))
  return table.jurorIds.map((id, j) => ({
    id,
    n: spread.count[j]!,
    severity: posterior.severity[j]! * table.unit,
    severityError: Math.sqrt(Math.max(0, errors[j]!)) * table.unit,
    spread: spread.factor[j]!,
    noiseRatio: typical > 0 ? spread.variance[j]! / typical : 0,
    agreement: agreement.correlation[j]!,
    agreementZ: agreement.z[j]!,
    alarm: agreement.alarm[j] === 1,
    distinctScores: distinct[j]!,
    halo: halo ? halo[j]! : null,
    keptWithout: kept.get(j) ?? null,
  }))
}

/** Alarms first, then scores, then second readings nearest to the line: a list for people, it changes nothing by itself. */
function reviewQueue(run: RankingRun & { calibration: Calibration }, unusual: readonly UnusualScore[]): ReviewItem[] {
  const { table, calibration, contests, columns, plan } = run
  const agreement = measureAgreement(table.offset, table.proposal, table.juror, calibration.posterior.severity)
  const jurors = table.jurorIds.flatMap((jurorId, j): ReviewItem[] =>
    agreement.alarm[j] === 1 ? [{ kind: 'DISAGREEING_JUROR', jurorId, z: agreement.z[j]! }] : [],
  )
  const scores = unusual.map(({ proposal, juror, deletionResidual }): ReviewItem => {
    return {
      kind: 'UNUSUAL_SCORE',
      proposalId: table.proposalIds[proposal]!,
      jurorId: table.jurorIds[juror]!,
      deletionResidual,
    }
  })
  const readings = contests.flatMap(({ members, places }, index) => {
    const contest = plan.contests[index]!
    const base = places.indexOf(contest.line) * members.length
    return Array.from(members, (i, m) => ({ i, millionths: columns.topMillionths[index]![base + m]! }))
      .filter(({ i }) => columns.secondReading[i] === 1)
      .toSorted((a, b) => Math.abs(a.millionths - 5e5) - Math.abs(b.millionths - 5e5) || a.i - b.i)
      .map(({ i, millionths }): ReviewItem => {
        return { kind: 'SECOND_READING', proposalId: table.proposalIds[i]!, contest: contest.id, millionths }
      })
  })
  return [...jurors, ...scores, ...readings]
}
