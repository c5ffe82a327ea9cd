import { and, asc, count, eq, isNull, ne, or, sql } from 'drizzle-orm'
import type { RegistryEntry } from '#domain/prior-award.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { agencyPlaces, editions, priorAwards } from './schema.ts'

/** About a hundred awards a year were given since 2014; a registry of half a century still fits. */
const mostAwards = 5000

/** Every past award; those of simulated editions count in simulated editions only. */
export const selectRegistry = (db: Db, isSimulation: boolean) =>
  db
    .select({
      registryId: priorAwards.registryId,
      name: sql<string>`${priorAwards.name}`.as('award_name'),
      agencyName: priorAwards.agencyName,
      agencyId: priorAwards.agencyId,
      year: priorAwards.year,
      level: priorAwards.level,
      isTop: priorAwards.isTop,
    })
    .from(priorAwards)
    .leftJoin(editions, eq(editions.id, priorAwards.editionId))
    .where(isSimulation ? undefined : or(isNull(priorAwards.editionId), eq(editions.isSimulation, false)))
    .orderBy(asc(priorAwards.registryId), asc(priorAwards.year))
    .limit(mostAwards)

type AwardRow = Awaited<ReturnType<typeof selectRegistry>>[number]

/** One entry for each innovation, under the name of its latest award. */
export function registryOf(rows: readonly AwardRow[]): RegistryEntry[] {
  const entries = new Map<string, RegistryEntry>()
  for (const { year, level, isTop, ...innovation } of rows) {
    const earlier = entries.get(innovation.registryId)?.awards ?? []
    entries.set(innovation.registryId, { ...innovation, awards: [...earlier, { year, level, isTop }] })
  }
  return [...entries.values()]
}

export const selectRegistryId = (db: Db, registryId: string) =>
  db
    .select({ registryId: priorAwards.registryId })
    .from(priorAwards)
    .where(eq(priorAwards.registryId, registryId))
    .limit(1)

/** Places of the cap that an agency's other proposals hold in a group. */
export const countPlacesHeld = (
  db: Db,
  {
    editionId,
    agencyId,
    groupId,
    proposalId,
  }: { editionId: string; agencyId: string; groupId: string; proposalId: string | null },
) =>
  db
    .select({ held: count() })
    .from(agencyPlaces)
    .where(
      and(
        eq(agencyPlaces.editionId, editionId),
        eq(agencyPlaces.agencyId, agencyId),
        eq(agencyPlaces.groupId, groupId),
        isNull(agencyPlaces.releasedAt),
        proposalId === null ? undefined : ne(agencyPlaces.proposalId, proposalId),
      ),
    )

/**
 * The awards of a decided stage enter the registry, each once. An innovation that claims no entry begins one under its number,
 * which it keeps over its revisions.
 */
export const insertAwardsOfStage = (
  db: Db,
  stage: { editionId: string; stageId: string; year: number; topAwardIds: readonly string[]; source: string; at: Date },
) =>
  db.run(sql`INSERT INTO prior_awards
      (id, registry_id, name, agency_name, agency_id, year, level, is_top, source, edition_id, proposal_id, recorded_at)
    SELECT p.edition_id || ':' || d.stage_id || ':' || p.id, coalesce(p.registry_id, lower(s.reference_number)),
      s.content ->> 'title', a.name, a.id, ${stage.year}, d.award_id,
      d.award_id IN ${among(stage.topAwardIds)}, ${stage.source}, p.edition_id, p.id,
      ${stage.at.getTime()}
    FROM places d JOIN proposals p ON p.id = d.proposal_id JOIN agencies a ON a.id = p.agency_id
    JOIN submissions s ON s.proposal_id = p.id
      AND s.revision = (SELECT max(n.revision) FROM submissions n WHERE n.proposal_id = p.id)
    WHERE d.edition_id = ${stage.editionId} AND d.stage_id = ${stage.stageId}
    ON CONFLICT DO NOTHING`)
