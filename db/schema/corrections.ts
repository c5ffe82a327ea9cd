import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './instant.ts'
import { person } from './person.ts'

/** A reader says that a fact on an innovation page is wrong. */
export const corrections = sqliteTable(
  'corrections',
  {
    id: text().primaryKey(),
    /** Unguessable; whoever holds it may read the answer. */
    reference: text().notNull().unique(),
    /** Slug of the innovation page. */
    slug: text().notNull(),
    language: text({ enum: ['id', 'en'] }).notNull(),
    /** What is wrong. */
    statement: text().notNull(),
    /** What it should say. */
    proposed: text().notNull(),
    sourceUrl: text('source_url'),
    email: text(),
    /** Salted hash of the address it came from, to slow down floods. */
    senderHash: text('sender_hash').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('corrections_by_time').on(t.at), index('corrections_by_sender').on(t.senderHash, t.at)],
)

/** The secretariat's answer; the newest counts. */
export const correctionAnswers = sqliteTable(
  'correction_answers',
  {
    correctionId: text('correction_id')
      .notNull()
      .references(() => corrections.id),
    sequence: integer().notNull(),
    outcome: text({ enum: ['accepted', 'rejected', 'noted'] }).notNull(),
    text: text().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.correctionId, t.sequence] })],
)
