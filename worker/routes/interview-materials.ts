import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import {
  insertMaterialIf,
  isMaterialRemovable,
  listMaterials,
  materialIsThere,
  mostMaterials,
  removeMaterial,
  type NewMaterial,
} from '#db/interview-materials.ts'
import { listInterviewsOfProposal } from '#db/own-interviews.ts'
import { selectStanding } from '#db/proposals.ts'
import { contentTypeOf, tidyFileName } from '#domain/attachment.ts'
import { usualTimes } from '#domain/interview-clock.ts'
import { writersAmong } from '#domain/proposal.ts'
import { allowWith } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body, query } from '../body.ts'
import { readUpTo, sha256Hex } from '../bytes.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { line } from '../fields.ts'
import { checkFile } from '../file-check.ts'
import { interviewCalendar, interviewEntry } from '../interview-calendar.ts'
import { problem } from '../problem.ts'

/** Slides with pictures; a longer file belongs behind an address. */
export const maxMaterialBytes = 20 * 1024 * 1024

const upload = z.object({ kind: z.enum(['slides', 'summary']), title: line(200), name: z.string().max(2000) })

/** Only addresses that browsers open safely, without a name and password in them. */
const address = z
  .string()
  .trim()
  .max(500)
  .pipe(z.url({ protocol: /^https$/, hostname: z.regexes.domain }))
  .refine((text) => new URL(text).username === '' && new URL(text).password === '')
const video = z.object({ title: line(200), address })

const writing = allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? ''))

type Standing = Awaited<ReturnType<typeof selectStanding>>[number]

/** The interview that is or was last planned where this slot was asked for, if this person writes or forwards the proposal. */
async function plannedInterview(db: Db, actor: SignedIn, proposal: Standing | undefined, slotId: string) {
  if (!proposal || writersAmong(actor, proposal).length === 0) return undefined
  const slots = await listInterviewsOfProposal(db, proposal.id)
  const slot = slots.find(({ slotIds }) => slotIds.includes(slotId))
  const page = writersAmong(actor, proposal).includes('author') ? '/peserta/usulan/' : '/instansi/usulan/'
  return slot && { ...slot, proposalId: proposal.id, address: `${page}?id=${proposal.id}` }
}

/** The same while it stands. */
async function ownInterview(...asked: Parameters<typeof plannedInterview>) {
  const slot = await plannedInterview(...asked)
  return slot?.cancelledAt === null ? slot : undefined
}

/** Row and trail in one batch; null when the interview began or there are too many, which is then looked up. */
async function write(db: Db, row: NewMaterial): Promise<boolean> {
  const event = {
    at: row.at,
    actorId: row.by,
    action: 'interview_material.added',
    editionId: row.editionId,
    subjectId: row.proposalId,
    detail: { stageId: row.stageId, materialId: row.id, kind: row.kind, sha256: row.sha256 ?? null },
  }
  const [written] = await db.batch([insertMaterialIf(db, row), insertAuditEventIf(db, event, materialIsThere(row.id))])
  return written.length > 0
}

