import { Hono } from 'hono'
import { findBundle } from '#db/bundles.ts'
import { openDb } from '#db/client.ts'
import { allowAnyone } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { problem } from '../problem.ts'

/** What a published ranking is recomputed from. Public once results name it, and for ever. */
export const bundles = new Hono<AppEnv>().get('/:hash', allowAnyone, async (c) => {
  const bundle = await findBundle(openDb(c.env.DB), c.req.param('hash'))
  const object = bundle && (await c.env.FILES.get(bundle.objectKey))
  if (!object) return problem(c, { code: 'not_found' })
  return c.body(await object.arrayBuffer(), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
    ETag: `"${bundle.hash}"`,
  })
})
