import { count } from 'drizzle-orm'
import type { Db } from './client.ts'
import { editions } from './schema.ts'

export async function countEditions(db: Db): Promise<number> {
  const row = await db.select({ editions: count() }).from(editions).get()
  return row?.editions ?? 0
}
