import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb } from '#db/client.ts'
import { insertHandover } from '#db/handovers.ts'
import { insertMails } from '#db/mails.ts'
import { loadProposalNow, windowsOf } from '#db/proposals.ts'
import { selectRecipients } from '#db/recipients.ts'
import { handoverKinds, move, proposalProblems, writersAmong, type HandoverKind } from '#domain/proposal.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { passedLetter, returnedLetter } from '../letters/proposal.ts'
import { announceMails } from '../mail.ts'
import { lettersTo } from '../post.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal, type WholeProposal } from '../proposal-view.ts'

const handover = z.object({ kind: z.enum(handoverKinds), note: z.string().trim().max(2000) })

/** Who hears of it, and what. A recall needs no letter: nothing is left to do. */
function letterOn(kind: HandoverKind, { title, unit, registrationClosesAt: closesAt }: WholeProposal, note: string) {
  if (kind === 'passed') return { role: 'agency_admin', letter: passedLetter({ title, unit, closesAt }, note) } as const
  if (kind === 'returned') return { role: 'author', letter: returnedLetter({ title, closesAt }, note) } as const
  return null
}

/** Between unit and agency admin, mounted beside the proposals. */
export const handovers = new Hono<AppEnv>().post(
  '/:id/handovers',
  allow('author', 'agency_admin'),
  body(handover),
  async (c) => {
    const { kind, note } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [whole, recipients] = await Promise.all([loadWholeProposal(db, id), selectRecipients(db, [id], now)])
    const writers = whole ? writersAmong(actor, whole) : []
    if (!whole || writers.length === 0) return problem(c, { code: 'not_found' })

    const moved = move({ state: whole.state, writers, windows: windowsOf(whole) }, kind, now)
    if (!moved.ok) return problem(c, moved.refusal)
    if (kind === 'returned' && note === '') return problem(c, { code: 'note_needed' })
    const problems = kind === 'passed' ? proposalProblems(whole, whole.rules) : []
    if (problems.length > 0) return problem(c, { code: 'proposal_incomplete', problems })

    const post = letterOn(kind, whole, note)
    const mails = post
      ? lettersTo(
          now,
          recipients.filter(({ role }) => role === post.role),
          post.letter,
        )
      : []
    try {
      await db.batch([
        insertHandover(db, { id: crypto.randomUUID(), proposalId: id, kind, note, at: now, by: actor.id }),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: `proposal.${kind}`,
          editionId: whole.editionId,
          subjectId: id,
        }),
        insertMails(db, mails),
      ])
    } catch (error) {
      if (!isRefusedByTrigger(error, 'move_not_possible')) throw error
      const meanwhile = await loadProposalNow(db, id)
      return problem(c, { code: 'move_not_possible', state: meanwhile?.state ?? whole.state })
    }
    await announceMails(
      c.env,
      mails.map((mail) => mail.id),
    )
    return c.json({ state: moved.value }, 201)
  },
)
