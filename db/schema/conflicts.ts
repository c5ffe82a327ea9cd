import { sql } from 'drizzle-orm'
import { check, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { conflictReasons } from '#domain/conflict.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/**
 * A juror may not see this proposal: declared by the juror or set by the secretariat. Counts until the secretariat ends it, once;
 * the same pair can be said anew after that. Conflicts of the agency tree are computed.
 */
export const conflicts = sqliteTable(
  'conflicts',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    jurorId: person('juror_id').notNull(),
    source: text({ enum: ['declared', 'secretariat'] }).notNull(),
    kind: text({ enum: conflictReasons }).notNull().default('other'),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    endedAt: instant('ended_at'),
    endedBy: person('ended_by'),
    endReason: text('end_reason'),
  },
  (t) => [
    uniqueIndex('conflicts_once')
      .on(t.jurorId, t.proposalId)
      .where(sql`ended_at is null`),
    index('conflicts_by_pair').on(t.jurorId, t.proposalId),
    check(
      'conflicts_end',
      sql`(${t.endedAt} is null) = (${t.endedBy} is null) and (${t.endedAt} is null) = (length(trim(coalesce(${t.endReason}, ''))) = 0)`,
    ),
  ],
)
