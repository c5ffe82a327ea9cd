import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { inConflict, jurorsOf } from './conflicts.ts'
import { listOf } from './json-list.ts'
import { candidates } from './rankings.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, fieldVisitors, fieldVisits, proposals, submissions } from './schema.ts'

type StageKey = { editionId: string; stageId: string }

/** Every proposal that may be visited, with those who may not go there for a conflict of interest. */
export const listVisitable = (
  db: Db,
  {
    editionId,
    plenaryStageId,
    jurorRole,
    now,
  }: { editionId: string; plenaryStageId: string | undefined; jurorRole: string; now: Date },
) =>
  db
    .select({
      proposalId: renamed(proposals.id, 'proposal_id'),
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      province: agencies.province,
      barredIds: sql<string[]>`(
        SELECT json_group_array(juror.user_id) FROM (SELECT DISTINCT user_id FROM roles WHERE user_id IN ${jurorsOf(editionId, jurorRole, now)}) juror
        WHERE ${inConflict(sql`juror.user_id`, sql`proposals.id`, now)})`
        .mapWith(listOf<string>())
        .as('barred_ids'),
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(candidates(editionId, plenaryStageId))
    .orderBy(submissions.referenceNumber)

type Visitor = {
  id: string
  name: string
  email: string
  state: 'going' | 'conflict'
  /** ISO 8601, UTC; null while the sheet is open. */
  handedInAt: string | null
  photos: number
}

/** The visits of a stage that stand. What was found is not here. */
export const listVisits = (db: Db, { editionId, stageId }: StageKey, now: Date) =>
  db
    .select({
      id: renamed(fieldVisits.id, 'visit_id'),
      proposalId: renamed(fieldVisits.proposalId, 'visited_id'),
      visitsOn: fieldVisits.visitsOn,
      place: fieldVisits.place,
      title: proposals.title,
      referenceNumber: submissions.referenceNumber,
      agency: renamed(agencies.name, 'agency'),
      visitors: sql<Visitor[]>`(
        SELECT json_group_array(json_object('id', juror.id, 'name', juror.name, 'email', juror.email,
          'state', CASE WHEN ${inConflict(sql`going.juror_id`, sql`field_visits.proposal_id`, now)} THEN 'conflict' ELSE 'going' END,
          'handedInAt', (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', sheet.handed_in_at / 1000.0, 'unixepoch') FROM visit_sheets sheet
            WHERE sheet.visit_id = going.visit_id AND sheet.juror_id = going.juror_id),
          'photos', (SELECT count(*) FROM visit_photos photo WHERE photo.visit_id = going.visit_id
            AND photo.juror_id = going.juror_id AND photo.removed_at IS NULL)))
        FROM field_visitors going JOIN users juror ON juror.id = going.juror_id
        WHERE going.visit_id = field_visits.id AND going.ended_at IS NULL)`
        .mapWith(listOf<Visitor>())
        .as('visitors'),
      /** How often it was moved so far. */
      moves: sql<number>`(SELECT count(*) FROM visit_moves WHERE visit_id = field_visits.id)`.as('moves'),
    })
    .from(fieldVisits)
    .innerJoin(proposals, eq(proposals.id, fieldVisits.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(and(eq(fieldVisits.editionId, editionId), eq(fieldVisits.stageId, stageId), isNull(fieldVisits.cancelledAt)))
    .orderBy(asc(fieldVisits.visitsOn), asc(fieldVisits.id))

/** Why visits of a stage were cancelled, the newest last; some of their proposals may have been planned again. */
export const listCancelledVisits = (db: Db, { editionId, stageId }: StageKey) =>
  db
    .select({
      proposalId: renamed(fieldVisits.proposalId, 'cancelled_proposal_id'),
      reason: renamedOrNull(fieldVisits.cancelReason, 'cancelled_because'),
    })
    .from(fieldVisits)
    .where(
      and(eq(fieldVisits.editionId, editionId), eq(fieldVisits.stageId, stageId), isNotNull(fieldVisits.cancelledAt)),
    )
    .orderBy(asc(fieldVisits.cancelledAt))

export type NewVisit = {
  id: string
  proposalId: string
  visitsOn: string
  place: string
  visitorIds: readonly string[]
}

/** Visits with their visitors, for one batch. The unique index refuses a second visit; a trigger refuses who is in conflict. */
export function insertVisits(
  db: Db,
  { editionId, stageId, at, by }: StageKey & { at: Date; by: string },
  visits: readonly NewVisit[],
) {
  const rows = JSON.stringify(visits)
  return [
    db.insert(fieldVisits).select(sql`
      SELECT value ->> 'id', ${editionId}, ${stageId}, value ->> 'proposalId', value ->> 'visitsOn', value ->> 'place',
        ${at.getTime()}, ${by}, NULL, NULL, NULL FROM json_each(${rows})
      WHERE (SELECT state FROM proposals WHERE id = value ->> 'proposalId') = 'eligible'`),
    db.insert(fieldVisitors).select(sql`
      SELECT visit.value ->> 'id', visitor.value, ${at.getTime()}, NULL
      FROM json_each(${rows}) visit, json_each(visit.value, '$.visitorIds') visitor`),
  ] as const
}

/** SQL of whether the visit stands and nobody has handed in what was found there. */
export const isCancellable = (visitId: string) => sql`(
  EXISTS (SELECT 1 FROM field_visits WHERE id = ${visitId} AND cancelled_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM visit_sheets WHERE visit_id = ${visitId}))`

/** The visit and its open visitors; nobody goes where nothing is visited. The last answers a row when it was cancelled. */
export const cancelVisit = (db: Db, visitId: string, { at, by, reason }: { at: Date; by: string; reason: string }) =>
  [
    db
      .update(fieldVisitors)
      .set({ endedAt: at })
      .where(and(eq(fieldVisitors.visitId, visitId), isNull(fieldVisitors.endedAt), isCancellable(visitId))),
    db
      .update(fieldVisits)
      .set({ cancelledAt: at, cancelledBy: by, cancelReason: reason })
      .where(and(eq(fieldVisits.id, visitId), isCancellable(visitId)))
      .returning({ id: fieldVisits.id }),
  ] as const
