import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { JurorRole } from '#domain/access.ts'
import type { ClockPhase } from '#domain/interview-clock.ts'
import type { Db } from './client.ts'
import { inConflict, jurorsOf } from './conflicts.ts'
import { isHeldBack } from './interview-slots.ts'
import { listOf } from './json-list.ts'
import { candidates } from './rankings.ts'
import { renamed } from './renamed.ts'
import { agencies, interviewSlots, proposals, submissions, users } from './schema.ts'

type StageKey = { editionId: string; stageId: string }

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
      province: agencies.province,
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
      isMoved: sql<boolean>`(interview_slots.moved_from_id IS NOT NULL)`.mapWith(Boolean).as('is_moved'),
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

/** Interviews that were cancelled by themselves, as long as nobody has said that they are to be held after all. */
export const listHeldBack = (db: Db, { editionId, stageId }: StageKey) =>
  db
    .select({
      id: renamed(interviewSlots.id, 'held_back_id'),
      proposalId: renamed(interviewSlots.proposalId, 'held_back_proposal_id'),
      beginsAt: renamed(interviewSlots.beginsAt, 'would_begin_at'),
      cancelledAt: interviewSlots.cancelledAt,
      reason: renamed(interviewSlots.cancelReason, 'cancelled_because'),
      by: sql<string | null>`(SELECT name FROM users WHERE id = interview_slots.cancelled_by)`.as('cancelled_by_name'),
    })
    .from(interviewSlots)
    .where(
      and(
        eq(interviewSlots.editionId, editionId),
        eq(interviewSlots.stageId, stageId),
        isHeldBack(sql`interview_slots`),
      ),
    )
    .orderBy(asc(interviewSlots.cancelledAt))

type ChoiceKey = StageKey & { proposalId: string; jurorRole: JurorRole; now: Date }

/** Who could sit in the interview of a proposal: conflict and sheet say why somebody may not join or leave. */
export const listPanelChoice = (db: Db, { editionId, stageId, proposalId, jurorRole, now }: ChoiceKey) =>
  db
    .select({
      id: users.id,
      name: users.name,
      isBarred: sql<boolean>`${inConflict(sql`users.id`, sql`${proposalId}`, now)}`.mapWith(Boolean),
      isHandedIn: sql<boolean>`EXISTS (SELECT 1 FROM assignments reading JOIN score_sheets ON assignment_id = reading.id
        WHERE reading.edition_id = ${editionId} AND reading.stage_id = ${stageId} AND reading.proposal_id = ${proposalId}
          AND reading.juror_id = users.id AND reading.ended_at IS NULL AND reading.rereads_id IS NULL)`.mapWith(
        Boolean,
      ),
    })
    .from(users)
    .where(sql`users.id IN ${jurorsOf(editionId, jurorRole, now)}`)
    .orderBy(users.name, users.id)
