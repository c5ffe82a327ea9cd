import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed } from './renamed.ts'
import { agencies, proposals, submissions } from './schema.ts'

/** Whom a stage scores: all eligible proposals, or those that received a place in the plenary before it. */
export const candidates = (editionId: string, plenaryStageId: string | undefined) =>
  and(
    eq(proposals.editionId, editionId),
    eq(proposals.state, 'eligible'),
    plenaryStageId === undefined
      ? undefined
      : sql`EXISTS (SELECT 1 FROM places WHERE edition_id = ${editionId} AND stage_id = ${plenaryStageId}
          AND proposal_id = ${proposals.id})`,
  )

/** Every candidate of a stage with the totals of its sheets, in one statement. */
export const listStandings = (db: Db, editionId: string, stageId: string, plenaryStageId: string | undefined) =>
  db
    .select({
      proposalId: proposals.id,
      referenceNumber: submissions.referenceNumber,
      title: proposals.title,
      agency: agencies.name,
      groupId: proposals.groupId,
      clusterId: agencies.clusterId,
      sheets: sql<number[]>`(
        SELECT json_group_array(total_hundredths) FROM counted_sheets
        WHERE edition_id = ${editionId} AND stage_id = ${stageId} AND proposal_id = ${proposals.id})`
        .mapWith((json: string): number[] => JSON.parse(json))
        .as('sheets'),
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(submissions, and(eq(submissions.proposalId, proposals.id), eq(submissions.revision, 1)))
    .where(candidates(editionId, plenaryStageId))

/** Every candidate with its agency and unit and their places in the tree: what conflicts are computed from. */
export const selectCandidates = (db: Db, editionId: string, plenaryStageId: string | undefined) =>
  db
    .select({
      id: renamed(proposals.id, 'proposal_id'),
      title: proposals.title,
      groupId: proposals.groupId,
      themeIds: proposals.themeIds,
      agencyId: renamed(agencies.id, 'agency_id'),
      agencyParentId: renamed(agencies.parentId, 'agency_parent_id'),
      agencyRegionalGovernmentId: renamed(agencies.regionalGovernmentId, 'agency_regional_government_id'),
      agencyEnterpriseGroupId: renamed(agencies.enterpriseGroupId, 'agency_enterprise_group_id'),
      unitId: sql<string>`unit.id`.as('unit_id'),
      unitParentId: sql<string | null>`unit.parent_id`.as('unit_parent_id'),
      unitRegionalGovernmentId: sql<string | null>`unit.regional_government_id`.as('unit_regional_government_id'),
      unitEnterpriseGroupId: sql<string | null>`unit.enterprise_group_id`.as('unit_enterprise_group_id'),
    })
    .from(proposals)
    .innerJoin(agencies, eq(agencies.id, proposals.agencyId))
    .innerJoin(sql`agencies unit`, sql`unit.id = ${proposals.unitId}`)
    .where(candidates(editionId, plenaryStageId))
