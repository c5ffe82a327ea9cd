/** What ties a juror to an agency beside a post or a role. */
export const tieKinds = ['former_post', 'family', 'business', 'advisor', 'other'] as const
export type TieKind = (typeof tieKinds)[number]

/** Why a juror may not know one proposal, when it is said and not computed. */
export const conflictReasons = ['family', 'business', 'advisor', 'author', 'dispute', 'other'] as const
export type ConflictReason = (typeof conflictReasons)[number]

/** One agency with what relates it to others. */
export type AgencyNode = { id: string; parentId: string | null; regionalGovernmentId: string | null }

/** Where a juror works or worked. A former post counts until its end. */
export type Affiliation = { agency: AgencyNode; endsAt: Date | null }

/** Said by the juror or set by the secretariat, and not taken back. */
export type Declaration = { source: 'declared' | 'secretariat'; reason: string }

/** Why a juror may not know a proposal. `agencyId` is the juror's own agency, `towards` the proposal's. */
export type Conflict =
  | {
      kind: 'own_agency' | 'parent_agency' | 'child_agency' | 'same_regional_government'
      agencyId: string
      towards: string
    }
  | { kind: 'declared' | 'secretariat'; reason: string }

/** The agency that forwards a proposal and the unit that wrote it; the same one where a ministry writes for itself. */
export type ProposalAgencies = { agency: AgencyNode; unit: AgencyNode }

/**
 * The juror's conflict with a proposal at an instant, or null. A declaration speaks first; of the agency tree the nearest
 * relation is named. The trigger `assignments_conflict` holds the same rule in the database; a property test compares them.
 */
export function conflictBetween(
  affiliations: readonly Affiliation[],
  proposal: ProposalAgencies,
  declaration: Declaration | undefined,
  at: Date,
): Conflict | null {
  if (declaration) return { kind: declaration.source, reason: declaration.reason }
  const current = affiliations.filter(({ endsAt }) => endsAt === null || endsAt > at)
  for (const { kind, holds } of relations) {
    for (const { agency } of current) {
      for (const other of [proposal.agency, proposal.unit]) {
        if (holds(agency, other)) return { kind, agencyId: agency.id, towards: other.id }
      }
    }
  }
  return null
}

/** Every pair of these proposals and jurors that must not meet. */
export function conflictingPairs(
  proposals: readonly (ProposalAgencies & { id: string })[],
  affiliations: readonly (Affiliation & { jurorId: string })[],
  declarations: readonly (Declaration & { jurorId: string; proposalId: string })[],
  at: Date,
): { proposalId: string; jurorId: string }[] {
  const jurorIds = new Set([...affiliations, ...declarations].map(({ jurorId }) => jurorId))
  return [...jurorIds].flatMap((jurorId) => {
    const held = affiliations.filter((affiliation) => affiliation.jurorId === jurorId)
    const said = new Map(declarations.filter((one) => one.jurorId === jurorId).map((one) => [one.proposalId, one]))
    return proposals
      .filter((proposal) => conflictBetween(held, proposal, said.get(proposal.id), at) !== null)
      .map(({ id }) => ({ proposalId: id, jurorId }))
  })
}

/** From the juror's agency towards the proposal's, the nearest first. */
const relations = [
  { kind: 'own_agency', holds: (own: AgencyNode, other: AgencyNode) => own.id === other.id },
  { kind: 'parent_agency', holds: (own: AgencyNode, other: AgencyNode) => other.parentId === own.id },
  { kind: 'child_agency', holds: (own: AgencyNode, other: AgencyNode) => own.parentId === other.id },
  {
    kind: 'same_regional_government',
    holds: (own: AgencyNode, other: AgencyNode) =>
      own.regionalGovernmentId !== null && own.regionalGovernmentId === other.regionalGovernmentId,
  },
] as const
