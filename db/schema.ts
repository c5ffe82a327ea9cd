/**
 * Every table of the portal. Instants are UTC milliseconds. Facts are rows with who and when; rows are not deleted.
 * `STRICT` is added to the generated SQL by hand (drizzle-kit cannot write it); triggers live in custom migrations.
 */
import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  sqliteView,
  text,
  unique,
  uniqueIndex,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core'
import { roleNames as knownRoles } from '#domain/access.ts'
import { clusterIds, stageKinds as knownStageKinds, type Rules } from '#domain/edition.ts'
import { proposalStates as knownStates } from '#domain/proposal.ts'
import type { RunConfig } from '#domain/stage-plan.ts'
import type { SubmittedProposal } from '#domain/submission.ts'

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })

/* ---- sign-in: the shapes are better-auth's ---- */

/** A named person. Personal data is minimal: name, office e-mail, post. */
export const users = sqliteTable('users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text(),
  /** Whether a second factor (TOTP) was set up and confirmed. */
  twoFactorEnabled: integer('two_factor_enabled', { mode: 'boolean' }).notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** The second factor of a person: secret and recovery codes, encrypted. */
export const twoFactors = sqliteTable(
  'two_factors',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    secret: text().notNull(),
    backupCodes: text('backup_codes').notNull(),
    verified: integer({ mode: 'boolean' }).notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: instant('locked_until'),
  },
  (t) => [index('two_factors_by_user').on(t.userId)],
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('sessions_by_user').on(t.userId)],
)

export const accounts = sqliteTable(
  'accounts',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text(),
    password: text(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('accounts_by_user').on(t.userId)],
)

/** One-time codes, hashed. */
export const verifications = sqliteTable(
  'verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('verifications_by_identifier').on(t.identifier)],
)

export const rateLimits = sqliteTable('rate_limits', {
  id: text().primaryKey(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: integer('last_request').notNull(),
})

/* ---- closed sets that may grow are tables, not CHECKs ---- */

export const clusters = sqliteTable('clusters', { id: text().primaryKey(), name: text().notNull() })
export const roleNames = sqliteTable('role_names', { id: text().primaryKey(), name: text().notNull() })
export const stageKinds = sqliteTable('stage_kinds', { id: text().primaryKey(), name: text().notNull() })
export const screeningReasons = sqliteTable('screening_reasons', { code: text().primaryKey(), name: text().notNull() })
export const proposalStates = sqliteTable('proposal_states', { id: text().primaryKey(), name: text().notNull() })

/** The only moves of a proposal; a trigger refuses every other. */
export const proposalTransitions = sqliteTable(
  'proposal_transitions',
  {
    fromState: text('from_state')
      .notNull()
      .references(() => proposalStates.id),
    toState: text('to_state')
      .notNull()
      .references(() => proposalStates.id),
  },
  (t) => [primaryKey({ columns: [t.fromState, t.toState] })],
)

/* ---- people and agencies ---- */

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
    /** Name of the province, as the archive writes it; null for central agencies. */
    province: text(),
    /** Code of the region by the Ministry of Home Affairs, `35` or `35.78`; null for all that are no regional government. */
    regionCode: text('region_code'),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
  },
  (t) => [index('agencies_by_parent').on(t.parentId), index('agencies_by_name').on(t.name)],
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

/** What ties a person to an agency: a post, or a role held for it. Made by a migration of its own; conflicts are computed from it. */
export const ties = sqliteView('ties', {
  userId: text('user_id').notNull(),
  agencyId: text('agency_id').notNull(),
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

/* ---- the competition ---- */

/** One holding of a competition. `draftRules` is edited until it opens; opening writes version 1 and freezes it. */
export const editions = sqliteTable('editions', {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  isSimulation: integer('is_simulation', { mode: 'boolean' }).notNull(),
  draftRules: text('draft_rules', { mode: 'json' }).$type<Rules>().notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by')
    .notNull()
    .references(() => users.id),
})

/** Frozen rules. Version 1 is the opening; a later one is a change with its reason. */
export const editionVersions = sqliteTable(
  'edition_versions',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    version: integer().notNull(),
    rules: text({ mode: 'json' }).$type<Rules>().notNull(),
    reason: text().notNull(),
    frozenAt: instant('frozen_at').notNull(),
    frozenBy: text('frozen_by')
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.version] })],
)

