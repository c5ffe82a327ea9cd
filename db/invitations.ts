import { and, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import type { RoleName } from '#domain/access.ts'
import type { Db } from './client.ts'
import { renamed, renamedOrNull } from './renamed.ts'
import { agencies, invitationAnswers, invitations, users } from './schema.ts'

const asked = {
  id: renamed(invitations.id, 'invitation_id'),
  email: renamed(invitations.email, 'invited_email'),
  name: renamed(invitations.name, 'invited_name'),
  role: invitations.role,
  agencyId: invitations.agencyId,
  agency: renamedOrNull(agencies.name, 'agency_name'),
  topAgencyId: sql<string | null>`coalesce(${agencies.parentId}, ${agencies.id})`.as('top_agency_id'),
  inviterId: renamed(invitations.by, 'inviter_id'),
  invitedBy: renamed(users.name, 'inviter_name'),
  inviterEmail: renamed(users.email, 'inviter_email'),
  at: renamed(invitations.at, 'invited_at'),
  expiresAt: invitations.expiresAt,
  outcome: invitationAnswers.outcome,
  knownAs: sql<string | null>`(SELECT known.name FROM users known WHERE known.email = ${invitations.email})`.as(
    'known_as',
  ),
}

const select = (db: Db) =>
  db
    .select(asked)
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.by))
    .leftJoin(agencies, eq(agencies.id, invitations.agencyId))
    .leftJoin(invitationAnswers, eq(invitationAnswers.invitationId, invitations.id))

export const loadInvitation = (db: Db, id: string) => select(db).where(eq(invitations.id, id)).get()

export const findInvitationByToken = (db: Db, tokenHash: string) =>
  select(db).where(eq(invitations.tokenHash, tokenHash)).get()

/** Newest first: those of an agency and its units, or, for null, those of the ministry's own staff. */
export const listInvitations = (db: Db, agencyId: string | null, limit: number) =>
  select(db)
    .where(
      agencyId === null
        ? isNull(invitations.agencyId)
        : inArray(
            invitations.agencyId,
            sql`(SELECT ${agencyId} UNION ALL SELECT below.id FROM agencies below WHERE below.parent_id = ${agencyId})`,
          ),
    )
    .orderBy(desc(invitations.at), desc(invitations.id))
    .limit(limit)

type NewInvitation = typeof invitations.$inferInsert & { at: Date; expiresAt: Date }
type Offered = { email: string; role: RoleName; agencyId?: string | null | undefined }

/** Whether nobody has invited the same address to the same role and is still waiting, but for the one that is replaced. */
export const isNewInvitation = ({ email, role, agencyId }: Offered, now: Date, replacedId = ''): SQL => sql`NOT EXISTS (
  SELECT 1 FROM invitations waiting LEFT JOIN invitation_answers answered ON answered.invitation_id = waiting.id
  WHERE waiting.email = ${email} AND waiting.role = ${role} AND waiting.agency_id IS ${agencyId ?? null}
    AND waiting.id <> ${replacedId} AND waiting.expires_at > ${now.getTime()} AND answered.invitation_id IS NULL)`

/** Nothing is written, and nothing answered, when the address is invited to the same role already. */
export const insertInvitation = (db: Db, one: NewInvitation) =>
  db
    .insert(invitations)
    .select(
      sql`
      SELECT ${one.id}, ${one.tokenHash}, ${one.email}, ${one.name}, ${one.role}, ${one.agencyId ?? null}, NULL,
        ${one.at.getTime()}, ${one.by}, ${one.expiresAt.getTime()}
      WHERE ${isNewInvitation(one, one.at)}`,
    )
    .returning({ id: invitations.id })

/** The primary key refuses a second answer, also at the same moment. */
export const insertInvitationAnswer = (db: Db, answer: typeof invitationAnswers.$inferInsert) =>
  db.insert(invitationAnswers).values(answer)

/** The same, only if `provided` holds. */
export const insertInvitationAnswerIf = (
  db: Db,
  { invitationId, outcome, at, by }: { invitationId: string; outcome: 'revoked'; at: Date; by: string },
  provided: SQL,
) =>
  db.run(sql`INSERT INTO invitation_answers (invitation_id, outcome, role_id, at, by_id)
    SELECT ${invitationId}, ${outcome}, NULL, ${at.getTime()}, ${by} WHERE ${provided}`)

/**
 * Takes back what an admin or one of the secretariat has offered and nobody has answered, when somebody else ends that role: who is
 * removed does not come back through an invitation of his own. Who leaves by himself leaves them standing.
 */
export const revokeInvitationsOf = (
  db: Db,
  { userId, role, agencyId }: { userId: string; role: RoleName; agencyId: string | null },
  { at, by }: { at: Date; by: string },
  condition: SQL,
) =>
  db.run(sql`
    INSERT INTO invitation_answers (invitation_id, outcome, role_id, at, by_id)
    SELECT open.id, 'revoked', NULL, ${at.getTime()}, ${by} FROM invitations open
    WHERE open.by_id = ${userId} AND ${userId} <> ${by} AND ${role} IN ('agency_admin', 'secretariat')
      AND (${agencyId} IS NULL OR open.agency_id = ${agencyId}
        OR open.agency_id IN (SELECT below.id FROM agencies below WHERE below.parent_id = ${agencyId}))
      AND NOT EXISTS (SELECT 1 FROM invitation_answers answered WHERE answered.invitation_id = open.id)
      AND ${condition}`)

/** Whether the address holds the role there already. */
export const findHolder = (db: Db, { email, role, agencyId }: Offered, now: Date) =>
  db
    .select({ name: users.name })
    .from(users)
    .where(
      and(
        eq(users.email, email),
        sql`EXISTS (SELECT 1 FROM roles held WHERE held.user_id = users.id AND held.role = ${role}
          AND held.agency_id IS ${agencyId ?? null} AND (held.ends_at IS NULL OR held.ends_at > ${now.getTime()}))`,
      ),
    )
    .get()
