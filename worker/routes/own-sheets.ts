import { Hono } from 'hono'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { countOpenRereadings, listConsistency, listOwnSheets, listReceipts } from '#db/own-sheets.ts'
import type { CsvCell } from '#domain/csv.ts'
import { allow } from '../access.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { loadOwnStage, ownStageQuery, type OwnStage } from '../own-stage.ts'
import { problem } from '../problem.ts'
import { csvFile } from '../table-file.ts'

const jurors = allow('evaluator', 'panelist')

type Listed = Awaited<ReturnType<typeof listOwnSheets>>[number]

const states = { new: 'belum dibaca', draft: 'konsep', handed_in: 'diserahkan' } as const

const stateOf = ({ handedInAt, version }: Listed): keyof typeof states => {
  if (handedInAt) return 'handed_in'
  return version === null ? 'new' : 'draft'
}

const rowOf = (listed: Listed, index: number) => {
  const { id, referenceNumber, title, groupId, clusterId, totalHundredths, handedInAt, version } = listed
  const points = handedInAt ? listed.points : (listed.draftPoints ?? {})
  const proposal = { id, position: index + 1, referenceNumber, title, groupId, clusterId }
  return { ...proposal, state: stateOf(listed), points, totalHundredths, handedInAt, version: version ?? 0 }
}

const criteriaOf = ({ rules }: OwnStage) =>
  rules.rubric.map(({ id, title, weightPercent }) => ({ id, title, weightPercent }))

const keyOf = ({ edition, stage }: OwnStage, jurorId: string) => ({ jurorId, editionId: edition.id, stageId: stage.id })

function tableOf(own: OwnStage, rows: readonly ReturnType<typeof rowOf>[]): CsvCell[][] {
  const { rubric } = own.rules
  const names = new Map([...own.edition.rules.groups, ...own.edition.rules.clusters].map(({ id, name }) => [id, name]))
  const head = ['No.', 'Nomor usulan', 'Judul', 'Kelompok', 'Klaster', 'Keadaan', ...rubric.map(({ title }) => title)]
  return [
    [...head, 'Nilai total', 'Diserahkan (UTC)'],
    ...rows.map((row) => [
      row.position,
      row.referenceNumber,
      row.title,
      names.get(row.groupId) ?? row.groupId,
      names.get(row.clusterId) ?? row.clusterId,
      states[row.state],
      ...rubric.map(({ id }) => row.points[id] ?? null),
      row.totalHundredths === null ? null : row.totalHundredths / 100,
      row.handedInAt?.toISOString() ?? null,
    ]),
  ]
}

/** What a juror has written in a stage, for that juror alone. Mounted at /api/assignments. */
export const ownSheets = new Hono<AppEnv>()
  .get('/sheets', jurors, query(ownStageQuery), async (c) => {
    const db = openDb(c.env.DB)
    const own = await loadOwnStage(db, c.var.actor, c.req.valid('query'))
    if (!own) return problem(c, { code: 'not_found' })
    const sheets = await listOwnSheets(db, keyOf(own, c.var.actor.id), c.var.now)
    return c.json({ criteria: criteriaOf(own), rows: sheets.map(rowOf) })
  })
  .get('/consistency', jurors, query(ownStageQuery), async (c) => {
    const db = openDb(c.env.DB)
    const own = await loadOwnStage(db, c.var.actor, c.req.valid('query'))
    if (!own) return problem(c, { code: 'not_found' })
    const key = keyOf(own, c.var.actor.id)
    const [pairs, [counted]] = await db.batch([
      listConsistency(db, key, c.var.now),
      countOpenRereadings(db, key, c.var.now),
    ])
    return c.json({
      pairs: pairs.map(({ referenceNumber, title, ...pair }) => ({
        referenceNumber,
        title,
        first: { points: pair.firstPoints, totalHundredths: pair.firstTotal, handedInAt: pair.firstAt },
        second: { points: pair.secondPoints, totalHundredths: pair.secondTotal, handedInAt: pair.secondAt },
      })),
      open: counted?.open ?? 0,
    })
  })
  .get('/receipts', jurors, query(ownStageQuery), async (c) => {
    const db = openDb(c.env.DB)
    const own = await loadOwnStage(db, c.var.actor, c.req.valid('query'))
    if (!own) return problem(c, { code: 'not_found' })
    const receipts = await listReceipts(db, keyOf(own, c.var.actor.id), c.var.now)
    return c.json({
      edition: { slug: own.edition.slug, name: own.edition.name },
      stage: { id: own.stage.id, name: own.stage.name },
      juror: c.var.actor.name,
      sheets: receipts.map(({ withdrawnAt, withdrawnReason, ...sheet }) => ({
        ...sheet,
        withdrawn: withdrawnAt && withdrawnReason !== null ? { at: withdrawnAt, reason: withdrawnReason } : null,
      })),
    })
  })
  .get('/export', jurors, query(ownStageQuery), async (c) => {
    const db = openDb(c.env.DB)
    const own = await loadOwnStage(db, c.var.actor, c.req.valid('query'))
    if (!own) return problem(c, { code: 'not_found' })
    const { actor, now } = c.var
    const [sheets] = await db.batch([
      listOwnSheets(db, keyOf(own, actor.id), now),
      insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'own_scores.exported',
        editionId: own.edition.id,
        subjectId: actor.id,
        detail: { stageId: own.stage.id },
      }),
    ])
    return csvFile(c, `nilai-saya-${own.edition.slug}-${own.stage.id}`, tableOf(own, sheets.map(rowOf)))
  })
