import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, assignments, proposals, publications, scores, countedSheets, submissions } from './schema.ts'

/** Whom a feedback letter is about; undefined for what was never submitted. */
export const findFeedbackSubject = (db: Db, proposalId: string) =>
  db
    .select({
      id: proposals.id,
      editionId: proposals.editionId,
      agencyId: proposals.agencyId,
      unitId: proposals.unitId,
      agency: renamed(agencies.name, 'agency'),
      referenceNumber: submissions.referenceNumber,
      title: sql<string>`json_extract(${submissions.content}, '$.title')`.as('frozen_title'),
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, eq(submissions.proposalId, proposals.id))
    .where(eq(proposals.id, proposalId))
    .orderBy(desc(submissions.revision))
    .limit(1)
    .get()

/** The newest published results of each plenary of an edition. */
export const listPublishedResults = (db: Db, editionId: string) =>
  db
    .select({ hash: publications.hash, stageId: publications.stageId, publishedAt: publications.publishedAt })
    .from(publications)
    .where(and(eq(publications.editionId, editionId), eq(publications.kind, 'results')))
    .orderBy(asc(publications.publishedAt))

/** Every line of the sheets handed in for one proposal in one stage. */
export const listSheetLines = (db: Db, editionId: string, stageId: string, proposalId: string) =>
  db
    .select({
      assignmentId: countedSheets.assignmentId,
      jurorId: assignments.jurorId,
      comment: renamed(countedSheets.comment, 'sheet_comment'),
      criterionId: scores.criterionId,
      points: scores.points,
      criterionComment: renamedOrNull(scores.comment, 'criterion_comment'),
    })
    .from(countedSheets)
    .innerJoin(assignments, eq(assignments.id, countedSheets.assignmentId))
    .leftJoin(scores, eq(scores.assignmentId, countedSheets.assignmentId))
    .where(
      and(
        eq(countedSheets.editionId, editionId),
        eq(countedSheets.stageId, stageId),
        eq(countedSheets.proposalId, proposalId),
      ),
    )

/** SQL of whether the letters of a publication were not all announced so far. */
export const isUnannounced = (hash: string) => sql`NOT EXISTS (
  SELECT 1 FROM audit_events WHERE subject_id = ${hash} AND action = 'feedback_letters.announced')`

/** Results published since then whose letters were not all announced. */
export const listUnannounced = (db: Db, since: Date) =>
  db
    .select({ hash: publications.hash })
    .from(publications)
    .where(
      and(
        gte(publications.publishedAt, since),
        eq(publications.kind, 'results'),
        sql`NOT EXISTS (SELECT 1 FROM audit_events
          WHERE subject_id = ${publications.hash} AND action = 'feedback_letters.announced')`,
      ),
    )
