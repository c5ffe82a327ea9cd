import { Hono } from 'hono'
import * as z from 'zod'
import { insertPlan, selectAnyAssignment, selectPlan } from '#db/assignments.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { selectDeclarations } from '#db/conflicts.ts'
import type { LoadedEdition } from '#db/editions.ts'
import { selectAssignableJurors, selectJurorTies, selectProgress } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { countCandidates, selectCandidates } from '#db/rankings.ts'
import { assignJurors, plenaryBefore, type AssignmentPlan } from '#domain/assignment.ts'
import { conflictingPairs } from '#domain/conflict.ts'
import { findScoringStage, type ScoringStageRules, type Stage } from '#domain/edition.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { readingsAssigned } from '../letters/assignment.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { loadHeldStage } from '../stage-access.ts'

const order = z.object({ seed: z.int().min(0).max(0xffffffff), preview: z.boolean() })

type Planning = { edition: LoadedEdition; stage: Stage; rules: ScoringStageRules; now: Date }

/** Everything a plan is made from, in one round trip. */
async function loadDemand(db: Db, { edition, stage, rules, now }: Planning) {
  const [proposals, jurors, affiliations, declarations, assigned] = await db.batch([
    selectCandidates(db, edition.id, plenaryBefore(edition.stages, stage)?.id),
    selectAssignableJurors(db, edition.id, rules.jurorRole, now),
    selectJurorTies(db, edition.id, rules.jurorRole, now),
    selectDeclarations(db, edition.id, rules.jurorRole, now),
    selectAnyAssignment(db, edition.id, stage.id),
  ])
  const conflicts = conflictingPairs(
    proposals.map(({ id, agencyId, agencyParentId, agencyRegionalGovernmentId, unitId, unitParentId, ...rest }) => ({
      id,
      agency: { id: agencyId, parentId: agencyParentId, regionalGovernmentId: agencyRegionalGovernmentId },
      unit: { id: unitId, parentId: unitParentId, regionalGovernmentId: rest.unitRegionalGovernmentId },
    })),
    affiliations.map(({ jurorId, agencyId, parentId, regionalGovernmentId, endsAt }) => ({
      jurorId,
      endsAt,
      agency: { id: agencyId, parentId, regionalGovernmentId },
    })),
    declarations,
    now,
  )
  return { proposals, jurors, conflicts, isAssigned: assigned.length > 0 }
}

type Demand = Awaited<ReturnType<typeof loadDemand>>

const describe = ({ proposals, jurors, conflicts }: Demand, { readings, unmet }: AssignmentPlan) => ({
  proposals: proposals.length,
  loads: jurors.map(({ id, name }) => ({
    jurorId: id,
    name,
    count: readings.filter(({ jurorId }) => jurorId === id).length,
  })),
  conflictsAvoided: conflicts.length,
  unmet: unmet.map((one) => ({ ...one, title: proposals.find(({ id }) => id === one.proposalId)?.title ?? '' })),
})

/** Plan, trail and one letter a juror in one batch. Answers the ids of the letters. */
async function savePlan(
  db: Db,
  planning: Planning & { planId: string; seed: number; by: string },
  { jurors }: Demand,
  { readings }: AssignmentPlan,
): Promise<string[]> {
  const { edition, stage, rules, now, planId, seed, by } = planning
  const { readersPerProposal } = rules
  const mails = jurors.flatMap((juror) => {
    const count = readings.filter(({ jurorId }) => jurorId === juror.id).length
    const letter = { count, stageName: stage.name, editionName: edition.name, closesAt: stage.closesAt }
    return count === 0 ? [] : [mailRow(now, readingsAssigned(juror, letter))]
  })
  const plan = { id: planId, editionId: edition.id, stageId: stage.id, seed, readersPerProposal, at: now, by }
  await db.batch([
    ...insertPlan(db, plan, readings),
    insertMails(db, mails),
    insertAuditEvent(db, {
      at: now,
      actorId: by,
      action: 'assignment.planned',
      editionId: edition.id,
      subjectId: planId,
      detail: { stageId: stage.id, seed, readings: readings.length },
    }),
  ])
  return mails.map(({ id }) => id)
}

export const assignmentPlans = new Hono<AppEnv>()
  .post('/:edition/stages/:stage/assignment-plans', allow('secretariat'), body(order), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const rules = findScoringStage(edition.rules, stage.id)
    if (!rules) return problem(c, { code: 'not_found' })
    if (c.var.now >= stage.closesAt) {
      const { opensAt, closesAt } = stage
      return problem(c, {
        code: 'stage_not_open',
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
      })
    }
    const planning = { edition, stage, rules, now: c.var.now }
    const demand = await loadDemand(db, planning)
    if (demand.isAssigned) return problem(c, { code: 'already_assigned' })
    const { seed, preview } = c.req.valid('json')
    const { readersPerProposal } = rules
    const plan = assignJurors({
      proposals: demand.proposals.map(({ id }) => id),
      jurors: demand.jurors.map(({ id }) => id),
      conflicts: demand.conflicts,
      readersPerProposal,
      seed,
    })
    if (!plan.ok) return problem(c, plan.refusal)
    const described = { seed, readersPerProposal, ...describe(demand, plan.value) }
    if (preview) return c.json({ planId: null, ...described })
    const planId = crypto.randomUUID()
    try {
      const by = c.var.actor.id
      await announceMails(c.env, await savePlan(db, { ...planning, planId, seed, by }, demand, plan.value))
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      const isSecond = isRefusedByTrigger(error, 'FOREIGN KEY') || isUniqueViolation(error)
      if (isSecond) return problem(c, { code: 'already_assigned' })
      throw error
    }
    return c.json({ planId, ...described }, 201)
  })
  .get('/:edition/stages/:stage/progress', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldStage(db, c.var.actor, ['secretariat', 'auditor'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    if (!findScoringStage(edition.rules, stage.id)) return problem(c, { code: 'not_found' })
    const [[plan], [candidates], jurors] = await db.batch([
      selectPlan(db, edition.id, stage.id),
      countCandidates(db, edition.id, plenaryBefore(edition.stages, stage)?.id),
      selectProgress(db, edition.id, stage.id),
    ])
    return c.json({
      plan: plan ?? null,
      proposals: candidates?.proposals ?? 0,
      assignments: jurors.reduce((sum, { assigned }) => sum + assigned, 0),
      handedIn: jurors.reduce((sum, { handedIn }) => sum + handedIn, 0),
      jurors,
    })
  })
