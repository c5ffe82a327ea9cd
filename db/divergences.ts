/** Proposals whose jurors are too far apart, from the finding to the end of their consolidation. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { assignments, divergences } from './schema.ts'

export type StagedProposal = { editionId: string; stageId: string; proposalId: string }

/** Which proposal of which stage a live reading is about; nothing for a blind second one. */
export const selectStagedProposal = (db: Db, assignmentId: string) =>
  db
    .select({
      editionId: assignments.editionId,
      stageId: assignments.stageId,
      proposalId: assignments.proposalId,
    })
    .from(assignments)
    .where(and(eq(assignments.id, assignmentId), isNull(assignments.endedAt), isNull(assignments.rereadsId)))

/** SQL of the live reading that a proposal was given because its jurors diverged. */
const thirdReading = ({ editionId, stageId, proposalId }: StagedProposal) => sql`(
  SELECT reading.id FROM assignments reading JOIN assignment_plans plan ON plan.id = reading.plan_id
  WHERE reading.edition_id = ${editionId} AND reading.stage_id = ${stageId} AND reading.proposal_id = ${proposalId}
    AND reading.ended_at IS NULL AND reading.rereads_id IS NULL AND plan.kind = 'third_reading' LIMIT 1)`

/** Everything that decides what is next for one proposal: a handful of rows. */
export const selectDivergenceCase = (db: Db, place: StagedProposal) =>
  db.all<{
    title: string
    live: number
    /** JSON: hundredths of a point. */
    totals: string
    divergenceId: string | null
    thirdReadingId: string | null
    isThirdIn: number
    openedAt: number | null
    closedAt: number | null
  }>(sql`
    SELECT
      (SELECT title FROM proposals WHERE id = ${place.proposalId}) AS title,
      (SELECT count(*) FROM assignments live WHERE live.edition_id = ${place.editionId} AND live.stage_id = ${place.stageId}
        AND live.proposal_id = ${place.proposalId} AND live.ended_at IS NULL AND live.rereads_id IS NULL) AS live,
      (SELECT json_group_array(total_hundredths) FROM counted_sheets WHERE edition_id = ${place.editionId}
        AND stage_id = ${place.stageId} AND proposal_id = ${place.proposalId}) AS totals,
      found.id AS divergenceId,
      ${thirdReading(place)} AS thirdReadingId,
      EXISTS (SELECT 1 FROM counted_sheets WHERE assignment_id = ${thirdReading(place)}) AS isThirdIn,
      found.opened_at AS openedAt,
      found.closed_at AS closedAt
    FROM (SELECT 1) LEFT JOIN divergences found ON found.edition_id = ${place.editionId}
      AND found.stage_id = ${place.stageId} AND found.proposal_id = ${place.proposalId}`)

/** SQL of whether nothing was found about the proposal so far. */
export const isUndiverged = ({ editionId, stageId, proposalId }: StagedProposal) => sql`NOT EXISTS (
  SELECT 1 FROM divergences WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND proposal_id = ${proposalId})`

/** Found once; whoever finds it a second time writes nothing. */
export const insertDivergence = (db: Db, found: typeof divergences.$inferInsert) =>
  db.insert(divergences).values(found).onConflictDoNothing()

/** Names the live third reading, whichever it is now. */
export const linkThirdReading = (db: Db, divergenceId: string, place: StagedProposal) =>
  db
    .update(divergences)
    .set({ thirdAssignmentId: thirdReading(place) })
    .where(and(eq(divergences.id, divergenceId), isNull(divergences.openedAt)))

/** SQL of whether the jurors cannot see each other's sheets so far. */
export const isUnopened = (divergenceId: string) =>
  sql`EXISTS (SELECT 1 FROM divergences WHERE id = ${divergenceId} AND opened_at IS NULL AND closed_at IS NULL)`

export const openConsolidation = (db: Db, divergenceId: string, at: Date) =>
  db
    .update(divergences)
    .set({ openedAt: at })
    .where(and(eq(divergences.id, divergenceId), isNull(divergences.openedAt), isNull(divergences.closedAt)))

/** The jurors of the counted sheets of a proposal, with their addresses. */
export const listSheetJurors = (db: Db, { editionId, stageId, proposalId }: StagedProposal) =>
  db.all<{ id: string; name: string; email: string }>(sql`
    SELECT users.id AS id, users.name AS name, users.email AS email
    FROM counted_sheets sheet JOIN assignments reading ON reading.id = sheet.assignment_id
    JOIN users ON users.id = reading.juror_id
    WHERE sheet.edition_id = ${editionId} AND sheet.stage_id = ${stageId} AND sheet.proposal_id = ${proposalId}
    ORDER BY users.id`)

/** Found and not yet open, oldest first: what a lost message would leave behind. */
export const listPendingDivergences = (db: Db, editionId: string, stageId: string, limit: number) =>
  db
    .select({
      editionId: divergences.editionId,
      stageId: divergences.stageId,
      proposalId: divergences.proposalId,
    })
    .from(divergences)
    .where(
      and(
        eq(divergences.editionId, editionId),
        eq(divergences.stageId, stageId),
        isNull(divergences.openedAt),
        isNull(divergences.closedAt),
      ),
    )
    .orderBy(asc(divergences.foundAt))
    .limit(limit)

/** Proposals whose sheets are all in and too far apart, and of which nothing was found so far. */
export const listUnfoundDivergences = (
  db: Db,
  {
    editionId,
    stageId,
    readers,
    limitHundredths,
  }: { editionId: string; stageId: string; readers: number; limitHundredths: number },
  limit: number,
) =>
  db.all<StagedProposal>(sql`
    SELECT read.edition_id AS editionId, read.stage_id AS stageId, read.proposal_id AS proposalId
    FROM proposal_readings read
    WHERE read.edition_id = ${editionId} AND read.stage_id = ${stageId} AND read.live = ${readers}
      AND read.handed_in = read.live
      AND NOT EXISTS (SELECT 1 FROM divergences found WHERE found.edition_id = read.edition_id
        AND found.stage_id = read.stage_id AND found.proposal_id = read.proposal_id)
      AND (SELECT max(total_hundredths) - min(total_hundredths) FROM counted_sheets sheet
        WHERE sheet.edition_id = read.edition_id AND sheet.stage_id = read.stage_id
          AND sheet.proposal_id = read.proposal_id) > ${limitHundredths}
    LIMIT ${limit}`)
