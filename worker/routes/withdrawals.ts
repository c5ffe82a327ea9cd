import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import { loadProposalNow, windowsOf } from '#db/proposals.ts'
import { selectRecipients } from '#db/recipients.ts'
import { deleteProposalWords, insertWithdrawal } from '#db/withdrawals.ts'
import { cleanText } from '#domain/plain-text.ts'
import { move, writersAmong } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { withdrawnLetter } from '../letters/proposal.ts'
import { announceMails } from '../mail.ts'
import { lettersTo } from '../post.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal } from '../proposal-view.ts'

const withdrawal = z.object({
  note: z
    .string()
    .max(2000)
    .transform((text) => cleanText(text).text.trim()),
})

/** Undoing a forwarding until registration closes: the place is free again, and the number is kept for the next revision. */
export const withdrawals = new Hono<AppEnv>().post(
  '/:id/withdrawals',
  allow('agency_admin'),
  body(withdrawal),
  async (c) => {
    const { note } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [whole, recipients] = await Promise.all([loadWholeProposal(db, id), selectRecipients(db, [id], now)])
    const writers = whole ? writersAmong(actor, whole) : []
    if (!whole || !writers.includes('agency_admin')) return problem(c, { code: 'not_found' })
    const moved = move({ state: whole.state, writers, windows: windowsOf(whole) }, 'withdrawn', now)
    if (!moved.ok) return problem(c, moved.refusal)
    const [last] = whole.receipts
    if (!last) return problem(c, { code: 'move_not_possible', state: whole.state })

    const { referenceNumber, revision } = last
    const closesAt = whole.registrationClosesAt
    const letter = withdrawnLetter({ title: whole.title, referenceNumber, closesAt }, actor.name, note)
    const mails = lettersTo(now, recipients, letter)
    try {
      await db.batch([
        insertWithdrawal(db, { submissionId: last.id, note, at: now, by: actor.id }),
        deleteProposalWords(db, id),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'proposal.withdrawn',
          editionId: whole.editionId,
          subjectId: id,
          detail: { referenceNumber, revision, note },
        }),
        insertMails(db, mails),
      ])
    } catch (error) {
      if (!isRefusedByTrigger(error, 'move_not_possible') && !isUniqueViolation(error)) throw error
      const meanwhile = await loadProposalNow(db, id)
      return problem(c, { code: 'move_not_possible', state: meanwhile?.state ?? whole.state })
    }
    await announceMails(c.env, mails)
    return c.json({ state: moved.value, referenceNumber }, 201)
  },
)
