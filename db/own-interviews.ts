import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { ScoringStageRules } from '#domain/edition.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { isSigned, pactInForce } from './integrity-pacts.ts'
import { listOf } from './json-list.ts'
import { renamed } from './renamed.ts'
import {
  assignments,
  editions,
  editionVersions,
  interviewSeats,
  interviewSlots,
  proposals,
  stages,
  submissions,
} from './schema.ts'
import { rulesOfStage, versionInForce } from './stage-rules.ts'

/** SQL of the juror's live reading behind a seat, free of conflict; null when the juror has none. */
export const readingBehind = (jurorId: string, now: Date) => sql<string | null>`(
  SELECT reading.id FROM interview_seats seat JOIN assignments reading ON reading.edition_id = interview_slots.edition_id
    AND reading.stage_id = interview_slots.stage_id AND reading.proposal_id = interview_slots.proposal_id
    AND reading.juror_id = seat.juror_id AND reading.ended_at IS NULL AND reading.rereads_id IS NULL
  WHERE seat.slot_id = interview_slots.id AND seat.juror_id = ${jurorId} AND seat.ended_at IS NULL
    AND NOT ${inConflict(sql`seat.juror_id`, sql`interview_slots.proposal_id`, now)})`

const screenedSubmission = sql`submissions.id = (
  SELECT frozen.id FROM submissions frozen WHERE frozen.proposal_id = interview_slots.proposal_id
    AND EXISTS (SELECT 1 FROM screenings WHERE submission_id = frozen.id AND outcome = 'eligible')
  ORDER BY frozen.revision DESC LIMIT 1)`

const asked = alias(interviewSlots, 'asked')

/**
 * The interview that stands where this one was put or has moved since (`asked` is where it was asked for), and whether this person
 * sits in it (`assignmentId`): the guard of its page.
 */
export const selectInterview = (db: Db, slotId: string, personId: string, now: Date) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'slot_id'),
      asked: {
        id: renamed(asked.id, 'asked_id'),
        beginsAt: renamed(asked.beginsAt, 'asked_begins_at'),
        endsAt: renamed(asked.endsAt, 'asked_ends_at'),
        room: renamed(asked.room, 'asked_room'),
      },
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
      stageRules: rulesOfStage<ScoringStageRules>(),
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
    .from(asked)
    .innerJoin(
      interviewSlots,
      and(
        eq(interviewSlots.editionId, asked.editionId),
        eq(interviewSlots.stageId, asked.stageId),
        eq(interviewSlots.proposalId, asked.proposalId),
        isNull(interviewSlots.cancelledAt),
      ),
    )
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(stages, and(eq(stages.editionId, interviewSlots.editionId), eq(stages.id, interviewSlots.stageId)))
    .innerJoin(editionVersions, versionInForce)
    .innerJoin(submissions, screenedSubmission)
    .where(eq(asked.id, slotId))

/** SQL of how often the interview of a proposal was put somewhere or taken away, up to this slot: it only grows. */
const changesUpToHere = sql<number>`(SELECT count(*) + count(earlier.cancelled_at) FROM interview_slots earlier
  WHERE earlier.edition_id = interview_slots.edition_id AND earlier.stage_id = interview_slots.stage_id
    AND earlier.proposal_id = interview_slots.proposal_id AND earlier.at <= interview_slots.at)`

/** SQL of how often a juror was taken into the panel or out of it since the first time: it only grows too. */
const turnsOf = (jurorId: string) => sql<number>`(SELECT count(*) + count(turn.ended_at) - 1 FROM assignments turn
  WHERE turn.edition_id = interview_slots.edition_id AND turn.stage_id = interview_slots.stage_id
    AND turn.proposal_id = interview_slots.proposal_id AND turn.juror_id = ${jurorId})`

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
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      assignmentId: readingBehind(jurorId, now).as('reading_id'),
      isScored: sql<boolean>`EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = ${readingBehind(jurorId, now)})`
        .mapWith(Boolean)
        .as('is_scored'),
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

/**
 * The interviews that a juror's calendar has or had, one a proposal: the last one in which the juror sat. Without `assignmentId`
 * it is held without this juror or not at all. Never those in conflict. Seats of the past are in no index; readings lead to them.
 */
