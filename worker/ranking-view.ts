import type { Db } from '#db/client.ts'
import type { findRunSummary } from '#db/ranking-runs.ts'
import { listScoredProposals, listStageJurors } from '#db/ranking-runs.ts'
import type { RankingResult } from '#domain/ranking-result.ts'
import { comparePlacements } from '#domain/ranking/run-comparison.ts'
import type { StoredResult } from './ranking-store.ts'

type Summary = NonNullable<Awaited<ReturnType<typeof findRunSummary>>>

/** A run as lists show it. */
export function describeRun(run: Summary) {
  const { id, config, requestedAt, requestedBy, stepsDone, ofSteps, status, reason, finishedAt } = run
  const ended = status !== null && finishedAt !== null
  return {
    id,
    config,
    requestedAt,
    requestedBy,
    state: ended ? ('finished' as const) : stepsDone > 0 ? ('running' as const) : ('queued' as const),
    /** The result is the last step; a run refused at its first has one. */
    steps: { done: stepsDone + (ended ? 1 : 0), total: ofSteps ?? (ended ? 1 : null) },
    result: ended ? { status, reason, manifestHash: run.manifestHash, bundleHash: run.bundleHash, finishedAt } : null,
  }
}

type Names = { referenceNumber: string; title: string; agency: string }

/** Who is meant by the reference numbers and pseudonyms of a result. */
async function loadNames(db: Db, { editionId, stageId }: { editionId: string; stageId: string }, stored: StoredResult) {
  const [proposals, jurors] = await db.batch([
    listScoredProposals(db, editionId, stageId),
    listStageJurors(db, editionId, stageId),
  ])
  const named = new Map(jurors.map(({ id, name }) => [id, name]))
  const jurorIds = new Map(stored.source.jurors.map((pseudonym, at) => [pseudonym, stored.people.jurorIds[at] ?? '']))
  const byReference = new Map(proposals.map((one) => [one.referenceNumber, one]))
  return {
    proposal: (referenceNumber: string): Names & { proposalId: string } =>
      byReference.get(referenceNumber) ?? { referenceNumber, proposalId: '', title: '', agency: '' },
    juror: (pseudonym: string) => {
      const jurorId = jurorIds.get(pseudonym) ?? ''
      return { jurorId, name: named.get(jurorId) ?? '' }
    },
  }
}

/** A finished run as the laboratory shows it. */
export async function describeRanking(db: Db, stage: { editionId: string; stageId: string }, stored: StoredResult) {
  const names = await loadNames(db, stage, stored)
  const { result } = stored
  return {
    ...result,
    proposals: result.proposals.map((one) => ({ ...names.proposal(one.referenceNumber), ...one })),
    jurors: result.jurors.map((one) => ({ ...names.juror(one.pseudonym), ...one })),
    relations: result.relations && {
      ...result.relations,
      leanings: result.relations.leanings.map((one) => ({ ...one, name: names.juror(one.pseudonym).name })),
      pairs: result.relations.pairs.map((one) => {
        return { ...one, firstName: names.juror(one.first).name, secondName: names.juror(one.second).name }
      }),
    },
  }
}

export type RankingView = Awaited<ReturnType<typeof describeRanking>>

const placementsOf = ({ proposals }: RankingResult) =>
  new Map(proposals.map((one) => [one.referenceNumber, { rank: one.rankCalibrated ?? 0, selected: one.selected }]))

/** What another run of the same stage changes. */
export async function compareStored(
  db: Db,
  stage: { editionId: string; stageId: string },
  before: StoredResult,
  after: StoredResult,
) {
  const [earlier, later] = [await loadNames(db, stage, before), placementsOf(after.result)]
  const { entered, left, moves } = comparePlacements(placementsOf(before.result), later)
  return {
    entered: entered.map(earlier.proposal),
    left: left.map(earlier.proposal),
    moves: moves.map(({ proposalId, ...move }) => ({ ...earlier.proposal(proposalId), ...move })),
  }
}
