import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import { jurorRoles } from '#domain/access.ts'
import type { Db } from './client.ts'
import { heldInEdition, isRelated, relationRank } from './conflicts.ts'
import { renamed } from './renamed.ts'
import { agencies, conflicts, proposals, submissions, users } from './schema.ts'

export type Jury = {
  editionId: string
  now: Date
  jurorId?: string | undefined
  /** Part of a name. */
  name?: string | undefined
  /** The last juror seen, by name and id. */
  after?: { name: string; id: string } | undefined
}

/** SQL of a page of the edition's jurors, by name. */
function juryOf({ editionId, now, jurorId, name, after }: Jury, limit: number): SQL {
  const text = name?.toLowerCase()
  return sql`(
    SELECT DISTINCT person.id, person.name, person.email FROM roles JOIN users person ON person.id = roles.user_id
    WHERE ${heldInEdition(editionId, jurorRoles, now)}
    ${jurorId === undefined ? sql`` : sql`AND person.id = ${jurorId}`}
    ${text === undefined ? sql`` : sql`AND instr(lower(person.name), ${text}) > 0`}
    ${after === undefined ? sql`` : sql`AND (person.name, person.id) > (${after.name}, ${after.id})`}
    ORDER BY person.name, person.id LIMIT ${limit})`
}

export const listJury = (db: Db, jury: Jury, limit: number) =>
  db
    .select({
      id: sql<string>`jury.id`.as('juror_id'),
      name: sql<string>`jury.name`.as('juror'),
      email: sql<string>`jury.email`.as('address'),
    })
    .from(sql`${juryOf(jury, limit)} jury`)
    .orderBy(sql`jury.name`, sql`jury.id`)

/**
 * SQL of how many sheets the juror has handed in of a proposal, in whatever stage, that still count. Led by the proposal: it has
 * few readers.
 */
const sheetsOf = (jurorId: SQL, proposalId: SQL, editionId: string) => sql`(
  SELECT count(*) FROM stages stage
  CROSS JOIN assignments reading INDEXED BY assignments_by_proposal
    ON reading.edition_id = stage.edition_id AND reading.stage_id = stage.id
    AND reading.proposal_id = ${proposalId} AND reading.juror_id = ${jurorId}
  JOIN counted_sheets sheet ON sheet.assignment_id = reading.id
  WHERE stage.edition_id = ${editionId})`

type Narrowed = { agencyId?: string | undefined }

/**
 * What the ties of these jurors bar in the edition: one row for each tie and agency that forwards, with its nearest relation. The
 * signs before edition and state keep SQLite from going through the whole edition for each agency.
 */
export const listTreeConflicts = (db: Db, jury: Jury, { agencyId }: Narrowed, { jurors, rows }: Limits) =>
  db
    .select({
      jurorId: sql<string>`pair.juror_id`.as('juror_id'),
      juror: sql<string>`pair.juror`.as('juror'),
      rank: sql<number>`min(pair.rank)`.as('rank'),
      tieId: sql<string>`pair.tie_id`.as('tie_id'),
      tieKind: sql<string>`pair.tie_kind`.as('tie_kind'),
      tieAgencyId: sql<string>`pair.own_id`.as('own_id'),
      tieAgency: sql<string>`pair.own_name`.as('own_name'),
      source: sql<string>`pair.source`.as('source'),
      reason: sql<string>`pair.reason`.as('reason'),
      at: sql<number>`pair.at`.as('at'),
      endsAt: sql<number | null>`pair.ends_at`.as('ends_at'),
      agencyId: sql<string>`pair.agency_id`.as('agency_id'),
      agency: sql<string>`(SELECT name FROM agencies WHERE id = pair.agency_id)`.as('agency'),
      proposals: sql<number>`count(*)`.as('proposals'),
      sheets: sql<number>`sum(${sheetsOf(sql`pair.juror_id`, sql`pair.proposal_id`, jury.editionId)})`.as('sheets'),
    })
    .from(
      sql`(
        SELECT jury.id AS juror_id, jury.name AS juror, held.id AS tie_id, held.kind AS tie_kind, held.source, held.reason,
          held.at, held.ends_at, own.id AS own_id, own.name AS own_name, about.id AS proposal_id, about.agency_id, min(${relationRank}) AS rank
        FROM ${juryOf(jury, jurors)} jury
        CROSS JOIN ties held ON held.user_id = jury.id
          AND (held.ends_at IS NULL OR held.ends_at > ${jury.now.getTime()})
        CROSS JOIN agencies own ON own.id = held.agency_id
        CROSS JOIN agencies other ON ${isRelated}
        CROSS JOIN proposals about ON (about.agency_id = other.id OR about.unit_id = other.id)
          AND +about.edition_id = ${jury.editionId}
        WHERE +about.state IN ('submitted', 'needs_repair', 'eligible')
        ${agencyId === undefined ? sql`` : sql`AND (about.agency_id = ${agencyId} OR about.unit_id = ${agencyId})`}
        GROUP BY jury.id, held.id, about.id) pair`,
    )
    .groupBy(sql`pair.juror_id`, sql`pair.tie_id`, sql`pair.agency_id`)
    .orderBy(sql`pair.juror`, sql`pair.juror_id`, sql`agency`, sql`pair.tie_id`)
    .limit(rows)

/**
 * What these jurors declared of proposals of the edition, and what the secretariat set, as far as it counts. Led by the jurors, for
 * the same reason.
 */
