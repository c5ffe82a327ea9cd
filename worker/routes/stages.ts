import { Hono } from 'hono'
import * as z from 'zod'
import { openDb, type Db } from '#db/client.ts'
import { loadEdition } from '#db/editions.ts'
import { holdsIn } from '#domain/access.ts'
import { closeEarly, moveStage } from '#domain/schedule.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv, Env } from '../env.ts'
import { problem } from '../problem.ts'
import { announceRebuild } from '../publication.ts'
import { prepareWindows, type WindowChange } from '../stage-windows.ts'

const reason = z.string().trim().max(500)
const change = z.object({ opensAt: z.iso.datetime(), closesAt: z.iso.datetime(), reason })

async function saveWindows(env: Env, db: Db, changing: WindowChange): Promise<void> {
  const { hash, statements } = await prepareWindows(env, db, changing)
  const [first, ...rest] = statements
  if (first) await db.batch([first, ...rest])
  if (hash !== undefined) await announceRebuild(env, hash)
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
