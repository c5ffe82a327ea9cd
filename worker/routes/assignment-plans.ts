import { Hono } from 'hono'
import * as z from 'zod'
import { insertPlan, selectPlan } from '#db/assignments.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { selectProgress } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { countCandidates, countLackingReaders } from '#db/rankings.ts'
import { assignJurors, plenaryBefore, type AssignmentPlan } from '#domain/assignment.ts'
import { findScoringStage } from '#domain/edition.ts'
import { allow } from '../access.ts'
import {
  describePlan,
  lettersOfPlan,
  loadDemand,
  plainDemand,
  type Demand,
  type Planning,
} from '../assignment-demand.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { loadHeldStage } from '../stage-access.ts'

const order = z.object({ seed: z.int().min(0).max(0xffffffff), preview: z.boolean() })

/** Plan, trail and one letter a juror in one batch. Answers the ids of the letters. */
async function savePlan(
  db: Db,
  planning: Planning & { planId: string; seed: number; by: string },
  demand: Demand,
  plan: AssignmentPlan,
): Promise<string[]> {
  const { edition, stage, rules, now, planId, seed, by } = planning
  const { readings } = plan
  const { readersPerProposal } = rules
  const mails = lettersOfPlan(planning, demand, plan, stage.closesAt)
  const row = { id: planId, editionId: edition.id, stageId: stage.id, seed, readersPerProposal, at: now, by }
  await db.batch([
    ...insertPlan(db, row, readings),
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
    // While verdicts may still change, a plan would leave out who is found eligible later.
    const screening = edition.stages.find(({ kind }) => kind === 'screening')
    if (screening && c.var.now < screening.closesAt) {
      return problem(c, { code: 'stage_still_open', closesAt: screening.closesAt.toISOString() })
    }
    const planning = { edition, stage, rules, now: c.var.now }
    const demand = await loadDemand(db, planning)
    if (demand.isAssigned) return problem(c, { code: 'already_assigned' })
    const { seed, preview } = c.req.valid('json')
    const { readersPerProposal } = rules
    const plan = assignJurors(plainDemand(demand, { readersPerProposal, seed }))
    if (!plan.ok) return problem(c, plan.refusal)
    const described = {
      seed,
      readersPerProposal,
      proposals: demand.proposals.length,
      conflictsAvoided: demand.conflicts.length,
      ...describePlan(demand, plan.value),
    }
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
    const rules = findScoringStage(edition.rules, stage.id)
    if (!rules) return problem(c, { code: 'not_found' })
    const plenaryStageId = plenaryBefore(edition.stages, stage)?.id
    const required = rules.readersPerProposal
    const [[plan], [candidates], [lacking], jurors] = await db.batch([
      selectPlan(db, edition.id, stage.id),
      countCandidates(db, edition.id, plenaryStageId),
      countLackingReaders(db, { editionId: edition.id, stageId: stage.id, plenaryStageId, required }),
      selectProgress(db, edition.id, stage.id),
    ])
    return c.json({
      plan: plan ?? null,
      proposals: candidates?.proposals ?? 0,
      lackingReaders: lacking?.proposals ?? 0,
      assignments: jurors.reduce((sum, { assigned }) => sum + assigned, 0),
      handedIn: jurors.reduce((sum, { handedIn }) => sum + handedIn, 0),
      jurors,
    })
  })
