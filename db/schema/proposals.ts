import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { proposalStates as knownStates } from '#domain/proposal.ts'
import { agencies } from './agencies.ts'
import { editions } from './editions.ts'
import { instant } from './instant.ts'
import { proposalStates } from './lookups.ts'
import { person } from './person.ts'

/**
 * One innovation competing in one edition. `state` and `stateSince` are written by triggers from handovers, submissions and
 * screenings, never by hand: they are the index by which lists are read.
 */
export const proposals = sqliteTable(
  'proposals',
  {
    id: text().primaryKey(),
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    /** The agency whose admin forwards it and whose cap it counts against. */
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    /** The service unit that writes it. */
    unitId: text('unit_id')
      .notNull()
      .references(() => agencies.id),
    groupId: text('group_id').notNull(),
    title: text().notNull(),
    /** Day the innovation went into service, `YYYY-MM-DD`; null until the unit has said it. */
    startedOn: text('started_on'),
    /** Entry of the registry of prior awards that this innovation continues; null when the author says it has won nothing. */
    registryId: text('registry_id'),
    /** For a replication: the innovation that is replicated, as the author names it. */
    replicationOf: text('replication_of'),
    themeIds: text('theme_ids', { mode: 'json' })
      .$type<string[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Numbers of the Sustainable Development Goals, 1 to 17. */
    goals: text({ mode: 'json' })
      .$type<number[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Question id of the form -> the author's yes or no; decides which branches of the form are asked. */
    answers: text({ mode: 'json' })
      .$type<Record<string, boolean>>()
      .notNull()
      .default(sql`'{}'`),
    /** Counts saves of title, group, start and what stands above, so that two people saving at once are noticed. */
    version: integer().notNull().default(1),
    state: text({ enum: knownStates })
      .notNull()
      .default('draft')
      .references(() => proposalStates.id),
    stateSince: instant('state_since').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: person('created_by').notNull(),
  },
  (t) => [
    index('proposals_by_state').on(t.editionId, t.state, t.stateSince, t.id),
    index('proposals_by_edition').on(t.editionId, t.stateSince, t.id),
    index('proposals_by_agency').on(t.agencyId, t.editionId, t.stateSince, t.id),
    index('proposals_by_agency_state').on(t.agencyId, t.editionId, t.state, t.stateSince, t.id),
    index('proposals_by_unit').on(t.unitId, t.editionId, t.stateSince, t.id),
  ],
)

/** How many proposals of an edition stand in each state; kept by triggers, so that a funnel costs seven rows. */
export const proposalCounts = sqliteTable(
  'proposal_counts',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    state: text({ enum: knownStates })
      .notNull()
      .references(() => proposalStates.id),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.state] })],
)

/** The same for each agency; kept by triggers. */
export const agencyProposalCounts = sqliteTable(
  'agency_proposal_counts',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    agencyId: text('agency_id')
      .notNull()
      .references(() => agencies.id),
    state: text({ enum: knownStates })
      .notNull()
      .references(() => proposalStates.id),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.agencyId, t.state] }),
    index('agency_proposal_counts_by_state')
      .on(t.editionId, t.state, t.count, t.agencyId)
      .where(sql`count > 0`),
  ],
)

/** How many proposals came into each state on each day of Jakarta; kept by triggers. */
export const dailyProposalMoves = sqliteTable(
  'daily_proposal_moves',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    /** `YYYY-MM-DD` in WIB */
    day: text().notNull(),
    state: text({ enum: knownStates })
      .notNull()
      .references(() => proposalStates.id),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.day, t.state] })],
)

/** Lower-case words of title, agency and reference number of a submitted proposal: the index of the secretariat's search. */
export const proposalWords = sqliteTable(
  'proposal_words',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    word: text().notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.word, t.proposalId] }),
    index('proposal_words_by_proposal').on(t.proposalId, t.word),
  ],
)

/** The text of one section as last saved. */
export const proposalSections = sqliteTable(
  'proposal_sections',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    sectionId: text('section_id').notNull(),
    text: text().notNull(),
    version: integer().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: person('saved_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.sectionId] })],
)

/** Earlier texts of a section worth going back to; a trigger keeps them when a section is saved over. */
export const sectionRevisions = sqliteTable(
  'section_revisions',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    sectionId: text('section_id').notNull(),
    version: integer().notNull(),
    text: text().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: person('saved_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.sectionId, t.version] })],
)

/** Who has which section open; overwritten by each sign of life, worthless a minute later. */
export const writingPresence = sqliteTable(
  'writing_presence',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    userId: person('user_id').notNull(),
    sectionId: text('section_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.userId] })],
)
