import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { findReviewItem, insertReviewDecision, listReviewItems } from '#db/reviews.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import { loadClosedStage } from '../closed-stage.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

const decision = z.object({ verdict: z.enum(['excluded', 'kept']), reason: z.string().trim().max(2000) })

/** About half a false flag a run and a few true ones; conflicts come on top. */
const listed = 1000

type Row = Awaited<ReturnType<typeof listReviewItems>>[number]

const describe = (row: Row) => ({
  id: row.id,
  kind: row.kind,
  raisedBy: row.raisedBy,
  raisedAt: row.raisedAt,
  juror: { id: row.jurorId, name: row.jurorName },
  proposal:
    row.proposalId === null
      ? null
      : {
          proposalId: row.proposalId,
          referenceNumber: row.referenceNumber ?? '',
          title: row.title ?? '',
          agency: row.agency ?? '',
        },
  strength: row.strength,
  sheets: row.sheets,
  decision:
    row.verdict === null ? null : { verdict: row.verdict, reason: row.reason, at: row.decidedAt, by: row.decidedBy },
})

/** What the engine found unusual. It changes nothing: a person decides, with a reason, and asks for a run that heeds it. */
export const reviewItems = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/review-items', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const asked = { address: c.req.param(), now: c.var.now }
    const closed = await loadClosedStage(db, c.var.actor, ['secretariat', 'auditor'], asked)
    if (!closed.ok) return problem(c, closed.refusal)
    const items = await listReviewItems(db, closed.value.edition.id, closed.value.stage.id, listed)
    return c.json({ items: items.map(describe) })
  })
  .post('/:edition/stages/:stage/review-items/:item/decisions', allow('secretariat'), body(decision), async (c) => {
    const db = openDb(c.env.DB)
    const asked = { address: c.req.param(), now: c.var.now }
    const closed = await loadClosedStage(db, c.var.actor, ['secretariat'], asked)
    if (!closed.ok) return problem(c, closed.refusal)
    const { edition, stage } = closed.value
    const item = await findReviewItem(db, edition.id, stage.id, c.req.param('item'))
    if (!item) return problem(c, { code: 'not_found' })
    const { verdict, reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    await db.batch([
      insertReviewDecision(db, { itemId: item.id, verdict, reason, at: c.var.now, by: c.var.actor.id }),
      insertAuditEvent(db, {
        at: c.var.now,
        actorId: c.var.actor.id,
        action: 'review.decided',
        editionId: edition.id,
        subjectId: item.id,
        detail: { stageId: stage.id, verdict, reason },
      }),
    ])
    return c.json({}, 201)
  })
