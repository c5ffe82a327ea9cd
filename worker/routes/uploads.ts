import { Hono } from 'hono'
import * as z from 'zod'
import { attachmentIsThere, insertAttachmentIf, replaceOlder, selectAttachment } from '#db/attachments.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { loadProposalNow, selectStanding, windowsOf } from '#db/proposals.ts'
import {
  countAttachments,
  endUploads,
  finishUpload,
  insertChunk,
  insertUpload,
  isOpenUpload,
  selectChunk,
  selectChunkNumbers,
  selectChunks,
  selectOpenUploads,
  selectUploadEnd,
  selectUploadStanding,
} from '#db/uploads.ts'
import { attachmentKey, chunkBytesOf, contentTypeOf, maxFilesOf, tidyFileName } from '#domain/attachment.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { refuse } from '#domain/result.ts'
import { abandonedAfterMs, checkChunk, checkStart, chunkKey, chunkSize } from '#domain/upload.ts'
import { allow, allowWith } from '../access.ts'
import { announceText } from '../attachment-texts.ts'
import { body } from '../body.ts'
import { readUpTo, sha256Hex } from '../bytes.ts'
import type { AppEnv, Env, SignedIn } from '../env.ts'
import { checkFile } from '../file-check.ts'
import { problem } from '../problem.ts'
import { deleteParts, readJoined, storeChunk, storeJoined, type StoredChunk } from '../upload-joining.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Names far longer than any system allows are cut, not refused. */
const start = z.object({
  ruleId: z.string().max(60),
  fileName: z.string().max(10_000),
  sizeBytes: z.int().min(0),
  sha256,
})

type Standing = Awaited<ReturnType<typeof selectStanding>>[number]
type UploadStanding = Awaited<ReturnType<typeof selectUploadStanding>>[number]

/** Whether this person may add files to the proposal now. */
function mayWrite(actor: SignedIn, proposal: Omit<Standing, 'rules'> | undefined, now: Date) {
  const writers = proposal ? writersAmong(actor, proposal) : []
  if (!proposal || writers.length === 0) return refuse({ code: 'not_found' as const })
  return requireEditable({ state: proposal.state, writers, windows: windowsOf(proposal) }, now)
}

const onProposal = allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? ''))

const onUpload = allowWith(['author', 'agency_admin'], (db, request) =>
  selectUploadStanding(db, request.param('upload') ?? '', chunkNumber(request.param('number'))),
)

/** -1 is no part of any file. */
const chunkNumber = (given: string | undefined): number => (/^\d{1,6}$/.test(given ?? '') ? Number(given) : -1)

/** What is on its way to a proposal, each with the parts that are there. */
async function openUploads(db: Db, proposalId: string, actor: SignedIn, now: Date) {
  const open = await selectOpenUploads(db, proposalId, new Date(now.getTime() - 7 * abandonedAfterMs))
  const chunks =
    open.length > 0
      ? await selectChunkNumbers(
          db,
          open.map(({ id }) => id),
        )
      : []
  return open.map(({ startedBy, startedByName, startedAt, ...upload }) => ({
    ...upload,
    startedAt: startedAt.toISOString(),
    startedBy: startedByName,
    isMine: startedBy === actor.id,
    chunks: chunks.filter(({ uploadId }) => uploadId === upload.id).map(({ number }) => number),
  }))
}

