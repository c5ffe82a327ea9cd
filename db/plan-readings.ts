/** Who reads what: in a stage as it stands, and when a plan holds. */
import { sql } from 'drizzle-orm'
import type { Pair } from '#domain/assignment.ts'
import type { Db } from './client.ts'
import { wasTakenBack } from './conflicts.ts'
import type { PlannedStage } from './plan-basis.ts'
import { candidates } from './rankings.ts'

/**
 * Everybody's readings of a stage, those that ended too, one row a juror: `[proposal id, 'open' | 'handed_in' | 'ended']` in reading
 * order, and the last position. Blind second readings are not among them, nor are those that a conflict has ended which was taken
 * back since: they may be given anew.
 */
export const selectStageReadings = (db: Db, editionId: string, stageId: string) =>
  db.all<{ juror_id: string; last_position: number; readings: string }>(sql`
    SELECT juror_id, max(position) AS last_position, json_group_array(json_array(proposal_id, state)) FILTER (WHERE state <> 'free') AS readings
    FROM (
      SELECT juror_id, position, proposal_id, CASE
        WHEN ended_at IS NOT NULL THEN CASE WHEN ${wasTakenBack(sql`assignments.juror_id`, sql`assignments.proposal_id`, sql`assignments.ended_at`)} THEN 'free' ELSE 'ended' END
        WHEN EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id) THEN 'handed_in' ELSE 'open' END AS state
      FROM assignments INDEXED BY assignments_by_proposal
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND rereads_id IS NULL ORDER BY juror_id, position, id)
    GROUP BY juror_id`)

export type StageReadings = { proposalId: string; state: 'open' | 'handed_in' | 'ended' }

type JurorPairs = { juror_id: string; proposals: string }

/** The rows of `selectPlanPairs` one by one. */
export const pairsOf = (rows: readonly JurorPairs[]): Pair[] =>
  rows.flatMap(({ juror_id: jurorId, proposals }) => {
    const ids: string[] = JSON.parse(proposals)
    return ids.map((proposalId) => ({ proposalId, jurorId }))
  })

/**
 * Who reads what when the plan holds, one row a juror with the ids of the proposals: of a published one as it stood at its
 * publication, of a draft as it would stand; a first plan stands by itself.
 */
export const selectPlanPairs = (db: Db, editionId: string, stageId: string, planId: string) => {
  const plan = (column: string) => sql`(SELECT ${sql.raw(column)} FROM assignment_plans WHERE id = ${planId})`
  const since = plan('published_at')
  return db.all<JurorPairs>(sql`
    SELECT juror_id, json_group_array(proposal_id) AS proposals FROM (
      SELECT juror_id, proposal_id FROM assignments
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND rereads_id IS NULL
        AND CASE WHEN ${since} IS NULL THEN ended_at IS NULL AND ${plan('kind')} <> 'first' AND NOT EXISTS (
            SELECT 1 FROM planned_readings gone WHERE gone.plan_id = ${planId} AND gone.act = 'ended'
              AND gone.proposal_id = assignments.proposal_id AND gone.juror_id = assignments.juror_id)
          ELSE assigned_at <= ${since} AND (ended_at IS NULL OR ended_at > ${since}) END
      UNION ALL
      SELECT juror_id, proposal_id FROM planned_readings WHERE plan_id = ${planId} AND act = 'added')
    GROUP BY juror_id`)
}

/** What a plan adds and ends, or has added and ended when it was published; one row an act and juror. */
export const selectPlanChanges = (
  db: Db,
  { editionId, stageId }: Pick<PlannedStage, 'editionId' | 'stageId'>,
  planId: string,
) =>
  db.all<JurorPairs & { act: 'added' | 'ended' }>(sql`
    SELECT act, juror_id, json_group_array(proposal_id) AS proposals FROM (
      SELECT act, juror_id, proposal_id FROM planned_readings WHERE plan_id = ${planId}
      UNION ALL
      SELECT 'added', juror_id, proposal_id FROM assignments WHERE plan_id = ${planId} AND rereads_id IS NULL
      UNION ALL
      SELECT 'ended', juror_id, proposal_id FROM assignments
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND rereads_id IS NULL
        AND ended_at = (SELECT published_at FROM assignment_plans WHERE id = ${planId}))
    GROUP BY act, juror_id`)

/** The group of each proposal that a stage may read. */
export const selectGroups = (db: Db, { editionId, plenaryStageId }: PlannedStage) =>
  db.all<{ id: string; group_id: string }>(sql`
    SELECT id, group_id FROM proposals WHERE ${candidates(editionId, plenaryStageId)}`)
