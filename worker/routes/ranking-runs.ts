import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { findRunSummary, listRankingRuns } from '#db/ranking-runs.ts'
import { staffRoles, type Actor } from '#domain/access.ts'
import { accept, refuse } from '#domain/result.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import { loadClosedStage } from '../closed-stage.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { rankingCsv, rankingSpreadsheet } from '../ranking-export.ts'
import { requestRun } from '../ranking-request.ts'
import { loadStored } from '../ranking-store.ts'
import { compareStored, describeRanking, describeRun, type RankingView } from '../ranking-view.ts'
import { spreadsheetType } from '../spreadsheet.ts'

const order = z.object({
  spread: z.boolean().optional(),
  exclusions: z.enum(['none', 'decided']).optional(),
  disconnected: z.string().trim().max(2000).nullable().optional(),
})

/** More runs than a stage ever has. */
const listed = 100

type Asked = { actor: Actor; address: { edition: string; stage: string }; now: Date }

/** A run of a stage that has closed, for those who may see it. */
async function loadRun(db: Db, { actor, address, now }: Asked, runId: string) {
  const closed = await loadClosedStage(db, actor, staffRoles, { address, now })
  if (!closed.ok) return closed
  const { edition, stage } = closed.value
  const run = await findRunSummary(db, edition.id, stage.id, runId)
  if (!run) return refuse({ code: 'not_found' as const })
  return accept({ run, scope: { editionId: edition.id, stageId: stage.id }, fileName: `${edition.slug}-${stage.id}` })
}

const formats = ['csv', 'xlsx', 'json'] as const
type Format = (typeof formats)[number]

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: spreadsheetType,
  json: 'application/json; charset=utf-8',
} satisfies Record<Format, string>

type Export = { editionId: string; runId: string; format: Format | 'bundle'; actorId: string; now: Date }

/** What leaves the portal as a file leaves its trace. */
const recordExport = (db: Db, { editionId, runId, format, actorId, now }: Export) =>
  insertAuditEvent(db, {
    at: now,
    actorId,
    action: 'export.made',
    editionId,
    subjectId: runId,
    detail: { format },
  })

async function writeFile(
  format: Format,
  run: ReturnType<typeof describeRun>,
  ranking: RankingView,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return rankingCsv(ranking)
  if (format === 'json') return JSON.stringify({ run, ranking })
  return rankingSpreadsheet(run, ranking)
}

/** The laboratory's runs: asked for, worked off by the queue, kept for ever. Only once the stage has closed. */
export const rankingRuns = new Hono<AppEnv>()
  .post('/:edition/stages/:stage/ranking-runs', allow('secretariat'), body(order), async (c) => {
    const db = openDb(c.env.DB)
    const address = c.req.param()
    const closed = await loadClosedStage(db, c.var.actor, ['secretariat'], { address, now: c.var.now })
    if (!closed.ok) return problem(c, closed.refusal)
    const { edition, stage, rules } = closed.value
    const { spread, exclusions, disconnected } = c.req.valid('json')
    if (disconnected === '') return problem(c, { code: 'reason_needed' })
    const config = {
      // In a complete interview round severity and spread cancel in the mean.
      spread: spread ?? rules.kind === 'scoring',
      exclusions: exclusions ?? 'none',
      disconnected: disconnected ?? null,
    }
    const place = { editionId: edition.id, stageId: stage.id }
    const id = await requestRun(c.env, db, { ...place, config, now: c.var.now, actorId: c.var.actor.id })
    return c.json({ id }, 201)
  })
  .get('/:edition/stages/:stage/ranking-runs', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const closed = await loadClosedStage(db, c.var.actor, staffRoles, { address: c.req.param(), now: c.var.now })
    if (!closed.ok) return problem(c, closed.refusal)
    const runs = await listRankingRuns(db, closed.value.edition.id, closed.value.stage.id, listed)
    return c.json({ runs: runs.map(describeRun) })
  })
  .get('/:edition/stages/:stage/ranking-runs/:run', allow(...staffRoles), async (c) => {
    const db = openDb(c.env.DB)
    const asked = { actor: c.var.actor, address: c.req.param(), now: c.var.now }
    const found = await loadRun(db, asked, c.req.param('run'))
    if (!found.ok) return problem(c, found.refusal)
    const { run, scope } = found.value
    const stored = await loadStored(c.env, run)
    return c.json({ run: describeRun(run), ranking: stored ? await describeRanking(db, scope, stored) : null })
  })
  .get(
    '/:edition/stages/:stage/ranking-runs/:run/comparison',
    allow(...staffRoles),
    query(z.object({ with: z.string() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const asked = { actor: c.var.actor, address: c.req.param(), now: c.var.now }
      const before = await loadRun(db, asked, c.req.param('run'))
      if (!before.ok) return problem(c, before.refusal)
      const after = await loadRun(db, asked, c.req.valid('query').with)
      if (!after.ok) return problem(c, after.refusal)
      const [one, other] = [await loadStored(c.env, before.value.run), await loadStored(c.env, after.value.run)]
      if (!one || !other) return problem(c, { code: 'run_not_finished' })
      const compared = await compareStored(db, before.value.scope, one, other)
      return c.json({ before: describeRun(before.value.run), after: describeRun(after.value.run), ...compared })
    },
  )
  .get(
    '/:edition/stages/:stage/ranking-runs/:run/download',
    allow(...staffRoles),
    query(z.object({ format: z.enum(formats) })),
    async (c) => {
      const db = openDb(c.env.DB)
      const asked = { actor: c.var.actor, address: c.req.param(), now: c.var.now }
      const found = await loadRun(db, asked, c.req.param('run'))
      if (!found.ok) return problem(c, found.refusal)
      const { run, scope, fileName } = found.value
      const stored = await loadStored(c.env, run)
      if (!stored) return problem(c, { code: 'run_not_finished' })
      const ranking = await describeRanking(db, scope, stored)
      const { format } = c.req.valid('query')
      await recordExport(db, {
        editionId: scope.editionId,
        runId: run.id,
        format,
        actorId: c.var.actor.id,
        now: c.var.now,
      })
      const file = await writeFile(format, describeRun(run), ranking)
      return c.body(file, 200, {
        'Content-Type': contentTypes[format],
        'Content-Disposition': `attachment; filename="peringkat-${fileName}.${format}"`,
      })
    },
  )
  .get('/:edition/stages/:stage/ranking-runs/:run/bundle', allow(...staffRoles), async (c) => {
    const asked = { actor: c.var.actor, address: c.req.param(), now: c.var.now }
    const db = openDb(c.env.DB)
    const found = await loadRun(db, asked, c.req.param('run'))
    if (!found.ok) return problem(c, found.refusal)
    const { run, scope, fileName } = found.value
    const object = run.bundleKey === null ? null : await c.env.FILES.get(run.bundleKey)
    if (!object) return problem(c, { code: 'run_not_finished' })
    const trace = { editionId: scope.editionId, runId: run.id, actorId: c.var.actor.id, now: c.var.now }
    await recordExport(db, { ...trace, format: 'bundle' })
    return c.body(await object.arrayBuffer(), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="bundel-${fileName}.json"`,
    })
  })
