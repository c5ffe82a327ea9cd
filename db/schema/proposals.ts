import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { proposalStates as knownStates } from '#domain/proposal.ts'
import type { SubmittedProposal } from '#domain/submission.ts'
import { agencies } from './agencies.ts'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { proposalStates, screeningReasons } from './lookups.ts'
import { users } from './sign-in.ts'

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
    /** When `similarPairs` were written of this very text; null until then. */
    comparedAt: instant('compared_at'),
  },
  (t) => [
    index('similarity_sketches_by_proposal').on(t.proposalId),
    index('similarity_sketches_uncompared')
      .on(t.at)
      .where(sql`compared_at is null and proposal_id is not null`),
  ],
)

/** What a text has in common with others, as found when either was sketched last: what a list tells without comparing anew. */
export const similarPairs = sqliteTable(
  'similar_pairs',
  {
    subjectId: text('subject_id')
      .notNull()
      .references(() => similaritySketches.subjectId),
    otherId: text('other_id')
      .notNull()
      .references(() => similaritySketches.subjectId),
    /** Whole percent of the shorter text. */
    percent: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subjectId, t.otherId] }),
    index('similar_pairs_by_percent').on(t.subjectId, t.percent),
    index('similar_pairs_by_other').on(t.otherId),
  ],
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