/** Windows are half open: from `opensAt`, before `closesAt`. Stages follow one another by position. */
export const stages = sqliteTable(
  'stages',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    id: text().notNull(),
    position: integer().notNull(),
    kind: text({ enum: knownStageKinds })
      .notNull()
      .references(() => stageKinds.id),
    name: text().notNull(),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.id] }),
    unique('stages_one_per_position').on(t.editionId, t.position),
    check('stages_window', sql`${t.opensAt} < ${t.closesAt}`),
  ],
)

/* ---- proposals ---- */

/**
 * One innovation competing in one edition. `state` and `stateSince` are written by triggers from handovers, submissions and
 * screenings, never by hand: they are the index by which lists are read.
 */
export const proposals = sqliteTable(
  'proposals',
  {
    id: text().primaryKey(),
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    /** The agency whose admin forwards it and whose cap it counts against. */
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    /** The service unit that writes it. */
    unitId: text('unit_id')
      .notNull()
      .references(() => agencies.id),
    groupId: text('group_id').notNull(),
    title: text().notNull(),
    /** Day the innovation went into service, `YYYY-MM-DD`; null until the unit has said it. */
    startedOn: text('started_on'),
    /** Entry of the registry of prior awards that this innovation continues; null when the author says it has won nothing. */
    registryId: text('registry_id'),
    /** For a replication: the innovation that is replicated, as the author names it. */
    replicationOf: text('replication_of'),
    themeIds: text('theme_ids', { mode: 'json' })
      .$type<string[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Numbers of the Sustainable Development Goals, 1 to 17. */
    goals: text({ mode: 'json' })
      .$type<number[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Question id of the form -> the author's yes or no; decides which branches of the form are asked. */
    answers: text({ mode: 'json' })
      .$type<Record<string, boolean>>()
      .notNull()
      .default(sql`'{}'`),
    /** Counts saves of title, group, start and what stands above, so that two people saving at once are noticed. */
    version: integer().notNull().default(1),
    state: text({ enum: knownStates })
      .notNull()
      .default('draft')
      .references(() => proposalStates.id),
    stateSince: instant('state_since').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    index('proposals_by_state').on(t.editionId, t.state, t.stateSince, t.id),
    index('proposals_by_edition').on(t.editionId, t.stateSince, t.id),
    index('proposals_by_agency').on(t.agencyId, t.editionId, t.stateSince, t.id),
    index('proposals_by_agency_state').on(t.agencyId, t.editionId, t.state, t.stateSince, t.id),
    index('proposals_by_unit').on(t.unitId, t.editionId, t.stateSince, t.id),
  ],
)

/** How many proposals of an edition stand in each state; kept by triggers, so that a funnel costs seven rows. */
export const proposalCounts = sqliteTable(
  'proposal_counts',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    state: text({ enum: knownStates })
      .notNull()
      .references(() => proposalStates.id),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.state] })],
)

/** The same for each agency; kept by triggers. */
export const agencyProposalCounts = sqliteTable(
  'agency_proposal_counts',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    state: text({ enum: knownStates })
      .notNull()
      .references(() => proposalStates.id),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.agencyId, t.state] }),
    index('agency_proposal_counts_by_state')
      .on(t.editionId, t.state, t.count, t.agencyId)
      .where(sql`count > 0`),
  ],
)

/** How many proposals came into each state on each day of Jakarta; kept by triggers. */
export const dailyProposalMoves = sqliteTable(
  'daily_proposal_moves',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    /** `YYYY-MM-DD` in WIB */
    day: text().notNull(),
    state: text({ enum: knownStates })
      .notNull()
      .references(() => proposalStates.id),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.day, t.state] })],
)

