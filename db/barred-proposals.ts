import { sql } from 'drizzle-orm'

/** SQL of the agencies that a juror is tied to now. */
const heldBy = (jurorId: string, now: Date) => sql`
  SELECT own.id, own.parent_id, own.regional_government_id, own.enterprise_group_id
  FROM ties held CROSS JOIN agencies own ON own.id = held.agency_id
  WHERE held.user_id = ${jurorId} AND (held.ends_at IS NULL OR held.ends_at > ${now.getTime()})`

/**
 * SQL of every proposal that one juror may not know now, as a list in brackets: for lists of that juror, where it is worked out
 * once instead of for each row, each step led by an index (hence the order of its joins). The rule is the one of `inConflict` and of the view `conflicted_pairs`; a test compares them.
 */
export const barredProposals = (jurorId: string, now: Date) => sql`(
  WITH held AS MATERIALIZED (${heldBy(jurorId, now)}), barred AS MATERIALIZED (
    SELECT DISTINCT id FROM (
      SELECT id FROM held
      UNION ALL SELECT parent_id FROM held WHERE parent_id IS NOT NULL
      UNION ALL SELECT other.id FROM held CROSS JOIN agencies other ON other.parent_id = held.id
      UNION ALL SELECT other.id FROM held CROSS JOIN agencies other
        ON other.regional_government_id = held.regional_government_id
      UNION ALL SELECT other.id FROM held CROSS JOIN agencies other ON other.enterprise_group_id = held.enterprise_group_id))
  SELECT proposal_id FROM conflicts WHERE juror_id = ${jurorId} AND ended_at IS NULL
  UNION ALL SELECT about.id FROM barred CROSS JOIN proposals about ON about.agency_id = barred.id
  UNION ALL SELECT about.id FROM barred CROSS JOIN proposals about ON about.unit_id = barred.id)`
