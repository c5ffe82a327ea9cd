import { integer } from 'drizzle-orm/sqlite-core'

/** UTC milliseconds. */
export const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })
