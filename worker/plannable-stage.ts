import type { Db } from '#db/client.ts'
import type { Actor, RoleName } from '#domain/access.ts'
import { findScoringStage } from '#domain/edition.ts'
import { accept, refuse } from '#domain/result.ts'
import type { Planning } from './assignment-demand.ts'
import { loadHeldStage } from './stage-access.ts'

/** A stage in which jurors read, for those who hold one of the roles in its edition. */
export async function loadReadStage(
  db: Db,
  actor: Actor,
  roles: readonly RoleName[],
  { address, now }: { address: { edition: string; stage: string }; now: Date },
) {
  const held = await loadHeldStage(db, actor, roles, address)
  if (!held.ok) return held
  const { edition, stage } = held.value
  const rules = findScoringStage(edition.rules, stage.id)
  if (!rules) return refuse({ code: 'not_found' as const })
  const planning: Planning = { edition, stage, rules, now }
  return accept(planning)
}

/** The same for the secretariat while readings may be given: after the verdicts of screening, before the stage closes. */
export async function loadPlannableStage(
  db: Db,
  actor: Actor,
  { address, now }: { address: { edition: string; stage: string }; now: Date },
) {
  const held = await loadReadStage(db, actor, ['secretariat'], { address, now })
  if (!held.ok) return held
  const { edition, stage } = held.value
  if (now >= stage.closesAt) {
    const [opensAt, closesAt] = [stage.opensAt.toISOString(), stage.closesAt.toISOString()]
    return refuse({ code: 'stage_not_open' as const, opensAt, closesAt })
  }
  // While verdicts may still change, a plan would leave out who is found eligible later.
  const screening = edition.stages.find(({ kind }) => kind === 'screening')
  if (screening && now < screening.closesAt) {
    return refuse({ code: 'stage_still_open' as const, closesAt: screening.closesAt.toISOString() })
  }
  return held
}
