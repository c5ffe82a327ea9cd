import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { ProposalState } from '#domain/proposal.ts'
import type { ScreeningOutcome } from '#domain/screening.ts'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, proposals, screeningReasons, screenings, submissions, users } from './schema.ts'
import { twinReference } from './submissions.ts'

const reasons = sql<{ code: string; name: string }[]>`(
  SELECT json_group_array(json_object('code', r.code, 'name', r.name) ORDER BY r.code)
  FROM screening_findings f JOIN screening_reasons r ON r.code = f.reason_code
  WHERE f.submission_id = ${screenings.submissionId} AND f.sequence = ${screenings.sequence})`
  .mapWith((text: string): { code: string; name: string }[] => JSON.parse(text))
  .as('reasons')

/** Every verdict on a submission, first to last. */
export const selectScreenings = (db: Db, submissionId: string) =>
  db
    .select({
      sequence: screenings.sequence,
      outcome: screenings.outcome,
      note: screenings.note,
      reasons,
      at: screenings.at,
      by: users.name,
    })
    .from(screenings)
    .innerJoin(users, eq(users.id, screenings.by))
    .where(eq(screenings.submissionId, submissionId))
    .orderBy(asc(screenings.sequence))

/** The verdict that holds on the newest revision of a proposal. */
export const selectVerdict = (db: Db, proposalId: string) =>
  db
    .select({ outcome: screenings.outcome, note: screenings.note, reasons, at: screenings.at })
    .from(submissions)
    .innerJoin(screenings, eq(screenings.submissionId, submissions.id))
    .where(
      and(
        eq(submissions.proposalId, proposalId),
        sql`${submissions.revision} = (SELECT max(revision) FROM submissions WHERE proposal_id = ${proposalId})`,
      ),
    )
    .orderBy(desc(screenings.sequence))
    .limit(1)

export const selectScreeningReasons = (db: Db) => db.select().from(screeningReasons).orderBy(asc(screeningReasons.code))

export const insertScreening = (db: Db, screening: typeof screenings.$inferInsert) =>
  db.insert(screenings).values(screening)

export const insertFindings = (db: Db, submissionId: string, sequence: number, reasonCodes: readonly string[]) =>
  db.run(sql`INSERT INTO screening_findings (submission_id, sequence, reason_code)
    SELECT ${submissionId}, ${sequence}, value FROM json_each(${JSON.stringify(reasonCodes)})`)

export type ScreeningFilter = {
  editionId: string
  states: readonly ProposalState[]
  /** Beginnings of words, all of which must occur; empty for no search. */
  prefixes: readonly string[]
  /** The last row seen. */
  after: { stateSince: Date; id: string } | undefined
}

/** After every word that begins with the prefix. */
const beyond = (prefix: string) => `${prefix}\u{10FFFF}`

const page = (after: ScreeningFilter['after'], limit: number) => sql`
  ${after ? sql`AND (p.state_since, p.id) > (${after.stateSince.getTime()}, ${after.id})` : sql``}
  ORDER BY p.state_since, p.id LIMIT ${limit}`

/** Without a search, each state gives its own first rows from its index: no row of another state is read. */
const firstOfEachState = ({ editionId, states, after }: ScreeningFilter, limit: number): SQL =>
  sql.join(
    states.map(
      (state) => sql`SELECT id FROM (
        SELECT p.id FROM proposals p WHERE p.edition_id = ${editionId} AND p.state = ${state} ${page(after, limit)})`,
    ),
    sql` UNION ALL `,
  )

/** With a search, the words lead to the proposals: what does not match is not read. */
const found = ({ editionId, states, prefixes, after }: ScreeningFilter, limit: number): SQL => {
  const matches = prefixes.map(
    (prefix) => sql`SELECT proposal_id FROM proposal_words
      WHERE edition_id = ${editionId} AND word >= ${prefix} AND word < ${beyond(prefix)}`,
  )
  return sql`SELECT p.id FROM (
      ${sql.join(matches, sql` INTERSECT `)} ${matches.length === 1 ? sql`GROUP BY proposal_id` : sql``}
    ) w CROSS JOIN proposals p ON p.id = w.proposal_id
    WHERE p.state IN (SELECT value FROM json_each(${JSON.stringify(states)})) ${page(after, limit)}`
}

const units = alias(agencies, 'units')

