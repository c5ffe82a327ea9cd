import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { isMoved, listVisitMoves, moveVisit } from '#db/visit-moves.ts'
import { staffRoles } from '#domain/access.ts'
import { dayOf } from '#domain/jakarta-day.ts'
import { checkVisitMove } from '#domain/visit-move.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { isInStage } from '../visit-days.ts'
import {
  lettersOfVisits,
  loadVisits,
  loadVisitStage,
  visitEvent,
  type ToldVisitOf,
  type Visits,
} from '../visit-planning.ts'

const moved = z.object({
  visitsOn: z.iso.date(),
  place: line(300),
  visitorIds: z.array(recordId).min(1).max(10),
  reason: z.string().trim().max(1000),
})

type Person = { id: string; name: string; email: string }
type Standing = Visits['visits'][number]
type Wanted = z.infer<typeof moved>

/** Who stays is told of another day or place, who joins of the visit, who leaves that it is no longer theirs. */
function changesOf(
  visit: Standing,
  wanted: Wanted,
  { stayed, joined, left }: Record<'stayed' | 'joined' | 'left', readonly Person[]>,
) {
  const { visitsOn, place, reason } = wanted
  const isElsewhere = visitsOn !== visit.visitsOn || place !== visit.place
  const about = { proposalId: visit.proposalId, visitsOn, place }
  const former = { day: visit.visitsOn, place: visit.place }
  const changes: ToldVisitOf[] = [
    { ...about, visitors: joined, change: 'planned', toAgency: false },
    { ...about, visitsOn: visit.visitsOn, visitors: left, change: 'left', reason, toAgency: false },
  ]
  return isElsewhere
    ? [{ ...about, visitors: stayed, change: 'moved' as const, former, reason, toAgency: true }, ...changes]
    : changes
}

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
  .post('/:edition/stages/:stage/visits/:visit/moves', allow('secretariat'), body(moved), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, rules } = found.value
    const loaded = await loadVisits(db, found.value, now)
    const visit = loaded.visits.find(({ id }) => id === c.req.param('visit'))
    if (!visit) return problem(c, { code: 'not_found' })
    const wanted = c.req.valid('json')
    const people: readonly Person[] = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const checked = checkVisitMove(visit, wanted, {
      isDayOpen: (day) => day >= dayOf(now) && isInStage(day, stage),
      jurorIds: people.map(({ id }) => id),
      barredIds: loaded.visitable.find(({ proposalId }) => proposalId === visit.proposalId)?.barredIds ?? [],
    })
    if (!checked.ok) return problem(c, checked.refusal)
    const { joinedIds, leftIds } = checked.value
    const among = (ids: readonly string[], of: readonly Person[]) => of.filter(({ id }) => ids.includes(id))
    const going = visit.visitors.filter(({ state }) => state === 'going')
    const changes = changesOf(visit, wanted, {
      stayed: going.filter(({ id }) => !leftIds.includes(id)),
      joined: among(joinedIds, people),
      left: among(leftIds, going),
    })
    const mails = await lettersOfVisits(db, found.value, loaded, changes, now)
    const { visitsOn, place, reason } = wanted
    const move = {
      visitId: visit.id,
      sequence: visit.moves + 1,
      visitsOn,
      place,
      formerVisitsOn: visit.visitsOn,
      formerPlace: visit.place,
      joinedIds,
      leftIds,
      reason,
      at: now,
      by: actor.id,
    }
    const event = visitEvent(found.value, { at: now, by: actor.id }, 'visit.moved', visit.id)
    const detail = {
      proposalId: visit.proposalId,
      from: `${visit.visitsOn} ${visit.place}`,
      to: `${visitsOn} ${place}`,
      joined: joinedIds.length,
      left: leftIds.length,
      reason,
    }
    try {
      const [kept] = await db.batch([
        ...moveVisit(db, move),
        insertMails(db, mails, isMoved(move)),
        insertAuditEventIf(db, { ...event, detail: { ...event.detail, ...detail } }, isMoved(move)),
      ])
      // Somebody cancelled it or handed in at the same moment.
      if (kept.length === 0) return problem(c, { code: 'already_handed_in' })
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      if (isUniqueViolation(error)) return problem(c, { code: 'visit_changed' })
      throw error
    }
    await announceMails(c.env, mails)
    return c.json({ sequence: move.sequence }, 201)
  })
