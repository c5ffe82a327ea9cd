import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core'
import type { PlanReport } from '#domain/assignment.ts'
import { planKinds } from '#domain/assignment/plan-kind.ts'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

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
    by: person('by_id').notNull(),
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
    publishedBy: person('published_by'),
    discardedAt: instant('discarded_at'),
    discardedBy: person('discarded_by'),
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
    jurorId: person('juror_id').notNull(),
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
    jurorId: person('juror_id').notNull(),
    /** Ids of the edition's themes. */
    themeIds: text('theme_ids', { mode: 'json' }).$type<string[]>().notNull(),
    /** The most readings of one stage; null is no cap. */
    mostReadings: integer('most_readings'),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
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
    firstId: person('first_id').notNull(),
    secondId: person('second_id').notNull(),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    endedAt: instant('ended_at'),
    endedBy: person('ended_by'),
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
    jurorId: person('juror_id').notNull(),
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
    jurorId: person('juror_id').notNull(),
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

/** The juror's own mark on a reading: to be read later. Overwritten freely. */
export const readingMarks = sqliteTable('reading_marks', {
  assignmentId: text('assignment_id')
    .primaryKey()
    .references(() => assignments.id),
  /** Null once it is no longer put off. */
  laterAt: instant('later_at'),
})
