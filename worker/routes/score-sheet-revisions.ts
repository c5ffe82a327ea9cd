import { Hono } from 'hono'
import { selectReading } from '#db/assignments.ts'
import { openDb, type Db } from '#db/client.ts'
import { listScoreSheetRevisions, selectScoreSheetRevision } from '#db/score-sheet-revisions.ts'
import { weightedTotalHundredths } from '#domain/score-sheet.ts'
import { allowWith } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'

const allowJuror = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReading(db, request.param('id') ?? '', now),
)

/** Earlier drafts of a sheet, for the juror who wrote them alone. Mounted at /api/assignments. */
export const scoreSheetRevisions = new Hono<AppEnv>()
  .get('/:id/revisions', allowJuror, async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    const kept = await listScoreSheetRevisions(openDb(c.env.DB), reading.id)
    const revisions = kept.map(({ version, savedAt, points }) => {
      const total = weightedTotalHundredths(reading.stageRules.rubric, points)
      return { version, savedAt, filled: Object.keys(points).length, totalHundredths: total.ok ? total.value : null }
    })
    return c.json({ revisions })
  })
  .get('/:id/revisions/:version', allowJuror, async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    const version = Number(c.req.param('version'))
    if (!reading || !Number.isSafeInteger(version)) return problem(c, { code: 'not_found' })
    const [revision] = await selectScoreSheetRevision(openDb(c.env.DB), reading.id, version)
    return revision ? c.json(revision) : problem(c, { code: 'not_found' })
  })
