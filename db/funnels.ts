import { desc, eq, sql, type SQL } from 'drizzle-orm'
import type { ProposalState } from '#domain/proposal.ts'
import type { Db } from './client.ts'
import { among } from './json-list.ts'
import { lastFailure } from './mail-events.ts'
import { onceKeyBegins } from './reminders.ts'
import { agencies, dailyProposalMoves } from './schema.ts'

/** How many proposals came into each state on each day of Jakarta, the newest days first. */
export const selectDailyMoves = (db: Db, editionId: string, rows: number) =>
  db
    .select({ day: dailyProposalMoves.day, state: dailyProposalMoves.state, count: dailyProposalMoves.count })
    .from(dailyProposalMoves)
    .where(eq(dailyProposalMoves.editionId, editionId))
    .orderBy(desc(dailyProposalMoves.day))
    .limit(rows)

/** Agencies by what stands with them: the last row seen is its number and its agency. */
export type StuckFilter = {
  editionId: string
  state: ProposalState | 'all'
  after: { count: number; agencyId: string } | undefined
}

/** Ids in the order of the list: most proposals in the state first, or for `all` by agency. */
export const listStuckAgencies = (db: Db, { editionId, state, after }: StuckFilter, limit: number) =>
  db.all<{ agencyId: string; count: number }>(
    state === 'all'
      ? sql`SELECT agency_id AS agencyId, 0 AS count FROM agency_proposal_counts
          WHERE edition_id = ${editionId} ${after ? sql`AND agency_id > ${after.agencyId}` : sql``}
          GROUP BY agency_id ORDER BY agency_id LIMIT ${limit}`
      : sql`SELECT agency_id AS agencyId, count FROM agency_proposal_counts INDEXED BY agency_proposal_counts_by_state
          WHERE edition_id = ${editionId} AND state = ${state} AND count > 0
            ${after ? sql`AND (count, agency_id) < (${after.count}, ${after.agencyId})` : sql``}
          ORDER BY count DESC, agency_id DESC LIMIT ${limit}`,
  )

/** Beginning of the once-keys of what an agency was sent by hand on one day of Jakarta. */
export const nudgePrefix = (editionId: string, agencyId: string, day: string) =>
  `nudge:${editionId}:${agencyId}:${day}:`

/** Named in full: in a select from one table its columns would stand without it. */
const agencyId = sql.raw('agencies.id')

const oldest = (editionId: string, state: ProposalState): SQL => sql`(
  SELECT min(p.state_since) FROM proposals p INDEXED BY proposals_by_agency_state
  WHERE p.agency_id = ${agencyId} AND p.edition_id = ${editionId} AND p.state = ${state})`

type Counts = Partial<Record<ProposalState, number>>
export type FunnelAdmin = { id: string; name: string; email: string; failedAt: number | null }

const parsed = <Value>(text: string): Value => JSON.parse(text)

/**
 * Where the proposals of these agencies stand, since when, who can move them, and whether those were reminded today. The agency's
 * id is written out in the subselects: of one table alone drizzle names columns without it, and every table there has an `id`.
 * `+` keeps the counts on their primary key: the index by state would read those of every agency.
 */
export const selectFunnelAgencies = (db: Db, editionId: string, agencyIds: readonly string[], now: Date, day: string) =>
  db
    .select({
      id: agencies.id,
      name: agencies.name,
      clusterId: agencies.clusterId,
      province: agencies.province,
      counts: sql<Counts>`(
        SELECT json_group_object(c.state, c.count) FROM agency_proposal_counts c
        WHERE c.edition_id = ${editionId} AND c.agency_id = agencies.id AND +c.count > 0)`
        .mapWith((text: string) => parsed<Counts>(text))
        .as('counts'),
      adminSince: sql<number | null>`${oldest(editionId, 'with_agency')}`.as('admin_since'),
      draftSince: sql<number | null>`${oldest(editionId, 'draft')}`.as('draft_since'),
      returnedSince: sql<number | null>`${oldest(editionId, 'returned')}`.as('returned_since'),
      admins: sql<FunnelAdmin[]>`(
        SELECT json_group_array(DISTINCT json_object('id', u.id, 'name', u.name, 'email', u.email, 'failedAt', ${lastFailure('u.email')}))
        FROM roles r JOIN users u ON u.id = r.user_id
        WHERE r.agency_id = agencies.id AND r.role = 'agency_admin' AND (r.edition_id IS NULL OR r.edition_id = ${editionId})
          AND r.begins_at <= ${now.getTime()} AND (r.ends_at IS NULL OR r.ends_at > ${now.getTime()}))`
        .mapWith((text: string) => parsed<FunnelAdmin[]>(text))
        .as('admins'),
      remindedAt: sql<number | null>`(
        SELECT m.created_at FROM mails m WHERE m.once_key >= 'nudge:' || ${editionId} || ':' || agencies.id || ':' || ${day} || ':'
          AND m.once_key < 'nudge:' || ${editionId} || ':' || agencies.id || ':' || ${day} || ';' LIMIT 1)`.as(
        'reminded_at',
      ),
    })
    .from(agencies)
    .where(sql`${agencyId} IN ${among(agencyIds)}`)

/** SQL of whether the agency was not reminded on that day yet. */
export const isNotNudged = (editionId: string, agencyId: string, day: string): SQL =>
  sql`NOT EXISTS (SELECT 1 FROM mails WHERE ${onceKeyBegins(nudgePrefix(editionId, agencyId, day))})`
