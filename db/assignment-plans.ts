import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { JurorRole } from '#domain/access.ts'
import type { Pair, Reading } from '#domain/assignment.ts'
import type { Db } from './client.ts'
import { heldInEdition, jurorsOf, wasTakenBack } from './conflicts.ts'
import { among } from './json-list.ts'
import { candidates } from './rankings.ts'
import { assignmentPlans, assignments, plannedReadings, users } from './schema.ts'

/** What a plan is made for. */
export type PlannedStage = {
  editionId: string
  stageId: string
  jurorRole: JurorRole
  /** The plenary whose places the stage goes on with; undefined where everything eligible is read. */
  plenaryStageId: string | undefined
}

export type PlanRow = typeof assignmentPlans.$inferInsert

/** SQL of a plan's row that is published at once, in the order of the columns. */
export const planColumns = (plan: PlanRow) => sql`
  ${plan.id}, ${plan.editionId}, ${plan.stageId}, ${plan.seed}, ${plan.readersPerProposal}, ${plan.at.getTime()},
  ${plan.by}, ${plan.kind ?? 'first'}, ${JSON.stringify(plan.config ?? {})}, NULL, ${plan.basis ?? null}, ${plan.reason ?? ''},
  ${plan.at.getTime()}, ${plan.by}, NULL, NULL`

/**
 * SQL of a fingerprint of everything a plan is made from: candidates, jurors, their ties, profiles and pairs kept apart,
 * conflicts, and the readings given so far (each new one comes with a plan, each that ends lowers a count). Sheets that are handed
 * in do not change it. A few rows for each juror, and the index of the candidates.
 */
export const planBasis = ({ editionId, stageId, jurorRole, plenaryStageId }: PlannedStage, now: Date): SQL<string> => {
  const ofStage = sql`edition_id = ${editionId} AND stage_id = ${stageId}`
  return sql<string>`(SELECT json_array(
    (SELECT count(*) || ' ' || coalesce(max(state_since), 0) FROM proposals WHERE ${candidates(editionId, plenaryStageId)}),
    (SELECT count(*) || ' ' || coalesce(max(published_at), 0) FROM assignment_plans WHERE ${ofStage} AND published_at IS NOT NULL),
    (SELECT json_group_array(juror_id || ' ' || assigned) FROM (
      SELECT juror_id, assigned FROM reading_counts WHERE ${ofStage} ORDER BY juror_id)),
    (SELECT json_group_array(user_id) FROM (
      SELECT DISTINCT roles.user_id FROM roles WHERE ${heldInEdition(editionId, [jurorRole], now)} ORDER BY 1)),
    (SELECT json_group_array(user_id || ' ' || agency_id) FROM (
      SELECT DISTINCT user_id, agency_id FROM ties WHERE user_id IN ${jurorsOf(editionId, jurorRole, now)}
        AND (ends_at IS NULL OR ends_at > ${now.getTime()}) ORDER BY 1, 2)),
    (SELECT count(*) || ' ' || coalesce(max(at), 0) FROM juror_profiles WHERE edition_id = ${editionId}),
    (SELECT count(*) || ' ' || count(ended_at) FROM jurors_apart WHERE edition_id = ${editionId}),
    (SELECT count(*) || ' ' || count(said.ended_at) || ' ' || coalesce(max(said.at), 0) FROM conflicts said WHERE said.juror_id IN ${jurorsOf(editionId, jurorRole, now)}
      AND (SELECT edition_id FROM proposals WHERE id = said.proposal_id) = ${editionId})))`
}

/** The fingerprint as a statement, for the batch that reads what a plan is made from. */
export const selectBasis = (db: Db, stage: PlannedStage, now: Date) =>
  db.all<{ basis: string }>(sql`SELECT ${planBasis(stage, now)} AS basis`)

/** Rows of one statement: D1 takes a bound text of at most 2 MB, and a statement of at most half a minute. */
export const rowsPerStatement = 5000

