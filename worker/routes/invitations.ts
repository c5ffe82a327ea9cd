import { Hono } from 'hono'
import type { Context } from 'hono'
import * as z from 'zod'
import { selectAgency } from '#db/agencies.ts'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import {
  findHolder,
  findInvitationByToken,
  insertInvitation,
  insertInvitationAnswer,
  insertInvitationAnswerIf,
  isNewInvitation,
  listInvitations,
  loadInvitation,
} from '#db/invitations.ts'
import { insertUser } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { insertRole } from '#db/roles.ts'
import { findUserByEmail } from '#db/users.ts'
import {
  invitationLifetimeMs,
  invitationState,
  isAdminOf,
  mayInvite,
  requireOpen,
  type InvitationState,
  type Offer,
} from '#domain/invitation.ts'
import { allow, allowAnyone } from '../access.ts'
import { body, query } from '../body.ts'
import { sha256Hex } from '../bytes.ts'
import type { AppEnv, SignedIn } from '../env.ts'
import { line, officeEmail, recordId } from '../fields.ts'
import { invitationAnswered, invited } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { callerHash, isWithin } from '../rate-limit.ts'

const shown = 200

const offer = z.object({
  role: z.enum(['author', 'agency_admin', 'secretariat', 'auditor']),
  agencyId: recordId.nullable(),
  name: line(200),
  email: officeEmail,
})
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const answer = z.discriminatedUnion('outcome', [
  z.object({ token, outcome: z.literal('accepted'), name: line(200) }),
  z.object({ token, outcome: z.literal('declined') }),
])

/** Tries of a token an hour from one address; a token has 256 bits, this is against noise. */
const answersPerCaller = { most: 60, windowMs: 3600 * 1000 }

const newToken = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const hashOf = (text: string) => sha256Hex(new TextEncoder().encode(text))

type Invitation = NonNullable<Awaited<ReturnType<typeof loadInvitation>>>
type Invited = Pick<Invitation, 'email' | 'name' | 'role' | 'agencyId' | 'agency'>

/** The row and its letter; the token itself stands in the letter only. */
async function draft(c: Context<AppEnv>, one: Invited, by: SignedIn) {
  const { now } = c.var
  const secret = newToken()
  const id = crypto.randomUUID()
  const expiresAt = new Date(now.getTime() + invitationLifetimeMs)
  const { email, name, role, agencyId } = one
  const row = { id, tokenHash: await hashOf(secret), email, name, role, agencyId, at: now, by: by.id, expiresAt }
  const acceptUrl = `${c.env.ORIGIN}/undangan/?kode=${secret}`
  const known = await findUserByEmail(openDb(c.env.DB), email)
  const letter = invited({ ...one, invitedBy: by.name, acceptUrl, expiresAt })
  return { row, mail: mailRow(now, { to: { id: known?.id ?? null, email }, ...letter }) }
}

const sentEvent = (now: Date, by: SignedIn, one: Invited & { id: string }) => ({
  at: now,
  actorId: by.id,
  action: 'invitation.sent',
  editionId: null,
  subjectId: one.agencyId ?? by.id,
  detail: { invitationId: one.id, email: one.email, role: one.role },
})

/** What may be offered: the agency exists now, and the caller may invite to the role there. */
async function checkOffer(db: Db, actor: SignedIn, role: Offer['role'], agencyId: string | null, now: Date) {
  const [agency] = agencyId === null ? [] : await selectAgency(db, agencyId)
  if (agencyId !== null && !agency) return { code: 'not_found' as const }
  if (!mayInvite(actor, { role, agency: agency ?? null })) return { code: 'not_found' as const }
  if (agency?.validTo && agency.validTo <= now) return { code: 'agency_closed' as const }
  return { code: 'ok' as const, agency: agency?.name ?? null }
}

/** As its inviter's colleagues see it. */
const shownTo = (
  now: Date,
  { outcome, ...invitation }: Invitation,
): Omit<Invitation, 'outcome'> & { state: InvitationState } => ({
  ...invitation,
  state: invitationState({ outcome, expiresAt: invitation.expiresAt }, now),
})

