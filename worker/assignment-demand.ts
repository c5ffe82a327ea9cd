import { selectSharedCap } from '#db/assignment-plans.ts'
import type { Db } from '#db/client.ts'
import { selectDeclarations } from '#db/conflicts.ts'
import type { LoadedEdition } from '#db/editions.ts'
import { selectApart, selectProfiles } from '#db/juror-profiles.ts'
import { selectAssignableJurors, selectJurorTies } from '#db/jurors.ts'
import { selectBasis, type PlannedStage } from '#db/plan-basis.ts'
import { selectStageReadings, type StageReadings } from '#db/plan-readings.ts'
import { selectCandidates } from '#db/rankings.ts'
import { plenaryBefore, type AssignmentDemand, type AssignmentPlan, type Pair } from '#domain/assignment.ts'
import { conflictingPairs } from '#domain/conflict.ts'
import type { AnchorRules, ScoringStageRules, Stage } from '#domain/edition.ts'
import { readingsAssigned, readingsEnded } from './letters/assignment.ts'
import { mailRow } from './mail.ts'

export type Planning = { edition: LoadedEdition; stage: Stage; rules: ScoringStageRules; now: Date }

export const plannedStage = ({ edition, stage, rules }: Omit<Planning, 'now'>): PlannedStage => ({
  editionId: edition.id,
  stageId: stage.id,
  jurorRole: rules.jurorRole,
  plenaryStageId: plenaryBefore(edition.stages, stage)?.id,
})

/** A reading of the stage so far: of whom, of what, and how it stands. */
type StandingReading = Pair & Pick<StageReadings, 'state'>

/** Everything a plan is made from, in one round trip, with its fingerprint. */
export async function loadDemand(db: Db, planning: Planning) {
  const { edition, rules, now } = planning
  const at = plannedStage(planning)
  const [proposals, jurors, affiliations, declarations, profiles, apart, byJuror, [cap], [basis]] = await db.batch([
    selectCandidates(db, edition.id, at.plenaryStageId),
    selectAssignableJurors(db, edition.id, rules.jurorRole, now),
    selectJurorTies(db, edition.id, rules.jurorRole, now),
    selectDeclarations(db, edition.id, rules.jurorRole, now),
    selectProfiles(db, edition.id),
    selectApart(db, edition.id),
    selectStageReadings(db, edition.id, at.stageId),
    selectSharedCap(db, edition.id, at.stageId),
    selectBasis(db, at, now),
  ])
  const conflicts = conflictingPairs(
    proposals.map((one) => ({
      id: one.id,
      agency: {
        id: one.agencyId,
        parentId: one.agencyParentId,
        regionalGovernmentId: one.agencyRegionalGovernmentId,
        enterpriseGroupId: one.agencyEnterpriseGroupId,
      },
      unit: {
        id: one.unitId,
        parentId: one.unitParentId,
        regionalGovernmentId: one.unitRegionalGovernmentId,
        enterpriseGroupId: one.unitEnterpriseGroupId,
      },
    })),
    affiliations.map(({ jurorId, agencyId, parentId, regionalGovernmentId, enterpriseGroupId, endsAt }) => ({
      jurorId,
      endsAt,
      agency: { id: agencyId, parentId, regionalGovernmentId, enterpriseGroupId },
    })),
    declarations,
    now,
  )
  const readings = byJuror.flatMap((row): StandingReading[] => {
    const own: [string, StandingReading['state']][] = JSON.parse(row.readings)
    return own.map(([proposalId, state]) => ({ proposalId, jurorId: row.juror_id, state }))
  })
  return {
    proposals,
    jurors,
    conflicts,
    profiles: new Map(profiles.map((one) => [one.jurorId, one])),
    apart,
    readings,
    /** The last position of each juror. */
    lastPosition: new Map(byJuror.map((row) => [row.juror_id, row.last_position])),
    /** In force for jurors whose profile names none. */
    sharedCap: cap?.shared_cap ?? null,
    basis: basis?.basis ?? '',
    isAssigned: readings.length > 0,
  }
}

export type Demand = Awaited<ReturnType<typeof loadDemand>>

/** What the secretariat may choose of a plan. */
export type PlanChoice = {
  seed: number
  readersPerProposal: number
  anchors: AnchorRules | null
  /** The shared cap: for jurors whose profile names none. */
  mostReadings: number | null
  usesThemes: boolean
}

const pairKey = ({ proposalId, jurorId }: Pair) => `${proposalId} ${jurorId}`

/** Live ones, and those that ended and were not given again. */
export function splitReadings(readings: readonly StandingReading[]) {
  const live = readings.filter(({ state }) => state !== 'ended')
  const isLive = new Set(live.map(pairKey))
  return { live, former: readings.filter((one) => one.state === 'ended' && !isLive.has(pairKey(one))) }
}

