import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { roleNames as knownRoles } from '#domain/access.ts'
import { agencies } from './agencies.ts'
import { editions } from './editions.ts'
import { instant } from './instant.ts'
import { roleNames } from './lookups.ts'
import { person } from './person.ts'
import { roles } from './roles.ts'

/** A colleague is asked by e-mail to take a role. The token is kept as its hash. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text().primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: knownRoles })
      .notNull()
      .references(() => roleNames.id),
    agencyId: text('agency_id').references(() => agencies.id),
    editionId: text('edition_id').references(() => editions.id),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('invitations_by_agency').on(t.agencyId, t.at), index('invitations_by_email').on(t.email)],
)

/** How an invitation ended: the first answer counts. */
export const invitationAnswers = sqliteTable('invitation_answers', {
  invitationId: text('invitation_id')
    .primaryKey()
    .references(() => invitations.id),
  outcome: text({ enum: ['accepted', 'declined', 'revoked'] }).notNull(),
  /** The role that came of it. */
  roleId: text('role_id').references(() => roles.id),
  at: instant('at').notNull(),
  by: person('by_id'),
})