export const invitations = new Hono<AppEnv>()
  .get('/', allow('agency_admin', 'secretariat'), query(z.object({ agency: recordId.optional() })), async (c) => {
    const { agency } = c.req.valid('query')
    const isStaff = c.var.actor.grants.some(({ role, editionId }) => role === 'secretariat' && editionId === null)
    if (!isStaff && (agency === undefined || !isAdminOf(c.var.actor, agency))) return problem(c, { code: 'not_found' })
    const found = await listInvitations(openDb(c.env.DB), agency ?? null, shown)
    return c.json({ invitations: found.map((one) => shownTo(c.var.now, one)) })
  })
  .post('/', allow('agency_admin', 'secretariat'), body(offer), async (c) => {
    const given = c.req.valid('json')
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const checked = await checkOffer(db, actor, given.role, given.agencyId, now)
    if (checked.code !== 'ok') return problem(c, checked)
    const holder = await findHolder(db, given, now)
    if (holder) return problem(c, { code: 'already_holds_role', name: holder.name })
    const { row, mail } = await draft(c, { ...given, agency: checked.agency }, actor)
    const isOnly = isNewInvitation(row, now)
    const [, , written] = await db.batch([
      insertAuditEventIf(db, sentEvent(now, actor, { ...given, agency: checked.agency, id: row.id }), isOnly),
      insertMails(db, [mail], isOnly),
      insertInvitation(db, row),
    ])
    if (written.length === 0) return problem(c, { code: 'already_invited' })
    await announceMails(c.env, [mail])
    return c.json({ id: row.id, expiresAt: row.expiresAt.toISOString() }, 201)
  })
  /** Sent again: a new token, and the one before is worth nothing. An expired one can be sent again too. */
  .post('/:id/renewal', allow('agency_admin', 'secretariat'), async (c) => {
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const old = await loadInvitation(db, c.req.param('id'))
    if (!old) return problem(c, { code: 'not_found' })
    const checked = await checkOffer(db, actor, old.role, old.agencyId, now)
    if (checked.code !== 'ok') return problem(c, checked)
    const state = invitationState(old, now)
    if (state !== 'open' && state !== 'expired') return problem(c, { code: 'invitation_not_open', state })
    const holder = await findHolder(db, old, now)
    if (holder) return problem(c, { code: 'already_holds_role', name: holder.name })
    const { row, mail } = await draft(c, old, actor)
    // Beside a newer one that waits for the same role nothing is written: an expired one stays as it is.
    const isOnly = isNewInvitation(row, now, old.id)
    try {
      const [, , , written] = await db.batch([
        insertInvitationAnswerIf(db, { invitationId: old.id, outcome: 'revoked', at: now, by: actor.id }, isOnly),
        insertMails(db, [mail], isOnly),
        insertAuditEventIf(db, sentEvent(now, actor, { ...old, id: row.id }), isOnly),
        insertInvitation(db, row),
      ])
      if (written.length === 0) return problem(c, { code: 'already_invited' })
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'invitation_not_open', state: 'revoked' })
      throw error
    }
    await announceMails(c.env, [mail])
    return c.json({ id: row.id, expiresAt: row.expiresAt.toISOString() }, 201)
  })
  .post('/:id/revocation', allow('agency_admin', 'secretariat'), async (c) => {
    const { now, actor } = c.var
    const db = openDb(c.env.DB)
    const one = await loadInvitation(db, c.req.param('id'))
    if (!one) return problem(c, { code: 'not_found' })
    const checked = await checkOffer(db, actor, one.role, one.agencyId, now)
    if (checked.code === 'not_found') return problem(c, checked)
    const open = requireOpen(invitationState(one, now))
    if (!open.ok) return problem(c, open.refusal)
    try {
      await db.batch([
        insertInvitationAnswer(db, { invitationId: one.id, outcome: 'revoked', at: now, by: actor.id }),
        insertAuditEvent(db, {
          at: now,
          actorId: actor.id,
          action: 'invitation.revoked',
          editionId: null,
          subjectId: one.agencyId ?? actor.id,
          detail: { invitationId: one.id, email: one.email },
        }),
      ])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'invitation_not_open', state: 'revoked' })
      throw error
    }
    return c.json({}, 201)
  })
  /** What an invitation offers, to whoever holds its token. The token travels in the body, so that no log keeps it. */
  .post('/views', allowAnyone, body(z.object({ token })), async (c) => {
    const { most, windowMs } = answersPerCaller
    if (!(await isWithin(c, `invitation ${await callerHash(c)}`, most, windowMs))) {
      return problem(c, { code: 'too_many_requests' })
    }
    const found = await findInvitationByToken(openDb(c.env.DB), await hashOf(c.req.valid('json').token))
    if (!found) return problem(c, { code: 'not_found' })
    const { state, name, email, role, agency, invitedBy, expiresAt, knownAs } = shownTo(c.var.now, found)
    return c.json({ state, name, email, role, agency, invitedBy, expiresAt, knownAs })
  })
  /** The token proves the address, as a code from the mail would: person, role and trail in one batch, once. */
  .post('/answers', allowAnyone, body(answer), async (c) => {
    const given = c.req.valid('json')
    const { now } = c.var
    const db = openDb(c.env.DB)
    const { most, windowMs } = answersPerCaller
    if (!(await isWithin(c, `invitation ${await callerHash(c)}`, most, windowMs))) {
      return problem(c, { code: 'too_many_requests' })
    }
    const one = await findInvitationByToken(db, await hashOf(given.token))
    if (!one) return problem(c, { code: 'not_found' })
    const open = requireOpen(invitationState(one, now))
    if (!open.ok) return problem(c, open.refusal)
    const answering = () =>
      given.outcome === 'accepted' ? acceptInvitation(db, one, given.name, now) : declineInvitation(db, one, now)
    try {
      // A foreign key refuses when somebody has just written the same person under another id: now they are known.
      const mail = await answering().catch((error: unknown) => {
        if (isRefusedByTrigger(error, 'FOREIGN KEY')) return answering()
        throw error
      })
      await announceMails(c.env, [mail])
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const after = await loadInvitation(db, one.id)
      return problem(c, { code: 'invitation_not_open', state: after ? invitationState(after, now) : 'revoked' })
    }
    return c.json({ outcome: given.outcome, email: one.email }, 201)
  })