/** Lower-case words of title, agency and reference number of a submitted proposal: the index of the secretariat's search. */
export const proposalWords = sqliteTable(
  'proposal_words',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    word: text().notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.word, t.proposalId] }),
    index('proposal_words_by_proposal').on(t.proposalId, t.word),
  ],
)

/** The text of one section as last saved. */
export const proposalSections = sqliteTable(
  'proposal_sections',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    sectionId: text('section_id').notNull(),
    text: text().notNull(),
    version: integer().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by')
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.sectionId] })],
)

/** Earlier texts of a section worth going back to; a trigger keeps them when a section is saved over. */
export const sectionRevisions = sqliteTable(
  'section_revisions',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    sectionId: text('section_id').notNull(),
    version: integer().notNull(),
    text: text().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by')
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.sectionId, t.version] })],
)

/** Who has which section open; overwritten by each sign of life, worthless a minute later. */
export const writingPresence = sqliteTable(
  'writing_presence',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    sectionId: text('section_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.userId] })],
)

/** A file on its way: its chunks are objects of their own until they are joined. */
export const uploads = sqliteTable(
  'uploads',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    ruleId: text('rule_id').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** As the sender computed it; what is joined must have it. */
    sha256: text().notNull(),
    chunkBytes: integer('chunk_bytes').notNull(),
    startedAt: instant('started_at').notNull(),
    startedBy: text('started_by')
      .notNull()
      .references(() => users.id),
    /** Set once, when it became an attachment or was given up. */
    endedAt: instant('ended_at'),
    attachmentId: text('attachment_id').references(() => attachments.id),
  },
  (t) => [
    index('uploads_by_proposal').on(t.proposalId, t.startedAt),
    check('uploads_not_empty', sql`${t.sizeBytes} > 0`),
  ],
)

export const uploadChunks = sqliteTable(
  'upload_chunks',
  {
    uploadId: text('upload_id')
      .notNull()
      .references(() => uploads.id),
    /** From 0. */
    number: integer().notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text().notNull(),
    objectKey: text('object_key').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.number] })],
)

/** What a queue job read out of a PDF. */
export const attachmentTexts = sqliteTable('attachment_texts', {
  attachmentId: text('attachment_id')
    .primaryKey()
    .references(() => attachments.id),
  status: text({ enum: ['read', 'no_text', 'failed'] }).notNull(),
  text: text().notNull().default(''),
  pages: integer(),
  at: instant('at').notNull(),
})

/** What titles and summaries are compared by: one row a proposal or archive record. */
export const similaritySketches = sqliteTable(
  'similarity_sketches',
  {
    /** Proposal id, or `archive:` and the registry id. */
    subjectId: text('subject_id').primaryKey(),
    /** Null for the archive. */
    proposalId: text('proposal_id').references(() => proposals.id),
    editionId: text('edition_id').references(() => editions.id),
    title: text().notNull(),
    agencyName: text('agency_name').notNull(),
    /** Title and summary as they were compared. */
    text: text().notNull(),
    /** MinHash values, 8 hex digits each. */
    signature: text().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('similarity_sketches_by_proposal').on(t.proposalId)],
)

/** Bands of the sketches: two texts that share one are worth comparing. */
export const similarityBands = sqliteTable(
  'similarity_bands',
  {
    band: integer().notNull(),
    hash: text().notNull(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => similaritySketches.subjectId),
  },
  (t) => [primaryKey({ columns: [t.band, t.hash, t.subjectId] }), index('similarity_bands_by_subject').on(t.subjectId)],
)

/** A file in R2. Removing one is saying so; the object stays. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    /** Which attachment of the edition's rules it is. */
    ruleId: text('rule_id').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text().notNull(),
    objectKey: text('object_key').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    uploadedBy: text('uploaded_by')
      .notNull()
      .references(() => users.id),
    removedAt: instant('removed_at'),
    removedBy: text('removed_by').references(() => users.id),
  },
  (t) => [index('attachments_by_proposal').on(t.proposalId), check('attachments_not_empty', sql`${t.sizeBytes} > 0`)],
)

