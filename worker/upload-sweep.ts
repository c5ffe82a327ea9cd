import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { endUploads, selectUnended } from '#db/uploads.ts'
import { abandonedAfterMs, uploadFolder, uploadOfKey } from '#domain/upload.ts'
import type { Env } from './env.ts'
import { deleteParts } from './upload-joining.ts'

type Parts = { keys: string[]; newest: Date }

/** Objects that one page of the store's listing holds, and pages that one sweep looks at. */
const objectsPerPage = 1000
const mostPages = 20

/** What lies in the store of uploads: each with its parts and the instant of the newest. */
async function listParts(env: Env): Promise<Map<string, Parts>> {
  const uploads = new Map<string, Parts>()
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const listed = await env.FILES.list({ prefix: uploadFolder, limit: objectsPerPage, ...(cursor && { cursor }) })
    for (const { key, uploaded } of listed.objects) {
      const id = uploadOfKey(key)
      const known = uploads.get(id)
      uploads.set(id, {
        keys: [...(known?.keys ?? []), key],
        newest: known && known.newest > uploaded ? known.newest : uploaded,
      })
    }
    if (!listed.truncated) break
    cursor = listed.cursor
  }
  return uploads
}

/**
 * Throws away the parts of uploads that have ended, and ends those to which nobody has added for a day. The rows stay and say so.
 * It starts from what lies in the store, so that nothing is left behind whatever failed before.
 */
export async function sweepUploads(env: Env, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const uploads = await listParts(env)
  const old = [...uploads].filter(([, { newest }]) => now.getTime() - newest.getTime() >= abandonedAfterMs)
  const abandoned =
    old.length > 0
      ? await endUploads(
          db,
          old.map(([id]) => id),
          now,
        )
      : []
  for (const { id, proposalId } of abandoned) {
    await insertAuditEvent(db, {
      at: now,
      actorId: null,
      action: 'upload.abandoned',
      editionId: null,
      subjectId: proposalId,
      detail: { uploadId: id },
    })
  }
  const open = new Set((await selectUnended(db, [...uploads.keys()])).map(({ id }) => id))
  await deleteParts(
    env,
    [...uploads].filter(([id]) => !open.has(id)).flatMap(([, { keys }]) => keys),
  )
}
