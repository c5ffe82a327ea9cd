import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { isDivergence, isOfStage, listRecordedSheets } from '#db/consolidations.ts'
import { closeDivergence, isUnclosed, listDivergences } from '#db/divergences.ts'
import { staffRoles } from '#domain/access.ts'
import type { CsvCell } from '#domain/csv.ts'
import { divergenceState } from '#domain/divergence.ts'
import { findScoringStage, type ScoringStageRules } from '#domain/edition.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import { loadClosedStage } from '../closed-stage.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { problem } from '../problem.ts'
import { loadHeldStage } from '../stage-access.ts'
import { csvFile } from '../table-file.ts'

const perPage = 200
/** An export holds no more; a stage of 35,000 proposals in which one of seven diverges has half of it. */
const mostExported = 10_000

type Listed = Awaited<ReturnType<typeof listDivergences>>[number]
type Recorded = Awaited<ReturnType<typeof listRecordedSheets>>[number]

/** Without the difference while sheets are handed in: it tells of scores. */
const rowOf = (listed: Listed, isStageOver: boolean) => ({
  id: listed.id,
  referenceNumber: listed.referenceNumber,
  title: listed.title,
  state: divergenceState(listed, isStageOver),
  differenceHundredths: isStageOver ? listed.differenceHundredths : null,
  limitHundredths: listed.limitHundredths,
  foundAt: listed.foundAt,
  thirdAt: listed.thirdAt,
  openedAt: listed.openedAt,
  closedAt: listed.closedAt,
  closedBy: listed.closedBy,
  closeReason: listed.closeReason,
  readers: listed.readers,
  answered: listed.answered,
})

const sheetOf = ({ jurorId, juror, totalHundredths, points, answer }: Recorded) => ({
  juror: { id: jurorId, name: juror },
  totalHundredths,
  points,
  answer,
})

const answers = { confirmed: 'ditegaskan', revised: 'diubah' } as const

function tableOf({ rubric }: ScoringStageRules, found: readonly Listed[], sheets: readonly Recorded[]): CsvCell[][] {
  const byId = new Map(found.map((one) => [one.id, one]))
  const hundredths = (value: number | undefined) => (value === undefined ? null : value / 100)
  const head = ['Nomor usulan', 'Judul', 'Selisih', 'Batas', 'Ditemukan (UTC)', 'Dibuka (UTC)', 'Ditutup (UTC)']
  const criteria = rubric.flatMap(({ title }) => [`${title}, sebelum`, `${title}, sesudah`])
  return [
    [...head, 'Ditutup oleh', 'Alasan menutup', 'Juri', 'Nilai sebelum', 'Jawaban', 'Alasan juri'].concat(
      ['Dijawab (UTC)', 'Nilai sesudah'],
      criteria,
    ),
    ...sheets.flatMap(({ divergenceId, juror, totalHundredths, points, answer }): CsvCell[][] => {
      const one = byId.get(divergenceId)
      if (!one) return []
      return [
        [
          one.referenceNumber,
          one.title,
          one.differenceHundredths / 100,
          one.limitHundredths / 100,
          one.foundAt.toISOString(),
          one.openedAt?.toISOString() ?? null,
          one.closedAt?.toISOString() ?? null,
          one.closedBy,
          one.closeReason,
          juror,
          totalHundredths / 100,
          answer && answers[answer.answer],
          answer?.reason ?? null,
          answer?.at.toISOString() ?? null,
          hundredths(answer?.totalHundredths),
          ...rubric.flatMap(({ id }) => [points[id] ?? null, answer?.points[id] ?? null]),
        ],
      ]
    }),
  ]
}

