import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import { proposalSections, users, writingPresence } from './schema.ts'

/** One row a person and proposal, written over by each sign of life. */
export const signPresence = (db: Db, sign: typeof writingPresence.$inferInsert) =>
  db
    .insert(writingPresence)
    .values(sign)
    .onConflictDoUpdate({
      target: [writingPresence.proposalId, writingPresence.userId],
      set: { sectionId: sign.sectionId, at: sign.at },
    })

/** Who else wrote since, the last first. */
export const listOthersPresent = (db: Db, proposalId: string, userId: string, since: Date, limit: number) =>
  db
    .select({ name: users.name, sectionId: renamed(writingPresence.sectionId, 'present_in'), at: writingPresence.at })
    .from(writingPresence)
    .innerJoin(users, eq(users.id, writingPresence.userId))
    .where(
      and(
        eq(writingPresence.proposalId, proposalId),
        ne(writingPresence.userId, userId),
        gt(writingPresence.at, since),
      ),
    )
    .orderBy(desc(writingPresence.at))
    .limit(limit)

/** The sections that were saved beyond the versions somebody knows. */
export const listNewerSections = (db: Db, proposalId: string, known: Readonly<Record<string, number>>) =>
  db
    .select({
      id: proposalSections.sectionId,
      text: proposalSections.text,
      version: proposalSections.version,
      savedAt: proposalSections.savedAt,
      savedBy: users.name,
    })
    .from(proposalSections)
    .innerJoin(users, eq(users.id, proposalSections.savedBy))
    .where(
      and(
        eq(proposalSections.proposalId, proposalId),
        sql`${proposalSections.version} > coalesce((
          SELECT k.value FROM json_each(${JSON.stringify(known)}) k WHERE k.key = ${proposalSections.sectionId}), 0)`,
      ),
    )
