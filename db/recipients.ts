import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { proposals, roles, users } from './schema.ts'

/** The people who write these proposals and those who forward them, as they hold their roles now. */
export const selectRecipients = (db: Db, proposalIds: readonly string[], now: Date) =>
  db
    .selectDistinct({
      proposalId: sql<string>`${proposals.id}`.as('proposal_id'),
      id: users.id,
      email: users.email,
      role: roles.role,
    })
    .from(proposals)
    .innerJoin(
      roles,
      or(
        and(eq(roles.agencyId, proposals.unitId), eq(roles.role, 'author')),
        and(eq(roles.agencyId, proposals.agencyId), eq(roles.role, 'agency_admin')),
      ),
    )
    .innerJoin(users, eq(users.id, roles.userId))
    .where(
      and(
        inArray(proposals.id, sql`(select value from json_each(${JSON.stringify(proposalIds)}))`),
        or(isNull(roles.editionId), eq(roles.editionId, proposals.editionId)),
        lte(roles.beginsAt, now),
        or(isNull(roles.endsAt), gt(roles.endsAt, now)),
      ),
    )

export type Recipient = Awaited<ReturnType<typeof selectRecipients>>[number]
