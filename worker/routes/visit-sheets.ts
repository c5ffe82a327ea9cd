import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { isUniqueViolation, openDb } from '#db/client.ts'
import { listPhotos, mostPhotos } from '#db/visit-photos.ts'
import { insertVisitSheet, isHandedIn, listVisitsOf, saveVisitDraft } from '#db/visit-sheets.ts'
import { holdsIn, jurorRoles } from '#domain/access.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { isOpen, requireOpen } from '#domain/edition.ts'
import { fillVisit, findingOutcomes, ofChecks, type WrittenVisit } from '#domain/field-visit.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import { sha256Hex } from '../bytes.ts'
import type { AppEnv } from '../env.ts'
import { maxPhotoBytes, ownVisit, type OwnVisit } from '../own-visit.ts'
import { problem } from '../problem.ts'
import { visitRulesOf } from '../visit-planning.ts'

/** Nobody goes to more. */
const mostVisits = 300

const findings = z
  .record(z.string().max(60), z.object({ outcome: z.enum(findingOutcomes), note: z.string().max(4000) }))
  .refine((given) => Object.keys(given).length <= 60)
const written = z.object({ findings, comment: z.string().max(8000) })
const draft = written.extend({ version: z.int().min(0) })

const draftOf = ({ draftFindings, draftComment, draftVersion, draftSavedAt }: OwnVisit) =>
  draftFindings && draftComment !== null && draftVersion !== null && draftSavedAt
    ? { findings: draftFindings, comment: draftComment, version: draftVersion, savedAt: draftSavedAt.toISOString() }
    : null

const sheetOf = ({ sheetFindings, sheetComment, sha256, handedInAt }: OwnVisit) =>
  sheetFindings && sheetComment !== null && sha256 !== null && handedInAt
    ? { findings: sheetFindings, comment: sheetComment, sha256, handedInAt: handedInAt.toISOString() }
    : null

/** How often a sheet is sealed anew because its photographs changed meanwhile. */
const mostTries = 3

/** The very text that the SHA-256 of a receipt is taken of. */
const receiptText = (
  { id, referenceNumber }: OwnVisit,
  { findings: found, comment }: WrittenVisit,
  photos: Awaited<ReturnType<typeof listPhotos>>,
  handedInAt: Date,
) =>
  canonicalJson({
    visitId: id,
    referenceNumber,
    findings: Object.fromEntries(Object.entries(found).map(([check, { outcome, note }]) => [check, { outcome, note }])),
    comment,
    photos: photos.map(({ sha256, caption }) => ({ sha256, caption })),
    handedInAt: handedInAt.toISOString(),
  })

const isSame = (a: WrittenVisit, b: WrittenVisit) => textOf(a) === textOf(b)
const textOf = ({ findings: found, comment }: WrittenVisit) =>
  canonicalJson({
    findings: Object.fromEntries(Object.entries(found).map(([id, { outcome, note }]) => [id, { outcome, note }])),
    comment,
  })

