/** The roles a person can hold; a grant says where and for which edition. */
export const roleNames = [
  'author',
  'agency_admin',
  'secretariat',
  'evaluator',
  'panelist',
  'auditor',
  'operator',
] as const
export type RoleName = (typeof roleNames)[number]

/** Everybody who reads, listens or visits. */
export const jurorRoles = ['evaluator', 'panelist'] as const satisfies readonly RoleName[]
export type JurorRole = (typeof jurorRoles)[number]

/** Who sees how an edition goes: one acts, the other looks on. */
export const staffRoles = ['secretariat', 'auditor'] as const satisfies readonly RoleName[]

/** Null means everywhere. */
export type Grant = { role: RoleName; agencyId: string | null; editionId: string | null }

export type Actor = { id: string; grants: readonly Grant[] }

/** Roles that see or decide everything: what they may do counts only with a second factor. */
const guardedRoles: readonly RoleName[] = ['secretariat', 'operator']

export const needsSecondFactor = (role: RoleName): boolean => guardedRoles.includes(role)

/** The grants that count now. */
export const effectiveGrants = <G extends { role: RoleName }>(grants: readonly G[], hasSecondFactor: boolean): G[] =>
  grants.filter(({ role }) => hasSecondFactor || !needsSecondFactor(role))

export const holds = (actor: Actor, ...roles: readonly RoleName[]): boolean =>
  actor.grants.some(({ role }) => roles.includes(role))

/** Whether the actor holds one of the roles for no edition in particular: what concerns the whole portal is theirs alone. */
export const holdsEverywhere = (actor: Actor, ...roles: readonly RoleName[]): boolean =>
  actor.grants.some(({ role, editionId }) => roles.includes(role) && editionId === null)

/** Whether the actor holds one of the roles in this edition. */
export const holdsIn = (actor: Actor, editionId: string, ...roles: readonly RoleName[]): boolean =>
  actor.grants.some(
    (grant) => roles.includes(grant.role) && (grant.editionId === null || grant.editionId === editionId),
  )

/** A juror's relation to a proposal is an assignment that has not ended, never a role alone. */
export type ReadingRelation = { jurorId: string; endedAt: Date | null; inConflict: boolean }

/** Whether a juror may open a reading: the own one, not ended, free of conflict. A conflicted and an unknown one look the same. */
export const canRead = (actor: Actor, reading: ReadingRelation): boolean =>
  reading.jurorId === actor.id && reading.endedAt === null && !reading.inConflict
