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
} from 'drizzle-orm/sqlite-core'
import type { PinnedPassage } from '#domain/pinned-passage.ts'
import type { RoundAnswer } from '#domain/score-sheet.ts'
import { assignments } from './assignments.ts'
import { stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/**
 * What a juror has typed and not handed in; overwritten freely, with a version for two tabs. While a round of consolidation is open it
 * is what the juror would answer in it: the sheet that was handed in stays as it is beside it.
 */
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
  /** Null outside of a round. */
  roundAnswer: text('round_answer', { mode: 'json' }).$type<RoundAnswer>(),
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
    roundAnswer: text('round_answer', { mode: 'json' }).$type<RoundAnswer>(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.version] })],
)

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
    by: person('by_id').notNull(),
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
    closedBy: person('closed_by'),
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
    jurorId: person('juror_id').notNull(),
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