export const listCalendarOf = (db: Db, jurorId: string, now: Date, limit: number) =>
  db
    .select({
      id: interviewSlots.id,
      editionId: interviewSlots.editionId,
      stageId: interviewSlots.stageId,
      proposalId: interviewSlots.proposalId,
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      at: interviewSlots.at,
      cancelledAt: interviewSlots.cancelledAt,
      leftAt: interviewSeats.endedAt,
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      assignmentId: readingBehind(jurorId, now),
      changes: sql<number>`${changesUpToHere} + ${turnsOf(jurorId)}`,
    })
    .from(assignments)
    .innerJoin(
      stages,
      and(
        eq(stages.editionId, assignments.editionId),
        eq(stages.id, assignments.stageId),
        eq(stages.kind, 'interview'),
      ),
    )
    .innerJoin(
      interviewSlots,
      and(
        eq(interviewSlots.editionId, assignments.editionId),
        eq(interviewSlots.stageId, assignments.stageId),
        eq(interviewSlots.proposalId, assignments.proposalId),
      ),
    )
    .innerJoin(
      interviewSeats,
      and(eq(interviewSeats.slotId, interviewSlots.id), eq(interviewSeats.jurorId, assignments.jurorId)),
    )
    .innerJoin(proposals, eq(proposals.id, interviewSlots.proposalId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(
      and(
        eq(assignments.jurorId, jurorId),
        sql`NOT ${inConflict(sql`interview_seats.juror_id`, sql`interview_slots.proposal_id`, now)}`,
        sql`NOT EXISTS (SELECT 1 FROM interview_slots later JOIN interview_seats own ON own.slot_id = later.id
          WHERE later.edition_id = interview_slots.edition_id AND later.stage_id = interview_slots.stage_id
            AND later.proposal_id = interview_slots.proposal_id AND later.at > interview_slots.at
            AND own.juror_id = ${jurorId})`,
      ),
    )
    // A reading may have been given, ended and given again.
    .groupBy(interviewSlots.id)
    .orderBy(desc(interviewSlots.beginsAt))
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
      stageRules: rulesOfStage<ScoringStageRules>(),
    })
    .from(stages)
    .innerJoin(editions, eq(editions.id, stages.editionId))
    .innerJoin(editionVersions, versionInForce)
    .where(sql`${stages.kind} = 'interview' AND ${stages.closesAt} > ${after.getTime()}`)
    .orderBy(asc(stages.opensAt))
    .limit(20)

/** When the interviews of one proposal are held, or were to be before they were cancelled, as its agency may know. */
export const listInterviewsOfProposal = (db: Db, proposalId: string) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'slot_id'),
      editionId: renamed(interviewSlots.editionId, 'edition_id'),
      stageId: renamed(stages.id, 'stage_id'),
      stageName: renamed(stages.name, 'stage_name'),
      editionName: renamed(editions.name, 'edition_name'),
      title: proposals.title,
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      at: renamed(interviewSlots.at, 'planned_at'),
      stageRules: rulesOfStage<ScoringStageRules>(),
      cancelledAt: interviewSlots.cancelledAt,
      cancelReason: interviewSlots.cancelReason,
      changes: changesUpToHere.as('changes'),
      /** Every slot that this interview has had. */
      slotIds: sql<string[]>`(SELECT json_group_array(one.id) FROM interview_slots one
        WHERE one.edition_id = interview_slots.edition_id AND one.stage_id = interview_slots.stage_id
          AND one.proposal_id = interview_slots.proposal_id)`
        .mapWith(listOf<string>())
        .as('slot_ids'),
    })
    .from(interviewSlots)
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(stages, and(eq(stages.editionId, interviewSlots.editionId), eq(stages.id, interviewSlots.stageId)))
    .innerJoin(editionVersions, versionInForce)
    .innerJoin(
      proposals,
      and(eq(proposals.id, interviewSlots.proposalId), eq(proposals.editionId, interviewSlots.editionId)),
    )
    .where(
      and(
        eq(proposals.id, proposalId),
        // By the index of slots, which asks for the stage before the proposal.
        sql`interview_slots.stage_id IN (SELECT id FROM stages one WHERE one.edition_id = ${proposals.editionId} AND one.kind = 'interview')`,
        sql`(interview_slots.cancelled_at IS NULL OR NOT EXISTS (SELECT 1 FROM interview_slots later
          WHERE later.edition_id = interview_slots.edition_id AND later.stage_id = interview_slots.stage_id
            AND later.proposal_id = interview_slots.proposal_id
            AND (later.cancelled_at IS NULL OR later.at > interview_slots.at)))`,
      ),
    )
    .orderBy(asc(interviewSlots.beginsAt))
