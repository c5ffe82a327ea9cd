import { and, eq, sql } from 'drizzle-orm'
import type { ProposalState } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { renamedOrNull } from './renamed.ts'
import { registrations, rulesInForce, screeningStages, stageOf, standingColumns } from './proposals.ts'
import { editionVersions, proposals, proposalSections, users } from './schema.ts'

const columns = {
  id: proposalSections.sectionId,
  text: proposalSections.text,
  version: proposalSections.version,
  savedAt: proposalSections.savedAt,
  savedBy: users.name,
}

/** Everything that decides whether one section may be saved, in one statement: the hot path of writing. */
export const selectSectionStanding = (db: Db, proposalId: string, sectionId: string) =>
  db
    .select({
      ...standingColumns,
      /** Null where the rules have no such section. */
      maxWords: sql<number | null>`(
        select json_extract(value, '$.maxWords') from json_each(${editionVersions.rules}, '$.sections')
        where json_extract(value, '$.id') = ${sectionId})`.as('max_words'),
      /** As last saved; null when it never was. */
      text: renamedOrNull(proposalSections.text, 'saved_text'),
      version: renamedOrNull(proposalSections.version, 'saved_version'),
      savedAt: renamedOrNull(proposalSections.savedAt, 'saved_at'),
      savedBy: renamedOrNull(users.name, 'saved_by'),
    })
    .from(proposals)
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(registrations, stageOf(registrations, 'registration'))
    .leftJoin(screeningStages, stageOf(screeningStages, 'screening'))
    .leftJoin(
      proposalSections,
      and(eq(proposalSections.proposalId, proposals.id), eq(proposalSections.sectionId, sectionId)),
    )
    .leftJoin(users, eq(users.id, proposalSections.savedBy))
    .where(eq(proposals.id, proposalId))
    .limit(1)

export const selectSections = (db: Db, proposalId: string) =>
  db
    .select(columns)
    .from(proposalSections)
    .innerJoin(users, eq(users.id, proposalSections.savedBy))
    .where(eq(proposalSections.proposalId, proposalId))

export const loadSection = (db: Db, proposalId: string, sectionId: string) =>
  db
    .select(columns)
    .from(proposalSections)
    .innerJoin(users, eq(users.id, proposalSections.savedBy))
    .where(and(eq(proposalSections.proposalId, proposalId), eq(proposalSections.sectionId, sectionId)))
    .get()

export type SectionSave = {
  proposalId: string
  sectionId: string
  text: string
  /** The version the writer started from; 0 when there was none. */
  version: number
  /** The state in which saving was allowed. */
  state: ProposalState
  savedAt: Date
  savedBy: string
}

/** Saves if nobody saved since and the proposal has not moved; answers whether it did. */
export async function saveSection(db: Db, save: SectionSave): Promise<boolean> {
  const saved = await db.all(sql`
    INSERT INTO proposal_sections (proposal_id, section_id, text, version, saved_at, saved_by)
    SELECT id, ${save.sectionId}, ${save.text}, ${save.version + 1}, ${save.savedAt.getTime()}, ${save.savedBy}
    FROM proposals WHERE id = ${save.proposalId} AND state = ${save.state}
    ON CONFLICT (proposal_id, section_id) DO UPDATE
    SET text = excluded.text, version = excluded.version, saved_at = excluded.saved_at, saved_by = excluded.saved_by
    WHERE proposal_sections.version = ${save.version}
    RETURNING version`)
  return saved.length > 0
}
