import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { ProposalState } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { sectionRevisions, users } from './schema.ts'

/** Earlier texts of a section, newest first, without their words: those are read one at a time. */
export const listSectionRevisions = (
  db: Db,
  place: { proposalId: string; sectionId: string; before: number },
  limit: number,
) =>
  db
    .select({
      version: sectionRevisions.version,
      characters: sql<number>`length(${sectionRevisions.text})`.as('characters'),
      savedAt: sectionRevisions.savedAt,
      savedBy: users.name,
    })
    .from(sectionRevisions)
    .innerJoin(users, eq(users.id, sectionRevisions.savedBy))
    .where(
      and(
        eq(sectionRevisions.proposalId, place.proposalId),
        eq(sectionRevisions.sectionId, place.sectionId),
        lt(sectionRevisions.version, place.before),
      ),
    )
    .orderBy(desc(sectionRevisions.version))
    .limit(limit)

export const loadSectionRevision = (db: Db, proposalId: string, sectionId: string, version: number) =>
  db
    .select({
      version: sectionRevisions.version,
      text: sectionRevisions.text,
      savedAt: sectionRevisions.savedAt,
      savedBy: users.name,
    })
    .from(sectionRevisions)
    .innerJoin(users, eq(users.id, sectionRevisions.savedBy))
    .where(
      and(
        eq(sectionRevisions.proposalId, proposalId),
        eq(sectionRevisions.sectionId, sectionId),
        eq(sectionRevisions.version, version),
      ),
    )
    .get()

export type Restoration = {
  proposalId: string
  sectionId: string
  /** The revision that is taken up again. */
  version: number
  /** The version it is saved over. */
  over: number
  /** The state in which writing was allowed. */
  state: ProposalState
  at: Date
  by: string
}

/**
 * Saves an earlier text as the next version. What stood there becomes a revision first, whatever the trigger would have kept,
 * so that a restoration can itself be taken back. Answers whether nobody saved in between.
 */
export async function restoreSection(db: Db, r: Restoration): Promise<boolean> {
  const [, saved] = await db.batch([
    db.run(sql`
      INSERT OR IGNORE INTO section_revisions (proposal_id, section_id, version, text, saved_at, saved_by)
      SELECT proposal_id, section_id, version, text, saved_at, saved_by FROM proposal_sections
      WHERE proposal_id = ${r.proposalId} AND section_id = ${r.sectionId} AND version = ${r.over} AND text <> ''`),
    db.run(sql`
      UPDATE proposal_sections
      SET text = (SELECT text FROM section_revisions
          WHERE proposal_id = ${r.proposalId} AND section_id = ${r.sectionId} AND version = ${r.version}),
        version = version + 1, saved_at = ${r.at.getTime()}, saved_by = ${r.by}
      WHERE proposal_id = ${r.proposalId} AND section_id = ${r.sectionId} AND version = ${r.over}
        AND EXISTS (SELECT 1 FROM proposals WHERE id = ${r.proposalId} AND state = ${r.state})
        AND EXISTS (SELECT 1 FROM section_revisions
          WHERE proposal_id = ${r.proposalId} AND section_id = ${r.sectionId} AND version = ${r.version})`),
  ])
  return saved.meta.changes > 0
}
