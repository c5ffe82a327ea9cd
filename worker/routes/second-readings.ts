import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { selectDecision } from '#db/decisions.ts'
import { insertMails } from '#db/mails.ts'
import { findRunSummary } from '#db/ranking-runs.ts'
import { insertSecondReadings } from '#db/second-readings.ts'
import { assignJurors, type AssignmentPlan } from '#domain/assignment.ts'
import type { Stage } from '#domain/edition.ts'
import { moveStage } from '#domain/schedule.ts'
import { allow } from '../access.ts'
import {
  describePlan,
  freshDemand,
  lettersOfReadings,
  loadDemand,
  placeReadings,
  type Demand,
  type Planning,
} from '../assignment-demand.ts'
import { body } from '../body.ts'
import { loadClosedStage } from '../closed-stage.ts'
import type { AppEnv, Env } from '../env.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { announceRebuild } from '../publication.ts'
import { loadStored, type StoredResult } from '../ranking-store.ts'
import { prepareWindows } from '../stage-windows.ts'

const order = z.object({
  runId: z.string(),
  readers: z.union([z.literal(1), z.literal(2)]),
  closesAt: z.iso.datetime(),
  reason: z.string().trim().max(500),
  preview: z.boolean(),
})
type Order = z.infer<typeof order>

/** Who reads what is drawn from the digits of the result itself, so that nobody chooses it and anyone can draw it again. */
const seedOf = (manifestHash: string | null): number => Number.parseInt(manifestHash?.slice(0, 8) ?? '', 16)

/** The proposals near the line that can still be read. */
async function loadNearLine(db: Db, planning: Planning, { result, people, source }: StoredResult): Promise<Demand> {
  const demand = await loadDemand(db, planning)
  const ids = new Map(source.proposals.map((reference, at) => [reference, people.proposalIds[at]]))
  const near = new Set(result.secondReadings.map((reference) => ids.get(reference)))
  return { ...demand, proposals: demand.proposals.filter(({ id }) => near.has(id)) }
}

type Handing = {
  planning: Planning
  order: Order
  seed: number
  planId: string
  by: string
  demand: Demand
  plan: AssignmentPlan
  changed: readonly Stage[]
  plenaryStageId: string | undefined
}

/** Windows, plan, letters and trail in one batch; then the letters go out and the public learns of the dates. */
async function save(env: Env, db: Db, handing: Handing): Promise<void> {
  const { planning, order: ordered, seed, planId, by, demand, plan, changed, plenaryStageId } = handing
  const { edition, stage, now } = planning
  const { runId, readers, reason } = ordered
  const closesAt = new Date(ordered.closesAt)
  const windows = await prepareWindows(env, db, { edition, changed, reason, now, actorId: by })
  const mails = lettersOfReadings(planning, demand, plan.readings, closesAt)
  const row = { id: planId, editionId: edition.id, stageId: stage.id, seed, readersPerProposal: readers, at: now, by }
  await db.batch([
    ...insertSecondReadings(db, row, { runId, reason, closesAt }, placeReadings(demand, plan.readings), plenaryStageId),
    insertMails(db, mails),
    insertAuditEvent(db, {
      at: now,
      actorId: by,
      action: 'second_readings.assigned',
      editionId: edition.id,
      subjectId: planId,
      detail: { stageId: stage.id, runId, seed, readings: plan.readings.length, reason },
    }),
    ...windows.statements,
  ])
  await announceMails(env, mails)
  if (windows.hash !== undefined) await announceRebuild(env, windows.hash)
}

/** Hands the proposals near the line to further jurors in one act, and opens the stage again for them. */
export const secondReadings = new Hono<AppEnv>().post(
  '/:edition/stages/:stage/second-readings',
  allow('secretariat'),
  body(order),
  async (c) => {
    const db = openDb(c.env.DB)
    const now = c.var.now
    const closed = await loadClosedStage(db, c.var.actor, ['secretariat'], { address: c.req.param(), now })
    if (!closed.ok) return problem(c, closed.refusal)
    const { edition, stage, rules } = closed.value
    const ordered = c.req.valid('json')
    const { runId, readers, reason, preview } = ordered
    if (reason === '' && !preview) return problem(c, { code: 'reason_needed' })
    const plenary = edition.rules.stages.find((one) => one.kind === 'plenary' && one.rankedStageId === stage.id)
    const [decision] = plenary ? await selectDecision(db, edition.id, plenary.id) : []
    if (decision) return problem(c, { code: 'already_decided' })
    const run = await findRunSummary(db, edition.id, stage.id, runId)
    if (!run) return problem(c, { code: 'not_found' })
    const stored = await loadStored(c.env, run)
    if (!stored) return problem(c, { code: 'run_not_finished' })
    const closesAt = new Date(ordered.closesAt)
    if (closesAt <= now) return problem(c, { code: 'dates_out_of_order' })
    const moved = moveStage(edition.stages, stage.id, { opensAt: stage.opensAt, closesAt })
    if (!moved.ok) return problem(c, moved.refusal)
    const planning = { edition, stage, rules, now }
    const demand = await loadNearLine(db, planning, stored)
    const seed = seedOf(run.manifestHash)
    const plan = assignJurors(freshDemand(demand, { readersPerProposal: readers, seed }))
    if (!plan.ok) return problem(c, plan.refusal)
    const described = { proposals: demand.proposals.length, closesAt, seed, ...describePlan(demand, plan.value) }
    if (preview) return c.json({ planId: null, ...described })
    const planId = crypto.randomUUID()
    const handing = { planning, order: ordered, seed, planId, by: c.var.actor.id, demand, plan: plan.value }
    try {
      await save(c.env, db, { ...handing, changed: moved.value, plenaryStageId: plenary?.id })
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      if (isUniqueViolation(error)) return problem(c, { code: 'already_assigned' })
      if (isRefusedByTrigger(error, 'FOREIGN KEY')) return problem(c, { code: 'already_decided' })
      throw error
    }
    return c.json({ planId, ...described }, 201)
  },
)
