/** Proposals that lack readers although nobody is at work on them: what a lost message has left. */
import { sql } from 'drizzle-orm'
import { planBasis, type PlannedStage } from './assignment-plans.ts'
import type { Db } from './client.ts'

/**
 * Eligible proposals with fewer than `readers` live ones, the last of whom left before `since`. Not those whose interview has begun,
 * nor those whose panel the secretariat made smaller when it set the interview: that was meant.
 */
export const listGaps = (
  db: Db,
  { editionId, stageId }: PlannedStage,
  { readers, since, now }: { readers: number; since: Date; now: Date },
  limit: number,
) =>
  db.all<{ proposalId: string }>(sql`
    SELECT counted.proposal_id AS proposalId FROM proposal_readings counted INDEXED BY proposal_readings_by_live
    WHERE counted.edition_id = ${editionId} AND counted.stage_id = ${stageId} AND counted.live < ${readers}
      AND (SELECT state FROM proposals WHERE id = counted.proposal_id) = 'eligible'
      AND NOT EXISTS (SELECT 1 FROM assignments gone WHERE gone.edition_id = ${editionId} AND gone.stage_id = ${stageId}
        AND gone.proposal_id = counted.proposal_id AND gone.ended_at > ${since.getTime()})
      AND NOT EXISTS (SELECT 1 FROM interview_slots slot WHERE slot.edition_id = ${editionId} AND slot.stage_id = ${stageId}
        AND slot.proposal_id = counted.proposal_id AND (
          (slot.cancelled_at IS NULL AND slot.begins_at <= ${now.getTime()})
          OR EXISTS (SELECT 1 FROM assignments gone WHERE gone.edition_id = ${editionId} AND gone.stage_id = ${stageId}
            AND gone.proposal_id = counted.proposal_id AND gone.ended_at = slot.at)))
    LIMIT ${limit}`)

/** A draft made after `since` that could be published as things stand: it knows of every gap. */
export const selectCurrentDraft = (db: Db, stage: PlannedStage, { since, now }: { since: Date; now: Date }) =>
  db.all<{ id: string }>(sql`
    SELECT id FROM assignment_plans
    WHERE edition_id = ${stage.editionId} AND stage_id = ${stage.stageId} AND at > ${since.getTime()}
      AND published_at IS NULL AND discarded_at IS NULL AND basis = ${planBasis(stage, now)} LIMIT 1`)