/** The secretariat's list, those that have waited longest first. Shows what was frozen, not what is being repaired. */
export const listScreenings = (db: Db, filter: ScreeningFilter, limit: number) =>
  db
    .select({
      submissionId: submissions.id,
      proposalId: renamed(proposals.id, 'proposal_id'),
      referenceNumber: submissions.referenceNumber,
      title: sql<string>`json_extract(${submissions.content}, '$.title')`.as('frozen_title'),
      startedOn: sql<string>`json_extract(${submissions.content}, '$.startedOn')`.as('started_on'),
      registryId: sql<string | null>`json_extract(${submissions.content}, '$.registryId')`.as('claimed_id'),
      replicationOf: sql<string | null>`json_extract(${submissions.content}, '$.replicationOf')`.as('replicates'),
      agencyId: proposals.agencyId,
      attachedRuleIds: sql<string[]>`(
        SELECT json_group_array(json_extract(value, '$.ruleId')) FROM json_each(${submissions.content}, '$.attachments'))`
        .mapWith((text: string): string[] => JSON.parse(text))
        .as('attached'),
      agency: renamed(agencies.name, 'agency'),
      unit: renamed(units.name, 'unit'),
      clusterId: agencies.clusterId,
      groupId: submissions.groupId,
      state: proposals.state,
      stateSince: proposals.stateSince,
      twin: twinReference,
      outcome: renamedOrNull(screenings.outcome, 'outcome'),
      note: renamedOrNull(screenings.note, 'note'),
      at: renamedOrNull(screenings.at, 'screened_at'),
      sequence: sql<number>`coalesce(${screenings.sequence}, 0)`.as('sequence'),
      reasons,
    })
    .from(proposals)
    .innerJoin(
      submissions,
      and(
        eq(submissions.proposalId, proposals.id),
        sql`${submissions.revision} = (SELECT max(revision) FROM submissions WHERE proposal_id = ${proposals.id})`,
      ),
    )
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(units, eq(units.id, proposals.unitId))
    .leftJoin(
      screenings,
      and(
        eq(screenings.submissionId, submissions.id),
        sql`${screenings.sequence} = (SELECT max(sequence) FROM screenings WHERE submission_id = ${submissions.id})`,
      ),
    )
    .where(
      sql`${proposals.id} IN (${filter.prefixes.length > 0 ? found(filter, limit) : firstOfEachState(filter, limit)})`,
    )
    .orderBy(asc(proposals.stateSince), asc(proposals.id))
    .limit(limit)

/** Those of these submissions that wait for their first look, in this edition. */
export const selectWaiting = (db: Db, editionId: string, submissionIds: readonly string[]) =>
  db
    .select({
      id: submissions.id,
      proposalId: submissions.proposalId,
      referenceNumber: submissions.referenceNumber,
      title: sql<string>`json_extract(${submissions.content}, '$.title')`.as('frozen_title'),
      sequence: sql<number>`(
        SELECT coalesce(max(sequence), 0) FROM screenings WHERE submission_id = ${submissions.id})`.as('sequence'),
    })
    .from(submissions)
    .innerJoin(proposals, eq(proposals.id, submissions.proposalId))
    .where(
      and(
        sql`${submissions.id} IN (SELECT value FROM json_each(${JSON.stringify(submissionIds)}))`,
        eq(submissions.editionId, editionId),
        eq(proposals.state, 'submitted'),
        sql`${submissions.revision} = (SELECT max(revision) FROM submissions WHERE proposal_id = ${proposals.id})`,
      ),
    )

export type ScreeningOfMany = { submissionId: string; sequence: number; outcome: ScreeningOutcome }

/** Many verdicts with their audit events, in two statements. */
export const insertScreenings = (
  db: Db,
  verdicts: readonly ScreeningOfMany[],
  { editionId, at, by }: { editionId: string; at: Date; by: string },
) => {
  const rows = JSON.stringify(verdicts)
  return [
    db.run(sql`INSERT INTO screenings (submission_id, sequence, outcome, note, at, by_id)
      SELECT value ->> 'submissionId', value ->> 'sequence', value ->> 'outcome', '', ${at.getTime()}, ${by}
      FROM json_each(${rows})`),
    db.run(sql`INSERT INTO audit_events (at, actor_id, action, edition_id, subject_id, detail)
      SELECT ${at.getTime()}, ${by}, 'screening.recorded', ${editionId}, value ->> 'submissionId',
        json_object('outcome', value ->> 'outcome', 'sequence', value ->> 'sequence')
      FROM json_each(${rows})`),
  ] as const
}
