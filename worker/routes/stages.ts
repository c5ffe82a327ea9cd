import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { loadEdition, updateStageWindow, type LoadedEdition } from '#db/editions.ts'
import { holdsIn } from '#domain/access.ts'
import type { Stage } from '#domain/edition.ts'
import { closeEarly, moveStage } from '#domain/schedule.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv, Env } from '../env.ts'
import { problem } from '../problem.ts'
import { announceRebuild, editionSnapshot, preparePublication } from '../publication.ts'

const reason = z.string().trim().max(500)
const change = z.object({ opensAt: z.iso.datetime(), closesAt: z.iso.datetime(), reason })

type Changing = { edition: LoadedEdition; changed: readonly Stage[]; reason: string; now: Date; actorId: string }

/** The changed windows, an audit event for each, and — once the edition is open — the snapshot that tells the public. */
async function saveWindows(env: Env, db: Db, { edition, changed, reason: why, now, actorId }: Changing): Promise<void> {
  const after: LoadedEdition = {
    ...edition,
    stages: edition.stages.map((stage) => changed.find(({ id }) => id === stage.id) ?? stage),
  }
  const publication =
    edition.version > 0
      ? await preparePublication(env, db, {
          snapshot: editionSnapshot(after, now),
          editionId: edition.id,
          stageId: null,
          now,
          actorId,
        })
      : undefined
  const updates = changed.flatMap((stage) => [
    updateStageWindow(db, edition.id, stage),
    insertAuditEvent(db, {
      at: now,
      actorId,
      action: 'stage.changed',
      editionId: edition.id,
      subjectId: stage.id,
      detail: { opensAt: stage.opensAt.toISOString(), closesAt: stage.closesAt.toISOString(), reason: why },
    }),
  ])
  const [first, ...rest] = [...updates, ...(publication?.statements ?? [])]
  if (first) await db.batch([first, ...rest])
  if (publication) await announceRebuild(env, publication.hash)
}

/** Dates stay changeable while an edition runs; each change has a reason and is public within seconds. */
export const stages = new Hono<AppEnv>()
  .put('/:edition/stages/:stage', allow('secretariat'), body(change), async (c) => {
    const { opensAt, closesAt, reason: why } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    const stageId = c.req.param('stage')
    if (!edition?.stages.some(({ id }) => id === stageId)) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat')) return problem(c, { code: 'not_allowed' })
    if (edition.version > 0 && why === '') return problem(c, { code: 'reason_needed' })
    const moved = moveStage(edition.stages, stageId, { opensAt: new Date(opensAt), closesAt: new Date(closesAt) })
    if (!moved.ok) return problem(c, moved.refusal)
    await saveWindows(c.env, db, {
      edition,
      changed: moved.value,
      reason: why,
      now: c.var.now,
      actorId: c.var.actor.id,
    })
    return c.json({ changed: moved.value.map(({ id }) => id) })
  })
  .post('/:edition/stages/:stage/early-close', allow('secretariat'), body(z.object({ reason })), async (c) => {
    const { reason: why } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    const stageId = c.req.param('stage')
    if (!edition?.stages.some(({ id }) => id === stageId)) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat')) return problem(c, { code: 'not_allowed' })
    if (edition.version === 0) return problem(c, { code: 'edition_not_open' })
    if (why === '') return problem(c, { code: 'reason_needed' })
    const closed = closeEarly(edition.stages, stageId, c.var.now)
    if (!closed.ok) return problem(c, closed.refusal)
    await saveWindows(c.env, db, {
      edition,
      changed: closed.value,
      reason: why,
      now: c.var.now,
      actorId: c.var.actor.id,
    })
    return c.json({ changed: closed.value.map(({ id }) => id) })
  })
