import { desc, eq, isNull, lt, and, like, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { attachments, attachmentTexts } from './schema.ts'

/** The first result counts: a message that arrives twice writes nothing. */
export const insertAttachmentText = (db: Db, text: typeof attachmentTexts.$inferInsert) =>
  db.insert(attachmentTexts).values(text).onConflictDoNothing()

/** The file whose text is wanted; nothing when it is read already. */
export const selectUnread = (db: Db, attachmentId: string) =>
  db
    .select({ id: attachments.id, objectKey: attachments.objectKey, fileName: attachments.fileName })
    .from(attachments)
    .leftJoin(attachmentTexts, eq(attachmentTexts.attachmentId, attachments.id))
    .where(and(eq(attachments.id, attachmentId), isNull(attachmentTexts.attachmentId)))

/** So many of the newest files are looked at by every sweep: far more than arrive in a minute. */
const looked = 500

/** PDFs among the newest files that no message has reached. The row id grows with every file. */
export const listUnreadIds = async (db: Db, before: Date, limit: number): Promise<string[]> => {
  const newest = db
    .select({ id: attachments.id, fileName: attachments.fileName, uploadedAt: attachments.uploadedAt })
    .from(attachments)
    .orderBy(desc(sql`rowid`))
    .limit(looked)
    .as('newest')
  const rows = await db
    .select({ id: newest.id })
    .from(newest)
    .leftJoin(attachmentTexts, eq(attachmentTexts.attachmentId, newest.id))
    .where(and(isNull(attachmentTexts.attachmentId), lt(newest.uploadedAt, before), like(newest.fileName, '%.pdf')))
    .limit(limit)
  return rows.map(({ id }) => id)
}
