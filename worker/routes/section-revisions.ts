import { Hono } from 'hono'
import * as z from 'zod'
import { openDb, type Db } from '#db/client.ts'
import { loadSection, selectSectionStanding } from '#db/proposal-sections.ts'
import { windowsOf } from '#db/proposals.ts'
import { listSectionRevisions, loadSectionRevision, restoreSection } from '#db/section-revisions.ts'
import type { Actor } from '#domain/access.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { allowWith } from '../access.ts'
import { body, query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

/** Rows on one page of the history. */
const pageSize = 30

const listing = z.object({ before: z.coerce.number().int().min(1).optional() })
const restoration = z.object({ version: z.int().min(1), over: z.int().min(1) })

const allowWriters = allowWith(['author', 'agency_admin'], (db: Db, request) =>
  selectSectionStanding(db, { proposalId: request.param('id') ?? '', sectionId: request.param('section') ?? '' }),
)

type Standing = Awaited<ReturnType<typeof selectSectionStanding>>[number]

/** The section, if it exists for this person, and as whom they may write. */
function ownSection(actor: Actor, standing: Standing | undefined) {
  const writers = standing ? writersAmong(actor, standing) : []
  return standing && standing.maxWords !== null && writers.length > 0 ? { ...standing, writers } : undefined
}

/** The history of a section, for unit and agency admin; mounted beside the proposals. */
export const sectionRevisions = new Hono<AppEnv>()
  .get('/:id/sections/:section/revisions', allowWriters, query(listing), async (c) => {
    const section = ownSection(c.var.actor, c.var.guard?.[0])
    if (!section) return problem(c, { code: 'not_found' })
    const { before = Number.MAX_SAFE_INTEGER } = c.req.valid('query')
    const place = { proposalId: section.id, sectionId: c.req.param('section'), before }
    const rows = await listSectionRevisions(openDb(c.env.DB), place, pageSize + 1)
    const shown = rows.slice(0, pageSize)
    const { text, version, savedAt, savedBy } = section
    return c.json({
      current:
        version === null || savedAt === null
          ? null
          : { version, characters: text?.length ?? 0, savedAt: savedAt.toISOString(), savedBy: savedBy ?? '' },
      revisions: shown.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() })),
      next: rows.length > pageSize ? (shown.at(-1)?.version ?? null) : null,
    })
  })
  .get('/:id/sections/:section/revisions/:version', allowWriters, async (c) => {
    const section = ownSection(c.var.actor, c.var.guard?.[0])
    const version = Number(c.req.param('version'))
    if (!section || !Number.isSafeInteger(version)) return problem(c, { code: 'not_found' })
    const found = await loadSectionRevision(openDb(c.env.DB), section.id, c.req.param('section'), version)
    if (!found) return problem(c, { code: 'not_found' })
    return c.json({ ...found, savedAt: found.savedAt.toISOString() })
  })
  .post('/:id/sections/:section/restorations', allowWriters, body(restoration), async (c) => {
    const { now, actor } = c.var
    const section = ownSection(actor, c.var.guard?.[0])
    if (!section) return problem(c, { code: 'not_found' })
    const { state, writers } = section
    const editable = requireEditable({ state, writers, windows: windowsOf(section) }, now)
    if (!editable.ok) return problem(c, editable.refusal)
    const db = openDb(c.env.DB)
    const place = { proposalId: section.id, sectionId: c.req.param('section') }
    const { version, over } = c.req.valid('json')
    const revision = await loadSectionRevision(db, place.proposalId, place.sectionId, version)
    if (!revision) return problem(c, { code: 'not_found' })
    const isRestored = await restoreSection(db, { ...place, version, over, state, at: now, by: actor.id })
    if (isRestored) return c.json({ text: revision.text, version: over + 1, savedAt: now.toISOString() }, 201)
    const theirs = await loadSection(db, place.proposalId, place.sectionId)
    if (!theirs || theirs.version === over) return problem(c, { code: 'not_editable', state })
    const { text, savedAt, savedBy } = theirs
    return problem(c, {
      code: 'version_conflict',
      theirs: { text, version: theirs.version, savedAt: savedAt.toISOString(), savedBy },
    })
  })
