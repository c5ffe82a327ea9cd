import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { ScoringStageRules } from '#domain/edition.ts'
import type { Reading } from '#domain/assignment.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import {
  agencies,
  assignmentPlans,
  assignments,
  editions,
  editionVersions,
  proposals,
  scoreSheetDrafts,
  scoreSheets,
  stages,
  submissions,
  users,
} from './schema.ts'

/** SQL of the rules in force of the assignment's edition. */
const rulesInForce = sql`edition_versions.edition_id = assignments.edition_id AND edition_versions.version = (
  SELECT max(version) FROM edition_versions WHERE edition_id = assignments.edition_id)`

/** Only the rules of the assignment's own stage: on the hot paths the rest of the edition would be parsed for nothing. */
const stageRules = sql<ScoringStageRules>`(
  SELECT value FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = assignments.stage_id)`
  .mapWith((json: string): ScoringStageRules => JSON.parse(json))
  .as('stage_rules')

const conflicted = (now: Date) => inConflict(sql`assignments.juror_id`, sql`assignments.proposal_id`, now)

/** Whose reading it is and whether it may be open: what `canRead` asks. Every name is its own, for use in a batch. */
const relation = (now: Date) => ({
  id: renamed(assignments.id, 'assignment_id'),
  jurorId: assignments.jurorId,
  proposalId: assignments.proposalId,
  editionId: renamed(assignments.editionId, 'edition_id'),
  stageId: renamed(assignments.stageId, 'stage_id'),
  position: renamed(assignments.position, 'reading_position'),
  endedAt: assignments.endedAt,
  inConflict: conflicted(now).as('in_conflict'),
  opensAt: stages.opensAt,
  closesAt: stages.closesAt,
  stageRules,
  draftVersion: renamedOrNull(scoreSheetDrafts.version, 'draft_version'),
  handedInAt: renamedOrNull(scoreSheets.handedInAt, 'handed_in_at'),
})

/** One reading with its stage's window and rules, in one statement: the guard of every request of a juror. */
export const selectReading = (db: Db, assignmentId: string, now: Date) =>
  db
    .select(relation(now))
    .from(assignments)
    .innerJoin(stages, and(eq(stages.editionId, assignments.editionId), eq(stages.id, assignments.stageId)))
    .innerJoin(editionVersions, rulesInForce)
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.id, assignmentId))

/** The newest revision that was found eligible: a repaired text is read only after it was screened. */
const screenedSubmission = sql`submissions.id = (
  SELECT frozen.id FROM submissions frozen WHERE frozen.proposal_id = assignments.proposal_id
    AND EXISTS (SELECT 1 FROM screenings WHERE submission_id = frozen.id AND outcome = 'eligible')
  ORDER BY frozen.revision DESC LIMIT 1)`

const jsonOf = <Value>(json: string): Value => JSON.parse(json)

/** The same with everything a juror reads and has written. */
export const selectReadingDesk = (db: Db, assignmentId: string, now: Date) =>
  db
    .select({
      ...relation(now),
      editionSlug: editions.slug,
      editionName: renamed(editions.name, 'edition_name'),
      isSimulation: editions.isSimulation,
      stageName: renamed(stages.name, 'stage_name'),
      rules: editionVersions.rules,
      content: submissions.content,
      draftPoints: renamedOrNull(scoreSheetDrafts.points, 'draft_points'),
      draftComments: renamedOrNull(scoreSheetDrafts.comments, 'draft_comments'),
      draftComment: renamedOrNull(scoreSheetDrafts.comment, 'draft_comment'),
      draftSavedAt: renamedOrNull(scoreSheetDrafts.savedAt, 'draft_saved_at'),
      totalHundredths: renamedOrNull(scoreSheets.totalHundredths, 'total_hundredths'),
      sheetComment: renamedOrNull(scoreSheets.comment, 'sheet_comment'),
      points: sql<Record<string, number>>`(
        SELECT json_group_object(criterion_id, points) FROM scores WHERE assignment_id = assignments.id)`
        .mapWith(jsonOf<Record<string, number>>)
        .as('points'),
      comments: sql<Record<string, string>>`(
        SELECT json_group_object(criterion_id, comment) FROM scores WHERE assignment_id = assignments.id)`
        .mapWith(jsonOf<Record<string, string>>)
        .as('comments'),
    })
    .from(assignments)
    .innerJoin(stages, and(eq(stages.editionId, assignments.editionId), eq(stages.id, assignments.stageId)))
    .innerJoin(editions, eq(editions.id, assignments.editionId))
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(submissions, screenedSubmission)
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(eq(assignments.id, assignmentId))

