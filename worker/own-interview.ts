import type { Context } from 'hono'
import type { Db } from '#db/client.ts'
import { selectInterview } from '#db/own-interviews.ts'
import { holdsIn, jurorRoles, staffRoles, type Actor } from '#domain/access.ts'
import { pactNeeded } from './integrity-pact.ts'
import { problem } from './problem.ts'

type Opened = Awaited<ReturnType<typeof selectInterview>>[number]

/**
 * The interview if it exists for this person: a panelist who sits in it, without conflict and with a live reading; secretariat and
 * auditor of its edition. Everything else looks like none at all.
 */
function ownInterview(actor: Actor, [found]: readonly Opened[]) {
  if (!found) return undefined
  const isSeated = found.assignmentId !== null && holdsIn(actor, found.editionId, found.stageRules.jurorRole)
  const isStaff = holdsIn(actor, found.editionId, 'secretariat', 'auditor')
  return isSeated || isStaff ? { ...found, isSeated, isStaff } : undefined
}

export type OwnInterview = NonNullable<ReturnType<typeof ownInterview>>

/** What the proposal says is open to a panelist from the stage's beginning on; before that, title and hour are all there is. */
export const hasContents = ({ isStaff, opensAt }: OwnInterview, now: Date) => isStaff || opensAt <= now

export const needsPact = ({ isStaff, hasToSign }: OwnInterview) => !isStaff && hasToSign

/** Why a file of the interview is not handed out; undefined when it is. */
export async function contentsRefused(c: Context, found: OwnInterview, now: Date) {
  if (needsPact(found)) return pactNeeded(c, found.editionId)
  if (hasContents(found, now)) return undefined
  const { opensAt, closesAt } = found
  const window = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }
  return problem(c, { code: 'stage_not_open', ...window })
}

export const roomRoles = [...jurorRoles, ...staffRoles] as const

export const openInterview = async (db: Db, actor: Actor, slotId: string, now: Date) =>
  ownInterview(actor, await selectInterview(db, slotId, actor.id, now))
