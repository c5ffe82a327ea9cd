import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { listMaterials } from '#db/interview-materials.ts'
import { insertTiming, listInterviewsOf, listInterviewStages, selectInterview, selectTiming } from '#db/interviews.ts'
import { holdsIn, type Actor } from '#domain/access.ts'
import { writeCalendar } from '#domain/calendar.ts'
import { clockPhases, mayFollow, usualTimes } from '#domain/interview-clock.ts'
import { allow } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded } from '../integrity-pact.ts'
import { problem } from '../problem.ts'

/** More than one panelist sits in; nationally 114. */
const mostInterviews = 500
/** A stage that has closed is listed for this long. */
const shownForMs = 120 * 24 * 3_600_000

const timing = z.object({ phase: z.enum(clockPhases), sequence: z.int().min(1).max(1000) })

type Opened = Awaited<ReturnType<typeof selectInterview>>[number]

/**
 * The interview if it exists for this person: a panelist who sits in it, without conflict and with a live reading; secretariat and
 * auditor of its edition. Everything else looks like none at all.
 */
function ownInterview(actor: Actor, [found]: readonly Opened[]) {
  if (!found) return undefined
  const isSeated = found.assignmentId !== null && holdsIn(actor, found.editionId, found.stageRules.jurorRole)
  const isStaff = holdsIn(actor, found.editionId, 'secretariat', 'auditor')
  return isSeated || isStaff ? { ...found, isSeated, isStaff } : undefined
}

type OwnInterview = NonNullable<ReturnType<typeof ownInterview>>

/** What the proposal says is open to a panelist from the stage's beginning on; before that, title and hour are all there is. */
const hasContents = ({ isStaff, opensAt }: OwnInterview, now: Date) => isStaff || opensAt <= now

const needsPact = ({ isStaff, hasToSign }: OwnInterview) => !isStaff && hasToSign

/** Why a file of the interview is not handed out; undefined when it is. */
async function contentsRefused(c: Context, found: OwnInterview, now: Date) {
  if (needsPact(found)) return pactNeeded(c, found.editionId)
  if (hasContents(found, now)) return undefined
  const { opensAt, closesAt } = found
  const window = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }
  return problem(c, { code: 'stage_not_open', ...window })
}

const jurorRoles = ['evaluator', 'panelist'] as const
const roomRoles = [...jurorRoles, 'secretariat', 'auditor'] as const

const openInterview = async (db: Db, actor: Actor, slotId: string, now: Date) =>
  ownInterview(actor, await selectInterview(db, slotId, actor.id, now))

const titlesOf = ({ rules }: Opened) => new Map(rules.attachments.map(({ id, title }) => [id, title]))

/** The clock as every screen shows it. */
const clockOf = (now: Date, [timing]: Awaited<ReturnType<typeof selectTiming>>) => ({
  timing: timing ? { sequence: timing.sequence, phase: timing.phase, at: timing.at } : null,
  now,
})

