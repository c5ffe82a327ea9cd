import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Windows } from '#domain/proposal.ts'
import { announcedClosing } from './announced-closing.ts'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, agencyPlaces, editions, editionVersions, proposals, stages, submissions } from './schema.ts'

export const insertProposal = (db: Db, proposal: typeof proposals.$inferInsert) => db.insert(proposals).values(proposal)

const units = alias(agencies, 'units')
const parents = alias(agencies, 'parents')
const registrations = alias(stages, 'registrations')
const screeningStages = alias(stages, 'screening_stages')

/** Enough of a proposal to decide who may do what with it now. */
export const standingColumns = {
  id: proposals.id,
  editionId: proposals.editionId,
  agencyId: proposals.agencyId,
  unitId: proposals.unitId,
  groupId: proposals.groupId,
  state: proposals.state,
  createdAt: proposals.createdAt,
  registrationOpensAt: renamed(registrations.opensAt, 'registration_opens_at'),
  registrationClosesAt: renamed(registrations.closesAt, 'registration_closes_at'),
  screeningOpensAt: renamedOrNull(screeningStages.opensAt, 'screening_opens_at'),
  screeningClosesAt: renamedOrNull(screeningStages.closesAt, 'screening_closes_at'),
}

export const windowsOf = (row: {
  registrationOpensAt: Date
  registrationClosesAt: Date
  screeningOpensAt: Date | null
  screeningClosesAt: Date | null
}): Windows => ({
  registration: { opensAt: row.registrationOpensAt, closesAt: row.registrationClosesAt },
  screening:
    row.screeningOpensAt && row.screeningClosesAt
      ? { opensAt: row.screeningOpensAt, closesAt: row.screeningClosesAt }
      : null,
})

/** The stages of an edition in which a proposal changes. */
export const stageOf = (stage: typeof registrations | typeof screeningStages, kind: 'registration' | 'screening') =>
  and(eq(stage.editionId, proposals.editionId), eq(stage.kind, kind))

export { registrations, screeningStages }

/** One statement, for the round trip in which session and roles are read. */
export const selectStanding = (db: Db, id: string) =>
  db
    .select({ ...standingColumns, rules: editionVersions.rules })
    .from(proposals)
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(registrations, stageOf(registrations, 'registration'))
    .leftJoin(screeningStages, stageOf(screeningStages, 'screening'))
    .where(eq(proposals.id, id))
    .limit(1)

/** Joins the newest frozen rules of the proposal's edition. */
export const rulesInForce = and(
  eq(editionVersions.editionId, proposals.editionId),
  sql`${editionVersions.version} = (
    select max(v.version) from edition_versions v where v.edition_id = ${proposals.editionId})`,
)

/** The proposal with the names of its edition, agency and unit, the rules and the windows. */
export const selectProposal = (db: Db, id: string) =>
  db
    .select({
      ...standingColumns,
      announcedClosesAt: announcedClosing(registrations),
      title: proposals.title,
      startedOn: proposals.startedOn,
      registryId: proposals.registryId,
      replicationOf: proposals.replicationOf,
      themeIds: proposals.themeIds,
      goals: proposals.goals,
      answers: proposals.answers,
      version: proposals.version,
      stateSince: proposals.stateSince,
      agency: renamed(agencies.name, 'agency'),
      clusterId: agencies.clusterId,
      unit: renamed(units.name, 'unit'),
      edition: { slug: editions.slug, name: renamed(editions.name, 'edition'), isSimulation: editions.isSimulation },
      rules: editionVersions.rules,
    })
    .from(proposals)
    .innerJoin(editions, eq(editions.id, proposals.editionId))
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(units, eq(units.id, proposals.unitId))
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(registrations, stageOf(registrations, 'registration'))
    .leftJoin(screeningStages, stageOf(screeningStages, 'screening'))
    .where(eq(proposals.id, id))
    .limit(1)

/** Where an actor acts as this writer: the agency or unit, and the edition (null is every one). */
export type Place = { agencyId: string; editionId: string | null }

export type ProposalFilter = {
  as: 'author' | 'agency_admin'
  places: readonly Place[]
  edition: string | undefined
  /** The last row seen. */
  after: { stateSince: Date; id: string } | undefined
}

/** The newest rows of each place in each edition from their own index: no row is read that cannot be shown. */
function newestOfEach({ as, places, edition, after }: ProposalFilter, limit: number): SQL {
  const [column, index] =
    as === 'author'
      ? [sql`q.unit_id`, sql`INDEXED BY proposals_by_unit`]
      : [sql`q.agency_id`, sql`INDEXED BY proposals_by_agency`]
  return sql`SELECT p.id FROM json_each(${JSON.stringify(places)}) place
    CROSS JOIN editions e ON place.value ->> 'editionId' IS NULL OR place.value ->> 'editionId' = e.id
    CROSS JOIN proposals p ON p.id IN (
      SELECT q.id FROM proposals q ${index} WHERE ${column} = place.value ->> 'agencyId' AND q.edition_id = e.id
        ${after ? sql`AND (q.state_since, q.id) < (${after.stateSince.getTime()}, ${after.id})` : sql``}
      ORDER BY q.state_since DESC, q.id DESC LIMIT ${limit})
    ${edition === undefined ? sql`` : sql`WHERE e.slug = ${edition}`}
    GROUP BY p.id ORDER BY p.state_since DESC, p.id DESC LIMIT ${limit}`
}

