import { insertAttachmentText, listUnreadIds, selectUnread } from '#db/attachment-texts.ts'
import { openDb } from '#db/client.ts'
import { kindOfName } from '#domain/attachment.ts'
import type { Env } from './env.ts'
import { readPdfText } from './pdf-text.ts'

/** Tells the queue of a PDF that is stored. If this is lost, the sweep finds it. */
export const announceText = (env: Env, attachmentId: string): Promise<unknown> =>
  env.JOBS.send({ kind: 'attachment_text', attachmentId }).catch((error: unknown) => {
    console.error(JSON.stringify({ attachmentId, text: 'left to the sweep', error: String(error) }))
  })

/** Reads a PDF and keeps its text. What cannot be read is a row that says so; a message that arrives twice finds it. */
export async function readAttachmentText(env: Env, attachmentId: string, now: Date): Promise<void> {
  const db = openDb(env.DB)
  const [file] = await selectUnread(db, attachmentId)
  if (!file || kindOfName(file.fileName) !== 'pdf') return
  const object = await env.FILES.get(file.objectKey)
  if (!object) return failText(env, attachmentId, 'the file is gone', now)
  const text = await readPdfText(new Uint8Array(await object.arrayBuffer()))
  await insertAttachmentText(db, { attachmentId, at: now, ...text })
}

/** After the last try: visible to whoever opens the file's facts. */
export async function failText(env: Env, attachmentId: string, reason: string, now: Date): Promise<void> {
  console.error(JSON.stringify({ attachmentId, text: 'failed', reason }))
  await insertAttachmentText(openDb(env.DB), { attachmentId, status: 'failed', at: now })
}

/** A message has this long (milliseconds) before the sweep sends another. */
const patienceMs = 2 * 60_000
const mostAnnounced = 50

export async function sweepAttachmentTexts(env: Env, now: Date): Promise<void> {
  const ids = await listUnreadIds(openDb(env.DB), new Date(now.getTime() - patienceMs), mostAnnounced)
  for (const id of ids) await announceText(env, id)
}
