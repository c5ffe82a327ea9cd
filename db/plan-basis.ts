import { sql, type SQL } from 'drizzle-orm'
import type { JurorRole } from '#domain/access.ts'
import type { Db } from './client.ts'
import { heldInEdition, jurorsOf } from './conflicts.ts'
import { candidates } from './rankings.ts'

/** What a plan is made for. */
export type PlannedStage = {
  editionId: string
  stageId: string
  jurorRole: JurorRole
  /** The plenary whose places the stage goes on with; undefined where everything eligible is read. */
  plenaryStageId: string | undefined
}

/**
 * SQL of a fingerprint of everything a plan is made from: candidates, jurors, their ties, profiles and pairs kept apart,
 * conflicts, and the readings given so far (each new one comes with a plan, each that ends lowers a count). Sheets that are handed
 * in do not change it. A few rows for each juror, and the index of the candidates.
 */
export const planBasis = ({ editionId, stageId, jurorRole, plenaryStageId }: PlannedStage, now: Date): SQL<string> => {
  const ofStage = sql`edition_id = ${editionId} AND stage_id = ${stageId}`
  return sql<string>`(SELECT json_array(
    (SELECT count(*) || ' ' || coalesce(max(state_since), 0) FROM proposals WHERE ${candidates(editionId, plenaryStageId)}),
    (SELECT count(*) || ' ' || coalesce(max(published_at), 0) FROM assignment_plans WHERE ${ofStage} AND published_at IS NOT NULL),
    (SELECT json_group_array(juror_id || ' ' || assigned) FROM (
      SELECT juror_id, assigned FROM reading_counts WHERE ${ofStage} ORDER BY juror_id)),
    (SELECT json_group_array(user_id) FROM (
      SELECT DISTINCT roles.user_id FROM roles WHERE ${heldInEdition(editionId, [jurorRole], now)} ORDER BY 1)),
    (SELECT json_group_array(user_id || ' ' || agency_id) FROM (
      SELECT DISTINCT user_id, agency_id FROM ties WHERE user_id IN ${jurorsOf(editionId, jurorRole, now)}
        AND (ends_at IS NULL OR ends_at > ${now.getTime()}) ORDER BY 1, 2)),
    (SELECT count(*) || ' ' || coalesce(max(at), 0) FROM juror_profiles WHERE edition_id = ${editionId}),
    (SELECT count(*) || ' ' || count(ended_at) FROM jurors_apart WHERE edition_id = ${editionId}),
    (SELECT count(*) || ' ' || count(said.ended_at) || ' ' || coalesce(max(said.at), 0) FROM conflicts said WHERE said.juror_id IN ${jurorsOf(editionId, jurorRole, now)}
      AND (SELECT edition_id FROM proposals WHERE id = said.proposal_id) = ${editionId})))`
}

/** The fingerprint as a statement, for the batch that reads what a plan is made from. */
export const selectBasis = (db: Db, stage: PlannedStage, now: Date) =>
  db.all<{ basis: string }>(sql`SELECT ${planBasis(stage, now)} AS basis`)
