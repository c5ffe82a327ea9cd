import { canRead, holdsIn, type Actor, type ReadingRelation } from '#domain/access.ts'
import type { ScoringStageRules } from '#domain/edition.ts'

type GuardedReading = ReadingRelation & { editionId: string; stageRules: Pick<ScoringStageRules, 'jurorRole'> }

/**
 * The reading a guard has found, if it exists for this person. Somebody else's, an ended one, one in conflict and none at all
 * look the same.
 */
export function ownReading<R extends GuardedReading>(actor: Actor, [reading]: readonly R[]): R | undefined {
  if (!reading || !canRead(actor, reading)) return undefined
  return holdsIn(actor, reading.editionId, reading.stageRules.jurorRole) ? reading : undefined
}
