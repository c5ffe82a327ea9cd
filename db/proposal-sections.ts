import { and, eq, sql } from 'drizzle-orm'
import { editableStates } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { prepared, type Brought } from './prepared.ts'
import { renamedOrNull } from './renamed.ts'
import { registrations, rulesInForce, screeningStages, stageOf, standingColumns } from './proposals.ts'
import { editionVersions, proposals, proposalSections, users } from './schema.ts'
import { isHeld, isSession } from './users.ts'

const columns = {
  id: proposalSections.sectionId,
  text: proposalSections.text,
  version: proposalSections.version,
  savedAt: proposalSections.savedAt,
  savedBy: users.name,
}

type Place = { proposalId: string; sectionId: string }

/** Everything that decides whether one section may be saved. */
export const selectSectionStanding = prepared((db, { proposalId, sectionId }: Brought<Place>) =>
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
    .limit(1),
)

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

export type SectionSave = Place & {
  text: string
  /** The version the writer started from; 0 when there was none. */
  version: number
  savedAt: Date
  /** The session in which it is saved. */
  token: string
  /** Id of whoever the page takes for signed in; null where it does not say. */
  person: string | null
}

/**
 * Saves if this person may write here now and nobody saved since, else nothing comes back: the rule of `writersAmong` and
 * `requireEditable` (#domain/proposal.ts) as one condition, so that a save needs no question before it.
 */
export const saveSection = prepared((db, save: Brought<SectionSave>) =>
  db
    .insert(proposalSections)
    .select(
      sql`
      SELECT proposals.id, ${save.sectionId}, ${save.text}, ${save.version} + 1, ${save.savedAt}, sessions.user_id
      FROM sessions
      CROSS JOIN proposals ON proposals.id = ${save.proposalId}
      CROSS JOIN roles ON roles.user_id = sessions.user_id
        AND roles.agency_id = CASE roles.role WHEN 'author' THEN proposals.unit_id ELSE proposals.agency_id END
        AND (roles.edition_id IS NULL OR roles.edition_id = proposals.edition_id)
      CROSS JOIN json_each(${JSON.stringify(editableStates)}) editable
        ON editable.value ->> 'state' = proposals.state AND editable.value ->> 'writer' = roles.role
      CROSS JOIN stages ON stages.edition_id = proposals.edition_id AND stages.kind = editable.value ->> 'stageKind'
        AND stages.opens_at <= ${save.savedAt} AND stages.closes_at > ${save.savedAt}
      CROSS JOIN edition_versions ON ${rulesInForce} AND EXISTS (
        SELECT 1 FROM json_each(edition_versions.rules, '$.sections') WHERE value ->> 'id' = ${save.sectionId})
      WHERE ${isSession(save.token, save.savedAt)} AND coalesce(sessions.user_id = ${save.person}, true)
        AND ${isHeld(save.savedAt)}
        AND ${save.version} = coalesce((
          SELECT version FROM proposal_sections WHERE proposal_id = proposals.id AND section_id = ${save.sectionId}), 0)
      LIMIT 1`,
    )
    .onConflictDoUpdate({
      target: [proposalSections.proposalId, proposalSections.sectionId],
      set: {
        text: sql`excluded.text`,
        version: sql`excluded.version`,
        savedAt: sql`excluded.saved_at`,
        savedBy: sql`excluded.saved_by`,
      },
    })
    .returning({ version: proposalSections.version }),
)
