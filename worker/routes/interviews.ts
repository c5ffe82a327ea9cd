import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { listMaterials } from '#db/interview-materials.ts'
import { selectTiming } from '#db/interview-timings.ts'
import { listCalendarOf, listInterviewsOf, listInterviewStages } from '#db/own-interviews.ts'
import { holdsIn, jurorRoles } from '#domain/access.ts'
import { usualTimes } from '#domain/interview-clock.ts'
import { allow } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded } from '../integrity-pact.ts'
import { interviewCalendar, interviewEntry } from '../interview-calendar.ts'
import {
  contentsRefused,
  hasContents,
  needsPact,
  openInterview,
  roomRoles,
  type OwnInterview,
} from '../own-interview.ts'
import { problem } from '../problem.ts'

/** More than one panelist sits in; nationally 114. */
const mostInterviews = 500
/** A stage that has closed is listed for this long. */
const shownForMs = 120 * 24 * 3_600_000

const titlesOf = ({ rules }: OwnInterview) => new Map(rules.attachments.map(({ id, title }) => [id, title]))

/** Interviews as panelists hold them: their list, and one while it is held. */
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
        .map(({ editionId: _, proposalId: __, ...interview }) => interview),
    })
  })
  .get('/calendar.ics', allow(...jurorRoles), async (c) => {
    const { actor, now } = c.var
    const { origin, host } = new URL(c.env.ORIGIN)
    const listed = await listCalendarOf(openDb(c.env.DB), actor.id, now, mostInterviews)
    const rows = listed.filter(({ editionId }) => holdsIn(actor, editionId, ...jurorRoles))
    return interviewCalendar(c, {
      name: 'Wawancara',
      language: 'id',
      url: `${origin}/juri/wawancara/`,
      events: rows.map(({ cancelledAt, leftAt, assignmentId, ...row }) => {
        const isLeft = cancelledAt === null && assignmentId === null
        const calledOffAt = isLeft ? (leftAt ?? now) : cancelledAt
        return interviewEntry({ ...row, calledOffAt }, host, {
          summary: `Wawancara ${row.title}`,
          description: `Nomor ${row.referenceNumber}`,
          url: `${origin}/juri/wawancara/?slot=${row.id}`,
        })
      }),
    })
  })
  /** Where an interview was is the way to where it is, for those who may see it there. */
  .get('/:slot', allow(...roomRoles), async (c) => {
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const found = await openInterview(db, actor, c.req.param('slot'), now)
    if (!found) return problem(c, { code: 'not_found' })
    if (needsPact(found)) return pactNeeded(c, found.editionId)
    const [materials, [timing]] = await db.batch([listMaterials(db, found), selectTiming(db, found.id)])
    const titles = titlesOf(found)
    const { asked, content, stageRules, isSeated } = found
    const isOpened = hasContents(found, now)
    const [attachments, given] = isOpened ? [content.attachments, materials] : [[], []]
    return c.json({
      id: found.id,
      beginsAt: found.beginsAt,
      endsAt: found.endsAt,
      room: found.room,
      formerly: asked.id === found.id ? null : asked,
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
      timing: timing ? { sequence: timing.sequence, phase: timing.phase, at: timing.at } : null,
      now,
    })
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
