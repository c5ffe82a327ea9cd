import { and, asc, gte, isNull, lt } from 'drizzle-orm'
import type { Db } from './client.ts'
import { agencies } from './schema.ts'

/** Agencies whose name begins so, in the order of their names; the index on the name is read no further than the limit. */
export const listAgencies = (db: Db, prefix: string, limit: number) =>
  db
    .select({ id: agencies.id, name: agencies.name })
    .from(agencies)
    .where(and(gte(agencies.name, prefix), lt(agencies.name, `${prefix}\u{10FFFF}`), isNull(agencies.validTo)))
    .orderBy(asc(agencies.name))
    .limit(limit)
