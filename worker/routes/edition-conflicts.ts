import { Hono } from 'hono'
import * as z from 'zod'
import { selectAgency } from '#db/agencies.ts'
import { openDb } from '#db/client.ts'
import { selectJuror, selectReferred } from '#db/edition-conflicts.ts'
import { endBarred } from '#db/freed-readings.ts'
import { endTie, insertTies, isLive, isWritten, selectTie } from '#db/juror-ties.ts'
import { insertMails } from '#db/mails.ts'
import { endConflict, isSaid, selectConflict, setConflicts } from '#db/said-conflicts.ts'
import { conflictReasons, tieProblem } from '#domain/conflict.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import { conflictFilter, heldEdition, loadConflicts } from '../conflict-list.ts'
import type { AppEnv } from '../env.ts'
import { recordId } from '../fields.ts'
import { conflictEnded, tieEnded, tiesSet } from '../letters/conflict.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { askForReaders, recusalReason } from '../recusal.ts'
import { tieShape } from './conflicts.ts'

/** Jurors of one page; each has a few ties. */
const pageOfJurors = 25
/** Conflicts of one page; beyond, the answer says that some are missing. */
const mostRows = 2000

const ending = z.object({ reason: z.string().trim().max(1000) })

/** The last juror seen, back from the address; anything else begins at the first. */
function readCursor(text: string | undefined): { name: string; id: string } | undefined {
  const match = /^(.{1,200})_([^_]{1,64})$/s.exec(text ?? '')
  return match?.[1] && match[2] ? { name: match[1], id: match[2] } : undefined
}

/** What the secretariat knows of conflicts in an edition, and sets. */
export const editionConflicts = new Hono<AppEnv>()
  .get(
    '/:edition/conflicts',
    allow('secretariat', 'auditor'),
    query(conflictFilter.extend({ after: z.string().max(300).optional() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const { now, actor } = c.var
      const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat', 'auditor'])
      if (!found) return problem(c, { code: 'not_found' })
      const { after: text, ...asked } = c.req.valid('query')
      const after = readCursor(text)
      const limits = { jurors: pageOfJurors, rows: mostRows }
      const page = await loadConflicts(db, found.id, asked, { ...(after && { after }), now, limits })
      const last = page.jurors.at(-1)
      const next = page.jurors.length === pageOfJurors && last ? `${last.name}_${last.id}` : null
      return c.json({ ...page, next })
    },
  )
  .post(
    '/:edition/conflicts',
    allow('secretariat'),
    body(
      z.object({
        jurorId: recordId,
        referenceNumber: z.string().trim().toUpperCase().min(1).max(64),
        kind: z.enum(conflictReasons),
        reason: z.string().trim().max(1000),
      }),
    ),
    async (c) => {
      const db = openDb(c.env.DB)
      const { now, actor } = c.var
      const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat'])
      if (!found) return problem(c, { code: 'not_found' })
      const { jurorId, referenceNumber, kind, reason } = c.req.valid('json')
      if (reason === '') return problem(c, { code: 'reason_needed' })
      const [[juror], [proposal]] = await db.batch([
        selectJuror(db, found.id, jurorId, now),
        selectReferred(db, found.id, referenceNumber),
      ])
      const wrong = [...(juror ? [] : ['jurorId']), ...(proposal ? [] : ['referenceNumber'])]
      if (!juror || !proposal) return problem(c, { code: 'invalid_input', fields: wrong })
      const pair = { id: crypto.randomUUID(), jurorId, proposalId: proposal.id, kind, reason }
      const [, written, , freed] = await db.batch([
        ...setConflicts(db, [pair], { editionId: found.id, at: now, by: actor.id }),
        ...endBarred(db, { jurorId, by: actor.id, reason, at: now }),
      ])
      await askForReaders(c.env, freed, recusalReason)
      if (written.length === 0) return problem(c, { code: 'conflict_known' })
      return c.json({ freed: freed.length }, 201)
    },
  )
  /** A conflict that was wrong counts no more from now on. Who declared it is told; of one that was set the juror never knew. */
  .post('/:edition/conflicts/:id/end', allow('secretariat'), body(ending), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat'])
    const [said] = found ? await selectConflict(db, found.id, c.req.param('id')) : []
    if (!found || !said) return problem(c, { code: 'not_found' })
    const { reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    const { id, proposalId, juror } = said
    const mails = said.source === 'declared' ? [mailRow(now, conflictEnded(juror, { ...said, endReason: reason }))] : []
    const end = { id, proposalId, jurorId: juror.id, editionId: found.id, reason, at: now, by: actor.id }
    const [, , ended] = await db.batch([insertMails(db, mails, isSaid(id)), ...endConflict(db, end)])
    if (ended.length === 0) return problem(c, { code: 'conflict_ended' })
    await announceMails(c.env, mails)
    return c.json({ endedAt: now.toISOString() })
  })
  .post('/:edition/juror-ties', allow('secretariat'), body(tieShape.extend({ jurorId: recordId })), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat'])
    if (!found) return problem(c, { code: 'not_found' })
    const { jurorId, agencyId, kind, reason, endsAt: until } = c.req.valid('json')
    const endsAt = until === null ? null : new Date(until)
    const refusal = tieProblem({ kind, reason, endsAt }, now)
    if (refusal) return problem(c, refusal)
    const [[juror], [agency]] = await db.batch([selectJuror(db, found.id, jurorId, now), selectAgency(db, agencyId)])
    const wrong = [...(juror ? [] : ['jurorId']), ...(agency ? [] : ['agencyId'])]
    if (!juror || !agency) return problem(c, { code: 'invalid_input', fields: wrong })
    const id = crypto.randomUUID()
    const tie = { id, userId: jurorId, agencyId, kind, reason, endsAt }
    const mail = mailRow(now, tiesSet(juror, [{ agency: agency.name, reason }]))
    const [, written, , freed] = await db.batch([
      ...insertTies(db, [tie], { source: 'secretariat', editionId: found.id, at: now, by: actor.id }),
      ...endBarred(db, { jurorId, by: actor.id, reason, at: now }),
      insertMails(db, [mail], isWritten(id)),
    ])
    await askForReaders(c.env, freed, recusalReason)
    if (written.length === 0) return problem(c, { code: 'tie_known' })
    await announceMails(c.env, [mail])
    return c.json({ id, freed: freed.length }, 201)
  })
  /** A tie that was wrong counts no more from now on. What it has freed stays with those who have it now. */
  .post('/:edition/juror-ties/:id/end', allow('secretariat'), body(ending), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const found = await heldEdition(db, actor, c.req.param('edition'), ['secretariat'])
    const [tie] = await selectTie(db, c.req.param('id'))
    const [juror] = found && tie ? await selectJuror(db, found.id, tie.userId, now) : []
    if (!found || !tie || !juror) return problem(c, { code: 'not_found' })
    const { reason } = c.req.valid('json')
    if (reason === '') return problem(c, { code: 'reason_needed' })
    const mail = mailRow(now, tieEnded(juror, { agency: tie.agency, reason }))
    const [, , ended] = await db.batch([
      insertMails(db, [mail], isLive(tie.id)),
      ...endTie(db, { ...tie, tieId: tie.id, reason, at: now, by: actor.id }, found.id),
    ])
    if (ended.length === 0) return problem(c, { code: 'tie_ended' })
    await announceMails(c.env, [mail])
    return c.json({ endsAt: now.toISOString() })
  })
