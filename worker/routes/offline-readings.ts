import { Hono } from 'hono'
import * as z from 'zod'
import { listReadingDesks, listReadingOrder } from '#db/assignments.ts'
import { openDb } from '#db/client.ts'
import { selectSignature } from '#db/integrity-pacts.ts'
import { requireOpen } from '#domain/edition.ts'
import { allow } from '../access.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded, pactOf } from '../integrity-pact.ts'
import { loadOwnStage, ownStageQuery } from '../own-stage.ts'
import { problem } from '../problem.ts'
import { readingView } from '../reading-view.ts'

/** Readings in one answer: whole texts, of about 30 kB each. */
const mostAtOnce = 40

/** `after`: how many readings the caller has already. */
const page = ownStageQuery.extend({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(mostAtOnce).default(mostAtOnce),
})

/** A juror's whole work of one stage, page by page, for the store on the own device. Mounted at /api/assignments. */
export const offlineReadings = new Hono<AppEnv>().get(
  '/offline',
  allow('evaluator', 'panelist'),
  query(page),
  async (c) => {
    const { after, limit, ...asked } = c.req.valid('query')
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const own = await loadOwnStage(db, actor, asked)
    if (!own) return problem(c, { code: 'not_found' })
    const { edition, stage, rules: stageRules } = own
    const pact = edition.rules.integrityPact
    if (pact !== undefined) {
      const [signed] = await selectSignature(db, edition.id, actor.id, (await pactOf(pact)).sha256)
      if (!signed) return pactNeeded(c, edition.id)
    }
    const open = requireOpen(stage, now)
    if (!open.ok && now < stage.opensAt) return problem(c, open.refusal)
    const order = await listReadingOrder(db, { jurorId: actor.id, editionId: edition.id, stageId: stage.id }, now)
    const ids = order.slice(after, after + limit).map(({ id }) => id)
    const desks = new Map((await listReadingDesks(db, ids)).map((desk) => [desk.id, desk]))
    const { slug, name, isSimulation, rules } = edition
    const { opensAt, closesAt } = stage
    const common = {
      edition: { slug, name, isSimulation },
      stage: { id: stage.id, name: stage.name, opensAt, closesAt },
      rules,
      stageRules,
    }
    const readings = ids.flatMap((id) => {
      const desk = desks.get(id)
      return desk ? [readingView(desk, common, order)] : []
    })
    const next = after + limit < order.length ? after + limit : null
    return c.json({ readings, next })
  },
)
