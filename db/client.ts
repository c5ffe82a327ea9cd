import { drizzle } from 'drizzle-orm/d1'
import type { D1Database } from '@cloudflare/workers-types'

export const openDb = (d1: D1Database) => drizzle(d1)
export type Db = ReturnType<typeof openDb>

const messages = (error: unknown): string => (error instanceof Error ? `${error.message} ${messages(error.cause)}` : '')

/** A unique key or primary key refused the row: somebody was first. */
export const isUniqueViolation = (error: unknown): boolean => messages(error).includes('UNIQUE constraint failed')

/** A trigger of the schema refused the row with this word. */
export const isRefusedByTrigger = (error: unknown, word: string): boolean => messages(error).includes(word)
