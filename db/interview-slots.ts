import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { among, listOf } from './json-list.ts'
import { interviewSeats, interviewSlots } from './schema.ts'

type StageKey = { editionId: string; stageId: string }

/** SQL of whether a row of slots keeps its proposal out of every plan: cancelled by itself, and nobody said since that it is held. */
export const isHeldBack = (slot: SQL) => sql`(${slot}.cancelled_at IS NOT NULL AND ${slot}.again_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM interview_slots later WHERE later.moved_from_id = ${slot}.id))`

/** `beginsAt` and `endsAt` in milliseconds since 1970. `movedFromId`: the interview that this one takes the place of. */
export type NewSlot = {
  id: string
  proposalId: string
  beginsAt: number
  endsAt: number
  room: string
  panelistIds: readonly string[]
  movedFromId: string | null
}

/**
 * New interviews with their seats, for one batch. One whose room or panelist is taken meanwhile is not written, nor one that takes
 * the place of an interview which somebody else has just cancelled; its seats then fail on their foreign key, so that nothing of the
 * batch is kept.
 */
export function insertSlots(
  db: Db,
  { editionId, stageId, changeMs, at, by }: StageKey & { changeMs: number; at: Date; by: string },
  slots: readonly NewSlot[],
) {
  const rows = JSON.stringify(slots)
  const overlaps = sql`other.cancelled_at IS NULL AND other.begins_at < (given.value ->> 'endsAt') + ${changeMs}
    AND other.ends_at + ${changeMs} > (given.value ->> 'beginsAt')`
  const former = sql`given.value ->> 'movedFromId'`
  return [
    db.insert(interviewSlots).select(sql`
      SELECT given.value ->> 'id', ${editionId}, ${stageId}, given.value ->> 'proposalId', given.value ->> 'beginsAt',
        given.value ->> 'endsAt', given.value ->> 'room', ${at.getTime()}, ${by}, NULL, NULL, NULL, ${former}, NULL, NULL
      FROM json_each(${rows}) given
      WHERE (SELECT state FROM proposals WHERE id = given.value ->> 'proposalId') = 'eligible'
        AND (${former} IS NULL OR EXISTS (SELECT 1 FROM interview_slots before WHERE before.id = ${former}
          AND before.cancelled_at = ${at.getTime()} AND before.cancelled_by = ${by}))
        AND NOT EXISTS (SELECT 1 FROM interview_slots gone WHERE gone.edition_id = ${editionId} AND gone.stage_id = ${stageId}
          AND gone.proposal_id = given.value ->> 'proposalId' AND gone.id IS NOT ${former} AND ${isHeldBack(sql`gone`)})
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

type PutSlot = StageKey & Pick<NewSlot, 'proposalId' | 'beginsAt' | 'room' | 'movedFromId'> & { by: string }

/** The slot that this person has put there in place of that one, with its panel and the reason; a first one only while it stands. */
export const selectPutSlot = (db: Db, { editionId, stageId, proposalId, beginsAt, room, movedFromId, by }: PutSlot) =>
  db
    .select({
      id: interviewSlots.id,
      reason: sql<string | null>`(SELECT former.cancel_reason FROM interview_slots former
        WHERE former.id = interview_slots.moved_from_id)`,
      panelistIds: sql<string[]>`(SELECT json_group_array(seat.juror_id) FROM interview_seats seat
        WHERE seat.slot_id = interview_slots.id AND seat.ended_at IS interview_slots.cancelled_at)`.mapWith(
        listOf<string>(),
      ),
    })
    .from(interviewSlots)
    .where(
      and(
        eq(interviewSlots.editionId, editionId),
        eq(interviewSlots.stageId, stageId),
        eq(interviewSlots.proposalId, proposalId),
        eq(interviewSlots.beginsAt, new Date(beginsAt)),
        eq(interviewSlots.room, room),
        eq(interviewSlots.by, by),
        movedFromId === null
          ? and(isNull(interviewSlots.movedFromId), isNull(interviewSlots.cancelledAt))
          : eq(interviewSlots.movedFromId, movedFromId),
      ),
    )

/** SQL of whether the interview has not been cancelled. */
export const isStanding = (slotId: string) =>
  sql`EXISTS (SELECT 1 FROM interview_slots WHERE id = ${slotId} AND cancelled_at IS NULL)`

type Cancelling = { at: Date; by: string; reason: string }

const ended = (
  db: Db,
  { at, by, reason }: Cancelling,
  slotIds: readonly string[],
  again: Partial<typeof interviewSlots.$inferInsert>,
) => {
  const these = among(slotIds)
  return [
    db
      .update(interviewSlots)
      .set({ cancelledAt: at, cancelledBy: by, cancelReason: reason, ...again })
      .where(and(sql`id IN ${these}`, isNull(interviewSlots.cancelledAt))),
    db
      .update(interviewSeats)
      .set({ endedAt: at })
      .where(and(sql`slot_id IN ${these}`, isNull(interviewSeats.endedAt))),
  ] as const
}

/** Interviews that no longer stand, with their seats: cancelled by themselves, or before another takes their place. */
export const cancelSlots = (db: Db, cancelling: Cancelling, slotIds: readonly string[]) =>
  ended(db, cancelling, slotIds, {})

/** The same of those for which a plan has found no place: the next plan looks for one again. */
export const putBackSlots = (db: Db, cancelling: Cancelling, slotIds: readonly string[]) =>
  ended(db, cancelling, slotIds, { againAt: cancelling.at, againBy: cancelling.by })

/** SQL of whether this cancelled interview holds its proposal back. */
export const isHoldingBack = (slotId: string) =>
  sql`EXISTS (SELECT 1 FROM interview_slots one WHERE one.id = ${slotId} AND ${isHeldBack(sql`one`)})`

/** The secretariat says that what was cancelled is to be planned again. Answers a row when it was so. */
export const takeUpAgain = (db: Db, { slotId, at, by }: { slotId: string; at: Date; by: string }) =>
  db
    .update(interviewSlots)
    .set({ againAt: at, againBy: by })
    .where(and(eq(interviewSlots.id, slotId), isHoldingBack(slotId)))
    .returning({ id: interviewSlots.id })

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

/** Times that one interview was set, moved or cancelled: more than anybody reads. */
const mostPlaces = 50

/** All places that the interview of a proposal has had, the oldest first, with who sat there. */
export const listPlacesOf = (db: Db, { editionId, stageId, proposalId }: StageKey & { proposalId: string }) =>
  db
    .select({
      id: interviewSlots.id,
      beginsAt: interviewSlots.beginsAt,
      endsAt: interviewSlots.endsAt,
      room: interviewSlots.room,
      at: interviewSlots.at,
      by: sql<string>`(SELECT name FROM users WHERE id = interview_slots.by_id)`,
      isMoved: sql<boolean>`(moved_from_id IS NOT NULL)`.mapWith(Boolean),
      endedAt: interviewSlots.cancelledAt,
      endedBy: sql<string | null>`(SELECT name FROM users WHERE id = interview_slots.cancelled_by)`,
      reason: interviewSlots.cancelReason,
      panel: sql<string[]>`(SELECT json_group_array(juror.name) FROM interview_seats seat
        JOIN users juror ON juror.id = seat.juror_id
        WHERE seat.slot_id = interview_slots.id AND seat.ended_at IS interview_slots.cancelled_at)`.mapWith(
        listOf<string>(),
      ),
    })
    .from(interviewSlots)
    .where(
      and(
        eq(interviewSlots.editionId, editionId),
        eq(interviewSlots.stageId, stageId),
        eq(interviewSlots.proposalId, proposalId),
      ),
    )
    .orderBy(asc(interviewSlots.at), asc(interviewSlots.id))
    .limit(mostPlaces)
