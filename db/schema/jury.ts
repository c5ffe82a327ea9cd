import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { proposals } from './proposals.ts'
import { users } from './sign-in.ts'

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
