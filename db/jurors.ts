import { eq, sql } from 'drizzle-orm'
import type { RoleName } from '#domain/access.ts'
import type { Db } from './client.ts'
import { heldInEdition, jurorsOf } from './conflicts.ts'
import { renamed } from './renamed.ts'
import { affiliations, agencies, roles, ties, users } from './schema.ts'

export type JurorRole = Extract<RoleName, 'evaluator' | 'panelist'>

type ListedAffiliation = { agency: string; post: string; endsAt: string | null }

const affiliationsOf = sql<ListedAffiliation[]>`(
  SELECT json_group_array(json_object('agency', agency.name, 'post', held.post,
    'endsAt', strftime('%Y-%m-%dT%H:%M:%fZ', held.ends_at / 1000.0, 'unixepoch')))
  FROM affiliations held JOIN agencies agency ON agency.id = held.agency_id WHERE held.user_id = users.id)`.mapWith(
  (json: string): ListedAffiliation[] => JSON.parse(json),
)

/** SQL of how many readings of the edition (of one stage, if given) a juror has, and how many of them are handed in. */
const readings = (editionId: string, stageId: string | undefined, joined: string) => sql<number>`(
  SELECT count(*) FROM assignments reading ${sql.raw(joined)}
  WHERE reading.juror_id = users.id AND reading.edition_id = ${editionId} AND reading.ended_at IS NULL
  ${stageId === undefined ? sql`` : sql`AND reading.stage_id = ${stageId}`})`

const assigned = (editionId: string, stageId?: string) => readings(editionId, stageId, '')
const handedIn = (editionId: string, stageId?: string) =>
  readings(editionId, stageId, 'JOIN score_sheets sheet ON sheet.assignment_id = reading.id')

/** Those who hold a juror's role in the edition now, by name. */
export const listJurors = (
  db: Db,
  {
    editionId,
    stageId,
    jurorRoles,
    now,
  }: { editionId: string; stageId?: string; jurorRoles: readonly JurorRole[]; now: Date },
  limit: number,
) =>
  db
    .selectDistinct({
      id: users.id,
      name: users.name,
      role: roles.role,
      affiliations: affiliationsOf,
      assigned: assigned(editionId, stageId),
      handedIn: handedIn(editionId, stageId),
    })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .where(heldInEdition(editionId, jurorRoles, now))
    .orderBy(users.name, users.id)
    .limit(limit)

/** The work of everybody who has readings in the stage, also of those who hold the role no more; never their scores. */
export const selectProgress = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      id: users.id,
      name: users.name,
      assigned: sql<number>`count(*)`.as('assigned'),
      handedIn: sql<number>`count(sheet.assignment_id)`.as('handed_in'),
    })
    .from(users)
    .innerJoin(sql`assignments reading`, sql`reading.juror_id = ${users.id}`)
    .leftJoin(sql`score_sheets sheet`, sql`sheet.assignment_id = reading.id`)
    .where(sql`reading.edition_id = ${editionId} AND reading.stage_id = ${stageId} AND reading.ended_at IS NULL`)
    .groupBy(users.id)
    .orderBy(users.name, users.id)

/** The jurors who can be assigned now, with their addresses. */
export const selectAssignableJurors = (db: Db, editionId: string, jurorRole: JurorRole, now: Date) =>
  db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(sql`id IN ${jurorsOf(editionId, jurorRole, now)}`)
    .orderBy(users.name, users.id)

/** What ties these jurors to agencies, each agency with its place in the tree. */
export const selectJurorTies = (db: Db, editionId: string, jurorRole: JurorRole, now: Date) =>
  db
    .select({
      jurorId: ties.userId,
      agencyId: renamed(agencies.id, 'agency'),
      parentId: agencies.parentId,
      regionalGovernmentId: agencies.regionalGovernmentId,
      enterpriseGroupId: agencies.enterpriseGroupId,
      endsAt: ties.endsAt,
    })
    .from(ties)
    .innerJoin(agencies, eq(agencies.id, ties.agencyId))
    .where(sql`ties.user_id IN ${jurorsOf(editionId, jurorRole, now)}`)

/** Nothing is written when the person, or the address, is known. */
export const insertUser = (db: Db, { now, ...user }: { id: string; name: string; email: string; now: Date }) =>
  db
    .insert(users)
    .values({ ...user, createdAt: now, updatedAt: now })
    .onConflictDoNothing()

/** Nothing is written when the role is held already. */
export const insertJurorRole = (
  db: Db,
  role: { userId: string; role: JurorRole; editionId: string; grantedBy: string; now: Date },
) =>
  db.insert(roles).select(sql`
    SELECT ${crypto.randomUUID()}, ${role.userId}, ${role.role}, NULL, ${role.editionId}, ${role.now.getTime()}, NULL,
      ${role.grantedBy}, NULL, NULL
    WHERE ${role.userId} NOT IN ${jurorsOf(role.editionId, role.role, role.now)}`)

/** Nothing is written when the person is known to work there already. */
export const insertAffiliation = (db: Db, affiliation: { userId: string; agencyId: string; post: string; now: Date }) =>
  db.insert(affiliations).select(sql`
    SELECT ${crypto.randomUUID()}, ${affiliation.userId}, ${affiliation.agencyId}, ${affiliation.post},
      ${affiliation.now.getTime()}, NULL
    WHERE NOT EXISTS (
      SELECT 1 FROM affiliations WHERE user_id = ${affiliation.userId} AND agency_id = ${affiliation.agencyId}
        AND (ends_at IS NULL OR ends_at > ${affiliation.now.getTime()}))`)

export const findAgency = (db: Db, id: string) =>
  db.select({ id: agencies.id }).from(agencies).where(eq(agencies.id, id)).get()
