import * as fc from 'fast-check'
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

/** Any round at all: up to 10 proposals and 5 jurors, any subset of scores, few or many different ones. */
export const anyRows: fc.Arbitrary<Row[]> = fc
  .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 5 }), fc.constantFrom(0, 1, 3, 100))
  .chain(([proposals, jurors, highest]) =>
    fc
      .subarray(
        Array.from({ length: proposals * jurors }, (_, at) => at),
        { minLength: 1 },
      )
      .chain((cells) =>
        fc.tuple(...cells.map(() => fc.integer({ min: 0, max: highest }))).map((scores) =>
          cells.map((cell, at) => ({
            proposal: `p${cell % proposals}`,
            juror: `j${Math.floor(cell / proposals)}`,
            score: scores[at]!,
          })),
        ),
      ),
  )

/** A connected round with enough scores for every variance: each proposal read by three of six jurors. */
export const ordinaryRows: fc.Arbitrary<Row[]> = fc
  .array(fc.integer({ min: 20, max: 90 }), { minLength: 36, maxLength: 36 })
  .map((scores) =>
    scores.map((score, at) => {
      const i = Math.floor(at / 3)
      return { proposal: `p${String(i).padStart(2, '0')}`, juror: `j${(i + (at % 3) * (1 + (i % 2))) % 6}`, score }
    }),
  )
