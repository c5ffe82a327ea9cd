import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { loadSection, saveSection, selectSectionStanding } from '#db/proposal-sections.ts'
import { loadProposalNow, windowsOf } from '#db/proposals.ts'
import { cleanText } from '#domain/plain-text.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { countWords } from '#domain/word-count.ts'
import { allowWith } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

/** Far beyond any word limit, so that a text pasted too long is kept and can be shortened: over 10,000 words of Indonesian. */
const maxCharacters = 120_000

const save = z.object({
  text: z.string().transform((text) => cleanText(text).text),
  version: z.int().min(0),
})

type Saved = { text: string; version: number; savedAt: Date; savedBy: string }

const conflict = ({ text, version, savedAt, savedBy }: Saved) => ({
  code: 'version_conflict' as const,
  theirs: { text, version, savedAt: savedAt.toISOString(), savedBy },
})

/** Autosave, mounted beside the proposals. Two round trips to the database: one reads, one writes. */
export const proposalSections = new Hono<AppEnv>().put(
  '/:id/sections/:section',
  allowWith(['author', 'agency_admin'], (db, request) =>
    selectSectionStanding(db, request.param('id') ?? '', request.param('section') ?? ''),
  ),
  body(save),
  async (c) => {
    const { text, version } = c.req.valid('json')
    const { now, actor } = c.var
    const standing = c.var.guard?.[0]
    const writers = standing ? writersAmong(actor, standing) : []
    if (!standing || standing.maxWords === null || writers.length === 0) return problem(c, { code: 'not_found' })
    const editable = requireEditable({ state: standing.state, writers, windows: windowsOf(standing) }, now)
    if (!editable.ok) return problem(c, editable.refusal)
    if (text.length > maxCharacters) return problem(c, { code: 'text_too_long', maxCharacters })

    const current: Saved = {
      text: standing.text ?? '',
      version: standing.version ?? 0,
      savedAt: standing.savedAt ?? standing.createdAt,
      savedBy: standing.savedBy ?? '',
    }
    const words = countWords(text)
    // The answer to the same save got lost on the way: it is saved, there is nothing to settle.
    const isRepeated = current.version === version + 1 && current.text === text
    if (isRepeated) return c.json({ version: current.version, savedAt: current.savedAt.toISOString(), words })
    if (current.version !== version) return problem(c, conflict(current))

    const db = openDb(c.env.DB)
    const place = { proposalId: standing.id, sectionId: c.req.param('section') }
    const isSaved = await saveSection(db, {
      ...place,
      text,
      version,
      state: standing.state,
      savedAt: now,
      savedBy: actor.id,
    })
    if (isSaved) return c.json({ version: version + 1, savedAt: now.toISOString(), words })
    const meanwhile = await loadProposalNow(db, place.proposalId)
    if (meanwhile && meanwhile.state !== standing.state) {
      return problem(c, { code: 'not_editable', state: meanwhile.state })
    }
    return problem(c, conflict((await loadSection(db, place.proposalId, place.sectionId)) ?? current))
  },
)
