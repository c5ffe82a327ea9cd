import { fillNormals, seedWords } from '#domain/ranking/random-normals.ts'
import { tabulate } from '#domain/ranking/score-table.ts'
import type { IndexedScores, ScoreTable } from '#domain/ranking/score-table.ts'

/** One score, as a test writes it. */
export type Row = { proposal: string; juror: string; score: number }

function placeOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, place) => [id, place]))
}

/** Whole scores as the engine takes them. */
export function indexed(rows: readonly Row[], decimals = 0): IndexedScores {
  const proposalIds = [...new Set(rows.map(({ proposal }) => proposal))]
  const jurorIds = [...new Set(rows.map(({ juror }) => juror))]
  const [proposals, jurors] = [placeOf(proposalIds), placeOf(jurorIds)]
  return {
    proposalIds,
    jurorIds,
    proposal: Int32Array.from(rows, ({ proposal }) => proposals.get(proposal)!),
    juror: Int32Array.from(rows, ({ juror }) => jurors.get(juror)!),
    units: Float64Array.from(rows, ({ score }) => score),
    decimals,
  }
}

export function tableOf(rows: readonly Row[], decimals = 0): ScoreTable {
  const tabulated = tabulate(indexed(rows, decimals))
  if ('refusal' in tabulated) throw new Error(tabulated.refusal.code)
  return tabulated.table
}

/**
 * A round with known truth: every proposal read by `readers` of `jurors` jurors in a rotating pattern, score =
 * 60 + 8 theta + severity x b + 7 e, whole, 0..100. The same arguments give the same round everywhere.
 */
export function syntheticRound(
  proposals: number,
  readers: number,
  jurors: number,
  severity = 6,
  seed = 'round',
): Row[] {
  const z = new Float64Array(proposals + jurors + proposals * readers)
  fillNormals(seedWords(seed), 0, z, z.length)
  const rows: Row[] = []
  for (let i = 0; i < proposals; i++) {
    for (let k = 0; k < readers; k++) {
      const j = (i + k * (1 + (Math.floor(i / jurors) % Math.max(1, Math.floor((jurors - 1) / readers))))) % jurors
      const points = 60 + 8 * z[i]! + severity * z[proposals + j]! + 7 * z[proposals + jurors + i * readers + k]!
      rows.push({ proposal: name('P', i), juror: name('J', j), score: Math.max(0, Math.min(100, Math.round(points))) })
    }
  }
  return rows
}

function name(letter: string, index: number): string {
  return `${letter}${String(index + 1).padStart(5, '0')}`
}
