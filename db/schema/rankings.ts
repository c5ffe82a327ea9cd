import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RunConfig } from '#domain/stage-plan.ts'
import { assignmentPlans } from './assignments.ts'
import { stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/** One computation of a stage's calibrated ranking: asked for, worked off in steps, never altered. */
export const rankingRuns = sqliteTable(
  'ranking_runs',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    config: text({ mode: 'json' }).$type<RunConfig>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    requestedBy: person('requested_by').notNull(),
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
    jurorId: person('juror_id').notNull(),
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
    by: person('by_id').notNull(),
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
  by: person('by_id').notNull(),
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
  publishedBy: person('published_by').notNull(),
})
