import { auditRun } from '#domain/ranking/audit.ts'
import { manifestOf } from '#domain/ranking/manifest.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import { fillNormals, seedWords } from '#domain/ranking/random-normals.ts'
import { tabulate } from '#domain/ranking/score-table.ts'
import type { ScoreTable } from '#domain/ranking/score-table.ts'
import { fitReml } from '#domain/ranking/variance-components.ts'
import { inLayout, layOut } from '#domain/ranking/crossed-design.ts'

/** The rounds of the bench: proposals, scores per proposal, jurors. `crossed` has more jurors than proposals. */
export const ROUNDS = {
  '3500': [3500, 3, 60],
  '20000': [20_000, 3, 500],
  '100000': [100_000, 3, 2000],
  crossed_73000: [1100, 66, 3000],
} as const

export type RoundName = keyof typeof ROUNDS

export const ROUND_NAMES: readonly RoundName[] = ['3500', '20000', '100000', 'crossed_73000']

const plan = {
  ...DEFAULT_PLAN,
  contests: [{ id: '', places: [6, 45, 99], line: 45 }],
  scoreRange: 100,
  disconnected: 'bench',
}

/** Balanced random reading with known truth, from the engine's own generator, without an object per score. */
export function benchTable(name: RoundName): ScoreTable {
  const [proposals, readers, jurors] = ROUNDS[name]
  const count = proposals * readers
  const z = new Float64Array(proposals + jurors + count)
  fillNormals(seedWords(`bench ${name}`), 0, z, z.length)
  const proposal = new Int32Array(count)
  const juror = new Int32Array(count)
  const units = new Float64Array(count)
  // Every pass over the jurors takes another order by chance: even loads, varied company, no juror twice on a proposal.
  let order = shuffled(jurors, 0)
  for (let i = 0, at = 0; i < proposals; i++) {
    for (let k = 0; k < readers; k++, at++) {
      if (at % jurors === 0) order = shuffled(jurors, at / jurors)
      const j = order[at % jurors]!
      proposal[at] = i
      juror[at] = distinct(juror, i * readers, at, j, jurors)
      const points = 60 + 8 * z[i]! + 6 * z[proposals + juror[at]!]! + 7 * z[proposals + jurors + at]!
      units[at] = Math.max(0, Math.min(10_000, Math.round(points * 100)))
    }
  }
  const made = tabulate({
    proposalIds: idsOf('P', proposals),
    jurorIds: idsOf('J', jurors),
    proposal,
    juror,
    units,
    decimals: 2,
  })
  if ('refusal' in made) throw new Error(made.refusal.code)
  return made.table
}

function idsOf(letter: string, size: number): string[] {
  return Array.from({ length: size }, (_, at) => `${letter}${String(at).padStart(6, '0')}`)
}

function distinct(juror: Int32Array, from: number, at: number, wanted: number, jurors: number): number {
  let j = wanted
  while (juror.subarray(from, at).includes(j)) j = (j + 1) % jurors
  return j
}

function shuffled(size: number, pass: number): Int32Array {
  const keys = new Float64Array(size)
  fillNormals(seedWords('order'), pass, keys, size)
  return Int32Array.from({ length: size }, (_, at) => at).toSorted((a, b) => keys[a]! - keys[b]! || a - b)
}

/** Fits the variance components once. */
export function remlOnce(table: ScoreTable): number {
  const design = layOut(table.proposal, table.juror, table.proposalIds.length, table.jurorIds.length)
  return fitReml(design, inLayout(design, table.offset), { row: true, column: true }).residual
}

/** A whole run: calibration, draws or quadrature, zones, manifest and the audit. Returns its result hash. */
export function fullOnce(table: ScoreTable): string {
  const run = runRanking(table, plan)
  if (run.status !== 'RANKED') throw new Error(run.status)
  const { resultHash } = manifestOf(run)
  auditRun(run)
  return resultHash
}
