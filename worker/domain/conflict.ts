/** What ties a juror to an agency beside a post or a role. */
export const tieKinds = ['former_post', 'family', 'business', 'advisor', 'other'] as const
export type TieKind = (typeof tieKinds)[number]

/** Everything that ties a person to an agency. */
export const heldKinds = ['post', 'role', ...tieKinds] as const
export type HeldKind = (typeof heldKinds)[number]

/** Where it comes from: the registry of posts and roles, the juror, or the secretariat. */
export const conflictSources = ['registry', 'declared', 'secretariat'] as const
export type ConflictSource = (typeof conflictSources)[number]

/** Why a juror may not know one proposal, when it is said and not computed. */
export const conflictReasons = ['family', 'business', 'advisor', 'author', 'dispute', 'other'] as const
export type ConflictReason = (typeof conflictReasons)[number]

/** What the juror's agency is to the proposal's (its parent, its child), the nearest first. */
export const agencyRelations = [
  'own_agency',
  'parent_agency',
  'child_agency',
  'same_regional_government',
  'same_enterprise_group',
] as const
export type AgencyRelation = (typeof agencyRelations)[number]

/** Why a tie cannot be taken as it was said. A former post that is over bars nothing any more: it needs its end. */
export function tieProblem(
  { kind, reason, endsAt }: { kind: TieKind; reason: string; endsAt: Date | null },
  now: Date,
): { code: 'reason_needed' } | { code: 'tie_end_needed' } | { code: 'tie_over' } | null {
  if (reason.trim() === '') return { code: 'reason_needed' }
  if (kind === 'former_post' && endsAt === null) return { code: 'tie_end_needed' }
  if (endsAt !== null && endsAt <= now) return { code: 'tie_over' }
  return null
}

/** One agency with what relates it to others. */
export type AgencyNode = {
  id: string
  parentId: string | null
  regionalGovernmentId: string | null
  enterpriseGroupId: string | null
}

/** That a person is tied to an agency, by a post, a role or a tie. A former post counts until its end. */
export type Affiliation = { agency: AgencyNode; endsAt: Date | null }

/** Said by the juror or set by the secretariat, and not taken back. */
export type Declaration = { kind: ConflictReason; source: 'declared' | 'secretariat'; reason: string; at: Date }

/** Why a juror may not know a proposal: by an agency of the juror's towards one of the proposal's, or said. */
export type Conflict<A extends Affiliation = Affiliation> =
  { kind: AgencyRelation; affiliation: A; towards: string } | Declaration

/** The agency that forwards a proposal and the unit that wrote it; the same one where a ministry writes for itself. */
export type ProposalAgencies = { agency: AgencyNode; unit: AgencyNode }

const isCurrent = ({ endsAt }: Affiliation, at: Date) => endsAt === null || endsAt > at

/** The nearest relation of the agencies, from the first towards the second, or null. */
export function relationBetween(own: AgencyNode, other: AgencyNode): AgencyRelation | null {
  if (own.id === other.id) return 'own_agency'
  if (other.parentId === own.id) return 'parent_agency'
  if (own.parentId === other.id) return 'child_agency'
  if (own.regionalGovernmentId !== null && own.regionalGovernmentId === other.regionalGovernmentId) {
    return 'same_regional_government'
  }
  if (own.enterpriseGroupId !== null && own.enterpriseGroupId === other.enterpriseGroupId)
    return 'same_enterprise_group'
  return null
}

/** What speaks against this juror knowing anything of the agency's proposals, the nearest relation first. */
export function nearestRelation<A extends Affiliation>(
  affiliations: readonly A[],
  others: readonly AgencyNode[],
  at: Date,
): { kind: AgencyRelation; affiliation: A; towards: string } | null {
  const found = affiliations
    .filter((one) => isCurrent(one, at))
    .flatMap((affiliation) =>
      others.flatMap((other) => {
        const kind = relationBetween(affiliation.agency, other)
        return kind === null ? [] : [{ kind, affiliation, towards: other.id }]
      }),
    )
  const near = ({ kind }: { kind: AgencyRelation }) => agencyRelations.indexOf(kind)
  return found.toSorted((a, b) => near(a) - near(b))[0] ?? null
}

/**
 * The juror's conflict with a proposal at an instant, or null. A declaration speaks first; of the agency tree the nearest
 * relation is named. The view `conflicted_pairs` and `inConflict` (db/conflicts.ts) hold the same rule; property tests compare
 * the three.
 */
export const conflictBetween = <A extends Affiliation>(
  affiliations: readonly A[],
  { agency, unit }: ProposalAgencies,
  declaration: Declaration | undefined,
  at: Date,
): Conflict<A> | null => declaration ?? nearestRelation(affiliations, [agency, unit], at)

/** Every pair of these proposals and jurors that must not meet. */
export function conflictingPairs(
  proposals: readonly (ProposalAgencies & { id: string })[],
  affiliations: readonly (Affiliation & { jurorId: string })[],
  declarations: readonly { jurorId: string; proposalId: string }[],
  at: Date,
): { proposalId: string; jurorId: string }[] {
  const agencies = new Map(proposals.flatMap(({ agency, unit }) => [agency, unit]).map((one) => [one.id, one]))
  const jurorIds = new Set([...affiliations, ...declarations].map(({ jurorId }) => jurorId))
  return [...jurorIds].flatMap((jurorId) => {
    const held = affiliations.filter((one) => one.jurorId === jurorId && isCurrent(one, at))
    const said = new Set(declarations.filter((one) => one.jurorId === jurorId).map(({ proposalId }) => proposalId))
    // Thousands of proposals come from a few hundred agencies: each is compared once.
    const isBarred = (other: AgencyNode) => held.some(({ agency }) => relationBetween(agency, other) !== null)
    const barred = new Set([...agencies.values()].filter(isBarred).map(({ id }) => id))
    return proposals
      .filter(({ id, agency, unit }) => said.has(id) || barred.has(agency.id) || barred.has(unit.id))
      .map(({ id }) => ({ proposalId: id, jurorId }))
  })
}
