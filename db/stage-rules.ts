import { sql } from 'drizzle-orm'

/** SQL that joins the rules in force of `editions`. */
export const versionInForce = sql`edition_versions.edition_id = editions.id AND edition_versions.version = (
  SELECT max(version) FROM edition_versions WHERE edition_id = editions.id)`

/** SQL of the rules of `stages` alone, beside `versionInForce`: the rest of the edition would be parsed for nothing. */
export const rulesOfStage = <StageRules>() =>
  sql<StageRules>`(
  SELECT value FROM json_each(edition_versions.rules, '$.stages') WHERE value ->> 'id' = stages.id)`
    .mapWith((json: string): StageRules => JSON.parse(json))
    .as('stage_rules')
