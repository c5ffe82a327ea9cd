import type { StageRow, EditionView } from '../staff-answers.ts'
import type { RankedContest, RankedProposal, RunSummary, Zone } from './laboratory-answers.ts'
import { count, dateAndClock } from '#site/text/format.ts'
import { chanceAt } from '#domain/ranking/rank-interval.ts'

/** Where the laboratory works and who may act in it. */
export type Bench = { edition: EditionView; stage: StageRow; mayAct: boolean }

export type ViewedProposal = RankedProposal & { rankPlain: number; rankCalibrated: number }

/** One contest of a run, its ranked proposals best first, and the cut a visitor looks at. */
export type ViewedContest = {
  contest: RankedContest
  ranked: readonly ViewedProposal[]
  /** Too few scores for a rank, or no calibrated rank. */
  unranked: readonly RankedProposal[]
  k: number
  /** Limits of the discussion zone that the run was made with, 0..1. */
  zone: readonly [number, number]
}

export const chancesOf = (contest: RankedContest, { topMillionths }: RankedProposal) => ({
  places: contest.places,
  millionths: topMillionths,
})

/** Chance of the best k and the zone it means. At the deciding line the run's own zone counts, ties included. */
export function standingAt({ contest, ranked, k, zone: [low, high] }: ViewedContest, proposal: ViewedProposal) {
  const chance = chanceAt(chancesOf(contest, proposal), k, ranked.length)
  if (k === contest.line && proposal.zone !== null) return { chance, zone: proposal.zone }
  if (chance >= high) return { chance, zone: 'IN' as const }
  return { chance, zone: chance <= low ? ('OUT' as const) : ('DISCUSS' as const) }
}

export function configWords({ spread, exclusions, disconnected }: RunSummary['config']): string {
  return [
    spread ? 'rentang juri disesuaikan' : 'rentang juri apa adanya',
    exclusions === 'decided' ? 'tanpa skor yang diputuskan dikeluarkan' : 'dengan semua skor',
    disconnected !== null && `juri tidak terhubung, diterima dengan alasan: ${disconnected.replace(/\.$/, '')}`,
  ]
    .filter((part) => part)
    .join('; ')
}

/** Runs are numbered from the oldest; `runs`: newest first. */
export function runName(runs: readonly RunSummary[], id: string): string {
  const at = runs.findIndex((run) => run.id === id)
  return at < 0 ? 'Hitungan lain' : `Hitungan ${count(runs.length - at)}`
}

export const requestedWords = ({ requestedAt, requestedBy }: RunSummary): string =>
  `Diminta ${requestedBy}, ${dateAndClock(new Date(requestedAt))}`

/** Marks of a row: inside the zone, or the last one above the cut. */
export function rowClass({ k, ranked }: ViewedContest, index: number, zone: Zone): string | undefined {
  const isCut = index === k - 1 && k < ranked.length
  return [zone === 'DISCUSS' && 'is-zone', isCut && 'is-cut'].filter((name) => name).join(' ') || undefined
}
