import { Hono } from 'hono'
import * as z from 'zod'
import { listPlans, selectJurorNames, selectPlanById } from '#db/assignment-plans.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import { discardPlan } from '#db/plan-drafts.ts'
import { isPublishable, listPieces, publishPlan } from '#db/plan-publication.ts'
import { pairsOf, selectPlanPairs } from '#db/plan-readings.ts'
import { staffRoles } from '#domain/access.ts'
import { assignJurors, comparePlans } from '#domain/assignment.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import { allow } from '../access.ts'
import { demandOf, lettersOf, loadDemand, plannedStage, type Planning } from '../assignment-demand.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { announceMails } from '../mail.ts'
import { storeDraft, viewPlan } from '../plan-draft.ts'
import { loadPlannableStage, loadReadStage } from '../plannable-stage.ts'
import { problem } from '../problem.ts'

/** Plans of one stage that the list shows, the newest; earlier ones are in the trail. */
const mostPlans = 50

const order = z.object({
  kind: z.enum(['first', 'replan']),
  seed: z.int().min(0).max(0xffffffff),
  /** Left out: as the rules of the stage say. */
  anchors: z
    .object({ perGroup: z.int().min(0).max(50), readers: z.int().min(1).max(20) })
    .nullable()
    .optional(),
  /** The shared cap: for jurors whose profile names none. Once published it holds for whoever comes as a replacement. */
  mostReadings: z.int().min(0).max(100_000).nullable(),
  usesThemes: z.boolean(),
  reason: z.string().trim().max(500),
})

type PlanRefusal = { code: 'plan_ended' } | { code: 'plan_outdated' } | { code: 'not_found' }

type Publishing = { planning: Planning; planId: string; by: string }

/** The plan becomes readings in one batch, or, when anything has changed since it was made, nothing is written. Answers the letters. */
async function publish(
  db: Db,
  { planning, planId, by }: Publishing,
): Promise<Result<readonly { id: string }[], PlanRefusal>> {
  const { edition, stage, now } = planning
  const at = plannedStage(planning)
  const [[plan], pieces] = await db.batch([selectPlanById(db, at, planId, now), listPieces(db, planId)])
  if (!plan?.report) return refuse({ code: 'not_found' })
  if (plan.publishedAt || plan.discardedAt) return refuse({ code: 'plan_ended' })
  const { loads } = plan.report
  const jurors = await selectJurorNames(
    db,
    loads.map(({ jurorId }) => jurorId),
  )
  const counts = {
    added: new Map(loads.map(({ jurorId, added }) => [jurorId, added])),
    ended: new Map(loads.map(({ jurorId, ended }) => [jurorId, ended])),
  }
  const mails = lettersOf(planning, jurors, counts, stage.closesAt)
  const isNews = isPublishable(at, planId, now)
  const endReason = plan.reason === '' ? 'Penugasan disusun ulang.' : plan.reason
  const last = (ids: readonly { last: string }[]) => ids.map((piece) => piece.last)
  try {
    const [, , published] = await db.batch([
      insertMails(db, mails, isNews),
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: by,
          action: 'assignment.planned',
          editionId: edition.id,
          subjectId: planId,
          detail: {
            stageId: stage.id,
            kind: plan.kind,
            seed: plan.seed,
            readings: plan.added ?? 0,
            ended: plan.ended ?? 0,
          },
        },
        isNews,
      ),
      ...publishPlan(db, at, { id: planId, by, at: now, endReason }, last(pieces)),
    ])
    if (published.length === 0) return refuse({ code: 'plan_outdated' })
    return accept(mails)
  } catch (error) {
    // Somebody published this very plan, or a sheet was handed in, or a conflict came up, while this was on its way.
    if (isRefusedByTrigger(error, 'plan_ended')) return refuse({ code: 'plan_ended' })
    const words = ['conflict_of_interest', 'already_handed_in', 'assignment_ended']
    if (isUniqueViolation(error) || words.some((word) => isRefusedByTrigger(error, word))) {
      return refuse({ code: 'plan_outdated' })
    }
    throw error
  }
}

