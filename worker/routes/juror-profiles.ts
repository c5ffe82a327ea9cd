import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isUniqueViolation, openDb } from '#db/client.ts'
import { loadEdition } from '#db/editions.ts'
import { capAtHandedIn, endApart, insertApart, isApart, saveProfiles, selectApart } from '#db/juror-profiles.ts'
import { endOpenReadings, listJurors, selectStageJuror } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { holdsIn, jurorRoles, type Actor, type RoleName } from '#domain/access.ts'
import { accept, refuse } from '#domain/result.ts'
import { allow } from '../access.ts'
import { plannedStage } from '../assignment-demand.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { readingsEnded } from '../letters/assignment.ts'
import { announceMails, mailRow } from '../mail.ts'
import { loadReadStage } from '../plannable-stage.ts'
import { problem } from '../problem.ts'
import { mostJurors } from './jurors.ts'

const profiles = z.object({
  profiles: z
    .array(
      z.object({
        jurorId: recordId,
        themeIds: z.array(z.string().max(64)).max(50),
        mostReadings: z.int().min(0).max(100_000).nullable(),
      }),
    )
    .min(1)
    .max(mostJurors),
})
const pair = z.object({ jurorIds: z.tuple([recordId, recordId]), reason: z.string().trim().max(500) })
const stop = z.object({ reason: z.string().trim().max(500) })

async function loadHeldEdition(
  db: Parameters<typeof loadEdition>[0],
  actor: Actor,
  roles: readonly RoleName[],
  slug: string,
) {
  const edition = await loadEdition(db, slug)
  if (!edition) return refuse({ code: 'not_found' as const })
  return holdsIn(actor, edition.id, ...roles) ? accept(edition) : refuse({ code: 'not_allowed' as const })
}

/** What the assignment knows of jurors: themes and caps, pairs kept apart, and who stops. Mounted at /api/editions. */
export const jurorProfiles = new Hono<AppEnv>()
  .put('/:edition/juror-profiles', allow('secretariat'), body(profiles), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldEdition(db, c.var.actor, ['secretariat'], c.req.param('edition'))
    if (!held.ok) return problem(c, held.refusal)
    const edition = held.value
    const given = c.req.valid('json').profiles
    const everybody = { editionId: edition.id, jurorRoles, now: c.var.now }
    const known = new Set((await listJurors(db, everybody, mostJurors)).map(({ id }) => id))
    const themes = new Set(edition.rules.themes?.items.map(({ id }) => id))
    if (given.some(({ jurorId }) => !known.has(jurorId))) return problem(c, { code: 'not_found' })
    if (given.some(({ themeIds }) => themeIds.some((id) => !themes.has(id)))) {
      return problem(c, { code: 'invalid_input', fields: ['themeIds'] })
    }
    await db.batch([...saveProfiles(db, given, { editionId: edition.id, by: c.var.actor.id, at: c.var.now })])
    return c.json({ saved: given.length })
  })
  .get('/:edition/jurors-apart', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const held = await loadHeldEdition(db, c.var.actor, ['secretariat', 'auditor'], c.req.param('edition'))
    if (!held.ok) return problem(c, held.refusal)
    return c.json({ pairs: await selectApart(db, held.value.id) })
  })
  .post('/:edition/jurors-apart', allow('secretariat'), body(pair), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const held = await loadHeldEdition(db, actor, ['secretariat'], c.req.param('edition'))
    if (!held.ok) return problem(c, held.refusal)
    const { jurorIds, reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    const editionId = held.value.id
    const everybody = { editionId, jurorRoles, now }
    const known = new Set((await listJurors(db, everybody, mostJurors)).map(({ id }) => id))
    if (!jurorIds.every((id) => known.has(id))) return problem(c, { code: 'not_found' })
    if (jurorIds[0] === jurorIds[1]) return problem(c, { code: 'invalid_input', fields: ['jurorIds'] })
    const id = crypto.randomUUID()
    const detail = { firstId: jurorIds[0], secondId: jurorIds[1], reason }
    try {
      await db.batch([
        insertApart(db, { id, jurorIds, reason, editionId, by: actor.id, at: now }),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'jurors_apart.added',
          editionId,
          subjectId: id,
          detail,
        }),
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'already_apart' })
      throw error
    }
    return c.json({ id }, 201)
  })
  .post('/:edition/jurors-apart/:pair/end', allow('secretariat'), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const held = await loadHeldEdition(db, actor, ['secretariat'], c.req.param('edition'))
    if (!held.ok) return problem(c, held.refusal)
    const [editionId, id] = [held.value.id, c.req.param('pair')]
    const event = { at: now, actorId: actor.id, action: 'jurors_apart.ended', editionId, subjectId: id }
    const [, ended] = await db.batch([
      insertAuditEventIf(db, event, isApart(editionId, id)),
      endApart(db, id, { editionId, by: actor.id, at: now }),
    ])
    return ended.length === 0 ? problem(c, { code: 'not_found' }) : c.json({ endedAt: now.toISOString() }, 201)
  })
  .post('/:edition/stages/:stage/jurors/:juror/stop', allow('secretariat'), body(stop), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const held = await loadReadStage(db, actor, ['secretariat'], { address: c.req.param(), now })
    if (!held.ok) return problem(c, held.refusal)
    const { edition, stage } = held.value
    const { editionId, stageId, jurorRole } = plannedStage(held.value)
    const { reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    if (now >= stage.closesAt) {
      const [opensAt, closesAt] = [stage.opensAt.toISOString(), stage.closesAt.toISOString()]
      return problem(c, { code: 'stage_not_open', opensAt, closesAt })
    }
    const jurorId = c.req.param('juror')
    const [juror] = await selectStageJuror(db, { jurorId, editionId, stageId, jurorRole, now })
    if (!juror) return problem(c, { code: 'not_found' })
    const open = juror.assigned - juror.handedIn
    const letter = { count: open, stageName: stage.name, editionName: edition.name }
    const mails = open === 0 ? [] : [mailRow(now, readingsEnded(juror, letter))]
    const [ended] = await db.batch([
      endOpenReadings(db, { jurorId, editionId, stageId }, now, reason),
      capAtHandedIn(db, jurorId, { editionId, by: actor.id, at: now }, stageId),
      insertMails(db, mails),
      insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'juror.stopped',
        editionId,
        subjectId: jurorId,
        detail: { stageId, readings: open, reason },
      }),
    ])
    await announceMails(c.env, mails)
    return c.json({ ended: ended.length }, 201)
  })
