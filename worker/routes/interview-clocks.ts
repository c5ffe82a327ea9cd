import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertTiming, listClocksOf, selectClock, selectClockOfReading, selectTiming } from '#db/interview-timings.ts'
import { holdsIn, jurorRoles, type Actor } from '#domain/access.ts'
import { clockPhases, mayFollow, presentInterview, usualTimes } from '#domain/interview-clock.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { roomRoles } from '../own-interview.ts'
import { problem } from '../problem.ts'

const timing = z.object({ phase: z.enum(clockPhases), sequence: z.int().min(1).max(1000) })
const asked = z.object({ reading: recordId })

/** An interview that should have begun longer ago than this does not run any more, whatever its clock was told last. */
const longestMs = 3 * 3_600_000
/** Interviews that begin within this time are looked at too. */
const soonMs = 15 * 60_000

type Found = Awaited<ReturnType<typeof selectClock>>[number]

/** Whether the interview exists for this person, and what the person may do with its clock; else undefined. */
async function openClock(db: Db, actor: Actor, slotId: string, now: Date) {
  const [found] = await selectClock(db, slotId, actor.id, now)
  if (!found) return undefined
  const isSeated = found.assignmentId !== null && holdsIn(actor, found.editionId, found.rules.jurorRole)
  const isSecretariat = holdsIn(actor, found.editionId, 'secretariat')
  if (!isSeated && !isSecretariat && !holdsIn(actor, found.editionId, 'auditor')) return undefined
  return { ...found, mayRun: isSeated || isSecretariat }
}

type Told = Pick<Found, 'sequence' | 'phase' | 'toldAt'>

const timingOf = ({ sequence, phase, toldAt }: Told) =>
  sequence !== null && phase !== null && toldAt !== null ? { sequence, phase, at: toldAt } : null

/** The clock of one interview as every screen shows it. */
const clockOf = (slot: string, now: Date, timing: ReturnType<typeof timingOf>) => ({ slot, timing, now })

type OwnClock = Awaited<ReturnType<typeof listClocksOf>>[number]

const ownClockOf = (one: OwnClock) => ({
  slot: one.id,
  reading: one.assignmentId,
  title: one.title,
  beginsAt: one.beginsAt,
  endsAt: one.endsAt,
  times: one.rules.times ?? usualTimes,
  timing: timingOf(one),
})

/** Asked every few seconds while an interview runs: of its proposal at most the title is read. Mounted beside the interviews. */
export const interviewClocks = new Hono<AppEnv>()
  /** For the desk: the interview that runs, and the one that belongs to the reading on the screen. */
  .get('/running', allow(...jurorRoles), query(asked), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const near = { from: new Date(now.getTime() - longestMs), to: new Date(now.getTime() + soonMs) }
    const [clocks, own] = await db.batch([
      listClocksOf(db, actor.id, near, now),
      selectClockOfReading(db, actor.id, c.req.valid('query').reading, now),
    ])
    const isHeld = ({ editionId, rules }: OwnClock) => holdsIn(actor, editionId, rules.jurorRole)
    // That of the reading may be held at any hour; the others are looked for about their own.
    const others = clocks.filter(({ id }) => own.every((one) => one.id !== id))
    const present = presentInterview(
      [...own, ...others].filter(isHeld).map((one) => {
        const told = timingOf(one)
        return { ...one, timing: told && { ...told, at: told.at.getTime() } }
      }),
      now,
    )
    const ofReading = own.find(isHeld)
    return c.json({
      now,
      present: present ? ownClockOf(present) : null,
      ofReading: ofReading ? ownClockOf(ofReading) : null,
    })
  })
  .get('/:slot/clock', allow(...roomRoles), async (c) => {
    const { actor, now } = c.var
    const found = await openClock(openDb(c.env.DB), actor, c.req.param('slot'), now)
    if (!found) return problem(c, { code: 'not_found' })
    return c.json(clockOf(found.id, now, timingOf(found)))
  })
  /** Of two that press at once the first is heard; the other is answered with what now stands. */
  .post('/:slot/clock', allow(...roomRoles), body(timing), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const found = await openClock(db, actor, c.req.param('slot'), now)
    if (!found) return problem(c, { code: 'not_found' })
    if (!found.mayRun) return problem(c, { code: 'not_allowed' })
    const { phase, sequence } = c.req.valid('json')
    const standing = timingOf(found)
    if ((standing?.sequence ?? 0) + 1 !== sequence) return c.json(clockOf(found.id, now, standing))
    if (!mayFollow(standing?.phase ?? null, phase)) return problem(c, { code: 'invalid_input', fields: ['phase'] })
    const event = {
      at: now,
      actorId: actor.id,
      action: 'interview.timed',
      editionId: found.editionId,
      subjectId: found.id,
      detail: { stageId: found.stageId, phase, sequence },
    }
    try {
      await db.batch([
        insertTiming(db, { slotId: found.id, sequence, phase, at: now, by: actor.id }),
        insertAuditEvent(db, event),
      ])
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const [first] = await selectTiming(db, found.id)
      return c.json(clockOf(found.id, now, first ?? null))
    }
    return c.json(clockOf(found.id, now, { sequence, phase, at: now }), 201)
  })
