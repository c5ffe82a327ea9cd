/** Plans that are looked at: what they would add and end stands in rows of its own until they are published or discarded. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Pair, Reading } from '#domain/assignment.ts'
import { insertAuditEventIf } from './audit-events.ts'
import type { Db } from './client.ts'
import { chunksOf, type PlanRow } from './plan-publication.ts'
import { assignmentPlans, plannedReadings } from './schema.ts'

/** A plan to be looked at, with what it would add and end: statements for one batch. */
export const insertDraft = (db: Db, plan: PlanRow, added: readonly Reading[], ended: readonly Pair[]) => {
  const rows = [
    ...added.map(({ proposalId, jurorId, position }) => [proposalId, jurorId, position, 'added']),
    ...ended.map(({ proposalId, jurorId }) => [proposalId, jurorId, 0, 'ended']),
  ]
  return [
    db.insert(assignmentPlans).values(plan),
    ...chunksOf(rows).map((chunk) =>
      db.insert(plannedReadings).select(sql`
        SELECT ${plan.id}, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(${JSON.stringify(chunk)})`),
    ),
  ] as const
}

/** What a draft changes, ended ones first, or what a plan published at once has given; each with its proposal and juror in words. */
export const listPlannedReadings = (db: Db, planId: string, limit: number) =>
  db.all<{ act: 'added' | 'ended'; reference_number: string; title: string; juror: string }>(sql`
    SELECT planned.act AS act, submissions.reference_number AS reference_number, proposals.title AS title, users.name AS juror
    FROM (
      SELECT act, proposal_id, juror_id FROM planned_readings WHERE plan_id = ${planId}
      UNION ALL SELECT 'added', proposal_id, juror_id FROM assignments WHERE plan_id = ${planId}
        AND (SELECT published_at IS NOT NULL AND report IS NULL FROM assignment_plans WHERE id = ${planId})
      ORDER BY 1 DESC, 2, 3 LIMIT ${limit}) planned
    JOIN proposals ON proposals.id = planned.proposal_id
    JOIN submissions ON submissions.proposal_id = planned.proposal_id AND submissions.revision = 1
    JOIN users ON users.id = planned.juror_id`)

type DraftName = { id: string; editionId: string; stageId: string }

/**
 * Away with a draft and what it planned; its row stays and says so. `by` is null when the clock does it. The second answers a row
 * when it still was a draft.
 */
export const discardPlan = (db: Db, draft: DraftName, { by, at }: { by: string | null; at: Date }) => {
  const { id, editionId, stageId } = draft
  const isDraft = and(
    eq(assignmentPlans.id, id),
    isNull(assignmentPlans.publishedAt),
    isNull(assignmentPlans.discardedAt),
  )
  const event = { at, actorId: by, action: 'assignment_plan.discarded', editionId, subjectId: id, detail: { stageId } }
  return [
    insertAuditEventIf(db, event, sql`EXISTS (SELECT 1 FROM assignment_plans WHERE ${isDraft})`),
    db
      .update(assignmentPlans)
      .set({ discardedAt: at, discardedBy: by })
      .where(isDraft)
      .returning({ id: assignmentPlans.id }),
    db.delete(plannedReadings).where(sql`plan_id = ${id} AND EXISTS (
      SELECT 1 FROM assignment_plans WHERE id = ${id} AND discarded_at IS NOT NULL)`),
  ] as const
}

/** Drafts that can never be published any more: their stage was given another plan, or was over, before `since`. */
export const listStaleDrafts = (db: Db, since: Date, limit: number) =>
  db.all<DraftName>(sql`
    SELECT id, edition_id AS editionId, stage_id AS stageId FROM assignment_plans draft
    WHERE published_at IS NULL AND discarded_at IS NULL AND (
      EXISTS (SELECT 1 FROM stages
        WHERE stages.edition_id = draft.edition_id AND stages.id = draft.stage_id AND closes_at <= ${since.getTime()})
      OR EXISTS (SELECT 1 FROM assignment_plans later
        WHERE later.edition_id = draft.edition_id AND later.stage_id = draft.stage_id
          AND later.published_at > draft.at AND later.published_at <= ${since.getTime()}))
    LIMIT ${limit}`)
