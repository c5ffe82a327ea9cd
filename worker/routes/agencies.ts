import { Hono } from 'hono'
import * as z from 'zod'
import { listAgencies } from '#db/agencies.ts'
import { openDb } from '#db/client.ts'
import { allowSignedIn } from '../access.ts'
import { query } from '../body.ts'
import type { AppEnv } from '../env.ts'

const limit = 20

/** Agencies by the beginning of their name, for fields in which one is chosen. */
export const agencies = new Hono<AppEnv>().get(
  '/',
  allowSignedIn,
  query(z.object({ q: z.string().trim().max(200).default('') })),
  async (c) => c.json({ agencies: await listAgencies(openDb(c.env.DB), c.req.valid('query').q, limit) }),
)
