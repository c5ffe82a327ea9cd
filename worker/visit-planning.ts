import type { Db } from '#db/client.ts'
import { listCancelledVisits, listVisitable, listVisits } from '#db/field-visits.ts'
import { plenaryBefore } from '#domain/assignment.ts'
import type { Actor, JurorRole, RoleName } from '#domain/access.ts'
import { findFieldVisitStage, type FieldVisitStageRules, type VisitCheck } from '#domain/edition.ts'
import { accept, refuse } from '#domain/result.ts'
import { loadHeldStage, type HeldStage } from './stage-access.ts'

/** Rules of a visit with what older ones leave unsaid: panelists go, two together, and look whether it runs at all. */
export type VisitRules = {
  jurorRole: JurorRole
  visitorsPerProposal: number
  checks: readonly VisitCheck[]
}

const usualCheck: VisitCheck = {
  id: 'berjalan',
  title: 'Inovasi berjalan seperti tertulis',
  guidance: 'Bandingkan keadaan di tempat dengan naskah usulan.',
}

export const visitRulesOf = ({ jurorRole, visitorsPerProposal, checks }: FieldVisitStageRules): VisitRules => ({
  jurorRole: jurorRole ?? 'panelist',
  visitorsPerProposal: visitorsPerProposal ?? 2,
  checks: checks ?? [usualCheck],
})

export type VisitStage = HeldStage & { rules: VisitRules }

/** A stage of field visits for those who hold one of the roles in its edition. */
export async function loadVisitStage(
  db: Db,
  actor: Actor,
  roles: readonly RoleName[],
  address: { edition: string; stage: string },
) {
  const held = await loadHeldStage(db, actor, roles, address)
  if (!held.ok) return held
  const rules = findFieldVisitStage(held.value.edition.rules, held.value.stage.id)
  if (!rules) return refuse({ code: 'not_found' as const })
  return accept<VisitStage>({ ...held.value, rules: visitRulesOf(rules) })
}

/** Visits that stand and proposals that may be visited, in one round trip. */
export async function loadVisits(db: Db, { edition, stage, rules }: VisitStage, now: Date) {
  const plenaryStageId = plenaryBefore(edition.stages, stage)?.id
  const key = { editionId: edition.id, stageId: stage.id }
  const [visitable, visits, cancelled] = await db.batch([
    listVisitable(db, { editionId: edition.id, plenaryStageId, jurorRole: rules.jurorRole, now }),
    listVisits(db, key, now),
    listCancelledVisits(db, key),
  ])
  return {
    visitable,
    visits,
    cancelledBecause: new Map(cancelled.map(({ proposalId, reason }) => [proposalId, reason])),
  }
}
export type Visits = Awaited<ReturnType<typeof loadVisits>>

/** An event about the visits of a stage, or one of them. */
export const visitEvent = (
  { edition, stage }: VisitStage,
  { at, by }: { at: Date; by: string },
  action: string,
  subjectId: string,
) => ({
  at,
  actorId: by,
  action,
  editionId: edition.id,
  subjectId,
  detail: { stageId: stage.id },
})
