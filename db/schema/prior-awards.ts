import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { agencies } from './agencies.ts'
import { editions } from './editions.ts'
import { instant } from './instant.ts'
import { proposals } from './proposals.ts'

/** The registry of awards that limit who may compete again: the archive, and every decision of this portal. */
export const priorAwards = sqliteTable(
  'prior_awards',
  {
    id: text().primaryKey(),
    /** Which innovation it is, over the years; the archive's identity or the proposal's slug. */
    registryId: text('registry_id').notNull(),
    name: text().notNull(),
    agencyName: text('agency_name').notNull(),
    /** Null where the archive's agency is in no tree. */
    agencyId: text('agency_id').references(() => agencies.id),
    year: integer().notNull(),
    /** Level of the archive (`top99`, `top45`, `outstanding`, ...) or the award's id in the edition. */
    level: text().notNull(),
    /** Whether it is one of the competition's highest, which excludes from competing again. */
    isTop: integer('is_top', { mode: 'boolean' }).notNull(),
    source: text().notNull(),
    editionId: text('edition_id').references(() => editions.id),
    proposalId: text('proposal_id').references(() => proposals.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    index('prior_awards_by_registry').on(t.registryId, t.year),
    index('prior_awards_by_agency').on(t.agencyId, t.year),
    index('prior_awards_by_name').on(t.name),
  ],
)
