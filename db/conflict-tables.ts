import { sql } from 'drizzle-orm'
import { jurorRoles } from '#domain/access.ts'
import type { ConflictReason, HeldKind } from '#domain/conflict.ts'
import type { Db } from './client.ts'
import { heldInEdition, isRelated } from './conflicts.ts'
import { among, broughtWords } from './json-list.ts'

export type AddressedPerson = { id: string; name: string; email: string; is_juror: number }

/** Who has these addresses, and whether they hold a juror's role in the edition now. */
export const selectAddressed = (db: Db, editionId: string, emails: readonly string[], now: Date) =>
  db.all<AddressedPerson>(sql`
    SELECT id, name, lower(email) AS email,
      id IN (SELECT roles.user_id FROM roles WHERE ${heldInEdition(editionId, jurorRoles, now)}) AS is_juror
    FROM users WHERE email IN ${broughtWords(emails)}`)

/** Agencies of these codes or of these names, whatever their case; also those that exist no more, for former posts. */
export const selectAgenciesNamed = (db: Db, codes: readonly string[], names: readonly string[]) =>
  db.all<{ id: string; region_code: string | null; name: string }>(sql`
    SELECT id, region_code, name FROM agencies
    WHERE id IN ${broughtWords(codes)} OR region_code IN ${broughtWords(codes)}
      OR lower(name) IN (SELECT lower(value) FROM ${broughtWords(names)})`)

/** What was said of these jurors and counts. */
export const selectSaidOf = (db: Db, jurorIds: readonly string[]) =>
  db.all<{ juror_id: string; proposal_id: string; kind: ConflictReason; reason: string }>(sql`
    SELECT juror_id, proposal_id, kind, reason FROM conflicts WHERE ended_at IS NULL AND juror_id IN ${among(jurorIds)}`)

/** What ties these jurors to agencies now. */
export const selectTiesOf = (db: Db, jurorIds: readonly string[], now: Date) =>
  db.all<{ user_id: string; agency_id: string; kind: HeldKind; reason: string; ends_at: number | null }>(sql`
    SELECT user_id, agency_id, kind, reason, ends_at FROM ties
    WHERE user_id IN ${among(jurorIds)} AND (ends_at IS NULL OR ends_at > ${now.getTime()})`)

type PairLine = { line: number; jurorId: string; proposalId: string }
type TieLine = { line: number; jurorId: string; agencyId: string }

/**
 * What these lines would bar of what their jurors read now, each reading at the first line that bars it: open readings, which would
 * end, and sheets that are handed in, which would stay. Blind second readings are not counted.
 */
export const selectReach = (
  db: Db,
  editionId: string,
  { conflicts, ties }: { conflicts: readonly PairLine[]; ties: readonly TieLine[] },
) =>
  db.all<{ line: number; readings: number; sheets: number }>(sql`
    SELECT line, count(*) - sum(is_in) AS readings, sum(is_in) AS sheets FROM (SELECT min(line) AS line, is_in FROM (
      SELECT reading.id AS id, given.value ->> 'line' AS line,
        EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = reading.id) AS is_in
      FROM json_each(${JSON.stringify(conflicts)}) given
      CROSS JOIN stages stage ON stage.edition_id = ${editionId}
      CROSS JOIN assignments reading ON reading.edition_id = stage.edition_id AND reading.stage_id = stage.id
        AND reading.proposal_id = given.value ->> 'proposalId' AND reading.juror_id = given.value ->> 'jurorId'
      WHERE reading.ended_at IS NULL AND reading.rereads_id IS NULL
      UNION ALL
      SELECT reading.id, given.value ->> 'line', EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = reading.id)
      FROM json_each(${JSON.stringify(ties)}) given
      CROSS JOIN agencies own ON own.id = given.value ->> 'agencyId'
      CROSS JOIN assignments reading INDEXED BY assignments_by_juror ON reading.juror_id = given.value ->> 'jurorId'
      CROSS JOIN proposals about ON about.id = reading.proposal_id
      WHERE reading.ended_at IS NULL AND reading.rereads_id IS NULL AND EXISTS (
        SELECT 1 FROM agencies other WHERE other.id IN (about.agency_id, about.unit_id) AND ${isRelated}))
      GROUP BY id)
    GROUP BY line`)