/** A writer's proposals, the last moved first. */
export const listProposals = (db: Db, filter: ProposalFilter, limit: number) =>
  db
    .select({
      id: proposals.id,
      edition: editions.slug,
      title: proposals.title,
      groupId: proposals.groupId,
      group: sql<string>`(
        select json_extract(value, '$.name') from json_each(${editionVersions.rules}, '$.groups')
        where json_extract(value, '$.id') = ${proposals.groupId})`.as('group_name'),
      state: proposals.state,
      stateSince: proposals.stateSince,
      unit: renamed(units.name, 'unit'),
      agency: renamed(agencies.name, 'agency'),
      referenceNumber: submissions.referenceNumber,
    })
    .from(proposals)
    .innerJoin(editions, eq(editions.id, proposals.editionId))
    .innerJoin(editionVersions, rulesInForce)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(units, eq(units.id, proposals.unitId))
    .leftJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(sql`${proposals.id} IN (${newestOfEach(filter, limit)})`)
    .orderBy(desc(proposals.stateSince), desc(proposals.id))
    .limit(limit)

/** How much of its caps each agency has used, in every opened edition or in one. */
export const listCaps = (db: Db, agencyIds: readonly string[], edition: string | undefined) =>
  db
    .select({
      edition: editions.slug,
      agencyId: renamed(agencies.id, 'agency_id'),
      agency: agencies.name,
      groupId: sql<string>`json_extract(g.value, '$.id')`.as('group_id'),
      group: sql<string>`json_extract(g.value, '$.name')`.as('group_name'),
      cap: sql<number | null>`json_extract(g.value, '$.capPerAgency')`.as('cap'),
      used: sql<number>`(
        select count(*) from ${agencyPlaces}
        where ${agencyPlaces.editionId} = ${editions.id} and ${agencyPlaces.agencyId} = ${agencies.id}
          and ${agencyPlaces.groupId} = json_extract(g.value, '$.id') and ${agencyPlaces.releasedAt} is null)`.as(
        'used',
      ),
    })
    .from(editions)
    .innerJoin(
      editionVersions,
      and(
        eq(editionVersions.editionId, editions.id),
        sql`${editionVersions.version} = (select max(v.version) from edition_versions v where v.edition_id = ${editions.id})`,
      ),
    )
    .innerJoin(agencies, inArray(agencies.id, [...agencyIds]))
    .innerJoin(sql`json_each(${editionVersions.rules}, '$.groups') g`, sql`1`)
    .where(edition === undefined ? undefined : eq(editions.slug, edition))
    .orderBy(desc(editions.createdAt), agencies.name)

/** What of a proposal is neither text nor file; written together under one version. */
export type Details = Pick<
  typeof proposals.$inferSelect,
  'title' | 'groupId' | 'startedOn' | 'registryId' | 'replicationOf' | 'themeIds' | 'goals' | 'answers'
>

const detailColumns = {
  title: proposals.title,
  groupId: proposals.groupId,
  startedOn: proposals.startedOn,
  registryId: proposals.registryId,
  replicationOf: proposals.replicationOf,
  themeIds: proposals.themeIds,
  goals: proposals.goals,
  answers: proposals.answers,
}

/** Saves what is given if nobody saved since `version` and the proposal has not moved; answers the new version. */
export async function updateDetails(
  db: Db,
  { id, state, version }: { id: string; state: typeof proposals.$inferSelect.state; version: number },
  details: Partial<Details>,
): Promise<number | undefined> {
  const [row] = await db
    .update(proposals)
    .set({ ...details, version: version + 1 })
    .where(and(eq(proposals.id, id), eq(proposals.version, version), eq(proposals.state, state)))
    .returning({ version: proposals.version })
  return row?.version
}

/** The details as they stand now, for whoever meets a newer version or waits for one. */
export const selectDetails = (db: Db, id: string) =>
  db
    .select({ ...detailColumns, version: proposals.version, state: proposals.state })
    .from(proposals)
    .where(eq(proposals.id, id))
    .limit(1)

/** The newest facts of a row that somebody else changed meanwhile. */
export const loadProposalNow = (db: Db, id: string) =>
  db.select({ state: proposals.state, version: proposals.version }).from(proposals).where(eq(proposals.id, id)).get()

/** The agency above a unit: the one that forwards. A unit without one forwards its own. */
export const loadUnit = (db: Db, id: string) =>
  db
    .select({
      id: agencies.id,
      agencyId: sql<string>`coalesce(${agencies.parentId}, ${agencies.id})`,
      agencyName: sql<string>`coalesce(${parents.name}, ${agencies.name})`.as('agency_name'),
      validTo: agencies.validTo,
      agencyValidTo: renamedOrNull(parents.validTo, 'agency_valid_to'),
    })
    .from(agencies)
    .leftJoin(parents, eq(parents.id, agencies.parentId))
    .where(eq(agencies.id, id))
    .get()
