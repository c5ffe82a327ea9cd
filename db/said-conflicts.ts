/** What juror or secretariat say of one proposal, and its end. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { ConflictReason } from '#domain/conflict.ts'
import { insertAuditEventIf } from './audit-events.ts'
import type { Db } from './client.ts'
import { inConflict } from './conflicts.ts'
import { renamed } from './renamed.ts'
import { auditEvents, conflicts, users } from './schema.ts'

type Declaring = { jurorId: string; readingIds: readonly string[]; kind: ConflictReason; reason: string; at: Date }

/**
 * A juror gives readings back: trail and conflict, before `endBarred` in the same batch. Readings that are somebody else's, ended,
 * in conflict or unknown add nothing, and neither does one whose sheet was handed in, be it a moment ago.
 */
export function declareConflicts(db: Db, { jurorId, readingIds, kind, reason, at }: Declaring) {
  const named = readingIds.map((id) => [id, crypto.randomUUID()])
  const open = sql`FROM json_each(${JSON.stringify(named)}) asked JOIN assignments open ON open.id = asked.value ->> 0
    WHERE open.juror_id = ${jurorId} AND open.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = open.id)
      AND NOT ${inConflict(sql`open.juror_id`, sql`open.proposal_id`, at)}`
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${jurorId}, 'conflict.declared', open.edition_id, open.id, json_object(
        'stageId', open.stage_id, 'proposalId', open.proposal_id, 'kind', ${kind}, 'reason', ${reason}) ${open}`),
    db
      .insert(conflicts)
      .select(
        sql`SELECT asked.value ->> 1, open.proposal_id, ${jurorId}, 'declared', ${kind}, ${reason}, ${at.getTime()}, ${jurorId},
          NULL, NULL, NULL ${open}`,
      )
      .onConflictDoNothing()
      .returning({ proposalId: conflicts.proposalId }),
  ] as const
}

export type SetPair = { id: string; jurorId: string; proposalId: string; kind: ConflictReason; reason: string }

/** The secretariat says of pairs that they must not meet: trail and rows. What is said already is left as it is. */
export function setConflicts(
  db: Db,
  pairs: readonly SetPair[],
  { editionId, at, by }: { editionId: string; at: Date; by: string },
) {
  const news = sql`FROM json_each(${JSON.stringify(pairs)}) WHERE NOT EXISTS (SELECT 1 FROM conflicts
    WHERE juror_id = value ->> 'jurorId' AND proposal_id = value ->> 'proposalId' AND ended_at IS NULL)`
  return [
    db.insert(auditEvents).select(sql`
      SELECT NULL, ${at.getTime()}, ${by}, 'conflict.set', ${editionId}, value ->> 'proposalId', json_object(
        'jurorId', value ->> 'jurorId', 'kind', value ->> 'kind', 'reason', value ->> 'reason') ${news}`),
    db
      .insert(conflicts)
      .select(
        sql`SELECT value ->> 'id', value ->> 'proposalId', value ->> 'jurorId', 'secretariat', value ->> 'kind',
          value ->> 'reason', ${at.getTime()}, ${by}, NULL, NULL, NULL ${news}`,
      )
      .onConflictDoNothing()
      .returning({ proposalId: conflicts.proposalId }),
  ] as const
}

/** A conflict that was said of a proposal of the edition, with its juror. */
export const selectConflict = (db: Db, editionId: string, conflictId: string) =>
  db
    .select({
      id: renamed(conflicts.id, 'conflict_id'),
      proposalId: conflicts.proposalId,
      source: conflicts.source,
      reason: conflicts.reason,
      at: conflicts.at,
      juror: { id: users.id, name: users.name, email: users.email },
    })
    .from(conflicts)
    .innerJoin(users, eq(users.id, conflicts.jurorId))
    .where(
      and(
        eq(conflicts.id, conflictId),
        sql`(SELECT edition_id FROM proposals WHERE id = ${conflicts.proposalId}) = ${editionId}`,
      ),
    )

/** SQL of whether the conflict counts. */
export const isSaid = (conflictId: string) =>
  sql`EXISTS (SELECT 1 FROM conflicts WHERE id = ${conflictId} AND ended_at IS NULL)`

/** From now on the conflict counts no more. Nothing comes back when somebody was first. */
export const endConflict = (
  db: Db,
  {
    id,
    ...end
  }: { id: string; proposalId: string; editionId: string; jurorId: string; reason: string; at: Date; by: string },
) =>
  [
    insertAuditEventIf(
      db,
      {
        at: end.at,
        actorId: end.by,
        action: 'conflict.ended',
        editionId: end.editionId,
        subjectId: end.proposalId,
        detail: { conflictId: id, jurorId: end.jurorId, reason: end.reason },
      },
      isSaid(id),
    ),
    db
      .update(conflicts)
      .set({ endedAt: end.at, endedBy: end.by, endReason: end.reason })
      .where(and(eq(conflicts.id, id), isNull(conflicts.endedAt)))
      .returning({ id: conflicts.id }),
  ] as const