/** Between unit and agency admin: `passed` up, `returned` down with a note, `recalled` by the unit. */
export const handovers = sqliteTable(
  'handovers',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    kind: text({ enum: ['passed', 'returned', 'recalled'] }).notNull(),
    note: text().notNull().default(''),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [index('handovers_by_proposal').on(t.proposalId, t.at)],
)

/** What a return says of one section. */
export const handoverNotes = sqliteTable(
  'handover_notes',
  {
    handoverId: text('handover_id')
      .notNull()
      .references(() => handovers.id),
    sectionId: text('section_id').notNull(),
    note: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.handoverId, t.sectionId] })],
)

/** A frozen revision: exactly what the agency forwarded, with its hash. Insert-only. */
export const submissions = sqliteTable(
  'submissions',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    revision: integer().notNull(),
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    groupId: text('group_id').notNull(),
    /** The place within the agency's cap of its group, from 1; `agency_places` says who holds it. */
    slot: integer().notNull(),
    referenceNumber: text('reference_number').notNull(),
    content: text({ mode: 'json' }).$type<SubmittedProposal>().notNull(),
    sha256: text().notNull(),
    submittedAt: instant('submitted_at').notNull(),
    submittedBy: text('submitted_by')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    unique('submissions_one_per_revision').on(t.proposalId, t.revision),
    uniqueIndex('submissions_one_reference')
      .on(t.referenceNumber)
      .where(sql`revision = 1`),
  ],
)

/** The agency took a submission back while registration was open. */
export const submissionWithdrawals = sqliteTable('submission_withdrawals', {
  submissionId: text('submission_id')
    .primaryKey()
    .references(() => submissions.id),
  note: text().notNull().default(''),
  at: instant('at').notNull(),
  by: text('by_id')
    .notNull()
    .references(() => users.id),
})

/** A submission that came after the closing and counts all the same, because our own service had failed. */
export const lateSubmissions = sqliteTable('late_submissions', {
  submissionId: text('submission_id')
    .primaryKey()
    .references(() => submissions.id),
  graceId: text('grace_id')
    .notNull()
    .references(() => graces.id),
  /** When the token was made with which the sender showed the intent. */
  intendedAt: instant('intended_at').notNull(),
  /** When what was submitted had last been saved. */
  savedAt: instant('saved_at').notNull(),
})

/** Who holds which place of an agency's cap; the unique key decides a race for the last one. Kept by triggers. */
export const agencyPlaces = sqliteTable(
  'agency_places',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    groupId: text('group_id').notNull(),
    slot: integer().notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    takenAt: instant('taken_at').notNull(),
    /** Set when the submission was taken back. */
    releasedAt: instant('released_at'),
  },
  (t) => [
    primaryKey({ columns: [t.proposalId, t.takenAt] }),
    uniqueIndex('agency_places_one_holder')
      .on(t.editionId, t.agencyId, t.groupId, t.slot)
      .where(sql`released_at is null`),
    uniqueIndex('agency_places_one_place')
      .on(t.proposalId)
      .where(sql`released_at is null`),
  ],
)

/** A failure of our own service near a closing, and the time it adds by rule. */
export const graces = sqliteTable(
  'graces',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    /** Closing of the stage as it was announced. */
    closesAt: instant('closes_at').notNull(),
    failedFrom: instant('failed_from').notNull(),
    /** Null while the failure lasts. */
    failedUntil: instant('failed_until'),
    endsAt: instant('ends_at').notNull(),
    /** Each minute that counts as failed; a null p95 is beyond what is counted, an away minute left no record at all. */
    evidence: text({ mode: 'json' })
      .$type<{ minute: string; requests: number; failures: number; p95Ms: number | null; isAway: boolean }[]>()
      .notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    unique('graces_once').on(t.editionId, t.stageId, t.closesAt),
  ],
)

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
    by: text('by_id')
      .notNull()
      .references(() => users.id),
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

