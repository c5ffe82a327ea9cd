/** Plans as they are listed and looked at. */
import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { planBasis, type PlannedStage } from './plan-basis.ts'
import { assignmentPlans, users } from './schema.ts'

/** The newest published plan of a stage, with who published it. */
export const selectPlan = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      id: assignmentPlans.id,
      seed: assignmentPlans.seed,
      readersPerProposal: assignmentPlans.readersPerProposal,
      at: assignmentPlans.at,
      by: users.name,
    })
    .from(assignmentPlans)
    .innerJoin(users, eq(users.id, assignmentPlans.by))
    .where(
      and(
        eq(assignmentPlans.editionId, editionId),
        eq(assignmentPlans.stageId, stageId),
        sql`${assignmentPlans.publishedAt} IS NOT NULL`,
      ),
    )
    .orderBy(desc(assignmentPlans.at))
    .limit(1)

/**
 * The shared cap of a stage, for jurors whose profile names none: that of the newest published plan that was made with one or
 * expressly without. What is given at once carries it on.
 */
export const selectSharedCap = (db: Db, editionId: string, stageId: string) =>
  db.all<{ shared_cap: number | null }>(sql`
    SELECT config ->> '$.mostReadings' AS shared_cap FROM assignment_plans
    WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND published_at IS NOT NULL
      AND json_type(config, '$.mostReadings') IS NOT NULL
    ORDER BY at DESC LIMIT 1`)

/** Who published the newest plan of a stage: in whose name gaps are filled. */
export const selectPublisher = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ publishedBy: assignmentPlans.publishedBy })
    .from(assignmentPlans)
    .where(
      and(
        eq(assignmentPlans.editionId, editionId),
        eq(assignmentPlans.stageId, stageId),
        sql`${assignmentPlans.publishedAt} IS NOT NULL`,
      ),
    )
    .orderBy(desc(assignmentPlans.at))
    .limit(1)

const nameOf = (column: SQL, as: string) =>
  sql<string | null>`(SELECT name FROM users WHERE users.id = ${column})`.as(as)
const figure = (path: string, as: string) =>
  sql<number | null>`json_extract(${assignmentPlans.report}, ${sql.raw(`'$.${path}'`)})`.as(as)
const summed = (part: 'added' | 'ended') =>
  sql`(SELECT sum(value ->> ${sql.raw(`'${part}'`)}) FROM json_each(${assignmentPlans.report}, '$.loads'))`

/** Readings of a plan that was published at once: it has no report, and gave a few. */
const givenAtOnce = sql`CASE WHEN assignment_plans.published_at IS NOT NULL AND assignment_plans.report IS NULL THEN (
  SELECT count(*) FROM assignments WHERE assignments.plan_id = assignment_plans.id) END`

const planSummary = {
  id: assignmentPlans.id,
  kind: assignmentPlans.kind,
  seed: assignmentPlans.seed,
  readersPerProposal: assignmentPlans.readersPerProposal,
  reason: assignmentPlans.reason,
  at: assignmentPlans.at,
  by: nameOf(sql`${assignmentPlans.by}`, 'maker'),
  publishedAt: assignmentPlans.publishedAt,
  publishedBy: nameOf(sql`${assignmentPlans.publishedBy}`, 'publisher'),
  discardedAt: assignmentPlans.discardedAt,
  discardedBy: nameOf(sql`${assignmentPlans.discardedBy}`, 'discarder'),
  leastLoad: figure('leastLoad', 'least_load'),
  mostLoad: figure('mostLoad', 'most_load'),
  proposals: figure('proposals', 'planned_proposals'),
  covered: figure('covered', 'covered'),
  components: figure('components', 'components'),
  pairsWithout: figure('overlap.pairsWithout', 'pairs_without'),
  added: sql<number | null>`coalesce(${summed('added')}, ${givenAtOnce})`.as('sum_added'),
  ended: sql<number | null>`${summed('ended')}`.as('sum_ended'),
}

const ofStage = (editionId: string, stageId: string) =>
  and(eq(assignmentPlans.editionId, editionId), eq(assignmentPlans.stageId, stageId))

/** The plans of a stage, the newest first, with their key figures; those that were published at once have none. */
export const listPlans = (db: Db, editionId: string, stageId: string, limit: number) =>
  db
    .select(planSummary)
    .from(assignmentPlans)
    .where(ofStage(editionId, stageId))
    .orderBy(desc(assignmentPlans.at), desc(assignmentPlans.id))
    .limit(limit)

/** One plan of the stage, and whether everything still is as it was when the plan was made. */
export const selectPlanById = (db: Db, stage: PlannedStage, planId: string, now: Date) =>
  db
    .select({
      ...planSummary,
      config: assignmentPlans.config,
      report: assignmentPlans.report,
      isOutdated: sql<boolean>`${assignmentPlans.basis} IS NOT ${planBasis(stage, now)}`
        .mapWith(Boolean)
        .as('is_outdated'),
    })
    .from(assignmentPlans)
    .where(and(eq(assignmentPlans.id, planId), ofStage(stage.editionId, stage.stageId)))

/** Names of jurors, and reference numbers and titles of proposals: the words of a report. */
export const selectJurorNames = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(sql`${users.id} IN ${among(ids)}`)

export const selectProposalNames = (db: Db, ids: readonly string[]) =>
  db.all<{ id: string; reference_number: string; title: string; agency: string }>(sql`
    SELECT proposals.id AS id, submissions.reference_number AS reference_number, proposals.title AS title,
      (SELECT name FROM agencies WHERE id = proposals.agency_id) AS agency FROM proposals
    JOIN submissions ON submissions.proposal_id = proposals.id AND submissions.revision = 1
    WHERE proposals.id IN ${among(ids)}`)
