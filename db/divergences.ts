/** Proposals whose jurors are too far apart, from the finding to the end of their consolidation. */
import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { assignments, divergences, stages } from './schema.ts'

export type StagedProposal = { editionId: string; stageId: string; proposalId: string }

/** SQL of the largest difference that the rules in force allow in the reading's stage, hundredths of a point. */
const allowed = sql`(
  SELECT stage.value ->> 'divergenceHundredths' FROM edition_versions, json_each(edition_versions.rules, '$.stages') stage
  WHERE edition_versions.edition_id = assignments.edition_id AND stage.value ->> 'id' = assignments.stage_id
  ORDER BY edition_versions.version DESC LIMIT 1)`

const ofReading = (table: 'found' | 'read' | 'sheet') => {
  const [edition, stage, proposal] = ['edition_id', 'stage_id', 'proposal_id'].map((name) =>
    sql.raw(`${table}.${name}`),
  )
  return sql`${edition} = assignments.edition_id AND ${stage} = assignments.stage_id AND ${proposal} = assignments.proposal_id`
}

/**
 * Which proposal of which open stage a live reading is about, when all its sheets are in and too far apart, or were found so
 * before: after almost every sheet there is nothing, for a handful of rows. Nothing for a blind second one.
 */
export const selectDivergedProposal = (db: Db, assignmentId: string, now: Date) =>
  db
    .select({
      editionId: assignments.editionId,
      stageId: assignments.stageId,
      proposalId: assignments.proposalId,
    })
    .from(assignments)
    .innerJoin(
      stages,
      sql`stages.edition_id = assignments.edition_id AND stages.id = assignments.stage_id
        AND stages.opens_at <= ${now.getTime()} AND stages.closes_at > ${now.getTime()}`,
    )
    .where(
      and(
        eq(assignments.id, assignmentId),
        isNull(assignments.endedAt),
        isNull(assignments.rereadsId),
        sql`EXISTS (SELECT 1 FROM proposal_readings read WHERE ${ofReading('read')} AND read.handed_in >= read.live)`,
        sql`(EXISTS (SELECT 1 FROM divergences found WHERE ${ofReading('found')})
          OR (SELECT max(total_hundredths) - min(total_hundredths) FROM counted_sheets sheet WHERE ${ofReading('sheet')})
            > ${allowed})`,
      ),
    )

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
    /** The live reading of a third juror, and the one that the divergence names. */
    thirdReadingId: string | null
    linkedId: string | null
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
      found.third_assignment_id AS linkedId,
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

/** The sheets agree after all, one of those that did not having been withdrawn: nobody needs to see them. */
export const settleDivergence = (db: Db, divergenceId: string, at: Date) =>
  db
    .update(divergences)
    .set({ closedAt: at })
    .where(and(eq(divergences.id, divergenceId), isNull(divergences.openedAt), isNull(divergences.closedAt)))

