import * as z from 'zod'
import { selectJurorNames, selectPlanById, selectProposalNames } from '#db/assignment-plans.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { discardPlan, insertDraft, listPlannedReadings, listStaleDrafts } from '#db/plan-drafts.ts'
import { reportPlan, type AssignmentDemand, type AssignmentPlan } from '#domain/assignment.ts'
import { countCauses } from '#domain/assignment/cause-words.ts'
import type { PlanKind } from '#domain/assignment/plan-kind.ts'
import { placeReadings, plannedStage, type Demand, type Planning } from './assignment-demand.ts'
import type { Env } from './env.ts'

/** Proposals without all readers that a report names, half a megabyte; how many there are in all is in its counts. */
const mostUnmet = 5000
/** Readings that a preview names, of those that a plan changes, and proposals that lack readers. The file has all. */
const mostShown = 1000

/** What else a plan was made from, as its row keeps it. Plans that were published at once keep nothing. */
const planConfig = z.object({
  anchors: z.object({ perGroup: z.number(), readers: z.number() }).nullable(),
  mostReadings: z.number().nullable(),
  usesThemes: z.boolean(),
})
export type PlanConfig = z.infer<typeof planConfig>

type Draft = {
  kind: PlanKind
  config: PlanConfig
  reason: string
  by: string
  demand: AssignmentDemand
  plan: AssignmentPlan
}

/** Stores a plan with its report, to be looked at. Nobody reads anything yet. */
export async function storeDraft(
  db: Db,
  planning: Planning,
  loaded: Demand,
  { kind, config, reason, by, demand, plan }: Draft,
): Promise<string> {
  const { edition, stage, now } = planning
  const planId = crypto.randomUUID()
  const report = reportPlan(demand, plan)
  const { seed, readersPerProposal } = demand
  const added = placeReadings(loaded, plan.added)
  const row = {
    id: planId,
    editionId: edition.id,
    stageId: stage.id,
    seed,
    readersPerProposal,
    at: now,
    by,
    kind,
    config,
    report: { ...report, unmet: report.unmet.slice(0, mostUnmet) },
    basis: loaded.basis,
    reason,
  }
  await db.batch([
    ...insertDraft(db, row, added, plan.ended),
    insertAuditEvent(db, {
      at: now,
      actorId: by,
      action: 'assignment_plan.made',
      editionId: edition.id,
      subjectId: planId,
      detail: { stageId: stage.id, kind, seed, added: added.length, ended: plan.ended.length, reason },
    }),
  ])
  return planId
}

/** A plan as the secretariat looks at it: its report with names, and what it changes. Undefined for one of another stage. */
export async function viewPlan(db: Db, planning: Planning, planId: string) {
  const [[plan], changes] = await db.batch([
    selectPlanById(db, plannedStage(planning), planId, planning.now),
    listPlannedReadings(db, planId, mostShown),
  ])
  if (!plan) return undefined
  const { report, config, isOutdated, ...summary } = plan
  const unmet = report?.unmet.slice(0, mostShown) ?? []
  const [jurors, proposals] = await db.batch([
    selectJurorNames(db, report?.loads.map(({ jurorId }) => jurorId) ?? []),
    selectProposalNames(
      db,
      unmet.map(({ proposalId }) => proposalId),
    ),
  ])
  const names = new Map(jurors.map(({ id, name }) => [id, name]))
  const titles = new Map(proposals.map((one) => [one.id, one]))
  return {
    ...summary,
    config: planConfig.safeParse(config).data ?? null,
    isOutdated: summary.publishedAt === null && summary.discardedAt === null && isOutdated,
    report: report && {
      ...report,
      loads: report.loads
        .map((load) => ({ ...load, name: names.get(load.jurorId) ?? '' }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id')),
      causes: countCauses(report.unmet),
      unmet: unmet.map((one) => ({
        ...one,
        referenceNumber: titles.get(one.proposalId)?.reference_number ?? '',
        title: titles.get(one.proposalId)?.title ?? '',
      })),
    },
    changes: changes.map(({ reference_number: referenceNumber, ...change }) => ({ ...change, referenceNumber })),
  }
}

/** How long a draft that can never be published any more may still be looked at and compared. */
const staleForMs = 7 * 24 * 3600_000
/** Drafts of one sweep: each may hold the readings of a whole edition. */
const sweptAtOnce = 20

/** Once an hour: what nobody has discarded although another plan holds since, or the stage is over. */
export async function sweepDrafts(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const stale = await listStaleDrafts(db, new Date(now.getTime() - staleForMs), sweptAtOnce)
  for (const draft of stale) await db.batch(discardPlan(db, draft, { by: null, at: now }))
}
