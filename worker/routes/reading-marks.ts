import { Hono } from 'hono'
import * as z from 'zod'
import { selectReading } from '#db/assignments.ts'
import { openDb, type Db } from '#db/client.ts'
import { saveMark } from '#db/reading-marks.ts'
import { allowWith } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'

const allowJuror = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReading(db, request.param('id') ?? '', now),
)

/** A juror's own marks on readings: to be read later. Mounted at /api/assignments. */
export const readingMarks = new Hono<AppEnv>().put(
  '/:id/mark',
  allowJuror,
  body(z.object({ later: z.boolean() })),
  async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    const laterAt = c.req.valid('json').later ? c.var.now : null
    await saveMark(openDb(c.env.DB), { assignmentId: reading.id, laterAt })
    return c.json({ laterAt })
  },
)