/* ---- the jury ---- */

/** A juror may not see this proposal: declared by the juror or set by the secretariat. Conflicts of the agency tree are computed. */
export const conflicts = sqliteTable(
  'conflicts',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    source: text({ enum: ['declared', 'secretariat'] }).notNull(),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.jurorId, t.proposalId] })],
)

/** One run of the assignment with its seed, so that it can be repeated. */
export const assignmentPlans = sqliteTable('assignment_plans', {
  id: text().primaryKey(),
  editionId: text('edition_id')
    .notNull()
    .references(() => editions.id),
  stageId: text('stage_id').notNull(),
  seed: integer().notNull(),
  readersPerProposal: integer('readers_per_proposal').notNull(),
  at: instant('at').notNull(),
  by: text('by_id')
    .notNull()
    .references(() => users.id),
})

/** One juror asked to score one proposal in one stage. A trigger refuses jurors in conflict. */
export const assignments = sqliteTable(
  'assignments',
  {
    id: text().primaryKey(),
    planId: text('plan_id')
      .notNull()
      .references(() => assignmentPlans.id),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** The juror's own reading order, from 1. */
    position: integer().notNull(),
    assignedAt: instant('assigned_at').notNull(),
    /** Set when a conflict or a drop-out ends the reading before it is handed in. */
    endedAt: instant('ended_at'),
    endReason: text('end_reason'),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    unique('assignments_once').on(t.editionId, t.stageId, t.proposalId, t.jurorId),
    index('assignments_by_juror').on(t.jurorId, t.editionId, t.stageId, t.position),
  ],
)

/** What a juror has typed and not handed in; overwritten freely, with a version for two tabs. */
export const scoreSheetDrafts = sqliteTable('score_sheet_drafts', {
  assignmentId: text('assignment_id')
    .primaryKey()
    .references(() => assignments.id),
  /** criterion id -> points as typed, or absent. */
  points: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
  /** criterion id -> the juror's reason. */
  comments: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
  /** About the whole proposal. */
  comment: text().notNull(),
  version: integer().notNull(),
  savedAt: instant('saved_at').notNull(),
})

/** A handed-in sheet. Insert-only; the primary key refuses a second one, also at the same moment. */
export const scoreSheets = sqliteTable(
  'score_sheets',
  {
    assignmentId: text('assignment_id')
      .primaryKey()
      .references(() => assignments.id),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    /** 0..10_000: the weighted mean of whole points, in hundredths. */
    totalHundredths: integer('total_hundredths').notNull(),
    comment: text().notNull(),
    handedInAt: instant('handed_in_at').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('score_sheets_by_stage').on(t.editionId, t.stageId, t.proposalId, t.totalHundredths),
    check('score_sheets_total', sql`${t.totalHundredths} between 0 and 10000`),
  ],
)

export const scores = sqliteTable(
  'scores',
  {
    assignmentId: text('assignment_id')
      .notNull()
      .references(() => scoreSheets.assignmentId),
    criterionId: text('criterion_id').notNull(),
    points: integer().notNull(),
    comment: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.criterionId] }),
    check('scores_points', sql`${t.points} between 0 and 100`),
  ],
)

/* ---- plenary, decision, publication ---- */

/** A departure of the plenary from the list by score. The newest move of a proposal counts; `restored` takes the others back. */
export const plenaryMoves = sqliteTable(
  'plenary_moves',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    /** `in`: gets the award though the cut leaves it out; `out`: the other way; `restored`: as the scores say. */
    direction: text({ enum: ['in', 'out', 'restored'] }).notNull(),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('plenary_moves_by_stage').on(t.editionId, t.stageId, t.at),
  ],
)

/** The plenary's result under its decree. One a stage. */
export const decisions = sqliteTable(
  'decisions',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    decreeNumber: text('decree_number').notNull(),
    /** `YYYY-MM-DD` */
    decreeDate: text('decree_date').notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    check('decisions_decree', sql`length(trim(${t.decreeNumber})) > 0`),
  ],
)

