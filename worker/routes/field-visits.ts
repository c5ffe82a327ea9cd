import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import { cancelVisit, insertVisits, isCancellable, type NewVisit } from '#db/field-visits.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { staffRoles } from '#domain/access.ts'
import { accept, refuse } from '#domain/result.ts'
import { proposeVisits } from '#domain/visit-proposal.ts'
import { allow } from '../access.ts'
import { lettersOfAppointments } from '../appointment-letters.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { visitWords } from '../letters/field-visit.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { isInStage, workingDays } from '../visit-days.ts'
import { loadVisits, loadVisitStage, visitEvent, type Visits, type VisitStage } from '../visit-planning.ts'

const day = z.iso.date()
const planned = z.object({
  visits: z
    .array(
      z.object({
        proposalId: recordId,
        visitsOn: day,
        place: line(300),
        visitorIds: z.array(recordId).min(1).max(10),
      }),
    )
    .min(1)
    .max(200),
})
const proposing = z.object({
  seed: z
    .string()
    .regex(/^\d{1,9}$/)
    .default('1'),
})
const reasoned = z.object({ reason: z.string().trim().max(1000) })

type Planned = z.infer<typeof planned>['visits']

/** Whether these proposals may be visited on these days by these people. */
function checkPlanned(given: Planned, { stage }: VisitStage, { visitable }: Visits, jurors: readonly { id: string }[]) {
  const about = new Map(visitable.map((one) => [one.proposalId, one]))
  const wrong = given.flatMap(({ proposalId, visitsOn, visitorIds }, n) => [
    ...(about.has(proposalId) ? [] : [`visits.${n}.proposalId`]),
    ...(isInStage(visitsOn, stage) ? [] : [`visits.${n}.visitsOn`]),
    ...(visitorIds.every((id) => jurors.some((juror) => juror.id === id)) ? [] : [`visits.${n}.visitorIds`]),
  ])
  if (wrong.length > 0) return refuse({ code: 'invalid_input' as const, fields: wrong })
  const isBarred = given.some(({ proposalId, visitorIds }) =>
    visitorIds.some((id) => about.get(proposalId)?.barredIds.includes(id)),
  )
  return isBarred ? refuse({ code: 'conflict_of_interest' as const }) : accept(true)
}

