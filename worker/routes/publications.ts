import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { listPublications, loadPublication } from '#db/publications.ts'
import type { PublicationListing } from '#domain/publication.ts'
import { allowAnyone } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

/** A year of a busy portal; older ones stay reachable by their hash. */
const listed = 1000

export const publications = new Hono<AppEnv>()
  .get('/', allowAnyone, async (c) => {
    const rows = await listPublications(openDb(c.env.DB), listed)
    return c.json({
      publications: rows.map((row): PublicationListing => ({ ...row, publishedAt: row.publishedAt.toISOString() })),
    })
  })
  .get('/:hash', allowAnyone, async (c) => {
    const publication = await loadPublication(openDb(c.env.DB), c.req.param('hash'))
    const object = publication && (await c.env.FILES.get(publication.objectKey))
    if (!object) return problem(c, { code: 'not_found' })
    return c.body(await object.arrayBuffer(), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
      ETag: `"${publication.hash}"`,
    })
  })
