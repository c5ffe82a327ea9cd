import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { selectDetails, selectStanding } from '#db/proposals.ts'
import { listNewerSections, listOthersPresent, signPresence } from '#db/writing-presence.ts'
import { writersAmong } from '#domain/proposal.ts'
import { allowWith } from '../access.ts'
import { body } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

/** A sign of life counts this long; the page gives one every 20 seconds at most. */
const presentForMs = 45_000
/** More people than ever write one proposal. */
const mostPresent = 20

const sign = z.object({
  /** The section the person is writing in; null for someone who only has the page open. */
  sectionId: z.string().max(60).nullable(),
  /** Versions the page has, by section, and that of the details. */
  known: z.record(z.string().max(60), z.int().min(0)).refine((known) => Object.keys(known).length <= 100),
  version: z.int().min(0),
})

/** Who writes where, and what colleagues have saved since: one question, asked while a proposal is open. Two round trips. */
export const writingPresence = new Hono<AppEnv>().put(
  '/:id/presence',
  allowWith(['author', 'agency_admin'], (db, request) => selectStanding(db, request.param('id') ?? '')),
  body(sign),
  async (c) => {
    const { actor, now } = c.var
    const proposal = c.var.guard?.[0]
    if (!proposal || writersAmong(actor, proposal).length === 0) return problem(c, { code: 'not_found' })
    const { sectionId, known, version } = c.req.valid('json')
    const db = openDb(c.env.DB)
    const { id } = proposal
    const readings = [
      listOthersPresent(db, id, actor.id, new Date(now.getTime() - presentForMs), mostPresent),
      listNewerSections(db, id, known),
      selectDetails(db, id),
    ] as const
    const [others, sections, [details]] =
      sectionId === null
        ? await db.batch(readings)
        : await db.batch([...readings, signPresence(db, { proposalId: id, userId: actor.id, sectionId, at: now })])
    if (!details) return problem(c, { code: 'not_found' })
    const { state, version: newest, ...rest } = details
    return c.json({
      others: others.map(({ name, sectionId: at }) => ({ name, sectionId: at })),
      sections: sections.map((section) => ({ ...section, savedAt: section.savedAt.toISOString() })),
      details: newest > version ? { ...rest, version: newest } : null,
      state,
    })
  },
)