/** Files on their way, mounted at /api: parts of a proposal's upload arrive in any order and become an attachment at its end. */
export const uploads = new Hono<AppEnv>()
  .get('/proposals/:id/uploads', allow('author', 'agency_admin'), async (c) => {
    const db = openDb(c.env.DB)
    const [proposal] = await selectStanding(db, c.req.param('id'))
    if (!proposal || writersAmong(c.var.actor, proposal).length === 0) return problem(c, { code: 'not_found' })
    return c.json({ uploads: await openUploads(db, proposal.id, c.var.actor, c.var.now) })
  })
  .post('/proposals/:id/uploads', onProposal, body(start), async (c) => {
    const { now, actor, guard } = c.var
    const may = mayWrite(actor, guard?.[0], now)
    const proposal = guard?.[0]
    if (!may.ok || !proposal) return problem(c, may.ok ? { code: 'not_found' } : may.refusal)
    const asked = c.req.valid('json')
    const rule = proposal.rules.attachments.find(({ id }) => id === asked.ruleId)
    if (!rule) return problem(c, { code: 'invalid_input', fields: ['ruleId'] })
    const db = openDb(c.env.DB)
    const open = await openUploads(db, proposal.id, actor, now)
    const same = open.find(
      ({ ruleId, sha256: hash, sizeBytes }) =>
        ruleId === rule.id && hash === asked.sha256 && sizeBytes === asked.sizeBytes,
    )
    if (same) return c.json(same)
    const [held] = await countAttachments(db, proposal.id, rule.id)
    const { sizeBytes } = asked
    const files = held?.files ?? 0
    const maxFiles = maxFilesOf(rule)
    const can = checkStart({ sizeBytes, maxBytes: rule.maxBytes, maxFiles, files, openUploads: open.length })
    if (!can.ok) return problem(c, can.refusal)
    const upload = {
      id: crypto.randomUUID(),
      ruleId: rule.id,
      fileName: asked.fileName.slice(-300),
      sizeBytes,
      sha256: asked.sha256,
      chunkBytes: chunkBytesOf(rule),
    }
    await insertUpload(db, { ...upload, proposalId: proposal.id, startedAt: now, startedBy: actor.id })
    const view = {
      ...upload,
      startedAt: now.toISOString(),
      startedBy: actor.name,
      isMine: true,
      chunks: new Array<number>(),
    }
    return c.json(view, 201)
  })
  .put('/uploads/:upload/chunks/:number', onUpload, async (c) => {
    const { now, actor, guard } = c.var
    const upload = guard?.[0]
    const may = mayWrite(actor, upload, now)
    if (!may.ok || !upload) return problem(c, may.ok ? { code: 'not_found' } : may.refusal)
    if (upload.endedAt) return problem(c, { code: 'upload_ended' })
    const number = chunkNumber(c.req.param('number'))
    const expectedBytes = chunkSize(upload, number)
    if (expectedBytes === undefined) return problem(c, { code: 'invalid_input', fields: ['number'] })
    const claimed = sha256.safeParse(c.req.header('x-chunk-sha256'))
    if (!claimed.success) return problem(c, { code: 'invalid_input', fields: ['x-chunk-sha256'] })
    // A body that says it is too long is not read at all.
    if (Number(c.req.header('content-length') ?? 0) > expectedBytes) {
      return problem(c, { code: 'file_too_large', maxBytes: expectedBytes })
    }
    const bytes = await readUpTo(c.req.raw.body, expectedBytes + 1)
    c.set('receivedAt', Date.now())
    const hash = await sha256Hex(bytes)
    const arrived = { expectedBytes, receivedBytes: bytes.byteLength, claimedSha256: claimed.data, sha256: hash }
    const checked = checkChunk({ ...arrived, knownSha256: upload.knownSha256 })
    if (!checked.ok) return problem(c, checked.refusal)
    // Also a part that is known: its bytes may have been lost, and the same bytes change nothing.
    await storeChunk(c.env, upload.uploadId, number, hash, bytes)
    if (checked.value === 'known') return c.body(null, 204)
    const db = openDb(c.env.DB)
    const objectKey = chunkKey(upload.uploadId, number, hash)
    const chunk = { uploadId: upload.uploadId, number, sizeBytes: expectedBytes, sha256: hash, objectKey, at: now }
    const [written] = await insertChunk(db, chunk)
    if (written) return c.body(null, 204)
    const [first] = await selectChunk(db, upload.uploadId, number)
    const raced = checkChunk({ ...arrived, knownSha256: first?.sha256 ?? null })
    return raced.ok ? c.body(null, 204) : problem(c, raced.refusal)
  })
  .post('/uploads/:upload/completion', onUpload, async (c) => {
    const { now, actor, guard } = c.var
    const upload = guard?.[0]
    const db = openDb(c.env.DB)
    if (!upload || writersAmong(actor, upload).length === 0) return problem(c, { code: 'not_found' })
    // Asked again because the answer was lost: the file is there, also when registration has closed since.
    if (upload.attachmentId) return c.json(await attachmentView(db, upload, upload.attachmentId))
    const may = mayWrite(actor, upload, now)
    if (!may.ok) return problem(c, may.refusal)
    if (upload.endedAt) return problem(c, { code: 'upload_ended' })
    const chunks = await selectChunks(db, upload.uploadId)
    const joined = await readJoined(c.env, upload, chunks)
    if (joined.outcome === 'missing') return problem(c, { code: 'upload_incomplete', missing: joined.missing })
    const checked =
      joined.sha256 === upload.sha256 ? await checkFile(joined.bytes) : refuse({ code: 'upload_changed' as const })
    if (!checked.ok) {
      await endUploads(db, [upload.uploadId], now)
      c.executionCtx.waitUntil(forgetParts(c.env, chunks))
      return problem(c, checked.refusal)
    }
    const attachmentId = await attach(c.env, db, {
      upload,
      chunks,
      actor,
      now,
      fileName: tidyFileName(upload.fileName, checked.value),
    })
    if (attachmentId === undefined) return problem(c, await whyNot(db, upload))
    c.executionCtx.waitUntil(forgetParts(c.env, chunks))
    if (checked.value === 'pdf') await announceText(c.env, attachmentId)
    return c.json(await attachmentView(db, upload, attachmentId), 201)
  })
  .delete('/uploads/:upload', onUpload, async (c) => {
    const { now, actor, guard } = c.var
    const upload = guard?.[0]
    if (!upload || writersAmong(actor, upload).length === 0) return problem(c, { code: 'not_found' })
    if (upload.endedAt) return problem(c, { code: 'upload_ended' })
    const db = openDb(c.env.DB)
    const chunks = await selectChunks(db, upload.uploadId)
    const event = {
      at: now,
      actorId: actor.id,
      action: 'upload.cancelled',
      editionId: upload.editionId,
      subjectId: upload.id,
      detail: { uploadId: upload.uploadId, ruleId: upload.ruleId },
    }
    const [, [ended]] = await db.batch([
      insertAuditEventIf(db, event, isOpenUpload(upload.uploadId)),
      endUploads(db, [upload.uploadId], now),
    ])
    if (!ended) return problem(c, { code: 'upload_ended' })
    c.executionCtx.waitUntil(forgetParts(c.env, chunks))
    return c.body(null, 204)
  })

