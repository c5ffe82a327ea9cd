import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import {
  closeAnswered,
  insertConfirmation,
  insertRevision,
  isAnswerable,
  isDivergence,
  listOwnRounds,
  type Answer,
  type Answering,
} from '#db/consolidations.ts'
import { selectScoreSheet } from '#db/score-sheets.ts'
import { holdsIn } from '#domain/access.ts'
import { fillSheet, isSameSheet, sheetOf, sheetText, type FilledSheet } from '#domain/score-sheet.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import { sha256Hex } from '../bytes.ts'
import { loadRound, roundView, type Round } from '../consolidation.ts'
import type { AppEnv } from '../env.ts'
import { pactNeeded } from '../integrity-pact.ts'
import { problem } from '../problem.ts'
import { newerDraft, revised } from './consolidation-drafts.ts'

const jurors = allow('evaluator', 'panelist')

const reason = z.string().trim().max(2000)
/** `overDraft`: the version of the draft that the juror saw; another one that was saved since is met first. */
const said = z.object({ reason, overDraft: z.int().min(0).optional() })
const given = z.discriminatedUnion('answer', [
  said.extend({ answer: z.literal('confirmed') }),
  said.extend({ answer: z.literal('revised') }).extend(revised.shape),
])

type Given = z.infer<typeof given>

const filledOf = ({ reading }: Round, sent: Extract<Given, { answer: 'revised' }>) =>
  fillSheet(reading.stageRules.rubric, sent.points, sent.comments)

/** The answer where one stands already: the same one was given before and its answer lost, or it is another one. */
async function answerOvertaken(c: Context, db: Db, round: Round | undefined, sent: Given) {
  const standing = round?.sheet.answer
  if (!round || !standing) return problem(c, { code: 'not_found' })
  const { answer, reason: said, at: answeredAt, totalHundredths } = standing
  if (answer === sent.answer && said === sent.reason && (await isWritten(db, round, sent))) {
    return c.json({ answer, answeredAt, totalHundredths }, 200)
  }
  return problem(c, { code: 'answer_stands', answer, answeredAt: answeredAt.toISOString() })
}

/** Whether the sheet that stands is the one that was sent; a confirmation sends none. */
async function isWritten(db: Db, round: Round, sent: Given): Promise<boolean> {
  if (sent.answer === 'confirmed') return true
  const [sheet] = await selectScoreSheet(db, round.assignmentId)
  const filled = filledOf(round, sent)
  return sheet !== undefined && filled.ok && isSameSheet(sheet, sheetOf(filled.value.scores, sent.comment, sheet.pins))
}

/** The batch of a new sheet in the place of the own one. */
async function revise(
  db: Db,
  round: Round,
  answer: Answer,
  { filled, comment }: { filled: FilledSheet; comment: string },
) {
  const { reading, sheet } = round
  const { editionId, stageId, proposalId, referenceNumber } = reading
  const { scores, totalHundredths } = filled
  const assignmentId = crypto.randomUUID()
  const standing = { ...sheetOf(scores, comment, sheet.pins), totalHundredths, handedInAt: answer.at.toISOString() }
  const sha256 = await sha256Hex(new TextEncoder().encode(sheetText({ assignmentId, referenceNumber }, standing)))
  const row = { assignmentId, editionId, stageId, proposalId, totalHundredths, comment, pins: sheet.pins, sha256 }
  await db.batch([
    ...insertRevision(db, answer, { ...row, handedInAt: answer.at, isRereading: false }, scores),
    insertAuditEvent(db, eventOf(round, answer, { answer: 'revised', followedBy: assignmentId })),
    ...closeAnswered(db, isDivergence(answer.divergenceId), answer.at),
  ])
}

/** Without totals and reasons: the secretariat reads the trail, and scores only when the stage has closed. */
const eventOf = (
  { reading }: Round,
  { divergenceId, jurorId, assignmentId, at }: Answering,
  detail: Record<string, string>,
) => ({
  at,
  actorId: jurorId,
  action: 'consolidation.answered',
  editionId: reading.editionId,
  subjectId: divergenceId,
  detail: { stageId: reading.stageId, proposalId: reading.proposalId, sheet: assignmentId, ...detail },
})

