import { and, eq, sql } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Db } from './client.ts'
import { editions, stages } from './schema.ts'

/**
 * SQL of the latest closing of a stage that was ever announced since its edition opened: an extension moves it, closing early does
 * not. For a statement that joins tables, so that the columns carry the name of theirs.
 */
export const announcedClosing = (stage: Record<'editionId' | 'id' | 'closesAt', AnySQLiteColumn>) =>
  sql<Date>`max(${stage.closesAt}, coalesce((
    SELECT max(CAST(round(unixepoch(e.detail ->> 'closesAtBefore', 'subsec') * 1000) AS INTEGER)) FROM audit_events e
    WHERE e.subject_id = ${stage.id} AND e.edition_id = ${stage.editionId} AND e.action = 'stage.changed'
      AND e.at >= (SELECT min(v.frozen_at) FROM edition_versions v WHERE v.edition_id = ${stage.editionId})), 0))`
    .mapWith(stages.closesAt)
    .as('announced_closes_at')

/** Of an edition's registration, from which the age of an innovation is counted back. */
export const selectAnnouncedClosing = (db: Db, editionId: string) =>
  db
    .select({ at: announcedClosing(stages) })
    .from(stages)
    .innerJoin(editions, eq(editions.id, stages.editionId))
    .where(and(eq(stages.editionId, editionId), eq(stages.kind, 'registration')))
    .limit(1)
