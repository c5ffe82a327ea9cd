import type { listPlannedHandovers } from '#db/role-handovers.ts'
import type { SignedIn } from './env.ts'
import { handoverWithdrawn } from './letters/account.ts'
import { mailRow } from './mail.ts'

type Planned = Awaited<ReturnType<typeof listPlannedHandovers>>[number]

/** To holder and successor of a handing over that is called off, without those who know of it already. */
export function lettersOnWithdrawal(
  planned: Planned,
  { now, actor, reason }: { now: Date; actor: SignedIn; reason: string },
  knowing: readonly string[] = [],
) {
  const { agency, startsAt: at } = planned
  const told = [
    { id: planned.holderId, name: planned.holder, email: planned.holderEmail, isSuccessor: false },
    { id: planned.successorId, name: planned.successor, email: planned.successorEmail, isSuccessor: true },
  ].filter(({ id }) => id !== actor.id && !knowing.includes(id))
  return told.map((to) => mailRow(now, { to, ...handoverWithdrawn({ ...to, agency }, { by: actor.name, at, reason }) }))
}
