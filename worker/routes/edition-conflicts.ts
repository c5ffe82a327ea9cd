import { Hono } from 'hono'
import * as z from 'zod'
import { selectAgency } from '#db/agencies.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb, type Db } from '#db/client.ts'
import { endBarred, setConflict } from '#db/conflicts.ts'
import {
  listJury,
  listJuryTies,
  listSaidConflicts,
  listTreeConflicts,
  selectJuror,
  selectReferred,
} from '#db/edition-conflicts.ts'
import { loadEdition } from '#db/editions.ts'
import { endTie, insertTie, isLive, isWritten, selectTie } from '#db/juror-ties.ts'
import { insertMails } from '#db/mails.ts'
import { holdsIn } from '#domain/access.ts'
import { conflictReasons, conflictSources, tieProblem } from '#domain/conflict.ts'
import { csv } from '#domain/csv.ts'
import { allow } from '../access.ts'
import { body, query } from '../body.ts'
import { conflictCsv, conflictRows, conflictTypes } from '../conflict-list.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { recordId } from '../fields.ts'
import { tieEnded, tieSet } from '../letters/conflict.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { askForReaders, recusalReason } from '../recusal.ts'
import { tieShape } from './conflicts.ts'

/** Jurors of one page; each has a few ties. */
const pageOfJurors = 25
/** Conflicts of one page; beyond, the answer says that some are missing. */
const mostRows = 2000
/** More jurors and rows than any edition has. */
const exported = { jurors: 500, rows: 50_000 }

const filter = z.object({
  juror: recordId.optional(),
  agency: recordId.optional(),
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  type: z.enum(conflictTypes).optional(),
  source: z.enum(conflictSources).optional(),
})
type Filter = z.infer<typeof filter>

/** The last juror seen, back from the address; anything else begins at the first. */
function readCursor(text: string | undefined): { name: string; id: string } | undefined {
  const match = /^(.{1,200})_([^_]{1,64})$/s.exec(text ?? '')
  return match?.[1] && match[2] ? { name: match[1], id: match[2] } : undefined
}

const edition = async (db: Db, actor: SignedIn, slug: string, roles: readonly ('secretariat' | 'auditor')[]) => {
  const found = await loadEdition(db, slug)
  return found && holdsIn(actor, found.id, ...roles) ? found : undefined
}

/** All of it in one round trip: the jurors of a page, their ties, what these bar, and what was said. */
async function listed(
  db: Db,
  editionId: string,
  { juror, agency, q, type, source }: Filter,
  { after, now, limits }: { after?: { name: string; id: string }; now: Date; limits: typeof exported },
) {
  const jury = { editionId, now, jurorId: juror, name: q, after }
  const [jurors, ties, tree, said] = await db.batch([
    listJury(db, jury, limits.jurors),
    listJuryTies(db, jury, limits),
    listTreeConflicts(db, jury, { agencyId: agency }, limits),
    listSaidConflicts(db, jury, { agencyId: agency }, limits),
  ])
  const rows = conflictRows(tree, said).filter(
    (row) => (type === undefined || row.type === type) && (source === undefined || row.source === source),
  )
  return { jurors, ties, rows, isCut: tree.length === limits.rows || said.length === limits.rows }
}

