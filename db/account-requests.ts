import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { accountRequestDecisions, accountRequests, agencies, users } from './schema.ts'

export const insertAccountRequest = (db: Db, request: typeof accountRequests.$inferInsert) =>
  db.insert(accountRequests).values(request)

/** What whoever holds the reference may know: nothing of the person. */
export const findAccountRequest = (db: Db, reference: string) =>
  db
    .select({
      reference: accountRequests.reference,
      agency: agencies.name,
      at: accountRequests.at,
      outcome: accountRequestDecisions.outcome,
      reason: accountRequestDecisions.reason,
      decidedAt: renamedOrNull(accountRequestDecisions.at, 'decided_at'),
    })
    .from(accountRequests)
    .innerJoin(agencies, eq(agencies.id, accountRequests.agencyId))
    .leftJoin(accountRequestDecisions, eq(accountRequestDecisions.requestId, accountRequests.id))
    .where(eq(accountRequests.reference, reference))
    .get()

export const selectAccountRequest = (db: Db, id: string) =>
  db
    .select({
      id: renamed(accountRequests.id, 'request_id'),
      reference: accountRequests.reference,
      agencyId: accountRequests.agencyId,
      agency: renamed(agencies.name, 'agency_name'),
      name: renamed(accountRequests.name, 'asked_name'),
      email: accountRequests.email,
      post: accountRequests.post,
      letterName: accountRequests.letterName,
      letterKey: accountRequests.letterKey,
      outcome: accountRequestDecisions.outcome,
    })
    .from(accountRequests)
    .innerJoin(agencies, eq(agencies.id, accountRequests.agencyId))
    .leftJoin(accountRequestDecisions, eq(accountRequestDecisions.requestId, accountRequests.id))
    .where(eq(accountRequests.id, id))

/** Names of those who are admins of the asking agency now. */
const admins = (now: Date) =>
  sql<string[]>`(
  SELECT json_group_array(holder.name) FROM roles held JOIN users holder ON holder.id = held.user_id
  WHERE held.agency_id = account_requests.agency_id AND held.role = 'agency_admin' AND held.begins_at <= ${now.getTime()}
    AND (held.ends_at IS NULL OR held.ends_at > ${now.getTime()}))`.mapWith((json: string): string[] =>
    JSON.parse(json),
  )

/** Name of the account that has the address already. */
const knownAs = sql<string | null>`(SELECT known.name FROM users known WHERE known.email = account_requests.email)`

type Page = { state: 'open' | 'decided'; before?: { at: Date; id: string } | undefined; now: Date }

/** Newest first. */
export const listAccountRequests = (db: Db, { state, before, now }: Page, limit: number) =>
  db
    .select({
      id: accountRequests.id,
      reference: accountRequests.reference,
      agencyId: accountRequests.agencyId,
      agency: agencies.name,
      name: accountRequests.name,
      email: accountRequests.email,
      post: accountRequests.post,
      letterName: accountRequests.letterName,
      letterSizeBytes: accountRequests.letterSizeBytes,
      letterSha256: accountRequests.letterSha256,
      at: accountRequests.at,
      outcome: accountRequestDecisions.outcome,
      reason: accountRequestDecisions.reason,
      decidedAt: accountRequestDecisions.at,
      decidedBy: users.name,
      admins: admins(now),
      knownAs,
    })
    .from(accountRequests)
    .innerJoin(agencies, eq(agencies.id, accountRequests.agencyId))
    .leftJoin(accountRequestDecisions, eq(accountRequestDecisions.requestId, accountRequests.id))
    .leftJoin(users, eq(users.id, accountRequestDecisions.by))
    .where(
      and(
        state === 'open'
          ? sql`${accountRequestDecisions.requestId} IS NULL`
          : sql`${accountRequestDecisions.requestId} IS NOT NULL`,
        before && sql`(${accountRequests.at}, ${accountRequests.id}) < (${before.at.getTime()}, ${before.id})`,
      ),
    )
    .orderBy(desc(accountRequests.at), desc(accountRequests.id))
    .limit(limit)

/** The primary key refuses a second decision, also at the same moment. */
export const insertAccountRequestDecision = (db: Db, decision: typeof accountRequestDecisions.$inferInsert) =>
  db.insert(accountRequestDecisions).values(decision)