/** What an agency knows of its own interview, and what it sends before it begins. Mounted beside the proposals. */
export const interviewMaterials = new Hono<AppEnv>()
  .get('/:id/interviews', writing, async (c) => {
    const proposal = c.var.guard?.[0]
    if (!proposal || writersAmong(c.var.actor, proposal).length === 0) return problem(c, { code: 'not_found' })
    const db = openDb(c.env.DB)
    const slots = await listInterviewsOfProposal(db, proposal.id)
    const given = await Promise.all(
      slots.map(({ editionId, stageId }) => listMaterials(db, { editionId, stageId, proposalId: proposal.id })),
    )
    return c.json({
      now: c.var.now,
      maxBytes: maxMaterialBytes,
      most: mostMaterials,
      interviews: slots.map(({ id, stageId, stageName, beginsAt, endsAt, room, stageRules, ...slot }, n) => ({
        id,
        stage: { id: stageId, name: stageName },
        beginsAt,
        endsAt,
        room,
        cancelled: slot.cancelledAt && { at: slot.cancelledAt, reason: slot.cancelReason },
        times: stageRules.times ?? usualTimes,
        mayChange: slot.cancelledAt === null && beginsAt > c.var.now,
        materials: (given[n] ?? []).map(({ objectKey: _, ...material }) => material),
      })),
    })
  })
  .get('/:id/interviews/:slot/calendar.ics', writing, async (c) => {
    const slot = await plannedInterview(openDb(c.env.DB), c.var.actor, c.var.guard?.[0], c.req.param('slot'))
    if (!slot) return problem(c, { code: 'not_found' })
    const { origin, host } = new URL(c.env.ORIGIN)
    const url = `${origin}${slot.address}`
    const words = { summary: `${slot.stageName}, ${slot.editionName}`, description: slot.title, url }
    const entry = interviewEntry({ ...slot, calledOffAt: slot.cancelledAt }, host, words)
    return interviewCalendar(c, { name: slot.stageName, language: 'id', url, events: [entry] })
  })
  /** The body is the file itself. */
  .post('/:id/interviews/:slot/materials', writing, query(upload), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const slot = await ownInterview(db, actor, c.var.guard?.[0], c.req.param('slot'))
    if (!slot) return problem(c, { code: 'not_found' })
    if (slot.beginsAt <= now) return problem(c, { code: 'interview_begun' })
    if (Number(c.req.header('content-length') ?? 0) > maxMaterialBytes) {
      return problem(c, { code: 'file_too_large', maxBytes: maxMaterialBytes })
    }
    const bytes = await readUpTo(c.req.raw.body, maxMaterialBytes + 1)
    c.set('receivedAt', Date.now())
    if (bytes.byteLength > maxMaterialBytes) return problem(c, { code: 'file_too_large', maxBytes: maxMaterialBytes })
    if (bytes.byteLength === 0) return problem(c, { code: 'file_empty' })
    const checked = await checkFile(bytes)
    if (!checked.ok) return problem(c, checked.refusal)
    const standing = await listMaterials(db, slot)
    if (standing.length >= mostMaterials) return problem(c, { code: 'too_many_materials', most: mostMaterials })
    const { kind, title, name } = c.req.valid('query')
    const sha256 = await sha256Hex(bytes)
    const objectKey = `interviews/${slot.proposalId}/${sha256}`
    const fileName = tidyFileName(name, checked.value)
    const mediaType = contentTypeOf(fileName)
    await c.env.FILES.put(objectKey, bytes, { httpMetadata: { contentType: mediaType } })
    const { editionId, stageId, proposalId } = slot
    const file = { fileName, objectKey, sha256, sizeBytes: bytes.byteLength, mediaType }
    const id = crypto.randomUUID()
    const isWritten = await write(db, {
      id,
      editionId,
      stageId,
      proposalId,
      kind,
      title,
      ...file,
      at: now,
      by: actor.id,
    })
    if (!isWritten) return problem(c, await whyNot(db, slot))
    return c.json({ id }, 201)
  })
  .post('/:id/interviews/:slot/videos', writing, body(video), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const slot = await ownInterview(db, actor, c.var.guard?.[0], c.req.param('slot'))
    if (!slot) return problem(c, { code: 'not_found' })
    if (slot.beginsAt <= now) return problem(c, { code: 'interview_begun' })
    const { editionId, stageId, proposalId } = slot
    const id = crypto.randomUUID()
    const given = { ...c.req.valid('json'), kind: 'video' as const }
    const isWritten = await write(db, { id, editionId, stageId, proposalId, ...given, at: now, by: actor.id })
    if (!isWritten) return problem(c, await whyNot(db, slot))
    return c.json({ id }, 201)
  })
  .get('/:id/interviews/:slot/materials/:material', writing, async (c) => {
    const db = openDb(c.env.DB)
    const slot = await ownInterview(db, c.var.actor, c.var.guard?.[0], c.req.param('slot'))
    const given = slot ? await listMaterials(db, slot) : []
    const file = given.find(({ id }) => id === c.req.param('material'))
    if (!file?.objectKey || !file.fileName) return problem(c, { code: 'not_found' })
    return attachmentFile(c, { objectKey: file.objectKey, fileName: file.fileName })
  })
  .delete('/:id/interviews/:slot/materials/:material', writing, async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const slot = await ownInterview(db, actor, c.var.guard?.[0], c.req.param('slot'))
    if (!slot) return problem(c, { code: 'not_found' })
    const id = c.req.param('material')
    const { editionId, stageId, proposalId } = slot
    const event = {
      at: now,
      actorId: actor.id,
      action: 'interview_material.removed',
      editionId,
      subjectId: proposalId,
      detail: { stageId, materialId: id },
    }
    const known = await listMaterials(db, slot)
    if (!known.some((one) => one.id === id)) return problem(c, { code: 'not_found' })
    const [, removed] = await db.batch([
      insertAuditEventIf(db, event, isMaterialRemovable(slot, id, now)),
      removeMaterial(db, slot, id, { at: now, by: actor.id }),
    ])
    return removed.length > 0 ? c.body(null, 204) : problem(c, { code: 'interview_begun' })
  })

/** What had moved when nothing was written. */
async function whyNot(db: Db, slot: { editionId: string; stageId: string; proposalId: string }) {
  const given = await listMaterials(db, slot)
  if (given.length >= mostMaterials) return { code: 'too_many_materials' as const, most: mostMaterials }
  return { code: 'interview_begun' as const }
}
