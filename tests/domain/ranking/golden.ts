import { manifestOf } from '#domain/ranking/manifest.ts'
import type { Manifest } from '#domain/ranking/manifest.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import { runRanking } from '#domain/ranking/ranking-run.ts'
import { tabulate } from '#domain/ranking/score-table.ts'
import { indexed, syntheticRound } from './synthetic-rounds.ts'

/**
 * Rounds whose hashes are written down: every machine and every engine must come to the same bits. A change here is a change
 * of published results and needs a new ENGINE_VERSION. Needs nothing but the engine, so it runs in Node, workerd, browsers.
 */
export const GOLDEN = {
  draws: {
    scoreHash: '0d0be1659a33ba943f79ebac28c5fd3216320fade10fe7a7663e2c1a7470a47a',
    resultHash: 'a5619ef0735209f6cb3588e058551053ffd45257bfbb3284da6e26b9fb38c48d',
  },
  manyJurors: {
    scoreHash: '2bec34ccd161fbcd8432d83ff662bb3a0dbb4d2e6101cfaf12275ef3f909aa83',
    resultHash: '8fc62a283057df771b852e1abe7461be23196ac7a0850d5245f3db4c083d88d3',
  },
  quadrature: {
    scoreHash: '74636fc9060bdfca8f2ce91ad35802bbeccdc61fdceab640e8f4cf53fd6aefb7',
    resultHash: '00fc19eaf6c5fdd64e10c96885b334a8286c077b7dd86ed232e3b167849384cf',
  },
} as const

const ROUNDS = {
  draws: syntheticRound(300, 3, 20, 6, 'golden'),
  manyJurors: syntheticRound(40, 5, 60, 6, 'golden'),
  quadrature: syntheticRound(10_500, 2, 40, 6, 'golden'),
}

/** Manifest of a golden round as this machine computes it; `mix` turns the order of the rows around. */
export function goldenManifest(name: keyof typeof GOLDEN, mix = false): Manifest {
  const rows = ROUNDS[name].map((row) =>
    name === 'draws' && row.juror < 'J00008' ? { ...row, score: 2 * row.score - 60 } : row,
  )
  const tabulated = tabulate(indexed(mix ? rows.toReversed() : rows))
  if ('refusal' in tabulated) throw new Error(tabulated.refusal.code)
  const plan = { ...DEFAULT_PLAN, contests: [{ id: '', places: [6, 45, 99], line: 45 }], draws: 1000, scoreRange: 100 }
  return manifestOf(
    runRanking(tabulated.table, {
      ...plan,
      contests: name === 'manyJurors' ? [{ id: '', places: [6], line: 6 }] : plan.contests,
    }),
  )
}

export const GOLDEN_NAMES = ['draws', 'manyJurors', 'quadrature'] as const
