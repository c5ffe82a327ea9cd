import type { Db } from './client.ts'
import { readingMarks } from './schema.ts'

/** Puts a reading off, or no longer. */
export const saveMark = (db: Db, mark: typeof readingMarks.$inferInsert) =>
  db
    .insert(readingMarks)
    .values(mark)
    .onConflictDoUpdate({ target: readingMarks.assignmentId, set: { laterAt: mark.laterAt ?? null } })
