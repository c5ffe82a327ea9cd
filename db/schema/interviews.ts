import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core'
import { stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/** When a panelist can sit in interviews; half open. */
export const availabilities = sqliteTable(
  'availabilities',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: person('juror_id').notNull(),
    beginsAt: instant('begins_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    removedAt: instant('removed_at'),
    removedBy: person('removed_by'),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('availabilities_by_stage').on(t.editionId, t.stageId, t.jurorId, t.beginsAt),
    check('availabilities_order', sql`${t.beginsAt} < ${t.endsAt}`),
  ],
)

/** One interview: a proposal, a time, a room. A cancelled one makes place for another. */
export const interviewSlots = sqliteTable(
  'interview_slots',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    beginsAt: instant('begins_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** A room, or the address of a video meeting. */
    room: text().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: person('cancelled_by'),
    cancelReason: text('cancel_reason'),
    /** The interview whose place this one took: it was moved, not cancelled. */
    movedFromId: text('moved_from_id').references((): AnySQLiteColumn => interviewSlots.id),
    /** When it was said that a cancelled interview is to be planned again; until then plans leave its proposal out. */
    againAt: instant('again_at'),
    againBy: person('again_by'),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    uniqueIndex('interview_slots_moved_once').on(t.movedFromId),
    index('interview_slots_by_proposal').on(t.editionId, t.stageId, t.proposalId, t.at),
    uniqueIndex('interview_slots_once')
      .on(t.editionId, t.stageId, t.proposalId)
      .where(sql`cancelled_at is null`),
    uniqueIndex('interview_slots_of_room')
      .on(t.editionId, t.stageId, t.room, t.beginsAt)
      .where(sql`cancelled_at is null`),
    index('interview_slots_by_time').on(t.editionId, t.stageId, t.beginsAt, t.id),
    check('interview_slots_order', sql`${t.beginsAt} < ${t.endsAt}`),
  ],
)

/** A panelist in an interview. A trigger refuses jurors in conflict. */
export const interviewSeats = sqliteTable(
  'interview_seats',
  {
    slotId: text('slot_id')
      .notNull()
      .references(() => interviewSlots.id),
    jurorId: person('juror_id').notNull(),
    beginsAt: instant('begins_at').notNull(),
    /** Set when the interview is cancelled or the panelist steps back. */
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.slotId, t.jurorId] }),
    uniqueIndex('interview_seats_once')
      .on(t.jurorId, t.beginsAt)
      .where(sql`ended_at is null`),
  ],
)

/** What the clock of an interview was told; the newest row is where it stands, for everybody alike. */
export const interviewTimings = sqliteTable(
  'interview_timings',
  {
    slotId: text('slot_id')
      .notNull()
      .references(() => interviewSlots.id),
    sequence: integer().notNull(),
    phase: text({ enum: ['presentation', 'questions', 'done', 'reset'] }).notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.slotId, t.sequence] })],
)

/** The hours, breaks and rooms in which the interviews of a stage are to be planned; the newest row is what holds. Insert-only. */
export const interviewHours = sqliteTable(
  'interview_hours',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    sequence: integer().notNull(),
    /** `YYYY-MM-DD` */
    days: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** `HH:MM` in the zone. */
    from: text('from_hour').notNull(),
    to: text('to_hour').notNull(),
    breaks: text({ mode: 'json' }).$type<{ from: string; to: string }[]>().notNull(),
    zone: text({ enum: ['WIB', 'WITA', 'WIT'] }).notNull(),
    rooms: text({ mode: 'json' }).$type<string[]>().notNull(),
    seed: integer().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.sequence] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** What the agency sends before the interview: slides, a summary, a video. A file is an object in R2, a video may be an address. */
export const interviewMaterials = sqliteTable(
  'interview_materials',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    kind: text({ enum: ['slides', 'summary', 'video'] }).notNull(),
    title: text().notNull(),
    /** Either the four of a file, or `address`. */
    fileName: text('file_name'),
    objectKey: text('object_key'),
    sha256: text(),
    sizeBytes: integer('size_bytes'),
    mediaType: text('media_type'),
    address: text(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    removedAt: instant('removed_at'),
    removedBy: person('removed_by'),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('interview_materials_by_proposal').on(t.editionId, t.stageId, t.proposalId, t.at),
    check('interview_materials_either', sql`(${t.objectKey} is null) <> (${t.address} is null)`),
  ],
)