/** Who received what by a decision, and how the place came about. */
export const places = sqliteTable(
  'places',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    awardId: text('award_id').notNull(),
    /** Within group and cluster, shared by ties. */
    rank: integer().notNull(),
    sumHundredths: integer('sum_hundredths').notNull(),
    sheetCount: integer('sheet_count').notNull(),
    /** The plenary's reason; null when the score alone decided. */
    plenaryReason: text('plenary_reason'),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.proposalId] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [decisions.editionId, decisions.stageId] }),
  ],
)

/** An immutable snapshot in R2 under its own hash. */
export const publications = sqliteTable(
  'publications',
  {
    /** SHA-256 of the bytes, hex. */
    hash: text().primaryKey(),
    kind: text({ enum: ['edition', 'results'] }).notNull(),
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    stageId: text('stage_id'),
    objectKey: text('object_key').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    publishedAt: instant('published_at').notNull(),
    /** Null when a stage boundary published it. */
    publishedBy: text('published_by').references(() => users.id),
  },
  (t) => [index('publications_newest').on(t.publishedAt)],
)

/* ---- ranking runs and what people decide about them ---- */

/** One computation of a stage's calibrated ranking: asked for, worked off in steps, never altered. */
export const rankingRuns = sqliteTable(
  'ranking_runs',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    config: text({ mode: 'json' }).$type<RunConfig>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    requestedBy: text('requested_by')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('ranking_runs_by_stage').on(t.editionId, t.stageId, t.requestedAt),
    index('ranking_runs_newest').on(t.requestedAt),
  ],
)

/** A step that is done, with what it left for the next ones. The first one to be stored counts. */
export const rankingRunSteps = sqliteTable(
  'ranking_run_steps',
  {
    runId: text('run_id')
      .notNull()
      .references(() => rankingRuns.id),
    /** From 0: the scores as they were read; then one for each part of the draws. */
    step: integer().notNull(),
    /** Steps of the whole run; the last one is the result. */
    ofSteps: integer('of_steps').notNull(),
    objectKey: text('object_key').notNull(),
    /** SHA-256 of the object's bytes. */
    sha256: text().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.step] })],
)

/** How a run ended; also a refusal is a result. */
export const rankingResults = sqliteTable('ranking_results', {
  runId: text('run_id')
    .primaryKey()
    .references(() => rankingRuns.id),
  status: text({ enum: ['RANKED', 'NOT_RANKABLE', 'BLOCKED', 'REFUSED'] }).notNull(),
  /** Code of the engine; null for RANKED. */
  reason: text(),
  /** SHA-256 of the manifest; null for REFUSED, as the three below. */
  manifestHash: text('manifest_hash'),
  bundleHash: text('bundle_hash'),
  objectKey: text('object_key'),
  bundleKey: text('bundle_key'),
  finishedAt: instant('finished_at').notNull(),
})

/** Something a person should look at. Raised once, by the first run that sees it. */
export const reviewItems = sqliteTable(
  'review_items',
  {
    /** Follows from stage, kind, juror and proposal. */
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    kind: text({ enum: ['UNUSUAL_SCORE', 'DISAGREEING_JUROR', 'CONFLICTED_SCORE'] }).notNull(),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** Null when all sheets of the juror are meant. */
    proposalId: text('proposal_id').references(() => proposals.id),
    /** Deletion residual of a score, z of a juror's agreement, 0 for a conflict. */
    strength: real().notNull(),
    raisedBy: text('raised_by')
      .notNull()
      .references(() => rankingRuns.id),
    raisedAt: instant('raised_at').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('review_items_by_stage').on(t.editionId, t.stageId, t.raisedAt),
  ],
)

