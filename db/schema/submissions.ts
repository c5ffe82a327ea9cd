import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { SubmittedProposal } from '#domain/submission.ts'
import { agencies } from './agencies.ts'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

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
    by: person('by_id').notNull(),
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
    submittedBy: person('submitted_by').notNull(),
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
  by: person('by_id').notNull(),
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
