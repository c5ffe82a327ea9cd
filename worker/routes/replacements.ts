import { Hono } from 'hono'
import * as z from 'zod'
import { insertFurtherReadings, insertPlanRow, selectAssignedPairs } from '#db/assignments.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb, type Db } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import { assignJurors } from '#domain/assignment.ts'
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

const order = z.object({ seed: z.int().min(0).max(0xffffffff) })

/** The proposals with fewer live readers than they need, and the jurors who have not been asked to read them yet. */
async function loadLacking(db: Db, planning: Planning): Promise<Demand> {
  const { edition, stage, rules } = planning
  const demand = await loadDemand(db, planning)
  const pairs = await selectAssignedPairs(db, edition.id, stage.id)
  const live = new Map<string, number>()
  for (const { proposalId, endedAt } of pairs) {
    if (endedAt === null) live.set(proposalId, (live.get(proposalId) ?? 0) + 1)
  }
  return {
    ...demand,
    proposals: demand.proposals.filter(({ id }) => (live.get(id) ?? 0) < rules.readersPerProposal),
    conflicts: [...demand.conflicts, ...pairs.map((pair) => ({ ...pair, source: 'read' as const }))],
  }
}

/** One more reader for each proposal that lost one, by a conflict declared or a juror who left. What is handed in stays. */
export const replacements = new Hono<AppEnv>().post(
  '/:edition/stages/:stage/replacements',
  allow('secretariat'),
  body(order),
  async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const held = await loadHeldStage(db, actor, ['secretariat'], c.req.param())
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const rules = findScoringStage(edition.rules, stage.id)
    if (!rules) return problem(c, { code: 'not_found' })
    if (now >= stage.closesAt) {
      const { opensAt, closesAt } = stage
      return problem(c, {
        code: 'stage_not_open',
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
      })
    }
    const planning = { edition, stage, rules, now }
    const demand = await loadLacking(db, planning)
    if (!demand.isAssigned) return problem(c, { code: 'nothing_to_assign' })
    const { seed } = c.req.valid('json')
    const plan = assignJurors(plainDemand(demand, { readersPerProposal: 1, seed }))
    if (!plan.ok) return problem(c, plan.refusal)
    const { readings } = plan.value
    const described = { proposals: demand.proposals.length, ...describePlan(demand, plan.value) }
    if (readings.length === 0) return c.json({ planId: null, ...described })
    const planId = crypto.randomUUID()
    const at = { id: planId, editionId: edition.id, stageId: stage.id, at: now }
    const mails = lettersOfPlan(planning, demand, plan.value, stage.closesAt)
    try {
      await db.batch([
        insertPlanRow(db, { ...at, seed, readersPerProposal: 1, by: actor.id }),
        insertFurtherReadings(db, at, readings, rules.readersPerProposal),
        insertMails(db, mails),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'assignment.replaced',
          editionId: edition.id,
          subjectId: planId,
          detail: { stageId: stage.id, seed, readings: readings.length },
        }),
      ])
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      throw error
    }
    await announceMails(
      c.env,
      mails.map(({ id }) => id),
    )
    return c.json({ planId, ...described }, 201)
  },
)
