import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import {
  cancelVisit,
  endVisitor,
  insertVisitor,
  insertVisits,
  isCancellable,
  isEndable,
  listPhotos,
  listVisitSheets,
  type NewVisit,
} from '#db/field-visits.ts'
import { selectAssignableJurors } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { csv } from '#domain/csv.ts'
import { summariseVisit } from '#domain/field-visit.ts'
import { proposeVisits } from '#domain/visit-proposal.ts'
import { allow } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { line, recordId } from '../fields.ts'
import { announceMails } from '../mail.ts'
import { problem } from '../problem.ts'
import { lettersOfVisits, loadVisits, loadVisitStage, workingDays, type VisitStage } from '../visit-planning.ts'

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
const named = z.object({ jurorId: recordId })
const staff = ['secretariat', 'auditor'] as const

const eventOf = (
  { edition, stage }: VisitStage,
  { at, by }: { at: Date; by: string },
  action: string,
  subjectId: string,
) => ({
  at,
  actorId: by,
  action,
  editionId: edition.id,
  subjectId,
  detail: { stageId: stage.id },
})

const dayInWib = (instant: Date) => new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)

/** Whether the day lies in the stage, as people of western Indonesia count days. */
const isInStage = (date: string, { opensAt, closesAt }: { opensAt: Date; closesAt: Date }) =>
  date >= dayInWib(opensAt) && date <= dayInWib(new Date(closesAt.getTime() - 1))

