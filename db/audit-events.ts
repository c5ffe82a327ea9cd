import { and, desc, eq, lt, sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { auditEvents, users } from './schema.ts'

export type AuditEvent = {
  at: Date
  actorId: string | null
  action: string
  editionId: string | null
  subjectId: string
  detail?: Record<string, string | number | boolean | null>
}

/** Goes into the same batch as the change it tells of. */
export const insertAuditEvent = (db: Db, event: AuditEvent) =>
  db.insert(auditEvents).values({ ...event, detail: event.detail ?? {} })

/** The same, but before the change in its batch, and only if the change is `news`: of two at the same moment one is told of. */
export const insertAuditEventIf = (db: Db, event: AuditEvent, news: SQL) =>
  db.insert(auditEvents).select(sql`
    SELECT NULL, ${event.at.getTime()}, ${event.actorId}, ${event.action}, ${event.editionId}, ${event.subjectId},
      ${JSON.stringify(event.detail ?? {})} WHERE ${news}`)

type AuditFilter = {
  /** Id of the last row seen. */
  before?: number | undefined
  subjectId?: string | undefined
}

/** Newest first. */
export const listAuditEvents = (db: Db, editionId: string, { before, subjectId }: AuditFilter, limit: number) =>
  db
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      actor: users.name,
      action: auditEvents.action,
      subjectId: auditEvents.subjectId,
      detail: auditEvents.detail,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        eq(auditEvents.editionId, editionId),
        before === undefined ? undefined : lt(auditEvents.id, before),
        subjectId === undefined ? undefined : eq(auditEvents.subjectId, subjectId),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(limit)