/** The juror's own readings in one stage, in reading order, without those in conflict. */
export const listReadingOrder = (db: Db, reading: { jurorId: string; editionId: string; stageId: string }, now: Date) =>
  db
    .select({ id: assignments.id, position: assignments.position, handedInAt: scoreSheets.handedInAt })
    .from(assignments)
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(
      and(
        eq(assignments.jurorId, reading.jurorId),
        eq(assignments.editionId, reading.editionId),
        eq(assignments.stageId, reading.stageId),
        isNull(assignments.endedAt),
        sql`NOT ${conflicted(now)}`,
      ),
    )
    .orderBy(asc(assignments.position))

/** Everything a juror has to read, the latest stage first, without what is in conflict. */
export const listReadingsOf = (db: Db, jurorId: string, now: Date, limit: number) =>
  db
    .select({
      id: assignments.id,
      position: assignments.position,
      edition: editions.slug,
      editionName: editions.name,
      isSimulation: editions.isSimulation,
      stageId: assignments.stageId,
      stageName: stages.name,
      opensAt: stages.opensAt,
      closesAt: stages.closesAt,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      groupId: proposals.groupId,
      clusterId: agencies.clusterId,
      draftVersion: scoreSheetDrafts.version,
      totalHundredths: scoreSheets.totalHundredths,
    })
    .from(assignments)
    .innerJoin(editions, eq(editions.id, assignments.editionId))
    .innerJoin(stages, and(eq(stages.editionId, assignments.editionId), eq(stages.id, assignments.stageId)))
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .leftJoin(scoreSheetDrafts, eq(scoreSheetDrafts.assignmentId, assignments.id))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(and(eq(assignments.jurorId, jurorId), isNull(assignments.endedAt), sql`NOT ${conflicted(now)}`))
    .orderBy(desc(stages.opensAt), assignments.editionId, assignments.stageId, asc(assignments.position))
    .limit(limit)

/** Ends all readings of the pair that are not handed in. */
export const endReadings = (db: Db, pair: { jurorId: string; proposalId: string }, at: Date, reason: string) =>
  db
    .update(assignments)
    .set({ endedAt: at, endReason: reason })
    .where(
      and(
        eq(assignments.jurorId, pair.jurorId),
        eq(assignments.proposalId, pair.proposalId),
        isNull(assignments.endedAt),
        sql`NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`,
      ),
    )

/** The newest plan of a stage. */
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
    .where(and(eq(assignmentPlans.editionId, editionId), eq(assignmentPlans.stageId, stageId)))
    .orderBy(desc(assignmentPlans.at))
    .limit(1)

/** One row when the stage has readings already. */
export const selectAnyAssignment = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.editionId, editionId), eq(assignments.stageId, stageId)))
    .limit(1)

/** SQL of a plan's row that is published at once, in the order of the columns. */
export const planColumns = (plan: typeof assignmentPlans.$inferInsert) => sql`
  ${plan.id}, ${plan.editionId}, ${plan.stageId}, ${plan.seed}, ${plan.readersPerProposal}, ${plan.at.getTime()},
  ${plan.by}, ${plan.kind ?? 'first'}, ${JSON.stringify(plan.config ?? {})}, NULL, NULL, ${plan.reason ?? ''},
  ${plan.at.getTime()}, ${plan.by}, NULL, NULL`

