import { index, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core'
import { conflictSources, heldKinds, tieKinds } from '#domain/conflict.ts'
import { agencies } from './agencies.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'

/**
 * A tie of a juror to an agency that is neither a post nor a role: said by the juror, or by the secretariat. A former post counts
 * until `endsAt`. Insert-only; one that was wrong is ended by `jurorTieEnds`.
 */
export const jurorTies = sqliteTable(
  'juror_ties',
  {
    id: text().primaryKey(),
    userId: person('user_id').notNull(),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    kind: text({ enum: tieKinds }).notNull(),
    source: text({ enum: ['declared', 'secretariat'] }).notNull(),
    reason: text().notNull(),
    endsAt: instant('ends_at'),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [index('juror_ties_by_user').on(t.userId)],
)

/** From here on the tie counts no more. */
export const jurorTieEnds = sqliteTable('juror_tie_ends', {
  tieId: text('tie_id')
    .primaryKey()
    .references(() => jurorTies.id),
  reason: text().notNull(),
  at: instant('at').notNull(),
  by: person('by_id').notNull(),
})

/** What ties a person to an agency: a post, a role held for it, or a tie. Made by a migration; conflicts are computed from it. */
export const ties = sqliteView('ties', {
  id: text().notNull(),
  userId: text('user_id').notNull(),
  agencyId: text('agency_id').notNull(),
  kind: text({ enum: heldKinds }).notNull(),
  source: text({ enum: conflictSources }).notNull(),
  /** The post, the role's name, or what was said. */
  reason: text().notNull(),
  at: instant('at').notNull(),
  endsAt: instant('ends_at'),
}).existing()
