import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, openDb } from '#db/client.ts'
import { insertHandover, insertHandoverNotes } from '#db/handovers.ts'
import { insertMails } from '#db/mails.ts'
import { loadProposalNow, windowsOf } from '#db/proposals.ts'
import { selectRecipients } from '#db/recipients.ts'
import { cleanText } from '#domain/plain-text.ts'
import {
  handoverKinds,
  move,
  proposalProblems,
  strangeNotes,
  writersAmong,
  type HandoverKind,
  type PartNote,
} from '#domain/proposal.ts'
import { allow } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { passedLetter, returnedLetter } from '../letters/proposal.ts'
import { announceMails } from '../mail.ts'
import { lettersTo } from '../post.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal, type WholeProposal } from '../proposal-view.ts'

const note = z
  .string()
  .max(2000)
  .transform((text) => cleanText(text).text.trim())

/** `notes`: about parts of the form, only with what is returned. */
const handover = z.object({
  kind: z.enum(handoverKinds),
  note,
  notes: z
    .array(z.object({ sectionId: z.string().max(60), note: note.pipe(z.string().min(1)) }))
    .max(60)
    .optional(),
})

/** Who hears of it, and what. A recall needs no letter: nothing is left to do. */
function letterOn(kind: HandoverKind, whole: WholeProposal, note: string, notes: readonly PartNote[]) {
  const { title, unit, registrationClosesAt: closesAt, rules } = whole
  if (kind === 'passed') return { role: 'agency_admin', letter: passedLetter({ title, unit, closesAt }, note) } as const
  if (kind === 'recalled') return null
  const told = notes.map(({ sectionId, note: text }) => ({ part: partTitle(sectionId, rules), text }))
  return { role: 'author', letter: returnedLetter({ title, closesAt }, note, told) } as const
}

const partTitle = (id: string, { sections }: WholeProposal['rules']): string =>
  sections.find((section) => section.id === id)?.title ?? (id === 'lampiran' ? 'Lampiran' : 'Data inovasi')

/** Between unit and agency admin, mounted beside the proposals. */
export const handovers = new Hono<AppEnv>().post(
  '/:id/handovers',
  allow('author', 'agency_admin'),
  body(handover),
  async (c) => {
    const { kind, note, notes: given = [] } = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const id = c.req.param('id')
    const [whole, recipients] = await Promise.all([loadWholeProposal(db, id), selectRecipients(db, [id], now)])
    const writers = whole ? writersAmong(actor, whole) : []
    if (!whole || writers.length === 0) return problem(c, { code: 'not_found' })

    const moved = move({ state: whole.state, writers, windows: windowsOf(whole) }, kind, now)
    if (!moved.ok) return problem(c, moved.refusal)
    const notes = kind === 'returned' ? given : []
    if (kind === 'returned' && note === '' && notes.length === 0) return problem(c, { code: 'note_needed' })
    const strange = strangeNotes(notes, whole, whole.rules)
    if (strange.length > 0) return problem(c, { code: 'invalid_input', fields: ['notes'] })
    const problems = kind === 'passed' ? proposalProblems(whole, whole.rules) : []
    if (problems.length > 0) return problem(c, { code: 'proposal_incomplete', problems })

    const post = letterOn(kind, whole, note, notes)
    const mails = post
      ? lettersTo(
          now,
          recipients.filter(({ role }) => role === post.role),
          post.letter,
        )
      : []
    const handoverId = crypto.randomUUID()
    try {
      await db.batch([
        insertHandover(db, { id: handoverId, proposalId: id, kind, note, at: now, by: actor.id }),
        insertHandoverNotes(db, handoverId, notes),
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
    await announceMails(c.env, mails)
    return c.json({ state: moved.value }, 201)
  },
)
