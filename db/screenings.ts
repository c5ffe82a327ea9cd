import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { ProposalState } from '#domain/proposal.ts'
import type { ScreeningOutcome } from '#domain/screening.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, proposals, screeningReasons, screenings, submissions, users } from './schema.ts'
import { hasSimilar, nearest, type SimilarSight } from './similar-pairs.ts'
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
  /** Beginnings of words, all of which must occur, the rarest first; empty for no search. */
  prefixes: readonly string[]
  /** Even the rarest is in so many proposals that they are looked for along the list. */
  isCommon?: boolean
  sight: SimilarSight
  /** Only those that are like another text. */
  isSimilar?: boolean
  /** The last row seen. */
  after: { stateSince: Date; id: string } | undefined
}

/** After every word that begins with the prefix. */
const beyond = (prefix: string) => `${prefix}\u{10FFFF}`

const page = (after: ScreeningFilter['after'], limit: number) => sql`
  ${after ? sql`AND (p.state_since, p.id) > (${after.stateSince.getTime()}, ${after.id})` : sql``}
  ORDER BY p.state_since, p.id LIMIT ${limit}`

/** Without a search, each state gives its own first rows from its index: no row of another state is read. */
const firstOfEachState = ({ editionId, states, after }: ScreeningFilter, limit: number): SQL => {
  const each = states.map(
    (state) => sql`SELECT id, state_since FROM (
      SELECT p.id, p.state_since FROM proposals p WHERE p.edition_id = ${editionId} AND p.state = ${state} ${page(after, limit)})`,
  )
  return sql`SELECT p.id FROM (${sql.join(each, sql` UNION ALL `)}) p ORDER BY p.state_since, p.id LIMIT ${limit}`
}

const begins = (prefix: string) => sql`word >= ${prefix} AND word < ${beyond(prefix)}`
const hasWords = (prefixes: readonly string[]): SQL =>
  sql.join(
    prefixes.map(
      (prefix) => sql` AND EXISTS (
        SELECT 1 FROM proposal_words w INDEXED BY proposal_words_by_proposal WHERE w.proposal_id = p.id AND w.${begins(prefix)})`,
    ),
  )

/** Likeness is looked up row by row. */
const isLike = ({ isSimilar, sight }: ScreeningFilter): SQL =>
  isSimilar ? sql` AND ${hasSimilar(sql`p.id`, sight)}` : sql``

/** With a rare word, that word leads to the proposals: what does not match is not read. */
const found = (filter: ScreeningFilter, limit: number): SQL => {
  const {
    editionId,
    states,
    prefixes: [first = '', ...others],
    after,
  } = filter
  return sql`SELECT p.id FROM (SELECT DISTINCT proposal_id FROM proposal_words WHERE edition_id = ${editionId} AND ${begins(first)}) led
    CROSS JOIN proposals p ON p.id = led.proposal_id
    WHERE p.state IN ${among(states)} ${hasWords(others)} ${isLike(filter)} ${page(after, limit)}`
}

/** Entries of the index that a word may have to lead to its proposals, and rows of the list that one page is looked for in. */
export const mostFollowed = 1000

/** The next rows of the list, whatever is written in them. */
const stretch = ({ editionId, states, after }: ScreeningFilter): SQL => {
  const [only, ...more] = states
  const oneState = more.length === 0 ? sql`AND p.state = ${only}` : sql``
  return sql`SELECT p.id, p.state, p.state_since FROM proposals p
    WHERE p.edition_id = ${editionId} ${oneState} ${page(after, mostFollowed)}`
}

/** With common words only, or by likeness, the list is looked through from where it stands: enough of its rows match. */
const lookedFor = (filter: ScreeningFilter, limit: number): SQL =>
  sql`SELECT p.id FROM (${stretch(filter)}) p WHERE p.state IN ${among(filter.states)} ${hasWords(filter.prefixes)} ${isLike(filter)}
    ORDER BY p.state_since, p.id LIMIT ${limit}`

/** Whether a page is looked for along the list, so that its end is not the list's. */
export const isLookedFor = ({ prefixes, isCommon, isSimilar }: ScreeningFilter): boolean =>
  prefixes.length === 0 ? isSimilar === true : isCommon === true

/** How far such a page was looked for; undefined when that was the whole list. */
export async function loadStretchEnd(db: Db, filter: ScreeningFilter) {
  const [row] = await db.all<{ id: string; stateSince: number }>(sql`SELECT id, state_since AS stateSince
    FROM (${stretch(filter)}) ORDER BY state_since, id LIMIT 1 OFFSET ${mostFollowed - 1}`)
  return row && { id: row.id, stateSince: new Date(row.stateSince) }
}

/** The typed words with their entries in the index, counted no further than matters; the rarest first. */
export async function rankWords(db: Db, editionId: string, prefixes: readonly string[]) {
  if (prefixes.length === 0) return []
  // Rows, since D1 takes no more than five selects one after the other.
  const typed = prefixes.map((prefix) => sql`(${prefix}, ${beyond(prefix)})`)
  const rows = await db.all<{ prefix: string; entries: number }>(sql`
    SELECT typed.column1 AS prefix, (SELECT count(*) FROM (
      SELECT 1 FROM proposal_words WHERE edition_id = ${editionId} AND word >= typed.column1 AND word < typed.column2
      LIMIT ${mostFollowed})) AS entries
    FROM (VALUES ${sql.join(typed, sql`, `)}) typed`)
  return rows.toSorted((a, b) => a.entries - b.entries)
}

const pageOf = (filter: ScreeningFilter, limit: number): SQL => {
  if (isLookedFor(filter)) return lookedFor(filter, limit)
  return filter.prefixes.length === 0 ? firstOfEachState(filter, limit) : found(filter, limit)
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
      similar: nearest(sql`${proposals.id}`, filter.sight).as('similar'),
      /** Null until the frozen text has been compared. */
      comparedAt: sql<number | null>`(SELECT own.compared_at FROM similarity_sketches own
        WHERE own.subject_id = ${proposals.id} AND own.at >= ${submissions.submittedAt})`.as('compared_at'),
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
    .where(sql`${proposals.id} IN (${pageOf(filter, limit)})`)
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
        sql`${submissions.id} IN ${among(submissionIds)}`,
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
