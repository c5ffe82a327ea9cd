import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { barredProposals } from './barred-proposals.ts'
import type { Db } from './client.ts'
import { agencies, assignments, editions, proposals, stages, submissions } from './schema.ts'

/** What a juror may still give back: the own readings that are not handed in, in stages that have not closed. */
export const listDeclarable = (db: Db, jurorId: string, now: Date, limit: number) =>
  db
    .select({
      id: assignments.id,
      editionId: assignments.editionId,
      edition: editions.slug,
      editionName: editions.name,
      stageId: assignments.stageId,
      stageName: stages.name,
      opensAt: stages.opensAt,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      agency: agencies.name,
    })
    .from(assignments)
    .innerJoin(editions, eq(editions.id, assignments.editionId))
    .innerJoin(stages, and(eq(stages.editionId, assignments.editionId), eq(stages.id, assignments.stageId)))
    .innerJoin(proposals, eq(proposals.id, assignments.proposalId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(
      and(
        eq(assignments.jurorId, jurorId),
        isNull(assignments.endedAt),
        gt(stages.closesAt, now),
        sql`NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`,
        sql`assignments.proposal_id NOT IN ${barredProposals(jurorId, now)}`,
      ),
    )
    .orderBy(
      desc(stages.opensAt),
      assignments.editionId,
      assignments.stageId,
      asc(assignments.position),
      assignments.id,
    )
    .limit(limit)