/** Interviews as panelists hold them, and the clock that the secretariat may run too. */
export const interviews = new Hono<AppEnv>()
  .get('/', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const [rows, stages] = await db.batch([
      listInterviewsOf(db, actor.id, now, mostInterviews),
      listInterviewStages(db, new Date(now.getTime() - shownForMs)),
    ])
    return c.json({
      now,
      stages: stages
        .filter(({ editionId, stageRules }) => holdsIn(actor, editionId, stageRules.jurorRole))
        .map(({ editionId: _, stageRules, ...stage }) => ({ ...stage, times: stageRules.times ?? usualTimes })),
      interviews: rows
        .filter(({ editionId }) => holdsIn(actor, editionId, ...jurorRoles))
        .map(({ editionId: _, proposalId: __, at: ___, plans: ____, ...interview }) => interview),
    })
  })
  .get('/calendar.ics', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const { origin, host } = new URL(c.env.ORIGIN)
    const listed = await listInterviewsOf(openDb(c.env.DB), actor.id, now, mostInterviews)
    const rows = listed.filter(({ editionId }) => holdsIn(actor, editionId, ...jurorRoles))
    const calendar = writeCalendar({
      name: 'Wawancara',
      language: 'id',
      url: `${origin}/juri/wawancara/`,
      events: rows.map(({ id, stageId, proposalId, plans, at, beginsAt, endsAt, title, referenceNumber, room }) => ({
        uid: `wawancara-${stageId}-${proposalId}@${host}`,
        sequence: plans - 1,
        changedAt: at,
        startsAt: beginsAt,
        endsAt,
        summary: `Wawancara ${title}`,
        description: `Nomor ${referenceNumber}`,
        url: `${origin}/juri/wawancara/?slot=${id}`,
        location: room,
      })),
    })
    return c.body(calendar, 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="wawancara.ics"',
    })
  })
  .get('/:slot', allow(...roomRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const found = await openInterview(db, actor, c.req.param('slot'), now)
    if (!found) return problem(c, { code: 'not_found' })
    if (needsPact(found)) return pactNeeded(c, found.editionId)
    const [materials, timings] = await db.batch([listMaterials(db, found), selectTiming(db, found.id)])
    const titles = titlesOf(found)
    const { content, stageRules, isSeated } = found
    const isOpened = hasContents(found, now)
    const [attachments, given] = isOpened ? [content.attachments, materials] : [[], []]
    return c.json({
      id: found.id,
      beginsAt: found.beginsAt,
      endsAt: found.endsAt,
      room: found.room,
      edition: { slug: found.edition, name: found.editionName, isSimulation: found.isSimulation },
      stage: { id: found.stageId, name: found.stageName },
      times: stageRules.times ?? usualTimes,
      proposal: { referenceNumber: content.referenceNumber, title: content.title, agency: content.agency },
      isOpened,
      attachments: attachments.map(({ ruleId, fileName, sizeBytes, sha256 }) => ({
        title: titles.get(ruleId) ?? fileName,
        fileName,
        sizeBytes,
        sha256,
      })),
      materials: given.map(({ objectKey: _, ...material }) => material),
      panel: found.panel,
      assignmentId: isSeated ? found.assignmentId : null,
      isScored: isSeated && found.isScored,
      mayRun: isSeated || holdsIn(actor, found.editionId, 'secretariat'),
      ...clockOf(now, timings),
    })
  })
  .get('/:slot/clock', allow(...roomRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const found = await openInterview(db, actor, c.req.param('slot'), now)
    if (!found) return problem(c, { code: 'not_found' })
    return c.json(clockOf(now, await selectTiming(db, found.id)))
  })
  /** Of two that press at once the first is heard; the other is answered with what now stands. */
  .post('/:slot/clock', allow(...roomRoles), body(timing), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const found = await openInterview(db, actor, c.req.param('slot'), now)
    if (!found) return problem(c, { code: 'not_found' })
    if (!found.isSeated && !holdsIn(actor, found.editionId, 'secretariat')) return problem(c, { code: 'not_allowed' })
    const { phase, sequence } = c.req.valid('json')
    const [standing] = await selectTiming(db, found.id)
    if ((standing?.sequence ?? 0) + 1 !== sequence) return c.json(clockOf(now, standing ? [standing] : []))
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
      return c.json(clockOf(now, await selectTiming(db, found.id)))
    }
    return c.json(clockOf(now, [{ sequence, phase, at: now }]), 201)
  })
  .get('/:slot/attachments/:sha256', allow(...roomRoles), async (c) => {
    const found = await openInterview(openDb(c.env.DB), c.var.actor, c.req.param('slot'), c.var.now)
    const file = found?.content.attachments.find(({ sha256 }) => sha256 === c.req.param('sha256'))
    if (!found || !file) return problem(c, { code: 'not_found' })
    return (await contentsRefused(c, found, c.var.now)) ?? attachmentFile(c, file, 'no-store')
  })
  .get('/:slot/materials/:material', allow(...roomRoles), async (c) => {
    const db = openDb(c.env.DB)
    const found = await openInterview(db, c.var.actor, c.req.param('slot'), c.var.now)
    const given = found ? await listMaterials(db, found) : []
    const file = given.find(({ id }) => id === c.req.param('material'))
    if (!found || !file?.objectKey || !file.fileName) return problem(c, { code: 'not_found' })
    const { objectKey, fileName } = file
    return (await contentsRefused(c, found, c.var.now)) ?? attachmentFile(c, { objectKey, fileName }, 'no-store')
  })