/** So many rows at a time. */
export const chunksOf = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, at) =>
    rows.slice(at * rowsPerStatement, (at + 1) * rowsPerStatement),
  )

/**
 * A plan's row that is published at once, when nothing has changed since `basis` was read; otherwise it is not written, and
 * whatever names it in the same batch fails on its foreign key.
 */
export const insertPublished = (db: Db, plan: PlanRow & { basis: string }, stage: PlannedStage) =>
  db.insert(assignmentPlans).select(sql`SELECT ${planColumns(plan)} WHERE ${planBasis(stage, plan.at)} = ${plan.basis}`)

/** Readings of a plan that is published at once, in statements for its batch. What has lost its eligibility is left out. */
export const insertReadings = (
  db: Db,
  plan: Pick<PlanRow, 'id' | 'editionId' | 'stageId' | 'at'>,
  readings: readonly Reading[],
) =>
  chunksOf(readings).map((chunk) =>
    db.insert(assignments).select(sql`
      SELECT value ->> 0, ${plan.id}, ${plan.editionId}, ${plan.stageId}, value ->> 1, value ->> 2, value ->> 3,
        ${plan.at.getTime()}, NULL, NULL, NULL
      FROM json_each(${JSON.stringify(
        chunk.map(({ proposalId, jurorId, position }) => [crypto.randomUUID(), proposalId, jurorId, position]),
      )})
      WHERE (SELECT state FROM proposals WHERE id = value ->> 1) = 'eligible'`),
  )

/**
 * Everybody's readings of a stage, those that ended too, one row a juror: `[proposal id, 'open' | 'handed_in' | 'ended']` in reading
 * order, and the last position. Blind second readings are not among them, nor are those that a conflict has ended which was taken
 * back since: they may be given anew.
 */
export const selectStageReadings = (db: Db, editionId: string, stageId: string) =>
  db.all<{ juror_id: string; last_position: number; readings: string }>(sql`
    SELECT juror_id, max(position) AS last_position, json_group_array(json_array(proposal_id, state)) FILTER (WHERE state <> 'free') AS readings
    FROM (
      SELECT juror_id, position, proposal_id, CASE
        WHEN ended_at IS NOT NULL THEN CASE WHEN ${wasTakenBack(sql`assignments.juror_id`, sql`assignments.proposal_id`, sql`assignments.ended_at`)} THEN 'free' ELSE 'ended' END
        WHEN EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id) THEN 'handed_in' ELSE 'open' END AS state
      FROM assignments INDEXED BY assignments_by_proposal
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND rereads_id IS NULL ORDER BY juror_id, position, id)
    GROUP BY juror_id`)

export type StageReadings = { proposalId: string; state: 'open' | 'handed_in' | 'ended' }

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
  db.all<{ id: string; reference_number: string; title: string }>(sql`
    SELECT proposals.id AS id, submissions.reference_number AS reference_number, proposals.title AS title FROM proposals
    JOIN submissions ON submissions.proposal_id = proposals.id AND submissions.revision = 1
    WHERE proposals.id IN ${among(ids)}`)

type JurorPairs = { juror_id: string; proposals: string }

/** The rows of `selectPlanPairs` one by one. */
export const pairsOf = (rows: readonly JurorPairs[]): Pair[] =>
  rows.flatMap(({ juror_id: jurorId, proposals }) => {
    const ids: string[] = JSON.parse(proposals)
    return ids.map((proposalId) => ({ proposalId, jurorId }))
  })

/**
 * Who reads what when the plan holds, one row a juror with the ids of the proposals: of a published one as it stood at its
 * publication, of a draft as it would stand; a first plan stands by itself.
 */
