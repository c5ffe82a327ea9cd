import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { agencies } from './agencies.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'

/** An agency asks for its admin account with a letter; the person is not known to the portal yet. */
export const accountRequests = sqliteTable(
  'account_requests',
  {
    id: text().primaryKey(),
    /** Unguessable; whoever holds it may read how the request stands. */
    reference: text().notNull().unique(),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    name: text().notNull(),
    email: text().notNull(),
    post: text().notNull(),
    letterName: text('letter_name').notNull(),
    letterKey: text('letter_key').notNull(),
    letterSizeBytes: integer('letter_size_bytes').notNull(),
    letterSha256: text('letter_sha256').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('account_requests_by_time').on(t.at)],
)

export const accountRequestDecisions = sqliteTable('account_request_decisions', {
  requestId: text('request_id')
    .primaryKey()
    .references(() => accountRequests.id),
  outcome: text({ enum: ['granted', 'refused'] }).notNull(),
  reason: text().notNull().default(''),
  at: instant('at').notNull(),
  by: person('by_id').notNull(),
})
