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

/** Whether nobody has invited the same address to the same role and is still waiting. */
export const isNewInvitation = ({ email, role, agencyId }: Offered, now: Date): SQL => sql`NOT EXISTS (
  SELECT 1 FROM invitations waiting LEFT JOIN invitation_answers answered ON answered.invitation_id = waiting.id
  WHERE waiting.email = ${email} AND waiting.role = ${role} AND waiting.agency_id IS ${agencyId ?? null}
    AND waiting.expires_at > ${now.getTime()} AND answered.invitation_id IS NULL)`

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
