import { and, desc, eq, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm'
import type { ProposalState } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { attachments, attachmentTexts, users } from './schema.ts'

const columns = {
  id: attachments.id,
  proposalId: attachments.proposalId,
  ruleId: attachments.ruleId,
  fileName: attachments.fileName,
  sizeBytes: attachments.sizeBytes,
  sha256: attachments.sha256,
  objectKey: attachments.objectKey,
  uploadedAt: attachments.uploadedAt,
}

/** The files a proposal has now, and what was read out of them; null while nobody has looked. */
export const selectAttachments = (db: Db, proposalId: string) =>
  db
    .select({ ...columns, textStatus: attachmentTexts.status, pages: attachmentTexts.pages })
    .from(attachments)
    .leftJoin(attachmentTexts, eq(attachmentTexts.attachmentId, attachments.id))
    .where(and(eq(attachments.proposalId, proposalId), isNull(attachments.removedAt)))
    .orderBy(attachments.uploadedAt, attachments.id)

/** One file of the proposal, also one that was removed: its bytes stay. */
export const selectAttachment = (db: Db, proposalId: string, id: string) =>
  db
    .select({ ...columns, removedAt: attachments.removedAt })
    .from(attachments)
    .where(and(eq(attachments.id, id), eq(attachments.proposalId, proposalId)))

const mostRemoved = 100

/** Files that were removed or replaced, the last first. */
export const listRemovedAttachments = (db: Db, proposalId: string) =>
  db
    .select({ ...columns, removedAt: attachments.removedAt, removedBy: users.name })
    .from(attachments)
    .innerJoin(users, eq(users.id, attachments.removedBy))
    .where(and(eq(attachments.proposalId, proposalId), isNotNull(attachments.removedAt)))
    .orderBy(desc(attachments.removedAt))
    .limit(mostRemoved)

type NewAttachment = Omit<typeof attachments.$inferInsert, 'removedAt' | 'removedBy'>

const stillIn = (proposalId: string, state: ProposalState) =>
  sql`(SELECT p.state FROM proposals p WHERE p.id = ${proposalId}) = ${state}`

type Place = {
  /** As it was when the writer was let in. */
  state: ProposalState
  maxFiles: number
  /** What else must hold. */
  provided?: SQL
}

/** Written only if the proposal has not moved and the rule has a place; `attachmentIsThere` tells the rest of the batch. */
export const insertAttachmentIf = (db: Db, file: NewAttachment, { state, maxFiles, provided = sql`1` }: Place) =>
  db.insert(attachments).select(sql`
    SELECT ${file.id}, ${file.proposalId}, ${file.ruleId}, ${file.fileName}, ${file.sizeBytes}, ${file.sha256},
      ${file.objectKey}, ${file.uploadedAt.getTime()}, ${file.uploadedBy}, NULL, NULL
    WHERE ${provided} AND ${stillIn(file.proposalId, state)}
      AND (${maxFiles} = 1 OR (SELECT count(*) FROM attachments
        WHERE proposal_id = ${file.proposalId} AND rule_id = ${file.ruleId} AND removed_at IS NULL) < ${maxFiles})`)

export const attachmentIsThere = (id: string) => sql`EXISTS (SELECT 1 FROM attachments WHERE id = ${id})`

/** A rule for one file holds the newest; the row and the bytes of the one before stay. */
export const replaceOlder = (db: Db, { id, proposalId, ruleId, uploadedAt, uploadedBy }: NewAttachment) =>
  db
    .update(attachments)
    .set({ removedAt: uploadedAt, removedBy: uploadedBy })
    .where(
      and(
        eq(attachments.proposalId, proposalId),
        eq(attachments.ruleId, ruleId),
        isNull(attachments.removedAt),
        ne(attachments.id, id),
        attachmentIsThere(id),
      ),
    )

/** Whether it is there and may go now: what the audit event and the removal of one batch both ask. */
export const isRemovable = (proposalId: string, id: string, state: ProposalState) =>
  sql`EXISTS (SELECT 1 FROM attachments WHERE id = ${id} AND removed_at IS NULL) AND ${stillIn(proposalId, state)}`

export const removeAttachment = (
  db: Db,
  { proposalId, id, state }: { proposalId: string; id: string; state: ProposalState },
  removedAt: Date,
  removedBy: string,
) =>
  db
    .update(attachments)
    .set({ removedAt, removedBy })
    .where(and(eq(attachments.id, id), isNull(attachments.removedAt), stillIn(proposalId, state)))
    .returning({ id: attachments.id })
