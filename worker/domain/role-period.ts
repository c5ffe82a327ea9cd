import type { Actor, RoleName } from './access.ts'
import { isAdminOf } from './invitation.ts'
import { accept, refuse, type Result } from './result.ts'

/** A role as a row: who, what, where, from when until when. `topAgencyId` is the agency itself, or the one above its unit. */
export type RolePeriod = {
  id: string
  userId: string
  role: RoleName
  agencyId: string | null
  topAgencyId: string | null
  beginsAt: Date
  endsAt: Date | null
}

/** Half open: held from `beginsAt`, before `endsAt`. */
export const isHeld = ({ beginsAt, endsAt }: Pick<RolePeriod, 'beginsAt' | 'endsAt'>, now: Date): boolean =>
  beginsAt <= now && (endsAt === null || now < endsAt)

/** Roles that come and go by an act of an agency or the secretariat; jurors and the operator have ways of their own. */
const endable: readonly RoleName[] = ['author', 'agency_admin', 'secretariat', 'auditor']

/** One's own role, that of a colleague under one's agency, or, for the secretariat, any admin's and its own staff's. */
export function mayEnd(actor: Actor, period: RolePeriod): boolean {
  if (!endable.includes(period.role)) return false
  if (period.userId === actor.id) return true
  if (period.topAgencyId !== null && isAdminOf(actor, period.topAgencyId)) return true
  const isSecretariat = actor.grants.some((grant) => grant.role === 'secretariat' && grant.editionId === null)
  return isSecretariat && period.role !== 'author'
}

export type EndRefusal = { code: 'role_ended' } | { code: 'last_holder' } | { code: 'reason_needed' }

/**
 * Whether a role may end at an instant. `remaining` counts the others who hold the same role there, without an end. The last admin
 * of an agency and the last of the secretariat cannot go: somebody must stay who can act. Only the secretariat may end the last
 * admin of an agency, because it can appoint another (`canAppoint`). Whoever has not begun cannot act yet, and may decline.
 */
export function endRole(
  period: RolePeriod,
  { reason, at, remaining, canAppoint }: { reason: string; at: Date; remaining: number; canAppoint: boolean },
): Result<true, EndRefusal> {
  if (period.endsAt !== null && period.endsAt <= at) return refuse({ code: 'role_ended' })
  if (reason === '') return refuse({ code: 'reason_needed' })
  if (mustRemain(period, { at, canAppoint }) && remaining === 0) return refuse({ code: 'last_holder' })
  return accept(true)
}

export const mustRemain = (
  { role, beginsAt }: Pick<RolePeriod, 'role' | 'beginsAt'>,
  { at, canAppoint }: { at: Date; canAppoint: boolean },
): boolean => beginsAt <= at && (role === 'secretariat' || (role === 'agency_admin' && !canAppoint))

/** How far ahead a handing over can be planned. */
export const handoverWithinMs = 180 * 24 * 3600 * 1000

/** From now until half a year ahead. A date in the past is refused, because what was done in between stays as it is. */
export const isHandoverInstant = (at: Date, now: Date): boolean =>
  at >= now && at.getTime() - now.getTime() <= handoverWithinMs
