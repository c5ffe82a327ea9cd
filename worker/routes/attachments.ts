import { Hono } from 'hono'
import {
  attachmentIsThere,
  insertAttachmentIf,
  isRemovable,
  listRemovedAttachments,
  removeAttachment,
  replaceOlder,
  selectAttachment,
} from '#db/attachments.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { loadProposalNow, selectStanding, windowsOf } from '#db/proposals.ts'
import { kindOfName, maxFilesOf } from '#domain/attachment.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { allow, allowWith } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { announceText } from '../attachment-texts.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

const writing = allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? ''))

/** Files of a proposal, mounted beside the proposals. They arrive by `uploads.ts`. */
export const attachments = new Hono<AppEnv>()
  .get('/:id/attachments/removed', writing, async (c) => {
    const proposal = c.var.guard?.[0]
    if (!proposal || writersAmong(c.var.actor, proposal).length === 0) return problem(c, { code: 'not_found' })
    const rows = await listRemovedAttachments(openDb(c.env.DB), proposal.id)
    return c.json({
      attachments: rows.map(({ id, ruleId, fileName, sizeBytes, sha256, uploadedAt, removedAt, removedBy }) => ({
        id,
        ruleId,
        fileName,
        sizeBytes,
        sha256,
        uploadedAt: uploadedAt.toISOString(),
        removedAt: removedAt?.toISOString() ?? null,
        removedBy,
      })),
    })
  })
  .get('/:id/attachments/:attachment', allow('author', 'agency_admin'), async (c) => {
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [[proposal], [attachment]] = await db.batch([
      selectStanding(db, id),
      selectAttachment(db, id, c.req.param('attachment')),
    ])
    // Removed files too: who may write here may see what was there before.
    if (!proposal || !attachment || writersAmong(c.var.actor, proposal).length === 0) {
      return problem(c, { code: 'not_found' })
    }
    return attachmentFile(c, attachment)
  })
  .post('/:id/attachments/:attachment/restoration', writing, async (c) => {
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const proposal = c.var.guard?.[0]
    const writers = proposal ? writersAmong(actor, proposal) : []
    if (!proposal || writers.length === 0) return problem(c, { code: 'not_found' })
    const [removed] = await selectAttachment(db, proposal.id, c.req.param('attachment'))
    if (!removed?.removedAt) return problem(c, { code: 'not_found' })
    const { state, editionId } = proposal
    const editable = requireEditable({ state, writers, windows: windowsOf(proposal) }, now)
    if (!editable.ok) return problem(c, editable.refusal)
    const rule = proposal.rules.attachments.find(({ id }) => id === removed.ruleId)
    if (!rule) return problem(c, { code: 'invalid_input', fields: ['rule'] })
    const maxFiles = maxFilesOf(rule)
    const { ruleId, fileName, sizeBytes, sha256, objectKey } = removed
    const file = { id: crypto.randomUUID(), proposalId: proposal.id, ruleId, fileName, sizeBytes, sha256, objectKey }
    const row = { ...file, uploadedAt: now, uploadedBy: actor.id }
    const event = {
      at: now,
      actorId: actor.id,
      action: 'attachment.restored',
      editionId,
      subjectId: proposal.id,
      detail: { attachmentId: file.id, from: removed.id, ruleId, sha256 },
    }
    await db.batch([
      insertAttachmentIf(db, row, { state, maxFiles }),
      ...(maxFiles === 1 ? [replaceOlder(db, row)] : []),
      insertAuditEventIf(db, event, attachmentIsThere(file.id)),
    ])
    const [restored] = await selectAttachment(db, proposal.id, file.id)
    if (!restored) {
      const meanwhile = await loadProposalNow(db, proposal.id)
      if (meanwhile && meanwhile.state !== state) return problem(c, { code: 'not_editable', state: meanwhile.state })
      return problem(c, { code: 'too_many_files', maxFiles })
    }
    if (kindOfName(fileName) === 'pdf') await announceText(c.env, file.id)
    return c.json({ id: file.id, ruleId, fileName, sizeBytes, sha256, uploadedAt: now.toISOString() }, 201)
  })
  .delete('/:id/attachments/:attachment', writing, async (c) => {
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const proposal = c.var.guard?.[0]
    const writers = proposal ? writersAmong(actor, proposal) : []
    if (!proposal || writers.length === 0) return problem(c, { code: 'not_found' })
    const [attachment] = await selectAttachment(db, proposal.id, c.req.param('attachment'))
    if (!attachment || attachment.removedAt) return problem(c, { code: 'not_found' })
    const { state, editionId } = proposal
    const editable = requireEditable({ state, writers, windows: windowsOf(proposal) }, now)
    if (!editable.ok) return problem(c, editable.refusal)
    const { id, ruleId, sha256 } = attachment
    const event = {
      at: now,
      actorId: actor.id,
      action: 'attachment.removed',
      editionId,
      subjectId: proposal.id,
      detail: { attachmentId: id, ruleId, sha256 },
    }
    const [, removed] = await db.batch([
      insertAuditEventIf(db, event, isRemovable(proposal.id, id, state)),
      removeAttachment(db, { proposalId: proposal.id, id, state }, now, actor.id),
    ])
    if (removed.length > 0) return c.body(null, 204)
    const meanwhile = await loadProposalNow(db, proposal.id)
    return meanwhile && meanwhile.state !== state
      ? problem(c, { code: 'not_editable', state: meanwhile.state })
      : problem(c, { code: 'not_found' })
  })
