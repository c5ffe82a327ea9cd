import type { Db } from '#db/client.ts'
import { selectOwnVisit } from '#db/visit-sheets.ts'
import { holdsIn, type Actor } from '#domain/access.ts'
import { visitRulesOf } from './visit-planning.ts'

/** A phone's picture in full; larger ones are refused before they are read. */
export const maxPhotoBytes = 8 * 1024 * 1024

export type OwnVisit = Awaited<ReturnType<typeof selectOwnVisit>>[number]

/** Own, standing and free of conflict, while the role is held in the edition; everything else looks like none at all. */
export async function ownVisit(db: Db, actor: Actor, visitId: string, now: Date) {
  const [visit] = await selectOwnVisit(db, visitId, actor.id, now)
  const rules = visit && visitRulesOf(visit.stageRules)
  return visit && rules && holdsIn(actor, visit.editionId, rules.jurorRole) ? { ...visit, rules } : undefined
}
