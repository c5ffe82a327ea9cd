import { staffRoles, type Actor, type RoleName } from './access.ts'
import { accept, refuse, type Result } from './result.ts'

/** How long an invitation can be accepted. */
export const invitationLifetimeMs = 14 * 24 * 3600 * 1000

export type InvitationState = 'open' | 'expired' | 'accepted' | 'declined' | 'revoked'

/** The first answer counts; without one it is open until it expires. */
export const invitationState = (
  { outcome, expiresAt }: { outcome: 'accepted' | 'declined' | 'revoked' | null; expiresAt: Date },
  now: Date,
): InvitationState => outcome ?? (now < expiresAt ? 'open' : 'expired')

/** Only an open invitation can be answered, renewed or taken back. */
export const requireOpen = (
  state: InvitationState,
): Result<true, { code: 'invitation_not_open'; state: InvitationState }> =>
  state === 'open' ? accept(true) : refuse({ code: 'invitation_not_open', state })

/** Where a role is offered; null for the roles of the ministry's own staff. */
export type Offer = { role: RoleName; agency: { id: string; parentId: string | null } | null }

/** Roles held for no agency; only the secretariat invites to them. Jurors are appointed with an edition, the operator by hand. */

/**
 * The secretariat invites its own staff, and admins of any agency at the top of the tree. An agency's admin invites admins of the
 * same agency, and authors for it and the units below it.
 */
export function mayInvite(actor: Actor, { role, agency }: Offer): boolean {
  const isSecretariat = actor.grants.some((grant) => grant.role === 'secretariat' && grant.editionId === null)
  if (agency === null) return isSecretariat && staffRoles.some((one) => one === role)
  const isAtTop = agency.parentId === null
  if (role === 'agency_admin') return isAtTop && (isSecretariat || isAdminOf(actor, agency.id))
  return role === 'author' && isAdminOf(actor, agency.parentId ?? agency.id)
}

/** Whether the actor is an admin of this agency now. */
export const isAdminOf = (actor: Actor, agencyId: string): boolean =>
  actor.grants.some((grant) => grant.role === 'agency_admin' && grant.agencyId === agencyId)
