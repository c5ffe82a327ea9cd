import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb } from '#db/client.ts'
import { loadEdition } from '#db/editions.ts'
import { insertSignature, selectSignature } from '#db/integrity-pacts.ts'
import { holdsIn } from '#domain/access.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { pactOf } from '../integrity-pact.ts'
import { problem } from '../problem.ts'

/** `sha256`: of the text that was read; a signature counts for that very text. */
const signature = z.object({ edition: z.string().max(60), sha256: z.string().length(64) })

/** The integrity pact of an edition, signed before its first reading. Mounted at /api/assignments. */
export const integrityPacts = new Hono<AppEnv>().post(
  '/pacts',
  allow('evaluator', 'panelist'),
  body(signature),
  async (c) => {
    const { edition: slug, sha256 } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, slug)
    const text = edition && edition.version > 0 ? edition.rules.integrityPact : undefined
    const { actor, now } = c.var
    if (!edition || text === undefined || !holdsIn(actor, edition.id, 'evaluator', 'panelist')) {
      return problem(c, { code: 'not_found' })
    }
    const pact = await pactOf(text)
    if (pact.sha256 !== sha256) return problem(c, { code: 'pact_changed', edition: slug, pact })
    const signed = { editionId: edition.id, jurorId: actor.id, sha256, text, signedAt: now }
    try {
      await db.batch([
        insertSignature(db, signed),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'integrity_pact.signed',
          editionId: edition.id,
          subjectId: actor.id,
          detail: { sha256 },
        }),
      ])
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const [earlier] = await selectSignature(db, edition.id, actor.id, sha256)
      return c.json({ signedAt: earlier?.signedAt ?? now }, 200)
    }
    return c.json({ signedAt: now }, 201)
  },
)
