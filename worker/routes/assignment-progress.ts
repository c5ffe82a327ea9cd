import { Hono } from 'hono'
import { selectPlan, selectSharedCap } from '#db/assignment-plans.ts'
import { openDb } from '#db/client.ts'
import { selectCandidateCount, selectCovered, selectProgress } from '#db/jurors.ts'
import { staffRoles } from '#domain/access.ts'
import { allow } from '../access.ts'
import { plannedStage } from '../assignment-demand.ts'
import type { AppEnv } from '../env.ts'
import { loadReadStage } from '../plannable-stage.ts'
import { problem } from '../problem.ts'

/** How far a stage is, from counts that triggers keep: as many rows as are shown. Never a score. */
export const assignmentProgress = new Hono<AppEnv>().get(
  '/:edition/stages/:stage/progress',
  allow('secretariat', 'auditor'),
  async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const { editionId, stageId, plenaryStageId } = plannedStage(held.value)
    const [[plan], [candidates], [covered], [cap], jurors] = await db.batch([
      selectPlan(db, editionId, stageId),
      selectCandidateCount(db, editionId, plenaryStageId),
      selectCovered(db, editionId, stageId, held.value.rules.readersPerProposal),
      selectSharedCap(db, editionId, stageId),
      selectProgress(db, editionId, stageId),
    ])
    const proposals = candidates?.proposals ?? 0
    return c.json({
      plan: plan ?? null,
      proposals,
      lackingReaders: Math.max(0, proposals - (covered?.proposals ?? 0)),
      sharedCap: cap?.shared_cap ?? null,
      assignments: jurors.reduce((sum, { assigned }) => sum + assigned, 0),
      handedIn: jurors.reduce((sum, { handedIn }) => sum + handedIn, 0),
      jurors,
    })
  },
)
