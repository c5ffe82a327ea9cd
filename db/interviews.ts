import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { ClockPhase } from '#domain/interview-clock.ts'
import type { ScoringStageRules } from '#domain/edition.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { isSigned, pactInForce } from './integrity-pacts.ts'
import { candidates } from './rankings.ts'
import { renamed } from './renamed.ts'
import {
  agencies,
  editions,
  editionVersions,
  interviewSeats,
  interviewSlots,
  interviewTimings,
  proposals,
  stages,
  submissions,
} from './schema.ts'

type StageKey = { editionId: string; stageId: string }

const listOf =
  <Row>() =>
  (json: string): Row[] =>
    JSON.parse(json)

export type PanelMember = { id: string; name: string; email: string }

/** Every proposal that a stage interviews with its panel: the live readings of the stage, without those in conflict. */
export const listInterviewees = (
  db: Db,
  { editionId, stageId, plenaryStageId, now }: StageKey & { plenaryStageId: string | undefined; now: Date },
) =>
  db
    .select({
      proposalId: renamed(proposals.id, 'proposal_id'),
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      panel: sql<PanelMember[]>`(
        SELECT json_group_array(json_object('id', juror.id, 'name', juror.name, 'email', juror.email)) FROM assignments reading
        JOIN users juror ON juror.id = reading.juror_id
        WHERE reading.edition_id = ${editionId} AND reading.stage_id = ${stageId} AND reading.proposal_id = proposals.id
          AND reading.ended_at IS NULL AND reading.rereads_id IS NULL
          AND NOT ${inConflict(sql`reading.juror_id`, sql`reading.proposal_id`, now)})`
        .mapWith(listOf<PanelMember>())
        .as('panel'),
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(candidates(editionId, plenaryStageId))
    .orderBy(submissions.referenceNumber)

/** Why a seat no longer holds: the juror came into conflict, or the reading ended. */
export type Seat = { id: string; name: string; state: 'seated' | 'conflict' | 'reading_ended' }

/** The interviews of a stage that stand, in order. */
export const listSlots = (db: Db, { editionId, stageId }: StageKey, now: Date) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'slot_id'),
      proposalId: renamed(interviewSlots.proposalId, 'slot_proposal_id'),
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      seats: sql<Seat[]>`(
        SELECT json_group_array(json_object('id', juror.id, 'name', juror.name, 'state', CASE
          WHEN ${inConflict(sql`seat.juror_id`, sql`interview_slots.proposal_id`, now)} THEN 'conflict'
          WHEN NOT EXISTS (SELECT 1 FROM assignments reading WHERE reading.edition_id = interview_slots.edition_id
            AND reading.stage_id = interview_slots.stage_id AND reading.proposal_id = interview_slots.proposal_id
            AND reading.juror_id = seat.juror_id AND reading.ended_at IS NULL AND reading.rereads_id IS NULL)
          THEN 'reading_ended' ELSE 'seated' END))
        FROM interview_seats seat JOIN users juror ON juror.id = seat.juror_id
        WHERE seat.slot_id = interview_slots.id AND seat.ended_at IS NULL)`
        .mapWith(listOf<Seat>())
        .as('seats'),
      materials: sql<number>`(
        SELECT count(*) FROM interview_materials given WHERE given.edition_id = interview_slots.edition_id
          AND given.stage_id = interview_slots.stage_id AND given.proposal_id = interview_slots.proposal_id
          AND given.removed_at IS NULL)`.as('materials'),
      phase: sql<ClockPhase | null>`(
        SELECT phase FROM interview_timings WHERE slot_id = interview_slots.id ORDER BY sequence DESC LIMIT 1)`.as(
        'phase',
      ),
    })
    .from(interviewSlots)
    .innerJoin(proposals, eq(proposals.id, interviewSlots.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(
      and(
        eq(interviewSlots.editionId, editionId),
        eq(interviewSlots.stageId, stageId),
        isNull(interviewSlots.cancelledAt),
      ),
    )
    .orderBy(asc(interviewSlots.beginsAt), asc(interviewSlots.id))

/** `beginsAt` and `endsAt` in milliseconds since 1970. */
export type NewSlot = {
  id: string
  proposalId: string
  beginsAt: number
  endsAt: number
  room: string
  panelistIds: readonly string[]
}

/**
 * New interviews with their seats, for one batch. One whose room or panelist is taken meanwhile is not written; its seats then fail
 * on their foreign key, so that nothing of the batch is kept.
 */
export function insertSlots(
  db: Db,
  { editionId, stageId, changeMs, at, by }: StageKey & { changeMs: number; at: Date; by: string },
  slots: readonly NewSlot[],
) {
  const rows = JSON.stringify(slots)
  const overlaps = sql`other.cancelled_at IS NULL AND other.begins_at < (given.value ->> 'endsAt') + ${changeMs}
    AND other.ends_at + ${changeMs} > (given.value ->> 'beginsAt')`
  return [
    db.insert(interviewSlots).select(sql`
      SELECT given.value ->> 'id', ${editionId}, ${stageId}, given.value ->> 'proposalId', given.value ->> 'beginsAt',
        given.value ->> 'endsAt', given.value ->> 'room', ${at.getTime()}, ${by}, NULL, NULL, NULL
      FROM json_each(${rows}) given
      WHERE (SELECT state FROM proposals WHERE id = given.value ->> 'proposalId') = 'eligible'
        AND NOT EXISTS (SELECT 1 FROM interview_slots other WHERE other.edition_id = ${editionId} AND other.stage_id = ${stageId}
          AND other.room = given.value ->> 'room' AND ${overlaps})
        AND NOT EXISTS (SELECT 1 FROM json_each(given.value, '$.panelistIds') panelist
          JOIN interview_seats taken ON taken.juror_id = panelist.value AND taken.ended_at IS NULL
          JOIN interview_slots other ON other.id = taken.slot_id WHERE ${overlaps})`),
    db.insert(interviewSeats).select(sql`
      SELECT given.value ->> 'id', panelist.value, given.value ->> 'beginsAt', NULL
      FROM json_each(${rows}) given, json_each(given.value, '$.panelistIds') panelist`),
  ] as const
}

/** SQL of whether the interview has not been cancelled. */
export const isStanding = (slotId: string) =>
  sql`EXISTS (SELECT 1 FROM interview_slots WHERE id = ${slotId} AND cancelled_at IS NULL)`

/** Interviews that no longer stand, with their seats. */
export function cancelSlots(
  db: Db,
  { at, by, reason }: { at: Date; by: string; reason: string },
  slotIds: readonly string[],
) {
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(slotIds)}))`
  return [
    db
      .update(interviewSlots)
      .set({ cancelledAt: at, cancelledBy: by, cancelReason: reason })
      .where(and(sql`id IN ${these}`, isNull(interviewSlots.cancelledAt))),
    db
      .update(interviewSeats)
      .set({ endedAt: at })
      .where(and(sql`slot_id IN ${these}`, isNull(interviewSeats.endedAt))),
  ] as const
}

export type SeatChange = { slotId: string; jurorId: string; beginsAt: number }

/** Another panel for interviews that stay where they are. Whoever sits down again takes the old seat. */
export const changeSeats = (
  db: Db,
  at: Date,
  { ended, taken }: { ended: readonly SeatChange[]; taken: readonly SeatChange[] },
) =>
  [
    db
      .update(interviewSeats)
      .set({ endedAt: at })
      .where(
        and(
          isNull(interviewSeats.endedAt),
          sql`(slot_id, juror_id) IN (SELECT value ->> 'slotId', value ->> 'jurorId' FROM json_each(${JSON.stringify(ended)}))`,
        ),
      ),
    db
      .insert(interviewSeats)
      .select(
        sql`SELECT value ->> 'slotId', value ->> 'jurorId', value ->> 'beginsAt', NULL
        FROM json_each(${JSON.stringify(taken)}) WHERE true`,
      )
      .onConflictDoUpdate({ target: [interviewSeats.slotId, interviewSeats.jurorId], set: { endedAt: null } }),
  ] as const

const rulesOfStage = sql<ScoringStageRules>`(
  SELECT value FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = stages.id)`
  .mapWith((json: string): ScoringStageRules => JSON.parse(json))
  .as('stage_rules')

const versionInForce = sql`edition_versions.edition_id = editions.id AND edition_versions.version = (
  SELECT max(version) FROM edition_versions WHERE edition_id = editions.id)`

/** SQL of the juror's live reading behind a seat, free of conflict; null when the juror has none. */
const readingBehind = (jurorId: string, now: Date) => sql<string | null>`(
  SELECT reading.id FROM interview_seats seat JOIN assignments reading ON reading.edition_id = interview_slots.edition_id
    AND reading.stage_id = interview_slots.stage_id AND reading.proposal_id = interview_slots.proposal_id
    AND reading.juror_id = seat.juror_id AND reading.ended_at IS NULL AND reading.rereads_id IS NULL
  WHERE seat.slot_id = interview_slots.id AND seat.juror_id = ${jurorId} AND seat.ended_at IS NULL
    AND NOT ${inConflict(sql`seat.juror_id`, sql`interview_slots.proposal_id`, now)})`

const screenedSubmission = sql`submissions.id = (
  SELECT frozen.id FROM submissions frozen WHERE frozen.proposal_id = interview_slots.proposal_id
    AND EXISTS (SELECT 1 FROM screenings WHERE submission_id = frozen.id AND outcome = 'eligible')
  ORDER BY frozen.revision DESC LIMIT 1)`

/** One interview that stands, and whether this person sits in it (`assignmentId`): the guard of its page. */
export const selectInterview = (db: Db, slotId: string, personId: string, now: Date) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'slot_id'),
      editionId: renamed(interviewSlots.editionId, 'edition_id'),
      stageId: renamed(interviewSlots.stageId, 'stage_id'),
      proposalId: renamed(interviewSlots.proposalId, 'proposal_id'),
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      edition: renamed(editions.slug, 'edition_slug'),
      editionName: renamed(editions.name, 'edition_name'),
      isSimulation: editions.isSimulation,
      stageName: renamed(stages.name, 'stage_name'),
      opensAt: stages.opensAt,
      closesAt: stages.closesAt,
      stageRules: rulesOfStage,
      hasToSign:
        sql<boolean>`(${pactInForce} IS NOT NULL AND NOT ${isSigned(sql`interview_slots.edition_id`, sql`${personId}`)})`
          .mapWith(Boolean)
          .as('has_to_sign'),
      content: submissions.content,
      rules: editionVersions.rules,
      assignmentId: readingBehind(personId, now).as('reading_id'),
      isScored: sql<boolean>`EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = ${readingBehind(personId, now)})`
        .mapWith(Boolean)
        .as('is_scored'),
      panel: sql<string[]>`(SELECT json_group_array(juror.name) FROM interview_seats seat
        JOIN users juror ON juror.id = seat.juror_id WHERE seat.slot_id = interview_slots.id AND seat.ended_at IS NULL)`
        .mapWith(listOf<string>())
        .as('panel'),
    })
    .from(interviewSlots)
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(stages, and(eq(stages.editionId, interviewSlots.editionId), eq(stages.id, interviewSlots.stageId)))
    .innerJoin(editionVersions, versionInForce)
    .innerJoin(submissions, screenedSubmission)
    .where(and(eq(interviewSlots.id, slotId), isNull(interviewSlots.cancelledAt)))

/** Interviews in which a juror sits, in order; never those in conflict. */
export const listInterviewsOf = (db: Db, jurorId: string, now: Date, limit: number) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'slot_id'),
      editionId: renamed(editions.id, 'edition_id'),
      edition: renamed(editions.slug, 'edition_slug'),
      editionName: renamed(editions.name, 'edition_name'),
      isSimulation: editions.isSimulation,
      stageId: renamed(stages.id, 'stage_id'),
      stageName: renamed(stages.name, 'stage_name'),
      proposalId: renamed(interviewSlots.proposalId, 'proposal_id'),
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      at: renamed(interviewSlots.at, 'planned_at'),
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      assignmentId: readingBehind(jurorId, now).as('reading_id'),
      isScored: sql<boolean>`EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = ${readingBehind(jurorId, now)})`
        .mapWith(Boolean)
        .as('is_scored'),
      plans:
        sql<number>`(SELECT count(*) FROM interview_slots earlier WHERE earlier.edition_id = interview_slots.edition_id
        AND earlier.stage_id = interview_slots.stage_id AND earlier.proposal_id = interview_slots.proposal_id
        AND earlier.at <= interview_slots.at)`.as('plans'),
    })
    .from(interviewSeats)
    .innerJoin(interviewSlots, eq(interviewSlots.id, interviewSeats.slotId))
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(stages, and(eq(stages.editionId, interviewSlots.editionId), eq(stages.id, interviewSlots.stageId)))
    .innerJoin(proposals, eq(proposals.id, interviewSlots.proposalId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(
      and(
        eq(interviewSeats.jurorId, jurorId),
        isNull(interviewSeats.endedAt),
        isNull(interviewSlots.cancelledAt),
        sql`${readingBehind(jurorId, now)} IS NOT NULL`,
      ),
    )
    .orderBy(desc(stages.opensAt), asc(interviewSlots.beginsAt))
    .limit(limit)

/** Interview stages of opened editions that are not over since long, with their rules: where a juror says when there is time. */
export const listInterviewStages = (db: Db, after: Date) =>
  db
    .select({
      editionId: renamed(editions.id, 'edition_id'),
      edition: editions.slug,
      editionName: renamed(editions.name, 'edition_name'),
      isSimulation: editions.isSimulation,
      stageId: renamed(stages.id, 'stage_id'),
      stageName: renamed(stages.name, 'stage_name'),
      opensAt: stages.opensAt,
      closesAt: stages.closesAt,
      stageRules: rulesOfStage,
    })
    .from(stages)
    .innerJoin(editions, eq(editions.id, stages.editionId))
    .innerJoin(editionVersions, versionInForce)
    .where(sql`${stages.kind} = 'interview' AND ${stages.closesAt} > ${after.getTime()}`)
    .orderBy(asc(stages.opensAt))
    .limit(20)

/** Where the clock of an interview stands. */
export const selectTiming = (db: Db, slotId: string) =>
  db
    .select({
      sequence: interviewTimings.sequence,
      phase: renamed(interviewTimings.phase, 'timing_phase'),
      at: renamed(interviewTimings.at, 'timing_at'),
    })
    .from(interviewTimings)
    .where(eq(interviewTimings.slotId, slotId))
    .orderBy(desc(interviewTimings.sequence))
    .limit(1)

/** The primary key refuses a second one of this number: of two screens that press at once, one is heard. */
export const insertTiming = (db: Db, timing: typeof interviewTimings.$inferInsert) =>
  db.insert(interviewTimings).values(timing)

/** When the interviews of one proposal are held, as its agency may know. */
export const listInterviewsOfProposal = (db: Db, proposalId: string) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'slot_id'),
      editionId: renamed(interviewSlots.editionId, 'edition_id'),
      stageId: renamed(stages.id, 'stage_id'),
      stageName: renamed(stages.name, 'stage_name'),
      editionName: renamed(editions.name, 'edition_name'),
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      at: renamed(interviewSlots.at, 'planned_at'),
      stageRules: rulesOfStage,
      plans:
        sql<number>`(SELECT count(*) FROM interview_slots earlier WHERE earlier.edition_id = interview_slots.edition_id
        AND earlier.stage_id = interview_slots.stage_id AND earlier.proposal_id = interview_slots.proposal_id
        AND earlier.at <= interview_slots.at)`.as('plans'),
    })
    .from(interviewSlots)
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(stages, and(eq(stages.editionId, interviewSlots.editionId), eq(stages.id, interviewSlots.stageId)))
    .innerJoin(editionVersions, versionInForce)
    .where(and(eq(interviewSlots.proposalId, proposalId), isNull(interviewSlots.cancelledAt)))
    .orderBy(asc(interviewSlots.beginsAt))