/** The secretariat's planning of field visits, and their sheets once the stage is over; mounted beside the editions. */
export const fieldVisits = new Hono<AppEnv>()
  .get('/:edition/stages/:stage/visits', allow(...staff), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, staff, c.req.param())
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
    const { visitable, visits } = await loadVisits(db, found.value, now)
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
        return { proposalId, title, referenceNumber, agency, visitsOn, place: agency, visitorIds, missing, barredIds }
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
    const wrong = given.flatMap(({ proposalId, visitsOn, visitorIds }, n) => [
      ...(loaded.visitable.some((one) => one.proposalId === proposalId) ? [] : [`visits.${n}.proposalId`]),
      ...(isInStage(visitsOn, stage) ? [] : [`visits.${n}.visitsOn`]),
      ...(visitorIds.every((id) => jurors.some((juror) => juror.id === id)) ? [] : [`visits.${n}.visitorIds`]),
    ])
    if (wrong.length > 0) return problem(c, { code: 'invalid_input', fields: wrong })
    const barred = (proposalId: string) =>
      loaded.visitable.find((one) => one.proposalId === proposalId)?.barredIds ?? []
    if (given.some(({ proposalId, visitorIds }) => visitorIds.some((id) => barred(proposalId).includes(id)))) {
      return problem(c, { code: 'conflict_of_interest' })
    }
    const visits: NewVisit[] = given.map((visit) => ({
      ...visit,
      id: crypto.randomUUID(),
      visitorIds: [...new Set(visit.visitorIds)],
    }))
    const told = visits.map((visit) => ({
      ...visit,
      visitors: jurors.filter(({ id }) => visit.visitorIds.includes(id)),
      reason: null,
      toAgency: true,
    }))
    const mails = await lettersOfVisits(db, found.value, loaded, told, now)
    const stamp = { at: now, by: actor.id }
    const event = eventOf(found.value, stamp, 'visits.planned', stage.id)
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
    await announceMails(
      c.env,
      mails.map(({ id }) => id),
    )
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
    const going = visit.visitors.filter(({ state }) => state === 'going')
    const mails = await lettersOfVisits(
      db,
      found.value,
      loaded,
      [{ ...visit, visitors: going, reason, toAgency: true }],
      now,
    )
    const stamp = { at: now, by: actor.id }
    const event = eventOf(found.value, stamp, 'visit.cancelled', visit.id)
    const detail = { ...event.detail, proposalId: visit.proposalId, reason }
    const [, , , cancelled] = await db.batch([
      insertMails(db, mails, isCancellable(visit.id)),
      insertAuditEventIf(db, { ...event, detail }, isCancellable(visit.id)),
      ...cancelVisit(db, visit.id, { ...stamp, reason }),
    ])
    // Somebody cancelled it or handed in at the same moment.
    if (cancelled.length === 0) return problem(c, { code: 'already_handed_in' })
    await announceMails(
      c.env,
      mails.map(({ id }) => id),
    )
    return c.body(null, 204)
  })
  .post('/:edition/stages/:stage/visits/:visit/visitors', allow('secretariat'), body(named), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, rules } = found.value
    const loaded = await loadVisits(db, found.value, now)
    const visit = loaded.visits.find(({ id }) => id === c.req.param('visit'))
    if (!visit) return problem(c, { code: 'not_found' })
    const { jurorId } = c.req.valid('json')
    const jurors = await selectAssignableJurors(db, edition.id, rules.jurorRole, now)
    const juror = jurors.find(({ id }) => id === jurorId)
    if (!juror) return problem(c, { code: 'invalid_input', fields: ['jurorId'] })
    const mails = await lettersOfVisits(
      db,
      found.value,
      loaded,
      [{ ...visit, visitors: [juror], reason: null, toAgency: false }],
      now,
    )
    const event = eventOf(found.value, { at: now, by: actor.id }, 'visitor.added', visit.id)
    try {
      await db.batch([
        insertVisitor(db, visit.id, jurorId, now),
        insertMails(db, mails),
        insertAuditEvent(db, { ...event, detail: { ...event.detail, jurorId } }),
      ])
    } catch (error) {
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'conflict_of_interest' })
      throw error
    }
    await announceMails(
      c.env,
      mails.map(({ id }) => id),
    )
    return c.json({}, 201)
  })
  .post(
    '/:edition/stages/:stage/visits/:visit/visitors/:juror/end',
    allow('secretariat'),
    body(reasoned),
    async (c) => {
      const db = openDb(c.env.DB)
      const { actor, now } = c.var
      const found = await loadVisitStage(db, actor, ['secretariat'], c.req.param())
      if (!found.ok) return problem(c, found.refusal)
      const { reason } = c.req.valid('json')
      if (reason === '') return problem(c, { code: 'reason_needed' })
      const loaded = await loadVisits(db, found.value, now)
      const visit = loaded.visits.find(({ id }) => id === c.req.param('visit'))
      const visitor = visit?.visitors.find(({ id }) => id === c.req.param('juror'))
      if (!visit || !visitor) return problem(c, { code: 'not_found' })
      if (visitor.handedInAt) return problem(c, { code: 'already_handed_in' })
      const isTold = visitor.state === 'going'
      const mails = isTold
        ? await lettersOfVisits(
            db,
            found.value,
            loaded,
            [{ ...visit, visitors: [visitor], reason, toAgency: false }],
            now,
          )
        : []
      const event = eventOf(found.value, { at: now, by: actor.id }, 'visitor.ended', visit.id)
      const detail = { ...event.detail, jurorId: visitor.id, reason }
      const [, , ended] = await db.batch([
        insertMails(db, mails, isEndable(visit.id, visitor.id)),
        insertAuditEventIf(db, { ...event, detail }, isEndable(visit.id, visitor.id)),
        endVisitor(db, visit.id, visitor.id, now),
      ])
      if (ended.length === 0) return problem(c, { code: 'already_handed_in' })
      await announceMails(
        c.env,
        mails.map(({ id }) => id),
      )
      return c.body(null, 204)
    },
  )
  /** What the visits found, a line a proposal: for the plenary, once the stage is over. */
  .get('/:edition/stages/:stage/visits/summary', allow(...staff), async (c) => {
    const found = await loadOver(openDb(c.env.DB), c.var, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { db, stageOf, sheets } = found
    const { visits } = await loadVisits(db, stageOf, c.var.now)
    return c.json({
      proposals: visits.map(({ id, proposalId, visitsOn, place }) => {
        const own = sheets.filter(({ visitId }) => visitId === id)
        const summary = summariseVisit(
          stageOf.rules.checks,
          own.map(({ findings }) => findings),
        )
        return { visitId: id, proposalId, visitsOn, place, sheets: own.length, ...summary }
      }),
    })
  })
  .get('/:edition/stages/:stage/visits/export', allow(...staff), async (c) => {
    const found = await loadOver(openDb(c.env.DB), c.var, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { db, stageOf, sheets } = found
    const { visits } = await loadVisits(db, stageOf, c.var.now)
    const event = eventOf(stageOf, { at: c.var.now, by: c.var.actor.id }, 'export.made', stageOf.stage.id)
    await insertAuditEvent(db, { ...event, detail: { ...event.detail, what: 'visits' } })
    const { checks } = stageOf.rules
    const head = [
      'Nomor usulan',
      'Judul',
      'Hari',
      'Tempat',
      'Petugas',
      ...checks.flatMap(({ title }) => [title, 'Catatan']),
      'Keseluruhan',
    ]
    const rows = sheets.map(({ visitId, visitor, findings, comment }) => {
      const visit = visits.find(({ id }) => id === visitId)
      const answers = checks.flatMap(({ id }) => [
        outcomeWords[findings[id]?.outcome ?? 'not_seen'],
        findings[id]?.note ?? '',
      ])
      return [
        visit?.referenceNumber ?? '',
        visit?.title ?? '',
        visit?.visitsOn ?? '',
        visit?.place ?? '',
        visitor,
        ...answers,
        comment,
      ]
    })
    return c.body(csv([head, ...rows]), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="kunjungan-${stageOf.edition.slug}.csv"`,
    })
  })
  .get('/:edition/stages/:stage/visits/:visit/sheets', allow(...staff), async (c) => {
    const found = await loadOver(openDb(c.env.DB), c.var, c.req.param(), c.req.param('visit'))
    if (!found.ok) return problem(c, found.refusal)
    const { db, stageOf, sheets } = found
    const visitId = c.req.param('visit')
    const { visits } = await loadVisits(db, stageOf, c.var.now)
    const visit = visits.find(({ id }) => id === visitId)
    if (!visit) return problem(c, { code: 'not_found' })
    const photos = await listPhotos(db, visitId)
    const { title, referenceNumber, agency, visitsOn, place } = visit
    return c.json({
      visit: { id: visitId, title, referenceNumber, agency, visitsOn, place },
      checks: stageOf.rules.checks,
      sheets: sheets.map(({ jurorId, visitor, findings, comment, sha256, handedInAt }) => ({
        visitor,
        findings,
        comment,
        sha256,
        handedInAt,
        photos: photos
          .filter((photo) => photo.jurorId === jurorId)
          .map(({ id, caption, sizeBytes }) => ({ id, caption, sizeBytes })),
      })),
    })
  })
  .get('/:edition/stages/:stage/visits/:visit/photos/:photo', allow(...staff), async (c) => {
    const found = await loadOver(openDb(c.env.DB), c.var, c.req.param(), c.req.param('visit'))
    if (!found.ok) return problem(c, found.refusal)
    const { db, sheets } = found
    const photos = sheets.length === 0 ? [] : await listPhotos(db, c.req.param('visit'))
    const photo = photos.find(({ id }) => id === c.req.param('photo'))
    if (!photo) return problem(c, { code: 'not_found' })
    return attachmentFile(c, { objectKey: photo.objectKey, fileName: photoName(photo) })
  })

const outcomeWords = {
  confirmed: 'sesuai',
  partly: 'sebagian',
  not_confirmed: 'tidak sesuai',
  not_seen: 'tidak terlihat',
} as const

export const photoName = ({ id, mediaType }: { id: string; mediaType: string }) =>
  `foto-${id.slice(0, 8)}.${{ 'image/png': 'png', 'image/webp': 'webp' }[mediaType] ?? 'jpg'}`

/** The sheets of a stage of visits that is over; before that they are their visitors' own. */
async function loadOver(
  db: ReturnType<typeof openDb>,
  { actor, now }: Pick<AppEnv['Variables'], 'actor' | 'now'>,
  address: { edition: string; stage: string },
  visitId?: string,
) {
  const found = await loadVisitStage(db, actor, staff, address)
  if (!found.ok) return found
  const { edition, stage } = found.value
  if (now < stage.closesAt) {
    const refusal = { code: 'stage_still_open' as const, closesAt: stage.closesAt.toISOString() }
    return { ok: false as const, refusal }
  }
  const sheets = await listVisitSheets(db, { editionId: edition.id, stageId: stage.id }, visitId)
  return { ok: true as const, db, stageOf: found.value, sheets }
}
