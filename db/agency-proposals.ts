import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { ProposalState } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { renamed } from './renamed.ts'
import { agencies, agencyProposalCounts, attachments, proposals, proposalSections, submissions } from './schema.ts'

/** The last row of a page: the list goes state by state, in each those that have stood longest first. */
export type GateCursor = { state: ProposalState; stateSince: Date; id: string }

export type GateFilter = {
  editionId: string
  agencyId: string
  /** In the order in which they are listed. */
  states: readonly ProposalState[]
  unitId: string | undefined
  groupId: string | undefined
  /** Parts of the title, all of which must occur. */
  words: readonly string[]
  after: GateCursor | undefined
}

/** Rows of one state that a narrowed list looks through at most. */
export const lookedThrough = 1000

/** The first rows of each state from its own index: without narrowing nothing is read that is not shown. */
function firstOfEachState({ editionId, agencyId, states, after, ...filter }: GateFilter, limit: number): SQL {
  const narrowed = [
    ...(filter.unitId === undefined ? [] : [sql`unit_id = ${filter.unitId}`]),
    ...(filter.groupId === undefined ? [] : [sql`group_id = ${filter.groupId}`]),
    // Not LIKE: D1 takes patterns of 50 bytes at most.
    ...filter.words.map((word) => sql`instr(lower(title), lower(${word})) > 0`),
  ]
  const columns = narrowed.length === 0 ? sql`p.id` : sql`p.id, p.unit_id, p.group_id, p.title`
  const where = narrowed.length === 0 ? sql`` : sql`WHERE ${sql.join(narrowed, sql` AND `)} LIMIT ${limit}`
  const begin = after ? states.indexOf(after.state) : 0
  const first = states.slice(Math.max(begin, 0)).map(
    (state) => sql`SELECT id FROM (SELECT id FROM (
        SELECT ${columns} FROM proposals p INDEXED BY proposals_by_agency_state
        WHERE p.agency_id = ${agencyId} AND p.edition_id = ${editionId} AND p.state = ${state}
        ${after?.state === state ? sql`AND (p.state_since, p.id) > (${after.stateSince.getTime()}, ${after.id})` : sql``}
        ORDER BY p.state_since, p.id LIMIT ${narrowed.length === 0 ? limit : lookedThrough}) ${where})`,
  )
  // D1 takes at most five parts in one compound.
  const [some, others] = [first.slice(0, 4), first.slice(4)].map((parts) => sql.join(parts, sql` UNION ALL `))
  return first.length <= 4 ? sql`${some}` : sql`SELECT id FROM (${some}) UNION ALL SELECT id FROM (${others})`
}

const units = alias(agencies, 'units')

/** One page of an agency's proposals with everything of them but texts and files. */
export function listAgencyProposals(db: Db, filter: GateFilter, limit: number) {
  const rank = sql`CASE ${proposals.state} ${sql.join(
    filter.states.map((state, position) => sql`WHEN ${state} THEN ${position}`),
    sql` `,
  )} END`
  return db
    .select({
      id: proposals.id,
      title: proposals.title,
      unitId: proposals.unitId,
      unit: renamed(units.name, 'unit'),
      groupId: proposals.groupId,
      startedOn: proposals.startedOn,
      replicationOf: proposals.replicationOf,
      themeIds: proposals.themeIds,
      goals: proposals.goals,
      answers: proposals.answers,
      state: proposals.state,
      stateSince: proposals.stateSince,
      referenceNumber: submissions.referenceNumber,
    })
    .from(proposals)
    .innerJoin(units, eq(units.id, proposals.unitId))
    .leftJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(sql`${proposals.id} IN (${firstOfEachState(filter, limit)})`)
    .orderBy(rank, asc(proposals.stateSince), asc(proposals.id))
    .limit(limit)
}

/** What is written and uploaded in these proposals, to say what is missing. */
export const selectContents = (db: Db, proposalIds: readonly string[]) =>
  [
    db
      .select({ proposalId: proposalSections.proposalId, id: proposalSections.sectionId, text: proposalSections.text })
      .from(proposalSections)
      .where(inArray(proposalSections.proposalId, among(proposalIds))),
    db
      .select({ proposalId: attachments.proposalId, ruleId: attachments.ruleId })
      .from(attachments)
      .where(and(inArray(attachments.proposalId, among(proposalIds)), isNull(attachments.removedAt))),
  ] as const

/** How many of the agency's proposals stand in each state. */
export const selectAgencyCounts = (db: Db, editionId: string, agencyId: string) =>
  db
    .select({ state: agencyProposalCounts.state, count: agencyProposalCounts.count })
    .from(agencyProposalCounts)
    .where(and(eq(agencyProposalCounts.editionId, editionId), eq(agencyProposalCounts.agencyId, agencyId)))

/** The agency's units by name, for a choice. */
export const selectUnits = (db: Db, agencyId: string, limit: number) =>
  db
    .select({ id: agencies.id, name: agencies.name })
    .from(agencies)
    .where(eq(agencies.parentId, agencyId))
    .orderBy(asc(agencies.name))
    .limit(limit)

export const selectAgencyNames = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: agencies.id, name: agencies.name })
    .from(agencies)
    .where(inArray(agencies.id, among(ids)))
    .orderBy(asc(agencies.name))
