import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { insertAvailabilities, listAvailabilities, mostOfOne, removeAvailabilities } from '#db/availabilities.ts'
import { openDb } from '#db/client.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { holdsIn } from '#domain/access.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { loadInterviewStage } from '../interview-planning.ts'
import { problem } from '../problem.ts'

const mostMs = 24 * 3_600_000

const stretch = z.object({ beginsAt: z.iso.datetime(), endsAt: z.iso.datetime() }).refine(({ beginsAt, endsAt }) => {
  const ms = Date.parse(endsAt) - Date.parse(beginsAt)
  return ms > 0 && ms <= mostMs
})

/** `jurorId` null: the own ones. */
const change = z.object({
  jurorId: recordId.nullable(),
  add: z.array(stretch).max(200),
  remove: z.array(recordId).max(500),
})

/** When panelists can sit in interviews: said by themselves, or by the secretariat for them. */
export const availabilities = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/availabilities', allow('evaluator', 'panelist'), async (c) => {
    const db = openDb(c.env.DB)
    const { actor } = c.var
    const found = await loadInterviewStage(db, actor, ['evaluator', 'panelist'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, rules, times } = found.value
    if (!holdsIn(actor, edition.id, rules.jurorRole)) return problem(c, { code: 'not_found' })
    const rows = await listAvailabilities(db, { editionId: edition.id, stageId: stage.id }, actor.id)
    const { name, opensAt, closesAt } = stage
    return c.json({
      stage: { id: stage.id, name, opensAt, closesAt },
      edition: { slug: edition.slug, name: edition.name },
      times,
      now: c.var.now,
      availabilities: rows.map(({ id, beginsAt, endsAt }) => ({ id, beginsAt, endsAt })),
    })
  })
  .post(
    '/:edition/stages/:stage/availabilities',
    allow('evaluator', 'panelist', 'secretariat'),
    body(change),
    async (c) => {
      const db = openDb(c.env.DB)
      const { actor, now } = c.var
      const found = await loadInterviewStage(db, actor, ['evaluator', 'panelist', 'secretariat'], c.req.param())
      if (!found.ok) return problem(c, found.refusal)
      const { edition, stage, rules } = found.value
      const { jurorId: named, add, remove } = c.req.valid('json')
      const jurorId = named ?? actor.id
      const isOwn = jurorId === actor.id && holdsIn(actor, edition.id, rules.jurorRole)
      if (!isOwn) {
        const isStaff = holdsIn(actor, edition.id, 'secretariat')
        const jurors = isStaff ? await selectAssignableJurors(db, edition.id, rules.jurorRole, now) : []
        if (!jurors.some(({ id }) => id === jurorId)) return problem(c, { code: 'not_found' })
      }
      if (now >= stage.closesAt) {
        const { opensAt, closesAt } = stage
        const window = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }
        return problem(c, { code: 'stage_not_open', ...window })
      }
      const held = await listAvailabilities(db, { editionId: edition.id, stageId: stage.id }, jurorId)
      const kept = held.filter(({ id }) => !remove.includes(id)).length
      if (kept + add.length > mostOfOne) return problem(c, { code: 'invalid_input', fields: ['add'] })
      const stamped = { editionId: edition.id, stageId: stage.id, jurorId, at: now, by: actor.id }
      const stretches = add.map(({ beginsAt, endsAt }) => ({ beginsAt: new Date(beginsAt), endsAt: new Date(endsAt) }))
      const [, , , rows] = await db.batch([
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'availability.changed',
          editionId: edition.id,
          subjectId: jurorId,
          detail: { stageId: stage.id, added: add.length, removed: remove.length },
        }),
        removeAvailabilities(db, stamped, remove),
        insertAvailabilities(db, stamped, stretches),
        listAvailabilities(db, stamped, jurorId),
      ])
      return c.json({ availabilities: rows.map(({ id, beginsAt, endsAt }) => ({ id, beginsAt, endsAt })) })
    },
  )
