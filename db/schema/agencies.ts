import { index, integer, primaryKey, sqliteTable, text, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import { clusterIds } from '#domain/edition.ts'
import { instant } from './instant.ts'
import { clusters } from './lookups.ts'
import { person } from './person.ts'

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
    /** The head of the group of enterprises it belongs to (itself, when it is the head); null outside of any. */
    enterpriseGroupId: text('enterprise_group_id').references((): AnySQLiteColumn => agencies.id),
    /** Name of the province, as the archive writes it; null for central agencies. */
    province: text(),
    /** Code of the region by the Ministry of Home Affairs, `35` or `35.78`; null for all that are no regional government. */
    regionCode: text('region_code'),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
  },
  (t) => [
    index('agencies_by_parent').on(t.parentId),
    index('agencies_by_regional_government').on(t.regionalGovernmentId),
    index('agencies_by_enterprise_group').on(t.enterpriseGroupId),
    index('agencies_by_name').on(t.name),
  ],
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
    userId: person('user_id').notNull(),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    post: text().notNull(),
    beginsAt: instant('begins_at').notNull(),
    endsAt: instant('ends_at'),
  },
  (t) => [index('affiliations_by_user').on(t.userId)],
)
