import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { stageKinds as knownStageKinds, type Rules } from '#domain/edition.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { stageKinds } from './lookups.ts'

/** One holding of a competition. `draftRules` is edited until it opens; opening writes version 1 and freezes it. */
export const editions = sqliteTable('editions', {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  isSimulation: integer('is_simulation', { mode: 'boolean' }).notNull(),
  draftRules: text('draft_rules', { mode: 'json' }).$type<Rules>().notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: person('created_by').notNull(),
})

/** Frozen rules. Version 1 is the opening; a later one is a change with its reason. */
export const editionVersions = sqliteTable(
  'edition_versions',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    version: integer().notNull(),
    rules: text({ mode: 'json' }).$type<Rules>().notNull(),
    reason: text().notNull(),
    frozenAt: instant('frozen_at').notNull(),
    frozenBy: person('frozen_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.version] })],
)

/** Windows are half open: from `opensAt`, before `closesAt`. Stages follow one another by position. */
export const stages = sqliteTable(
  'stages',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    id: text().notNull(),
    position: integer().notNull(),
    kind: text({ enum: knownStageKinds })
      .notNull()
      .references(() => stageKinds.id),
    name: text().notNull(),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.id] }),
    unique('stages_one_per_position').on(t.editionId, t.position),
    check('stages_window', sql`${t.opensAt} < ${t.closesAt}`),
  ],
)