export const listSaidConflicts = (db: Db, jury: Jury, { agencyId }: Narrowed, { jurors, rows }: Limits) =>
  db
    .select({
      jurorId: sql<string>`jury.id`.as('juror_id'),
      juror: sql<string>`jury.name`.as('juror'),
      id: renamed(conflicts.id, 'conflict_id'),
      kind: conflicts.kind,
      source: conflicts.source,
      reason: conflicts.reason,
      at: conflicts.at,
      by: sql<string>`${users.name}`.as('by_name'),
      agencyId: sql<string>`${agencies.id}`.as('agency_id'),
      agency: sql<string>`${agencies.name}`.as('agency'),
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      sheets: sheetsOf(sql`jury.id`, sql`${proposals.id}`, jury.editionId)
        .mapWith(Number)
        .as('sheets'),
    })
    .from(sql`${juryOf(jury, jurors)} jury`)
    .innerJoin(conflicts, sql`conflicts.juror_id = jury.id AND conflicts.ended_at IS NULL`)
    .innerJoin(proposals, and(eq(proposals.id, conflicts.proposalId), sql`+${proposals.editionId} = ${jury.editionId}`))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .innerJoin(users, eq(users.id, conflicts.by))
    .where(
      agencyId === undefined
        ? undefined
        : sql`(${proposals.agencyId} = ${agencyId} OR ${proposals.unitId} = ${agencyId})`,
    )
    .orderBy(sql`jury.name`, sql`jury.id`, asc(conflicts.at), submissions.referenceNumber)
    .limit(rows)

export type EndedWord = {
  id: string
  juror: string
  /** The tie's kind, or the conflict's. */
  kind: string
  /** Null for a tie. */
  reference_number: string | null
  /** Title of the proposal, or name of the agency. */
  about: string
  source: string
  reason: string
  at: number
  ended_at: number
  ended_by: string
  end_reason: string
}

/** What was said of these jurors and has been ended by somebody, conflicts and ties, the newest end first. */
export const listEndedWords = (db: Db, jury: Jury, { jurors, rows }: Limits) =>
  db.all<EndedWord>(sql`
    SELECT said.id AS id, jury.name AS juror, said.kind AS kind, about.reference_number AS reference_number,
      proposals.title AS about, said.source AS source, said.reason AS reason, said.at AS at,
      said.ended_at AS ended_at, (SELECT name FROM users WHERE id = said.ended_by) AS ended_by, said.end_reason AS end_reason
    FROM ${juryOf(jury, jurors)} jury
    CROSS JOIN conflicts said ON said.juror_id = jury.id AND said.ended_at IS NOT NULL
    CROSS JOIN proposals ON proposals.id = said.proposal_id AND +proposals.edition_id = ${jury.editionId}
    JOIN submissions about ON about.proposal_id = proposals.id AND about.revision = 1
    UNION ALL
    SELECT said.id, jury.name, said.kind, NULL, agencies.name, said.source, said.reason, said.at,
      gone.at, (SELECT name FROM users WHERE id = gone.by_id), gone.reason
    FROM ${juryOf(jury, jurors)} jury
    CROSS JOIN juror_ties said ON said.user_id = jury.id
    CROSS JOIN juror_tie_ends gone ON gone.tie_id = said.id
    JOIN agencies ON agencies.id = said.agency_id
    ORDER BY ended_at DESC, id LIMIT ${rows}`)

/** Everything that ties these jurors to agencies now. */
export const listJuryTies = (db: Db, jury: Jury, { jurors, rows }: Limits) =>
  db
    .select({
      id: sql<string>`held.id`.as('tie_id'),
      jurorId: sql<string>`jury.id`.as('juror_id'),
      juror: sql<string>`jury.name`.as('juror'),
      kind: sql<string>`held.kind`.as('kind'),
      source: sql<string>`held.source`.as('source'),
      reason: sql<string>`held.reason`.as('reason'),
      at: sql<number>`held.at`.as('at'),
      endsAt: sql<number | null>`held.ends_at`.as('ends_at'),
      agencyId: sql<string>`${agencies.id}`.as('agency_id'),
      agency: sql<string>`${agencies.name}`.as('agency'),
    })
    .from(sql`${juryOf(jury, jurors)} jury`)
    .innerJoin(
      sql`ties held`,
      sql`held.user_id = jury.id AND (held.ends_at IS NULL OR held.ends_at > ${jury.now.getTime()})`,
    )
    .innerJoin(agencies, sql`${agencies.id} = held.agency_id`)
    .orderBy(sql`jury.name`, sql`jury.id`, sql`held.at`, sql`held.id`)
    .limit(rows)

type Limits = { jurors: number; rows: number }

/** The submitted proposal of a reference number in the edition. */
export const selectReferred = (db: Db, editionId: string, referenceNumber: string) =>
  db
    .select({ id: proposals.id })
    .from(submissions)
    .innerJoin(proposals, eq(proposals.id, submissions.proposalId))
    .where(
      and(
        eq(submissions.referenceNumber, referenceNumber),
        eq(submissions.revision, 1),
        eq(submissions.editionId, editionId),
      ),
    )

/** Somebody who holds a juror's role in the edition now. */
export const selectJuror = (db: Db, editionId: string, jurorId: string, now: Date) =>
  db
    .selectDistinct({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .innerJoin(sql`roles`, sql`roles.user_id = users.id`)
    .where(and(eq(users.id, jurorId), heldInEdition(editionId, jurorRoles, now)))
