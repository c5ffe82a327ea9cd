import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb } from '#db/client.ts'
import { insertHours, selectHours } from '#db/interview-hours.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import type { DailyHours } from '#domain/interview-hours.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { plannedHours } from '../interview-fields.ts'
import { loadInterviewStage } from '../interview-planning.ts'
import { problem } from '../problem.ts'

/** `sequence`: of the hours that these follow; 0 for the first. */
const kept = plannedHours.extend({ sequence: z.int().min(0).max(100_000) })

type Hours = DailyHours & { rooms: readonly string[]; seed: number }

const textOf = ({ days, from, to, breaks, zone, rooms, seed }: Hours) =>
  canonicalJson({
    days: [...days],
    from,
    to,
    breaks: breaks.map((one) => ({ from: one.from, to: one.to })),
    zone,
    rooms: [...rooms],
    seed,
  })

/** When and where interviews are to be planned, kept with the stage for everybody who plans. Mounted beside the editions. */
export const interviewHours = new Hono<AppEnv>()
  /** The same again keeps nothing; whoever has not seen the newest is answered with it. */
  .put('/:edition/stages/:stage/interview-hours', allow('secretariat'), body(kept), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const found = await loadInterviewStage(db, actor, ['secretariat'], c.req.param())
    if (!found.ok) return problem(c, found.refusal)
    const { edition, stage } = found.value
    const key = { editionId: edition.id, stageId: stage.id }
    const { sequence, ...hours } = c.req.valid('json')
    const [newest] = await selectHours(db, key)
    if (newest && textOf(newest) === textOf(hours)) return c.json(newest)
    if ((newest?.sequence ?? 0) !== sequence) return problem(c, { code: 'hours_changed' })
    const row = { ...key, ...hours, sequence: sequence + 1, at: now, by: actor.id }
    const event = {
      at: now,
      actorId: actor.id,
      action: 'interview_hours.kept',
      editionId: edition.id,
      subjectId: stage.id,
      detail: { stageId: stage.id, sequence: row.sequence, days: hours.days.length, rooms: hours.rooms.length },
    }
    try {
      const [, , [standing]] = await db.batch([insertHours(db, row), insertAuditEvent(db, event), selectHours(db, key)])
      if (!standing) throw new Error('what was just kept is not there')
      return c.json(standing, 201)
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'hours_changed' })
      throw error
    }
  })
