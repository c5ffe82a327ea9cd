import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from './client.ts'
import { attachments } from './schema.ts'

/** The files a proposal has now. */
export const selectAttachments = (db: Db, proposalId: string) =>
  db
    .select()
    .from(attachments)
    .where(and(eq(attachments.proposalId, proposalId), isNull(attachments.removedAt)))
    .orderBy(attachments.uploadedAt)

export const selectAttachment = (db: Db, proposalId: string, id: string) =>
  db
    .select()
    .from(attachments)
    .where(and(eq(attachments.id, id), eq(attachments.proposalId, proposalId), isNull(attachments.removedAt)))

export const insertAttachment = (db: Db, attachment: typeof attachments.$inferInsert) =>
  db.insert(attachments).values(attachment)

export const removeAttachment = (db: Db, id: string, removedAt: Date, removedBy: string) =>
  db
    .update(attachments)
    .set({ removedAt, removedBy })
    .where(and(eq(attachments.id, id), isNull(attachments.removedAt)))

/** A rule holds one file: a newer one takes the place of the one before, whose row and bytes stay. */
export const removeAttachmentsOfRule = (
  db: Db,
  { proposalId, ruleId }: { proposalId: string; ruleId: string },
  removedAt: Date,
  removedBy: string,
) =>
  db
    .update(attachments)
    .set({ removedAt, removedBy })
    .where(and(eq(attachments.proposalId, proposalId), eq(attachments.ruleId, ruleId), isNull(attachments.removedAt)))
