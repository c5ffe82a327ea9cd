import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { openDb, type Db } from '#db/client.ts'
import { isAnswerable } from '#db/consolidations.ts'
import { saveRoundDraft } from '#db/score-sheets.ts'
import { isSameRoundDraft, readDraft, type RoundDraft } from '#domain/score-sheet.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import { loadRound, type Round } from '../consolidation.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded } from '../integrity-pact.ts'
import { problem } from '../problem.ts'

/** Any value may stand for points here: the domain says which criteria are wrong, by name. */
export const revised = z.object({
  points: z.record(z.string(), z.unknown()),
  comments: z.record(z.string(), z.string().max(5000)),
  comment: z.string().max(10_000),
})

/** As typed: a reason keeps its spaces until it is sent. */
const draft = revised.extend({
  answer: z.enum(['confirmed', 'revised']).nullable(),
  reason: z.string().max(2000),
  version: z.int().min(0),
})

type NewerDraft = Extract<Parameters<typeof problem>[1], { code: 'answer_draft_conflict' }>

/** What was saved after the version that was seen; undefined where nothing was. */
export function newerDraft({ draft: stored, sheet: own }: Round, seen: number | undefined): NewerDraft | undefined {
  if (seen === undefined || !stored || stored.version <= seen) return undefined
  const { points, comments, comment } = own
  const written = stored.written ?? { answer: null, reason: '', points, comments, comment }
  return {
    code: 'answer_draft_conflict',
    version: stored.version,
    draft: { ...written, savedAt: stored.savedAt.toISOString() },
  }
}

type SentDraft = RoundDraft & { version: number }

/**
 * The answer to a draft that could not be saved over the version it was typed on. The very same one was saved before and its answer
 * lost: it is told again.
 */
async function draftOvertaken(c: Context<AppEnv>, db: Db, divergenceId: string, sent: SentDraft) {
  const round = await loadRound(db, c.var.actor, divergenceId, c.var.now)
  if (!round) return problem(c, { code: 'not_found' })
  const { answer } = round.sheet
  if (answer) {
    return problem(c, { code: 'answer_stands', answer: answer.answer, answeredAt: answer.at.toISOString() })
  }
  if (round.isOver) return problem(c, { code: 'consolidation_over' })
  const { version, savedAt, written } = round.draft ?? { version: 0 }
  if (savedAt && written && version === sent.version + 1 && isSameRoundDraft(written, sent)) {
    return c.json({ version, savedAt }, 200)
  }
  // A version that the portal has never had is none to write over either.
  return problem(c, newerDraft(round, -1) ?? { code: 'not_found' })
}

/** What is written in a round is a draft of the own sheet like any other, beside the sheet that stands. Mounted at /api/consolidations. */
export const consolidationDrafts = new Hono<AppEnv>().put(
  '/:id/draft',
  allow('evaluator', 'panelist'),
  body(draft),
  async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const divergenceId = c.req.param('id')
    const round = await loadRound(db, actor, divergenceId, now)
    if (!round) return problem(c, { code: 'not_found' })
    if (round.reading.needsPact) return pactNeeded(c, round.reading.editionId)
    const { points, comments, comment, answer, reason: why, version } = c.req.valid('json')
    const typed = readDraft(round.reading.stageRules.rubric, points, comments)
    if (!typed.ok) return problem(c, typed.refusal)
    const sent = { ...typed.value, comment, answer, reason: why, version }
    const { assignmentId, sheet: own } = round
    const row = {
      ...typed.value,
      assignmentId,
      comment,
      version: version + 1,
      savedAt: now,
      notes: round.draft?.notes ?? '',
      pins: round.draft?.pins ?? own.pins,
      roundAnswer: { answer, reason: why },
    }
    const may = isAnswerable({ divergenceId, jurorId: actor.id, assignmentId, at: now, seen: undefined })
    const [saved] = await db.batch([saveRoundDraft(db, row, may)])
    if (saved.length > 0) return c.json({ version: row.version, savedAt: now }, 200)
    return draftOvertaken(c, db, divergenceId, sent)
  },
)
