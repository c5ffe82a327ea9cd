import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb, type Db } from '#db/client.ts'
import { endBarred } from '#db/freed-readings.ts'
import { loadEdition, type LoadedEdition } from '#db/editions.ts'
import { findAgency, insertAffiliation, insertJurorRole, insertUser, listJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { findUserByEmail } from '#db/users.ts'
import { holdsIn, jurorRoles } from '#domain/access.ts'
import { findScoringStage } from '#domain/edition.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { jurorAppointed } from '../letters/juror.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { askForReaders, recusalReason } from '../recusal.ts'

/** More than any jury has had; the real one of the large editions had about sixty. */
export const mostJurors = 500

const appointment = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.string().trim().toLowerCase().pipe(z.email()),
  role: z.enum(jurorRoles),
  agencyId: z.string().nullable(),
  post: z.string().trim().max(200),
})

type Appointing = z.infer<typeof appointment> & { edition: LoadedEdition; grantedBy: string; now: Date }

type Appointed = { userId: string; mail: { id: string }; freed: { editionId: string; stageId: string }[] }

/** Writes role, post, trail and letter; a person not yet known is written too. Answers the juror's id and the letter. */
async function appoint(db: Db, appointing: Appointing): Promise<Appointed> {
  const { name, email, role, agencyId, post, edition, grantedBy, now } = appointing
  const known = await findUserByEmail(db, email)
  const user = known ?? { id: crypto.randomUUID(), name, email }
  const mail = mailRow(now, jurorAppointed(user, { role, editionName: edition.name }))
  const appointed = [
    insertUser(db, { ...user, now }),
    insertJurorRole(db, { userId: user.id, role, editionId: edition.id, grantedBy, now }),
    insertMails(db, [mail]),
    insertAuditEvent(db, {
      at: now,
      actorId: grantedBy,
      action: 'role.granted',
      editionId: edition.id,
      subjectId: user.id,
      detail: { role, agencyId },
    }),
  ] as const
  const told = { userId: user.id, mail }
  if (agencyId === null) {
    await db.batch(appointed)
    return { ...told, freed: [] }
  }
  // Of somebody who reads already, the new post may bar a reading.
  const [, , , , , , freed] = await db.batch([
    ...appointed,
    insertAffiliation(db, { userId: user.id, agencyId, post, now }),
    ...endBarred(db, { jurorId: user.id, by: grantedBy, reason: recusalReason, at: now }),
  ])
  return { ...told, freed }
}

export const jurors = new Hono<AppEnv>()
  .get(
    '/:edition/jurors',
    allow('secretariat', 'auditor'),
    query(z.object({ stage: z.string().optional() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const edition = await loadEdition(db, c.req.param('edition'))
      if (!edition) return problem(c, { code: 'not_found' })
      if (!holdsIn(c.var.actor, edition.id, 'secretariat', 'auditor')) return problem(c, { code: 'not_allowed' })
      const { stage: stageId } = c.req.valid('query')
      if (stageId === undefined) {
        const everybody = { editionId: edition.id, jurorRoles, now: c.var.now }
        return c.json({ jurors: await listJurors(db, everybody, mostJurors) })
      }
      const stage = findScoringStage(edition.rules, stageId)
      if (!stage) return problem(c, { code: 'not_found' })
      const ofStage = { editionId: edition.id, stageId, jurorRoles: [stage.jurorRole], now: c.var.now }
      return c.json({ jurors: await listJurors(db, ofStage, mostJurors) })
    },
  )
  .post('/:edition/jurors', allow('secretariat'), body(appointment), async (c) => {
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, c.req.param('edition'))
    if (!edition) return problem(c, { code: 'not_found' })
    if (!holdsIn(c.var.actor, edition.id, 'secretariat')) return problem(c, { code: 'not_allowed' })
    const given = c.req.valid('json')
    if (given.agencyId !== null && !(await findAgency(db, given.agencyId))) {
      return problem(c, { code: 'invalid_input', fields: ['agencyId'] })
    }
    const appointing = { ...given, edition, grantedBy: c.var.actor.id, now: c.var.now }
    const { userId, mail, freed } = await appoint(db, appointing).catch((error: unknown) => {
      // Somebody else has just written the same person under another id: now they are known.
      if (isRefusedByTrigger(error, 'FOREIGN KEY')) return appoint(db, appointing)
      throw error
    })
    await announceMails(c.env, [mail])
    await askForReaders(c.env, freed, recusalReason)
    return c.json({ id: userId }, 201)
  })
