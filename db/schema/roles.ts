import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { roleNames as knownRoles } from '#domain/access.ts'
import { agencies } from './agencies.ts'
import { editions } from './editions.ts'
import { instant } from './instant.ts'
import { roleNames } from './lookups.ts'
import { person } from './person.ts'

/** Who may act as what, where and how long. No agency or edition: in all of them. */
export const roles = sqliteTable(
  'roles',
  {
    id: text().primaryKey(),
    userId: person('user_id').notNull(),
    role: text({ enum: knownRoles })
      .notNull()
      .references(() => roleNames.id),
    agencyId: text('agency_id').references(() => agencies.id),
    editionId: text('edition_id').references(() => editions.id),
    beginsAt: instant('begins_at').notNull(),
    endsAt: instant('ends_at'),
    grantedBy: person('granted_by'),
    /** Who set the end, and why; null while it runs out by itself. */
    endedBy: person('ended_by'),
    endReason: text('end_reason'),
  },
  (t) => [
    index('roles_by_user').on(t.userId),
    index('roles_by_role').on(t.role, t.editionId),
    index('roles_by_agency').on(t.agencyId, t.role),
  ],
)

/** An admin hands the own role over, now or on a date: one role ends where the other begins. */
export const roleHandovers = sqliteTable(
  'role_handovers',
  {
    id: text().primaryKey(),
    roleId: text('role_id')
      .notNull()
      .references(() => roles.id),
    successorId: person('successor_id').notNull(),
    /** What began; null where the successor was an admin already. */
    successorRoleId: text('successor_role_id').references(() => roles.id),
    startsAt: instant('starts_at').notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [index('role_handovers_by_role').on(t.roleId, t.startsAt)],
)

/** A handing over that was called off before it began. */
export const roleHandoverWithdrawals = sqliteTable('role_handover_withdrawals', {
  handoverId: text('handover_id')
    .primaryKey()
    .references(() => roleHandovers.id),
  reason: text().notNull(),
  at: instant('at').notNull(),
  by: person('by_id').notNull(),
})
