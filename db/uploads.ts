import { and, asc, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { mostOpenUploads } from '#domain/upload.ts'
import { attachmentIsThere } from './attachments.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { registrations, rulesInForce, screeningStages, stageOf, standingColumns } from './proposals.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { attachments, editionVersions, proposals, uploadChunks, uploads, users } from './schema.ts'

export const insertUpload = (db: Db, upload: typeof uploads.$inferInsert) => db.insert(uploads).values(upload)

const unfinished = (proposalId: string) => and(eq(uploads.proposalId, proposalId), isNull(uploads.endedAt))

/** What is on its way to a proposal; how many of each have arrived is in `selectChunkNumbers`. */
export const selectOpenUploads = (db: Db, proposalId: string, startedAfter: Date) =>
  db
    .select({
      id: uploads.id,
      ruleId: uploads.ruleId,
      fileName: uploads.fileName,
      sizeBytes: uploads.sizeBytes,
      sha256: uploads.sha256,
      chunkBytes: uploads.chunkBytes,
      startedAt: uploads.startedAt,
      startedBy: uploads.startedBy,
      startedByName: users.name,
    })
    .from(uploads)
    .innerJoin(users, eq(users.id, uploads.startedBy))
    .where(and(unfinished(proposalId), gt(uploads.startedAt, startedAfter)))
    .orderBy(asc(uploads.startedAt))
    .limit(mostOpenUploads)

/** Numbers of the parts that are there, of all these uploads at once. */
export const selectChunkNumbers = (db: Db, uploadIds: readonly string[]) =>
  db
    .select({ uploadId: uploadChunks.uploadId, number: uploadChunks.number })
    .from(uploadChunks)
    .where(inArray(uploadChunks.uploadId, among(uploadIds)))
    .orderBy(asc(uploadChunks.uploadId), asc(uploadChunks.number))

/** Files the rule of a proposal holds now. */
export const countAttachments = (db: Db, proposalId: string, ruleId: string) =>
  db
    .select({ files: count() })
    .from(attachments)
    .where(and(eq(attachments.proposalId, proposalId), eq(attachments.ruleId, ruleId), isNull(attachments.removedAt)))

/** The upload with where its proposal stands, for the round trip in which session and roles are read. */
export const selectUploadStanding = (db: Db, id: string, chunk: number) =>
  db
    .select({
      uploadId: renamed(uploads.id, 'upload_id'),
      ruleId: uploads.ruleId,
      fileName: uploads.fileName,
      sizeBytes: uploads.sizeBytes,
      sha256: uploads.sha256,
      chunkBytes: uploads.chunkBytes,
      endedAt: uploads.endedAt,
      attachmentId: uploads.attachmentId,
      knownSha256: renamedOrNull(uploadChunks.sha256, 'known_sha256'),
      rules: editionVersions.rules,
      ...standingColumns,
    })
    .from(uploads)
    .innerJoin(proposals, eq(proposals.id, uploads.proposalId))
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(registrations, stageOf(registrations, 'registration'))
    .leftJoin(screeningStages, stageOf(screeningStages, 'screening'))
    .leftJoin(uploadChunks, and(eq(uploadChunks.uploadId, uploads.id), eq(uploadChunks.number, chunk)))
    .where(eq(uploads.id, id))
    .limit(1)

/** The first to bring a part writes it. */
export const insertChunk = (db: Db, chunk: typeof uploadChunks.$inferInsert) =>
  db.insert(uploadChunks).values(chunk).onConflictDoNothing().returning({ number: uploadChunks.number })

export const selectChunk = (db: Db, uploadId: string, number: number) =>
  db
    .select({ sha256: uploadChunks.sha256 })
    .from(uploadChunks)
    .where(and(eq(uploadChunks.uploadId, uploadId), eq(uploadChunks.number, number)))

/** In their order, with where the bytes lie. */
export const selectChunks = (db: Db, uploadId: string) =>
  db.select().from(uploadChunks).where(eq(uploadChunks.uploadId, uploadId)).orderBy(asc(uploadChunks.number))

/** Ends it without a file: cancelled, refused, or abandoned. Answers those it has ended. */
export const endUploads = (db: Db, ids: readonly string[], endedAt: Date) =>
  db
    .update(uploads)
    .set({ endedAt })
    .where(and(inArray(uploads.id, among(ids)), isNull(uploads.endedAt)))
    .returning({ id: uploads.id, proposalId: uploads.proposalId })

/** Which of these have not ended. */
export const selectUnended = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(inArray(uploads.id, among(ids)), isNull(uploads.endedAt)))

/** Beside the row of the attachment it became, in the same batch; writes nothing when that was not written. */
export const finishUpload = (db: Db, id: string, attachmentId: string, endedAt: Date) =>
  db
    .update(uploads)
    .set({ endedAt, attachmentId })
    .where(and(eq(uploads.id, id), isNull(uploads.endedAt), attachmentIsThere(attachmentId)))

export const isOpenUpload = (id: string) => sql`EXISTS (SELECT 1 FROM uploads WHERE id = ${id} AND ended_at IS NULL)`

/** For whoever asks again after the answer was lost. */
export const selectUploadEnd = (db: Db, id: string) =>
  db.select({ endedAt: uploads.endedAt, attachmentId: uploads.attachmentId }).from(uploads).where(eq(uploads.id, id))
