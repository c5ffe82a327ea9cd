import { and, eq, sql } from 'drizzle-orm'
import type { DecidedPlace } from '#domain/plenary.ts'
import type { Db } from './client.ts'
import { agencies, decisions, places, proposals, submissions, users } from './schema.ts'

export const selectDecision = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      decreeNumber: decisions.decreeNumber,
      decreeDate: decisions.decreeDate,
      at: decisions.at,
      by: users.name,
    })
    .from(decisions)
    .innerJoin(users, eq(users.id, decisions.by))
    .where(and(eq(decisions.editionId, editionId), eq(decisions.stageId, stageId)))

/** The places as they were decided. */
export const selectPlaces = (db: Db, editionId: string, stageId: string) =>
  db
    .select({ proposalId: places.proposalId, awardId: places.awardId })
    .from(places)
    .where(and(eq(places.editionId, editionId), eq(places.stageId, stageId)))

/**
 * A decision with its places, for one batch. `movesSeen` is how many moves it rests on: when one was made since, the decision
 * is not written and its places fail on their foreign key, so that nothing of the batch is kept. The primary key refuses a second one.
 */
export const insertDecision = (
  db: Db,
  decision: typeof decisions.$inferInsert,
  decided: readonly DecidedPlace[],
  movesSeen: number,
) =>
  [
    db.insert(decisions).select(sql`
      SELECT ${decision.editionId}, ${decision.stageId}, ${decision.decreeNumber}, ${decision.decreeDate},
        ${decision.at.getTime()}, ${decision.by}
      WHERE (SELECT count(*) FROM plenary_moves
        WHERE edition_id = ${decision.editionId} AND stage_id = ${decision.stageId}) = ${movesSeen}`),
    db.insert(places).select(sql`
      SELECT ${decision.editionId}, ${decision.stageId}, value ->> 'proposalId', value ->> 'awardId', value ->> 'rank',
        value ->> 'sumHundredths', value ->> 'sheetCount', value ->> 'plenaryReason'
      FROM json_each(${JSON.stringify(decided)})`),
  ] as const

/** The places with all that is published of them, by group, cluster and rank. The summary is the form's first section. */
export const listPublishedPlaces = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      awardId: places.awardId,
      groupId: proposals.groupId,
      clusterId: agencies.clusterId,
      rank: places.rank,
      sumHundredths: places.sumHundredths,
      sheetCount: places.sheetCount,
      plenaryReason: places.plenaryReason,
      referenceNumber: submissions.referenceNumber,
      title: sql<string>`json_extract(${submissions.content}, '$.title')`.as('frozen_title'),
      summary: sql<string>`json_extract(${submissions.content}, '$.sections[0].text')`.as('summary'),
      agency: agencies.name,
      province: agencies.province,
    })
    .from(places)
    .innerJoin(proposals, eq(proposals.id, places.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(
      submissions,
      and(
        eq(submissions.proposalId, proposals.id),
        sql`${submissions.revision} = (SELECT max(revision) FROM submissions latest WHERE latest.proposal_id = ${proposals.id})`,
      ),
    )
    .where(and(eq(places.editionId, editionId), eq(places.stageId, stageId)))
    .orderBy(proposals.groupId, agencies.clusterId, places.rank, submissions.referenceNumber)
