import type { Db } from '#db/client.ts'
import { selectAnyAssignment } from '#db/assignments.ts'
import { selectDeclarations } from '#db/conflicts.ts'
import type { LoadedEdition } from '#db/editions.ts'
import { selectAssignableJurors, selectJurorTies } from '#db/jurors.ts'
import { selectCandidates } from '#db/rankings.ts'
import { plenaryBefore, type AssignmentDemand, type AssignmentPlan } from '#domain/assignment.ts'
import { conflictingPairs } from '#domain/conflict.ts'
import type { ScoringStageRules, Stage } from '#domain/edition.ts'
import { readingsAssigned } from './letters/assignment.ts'
import { mailRow } from './mail.ts'

export type Planning = { edition: LoadedEdition; stage: Stage; rules: ScoringStageRules; now: Date }

/** Everything a plan is made from, in one round trip. */
export async function loadDemand(db: Db, { edition, stage, rules, now }: Planning) {
  const [proposals, jurors, affiliations, declarations, assigned] = await db.batch([
    selectCandidates(db, edition.id, plenaryBefore(edition.stages, stage)?.id),
    selectAssignableJurors(db, edition.id, rules.jurorRole, now),
    selectJurorTies(db, edition.id, rules.jurorRole, now),
    selectDeclarations(db, edition.id, rules.jurorRole, now),
    selectAnyAssignment(db, edition.id, stage.id),
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
  return { proposals, jurors, conflicts, isAssigned: assigned.length > 0 }
}

export type Demand = Awaited<ReturnType<typeof loadDemand>>

/** A demand without wishes: one group, nobody capped, kept apart or anchored. */
export const plainDemand = (
  { proposals, jurors, conflicts }: Demand,
  { readersPerProposal, seed }: Pick<AssignmentDemand, 'readersPerProposal' | 'seed'>,
): AssignmentDemand => ({
  proposals: proposals.map(({ id }) => ({ id, groupId: '', themeIds: [] })),
  jurors: jurors.map(({ id }) => ({ id, mostReadings: null, themeIds: [] })),
  conflicts,
  apart: [],
  former: [],
  kept: [],
  readersPerProposal,
  anchorsPerGroup: 0,
  anchorReaders: 0,
  seed,
})

/** How many readings of a plan each juror has, and what could not be met. */
export const describePlan = ({ proposals, jurors }: Demand, { readings, unmet }: AssignmentPlan) => ({
  loads: jurors.map(({ id, name }) => ({
    jurorId: id,
    name,
    count: readings.filter(({ jurorId }) => jurorId === id).length,
  })),
  unmet: unmet.map((one) => ({ ...one, title: proposals.find(({ id }) => id === one.proposalId)?.title ?? '' })),
})

/** One letter to each juror who has readings in the plan. */
export const lettersOfPlan = (
  { edition, stage, now }: Planning,
  { jurors }: Demand,
  { readings }: AssignmentPlan,
  closesAt: Date,
) =>
  jurors.flatMap((juror) => {
    const count = readings.filter(({ jurorId }) => jurorId === juror.id).length
    const letter = { count, stageName: stage.name, editionName: edition.name, closesAt }
    return count === 0 ? [] : [mailRow(now, readingsAssigned(juror, letter))]
  })
