import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './instant.ts'
import { person } from './person.ts'
import { proposals } from './proposals.ts'

/** A file on its way: its chunks are objects of their own until they are joined. */
export const uploads = sqliteTable(
  'uploads',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    ruleId: text('rule_id').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** As the sender computed it; what is joined must have it. */
    sha256: text().notNull(),
    chunkBytes: integer('chunk_bytes').notNull(),
    startedAt: instant('started_at').notNull(),
    startedBy: person('started_by').notNull(),
    /** Set once, when it became an attachment or was given up. */
    endedAt: instant('ended_at'),
    attachmentId: text('attachment_id').references(() => attachments.id),
  },
  (t) => [
    index('uploads_by_proposal').on(t.proposalId, t.startedAt),
    check('uploads_not_empty', sql`${t.sizeBytes} > 0`),
  ],
)

export const uploadChunks = sqliteTable(
  'upload_chunks',
  {
    uploadId: text('upload_id')
      .notNull()
      .references(() => uploads.id),
    /** From 0. */
    number: integer().notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text().notNull(),
    objectKey: text('object_key').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.number] })],
)

/** What a queue job read out of a PDF. */
export const attachmentTexts = sqliteTable('attachment_texts', {
  attachmentId: text('attachment_id')
    .primaryKey()
    .references(() => attachments.id),
  status: text({ enum: ['read', 'no_text', 'failed'] }).notNull(),
  text: text().notNull().default(''),
  pages: integer(),
  at: instant('at').notNull(),
})

/** A file in R2. Removing one is saying so; the object stays. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text().primaryKey(),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposals.id),
    /** Which attachment of the edition's rules it is. */
    ruleId: text('rule_id').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text().notNull(),
    objectKey: text('object_key').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    uploadedBy: person('uploaded_by').notNull(),
    removedAt: instant('removed_at'),
    removedBy: person('removed_by'),
  },
  (t) => [index('attachments_by_proposal').on(t.proposalId), check('attachments_not_empty', sql`${t.sizeBytes} > 0`)],
)