/** What is left behind here is found by the sweep of the clock. */
const forgetParts = (env: Env, chunks: readonly StoredChunk[]) =>
  deleteParts(
    env,
    chunks.map(({ objectKey }) => objectKey),
  ).catch((error: unknown) => {
    console.error(JSON.stringify({ upload: 'parts left to the sweep', error: String(error) }))
  })

type Attaching = { upload: UploadStanding; chunks: StoredChunk[]; actor: SignedIn; now: Date; fileName: string }

/** Bytes first, then the row with its place, its trail and the end of the upload in one batch; undefined when something had moved. */
async function attach(
  env: Env,
  db: Db,
  { upload, chunks, actor, now, fileName }: Attaching,
): Promise<string | undefined> {
  const { sha256: hash, sizeBytes, ruleId } = upload
  const objectKey = attachmentKey(upload.id, hash)
  await storeJoined(env, upload, chunks, { objectKey, sha256: hash, contentType: contentTypeOf(fileName) })
  const rule = upload.rules.attachments.find(({ id }) => id === ruleId)
  const id = crypto.randomUUID()
  const row = {
    id,
    proposalId: upload.id,
    ruleId,
    fileName,
    sizeBytes,
    sha256: hash,
    objectKey,
    uploadedAt: now,
    uploadedBy: actor.id,
  }
  const maxFiles = maxFilesOf(rule ?? {})
  const event = {
    at: now,
    actorId: actor.id,
    action: 'attachment.added',
    editionId: upload.editionId,
    subjectId: upload.id,
    detail: { attachmentId: id, ruleId, sha256: hash, sizeBytes },
  }
  await db.batch([
    insertAttachmentIf(db, row, { state: upload.state, maxFiles, provided: isOpenUpload(upload.uploadId) }),
    ...(maxFiles === 1 ? [replaceOlder(db, row)] : []),
    finishUpload(db, upload.uploadId, id, now),
    insertAuditEventIf(db, event, attachmentIsThere(id)),
  ])
  const [end] = await selectUploadEnd(db, upload.uploadId)
  return end?.attachmentId ?? undefined
}

/** What had moved when nothing was written. */
async function whyNot(db: Db, { id, state, uploadId, rules, ruleId }: UploadStanding) {
  const [end] = await selectUploadEnd(db, uploadId)
  if (end?.endedAt) return { code: 'upload_ended' as const }
  const meanwhile = await loadProposalNow(db, id)
  if (meanwhile && meanwhile.state !== state) return { code: 'not_editable' as const, state: meanwhile.state }
  return {
    code: 'too_many_files' as const,
    maxFiles: maxFilesOf(rules.attachments.find((rule) => rule.id === ruleId) ?? {}),
  }
}

async function attachmentView(db: Db, { id: proposalId }: UploadStanding, id: string) {
  const [row] = await selectAttachment(db, proposalId, id)
  if (!row) throw new Error(`attachment ${id} was written a moment ago`)
  const { ruleId, fileName, sizeBytes, sha256: hash, uploadedAt } = row
  return { id, ruleId, fileName, sizeBytes, sha256: hash, uploadedAt: uploadedAt.toISOString() }
}
