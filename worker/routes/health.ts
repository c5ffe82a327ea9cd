import { Hono } from 'hono'
import { openDb } from '#db/client.ts'
import { countEditions } from '#db/editions.ts'
import { allowAnyone } from '../access.ts'
import type { AppEnv } from '../env.ts'

/** Whether the portal and its database answer. */
export const health = new Hono<AppEnv>().get('/', allowAnyone, async (c) =>
  c.json({ ok: true as const, editions: await countEditions(openDb(c.env.DB)) }),
)
