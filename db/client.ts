import { drizzle } from 'drizzle-orm/d1'
import type { D1Database } from '@cloudflare/workers-types'

/**
 * Drizzle's `run` and `all` make statements that a batch on D1 cannot bind (drizzle-orm 0.45); here they carry their own prepared
 * one, so that raw SQL and built statements go into the same batch.
 */
function connect(d1: D1Database) {
  const db = drizzle(d1)
  const bindable = <Raw extends { getQuery: () => { sql: string } }>(raw: Raw) =>
    Object.assign(raw, { stmt: d1.prepare(raw.getQuery().sql) })
  const [run, all] = [db.run.bind(db), db.all.bind(db)]
  db.run = (query) => bindable(run(query))
  db.all = (query) => bindable(all(query))
  return db
}

export type Db = ReturnType<typeof connect>

const opened = new WeakMap<D1Database, Db>()

/** The database of one binding, one for all requests: it keeps nothing of a request, only the names it has written in SQL. */
export function openDb(d1: D1Database): Db {
  const db = opened.get(d1) ?? connect(d1)
  opened.set(d1, db)
  return db
}

const messages = (error: unknown): string => (error instanceof Error ? `${error.message} ${messages(error.cause)}` : '')

/** A unique key or primary key refused the row: somebody was first. */
export const isUniqueViolation = (error: unknown): boolean => messages(error).includes('UNIQUE constraint failed')

/** A trigger of the schema refused the row with this word. */
export const isRefusedByTrigger = (error: unknown, word: string): boolean => messages(error).includes(word)
