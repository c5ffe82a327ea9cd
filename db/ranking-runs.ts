import { and, asc, count, desc, eq, isNull, lt, max, ne, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { renamed } from './renamed.ts'
import {
  agencies,
  assignments,
  proposals,
  rankingResults,
  rankingRuns,
  rankingRunSteps,
  countedSheets,
  submissions,
  users,
} from './schema.ts'

export const insertRankingRun = (db: Db, run: typeof rankingRuns.$inferInsert) => db.insert(rankingRuns).values(run)

export const findRankingRun = (db: Db, id: string) => db.select().from(rankingRuns).where(eq(rankingRuns.id, id)).get()

/** In order. */
export const listRunSteps = (db: Db, runId: string) =>
  db.select().from(rankingRunSteps).where(eq(rankingRunSteps.runId, runId)).orderBy(asc(rankingRunSteps.step))

export const findRankingResult = (db: Db, runId: string) =>
  db.select().from(rankingResults).where(eq(rankingResults.runId, runId)).get()

/** The first of two that did the same step counts. */
export const insertRunStep = (db: Db, step: typeof rankingRunSteps.$inferInsert) =>
  db.insert(rankingRunSteps).values(step).onConflictDoNothing()

/** The primary key refuses a second one. */
export const insertRankingResult = (db: Db, result: typeof rankingResults.$inferInsert) =>
  db.insert(rankingResults).values(result)

const summary = {
  id: renamed(rankingRuns.id, 'run_id'),
  config: rankingRuns.config,
  requestedAt: rankingRuns.requestedAt,
  requestedBy: renamed(users.name, 'requested_by_name'),
  stepsDone: sql<number>`(SELECT count(*) FROM ranking_run_steps done WHERE done.run_id = ranking_runs.id)`.as(
    'steps_done',
  ),
  ofSteps: sql<
    number | null
  >`(SELECT max(of_steps) FROM ranking_run_steps done WHERE done.run_id = ranking_runs.id)`.as('of_steps_known'),
  status: sql<typeof rankingResults.$inferSelect.status | null>`${rankingResults.status}`.as('status'),
  reason: rankingResults.reason,
  manifestHash: rankingResults.manifestHash,
  bundleHash: rankingResults.bundleHash,
  objectKey: rankingResults.objectKey,
  bundleKey: rankingResults.bundleKey,
  finishedAt: sql<Date | null>`${rankingResults.finishedAt}`.mapWith(rankingResults.finishedAt).as('finished_at'),
}

const summaries = (db: Db) =>
  db
    .select(summary)
    .from(rankingRuns)
    .innerJoin(users, eq(users.id, rankingRuns.requestedBy))
    .leftJoin(rankingResults, eq(rankingResults.runId, rankingRuns.id))

const ofStage = (editionId: string, stageId: string) =>
  and(eq(rankingRuns.editionId, editionId), eq(rankingRuns.stageId, stageId))

/** Newest first. */
export const listRankingRuns = (db: Db, editionId: string, stageId: string, limit: number) =>
  summaries(db).where(ofStage(editionId, stageId)).orderBy(desc(rankingRuns.requestedAt)).limit(limit)

/** One run of this stage and no other. */
export const findRunSummary = (db: Db, editionId: string, stageId: string, id: string) =>
  summaries(db)
    .where(and(ofStage(editionId, stageId), eq(rankingRuns.id, id)))
    .get()

/** Whether there is a run over all scores asked for since then, and the newest one's result. */
export const findNewestWholeRun = (db: Db, editionId: string, stageId: string, since: Date) =>
  summaries(db)
    .where(
      and(
        ofStage(editionId, stageId),
        sql`${rankingRuns.requestedAt} >= ${since.getTime()}`,
        sql`${rankingRuns.config} ->> 'exclusions' = 'none'`,
      ),
    )
    .orderBy(desc(rankingRuns.requestedAt))
    .limit(1)
    .get()

/** The newest run over all scores that has a bundle. */
export const findNewestBundledRun = (db: Db, editionId: string, stageId: string) =>
  summaries(db)
    .where(
      and(
        ofStage(editionId, stageId),
        ne(rankingResults.status, 'REFUSED'),
        sql`${rankingRuns.config} ->> 'exclusions' = 'none'`,
      ),
    )
    .orderBy(desc(rankingRuns.requestedAt))
    .limit(1)
    .get()

/** The newest run of the stage that gave a calibrated ranking, of those asked for in this time. */
export const findNewestCalibration = (db: Db, editionId: string, stageId: string, asked: { from: Date; until: Date }) =>
  summaries(db)
    .where(
      and(
        ofStage(editionId, stageId),
        eq(rankingResults.status, 'RANKED'),
        sql`${rankingRuns.requestedAt} between ${asked.from.getTime()} and ${asked.until.getTime()}`,
      ),
    )
    .orderBy(desc(rankingRuns.requestedAt))
    .limit(1)
    .get()

/** Runs without a result that nothing has happened to since `before`, with their next step: their message was lost. */
export const listIdleRuns = (db: Db, since: Date, before: Date, limit: number) =>
  db
    .select({ id: rankingRuns.id, step: count(rankingRunSteps.step) })
    .from(rankingRuns)
    .leftJoin(rankingRunSteps, eq(rankingRunSteps.runId, rankingRuns.id))
    .leftJoin(rankingResults, eq(rankingResults.runId, rankingRuns.id))
    .where(
      and(
        sql`${rankingRuns.requestedAt} >= ${since.getTime()}`,
        lt(rankingRuns.requestedAt, before),
        isNull(rankingResults.runId),
      ),
    )
    .groupBy(rankingRuns.id)
    .having(sql`coalesce(${max(rankingRunSteps.at)}, 0) < ${before.getTime()}`)
    .limit(limit)

/** Runs asked for between these instants that never had a result. */
export const listOverdueRuns = (db: Db, since: Date, before: Date, limit: number) =>
  db
    .select({ id: rankingRuns.id })
    .from(rankingRuns)
    .leftJoin(rankingResults, eq(rankingResults.runId, rankingRuns.id))
    .where(
      and(
        sql`${rankingRuns.requestedAt} >= ${since.getTime()}`,
        lt(rankingRuns.requestedAt, before),
        isNull(rankingResults.runId),
      ),
    )
    .limit(limit)

export type SheetCursor = { proposalId: string; assignmentId: string }

/** A page of the sheets handed in by `until`, with their points, by proposal. */
export const listSheetPage = (
  db: Db,
  { editionId, stageId, until }: { editionId: string; stageId: string; until: Date },
  after: SheetCursor,
  limit: number,
) =>
  db
    .select({
      assignmentId: countedSheets.assignmentId,
      proposalId: renamed(countedSheets.proposalId, 'sheet_proposal_id'),
      jurorId: assignments.jurorId,
      points: sql<Record<string, number>>`(
        SELECT json_group_object(criterion_id, points) FROM scores WHERE assignment_id = counted_sheets.assignment_id)`
        .mapWith((json: string): Record<string, number> => JSON.parse(json))
        .as('points'),
      inConflict: inConflict(sql`assignments.juror_id`, sql`assignments.proposal_id`, until).as('in_conflict'),
    })
    .from(countedSheets)
    .innerJoin(assignments, eq(assignments.id, countedSheets.assignmentId))
    .where(
      and(
        eq(countedSheets.editionId, editionId),
        eq(countedSheets.stageId, stageId),
        sql`(counted_sheets.proposal_id, counted_sheets.assignment_id) > (${after.proposalId}, ${after.assignmentId})`,
        sql`${countedSheets.handedInAt} <= ${until.getTime()}`,
      ),
    )
    .orderBy(asc(countedSheets.proposalId), asc(countedSheets.assignmentId))
    .limit(limit)

/** Names of every proposal that has a sheet in the stage. */
export const listScoredProposals = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      proposalId: renamed(proposals.id, 'proposal_id'),
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      agency: agencies.name,
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(
      sql`${proposals.id} IN (
        SELECT proposal_id FROM counted_sheets WHERE edition_id = ${editionId} AND stage_id = ${stageId})`,
    )

/** Names of every juror who has, or had, readings in the stage. */
export const listStageJurors = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      sql`${users.id} IN (SELECT juror_id FROM assignments WHERE edition_id = ${editionId} AND stage_id = ${stageId})`,
    )
