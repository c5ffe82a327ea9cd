import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { visitPhotos } from './schema.ts'
import { isOpenSheet } from './visit-sheets.ts'

/** Photographs of one visitor. */
export const mostPhotos = 20

export const listPhotos = (db: Db, visitId: string, jurorId?: string) =>
  db
    .select({
      id: visitPhotos.id,
      jurorId: visitPhotos.jurorId,
      objectKey: visitPhotos.objectKey,
      sha256: visitPhotos.sha256,
      sizeBytes: visitPhotos.sizeBytes,
      mediaType: visitPhotos.mediaType,
      caption: visitPhotos.caption,
      at: visitPhotos.at,
    })
    .from(visitPhotos)
    .where(
      and(
        eq(visitPhotos.visitId, visitId),
        isNull(visitPhotos.removedAt),
        jurorId === undefined ? undefined : eq(visitPhotos.jurorId, jurorId),
      ),
    )
    .orderBy(asc(visitPhotos.at), asc(visitPhotos.id))
    .limit(200)

type NewPhoto = typeof visitPhotos.$inferInsert

/** While the sheet is open, no more than there may be, and the same picture once. */
export const insertPhotoIf = (db: Db, photo: NewPhoto) =>
  db
    .insert(visitPhotos)
    .select(
      sql`SELECT ${photo.id}, ${photo.visitId}, ${photo.jurorId}, ${photo.objectKey}, ${photo.sha256}, ${photo.sizeBytes},
        ${photo.mediaType}, ${photo.caption}, ${photo.at.getTime()}, NULL
      WHERE ${isOpenSheet(photo.visitId, photo.jurorId)}
        AND NOT EXISTS (SELECT 1 FROM visit_photos same WHERE same.visit_id = ${photo.visitId} AND same.juror_id = ${photo.jurorId}
          AND same.sha256 = ${photo.sha256} AND same.removed_at IS NULL)
        AND (SELECT count(*) FROM visit_photos there WHERE there.visit_id = ${photo.visitId}
          AND there.juror_id = ${photo.jurorId} AND there.removed_at IS NULL) < ${mostPhotos}`,
    )
    .returning({ id: visitPhotos.id })

export const photoIsThere = (id: string) =>
  sql`EXISTS (SELECT 1 FROM visit_photos WHERE id = ${id} AND removed_at IS NULL)`

export const isPhotoRemovable = (visitId: string, jurorId: string, id: string) =>
  sql`${photoIsThere(id)} AND ${isOpenSheet(visitId, jurorId)}`

export const removePhoto = (
  db: Db,
  { visitId, jurorId, id }: { visitId: string; jurorId: string; id: string },
  at: Date,
) =>
  db
    .update(visitPhotos)
    .set({ removedAt: at })
    .where(
      and(
        eq(visitPhotos.id, id),
        eq(visitPhotos.visitId, visitId),
        eq(visitPhotos.jurorId, jurorId),
        isNull(visitPhotos.removedAt),
        isOpenSheet(visitId, jurorId),
      ),
    )
    .returning({ id: visitPhotos.id })

/** Other words below a picture, while the sheet is open. */
export const captionPhoto = (
  db: Db,
  { visitId, jurorId, id }: { visitId: string; jurorId: string; id: string },
  caption: string,
) =>
  db
    .update(visitPhotos)
    .set({ caption })
    .where(
      and(
        eq(visitPhotos.id, id),
        eq(visitPhotos.visitId, visitId),
        eq(visitPhotos.jurorId, jurorId),
        isNull(visitPhotos.removedAt),
        isOpenSheet(visitId, jurorId),
      ),
    )
    .returning({ id: visitPhotos.id })
