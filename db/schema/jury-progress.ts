import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/** Readings of a juror in a stage. */
export const readingCounts = sqliteTable(
  'reading_counts',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: person('juror_id').notNull(),
    assigned: integer().notNull(),
    handedIn: integer('handed_in').notNull(),
    /** Begun and not handed in. */
    drafts: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.jurorId] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Sheets that a juror handed in on a day of Jakarta. One that a round of consolidation revised counts on its first day alone. */
export const dailySheets = sqliteTable(
  'daily_sheets',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: person('juror_id').notNull(),
    /** `YYYY-MM-DD` in WIB */
    day: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.jurorId, t.day] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Live readers and counted sheets of a proposal in a stage. */
export const proposalReadings = sqliteTable(
  'proposal_readings',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    live: integer().notNull(),
    handedIn: integer('handed_in').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.proposalId] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('proposal_readings_by_live').on(t.editionId, t.stageId, t.live, t.proposalId),
  ],
)

/** How many proposals of a stage have so many live readers. */
export const readerCounts = sqliteTable(
  'reader_counts',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    live: integer().notNull(),
    proposals: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.live] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** A letter the secretariat sent to a juror who is behind. */
export const jurorReminders = sqliteTable(
  'juror_reminders',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: person('juror_id').notNull(),
    /** Sheets still open when it was sent. */
    left: integer().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.jurorId, t.at] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)
