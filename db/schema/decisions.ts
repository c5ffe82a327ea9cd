import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { editions, stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

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
    by: person('by_id').notNull(),
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
    by: person('by_id').notNull(),
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
    publishedBy: person('published_by'),
  },
  (t) => [index('publications_newest').on(t.publishedAt)],
)
