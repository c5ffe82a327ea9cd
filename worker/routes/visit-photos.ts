import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import {
  captionPhoto,
  insertPhotoIf,
  isPhotoRemovable,
  listPhotos,
  mostPhotos,
  photoIsThere,
  removePhoto,
} from '#db/visit-photos.ts'
import { jurorRoles } from '#domain/access.ts'
import { requireOpen } from '#domain/edition.ts'
import { photoName } from '#domain/field-visit.ts'
import { withoutMetadata } from '#domain/image-metadata.ts'
import { allow } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body, query } from '../body.ts'
import { readUpTo, sha256Hex } from '../bytes.ts'
import type { AppEnv } from '../env.ts'
import { checkFile } from '../file-check.ts'
import { maxPhotoBytes, ownVisit, type OwnVisit } from '../own-visit.ts'
import { problem } from '../problem.ts'

const captioned = z.object({ caption: z.string().trim().max(300).default('') })

/** A visitor's photographs, until the own sheet is handed in. Mounted beside the own visits. */
export const visitPhotos = new Hono<AppEnv>()
  /** The body is the picture itself; what the camera wrote of place and device is taken out before it is kept. */
  .post('/:visit/photos', allow(...jurorRoles), query(captioned), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    if (!visit) return problem(c, { code: 'not_found' })
    if (visit.handedInAt) return problem(c, { code: 'already_handed_in' })
    const open = requireOpen(visit, now)
    if (!open.ok) return problem(c, open.refusal)
    if (Number(c.req.header('content-length') ?? 0) > maxPhotoBytes) {
      return problem(c, { code: 'file_too_large', maxBytes: maxPhotoBytes })
    }
    const bytes = await readUpTo(c.req.raw.body, maxPhotoBytes + 1)
    c.set('receivedAt', Date.now())
    if (bytes.byteLength > maxPhotoBytes) return problem(c, { code: 'file_too_large', maxBytes: maxPhotoBytes })
    if (bytes.byteLength === 0) return problem(c, { code: 'file_empty' })
    const checked = await checkFile(bytes)
    if (!checked.ok && checked.refusal.code === 'file_type_unknown') {
      return problem(c, { ...checked.refusal, code: 'not_a_photo' })
    }
    if (!checked.ok) return problem(c, checked.refusal)
    if (checked.value === 'pdf') return problem(c, { code: 'not_a_photo', looksLike: 'pdf' })
    const picture = withoutMetadata(checked.value, bytes)
    const sha256 = await sha256Hex(picture)
    const taken = await listPhotos(db, visit.id, actor.id)
    // Sent again because the answer was lost.
    const known = taken.find((photo) => photo.sha256 === sha256)
    if (known) return c.json(photoView(known))
    if (taken.length >= mostPhotos) return problem(c, { code: 'too_many_photos', most: mostPhotos })
    const objectKey = `visits/${visit.id}/${sha256}`
    const mediaType = `image/${checked.value}`
    await c.env.FILES.put(objectKey, picture, { httpMetadata: { contentType: mediaType } })
    const id = crypto.randomUUID()
    const { caption } = c.req.valid('query')
    const file = { objectKey, sha256, sizeBytes: picture.byteLength, mediaType, caption, at: now }
    const [stored] = await db.batch([
      insertPhotoIf(db, { id, visitId: visit.id, jurorId: actor.id, ...file }),
      insertAuditEventIf(db, photoEvent(visit, { id, sha256 }, 'visit_photo.added', actor.id, now), photoIsThere(id)),
    ])
    if (stored.length > 0) return c.json({ id, caption, sizeBytes: picture.byteLength, at: now.toISOString() }, 201)
    const there = await listPhotos(db, visit.id, actor.id)
    const same = there.find((photo) => photo.sha256 === sha256)
    if (same) return c.json(photoView(same))
    if (there.length >= mostPhotos) return problem(c, { code: 'too_many_photos', most: mostPhotos })
    return problem(c, { code: 'already_handed_in' })
  })
  .put('/:visit/photos/:photo', allow(...jurorRoles), body(captioned), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    if (!visit) return problem(c, { code: 'not_found' })
    const photo = { visitId: visit.id, jurorId: actor.id, id: c.req.param('photo') }
    const changed = await captionPhoto(db, photo, c.req.valid('json').caption)
    return changed.length > 0
      ? c.body(null, 204)
      : problem(c, { code: visit.handedInAt ? 'already_handed_in' : 'not_found' })
  })
  .get('/:visit/photos/:photo', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    const photos = visit ? await listPhotos(db, visit.id, actor.id) : []
    const photo = photos.find(({ id }) => id === c.req.param('photo'))
    if (!photo) return problem(c, { code: 'not_found' })
    return attachmentFile(c, { objectKey: photo.objectKey, fileName: photoName(photo) }, 'no-store')
  })
  .delete('/:visit/photos/:photo', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    if (!visit) return problem(c, { code: 'not_found' })
    const id = c.req.param('photo')
    const photo = { visitId: visit.id, jurorId: actor.id, id }
    const known = (await listPhotos(db, visit.id, actor.id)).find((one) => one.id === id)
    if (!known) return problem(c, { code: 'not_found' })
    const event = photoEvent(visit, known, 'visit_photo.removed', actor.id, now)
    const [, removed] = await db.batch([
      insertAuditEventIf(db, event, isPhotoRemovable(visit.id, actor.id, id)),
      removePhoto(db, photo, now),
    ])
    return removed.length > 0 ? c.body(null, 204) : problem(c, { code: 'already_handed_in' })
  })

const photoView = ({ id, caption, sizeBytes, at }: Awaited<ReturnType<typeof listPhotos>>[number]) => ({
  id,
  caption,
  sizeBytes,
  at: at.toISOString(),
})

const photoEvent = (
  visit: OwnVisit,
  photo: { id: string; sha256: string },
  action: string,
  actorId: string,
  at: Date,
) => ({
  at,
  actorId,
  action,
  editionId: visit.editionId,
  subjectId: visit.id,
  detail: { stageId: visit.stageId, photoId: photo.id, sha256: photo.sha256 },
})
