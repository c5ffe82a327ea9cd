import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { loadEdition } from '#db/editions.ts'
import {
  insertProposal,
  listCaps,
  listProposals,
  loadProposalNow,
  loadUnit,
  selectStanding,
  updateDetails,
  windowsOf,
} from '#db/proposals.ts'
import { requireOpen } from '#domain/edition.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { allow, allowWith } from '../access.ts'
import { body, query } from '../body.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'
import { loadWholeProposal, proposalView } from '../proposal-view.ts'

/** Rows on one page. */
const pageSize = 50

const maxTitleCharacters = 300

const listing = z.object({
  as: z.enum(['author', 'agency_admin']),
  edition: z.string().max(60).optional(),
  after: z.string().max(100).optional(),
})

const beginning = z.object({
  edition: z.string().max(60),
  unitId: z.string().max(64),
  groupId: z.string().max(60),
  title: z.string().trim().min(1).max(maxTitleCharacters),
})

const details = z.object({
  title: z.string().trim().max(maxTitleCharacters),
  groupId: z.string().max(60),
  startedOn: z.iso.date().nullable(),
  version: z.int().min(1),
})

/** Writing and following proposals: for authors and the admin of their agency. */
export const proposals = new Hono<AppEnv>()
  .get('/', allow('author', 'agency_admin'), query(listing), async (c) => {
    const { as, edition, after } = c.req.valid('query')
    const places = c.var.actor.grants.flatMap(({ role, agencyId, editionId }) =>
      role === as && agencyId !== null ? [{ agencyId, editionId }] : [],
    )
    const db = openDb(c.env.DB)
    const agencyIds = as === 'agency_admin' ? [...new Set(places.map(({ agencyId }) => agencyId))] : []
    const [rows, caps] = await db.batch([
      listProposals(db, { as, places, edition, after: readCursor(after) }, pageSize + 1),
      listCaps(db, agencyIds, edition),
    ])
    const shown = rows.slice(0, pageSize)
    const last = shown.at(-1)
    return c.json({
      proposals: shown.map(({ stateSince, ...row }) => ({ ...row, stateSince: stateSince.toISOString() })),
      next: rows.length > pageSize && last ? cursorOf(last) : null,
      caps,
    })
  })
  .post('/', allow('author'), body(beginning), async (c) => {
    const { edition: slug, unitId, groupId, title } = c.req.valid('json')
    const { actor, now } = c.var
    const db = openDb(c.env.DB)
    const [edition, unit] = await Promise.all([loadEdition(db, slug), loadUnit(db, unitId)])
    if (!edition || edition.version === 0 || !unit) return problem(c, { code: 'not_found' })
    const place = { editionId: edition.id, unitId: unit.id, agencyId: unit.agencyId }
    if (!writersAmong(actor, place).includes('author')) return problem(c, { code: 'not_found' })
    if (!edition.rules.groups.some(({ id }) => id === groupId)) {
      return problem(c, { code: 'invalid_input', fields: ['groupId'] })
    }
    const registration = edition.stages.find(({ kind }) => kind === 'registration')
    if (!registration) return problem(c, { code: 'edition_not_open' })
    const open = requireOpen(registration, now)
    if (!open.ok) return problem(c, open.refusal)

    const id = crypto.randomUUID()
    await db.batch([
      insertProposal(db, { id, ...place, groupId, title, stateSince: now, createdAt: now, createdBy: actor.id }),
      insertAuditEvent(db, {
        at: now,
        actorId: actor.id,
        action: 'proposal.created',
        editionId: edition.id,
        subjectId: id,
        // Without the title: the secretariat reads the trail, and a proposal only once it was forwarded.
        detail: { groupId },
      }),
    ])
    return c.json({ id }, 201)
  })
  .get('/:id', allow('author', 'agency_admin'), async (c) => {
    const whole = await loadWholeProposal(openDb(c.env.DB), c.req.param('id'))
    if (!whole || writersAmong(c.var.actor, whole).length === 0) return problem(c, { code: 'not_found' })
    return c.json(proposalView(whole, c.var.actor, c.var.now))
  })
  .put(
    '/:id',
    allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? '')),
    body(details),
    async (c) => {
      const { version, ...changed } = c.req.valid('json')
      const proposal = c.var.guard?.[0]
      const writers = proposal ? writersAmong(c.var.actor, proposal) : []
      if (!proposal || writers.length === 0) return problem(c, { code: 'not_found' })
      const editable = requireEditable({ state: proposal.state, writers, windows: windowsOf(proposal) }, c.var.now)
      if (!editable.ok) return problem(c, editable.refusal)
      // The group decided which cap it counts against; a repair cannot move it to another.
      const isKept = proposal.state === 'needs_repair' && changed.groupId !== proposal.groupId
      if (isKept || !proposal.rules.groups.some(({ id }) => id === changed.groupId)) {
        return problem(c, { code: 'invalid_input', fields: ['groupId'] })
      }

      const db = openDb(c.env.DB)
      const saved = await updateDetails(db, { id: proposal.id, state: proposal.state, version }, changed)
      if (saved !== undefined) return c.json({ version: saved })
      const meanwhile = await loadProposalNow(db, proposal.id)
      if (meanwhile && meanwhile.state !== proposal.state) {
        return problem(c, { code: 'not_editable', state: meanwhile.state })
      }
      return problem(c, { code: 'details_conflict', version: meanwhile?.version ?? version })
    },
  )
