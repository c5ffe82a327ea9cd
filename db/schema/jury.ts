import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  sqliteView,
  text,
  uniqueIndex,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core'
import { planKinds } from '#domain/assignment/plan-kind.ts'
import type { PlanReport } from '#domain/assignment.ts'
import { conflictReasons } from '#domain/conflict.ts'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { proposals } from './proposals.ts'
import { users } from './sign-in.ts'

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
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    source: text({ enum: ['declared', 'secretariat'] }).notNull(),
    kind: text({ enum: conflictReasons }).notNull().default('other'),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by').references(() => users.id),
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

/**
 * One run of the assignment with its seed, so that it can be repeated. A plan can be looked at, compared and discarded until it
 * is published; then its readings are `assignments`.
 */
export const assignmentPlans = sqliteTable(
  'assignment_plans',
  {
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
    kind: text({ enum: planKinds }).notNull().default('first'),
    /** What else it was made from: caps, anchors, pairs apart, themes. */
    config: text({ mode: 'json' })
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'`),
    /** What the preview shows, as `reportPlan` computed it; null for plans that were published at once. */
    report: text({ mode: 'json' }).$type<PlanReport>(),
    /** Fingerprint of the readings, jurors and conflicts it was made from: published only while they are the same. */
    basis: text(),
    reason: text().notNull().default(''),
    publishedAt: instant('published_at'),
    publishedBy: text('published_by').references(() => users.id),
    discardedAt: instant('discarded_at'),
    discardedBy: text('discarded_by').references(() => users.id),
  },
  (t) => [index('assignment_plans_by_stage').on(t.editionId, t.stageId, t.at)],
)

/** What a plan that is not published yet would add and end; gone with its publication or its end. */
export const plannedReadings = sqliteTable(
  'planned_readings',
  {
    planId: text('plan_id')
      .notNull()
      .references(() => assignmentPlans.id),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** The juror's reading order; 0 for a reading that ends. */
    position: integer().notNull(),
    act: text({ enum: ['added', 'ended'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.planId, t.proposalId, t.jurorId] })],
)

/** What the assignment knows of a juror in one edition. */
export const jurorProfiles = sqliteTable(
  'juror_profiles',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** Ids of the edition's themes. */
    themeIds: text('theme_ids', { mode: 'json' }).$type<string[]>().notNull(),
    /** The most readings of one stage; null is no cap. */
    mostReadings: integer('most_readings'),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.jurorId] })],
)

/** Two jurors who never read the same proposal. */
export const jurorsApart = sqliteTable(
  'jurors_apart',
  {
    id: text().primaryKey(),
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    firstId: text('first_id')
      .notNull()
      .references(() => users.id),
    secondId: text('second_id')
      .notNull()
      .references(() => users.id),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by').references(() => users.id),
  },
  (t) => [
    uniqueIndex('jurors_apart_once')
      .on(t.editionId, t.firstId, t.secondId)
      .where(sql`ended_at is null`),
    check('jurors_apart_order', sql`${t.firstId} < ${t.secondId}`),
  ],
)

/** The integrity pact as a juror signed it. A changed text is signed anew. */
export const integrityPacts = sqliteTable(
  'integrity_pacts',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** SHA-256 of the text, hex. */
    sha256: text().notNull(),
    text: text().notNull(),
    signedAt: instant('signed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.jurorId, t.sha256] })],
)

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
    /** The reading that this one repeats blind, to show the juror the own consistency; its sheet never counts. */
    rereadsId: text('rereads_id').references((): AnySQLiteColumn => assignments.id),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    uniqueIndex('assignments_once')
      .on(t.editionId, t.stageId, t.proposalId, t.jurorId)
      .where(sql`ended_at is null and rereads_id is null`),
    uniqueIndex('assignments_reread_once')
      .on(t.rereadsId)
      .where(sql`rereads_id is not null`),
    index('assignments_by_proposal').on(t.editionId, t.stageId, t.proposalId),
    index('assignments_by_plan').on(t.planId),
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
  /** The juror's own notes: never handed in, read by nobody else. */
  notes: text().notNull().default(''),
  pins: text({ mode: 'json' })
    .$type<PinnedPassage[]>()
    .notNull()
    .default(sql`'[]'`),
})

/** Earlier drafts worth going back to; a trigger keeps them when a draft is saved over. */
export const scoreSheetRevisions = sqliteTable(
  'score_sheet_revisions',
  {
    assignmentId: text('assignment_id')
      .notNull()
      .references(() => assignments.id),
    version: integer().notNull(),
    points: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
    comments: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    comment: text().notNull(),
    notes: text().notNull(),
    pins: text({ mode: 'json' }).$type<PinnedPassage[]>().notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.version] })],
)