/** The secretariat's planning of field visits; mounted beside the editions. */
export const fieldVisits = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/visits', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, staffRoles, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, rules } = found.value
    const { visitable, visits } = await loadVisits(db, found.value, now)
    const visitors = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const isPlanned = new Set(visits.map(({ proposalId }) => proposalId))
    return c.json({
      now,
      isOver: now >= stage.closesAt,
      visitorsPerProposal: rules.visitorsPerProposal,
      checks: rules.checks,
      visitors: visitors.map(({ id, name }) => ({
        id,
        name,
        visits: visits.filter((visit) => visit.visitors.some((one) => one.id === id)).length,
      })),
      visits: visits.map((visit) => ({
        ...visit,
        barredIds: visitable.find(({ proposalId }) => proposalId === visit.proposalId)?.barredIds ?? [],
        visitors: visit.visitors.map(({ email: _, ...visitor }) => visitor),
      })),
      waiting: visitable.filter(({ proposalId }) => !isPlanned.has(proposalId)),
    })
  })
  /** A visit for each proposal that has none; nothing is written. */
  .get('/:edition/stages/:stage/visits/proposal', allow('secretariat'), query(proposing), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, rules } = found.value
    const { visitable, visits, cancelledBecause } = await loadVisits(db, found.value, now)
    const jurors = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const isPlanned = new Set(visits.map(({ proposalId }) => proposalId))
    const proposed = proposeVisits({
      proposals: visitable
        .filter(({ proposalId }) => !isPlanned.has(proposalId))
        .map(({ proposalId, province, barredIds }) => ({ proposalId, area: province ?? '', barredIds })),
      visitorIds: jurors.map(({ id }) => id),
      days: workingDays(stage, now),
      visitorsPerProposal: rules.visitorsPerProposal,
      standing: visits.map(({ visitsOn, visitors }) => ({ day: visitsOn, visitorIds: visitors.map(({ id }) => id) })),
      seed: Number(c.req.valid('query').seed),
    })
    return c.json({
      visits: proposed.map(({ proposalId, day: visitsOn, visitorIds, missing }) => {
        const about = visitable.find((one) => one.proposalId === proposalId)
        const { title = '', referenceNumber = '', agency = '', barredIds = [] } = about ?? {}
        const cancelled = cancelledBecause.get(proposalId) ?? null
        const named = { proposalId, title, referenceNumber, agency, cancelledBecause: cancelled }
        return { ...named, visitsOn, place: agency, visitorIds, missing, barredIds }
      }),
    })
  })
  .post('/:edition/stages/:stage/visits', allow('secretariat'), body(planned), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage, rules } = found.value
    if (now >= stage.closesAt) {
      const window = { opensAt: stage.opensAt.toISOString(), closesAt: stage.closesAt.toISOString() }
      return problem(c, { code: 'stage_not_open', ...window })
    }
    const loaded = await loadVisits(db, found.value, now)
    const jurors = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const given = c.req.valid('json').visits
    const checked = checkPlanned(given, found.value, loaded, jurors)
    if (!checked.ok) return problem(c, checked.refusal)
    const visits: NewVisit[] = given.map((visit) => ({
      ...visit,
      id: crypto.randomUUID(),
      visitorIds: [...new Set(visit.visitorIds)],
    }))
    const told = visits.map((place) => ({
      proposalId: place.proposalId,
      people: jurors.filter(({ id }) => place.visitorIds.includes(id)),
      toAgency: true,
      change: 'set' as const,
      place,
    }))
    const letters = { reason: '', now }
    const mails = await lettersOfAppointments(db, visitWords, found.value, loaded.visitable, told, letters)
    const stamp = { at: now, by: actor.id }
    const event = visitEvent(found.value, stamp, 'visits.planned', stage.id)
    try {
      await db.batch([
        ...insertVisits(db, { editionId: edition.id, stageId: stage.id, ...stamp }, visits),
        insertMails(db, mails),
        insertAuditEvent(db, { ...event, detail: { ...event.detail, visits: visits.length } }),
      ])
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      if (isUniqueViolation(error)) return problem(c, { code: 'already_planned' })
      if (isRefusedByTrigger(error, 'FOREIGN KEY')) return problem(c, { code: 'not_a_candidate' })
      throw error
    }
    await announceMails(c.env, mails)
    return c.json({ ids: visits.map(({ id }) => id) }, 201)
  })
  .post('/:edition/stages/:stage/visits/:visit/cancellation', allow('secretariat'), body(reasoned), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    const loaded = await loadVisits(db, found.value, now)
    const visit = loaded.visits.find(({ id }) => id === c.req.param('visit'))
    if (!visit) return problem(c, { code: 'not_found' })
    if (visit.visitors.some(({ handedInAt }) => handedInAt)) return problem(c, { code: 'already_handed_in' })
    const people = visit.visitors.filter(({ state }) => state === 'going')
    const { proposalId } = visit
    const told = [{ proposalId, people, toAgency: true, change: 'cancelled' as const, former: visit }]
    const mails = await lettersOfAppointments(db, visitWords, found.value, loaded.visitable, told, { reason, now })
    const stamp = { at: now, by: actor.id }
    const event = visitEvent(found.value, stamp, 'visit.cancelled', visit.id)
    const detail = { ...event.detail, proposalId, reason }
    const [, , , cancelled] = await db.batch([
      insertMails(db, mails, isCancellable(visit.id)),
      insertAuditEventIf(db, { ...event, detail }, isCancellable(visit.id)),
      ...cancelVisit(db, visit.id, { ...stamp, reason }),
    ])
    // Somebody cancelled it or handed in at the same moment.
    if (cancelled.length === 0) return problem(c, { code: 'already_handed_in' })
    await announceMails(c.env, mails)
    return c.body(null, 204)
  })
