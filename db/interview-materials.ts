import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { interviewMaterials, users } from './schema.ts'

/** Live materials of one proposal in one stage. */
export const mostMaterials = 6

type Place = { editionId: string; stageId: string; proposalId: string }

const ofPlace = ({ editionId, stageId, proposalId }: Place) =>
  and(
    eq(interviewMaterials.editionId, editionId),
    eq(interviewMaterials.stageId, stageId),
    eq(interviewMaterials.proposalId, proposalId),
  )

/** What the agency has sent and not taken back. */
export const listMaterials = (db: Db, place: Place) =>
  db
    .select({
      id: interviewMaterials.id,
      kind: interviewMaterials.kind,
      title: interviewMaterials.title,
      fileName: interviewMaterials.fileName,
      objectKey: interviewMaterials.objectKey,
      sizeBytes: interviewMaterials.sizeBytes,
      address: interviewMaterials.address,
      at: interviewMaterials.at,
      by: users.name,
    })
    .from(interviewMaterials)
    .innerJoin(users, eq(users.id, interviewMaterials.by))
    .where(and(ofPlace(place), isNull(interviewMaterials.removedAt)))
    .orderBy(asc(interviewMaterials.at))
    .limit(mostMaterials)

/** SQL of whether the proposal has an interview that has not begun. */
export const isBeforeInterview = ({ editionId, stageId, proposalId }: Place, now: Date) =>
  sql`EXISTS (SELECT 1 FROM interview_slots slot WHERE slot.edition_id = ${editionId} AND slot.stage_id = ${stageId}
    AND slot.proposal_id = ${proposalId} AND slot.cancelled_at IS NULL AND slot.begins_at > ${now.getTime()})`

export type NewMaterial = typeof interviewMaterials.$inferInsert

/** Only before the interview begins, and no more than there may be. Answers the row it wrote. */
export const insertMaterialIf = (db: Db, row: NewMaterial) =>
  db
    .insert(interviewMaterials)
    .select(
      sql`SELECT ${row.id}, ${row.editionId}, ${row.stageId}, ${row.proposalId}, ${row.kind}, ${row.title}, ${row.fileName ?? null},
      ${row.objectKey ?? null}, ${row.sha256 ?? null}, ${row.sizeBytes ?? null}, ${row.mediaType ?? null}, ${row.address ?? null},
      ${row.at.getTime()}, ${row.by}, NULL, NULL
    WHERE ${isBeforeInterview(row, row.at)} AND (SELECT count(*) FROM interview_materials there
      WHERE there.edition_id = ${row.editionId} AND there.stage_id = ${row.stageId} AND there.proposal_id = ${row.proposalId}
      AND there.removed_at IS NULL) < ${mostMaterials}`,
    )
    .returning({ id: interviewMaterials.id })

export const materialIsThere = (id: string) =>
  sql`EXISTS (SELECT 1 FROM interview_materials WHERE id = ${id} AND removed_at IS NULL)`

/** SQL of whether it may be taken back now. */
export const isMaterialRemovable = (place: Place, id: string, now: Date) =>
  sql`${materialIsThere(id)} AND ${isBeforeInterview(place, now)}`

export const removeMaterial = (db: Db, place: Place, id: string, { at, by }: { at: Date; by: string }) =>
  db
    .update(interviewMaterials)
    .set({ removedAt: at, removedBy: by })
    .where(
      and(
        ofPlace(place),
        eq(interviewMaterials.id, id),
        isNull(interviewMaterials.removedAt),
        isBeforeInterview(place, at),
      ),
    )
    .returning({ id: interviewMaterials.id })