/** The demand of the whole stage. Live readings are kept, those handed in whatever comes. */
export function demandOf(loaded: Demand, choice: PlanChoice): AssignmentDemand {
  const { live, former } = splitReadings(loaded.readings)
  const { seed, readersPerProposal, anchors, mostReadings, usesThemes } = choice
  return {
    proposals: loaded.proposals.map(({ id, groupId, themeIds }) => ({
      id,
      groupId,
      themeIds: usesThemes ? themeIds : [],
    })),
    jurors: loaded.jurors.map(({ id }) => {
      const profile = loaded.profiles.get(id)
      return {
        id,
        mostReadings: profile?.mostReadings ?? mostReadings,
        themeIds: usesThemes ? (profile?.themeIds ?? []) : [],
      }
    }),
    conflicts: loaded.conflicts,
    apart: loaded.apart.map(({ firstId, secondId }) => ({ a: firstId, b: secondId })),
    former,
    kept: live.map(({ proposalId, jurorId, state }) => ({ proposalId, jurorId, isHandedIn: state === 'handed_in' })),
    readersPerProposal,
    anchorsPerGroup: anchors?.perGroup ?? 0,
    anchorReaders: anchors?.readers ?? 0,
    seed,
  }
}

/**
 * A demand of some proposals by themselves: whoever has read one of them reads it no more, and all start with nothing. What a
 * juror has read counts against the own cap only; the shared one was for the plan of the stage.
 */
export function freshDemand(loaded: Demand, choice: Pick<PlanChoice, 'seed' | 'readersPerProposal'>): AssignmentDemand {
  const { live } = splitReadings(loaded.readings)
  const counts = countByJuror(live)
  const besides = loaded.apart.flatMap(({ firstId, secondId }) => [
    ...live.filter(({ jurorId }) => jurorId === firstId).map(({ proposalId }) => ({ proposalId, jurorId: secondId })),
    ...live.filter(({ jurorId }) => jurorId === secondId).map(({ proposalId }) => ({ proposalId, jurorId: firstId })),
  ])
  return {
    ...demandOf(loaded, { ...choice, anchors: null, mostReadings: null, usesThemes: false }),
    jurors: loaded.jurors.map(({ id }) => {
      const cap = loaded.profiles.get(id)?.mostReadings ?? null
      const room = cap === null ? null : Math.max(0, cap - (counts.get(id) ?? 0))
      return { id, mostReadings: room, themeIds: [] }
    }),
    former: [...loaded.readings, ...besides],
    kept: [],
  }
}

/** New readings in the juror's own order, after the last that the juror has had in the stage. */
export function placeReadings(
  { lastPosition }: Pick<Demand, 'lastPosition'>,
  added: AssignmentPlan['added'],
): AssignmentPlan['added'] {
  const next = new Map<string, number>()
  return added
    .toSorted((a, b) => a.position - b.position)
    .map((reading) => {
      const position = (next.get(reading.jurorId) ?? lastPosition.get(reading.jurorId) ?? 0) + 1
      next.set(reading.jurorId, position)
      return { ...reading, position }
    })
}

/** How many readings of a plan each juror has, and what could not be met. */
export function describePlan({ proposals, jurors }: Demand, { readings, unmet }: AssignmentPlan) {
  const counts = countByJuror(readings)
  const titles = new Map(proposals.map(({ id, title }) => [id, title]))
  return {
    loads: jurors.map(({ id, name }) => ({ jurorId: id, name, count: counts.get(id) ?? 0 })),
    unmet: unmet.map((one) => ({ ...one, title: titles.get(one.proposalId) ?? '' })),
  }
}

export function countByJuror(pairs: readonly Pair[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { jurorId } of pairs) counts.set(jurorId, (counts.get(jurorId) ?? 0) + 1)
  return counts
}

type Recipient = { id: string; name: string; email: string }

/** One letter to each juror who receives readings or loses some. */
export const lettersOf = (
  { edition, stage, now }: Pick<Planning, 'edition' | 'stage' | 'now'>,
  jurors: readonly Recipient[],
  { added, ended }: { added: ReadonlyMap<string, number>; ended: ReadonlyMap<string, number> },
  closesAt: Date,
) =>
  jurors.flatMap((juror) => {
    const [come, gone] = [added.get(juror.id) ?? 0, ended.get(juror.id) ?? 0]
    const about = { stageName: stage.name, editionName: edition.name, closesAt }
    if (come > 0) return [mailRow(now, readingsAssigned(juror, { ...about, count: come, ended: gone }))]
    return gone > 0 ? [mailRow(now, readingsEnded(juror, { ...about, count: gone }))] : []
  })

/** The same for readings that are given at once. */
export const lettersOfReadings = (
  planning: Pick<Planning, 'edition' | 'stage' | 'now'>,
  { jurors }: Pick<Demand, 'jurors'>,
  readings: readonly Pair[],
  closesAt: Date,
) => lettersOf(planning, jurors, { added: countByJuror(readings), ended: new Map() }, closesAt)
