import { and, eq, gt, gte, isNull, sql } from 'drizzle-orm'
import type { JurorRole } from '#domain/access.ts'
import type { Db } from './client.ts'
import { heldInEdition, jurorsOf } from './conflicts.ts'
import { renamed } from './renamed.ts'
import {
  affiliations,
  agencies,
  assignments,
  jurorProfiles,
  readerCounts,
  readingCounts,
  roles,
  ties,
  users,
} from './schema.ts'

type ListedAffiliation = { agency: string; post: string; endsAt: string | null }

const affiliationsOf = sql<ListedAffiliation[]>`(
  SELECT json_group_array(json_object('agency', agency.name, 'post', held.post,
    'endsAt', strftime('%Y-%m-%dT%H:%M:%fZ', held.ends_at / 1000.0, 'unixepoch')))
  FROM affiliations held JOIN agencies agency ON agency.id = held.agency_id WHERE held.user_id = users.id)`.mapWith(
  (json: string): ListedAffiliation[] => JSON.parse(json),
)

/** SQL of a count of the edition's readings (of one stage, if given) that are a juror's. */
const counted = (editionId: string, stageId: string | undefined, column: 'assigned' | 'handed_in') => sql<number>`(
  SELECT coalesce(sum(counts.${sql.raw(column)}), 0) FROM reading_counts counts
  WHERE counts.edition_id = ${editionId} AND counts.juror_id = users.id
    AND counts.stage_id ${stageId === undefined ? sql`IN (SELECT id FROM stages WHERE edition_id = ${editionId})` : sql`= ${stageId}`})`

/** Those who hold a juror's role in the edition now, by name, with what the assignment knows of them. */
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
      email: users.email,
      role: roles.role,
      affiliations: affiliationsOf,
      assigned: counted(editionId, stageId, 'assigned'),
      handedIn: counted(editionId, stageId, 'handed_in'),
      themeIds: sql<string[]>`coalesce(${jurorProfiles.themeIds}, '[]')`.mapWith((json: string): string[] =>
        JSON.parse(json),
      ),
      mostReadings: jurorProfiles.mostReadings,
    })
    .from(roles)
    .innerJoin(users, eq(users.id, roles.userId))
    .leftJoin(jurorProfiles, and(eq(jurorProfiles.editionId, editionId), eq(jurorProfiles.jurorId, users.id)))
    .where(heldInEdition(editionId, jurorRoles, now))
    .orderBy(users.name, users.id)
    .limit(limit)

/** The work of everybody who has readings in the stage, also of those who hold the role no more; never their scores. */
export const selectProgress = (db: Db, editionId: string, stageId: string) =>
  db
    .select({
      id: users.id,
      name: users.name,
      assigned: readingCounts.assigned,
      handedIn: readingCounts.handedIn,
    })
    .from(readingCounts)
    .innerJoin(users, eq(users.id, readingCounts.jurorId))
    .where(
      and(eq(readingCounts.editionId, editionId), eq(readingCounts.stageId, stageId), gt(readingCounts.assigned, 0)),
    )
    .orderBy(users.name, users.id)

/** How many proposals of a stage have at least so many live readers: as many rows as there are different numbers of readers. */
export const selectCovered = (db: Db, editionId: string, stageId: string, readers: number) =>
  db
    .select({ proposals: sql<number>`coalesce(sum(${readerCounts.proposals}), 0)`.as('covered') })
    .from(readerCounts)
    .where(
      and(eq(readerCounts.editionId, editionId), eq(readerCounts.stageId, stageId), gte(readerCounts.live, readers)),
    )

/** How many proposals a stage reads: what is eligible, or what the plenary before it gave a place. */
export const selectCandidateCount = (db: Db, editionId: string, plenaryStageId: string | undefined) =>
  plenaryStageId === undefined
    ? db.all<{ proposals: number }>(sql`SELECT coalesce(sum(count), 0) AS proposals FROM proposal_counts
        WHERE edition_id = ${editionId} AND state = 'eligible'`)
    : db.all<{ proposals: number }>(sql`SELECT count(DISTINCT proposal_id) AS proposals FROM places
        WHERE edition_id = ${editionId} AND stage_id = ${plenaryStageId}
          AND (SELECT state FROM proposals WHERE id = proposal_id) = 'eligible'`)

/** Ends what the juror has open in the stage, blind second readings too; what is handed in stays. */
export const endOpenReadings = (
  db: Db,
  { jurorId, editionId, stageId }: { jurorId: string; editionId: string; stageId: string },
  at: Date,
  reason: string,
) =>
  db
    .update(assignments)
    .set({ endedAt: at, endReason: reason })
    .where(
      and(
        eq(assignments.jurorId, jurorId),
        eq(assignments.editionId, editionId),
        eq(assignments.stageId, stageId),
        isNull(assignments.endedAt),
        sql`NOT EXISTS (SELECT 1 FROM score_sheets WHERE assignment_id = assignments.id)`,
      ),
    )
    .returning({ id: assignments.id })

/** A juror of the stage, with role or merely with readings, and how these stand. */
export const selectStageJuror = (
  db: Db,
  {
    jurorId,
    editionId,
    stageId,
    jurorRole,
    now,
  }: { jurorId: string; editionId: string; stageId: string; jurorRole: JurorRole; now: Date },
) =>
  db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      assigned: sql<number>`coalesce(${readingCounts.assigned}, 0)`.as('assigned'),
      handedIn: sql<number>`coalesce(${readingCounts.handedIn}, 0)`.as('handed_in'),
    })
    .from(users)
    .leftJoin(
      readingCounts,
      and(
        eq(readingCounts.editionId, editionId),
        eq(readingCounts.stageId, stageId),
        eq(readingCounts.jurorId, users.id),
      ),
    )
    .where(
      and(
        eq(users.id, jurorId),
        sql`(${readingCounts.assigned} IS NOT NULL OR ${users.id} IN ${jurorsOf(editionId, jurorRole, now)})`,
      ),
    )

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