/** The jurors of the counted sheets of a proposal, with their addresses; nobody who is in conflict by now. */
export const listSheetJurors = (db: Db, { editionId, stageId, proposalId }: StagedProposal, now: Date) =>
  db.all<{ id: string; name: string; email: string }>(sql`
    SELECT users.id AS id, users.name AS name, users.email AS email
    FROM counted_sheets sheet JOIN assignments reading ON reading.id = sheet.assignment_id
    JOIN users ON users.id = reading.juror_id
    WHERE sheet.edition_id = ${editionId} AND sheet.stage_id = ${stageId} AND sheet.proposal_id = ${proposalId}
      AND NOT ${inConflict(sql`reading.juror_id`, sql`sheet.proposal_id`, now)}
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

type ListedRow = {
  id: string
  proposal_id: string
  reference_number: string
  title: string
  difference_hundredths: number
  limit_hundredths: number
  found_at: number
  third_assignment_id: string | null
  third_at: number | null
  opened_at: number | null
  closed_at: number | null
  closed_by: string | null
  close_reason: string | null
  readers: number
  answered: number
}

const instant = (milliseconds: number | null): Date | null => (milliseconds === null ? null : new Date(milliseconds))

/** The divergences of a stage in the order of their index, after one of them, or the one with this id. */
export async function listDivergences(
  db: Db,
  { editionId, stageId }: { editionId: string; stageId: string },
  { after, id }: { after?: string | undefined; id?: string | undefined },
  limit: number,
) {
  const place = sql`found.edition_id = ${editionId} AND found.stage_id = ${stageId}`
  const later = after === undefined ? sql`` : sql`AND found.proposal_id > ${after}`
  const rows = await db.all<ListedRow>(sql`
    SELECT found.id AS id, found.proposal_id AS proposal_id, submissions.reference_number AS reference_number,
      proposals.title AS title, found.difference_hundredths AS difference_hundredths,
      found.limit_hundredths AS limit_hundredths, found.found_at AS found_at,
      found.third_assignment_id AS third_assignment_id, third.assigned_at AS third_at, found.opened_at AS opened_at,
      found.closed_at AS closed_at, closer.name AS closed_by, (
        SELECT detail ->> 'reason' FROM audit_events
        WHERE subject_id = found.id AND action = 'consolidation.closed' LIMIT 1) AS close_reason,
      coalesce(counts.live, 0) AS readers,
      (SELECT count(*) FROM consolidation_answers WHERE divergence_id = found.id) AS answered
    FROM (
      SELECT * FROM divergences found WHERE ${place} ${id === undefined ? later : sql`AND found.id = ${id}`}
      ORDER BY found.proposal_id LIMIT ${limit}) found
    JOIN proposals ON proposals.id = found.proposal_id
    JOIN submissions ON submissions.proposal_id = found.proposal_id AND submissions.revision = 1
    LEFT JOIN assignments third ON third.id = found.third_assignment_id
    LEFT JOIN users closer ON closer.id = found.closed_by
    LEFT JOIN proposal_readings counts ON counts.edition_id = found.edition_id AND counts.stage_id = found.stage_id
      AND counts.proposal_id = found.proposal_id
    ORDER BY found.proposal_id`)
  return rows.map((row) => ({
    id: row.id,
    proposalId: row.proposal_id,
    referenceNumber: row.reference_number,
    title: row.title,
    differenceHundredths: row.difference_hundredths,
    limitHundredths: row.limit_hundredths,
    foundAt: new Date(row.found_at),
    thirdAssignmentId: row.third_assignment_id,
    thirdAt: instant(row.third_at),
    openedAt: instant(row.opened_at),
    closedAt: instant(row.closed_at),
    closedBy: row.closed_by,
    closeReason: row.close_reason,
    readers: row.readers,
    answered: row.answered,
  }))
}

/** SQL of whether a divergence is not at its end. */
export const isUnclosed = (divergenceId: string) =>
  sql`EXISTS (SELECT 1 FROM divergences WHERE id = ${divergenceId} AND closed_at IS NULL)`

/** The secretariat ends it, wherever it is. Nothing comes back when it has ended before. */
export const closeDivergence = (db: Db, divergenceId: string, { at, by }: { at: Date; by: string }) =>
  db
    .update(divergences)
    .set({ closedAt: at, closedBy: by })
    .where(and(eq(divergences.id, divergenceId), isNull(divergences.closedAt)))
    .returning({ id: divergences.id })

/** Found since, and neither read a third time nor open so far: a few rows of one competition's divergences. */
export const listFreshDivergences = (db: Db, since: Date) =>
  db
    .select({
      editionId: divergences.editionId,
      stageId: divergences.stageId,
      proposalId: divergences.proposalId,
    })
    .from(divergences)
    .where(
      and(
        gte(divergences.foundAt, since),
        isNull(divergences.thirdAssignmentId),
        isNull(divergences.openedAt),
        isNull(divergences.closedAt),
      ),
    )
    .orderBy(asc(divergences.foundAt))
    .limit(200)