/** What the secretariat knows of conflicts in an edition, and sets. */
export const editionConflicts = new Hono<AppEnv>()
  .get(
    '/:edition/conflicts',
    allow('secretariat', 'auditor'),
    query(filter.extend({ after: z.string().max(300).optional() })),
    async (c) => {
      const db = openDb(c.env.DB)
      const { now, actor } = c.var
      const found = await edition(db, actor, c.req.param('edition'), ['secretariat', 'auditor'])
      if (!found) return problem(c, { code: 'not_found' })
      const { after: text, ...asked } = c.req.valid('query')
      const after = readCursor(text)
      const limits = { jurors: pageOfJurors, rows: mostRows }
      const page = await listed(db, found.id, asked, { ...(after && { after }), now, limits })
      const last = page.jurors.at(-1)
      const next = page.jurors.length === pageOfJurors && last ? `${last.name}_${last.id}` : null
      return c.json({ ...page, next })
    },
  )
  .get('/:edition/conflicts/csv', allow('secretariat', 'auditor'), query(filter), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const found = await edition(db, actor, c.req.param('edition'), ['secretariat', 'auditor'])
    if (!found) return problem(c, { code: 'not_found' })
    const { rows } = await listed(db, found.id, c.req.valid('query'), { now, limits: exported })
    await insertAuditEvent(db, {
      at: now,
      actorId: actor.id,
      action: 'export.made',
      editionId: found.id,
      subjectId: found.id,
      detail: { what: 'conflicts', rows: rows.length },
    })
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="benturan-${found.slug}.csv"`)
    return c.body(csv(conflictCsv(rows)))
  })
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
      const found = await edition(db, actor, c.req.param('edition'), ['secretariat'])
      if (!found) return problem(c, { code: 'not_found' })
      const { jurorId, referenceNumber, kind, reason } = c.req.valid('json')
      if (reason === '') return problem(c, { code: 'reason_needed' })
      const [[juror], [proposal]] = await db.batch([
        selectJuror(db, found.id, jurorId, now),
        selectReferred(db, found.id, referenceNumber),
      ])
      const wrong = [...(juror ? [] : ['jurorId']), ...(proposal ? [] : ['referenceNumber'])]
      if (!juror || !proposal) return problem(c, { code: 'invalid_input', fields: wrong })
      const pair = { jurorId, proposalId: proposal.id, editionId: found.id, kind, reason, at: now, by: actor.id }
      const [, written, , freed] = await db.batch([
        ...setConflict(db, pair),
        ...endBarred(db, { jurorId, by: actor.id, reason, at: now }),
      ])
      await askForReaders(c.env, freed, recusalReason)
      if (written.length === 0) return problem(c, { code: 'conflict_known' })
      return c.json({ freed: freed.length }, 201)
    },
  )
  .post('/:edition/juror-ties', allow('secretariat'), body(tieShape.extend({ jurorId: recordId })), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const found = await edition(db, actor, c.req.param('edition'), ['secretariat'])
    if (!found) return problem(c, { code: 'not_found' })
    const { jurorId, agencyId, kind, reason, endsAt: until } = c.req.valid('json')
    const endsAt = until === null ? null : new Date(until)
    const refusal = tieProblem({ kind, reason, endsAt }, now)
    if (refusal) return problem(c, refusal)
    const [[juror], [agency]] = await db.batch([selectJuror(db, found.id, jurorId, now), selectAgency(db, agencyId)])
    const wrong = [...(juror ? [] : ['jurorId']), ...(agency ? [] : ['agencyId'])]
    if (!juror || !agency) return problem(c, { code: 'invalid_input', fields: wrong })
    const id = crypto.randomUUID()
    const tie = { id, userId: jurorId, agencyId, kind, reason, endsAt, at: now, by: actor.id }
    const mail = mailRow(now, tieSet(juror, { agency: agency.name, reason }))
    const [, written, , freed] = await db.batch([
      ...insertTie(db, { ...tie, source: 'secretariat' }, found.id),
      ...endBarred(db, { jurorId, by: actor.id, reason, at: now }),
      insertMails(db, [mail], isWritten(id)),
    ])
    await askForReaders(c.env, freed, recusalReason)
    if (written.length === 0) return problem(c, { code: 'tie_known' })
    await announceMails(c.env, [mail.id])
    return c.json({ id, freed: freed.length }, 201)
  })
  /** A tie that was wrong counts no more from now on. What it has freed stays with those who have it now. */
  .post(
    '/:edition/juror-ties/:id/end',
    allow('secretariat'),
    body(z.object({ reason: z.string().trim().max(1000) })),
    async (c) => {
      const db = openDb(c.env.DB)
      const { now, actor } = c.var
      const found = await edition(db, actor, c.req.param('edition'), ['secretariat'])
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
      await announceMails(c.env, [mail.id])
      return c.json({ endsAt: now.toISOString() })
    },
  )
