import { Hono } from 'hono'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { listPhotos } from '#db/visit-photos.ts'
import { listVisitSheets } from '#db/visit-sheets.ts'
import { staffRoles } from '#domain/access.ts'
import { photoName, summariseVisit } from '#domain/field-visit.ts'
import { allow } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { csvFile } from '../table-file.ts'
import { loadVisits, loadVisitStage, visitEvent } from '../visit-planning.ts'

/** What field visits found, once their stage is over: for secretariat, plenary and auditor. Mounted beside the editions. */
export const visitFindings = new Hono<AppEnv>()
  /** A line a proposal, for the plenary. */
  .get('/:edition/stages/:stage/visits/summary', allow(...staffRoles), async (c) => {
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
  .get('/:edition/stages/:stage/visits/export', allow(...staffRoles), async (c) => {
    const found = await loadOver(openDb(c.env.DB), c.var, c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { db, stageOf, sheets } = found
    const { visits } = await loadVisits(db, stageOf, c.var.now)
    const event = visitEvent(stageOf, { at: c.var.now, by: c.var.actor.id }, 'export.made', stageOf.stage.id)
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
    return csvFile(c, `kunjungan-${stageOf.edition.slug}`, [head, ...rows])
  })
  .get('/:edition/stages/:stage/visits/:visit/sheets', allow(...staffRoles), async (c) => {
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
  .get('/:edition/stages/:stage/visits/:visit/photos/:photo', allow(...staffRoles), async (c) => {
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

/** The sheets of a stage of visits that is over; before that they are their visitors' own. */
async function loadOver(
  db: ReturnType<typeof openDb>,
  { actor, now }: Pick<AppEnv['Variables'], 'actor' | 'now'>,
  address: { edition: string; stage: string },
  visitId?: string,
) {
  const found = await loadVisitStage(db, actor, staffRoles, address)
  if (!found.ok) return found
  const { edition, stage } = found.value
  if (now < stage.closesAt) {
    const refusal = { code: 'stage_still_open' as const, closesAt: stage.closesAt.toISOString() }
    return { ok: false as const, refusal }
  }
  const sheets = await listVisitSheets(db, { editionId: edition.id, stageId: stage.id }, visitId)
  return { ok: true as const, db, stageOf: found.value, sheets }
}
