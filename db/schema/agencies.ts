import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  sqliteView,
  text,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core'
import { roleNames as knownRoles } from '#domain/access.ts'
import { conflictSources, heldKinds, tieKinds } from '#domain/conflict.ts'
import { clusterIds } from '#domain/edition.ts'
import { editions } from './editions.ts'
import { instant } from './instant.ts'
import { clusters, roleNames } from './lookups.ts'
import { proposals } from './proposals.ts'
import { users } from './sign-in.ts'

/** The agency tree: governments, ministries and enterprises at the top, their service units below. */
export const agencies = sqliteTable(
  'agencies',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    clusterId: text('cluster_id', { enum: clusterIds })
      .notNull()
      .references(() => clusters.id),
    parentId: text('parent_id').references((): AnySQLiteColumn => agencies.id),
    /** The regional government it belongs to (itself, when it is one); null for central agencies. */
    regionalGovernmentId: text('regional_government_id').references((): AnySQLiteColumn => agencies.id),
    /** The head of the group of enterprises it belongs to (itself, when it is the head); null outside of any. */
    enterpriseGroupId: text('enterprise_group_id').references((): AnySQLiteColumn => agencies.id),
    /** Name of the province, as the archive writes it; null for central agencies. */
    province: text(),
    /** Code of the region by the Ministry of Home Affairs, `35` or `35.78`; null for all that are no regional government. */
    regionCode: text('region_code'),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
  },
  (t) => [
    index('agencies_by_parent').on(t.parentId),
    index('agencies_by_regional_government').on(t.regionalGovernmentId),
    index('agencies_by_enterprise_group').on(t.enterpriseGroupId),
    index('agencies_by_name').on(t.name),
  ],
)

/** The words of an agency's name, written by triggers: any of them finds it. */
export const agencyWords = sqliteTable(
  'agency_words',
  {
    /** Whether another agency is above it; those at the top are found first. */
    isUnit: integer('is_unit', { mode: 'boolean' }).notNull(),
    word: text().notNull(),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
  },
  (t) => [primaryKey({ columns: [t.isUnit, t.word, t.agencyId] }), index('agency_words_by_agency').on(t.agencyId)],
)

/** Where a person works or worked; the source of conflicts of interest. A former post counts until its end. */
export const affiliations = sqliteTable(
  'affiliations',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    post: text().notNull(),
    beginsAt: instant('begins_at').notNull(),
    endsAt: instant('ends_at'),
  },
  (t) => [index('affiliations_by_user').on(t.userId)],
)

/** Who may act as what, where and how long. No agency or edition: in all of them. */
export const roles = sqliteTable(
  'roles',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    role: text({ enum: knownRoles })
      .notNull()
      .references(() => roleNames.id),
    agencyId: text('agency_id').references(() => agencies.id),
    editionId: text('edition_id').references(() => editions.id),
    beginsAt: instant('begins_at').notNull(),
    endsAt: instant('ends_at'),
    grantedBy: text('granted_by').references(() => users.id),
    /** Who set the end, and why; null while it runs out by itself. */
    endedBy: text('ended_by').references(() => users.id),
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
    successorId: text('successor_id')
      .notNull()
      .references(() => users.id),
    /** What began; null where the successor was an admin already. */
    successorRoleId: text('successor_role_id').references(() => roles.id),
    startsAt: instant('starts_at').notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
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
  by: text('by_id')
    .notNull()
    .references(() => users.id),
})

/**
 * A tie of a juror to an agency that is neither a post nor a role: said by the juror, or by the secretariat. A former post counts
 * until `endsAt`. Insert-only; one that was wrong is ended by `jurorTieEnds`.
 */
export const jurorTies = sqliteTable(
  'juror_ties',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    kind: text({ enum: tieKinds }).notNull(),
    source: text({ enum: ['declared', 'secretariat'] }).notNull(),
    reason: text().notNull(),
    endsAt: instant('ends_at'),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
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
  by: text('by_id')
    .notNull()
    .references(() => users.id),
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
  by: text('by_id')
    .notNull()
    .references(() => users.id),
})

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
    by: text('by_id')
      .notNull()
      .references(() => users.id),
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
  by: text('by_id').references(() => users.id),
})

/** The registry of awards that limit who may compete again: the archive, and every decision of this portal. */
export const priorAwards = sqliteTable(
  'prior_awards',
  {
    id: text().primaryKey(),
    /** Which innovation it is, over the years; the archive's identity or the proposal's slug. */
    registryId: text('registry_id').notNull(),
    name: text().notNull(),
    agencyName: text('agency_name').notNull(),
    /** Null where the archive's agency is in no tree. */
    agencyId: text('agency_id').references(() => agencies.id),
    year: integer().notNull(),
    /** Level of the archive (`top99`, `top45`, `outstanding`, ...) or the award's id in the edition. */
    level: text().notNull(),
    /** Whether it is one of the competition's highest, which excludes from competing again. */
    isTop: integer('is_top', { mode: 'boolean' }).notNull(),
    source: text().notNull(),
    editionId: text('edition_id').references(() => editions.id),
    proposalId: text('proposal_id').references(() => proposals.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    index('prior_awards_by_registry').on(t.registryId, t.year),
    index('prior_awards_by_agency').on(t.agencyId, t.year),
    index('prior_awards_by_name').on(t.name),
  ],
)