export const selectPlanPairs = (db: Db, editionId: string, stageId: string, planId: string) => {
  const plan = (column: string) => sql`(SELECT ${sql.raw(column)} FROM assignment_plans WHERE id = ${planId})`
  const since = plan('published_at')
  return db.all<JurorPairs>(sql`
    SELECT juror_id, json_group_array(proposal_id) AS proposals FROM (
      SELECT juror_id, proposal_id FROM assignments
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND rereads_id IS NULL
        AND CASE WHEN ${since} IS NULL THEN ended_at IS NULL AND ${plan('kind')} <> 'first' AND NOT EXISTS (
            SELECT 1 FROM planned_readings gone WHERE gone.plan_id = ${planId} AND gone.act = 'ended'
              AND gone.proposal_id = assignments.proposal_id AND gone.juror_id = assignments.juror_id)
          ELSE assigned_at <= ${since} AND (ended_at IS NULL OR ended_at > ${since}) END
      UNION ALL
      SELECT juror_id, proposal_id FROM planned_readings WHERE plan_id = ${planId} AND act = 'added')
    GROUP BY juror_id`)
}

/** The group of each proposal that a stage may read. */
export const selectGroups = (db: Db, { editionId, plenaryStageId }: PlannedStage) =>
  db.all<{ id: string; group_id: string }>(sql`
    SELECT id, group_id FROM proposals WHERE ${candidates(editionId, plenaryStageId)}`)

/** Where the planned readings are cut into statements: the last proposal of each piece but the last. */
export const listPieces = (db: Db, planId: string) =>
  db.all<{ last: string }>(sql`
    SELECT proposal_id AS last FROM (
      SELECT proposal_id, row_number() OVER (ORDER BY proposal_id, juror_id) AS n FROM planned_readings WHERE plan_id = ${planId})
    WHERE n % ${rowsPerStatement} = 0`)

/** A random id like those of `crypto.randomUUID`, made where the row is. */
const randomId = sql`lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a'
  || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`

/** SQL of whether this act has published the plan: what else is in its batch is written then only. */
export const isPublishedBy = (planId: string, by: string, at: Date) => sql`EXISTS (
  SELECT 1 FROM assignment_plans WHERE id = ${planId} AND published_at = ${at.getTime()} AND published_by = ${by})`

/**
 * The plan becomes readings, in statements for one batch: its row while nothing has changed since it was made, then its readings in
 * pieces, what it ends, and away with what was planned. The first answers a row when the plan is published.
 */
export function publishPlan(
  db: Db,
  stage: PlannedStage,
  plan: { id: string; by: string; at: Date; endReason: string },
  pieces: readonly string[],
) {
  const { id, by, at } = plan
  const isMine = isPublishedBy(id, by, at)
  const bounds = [...pieces, null].map((last, n) => {
    const first = pieces[n - 1]
    return sql`plan_id = ${id} ${first === undefined ? sql`` : sql`AND proposal_id > ${first}`}
      ${last === null ? sql`` : sql`AND proposal_id <= ${last}`} AND ${isMine}`
  })
  const publish = db
    .update(assignmentPlans)
    .set({ publishedAt: at, publishedBy: by })
    .where(
      and(
        eq(assignmentPlans.id, id),
        isNull(assignmentPlans.publishedAt),
        isNull(assignmentPlans.discardedAt),
        sql`${assignmentPlans.basis} = ${planBasis(stage, at)}`,
      ),
    )
    .returning({ id: assignmentPlans.id })
  const rest = bounds.flatMap((piece) => [
    db.update(assignments).set({ endedAt: at, endReason: plan.endReason }).where(sql`
      ${assignments.editionId} = ${stage.editionId} AND ${assignments.stageId} = ${stage.stageId}
      AND ${assignments.endedAt} IS NULL AND ${assignments.rereadsId} IS NULL
      AND (${assignments.proposalId}, ${assignments.jurorId}) IN (
        SELECT proposal_id, juror_id FROM planned_readings WHERE ${piece} AND act = 'ended')`),
    db.insert(assignments).select(sql`
      SELECT ${randomId}, plan_id, ${stage.editionId}, ${stage.stageId}, proposal_id, juror_id, position, ${at.getTime()},
        NULL, NULL, NULL
      FROM planned_readings WHERE ${piece} AND act = 'added'`),
    db.delete(plannedReadings).where(piece),
  ])
  return [publish, ...rest] as const
}