export const assignmentPlans = new Hono<AppEnv>()
  .post('/:edition/stages/:stage/assignment-plans', allow('secretariat'), body(order), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadPlannableStage(db, c.var.actor, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const planning = held.value
    const {
      kind,
      seed,
      anchors = planning.rules.anchors ?? null,
      mostReadings,
      usesThemes,
      reason,
    } = c.req.valid('json')
    const loaded = await loadDemand(db, planning)
    if (kind === 'first' && loaded.isAssigned) return problem(c, { code: 'already_assigned' })
    if (kind === 'replan' && !loaded.isAssigned) return problem(c, { code: 'nothing_to_assign' })
    const { readersPerProposal } = planning.rules
    const demand = demandOf(loaded, { seed, readersPerProposal, anchors, mostReadings, usesThemes })
    const made = assignJurors(demand)
    if (!made.ok) return problem(c, made.refusal)
    const config = { anchors, mostReadings, usesThemes }
    const draft = { kind, config, reason, by: c.var.actor.id, demand, plan: made.value }
    const planId = await storeDraft(db, planning, loaded, draft)
    const view = await viewPlan(db, planning, planId)
    return view ? c.json(view, 201) : problem(c, { code: 'not_found' })
  })
  .get('/:edition/stages/:stage/assignment-plans', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const plans = await listPlans(db, edition.id, stage.id, mostPlans + 1)
    return c.json({ plans: plans.slice(0, mostPlans), hasMore: plans.length > mostPlans })
  })
  .get(
    '/:edition/stages/:stage/assignment-plans/compare',
    allow('secretariat', 'auditor'),
    query(z.object({ a: z.string(), b: z.string() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
      if (!held.ok) return problem(c, held.refusal)
      const { edition, stage } = held.value
      const at = plannedStage(held.value)
      const { a, b } = c.req.valid('query')
      const [[planA], [planB], readA, readB] = await db.batch([
        selectPlanById(db, at, a, c.var.now),
        selectPlanById(db, at, b, c.var.now),
        selectPlanPairs(db, edition.id, stage.id, a),
        selectPlanPairs(db, edition.id, stage.id, b),
      ])
      if (!planA || !planB) return problem(c, { code: 'not_found' })
      // What a discarded plan would have given is gone.
      if (planA.discardedAt || planB.discardedAt) return problem(c, { code: 'plan_ended' })
      const { perJuror, ...compared } = comparePlans(pairsOf(readA), pairsOf(readB))
      const jurors = await selectJurorNames(
        db,
        perJuror.map(({ jurorId }) => jurorId),
      )
      const names = new Map(jurors.map(({ id, name }) => [id, name]))
      return c.json({
        ...compared,
        perJuror: perJuror
          .map((one) => ({ ...one, name: names.get(one.jurorId) ?? '' }))
          .toSorted((x, y) => x.name.localeCompare(y.name, 'id')),
      })
    },
  )
  .get('/:edition/stages/:stage/assignment-plans/:plan', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadReadStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const view = await viewPlan(db, held.value, c.req.param('plan'))
    return view ? c.json(view) : problem(c, { code: 'not_found' })
  })
  .post('/:edition/stages/:stage/assignment-plans/:plan/publication', allow('secretariat'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadPlannableStage(db, c.var.actor, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const published = await publish(db, { planning: held.value, planId: c.req.param('plan'), by: c.var.actor.id })
    if (!published.ok) return problem(c, published.refusal)
    await announceMails(c.env, published.value)
    return c.json({ publishedAt: c.var.now.toISOString() }, 201)
  })
  .post('/:edition/stages/:stage/assignment-plans/:plan/discard', allow('secretariat'), async (c) => {
    const db = openDb(c.env.DB)
    const who = ['secretariat'] as const
    const held = await loadReadStage(db, c.var.actor, who, { address: c.req.param(), now: c.var.now })
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage, now } = held.value
    const planId = c.req.param('plan')
    const [plan] = await selectPlanById(db, plannedStage(held.value), planId, now)
    if (!plan) return problem(c, { code: 'not_found' })
    const draft = { id: planId, editionId: edition.id, stageId: stage.id }
    const [, discarded] = await db.batch(discardPlan(db, draft, { by: c.var.actor.id, at: now }))
    if (discarded.length === 0) return problem(c, { code: 'plan_ended' })
    return c.json({ discardedAt: now.toISOString() }, 201)
  })
