import { Hono } from 'hono'
import * as z from 'zod'
import {
  agencySearchWords,
  findAgencies,
  insertUnit,
  isNewUnit,
  listAgencies,
  selectAgency,
  selectUnits,
} from '#db/agencies.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { isAdminOf } from '#domain/invitation.ts'
import { allow, allowAnyone } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line } from '../fields.ts'
import { problem } from '../problem.ts'

const limit = 20

/** More units than any agency has entered. */
const mostUnits = 500

const search = z.object({
  q: z.string().trim().max(200).default(''),
  /** `top`: only those at the top of the tree, which can have an admin. */
  level: z.enum(['top', 'all']).optional(),
})

/** The names of public bodies are public; who works there is not. */
export const agencies = new Hono<AppEnv>()
  .get('/', allowAnyone, query(search), async (c) => {
    const db = openDb(c.env.DB)
    const { q, level } = c.req.valid('query')
    const words = agencySearchWords(q)
    const { now } = c.var
    const found =
      words.length === 0 && level !== 'top'
        ? await listAgencies(db, now, limit)
        : await findAgencies(db, words, { now, topOnly: level === 'top' }, limit)
    return c.json({ agencies: found })
  })
  .get('/:id/units', allow('agency_admin'), async (c) => {
    const id = c.req.param('id')
    if (!isAdminOf(c.var.actor, id)) return problem(c, { code: 'not_found' })
    return c.json({ units: await selectUnits(openDb(c.env.DB), id, mostUnits) })
  })
  .post('/:id/units', allow('agency_admin'), body(z.object({ unitName: line(200) })), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const [agency] = await selectAgency(db, c.req.param('id'))
    if (!agency || !isAdminOf(actor, agency.id)) return problem(c, { code: 'not_found' })
    if (agency.validTo !== null && agency.validTo <= now) return problem(c, { code: 'agency_closed' })
    const unit = { id: crypto.randomUUID(), name: c.req.valid('json').unitName, parentId: agency.id, now }
    const [, written] = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: actor.id,
          action: 'unit.created',
          editionId: null,
          subjectId: agency.id,
          detail: { unitId: unit.id, name: unit.name },
        },
        isNewUnit(unit),
      ),
      insertUnit(db, unit),
    ])
    if (written.length === 0) return problem(c, { code: 'unit_exists' })
    return c.json({ id: unit.id, name: unit.name }, 201)
  })
