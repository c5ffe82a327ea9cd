import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { broughtWords } from './json-list.ts'

export type ListedReading = {
  id: string
  proposal_id: string
  reference_number: string
  title: string
  agency: string
  juror: string
  email: string
  position: number
  state: 'new' | 'draft' | 'handed_in'
}

/** The live readings of a stage after this one: what leaves as a table. No blind second reading, never a score. */
export const listReadingRows = (
  db: Db,
  { editionId, stageId }: { editionId: string; stageId: string },
  after: { proposalId: string; id: string },
  limit: number,
) =>
  db.all<ListedReading>(sql`
    SELECT reading.id AS id, reading.proposal_id AS proposal_id, submissions.reference_number AS reference_number,
      proposals.title AS title, agencies.name AS agency, users.name AS juror, users.email AS email,
      reading.position AS position,
      CASE WHEN EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = reading.id) THEN 'handed_in'
        WHEN EXISTS (SELECT 1 FROM score_sheet_drafts WHERE assignment_id = reading.id) THEN 'draft' ELSE 'new' END AS state
    FROM (SELECT id, proposal_id, juror_id, position FROM assignments
      WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND ended_at IS NULL AND rereads_id IS NULL
        AND (proposal_id > ${after.proposalId} OR (proposal_id = ${after.proposalId} AND id > ${after.id}))
      ORDER BY proposal_id, id LIMIT ${limit}) reading
    JOIN proposals ON proposals.id = reading.proposal_id
    JOIN agencies ON agencies.id = proposals.agency_id
    JOIN submissions ON submissions.proposal_id = reading.proposal_id AND submissions.revision = 1
    JOIN users ON users.id = reading.juror_id
    ORDER BY reading.proposal_id, reading.id`)

/** The proposals of an edition that carry these numbers, one row with `[number, id]` for all. */
export const selectByReference = (db: Db, editionId: string, references: readonly string[]) =>
  db.all<{ found: string }>(sql`
    SELECT json_group_array(json_array(reference_number, proposal_id)) AS found FROM submissions
    WHERE edition_id = ${editionId} AND revision = 1
      AND reference_number IN ${broughtWords(references)}`)

/** Who has these addresses. */
export const selectByEmail = (db: Db, emails: readonly string[]) =>
  db.all<{ id: string; email: string }>(sql`
    SELECT id, lower(email) AS email FROM users WHERE email IN ${broughtWords(emails)}`)
