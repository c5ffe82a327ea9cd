import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { VisitFindings } from '#domain/field-visit.ts'
import { stages } from './editions.ts'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/** A visit to where the innovation runs. */
export const fieldVisits = sqliteTable(
  'field_visits',
  {
    id: text().primaryKey(),
    editionId: text('edition_id').notNull(),
    stageId: text('stage_id').notNull(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    /** `YYYY-MM-DD` */
    visitsOn: text('visits_on').notNull(),
    place: text().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledBy: person('cancelled_by'),
    cancelReason: text('cancel_reason'),
  },
  (t) => [
    foreignKey({ columns: [t.editionId, t.stageId], foreignColumns: [stages.editionId, stages.id] }),
    uniqueIndex('field_visits_once')
      .on(t.editionId, t.stageId, t.proposalId)
      .where(sql`cancelled_at is null`),
    index('field_visits_by_day').on(t.editionId, t.stageId, t.visitsOn, t.id),
  ],
)

/** A visit that was put on another day, into another place or to other visitors. Insert-only. */
export const visitMoves = sqliteTable(
  'visit_moves',
  {
    visitId: text('visit_id')
      .notNull()
      .references(() => fieldVisits.id),
    sequence: integer().notNull(),
    /** `YYYY-MM-DD` */
    visitsOn: text('visits_on').notNull(),
    place: text().notNull(),
    formerVisitsOn: text('former_visits_on').notNull(),
    formerPlace: text('former_place').notNull(),
    joinedIds: text('joined_ids', { mode: 'json' }).$type<string[]>().notNull(),
    leftIds: text('left_ids', { mode: 'json' }).$type<string[]>().notNull(),
    reason: text().notNull(),
    at: instant('at').notNull(),
    by: person('by_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.sequence] })],
)

/** Who goes. A trigger refuses jurors in conflict. */
export const fieldVisitors = sqliteTable(
  'field_visitors',
  {
    visitId: text('visit_id')
      .notNull()
      .references(() => fieldVisits.id),
    jurorId: person('juror_id').notNull(),
    at: instant('at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.jurorId] }), index('field_visitors_by_juror').on(t.jurorId)],
)

/** What a visitor has written and not handed in; overwritten freely, with a version for two tabs. */
export const visitSheetDrafts = sqliteTable(
  'visit_sheet_drafts',
  {
    visitId: text('visit_id').notNull(),
    jurorId: text('juror_id').notNull(),
    findings: text({ mode: 'json' }).$type<VisitFindings>().notNull(),
    comment: text().notNull(),
    version: integer().notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.visitId, t.jurorId] }),
    foreignKey({ columns: [t.visitId, t.jurorId], foreignColumns: [fieldVisitors.visitId, fieldVisitors.jurorId] }),
  ],
)

/** A visitor's sheet as it was handed in. Insert-only. */
export const visitSheets = sqliteTable(
  'visit_sheets',
  {
    visitId: text('visit_id').notNull(),
    jurorId: text('juror_id').notNull(),
    findings: text({ mode: 'json' }).$type<VisitFindings>().notNull(),
    comment: text().notNull(),
    /** Of the sheet as it was handed in, hex. */
    sha256: text().notNull(),
    handedInAt: instant('handed_in_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.visitId, t.jurorId] }),
    foreignKey({ columns: [t.visitId, t.jurorId], foreignColumns: [fieldVisitors.visitId, fieldVisitors.jurorId] }),
  ],
)

/** A photograph of a visit; an object in R2. */
export const visitPhotos = sqliteTable(
  'visit_photos',
  {
    id: text().primaryKey(),
    visitId: text('visit_id').notNull(),
    jurorId: text('juror_id').notNull(),
    objectKey: text('object_key').notNull(),
    sha256: text().notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    mediaType: text('media_type').notNull(),
    caption: text().notNull(),
    at: instant('at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    foreignKey({ columns: [t.visitId, t.jurorId], foreignColumns: [fieldVisitors.visitId, fieldVisitors.jurorId] }),
    index('visit_photos_by_visit').on(t.visitId, t.jurorId, t.at),
  ],
)
