import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamedOrNull } from './renamed.ts'
import { editions, proposals, submissions, submissionWithdrawals } from './schema.ts'

/** One frozen revision of a proposal with all that its receipt says. */
export const selectReceipt = (db: Db, proposalId: string, revision: number) =>
  db
    .select({
      submissionId: submissions.id,
      editionId: submissions.editionId,
      agencyId: proposals.agencyId,
      unitId: proposals.unitId,
      edition: editions.name,
      isSimulation: editions.isSimulation,
      referenceNumber: submissions.referenceNumber,
      revision: submissions.revision,
      content: submissions.content,
      /** The very text the hash was taken of. */
      canonical: sql<string>`${submissions.content}`.as('canonical'),
      sha256: submissions.sha256,
      submittedAt: submissions.submittedAt,
    })
    .from(submissions)
    .innerJoin(proposals, eq(proposals.id, submissions.proposalId))
    .innerJoin(editions, eq(editions.id, submissions.editionId))
    .where(sql`${submissions.proposalId} = ${proposalId} AND ${submissions.revision} = ${revision}`)
    .get()

export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof selectReceipt>>>

/** Every revision under a number, oldest first. The `1` is no parameter, or the index of first revisions would not serve. */
export const listRevisions = (db: Db, referenceNumber: string) =>
  db
    .select({
      revision: submissions.revision,
      sha256: submissions.sha256,
      submittedAt: submissions.submittedAt,
      withdrawnAt: renamedOrNull(submissionWithdrawals.at, 'withdrawn_at'),
      isSimulation: editions.isSimulation,
    })
    .from(submissions)
    .innerJoin(editions, eq(editions.id, submissions.editionId))
    .leftJoin(submissionWithdrawals, eq(submissionWithdrawals.submissionId, submissions.id))
    .where(
      sql`${submissions.proposalId} = (
        SELECT proposal_id FROM submissions WHERE reference_number = ${referenceNumber} AND revision = 1)`,
    )
    .orderBy(asc(submissions.revision))
