import { foreignKey, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './instant.ts'
import { screeningReasons } from './lookups.ts'
import { person } from './person.ts'
import { submissions } from './submissions.ts'

/** The secretariat's verdict on one submission. Insert-only; a correction is the next in sequence, a repaired text a new submission. */
export const screenings = sqliteTable(
  'screenings',
  {
    submissionId: text('submission_id')
      .notNull()
      .references(() => submissions.id),
    sequence: integer().notNull(),
    outcome: text({ enum: ['eligible', 'needs_repair', 'ineligible'] }).notNull(),
    note: text().notNull().default(''),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.sequence] })],
)

export const screeningFindings = sqliteTable(
  'screening_findings',
  {
    submissionId: text('submission_id').notNull(),
    sequence: integer().notNull(),
    reasonCode: text('reason_code')
      .notNull()
      .references(() => screeningReasons.code),
  },
  (t) => [
    primaryKey({ columns: [t.submissionId, t.sequence, t.reasonCode] }),
    foreignKey({
      columns: [t.submissionId, t.sequence],
      foreignColumns: [screenings.submissionId, screenings.sequence],
    }),
  ],
)