/** Rows of one statement: D1 takes a bound text of at most 2 MB. */
const rowsPerStatement = 5000

/**
 * A plan with its readings, for one batch. When somebody else's plan came first, the plan's row is not written and its
 * readings fail on their foreign key (or as readings given twice), so that nothing of the batch is kept. A proposal that has just lost its eligibility is left out.
 */
export function insertPlan(db: Db, plan: typeof assignmentPlans.$inferInsert, readings: readonly Reading[]) {
  const planRow = db.insert(assignmentPlans).select(sql`
    SELECT ${planColumns(plan)}
    WHERE NOT EXISTS (
      SELECT 1 FROM assignments WHERE edition_id = ${plan.editionId} AND stage_id = ${plan.stageId})`)
  const chunks = Array.from({ length: Math.ceil(readings.length / rowsPerStatement) }, (_, index) =>
    readings
      .slice(index * rowsPerStatement, (index + 1) * rowsPerStatement)
      .map(({ proposalId, jurorId, position }) => [crypto.randomUUID(), proposalId, jurorId, position]),
  )
  const rows = chunks.map((chunk) =>
    db.insert(assignments).select(sql`
      SELECT value ->> 0, ${plan.id}, ${plan.editionId}, ${plan.stageId}, value ->> 1, value ->> 2, value ->> 3,
        ${plan.at.getTime()}, NULL, NULL, NULL
      FROM json_each(${JSON.stringify(chunk)})
      WHERE (SELECT state FROM proposals WHERE id = value ->> 1) = 'eligible'`),
  )
  return [planRow, ...rows] as const
}

/**
 * Readings after those the juror has in the stage, for the batch of their plan's row. `atMost`, when given, is how many live
 * readers a proposal may come to: two acts at the same moment do not give it more.
 */
export const insertFurtherReadings = (
  db: Db,
  plan: Pick<typeof assignmentPlans.$inferInsert, 'id' | 'editionId' | 'stageId' | 'at'>,
  readings: readonly Reading[],
  atMost?: number,
) =>
  db.insert(assignments).select(sql`
    SELECT value ->> 0, ${plan.id}, ${plan.editionId}, ${plan.stageId}, value ->> 1, value ->> 2,
      (value ->> 3) + coalesce((SELECT max(position) FROM assignments own WHERE own.juror_id = value ->> 2
        AND own.edition_id = ${plan.editionId} AND own.stage_id = ${plan.stageId} AND own.plan_id <> ${plan.id}), 0),
      ${plan.at.getTime()}, NULL, NULL, NULL
    FROM json_each(${JSON.stringify(
      readings.map(({ proposalId, jurorId, position }) => [crypto.randomUUID(), proposalId, jurorId, position]),
    )})
    WHERE (SELECT state FROM proposals WHERE id = value ->> 1) = 'eligible'
    ${
      atMost === undefined
        ? sql``
        : sql`AND (SELECT count(*) FROM assignments live WHERE live.proposal_id = value ->> 1
            AND live.edition_id = ${plan.editionId} AND live.stage_id = ${plan.stageId} AND live.ended_at IS NULL) < ${atMost}`
    }`)

export const insertPlanRow = (db: Db, plan: typeof assignmentPlans.$inferInsert) =>
  db.insert(assignmentPlans).values({ ...plan, publishedAt: plan.at, publishedBy: plan.by })

/** Every pair that was ever assigned in the stage: nobody reads the same proposal twice. */
export const selectAssignedPairs = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ proposalId: assignments.proposalId, jurorId: assignments.jurorId, endedAt: assignments.endedAt })
    .from(assignments)
    .where(and(eq(assignments.editionId, editionId), eq(assignments.stageId, stageId)))