/** Proposals whose jurors are too far apart: their state while the stage is open, the whole record when it has closed. */
export const divergences = new Hono<AppEnv>()
  .get(
    '/:edition/stages/:stage/divergences',
    allow('secretariat', 'auditor'),
    query(z.object({ after: recordId.optional() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const held = await loadHeldStage(db, c.var.actor, staffRoles, c.req.param())
      if (!held.ok) return problem(c, held.refusal)
      const { edition, stage } = held.value
      const rules = findScoringStage(edition.rules, stage.id)
      if (!rules) return problem(c, { code: 'not_found' })
      const place = { editionId: edition.id, stageId: stage.id }
      const found = await listDivergences(db, place, c.req.valid('query'), perPage + 1)
      const rows = found.slice(0, perPage)
      return c.json({
        limitHundredths: rules.divergenceHundredths ?? null,
        readersPerProposal: rules.readersPerProposal,
        rows: rows.map((row) => rowOf(row, stage.closesAt <= c.var.now)),
        next: found.length > perPage ? (rows.at(-1)?.proposalId ?? null) : null,
      })
    },
  )
  .get('/:edition/stages/:stage/divergences/csv', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const closed = await loadClosedStage(db, actor, staffRoles, { address: c.req.param(), now })
    if (!closed.ok) return problem(c, closed.refusal)
    const { edition, stage, rules } = closed.value
    const place = { editionId: edition.id, stageId: stage.id }
    const found = await listDivergences(db, place, {}, mostExported)
    const sheets = await listRecordedSheets(db, isOfStage(edition.id, stage.id), mostExported)
    await insertAuditEvent(db, {
      at: now,
      actorId: actor.id,
      action: 'divergences.exported',
      editionId: edition.id,
      subjectId: stage.id,
      detail: { stageId: stage.id, divergences: found.length },
    })
    return csvFile(c, `konsolidasi-${edition.slug}-${stage.id}`, tableOf(rules, found, sheets))
  })
  .get('/:edition/stages/:stage/divergences/:divergence', allow('secretariat', 'auditor'), async (c) => {
    const db = openDb(c.env.DB)
    const address = { edition: c.req.param('edition'), stage: c.req.param('stage') }
    const closed = await loadClosedStage(db, c.var.actor, staffRoles, { address, now: c.var.now })
    if (!closed.ok) return problem(c, closed.refusal)
    const { edition, stage, rules } = closed.value
    const id = c.req.param('divergence')
    const [found] = await listDivergences(db, { editionId: edition.id, stageId: stage.id }, { id }, 1)
    if (!found) return problem(c, { code: 'not_found' })
    const sheets = await listRecordedSheets(db, isDivergence(id), 1)
    return c.json({
      ...rowOf(found, true),
      criteria: rules.rubric.map((criterion) => ({ id: criterion.id, title: criterion.title })),
      sheets: sheets.map(sheetOf),
    })
  })
  .post(
    '/:edition/stages/:stage/divergences/:divergence/closing',
    allow('secretariat'),
    body(z.object({ reason: z.string().trim().max(1000) })),
    async (c) => {
      const db = openDb(c.env.DB)
      const { actor, now } = c.var
      const held = await loadHeldStage(db, actor, ['secretariat'], c.req.param())
      if (!held.ok) return problem(c, held.refusal)
      const { edition, stage } = held.value
      const id = c.req.param('divergence')
      const [found] = await listDivergences(db, { editionId: edition.id, stageId: stage.id }, { id }, 1)
      if (!found) return problem(c, { code: 'not_found' })
      const { reason } = c.req.valid('json')
      if (reason === '') return problem(c, { code: 'reason_needed' })
      if (found.closedAt || stage.closesAt <= now) return problem(c, { code: 'consolidation_over' })
      const [, closed] = await db.batch([
        insertAuditEventIf(
          db,
          {
            at: now,
            actorId: actor.id,
            action: 'consolidation.closed',
            editionId: edition.id,
            subjectId: id,
            detail: { stageId: stage.id, proposalId: found.proposalId, cause: 'secretariat', reason },
          },
          isUnclosed(id),
        ),
        closeDivergence(db, id, { at: now, by: actor.id }),
      ])
      if (closed.length === 0) return problem(c, { code: 'consolidation_over' })
      return c.json({ closedAt: now }, 201)
    },
  )