/** A visitor's own visits: what was found on the spot. */
export const visitSheets = new Hono<AppEnv>()
  .get('/', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const rows = await listVisitsOf(openDb(c.env.DB), actor.id, now, mostVisits)
    return c.json({
      now,
      visits: rows
        .filter(({ editionId, stageRules }) => holdsIn(actor, editionId, visitRulesOf(stageRules).jurorRole))
        .map((visit) => ({
          id: visit.id,
          edition: visit.edition,
          editionName: visit.editionName,
          isSimulation: visit.isSimulation,
          stageId: visit.stageId,
          stageName: visit.stageName,
          opensAt: visit.opensAt,
          closesAt: visit.closesAt,
          visitsOn: visit.visitsOn,
          place: visit.place,
          title: visit.title,
          referenceNumber: visit.referenceNumber,
          agency: visit.agency,
          state: visit.handedInAt
            ? ('handed_in' as const)
            : visit.draftVersion === null
              ? ('new' as const)
              : ('draft' as const),
        })),
    })
  })
  .get('/:visit', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    if (!visit) return problem(c, { code: 'not_found' })
    const photos = await listPhotos(db, visit.id, actor.id)
    const { id, edition, editionName, isSimulation, stageId, stageName, opensAt, closesAt } = visit
    return c.json({
      id,
      edition: { slug: edition, name: editionName, isSimulation },
      stage: { id: stageId, name: stageName, opensAt, closesAt },
      isOpen: isOpen({ opensAt, closesAt }, now),
      visitsOn: visit.visitsOn,
      place: visit.place,
      proposal: { title: visit.title, referenceNumber: visit.referenceNumber, agency: visit.agency },
      checks: visit.rules.checks,
      maxPhotoBytes,
      mostPhotos,
      draft: draftOf(visit),
      sheet: sheetOf(visit),
      photos: photos.map(({ id: photoId, caption, sizeBytes, at }) => ({ id: photoId, caption, sizeBytes, at })),
      now,
    })
  })
  .put('/:visit/draft', allow(...jurorRoles), body(draft), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    if (!visit) return problem(c, { code: 'not_found' })
    if (visit.handedInAt) return problem(c, { code: 'already_handed_in' })
    const open = requireOpen(visit, now)
    if (!open.ok) return problem(c, open.refusal)
    const { version, comment, findings: given } = c.req.valid('json')
    // As typed: a note keeps its spaces until the sheet is handed in.
    const content = { findings: knownOnly(visit.rules.checks, given), comment }
    const [saved] = await saveVisitDraft(db, {
      visitId: visit.id,
      jurorId: actor.id,
      ...content,
      version,
      savedAt: now,
    })
    if (saved) return c.json({ version: saved.version, savedAt: now.toISOString() })
    const again = await ownVisit(db, actor, visit.id, now)
    const theirs = again && draftOf(again)
    if (!theirs) return problem(c, { code: again?.handedInAt ? 'already_handed_in' : 'not_found' })
    // The same words over the same version, sent again because the answer was lost.
    if (theirs.version === version + 1 && isSame(theirs, content)) {
      return c.json({ version: theirs.version, savedAt: theirs.savedAt })
    }
    const { version: newer, ...rest } = theirs
    return problem(c, { code: 'visit_draft_conflict', version: newer, theirs: rest })
  })
  /** Handed in once; the same sheet again is answered with its receipt. */
  .post('/:visit/sheet', allow(...jurorRoles), body(written), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const visit = await ownVisit(db, actor, c.req.param('visit'), now)
    if (!visit) return problem(c, { code: 'not_found' })
    const filled = fillVisit(visit.rules.checks, c.req.valid('json'))
    const standing = sheetOf(visit)
    if (standing) return receiptOf(standing, filled.ok ? filled.value : undefined)
    const open = requireOpen(visit, now)
    if (!open.ok) return problem(c, open.refusal)
    if (!filled.ok) return problem(c, filled.refusal)
    const { value } = filled
    try {
      // A photograph that arrives at the same moment belongs to the sheet or does not, and its receipt says which.
      for (let tries = 1; tries <= mostTries; tries += 1) {
        const photos = await listPhotos(db, visit.id, actor.id)
        const sha256 = await sha256Hex(new TextEncoder().encode(receiptText(visit, value, photos, now)))
        const row = { visitId: visit.id, jurorId: actor.id, ...value, sha256, handedInAt: now }
        const event = {
          at: now,
          actorId: actor.id,
          action: 'visit_sheet.handed_in',
          editionId: visit.editionId,
          subjectId: visit.id,
          detail: { stageId: visit.stageId, proposalId: visit.proposalId, sha256 },
        }
        const photoIds = photos.map(({ id }) => id)
        const [kept] = await db.batch([
          insertVisitSheet(db, row, photoIds),
          insertAuditEventIf(db, event, isHandedIn(row)),
        ])
        if (kept.length > 0) return c.json({ handedInAt: now.toISOString(), sha256 }, 201)
      }
      return problem(c, { code: 'not_found' })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const again = await ownVisit(db, actor, visit.id, now)
      const first = again && sheetOf(again)
      return first ? receiptOf(first, value) : problem(c, { code: 'not_found' })
    }

    function receiptOf(sheet: NonNullable<ReturnType<typeof sheetOf>>, sent: WrittenVisit | undefined) {
      if (!sent || !isSame(sheet, sent)) return problem(c, { code: 'already_handed_in' })
      return c.json({ handedInAt: sheet.handedInAt, sha256: sheet.sha256 })
    }
  })

const knownOnly = (checks: Parameters<typeof ofChecks>[0], given: WrittenVisit['findings']) =>
  Object.fromEntries(checks.flatMap(({ id }) => (given[id] ? [[id, given[id]]] : [])))
