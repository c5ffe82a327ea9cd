import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { submissionWithdrawals } from './schema.ts'

/** Moves the proposal back to its agency and frees its place; a trigger refuses one that does not stand as submitted. */
export const insertWithdrawal = (db: Db, withdrawal: typeof submissionWithdrawals.$inferInsert) =>
  db.insert(submissionWithdrawals).values(withdrawal)

/** The secretariat finds it no longer. */
export const deleteProposalWords = (db: Db, proposalId: string) =>
  db.run(sql`DELETE FROM proposal_words WHERE proposal_id = ${proposalId}`)