/** The juror's own mark on a reading: to be read later. Overwritten freely. */
export const readingMarks = sqliteTable('reading_marks', {
  assignmentId: text('assignment_id')
    .primaryKey()
    .references(() => assignments.id),
  /** Null once it is no longer put off. */
  laterAt: instant('later_at'),
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
    pins: text({ mode: 'json' })
      .$type<PinnedPassage[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Of the sheet as it was handed in, hex: what the receipt shows. Empty for sheets older than receipts. */
    sha256: text().notNull().default(''),
    /** A blind second sheet of the same juror; never counted. */
    isRereading: integer('is_rereading', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('score_sheets_of_proposal').on(
      t.editionId,
      t.stageId,
      t.proposalId,
      t.assignmentId,
      t.isRereading,
      t.totalHundredths,
    ),
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

/** A sheet that counts no more: withdrawn by the secretariat, or followed by another in a consolidation. Its reading ends with it. */
export const sheetWithdrawals = sqliteTable(
  'sheet_withdrawals',
  {
    assignmentId: text('assignment_id')
      .primaryKey()
      .references(() => scoreSheets.assignmentId),
    cause: text({ enum: ['secretariat', 'consolidation'] }).notNull(),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [check('sheet_withdrawals_reason', sql`length(trim(${t.reason})) > 0`)],
)

/** The sheets that count: neither withdrawn nor a blind second one. Made by a migration; rankings and counts read this. */
export const countedSheets = sqliteView('counted_sheets', {
  assignmentId: text('assignment_id').notNull(),
  editionId: text('edition_id').notNull(),
  stageId: text('stage_id').notNull(),
  proposalId: text('proposal_id').notNull(),
  totalHundredths: integer('total_hundredths').notNull(),
  comment: text().notNull(),
  handedInAt: instant('handed_in_at').notNull(),
}).existing()

/* Counts, kept by triggers, so that progress costs as many rows as it shows. Blind second readings are not in them. */

/** Readings of a juror in a stage. */
export const readingCounts = sqliteTable(
  'reading_counts',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    assigned: integer().notNull(),
    handedIn: integer('handed_in').notNull(),
    /** Begun and not handed in. */
    drafts: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.jurorId] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Sheets that a juror handed in on a day of Jakarta. One that a round of consolidation revised counts on its first day alone. */
export const dailySheets = sqliteTable(
  'daily_sheets',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** `YYYY-MM-DD` in WIB */
    day: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.jurorId, t.day] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Live readers and counted sheets of a proposal in a stage. */
export const proposalReadings = sqliteTable(
  'proposal_readings',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    live: integer().notNull(),
    handedIn: integer('handed_in').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.proposalId] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    index('proposal_readings_by_live').on(t.editionId, t.stageId, t.live, t.proposalId),
  ],
)

/** How many proposals of a stage have so many live readers. */
export const readerCounts = sqliteTable(
  'reader_counts',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    live: integer().notNull(),
    proposals: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.live] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** A letter the secretariat sent to a juror who is behind. */
export const jurorReminders = sqliteTable(
  'juror_reminders',
  {
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    /** Sheets still open when it was sent. */
    left: integer().notNull(),
    at: instant('at').notNull(),
    by: text('by_id')
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.stageId, t.jurorId, t.at] }),
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
  ],
)

/** Two totals of a proposal that differ by more than the edition allows: a third reader, then the jurors see each other's sheets. */
export const divergences = sqliteTable(
  'divergences',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    differenceHundredths: integer('difference_hundredths').notNull(),
    limitHundredths: integer('limit_hundredths').notNull(),
    foundAt: instant('found_at').notNull(),
    /** The third reading; null while no free juror was found. */
    thirdAssignmentId: text('third_assignment_id').references(() => assignments.id),
    /** When the jurors could see each other's sheets. */
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
    /** Null when it closed because all had answered. */
    closedBy: text('closed_by').references(() => users.id),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    uniqueIndex('divergences_once').on(t.editionId, t.stageId, t.proposalId),
  ],
)

/** What a juror said in a consolidation round: the own sheet stands, or another one follows it. */
export const consolidationAnswers = sqliteTable(
  'consolidation_answers',
  {
    divergenceId: text('divergence_id')
      .notNull()
      .references(() => divergences.id),
    jurorId: text('juror_id')
      .notNull()
      .references(() => users.id),
    answer: text({ enum: ['confirmed', 'revised'] }).notNull(),
    reason: text().notNull(),
    /** The sheet that was confirmed, or the new one. */
    assignmentId: text('assignment_id')
      .notNull()
      .references(() => scoreSheets.assignmentId),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.divergenceId, t.jurorId] }),
    check('consolidation_answers_reason', sql`length(trim(${t.reason})) > 0`),
  ],
)
