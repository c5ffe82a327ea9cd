/** Proposals that lack readers although nobody is at work on them: what a lost message has left. */
import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { planBasis, type PlannedStage } from './plan-basis.ts'

type Place = Pick<PlannedStage, 'editionId' | 'stageId'>
/** `readers`: of each proposal, by the rules of the stage. */
type Meant = { readers: number; now: Date }

/**
 * SQL of how many readers a proposal is meant to have: those of the rules; as many as its panel had after the secretariat changed it
 * when setting the interview, if that was fewer; none any more once the interview has begun.
 */
const meantReaders = (proposalId: SQL, { editionId, stageId }: Place, { readers, now }: Meant) => {
  const here = sql`edition_id = ${editionId} AND stage_id = ${stageId} AND proposal_id = ${proposalId}`
  return sql`(CASE WHEN EXISTS (SELECT 1 FROM interview_slots WHERE ${here} AND cancelled_at IS NULL AND begins_at <= ${now.getTime()})
    THEN 0 ELSE min(${readers}, coalesce((
      SELECT (SELECT count(*) FROM assignments WHERE ${here} AND rereads_id IS NULL AND assigned_at <= slot.at
        AND (ended_at IS NULL OR ended_at > slot.at))
      FROM interview_slots slot WHERE ${here} AND EXISTS (
        SELECT 1 FROM assignments WHERE ${here} AND slot.at IN (assigned_at, ended_at))
      ORDER BY slot.at DESC LIMIT 1), ${readers})) END)`
}

/** Of these proposals, how many readers each is meant to have. */
export const selectMeantReaders = (db: Db, place: Place, meant: Meant, proposalIds: readonly string[]) =>
  db.all<{ proposalId: string; readers: number }>(sql`
    SELECT value AS proposalId, ${meantReaders(sql`value`, place, meant)} AS readers FROM ${among(proposalIds)}`)

/** Eligible proposals with fewer live readers than they are meant to have, the last of whom left before `since`. */
export const listGaps = (db: Db, place: Place, { since, ...meant }: Meant & { since: Date }, limit: number) =>
  db.all<{ proposalId: string; readers: number }>(sql`
    SELECT proposalId, readers FROM (
      SELECT counted.proposal_id AS proposalId, counted.live AS live,
        ${meantReaders(sql`counted.proposal_id`, place, meant)} AS readers
      FROM proposal_readings counted INDEXED BY proposal_readings_by_live
      WHERE counted.edition_id = ${place.editionId} AND counted.stage_id = ${place.stageId} AND counted.live < ${meant.readers}
        AND (SELECT state FROM proposals WHERE id = counted.proposal_id) = 'eligible'
        AND NOT EXISTS (SELECT 1 FROM assignments gone WHERE gone.edition_id = ${place.editionId}
          AND gone.stage_id = ${place.stageId} AND gone.proposal_id = counted.proposal_id AND gone.ended_at > ${since.getTime()}))
    WHERE live < readers LIMIT ${limit}`)

/** A draft made after `since` that could be published as things stand: it knows of every gap. */
export const selectCurrentDraft = (db: Db, stage: PlannedStage, { since, now }: { since: Date; now: Date }) =>
  db.all<{ id: string }>(sql`
    SELECT id FROM assignment_plans
    WHERE edition_id = ${stage.editionId} AND stage_id = ${stage.stageId} AND at > ${since.getTime()}
      AND published_at IS NULL AND discarded_at IS NULL AND basis = ${planBasis(stage, now)} LIMIT 1`)
