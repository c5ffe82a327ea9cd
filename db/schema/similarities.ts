import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { editions } from './editions.ts'
import { instant } from './instant.ts'
import { proposals } from './proposals.ts'

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
