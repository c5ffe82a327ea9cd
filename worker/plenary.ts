import type { Db } from '#db/client.ts'
import { selectDecision, selectPlaces } from '#db/decisions.ts'
import { listMoves } from '#db/plenaries.ts'
import { findNewestCalibration } from '#db/ranking-runs.ts'
import { listStandings } from '#db/rankings.ts'
import { plenaryBefore } from '#domain/assignment.ts'
import { findPlenaryStage, findScoringStage } from '#domain/edition.ts'
import { plenaryTable } from '#domain/plenary.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import type { Env } from './env.ts'
import { rankByCalibration, rankStandings } from './ranking.ts'
import { loadStored } from './ranking-store.ts'
import type { HeldStage } from './stage-access.ts'

/** Everything a plenary decides from, in one round trip; only after the stage it starts from has closed. */
export async function loadPlenary(env: Env, db: Db, { edition, stage }: HeldStage, now: Date) {
  const rules = findPlenaryStage(edition.rules, stage.id)
  const rankedStage = edition.stages.find(({ id }) => id === rules?.rankedStageId)
  const rankedRules = rankedStage && findScoringStage(edition.rules, rankedStage.id)
  if (!rules || !rankedStage || !rankedRules) return refuse({ code: 'not_found' as const })
  if (now < rankedStage.closesAt) {
    return refuse({ code: 'stage_still_open' as const, closesAt: rankedStage.closesAt.toISOString() })
  }
  const [standings, moves, [decision], decided] = await db.batch([
    listStandings(db, edition.id, rankedStage.id, plenaryBefore(edition.stages, rankedStage)?.id),
    listMoves(db, edition.id, stage.id),
    selectDecision(db, edition.id, stage.id),
    selectPlaces(db, edition.id, stage.id),
  ])
  const plain = rankStandings(standings, rankedRules.readersPerProposal)
  const isCalibrated = rankedRules.officialColumn === 'calibrated'
  const calibrated = isCalibrated
    ? await calibratedRanks(env, db, {
        editionId: edition.id,
        stageId: rankedStage.id,
        asked: { from: rankedStage.closesAt, until: decision?.at ?? now },
      })
    : undefined
  if (isCalibrated && !calibrated) return refuse({ code: 'official_run_missing' as const })
  const { ranked, unranked } = calibrated
    ? rankByCalibration(plain, calibrated.rankOf, rankedRules.readersPerProposal)
    : plain
  const table = plenaryTable({ ranked, cuts: rules.cuts, moves, passingHundredths: rankedRules.passingHundredths })
  return accept({
    rules,
    rankedStage,
    ranked,
    unranked,
    /** By the weighted means, whichever ranking is official: what a bundle is checked against. */
    plain: plain.ranked,
    official: { column: rankedRules.officialColumn ?? 'plain', runId: calibrated?.runId ?? null },
    moves,
    table,
    decision: decision ?? null,
    decided,
  })
}

type Asked = { editionId: string; stageId: string; asked: { from: Date; until: Date } }

/** The ranks of the newest calibration of these scores; once decided, of the newest before the decision. */
async function calibratedRanks(env: Env, db: Db, { editionId, stageId, asked }: Asked) {
  const run = await findNewestCalibration(db, editionId, stageId, asked)
  const stored = run && (await loadStored(env, run))
  if (!run || !stored) return undefined
  const rankOf = new Map(
    stored.result.proposals.flatMap(({ referenceNumber, rankCalibrated }) =>
      rankCalibrated === null ? [] : [[referenceNumber, rankCalibrated] as const],
    ),
  )
  return { runId: run.id, rankOf }
}

export type Plenary = Extract<Awaited<ReturnType<typeof loadPlenary>>, Result<unknown, never>>['value']

/** The plenary as its screen shows it. Once decided, `proposed` is what was decided. */
export function describePlenary({ edition, stage }: HeldStage, plenary: Plenary) {
  const { rankedStage, ranked, unranked, table, decision, decided, official } = plenary
  const { awards, groups } = edition.rules
  const names = new Map(
    ranked.map(({ proposalId, referenceNumber, title, agency }) => [proposalId, { referenceNumber, title, agency }]),
  )
  const places = new Map(decided.map(({ proposalId, awardId }) => [proposalId, awardId]))
  return {
    stage,
    rankedStage,
    cuts: table.cuts.map((cut) => ({
      ...cut,
      award: awards.find(({ id }) => id === cut.awardId)?.name ?? cut.awardId,
      group: groups.find(({ id }) => id === cut.groupId)?.name ?? cut.groupId,
    })),
    list: table.list.map(({ move, proposed, ...one }) => ({
      ...one,
      ...names.get(one.proposalId)!,
      move: move && { direction: move.direction, reason: move.reason, at: move.at, by: move.by },
      proposed: decision ? (places.get(one.proposalId) ?? null) : proposed,
    })),
    unranked,
    counts: table.counts,
    official,
    decision,
  }
}
