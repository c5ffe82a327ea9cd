import { Hono } from 'hono'
import * as z from 'zod'
import { selectReading } from '#db/assignments.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertScoreSheet, saveDraft, selectDraftVersion } from '#db/score-sheets.ts'
import { requireOpen } from '#domain/edition.ts'
import { fillSheet, readDraft } from '#domain/score-sheet.ts'
import { allowWith } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { ownReading } from '../own-reading.ts'
import { problem } from '../problem.ts'

/** Any value may stand for points here: the domain says which criteria are wrong, by name. */
const sheet = z.object({
  points: z.record(z.string(), z.unknown()),
  comments: z.record(z.string(), z.string().max(5000)),
  comment: z.string().max(10_000),
})
const draft = sheet.extend({ version: z.int().min(0) })

const allowJuror = allowWith(['evaluator', 'panelist'], (db: Db, request, now) =>
  selectReading(db, request.param('id') ?? '', now),
)

/** Drafts and sheets. Two round trips to the database: the guard with everything needed to decide, then one batch. */
export const scoreSheets = new Hono<AppEnv>()
  .put('/:id/draft', allowJuror, body(draft), async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    if (reading.handedInAt) return problem(c, { code: 'already_handed_in' })
    const open = requireOpen(reading, c.var.now)
    if (!open.ok) return problem(c, open.refusal)
    const { points, comments, comment, version } = c.req.valid('json')
    const typed = readDraft(reading.stageRules.rubric, points, comments)
    if (!typed.ok) return problem(c, typed.refusal)
    if (version !== (reading.draftVersion ?? 0)) {
      return problem(c, { code: 'draft_conflict', version: reading.draftVersion ?? 0 })
    }
    const db = openDb(c.env.DB)
    const row = { ...typed.value, assignmentId: reading.id, comment, version: version + 1, savedAt: c.var.now }
    const [saved, [there]] = await db.batch([saveDraft(db, row), selectDraftVersion(db, reading.id)])
    if (saved.length > 0) return c.json({ version: row.version, savedAt: row.savedAt })
    if (there?.isHandedIn ?? true) return problem(c, { code: 'already_handed_in' })
    return problem(c, { code: 'draft_conflict', version: there?.version ?? 0 })
  })
  .post('/:id/score-sheet', allowJuror, body(sheet), async (c) => {
    const reading = ownReading(c.var.actor, c.var.guard)
    if (!reading) return problem(c, { code: 'not_found' })
    if (reading.handedInAt) return problem(c, { code: 'already_handed_in' })
    const open = requireOpen(reading, c.var.now)
    if (!open.ok) return problem(c, open.refusal)
    const { points, comments, comment } = c.req.valid('json')
    const filled = fillSheet(reading.stageRules.rubric, points, comments)
    if (!filled.ok) return problem(c, filled.refusal)
    const { totalHundredths, scores } = filled.value
    const { id: assignmentId, editionId, stageId, proposalId } = reading
    const db = openDb(c.env.DB)
    const handedInAt = c.var.now
    try {
      await db.batch([
        ...insertScoreSheet(
          db,
          { assignmentId, editionId, stageId, proposalId, totalHundredths, comment, handedInAt },
          scores,
        ),
        // Without the total: the secretariat reads the trail, and scores only when the stage has closed.
        insertAuditEvent(db, {
          at: handedInAt,
          actorId: c.var.actor.id,
          action: 'score_sheet.handed_in',
          editionId,
          subjectId: assignmentId,
          detail: { stageId, proposalId },
        }),
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'already_handed_in' })
      if (isRefusedByTrigger(error, 'assignment_ended')) return problem(c, { code: 'not_found' })
      if (isRefusedByTrigger(error, 'conflict_of_interest')) return problem(c, { code: 'not_found' })
      throw error
    }
    return c.json({ totalHundredths, handedInAt }, 201)
  })
