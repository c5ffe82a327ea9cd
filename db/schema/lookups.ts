import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const clusters = sqliteTable('clusters', { id: text().primaryKey(), name: text().notNull() })
export const roleNames = sqliteTable('role_names', { id: text().primaryKey(), name: text().notNull() })
export const stageKinds = sqliteTable('stage_kinds', { id: text().primaryKey(), name: text().notNull() })
export const screeningReasons = sqliteTable('screening_reasons', { code: text().primaryKey(), name: text().notNull() })
export const proposalStates = sqliteTable('proposal_states', { id: text().primaryKey(), name: text().notNull() })

/** The only moves of a proposal; a trigger refuses every other. */
export const proposalTransitions = sqliteTable(
  'proposal_transitions',
  {
    fromState: text('from_state')
      .notNull()
      .references(() => proposalStates.id),
    toState: text('to_state')
      .notNull()
      .references(() => proposalStates.id),
  },
  (t) => [primaryKey({ columns: [t.fromState, t.toState] })],
)
