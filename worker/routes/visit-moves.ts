import { Hono } from 'hono'
import * as z from 'zod'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { listVisitMoves } from '#db/visit-moves.ts'
import { staffRoles } from '#domain/access.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { isMade, prepareVisitMove, saveVisitMove } from '../visit-move.ts'
import { loadVisits, loadVisitStage } from '../visit-planning.ts'

const moved = z.object({
  /** Its number among the moves of the visit, one more than were seen. */
  sequence: z.int().min(1).max(1000),
  visitsOn: z.iso.date(),
  place: line(300),
  visitorIds: z.array(recordId).min(1).max(10),
  reason: z.string().trim().max(1000),
})

/** A visit on another day, in another place or by others, in one act. Mounted beside the editions. */
export const visitMoves = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/visits/:visit/moves', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const found = await loadVisitStage(db, c.var.actor, staffRoles, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage } = found.value
    const key = { editionId: edition.id, stageId: stage.id, visitId: c.req.param('visit') }
    return c.json({ moves: await listVisitMoves(db, key) })
  })
  /**
   * Sent again because the answer was lost, the move answers as it did; whoever has not seen the newest move moves nothing.
   */
  .post('/:edition/stages/:stage/visits/:visit/moves', allow('secretariat'), body(moved), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, rules } = found.value
    const visits = await loadVisits(db, found.value, now)
    const visit = visits.visits.find(({ id }) => id === c.req.param('visit'))
    if (!visit) return problem(c, { code: 'not_found' })
    const asked = c.req.valid('json')
    const { sequence } = asked
    const acting = { db, stageOf: found.value, visits, now, by: actor.id }
    const whatCameFirst = async () =>
      (await isMade(acting, visit.id, asked)) ? c.json({ sequence }, 201) : problem(c, { code: 'visit_changed' })
    const jurors = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const move = prepareVisitMove(acting, visit, asked, jurors)
    if (!move.ok) return move.refusal.code === 'visit_changed' ? whatCameFirst() : problem(c, move.refusal)
    try {
      const mails = await saveVisitMove(acting, move.value)
      if (mails === null) return problem(c, { code: 'already_handed_in' })
      await announceMails(c.env, mails)
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      if (isUniqueViolation(error)) return whatCameFirst()
      throw error
    }
    return c.json({ sequence }, 201)
  })
