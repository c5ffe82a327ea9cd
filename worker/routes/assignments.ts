import { Hono } from 'hono'
import * as z from 'zod'
import { endReadings, listReadingOrder, listReadingsOf, selectReading, selectReadingDesk } from '#db/assignments.ts'
import { insertAuditEventIf } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { insertConflict, isUndeclared } from '#db/conflicts.ts'
import { isOpen } from '#domain/edition.ts'
import { countWords } from '#domain/word-count.ts'
import { allow, allowWith } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'

/** More than one juror reads in several editions together; the real load is about 365 an edition. */
const mostReadings = 2000

type ListedReading = Awaited<ReturnType<typeof listReadingsOf>>[number]

const stateOf = ({ totalHundredths, draftVersion }: ListedReading): 'new' | 'draft' | 'handed_in' => {
  if (totalHundredths !== null) return 'handed_in'
  return draftVersion === null ? 'new' : 'draft'
}

/** Rows of one stage stand together: the list has them in that order. */
function byStage(readings: readonly ListedReading[], now: Date) {
  const stages = new Map<string, ListedReading[]>()
  for (const reading of readings) {
    const key = `${reading.edition}/${reading.stageId}`
    stages.set(key, [...(stages.get(key) ?? []), reading])
  }
  return [...stages.values()].map((rows) => {
    const { edition, editionName, isSimulation, stageId, stageName, opensAt, closesAt } = rows[0]!
    const assignments = rows.map((row) => {
      const { id, position, referenceNumber, title, clusterId, groupId, totalHundredths } = row
      return { id, position, referenceNumber, title, clusterId, groupId, state: stateOf(row), totalHundredths }
    })
    const stage = { edition, editionName, isSimulation, stageId, stageName, opensAt, closesAt }
    return { ...stage, isOpen: isOpen({ opensAt, closesAt }, now), assignments }
  })
}

type Desk = Awaited<ReturnType<typeof selectReadingDesk>>[number]

/** What the juror reads: the frozen text under the questions of the edition, and the files beside it. */
function readProposal({ content, rules }: Desk) {
  const texts = new Map(content.sections.map(({ id, text }) => [id, text]))
  const titles = new Map(rules.attachments.map(({ id, title }) => [id, title]))
  return {
    referenceNumber: content.referenceNumber,
    title: content.title,
    groupId: content.groupId,
    clusterId: content.clusterId,
    // Parts of the form that this proposal was not asked are not in what was frozen.
    sections: rules.sections.flatMap(({ id, title, question, maxWords }) => {
      const text = texts.get(id)
      return text === undefined ? [] : [{ id, title, question, text, words: countWords(text), maxWords }]
    }),
    attachments: content.attachments.map(({ ruleId, fileName, sizeBytes, sha256 }) => {
      return { ruleId, title: titles.get(ruleId) ?? fileName, fileName, sizeBytes, sha256 }
    }),
  }
}

/** What the juror has written: a draft until the sheet is handed in, then the sheet. */
function writtenBy(desk: Desk) {
  const { draftVersion, draftPoints, draftComments, draftComment, draftSavedAt } = desk
  const { handedInAt, totalHundredths, sheetComment, points, comments } = desk
  if (handedInAt && totalHundredths !== null && sheetComment !== null) {
    return { draft: null, sheet: { totalHundredths, handedInAt, points, comments, comment: sheetComment } }
  }
  const hasDraft = draftVersion !== null && draftPoints && draftComments && draftComment !== null && draftSavedAt
  if (!hasDraft) return { draft: null, sheet: null }
  const draft = { points: draftPoints, comments: draftComments, comment: draftComment }
  return { draft: { ...draft, version: draftVersion, savedAt: draftSavedAt }, sheet: null }
}

type Ordered = Awaited<ReturnType<typeof listReadingOrder>>

/** The next one after this position that is not handed in, from the beginning again when there is none. */
const nextOpenAfter = (order: Ordered, position: number): string | null => {
  const open = order.filter((one) => one.position !== position && one.handedInAt === null)
  return (open.find((one) => one.position > position) ?? open[0])?.id ?? null
}

const allowJuror = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReading(db, request.param('id') ?? '', now),
)
const allowDesk = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReadingDesk(db, request.param('id') ?? '', now),
)

/** A juror's own readings. What is somebody else's, ended or in conflict does not exist here. */
export const assignments = new Hono<AppEnv>()
  .get('/', allow('evaluator', 'panelist'), async (c) => {
    const readings = await listReadingsOf(openDb(c.env.DB), c.var.actor.id, c.var.now, mostReadings)
    return c.json({ stages: byStage(readings, c.var.now), now: c.var.now })
  })
  .get('/:id', allowDesk, async (c) => {
    const desk = ownReading(c.var.actor, c.var.guard)
    if (!desk) return problem(c, { code: 'not_found' })
    const order = await listReadingOrder(openDb(c.env.DB), desk, c.var.now)
    const at = order.findIndex(({ id }) => id === desk.id)
    const { id, position, opensAt, closesAt } = desk
    return c.json({
      id,
      position,
      of: order.length,
      edition: { slug: desk.editionSlug, name: desk.editionName, isSimulation: desk.isSimulation },
      stage: { id: desk.stageId, name: desk.stageName, opensAt, closesAt },
      proposal: readProposal(desk),
      rubric: desk.stageRules.rubric,
      ...writtenBy(desk),
      previousId: order[at - 1]?.id ?? null,
      nextId: order[at + 1]?.id ?? null,
      nextOpenId: nextOpenAfter(order, position),
    })
  })
  .get('/:id/attachments/:sha256', allow('evaluator', 'panelist'), async (c) => {
    const found = await selectReadingDesk(openDb(c.env.DB), c.req.param('id'), c.var.now)
    const desk = ownReading(c.var.actor, found)
    const file = desk?.content.attachments.find(({ sha256 }) => sha256 === c.req.param('sha256'))
    return file ? attachmentFile(c, file, 'no-store') : problem(c, { code: 'not_found' })
  })
  .post('/:id/conflict', allowJuror, body(z.object({ reason: z.string().trim().max(1000) })), async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    if (reading.handedInAt) return problem(c, { code: 'already_handed_in' })
    const { reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    const { id, jurorId, proposalId, editionId, stageId, position } = reading
    const db = openDb(c.env.DB)
    const now = c.var.now
    const results = await db.batch([
      insertAuditEventIf(
        db,
        {
          at: now,
          actorId: jurorId,
          action: 'conflict.declared',
          editionId,
          subjectId: id,
          detail: { stageId, proposalId, reason },
        },
        isUndeclared(jurorId, proposalId),
      ),
      insertConflict(db, { proposalId, jurorId, source: 'declared', reason, at: now, by: jurorId }),
      endReadings(db, { jurorId, proposalId }, now, reason),
      listReadingOrder(db, reading, now),
    ])
    return c.json({ nextOpenId: nextOpenAfter(results[3], position) }, 201)
  })
