import { and, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import type { ScoringStageRules } from '#domain/edition.ts'
import type { Db } from './client.ts'
import { readingBehind } from './own-interviews.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import {
  assignments,
  editions,
  editionVersions,
  interviewSeats,
  interviewSlots,
  interviewTimings,
  proposals,
} from './schema.ts'
import { versionInForce } from './stage-rules.ts'

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

const newest = sql`interview_timings.slot_id = interview_slots.id AND interview_timings.sequence = (
  SELECT max(told.sequence) FROM interview_timings told WHERE told.slot_id = interview_slots.id)`

/** Of the rules of the stage only what a clock asks. */
const clockRules = sql<Pick<ScoringStageRules, 'jurorRole' | 'times'>>`(
  SELECT json_object('jurorRole', value ->> 'jurorRole', 'times', value -> 'times')
  FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = interview_slots.stage_id)`
  .mapWith((json: string) => JSON.parse(json))
  .as('clock_rules')

const clock = (personId: string, now: Date) => ({
  id: renamed(interviewSlots.id, 'slot_id'),
  editionId: renamed(interviewSlots.editionId, 'edition_id'),
  stageId: renamed(interviewSlots.stageId, 'stage_id'),
  beginsAt: interviewSlots.beginsAt,
  endsAt: interviewSlots.endsAt,
  rules: clockRules,
  assignmentId: readingBehind(personId, now).as('reading_id'),
  sequence: renamedOrNull(interviewTimings.sequence, 'timing_sequence'),
  phase: renamedOrNull(interviewTimings.phase, 'timing_phase'),
  toldAt: renamedOrNull(interviewTimings.at, 'timing_at'),
})

/** The clock of one interview that stands, and whether this person sits in it: nothing of its proposal is read. */
export const selectClock = (db: Db, slotId: string, personId: string, now: Date) =>
  db
    .select(clock(personId, now))
    .from(interviewSlots)
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(editionVersions, versionInForce)
    .leftJoin(interviewTimings, newest)
    .where(and(eq(interviewSlots.id, slotId), isNull(interviewSlots.cancelledAt)))

const ownClock = (jurorId: string, now: Date) => ({
  ...clock(jurorId, now),
  title: proposals.title,
})

/** Nobody sits in more at about one time. */
const mostNear = 20

/** Clocks of the interviews in which a juror sits that were to begin between two instants; never those in conflict. */
export const listClocksOf = (db: Db, jurorId: string, { from, to }: { from: Date; to: Date }, now: Date) =>
  db
    .select(ownClock(jurorId, now))
    .from(interviewSeats)
    .innerJoin(interviewSlots, eq(interviewSlots.id, interviewSeats.slotId))
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(editionVersions, versionInForce)
    .innerJoin(proposals, eq(proposals.id, interviewSlots.proposalId))
    .leftJoin(interviewTimings, newest)
    .where(
      and(
        eq(interviewSeats.jurorId, jurorId),
        gte(interviewSeats.beginsAt, from),
        lt(interviewSeats.beginsAt, to),
        isNull(interviewSeats.endedAt),
        isNull(interviewSlots.cancelledAt),
        sql`${readingBehind(jurorId, now)} IS NOT NULL`,
      ),
    )
    .limit(mostNear)

/** The clock of the interview that belongs to a reading of this juror. */
export const selectClockOfReading = (db: Db, jurorId: string, assignmentId: string, now: Date) =>
  db
    .select(ownClock(jurorId, now))
    .from(assignments)
    .innerJoin(
      interviewSlots,
      and(
        eq(interviewSlots.editionId, assignments.editionId),
        eq(interviewSlots.stageId, assignments.stageId),
        eq(interviewSlots.proposalId, assignments.proposalId),
        sql`interview_slots.cancelled_at IS NULL`,
      ),
    )
    .innerJoin(editions, eq(editions.id, interviewSlots.editionId))
    .innerJoin(editionVersions, versionInForce)
    .innerJoin(proposals, eq(proposals.id, interviewSlots.proposalId))
    .leftJoin(interviewTimings, newest)
    .where(
      and(
        eq(assignments.id, assignmentId),
        eq(assignments.jurorId, jurorId),
        sql`${readingBehind(jurorId, now)} IS NOT NULL`,
      ),
    )
