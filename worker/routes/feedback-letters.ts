import { Hono, type Context } from 'hono'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { findFeedbackSubject } from '#db/feedback-letters.ts'
import { writersAmong } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { feedbackFor, listPublishedPlenaries } from '../feedback.ts'
import { letterPdf } from '../letter-pdf.ts'
import { aboutComments, feedbackOnPaper, feedbackSentences } from '../letters/feedback.ts'
import { problem } from '../problem.ts'

const writers = allow('author', 'agency_admin')

/** The proposal for its author and its agency; for anybody else there is none. */
async function loadSubject(c: Context<AppEnv>) {
  const subject = await findFeedbackSubject(openDb(c.env.DB), c.req.param('id') ?? '')
  return subject && writersAmong(c.var.actor, subject).length > 0 ? subject : undefined
}

/** What a stage said of a proposal, once its results are public and never before. Mounted at /api/proposals. */
export const feedbackLetters = new Hono<AppEnv>()
  .get('/:id/feedback-letters', writers, async (c) => {
    const db = openDb(c.env.DB)
    const subject = await loadSubject(c)
    if (!subject) return problem(c, { code: 'not_found' })
    const published = await listPublishedPlenaries(c.env, db, subject.editionId)
    const found = await Promise.all(published.map((one) => feedbackFor(db, one, subject)))
    return c.json({
      aboutComments,
      letters: found
        .filter((one) => one !== undefined)
        .map((one) => {
          const { scoring, stage, plenary, publishedAt } = one.published
          return {
            stage: { id: scoring.id, name: scoring.name },
            plenary: stage.name,
            decree: plenary.decision && {
              number: plenary.decision.decreeNumber,
              date: plenary.decision.decreeDate,
            },
            publishedAt: publishedAt.toISOString(),
            ...feedbackSentences(one),
            ...one.feedback,
          }
        }),
    })
  })
  .get('/:id/feedback-letters/:stage', writers, async (c) => {
    const db = openDb(c.env.DB)
    const subject = await loadSubject(c)
    if (!subject) return problem(c, { code: 'not_found' })
    const published = await listPublishedPlenaries(c.env, db, subject.editionId)
    const asked = published.find(({ scoring }) => scoring.id === c.req.param('stage'))
    const feedback = asked && (await feedbackFor(db, asked, subject))
    if (!feedback) return problem(c, { code: 'not_found' })
    const pdf = await letterPdf(feedbackOnPaper(feedback))
    await insertAuditEvent(db, {
      at: c.var.now,
      actorId: c.var.actor.id,
      action: 'feedback_letter.exported',
      editionId: subject.editionId,
      subjectId: subject.id,
      detail: { stageId: feedback.published.scoring.id, referenceNumber: subject.referenceNumber },
    })
    const name = `umpan-balik-${subject.referenceNumber}-${feedback.published.scoring.id}.pdf`
    return c.body(pdf, 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
    })
  })
