import { Hono } from 'hono'
import * as z from 'zod'
import { insertAttachment, removeAttachment, removeAttachmentsOfRule, selectAttachment } from '#db/attachments.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { loadProposalNow, selectStanding, windowsOf } from '#db/proposals.ts'
import { attachmentKey, checkPdf, checkUpload, tidyFileName } from '#domain/attachment.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { allow, allowWith } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { readUpTo, sha256Hex } from '../bytes.ts'

const upload = z.object({ rule: z.string().max(60), name: z.string().max(300) })

const announcedBytes = z.coerce.number().int().min(0)

const writing = allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? ''))

/** Files of a proposal, mounted beside the proposals. */
export const attachments = new Hono<AppEnv>()
  .post('/:id/attachments', writing, query(upload), async (c) => {
    const { rule: ruleId, name } = c.req.valid('query')
    const { now, actor } = c.var
    const proposal = c.var.guard?.[0]
    const writers = proposal ? writersAmong(actor, proposal) : []
    if (!proposal || writers.length === 0) return problem(c, { code: 'not_found' })
    const editable = requireEditable({ state: proposal.state, writers, windows: windowsOf(proposal) }, now)
    if (!editable.ok) return problem(c, editable.refusal)
    const rule = proposal.rules.attachments.find(({ id }) => id === ruleId)
    if (!rule) return problem(c, { code: 'invalid_input', fields: ['rule'] })

    const announced = announcedBytes.safeParse(c.req.header('content-length') ?? '')
    if (!announced.success || !c.req.header('content-length')) {
      return problem(c, { code: 'invalid_input', fields: ['content-length'] })
    }
    if (announced.data > rule.maxBytes) return problem(c, { code: 'file_too_large', maxBytes: rule.maxBytes })
    const bytes = await readUpTo(c.req.raw.body, rule.maxBytes + 1)
    const arrived = checkUpload(announced.data, bytes.byteLength, rule.maxBytes)
    if (!arrived.ok) return problem(c, arrived.refusal)
    const pdf = checkPdf(bytes)
    if (!pdf.ok) return problem(c, pdf.refusal)

    const db = openDb(c.env.DB)
    const sha256 = await sha256Hex(bytes)
    const objectKey = attachmentKey(proposal.id, sha256)
    const file = { id: crypto.randomUUID(), fileName: tidyFileName(name), sizeBytes: bytes.byteLength, sha256 }
    await c.env.FILES.put(objectKey, bytes, { sha256, httpMetadata: { contentType: 'application/pdf' } })
    const meanwhile = await loadProposalNow(db, proposal.id)
    if (meanwhile && meanwhile.state !== proposal.state) {
      return problem(c, { code: 'not_editable', state: meanwhile.state })
    }
    await db.batch([
      removeAttachmentsOfRule(db, { proposalId: proposal.id, ruleId }, now, actor.id),
      insertAttachment(db, {
        ...file,
        proposalId: proposal.id,
        ruleId,
        objectKey,
        uploadedAt: now,
        uploadedBy: actor.id,
      }),
      insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'attachment.added',
        editionId: proposal.editionId,
        subjectId: proposal.id,
        detail: { attachmentId: file.id, ruleId, sha256, sizeBytes: file.sizeBytes },
      }),
    ])
    return c.json({ ...file, ruleId, uploadedAt: now.toISOString() }, 201)
  })
  .get('/:id/attachments/:attachment', allow('author', 'agency_admin'), async (c) => {
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [[proposal], [attachment]] = await db.batch([
      selectStanding(db, id),
      selectAttachment(db, id, c.req.param('attachment')),
    ])
    if (!proposal || !attachment || writersAmong(c.var.actor, proposal).length === 0) {
      return problem(c, { code: 'not_found' })
    }
    return attachmentFile(c, attachment)
  })
  .delete('/:id/attachments/:attachment', writing, async (c) => {
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const proposal = c.var.guard?.[0]
    const writers = proposal ? writersAmong(actor, proposal) : []
    if (!proposal || writers.length === 0) return problem(c, { code: 'not_found' })
    const attachment = await selectAttachment(db, proposal.id, c.req.param('attachment')).get()
    if (!attachment) return problem(c, { code: 'not_found' })
    const editable = requireEditable({ state: proposal.state, writers, windows: windowsOf(proposal) }, now)
    if (!editable.ok) return problem(c, editable.refusal)
    await db.batch([
      removeAttachment(db, attachment.id, now, actor.id),
      insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'attachment.removed',
        editionId: proposal.editionId,
        subjectId: proposal.id,
        detail: { attachmentId: attachment.id, ruleId: attachment.ruleId, sha256: attachment.sha256 },
      }),
    ])
    return c.body(null, 204)
  })