/** To the inviter, who may be gone by now: then the letter goes to nobody's account but is kept. */
const answerLetter = (now: Date, one: Invitation, outcome: 'accepted' | 'declined') =>
  mailRow(now, { to: { id: one.inviterId, email: one.inviterEmail }, ...invitationAnswered(one, outcome) })

async function acceptInvitation(db: Db, one: Invitation, name: string, now: Date) {
  const known = await findUserByEmail(db, one.email)
  const user = known ?? { id: crypto.randomUUID(), name, email: one.email }
  const roleId = crypto.randomUUID()
  const role = { id: roleId, userId: user.id, role: one.role, agencyId: one.agencyId, grantedBy: one.inviterId }
  const mail = answerLetter(now, one, 'accepted')
  await db.batch([
    insertUser(db, { ...user, now }),
    insertRole(db, { ...role, beginsAt: now }),
    insertInvitationAnswer(db, { invitationId: one.id, outcome: 'accepted', at: now, by: user.id }),
    insertMails(db, [mail]),
    insertAuditEvent(db, {
      at: now,
      actorId: user.id,
      action: 'invitation.accepted',
      editionId: null,
      subjectId: one.agencyId ?? user.id,
      detail: { invitationId: one.id, userId: user.id, role: one.role },
    }),
  ])
  return mail
}

async function declineInvitation(db: Db, one: Invitation, now: Date) {
  const mail = answerLetter(now, one, 'declined')
  await db.batch([
    insertInvitationAnswer(db, { invitationId: one.id, outcome: 'declined', at: now }),
    insertMails(db, [mail]),
    insertAuditEvent(db, {
      at: now,
      actorId: null,
      action: 'invitation.declined',
      editionId: null,
      subjectId: one.agencyId ?? one.inviterId,
      detail: { invitationId: one.id, email: one.email },
    }),
  ])
  return mail
}
