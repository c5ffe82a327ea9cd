import type { Db } from '#db/client.ts'
import type { Actor, RoleName } from '#domain/access.ts'
import { findScoringStage, type ScoringStageRules } from '#domain/edition.ts'
import { accept, refuse } from '#domain/result.ts'
import { loadHeldStage } from './stage-access.ts'

/** A scoring stage whose scores may be compared: nobody does so while sheets are still handed in. */
export async function loadClosedStage(
  db: Db,
  actor: Actor,
  roles: readonly RoleName[],
  { address, now }: { address: { edition: string; stage: string }; now: Date },
) {
  const held = await loadHeldStage(db, actor, roles, address)
  if (!held.ok) return held
  const { edition, stage } = held.value
  const rules: ScoringStageRules | undefined = findScoringStage(edition.rules, stage.id)
  if (!rules) return refuse({ code: 'not_found' as const })
  if (now < stage.closesAt) {
    return refuse({ code: 'stage_still_open' as const, closesAt: stage.closesAt.toISOString() })
  }
  return accept({ edition, stage, rules })
}