/** Rounds in which jurors see each other's sheets. */
export const consolidations = new Hono<AppEnv>()
  .get('/', jurors, async (c) => {
    const { actor, now } = c.var
    const rounds = await listOwnRounds(openDb(c.env.DB), actor.id, now)
    return c.json({
      rounds: rounds
        .filter(({ edition_id, juror_role }) => holdsIn(actor, edition_id, juror_role))
        .map((round) => ({
          id: round.id,
          edition: round.edition,
          isSimulation: round.isSimulation,
          stageId: round.stage_id,
          stageName: round.stage_name,
          referenceNumber: round.reference_number,
          title: round.title,
          openedAt: round.openedAt,
          closesAt: round.closesAt,
          answer: round.answer,
          isOver: round.closedAt !== null || round.closesAt <= now,
        })),
    })
  })
  .get('/:id', jurors, async (c) => {
    const round = await loadRound(openDb(c.env.DB), c.var.actor, c.req.param('id'), c.var.now)
    if (!round) return problem(c, { code: 'not_found' })
    if (round.reading.needsPact) return pactNeeded(c, round.reading.editionId)
    return c.json(roundView(round))
  })
  .post('/:id/answer', jurors, body(given), async (c) => {
    const db = openDb(c.env.DB)
    const { actor, now } = c.var
    const divergenceId = c.req.param('id')
    const round = await loadRound(db, actor, divergenceId, now)
    if (!round) return problem(c, { code: 'not_found' })
    if (round.reading.needsPact) return pactNeeded(c, round.reading.editionId)
    const sent = c.req.valid('json')
    if (round.sheet.answer) return answerOvertaken(c, db, round, sent)
    if (round.isOver) return problem(c, { code: 'consolidation_over' })
    if (sent.reason === '') return problem(c, { code: 'reason_needed' })
    const newer = newerDraft(round, sent.overDraft)
    if (newer) return problem(c, newer)
    const { assignmentId } = round
    const by = { divergenceId, jurorId: actor.id, assignmentId, at: now, seen: sent.overDraft }
    const answer = { ...by, reason: sent.reason }
    try {
      if (sent.answer === 'confirmed') {
        const [, confirmed] = await db.batch([
          insertAuditEventIf(db, eventOf(round, answer, { answer: 'confirmed' }), isAnswerable(answer)),
          insertConfirmation(db, answer),
          ...closeAnswered(db, isDivergence(divergenceId), now),
        ])
        if (confirmed.length > 0) {
          return c.json({ answer: sent.answer, answeredAt: now, totalHundredths: round.sheet.totalHundredths }, 201)
        }
      } else {
        const filled = filledOf(round, sent)
        if (!filled.ok) return problem(c, filled.refusal)
        const { points, comments, comment, pins } = round.sheet
        if (isSameSheet(sheetOf(filled.value.scores, sent.comment, pins), { points, comments, comment, pins })) {
          return problem(c, { code: 'sheet_unchanged' })
        }
        await revise(db, round, answer, { filled: filled.value, comment: sent.comment })
        const { totalHundredths } = filled.value
        return c.json({ answer: sent.answer, answeredAt: now, totalHundredths }, 201)
      }
    } catch (error) {
      const words = ['already_handed_in', 'assignment_ended', 'conflict_of_interest']
      if (!isUniqueViolation(error) && !words.some((word) => isRefusedByTrigger(error, word))) throw error
    }
    // Something else happened at the same moment.
    const after = await loadRound(db, actor, divergenceId, now)
    if (!after || after.sheet.answer) return answerOvertaken(c, db, after, sent)
    const newest = after.isOver ? undefined : newerDraft(after, sent.overDraft)
    return problem(c, newest ?? { code: 'consolidation_over' })
  })
