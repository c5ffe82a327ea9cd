import { Hono } from 'hono'
import * as z from 'zod'
import { openDb } from '#db/client.ts'
import { registryOf, selectRegistry } from '#db/prior-awards.ts'
import { loadEdition } from '#db/editions.ts'
import { searchRegistry } from '#domain/prior-award.ts'
import { allow } from '../access.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'
import { awardsInWords } from '../letters/eligibility.ts'
import { problem } from '../problem.ts'

/** Entries shown to one question; whoever does not find it types more of the name. */
const mostShown = 10

const search = z.object({
  edition: z.string().max(60),
  q: z.string().max(200).default(''),
  /** One entry by its id, to show what a proposal claims. */
  id: z.string().max(100).optional(),
})

/** Has this innovation won before? Awards are public; the search is for those who write a proposal or judge one. */
export const priorAwards = new Hono<AppEnv>().get(
  '/',
  allow('author', 'agency_admin', 'secretariat', 'auditor'),
  query(search),
  async (c) => {
    const { edition: slug, q, id } = c.req.valid('query')
    const db = openDb(c.env.DB)
    const edition = await loadEdition(db, slug)
    if (!edition) return problem(c, { code: 'not_found' })
    const registry = registryOf(await selectRegistry(db, edition.isSimulation))
    const found =
      id === undefined ? searchRegistry(q, registry) : registry.filter(({ registryId }) => registryId === id)
    return c.json({
      entries: found.slice(0, mostShown).map(({ registryId, name, agencyName, awards }) => ({
        registryId,
        name,
        agencyName,
        awards: awardsInWords(awards),
      })),
      total: found.length,
    })
  },
)