/** What a person decided about an item. The newest counts. */
export const reviewDecisions = sqliteTable(
  'review_decisions',
  {
    itemId: text('item_id')
      .notNull()
      .references(() => reviewItems.id),
    sequence: integer().notNull(),
    verdict: text({ enum: ['excluded', 'kept'] }).notNull(),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.itemId, t.sequence] }),
    check('review_decisions_reason', sql`length(trim(${t.reason})) > 0`),
  ],
)

/** The proposals near the line of a run, handed to further jurors. Once a run. */
export const secondReadings = sqliteTable('second_readings', {
  runId: text('run_id')
    .primaryKey()
    .references(() => rankingRuns.id),
  planId: text('plan_id')
    .notNull()
    .references(() => assignmentPlans.id),
  reason: text().notNull(),
  /** Until when the stage was opened again. */
  closesAt: instant('closes_at').notNull(),
  at: instant('at').notNull(),
  by: text('by_id')
    .notNull()
    .references(() => users.id),
})

/** What a visitor recomputes a published ranking from; an immutable object in R2. */
export const bundles = sqliteTable('bundles', {
  /** Hash of the bundle without itself, as its verification computes it. */
  hash: text().primaryKey(),
  runId: text('run_id')
    .notNull()
    .references(() => rankingRuns.id),
  objectKey: text('object_key').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  publishedAt: instant('published_at').notNull(),
  publishedBy: text('published_by')
    .notNull()
    .references(() => users.id),
})

/* ---- what readers report ---- */

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
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.correctionId, t.sequence] })],
)

/* ---- mail and trail ---- */

/** The outbox: written in the same batch as the fact it tells of; the queue delivers it. */
export const mails = sqliteTable(
  'mails',
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    /** Null for an address that belongs to no account. */
    toUserId: text('to_user_id').references(() => users.id),
    toAddress: text('to_address').notNull(),
    /** What must not be written twice, such as a reminder to one person for one date. */
    onceKey: text('once_key').unique(),
    subject: text().notNull(),
    body: text().notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    attempts: integer().notNull().default(0),
    lastError: text('last_error'),
  },
  (t) => [
    index('mails_by_user').on(t.toUserId, t.createdAt),
    index('mails_by_time').on(t.createdAt, t.id),
    index('mails_unsent')
      .on(t.createdAt)
      .where(sql`sent_at is null`),
    index('mails_failed')
      .on(t.createdAt, t.id)
      .where(sql`sent_at is null and last_error is not null`),
  ],
)

/** What the receiving side said of a letter after it was sent. */
export const mailEvents = sqliteTable(
  'mail_events',
  {
    id: text().primaryKey(),
    mailId: text('mail_id')
      .notNull()
      .references(() => mails.id),
    kind: text({ enum: ['delivered', 'bounced', 'complained'] }).notNull(),
    /** Where that mail went: the newest event of an address says whether it can be reached. */
    address: text().notNull().default(''),
    detail: text().notNull().default(''),
    at: instant('at').notNull(),
  },
  (t) => [
    index('mail_events_by_mail').on(t.mailId, t.at),
    index('mail_events_by_address').on(t.address, t.at),
    index('mail_events_by_kind').on(t.kind, t.at, t.id),
  ],
)

/** Reminders of a closing that were sent; once for each distance. */
export const reminders = sqliteTable(
  'reminders',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    hoursBefore: integer('hours_before').notNull(),
    /** The closing it reminded of: a later one is another reminder. */
    closesAt: instant('closes_at').notNull(),
    letters: integer().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.hoursBefore, t.closesAt] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Who did what, when. Written in the same batch as the change; never altered. */
export const auditEvents = sqliteTable(
  'audit_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: instant('at').notNull(),
    /** Null when the clock acted. */
    actorId: text('actor_id').references(() => users.id),
    action: text().notNull(),
    editionId: text('edition_id').references(() => editions.id),
    subjectId: text('subject_id').notNull(),
    detail: text({ mode: 'json' }).$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (t) => [
    index('audit_events_by_edition').on(t.editionId, t.id),
    index('audit_events_by_subject').on(t.subjectId, t.id),
  ],
)
