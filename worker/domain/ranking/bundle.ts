import type { Manifest } from './manifest.ts'
import { canonicalJson } from './ranking-plan.ts'
import type { RankingPlan } from './ranking-plan.ts'
import type { IndexedScores } from './score-table.ts'
import { Sha256, sha256Hex } from './secure-hash.ts'

/**
 * What a publication carries so that anyone can recompute a ranking: anonymised jurors, the points of every sheet, weights,
 * plan, and what came out. Plain JSON.
 */
export type RankingBundle = {
  format: 'gelanggang-ranking/1'
  /** In the regulation's order of priority for ties; whole percent, together 100. */
  criteria: readonly { id: string; weightPercent: number }[]
  proposals: readonly string[]
  jurors: readonly string[]
  /** Proposal index, juror index, then whole points 0..100 on each criterion. */
  sheets: readonly (readonly number[])[]
  /** Sheets left out by a recorded human decision; index into `sheets`. */
  exclusions: readonly { sheet: number; reason: string }[]
  plan: RankingPlan
  /** SHA-256 of criteria, sheets and exclusions in canonical order. */
  sheetHash: string
  manifest: Manifest
  ranking: readonly BundleRow[]
  /** SHA-256 of everything above, keys sorted. Publish it where nobody can change it, in the decree for instance. */
  bundleHash: string
}

/** One proposal as published, in whole numbers. */
export type BundleRow = {
  id: string
  scores: number
  plainRank: number
  calibratedRank: number
  /** Calibrated score minus the reference of the table, in quanta. */
  quanta: number
  zone: string
  /** P(rank <= K) in millionths for each K of the contest. */
  topMillionths: readonly number[]
}

export type BundleSource = Pick<RankingBundle, 'criteria' | 'proposals' | 'jurors' | 'sheets' | 'exclusions'>

/** Why sheets cannot be ranked; `sheet` is an index into the sheets. */
export type SheetProblem =
  | { code: 'WEIGHTS_NOT_100'; sum: number }
  | { code: 'INCOMPLETE_SHEET'; sheet: number }
  | { code: 'POINTS_OUT_OF_RANGE'; sheet: number }
  | { code: 'UNKNOWN_PARTICIPANT'; sheet: number }
  | { code: 'UNKNOWN_EXCLUSION'; sheet: number }
  | { code: 'DUPLICATE_PARTICIPANT'; id: string }

const HIGHEST_POINTS = 100

/** Everything wrong with the sheets of a bundle; empty when they can be ranked. A sheet is complete or it is refused. */
export function sheetProblems({ criteria, proposals, jurors, sheets, exclusions }: BundleSource): SheetProblem[] {
  const problems: SheetProblem[] = []
  let sum = 0
  let whole = true
  for (const { weightPercent } of criteria) {
    sum += weightPercent
    whole &&= Number.isInteger(weightPercent) && weightPercent >= 0
  }
  if (sum !== 100 || !whole) problems.push({ code: 'WEIGHTS_NOT_100', sum })
  for (const ids of [proposals, jurors]) {
    const seen = new Set<string>()
    for (const id of ids.map((one) => one.normalize('NFC'))) {
      if (seen.has(id)) problems.push({ code: 'DUPLICATE_PARTICIPANT', id })
      seen.add(id)
    }
  }
  for (const [sheet, [proposal = -1, juror = -1, ...points]] of sheets.entries()) {
    if (proposals[proposal] === undefined || jurors[juror] === undefined)
      problems.push({ code: 'UNKNOWN_PARTICIPANT', sheet })
    if (points.length !== criteria.length) problems.push({ code: 'INCOMPLETE_SHEET', sheet })
    else if (!points.every((one) => Number.isInteger(one) && one >= 0 && one <= HIGHEST_POINTS)) {
      problems.push({ code: 'POINTS_OUT_OF_RANGE', sheet })
    }
  }
  for (const { sheet } of exclusions) if (!sheets[sheet]) problems.push({ code: 'UNKNOWN_EXCLUSION', sheet })
  return problems
}

/**
 * Scores of the sheets that count: the weighted total in hundredths, or the points on one criterion. Sheets without
 * problems only. `excluding` false takes the excluded sheets in, for the list "with and without".
 */
export function scoresOf(source: BundleSource, criterion?: number, excluding = true): IndexedScores {
  const out = new Set(excluding ? source.exclusions.map(({ sheet }) => sheet) : [])
  const counted = source.sheets.filter((_, index) => !out.has(index))
  const weights = source.criteria.map(({ weightPercent }) => weightPercent)
  const valueOf = (points: readonly number[]) => {
    if (criterion !== undefined) return points[criterion]!
    let total = 0
    for (const [at, weight] of weights.entries()) total += weight * points[at]!
    return total
  }
  return {
    proposalIds: source.proposals,
    jurorIds: source.jurors,
    proposal: Int32Array.from(counted, ([proposal]) => proposal!),
    juror: Int32Array.from(counted, ([, juror]) => juror!),
    units: Float64Array.from(counted, ([, , ...points]) => valueOf(points)),
    decimals: criterion === undefined ? 2 : 0,
  }
}

/** SHA-256 of criteria, sheets and exclusions by id, independent of the order of rows and lists. */
export function hashSheets({ criteria, proposals, jurors, sheets, exclusions }: BundleSource): string {
  const reasonOf = new Map(exclusions.map(({ sheet, reason }) => [sheet, reason]))
  const lines = sheets.map(([proposal, juror, ...points], index) =>
    JSON.stringify([
      proposals[proposal!]!.normalize('NFC'),
      jurors[juror!]!.normalize('NFC'),
      ...points,
      ...(reasonOf.has(index) ? [reasonOf.get(index)] : []),
    ]),
  )
  const hash = new Sha256().text('gelanggang sheets/1\n')
  for (const { id, weightPercent } of criteria) hash.text(`${JSON.stringify([id, weightPercent])}\n`)
  for (const line of lines.toSorted()) hash.text(`${line}\n`)
  return hash.hex()
}

/** SHA-256 of a bundle without its own hash. */
export function hashBundle(bundle: Omit<RankingBundle, 'bundleHash'> & { bundleHash?: string }): string {
  return sha256Hex(`gelanggang bundle/1\n${canonicalJson({ ...bundle, bundleHash: undefined })}`)
}
