import { Hono } from 'hono'
import * as z from 'zod'
import { saveSection, selectSectionStanding } from '#db/proposal-sections.ts'
import { windowsOf } from '#db/proposals.ts'
import { cleanText } from '#domain/plain-text.ts'
import { requireEditable, writersAmong } from '#domain/proposal.ts'
import { accept, refuse } from '#domain/result.ts'
import { countWords } from '#domain/word-count.ts'
import { allowSaving } from '../access.ts'
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

/**
 * Autosave, mounted beside the proposals. One round trip to the database: the statement that writes asks whether it may, and what
 * it saw is read before it, so that a refusal can be explained.
 */
export const proposalSections = new Hono<AppEnv>().put(
  '/:id/sections/:section',
  allowSaving(['author', 'agency_admin'], save, (db, { text, version }, { request, token, person, now }) => {
    if (text.length > maxCharacters) return refuse({ code: 'text_too_long', maxCharacters })
    const place = { proposalId: request.param('id') ?? '', sectionId: request.param('section') ?? '' }
    const saving = saveSection(db, { ...place, text, version, savedAt: now, token, person })
    return accept([selectSectionStanding(db, place), saving] as const)
  }),
  (c) => {
    const { text, version } = c.req.valid('json')
    const { now, actor } = c.var
    const [[standing], saved] = c.var.guard
    const words = countWords(text)
    if (saved.length > 0) return c.json({ version: version + 1, savedAt: now.toISOString(), words })
    const writers = standing ? writersAmong(actor, standing) : []
    if (!standing || standing.maxWords === null || writers.length === 0) return problem(c, { code: 'not_found' })
    const editable = requireEditable({ state: standing.state, writers, windows: windowsOf(standing) }, now)
    if (!editable.ok) return problem(c, editable.refusal)

    const current: Saved = {
      text: standing.text ?? '',
      version: standing.version ?? 0,
      savedAt: standing.savedAt ?? standing.createdAt,
      savedBy: standing.savedBy ?? '',
    }
    // The answer to the same save got lost on the way: it is saved, there is nothing to settle.
    const isRepeated = current.version === version + 1 && current.text === text
    if (isRepeated) return c.json({ version: current.version, savedAt: current.savedAt.toISOString(), words })
    if (current.version !== version) return problem(c, conflict(current))
    throw new Error(`${standing.id}: by the rule this save is allowed, by its statement it is not`)
  },
)
