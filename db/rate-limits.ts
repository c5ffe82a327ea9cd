import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { rateLimits } from './schema.ts'

/** Counts one more of what `key` names, and answers how many there were within the window that is running. */
export async function countWithin(db: Db, key: string, now: Date, windowMs: number): Promise<number> {
  const at = now.getTime()
  const isOver = sql`${rateLimits.lastRequest} <= ${at - windowMs}`
  const [row] = await db
    .insert(rateLimits)
    .values({ id: crypto.randomUUID(), key: `portal ${key}`, count: 1, lastRequest: at })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`CASE WHEN ${isOver} THEN 1 ELSE ${rateLimits.count} + 1 END`,
        lastRequest: sql`CASE WHEN ${isOver} THEN ${at} ELSE ${rateLimits.lastRequest} END`,
      },
    })
    .returning({ count: rateLimits.count })
  return row?.count ?? 1
}
