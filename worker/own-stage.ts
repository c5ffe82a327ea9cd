import * as z from 'zod'
import type { Db } from '#db/client.ts'
import { loadEdition, type LoadedEdition } from '#db/editions.ts'
import { holdsIn, type Actor } from '#domain/access.ts'
import { findScoringStage, type ScoringStageRules, type Stage } from '#domain/edition.ts'

/** `?edition=…&stage=…`: which of the juror's stages is asked for. */
export const ownStageQuery = z.object({ edition: z.string().max(60), stage: z.string().max(60) })

export type OwnStage = { edition: LoadedEdition; stage: Stage; rules: ScoringStageRules }

/** A stage in which the actor is a juror; for anybody else there is none. */
export async function loadOwnStage(
  db: Db,
  actor: Actor,
  asked: z.infer<typeof ownStageQuery>,
): Promise<OwnStage | undefined> {
  const edition = await loadEdition(db, asked.edition)
  const stage = edition?.stages.find(({ id }) => id === asked.stage)
  const rules = edition && edition.version > 0 ? findScoringStage(edition.rules, asked.stage) : undefined
  return edition && stage && rules && holdsIn(actor, edition.id, rules.jurorRole)
    ? { edition, stage, rules }
    : undefined
}
