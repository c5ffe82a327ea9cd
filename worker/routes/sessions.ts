import { Hono } from 'hono'
import * as z from 'zod'
import { insertAuditEvent, insertAuditEventIf } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { listOwnRoles } from '#db/roles.ts'
import { deleteOtherSessions, deleteSession, deleteSessionByToken, isSessionOf, listSessions } from '#db/sessions.ts'
import { listRolesOf } from '#db/users.ts'
import { needsSecondFactor } from '#domain/access.ts'
import { allowAnyone, allowSignedIn } from '../access.ts'
import { body } from '../body.ts'
import { isDemoPerson } from '../demo.ts'
import type { AppEnv } from '../env.ts'
import { askAuth, freshSession, passCookies, refusalOf, secondFactorPath } from '../own-auth.ts'
import { problem } from '../problem.ts'
import { isWithin } from '../rate-limit.ts'

const email = z.email().max(200)
const code = z.string().regex(/^\d{6}$/)

const shown = 50

/** Longer than a code of the app is taken: the half minute it shows, and one before and after. */
const codeCountsMs = 2 * 60 * 1000

/** What better-auth answers to a sign-in: a person with a session, or a question for the second factor. */
const signedIn = z.object({ user: z.object({ id: z.string() }) })

const opened = (now: Date, userId: string, by: 'code' | 'second_factor') => ({
  at: now,
  actorId: userId,
  action: 'session.opened',
  editionId: null,
  subjectId: userId,
  detail: { by },
})

/** A code is sent to an address the portal knows; the answer is the same for every address. */
export const signInCodes = new Hono<AppEnv>().post('/', allowAnyone, body(z.object({ email })), async (c) => {
  const response = await askAuth(c, '/email-otp/send-verification-otp', {
    email: c.req.valid('json').email.trim().toLowerCase(),
    type: 'sign-in',
  })
  if (!response.ok) return problem(c, await refusalOf(response))
  return c.json({}, 202)
})

export const sessions = new Hono<AppEnv>()
  /** The code from the mail. Whoever has a second factor gets no session yet, but the question for it. */
  .post('/', allowAnyone, body(z.object({ email, code })), async (c) => {
    const given = c.req.valid('json')
    const response = await askAuth(c, '/sign-in/email-otp', {
      email: given.email.trim().toLowerCase(),
      otp: given.code,
    })
    if (!response.ok) return problem(c, await refusalOf(response))
    passCookies(c, response)
    const answered = signedIn.safeParse(await response.json())
    if (!answered.success) return c.json({ step: 'second_factor' as const }, 200)
    await insertAuditEvent(openDb(c.env.DB), opened(c.var.now, answered.data.user.id, 'code'))
    return c.json({ step: 'signed_in' as const }, 201)
  })
  .post('/second-factor', allowAnyone, body(z.object({ code: z.string().min(6).max(40) })), async (c) => {
    const { path, code: typed } = secondFactorPath(c.req.valid('json').code)
    const response = await askAuth(c, path, { code: typed })
    if (!response.ok) return problem(c, await refusalOf(response))
    const { user } = signedIn.parse(await response.clone().json())
    const db = openDb(c.env.DB)
    // A code is good for one session: somebody may have looked over a shoulder (RFC 6238, 5.2).
    if (!(await isWithin(c, `second_factor code ${user.id} ${typed}`, 1, codeCountsMs))) {
      await deleteSessionByToken(db, user.id, freshSession(response).token)
      return problem(c, { code: 'second_factor_wrong' })
    }
    passCookies(c, response)
    await insertAuditEvent(db, opened(c.var.now, user.id, 'second_factor'))
    return c.json({}, 201)
  })
  .delete('/', allowAnyone, async (c) => {
    const response = await askAuth(c, '/sign-out', {})
    passCookies(c, response)
    return c.body(null, 204)
  })
  .get('/', allowSignedIn, async (c) => {
    const { id, sessionId } = c.var.actor
    const found = await listSessions(openDb(c.env.DB), id, c.var.now, shown)
    return c.json({ sessions: found.map((one) => ({ ...one, isThis: one.id === sessionId })) })
  })
  .delete('/others', allowSignedIn, async (c) => {
    const { id, sessionId } = c.var.actor
    const db = openDb(c.env.DB)
    const [ended] = await db.batch([
      deleteOtherSessions(db, id, sessionId),
      insertAuditEvent(db, {
        at: c.var.now,
        actorId: id,
        action: 'sessions.ended',
        editionId: null,
        subjectId: id,
        detail: {},
      }),
    ])
    return c.json({ ended: ended.length })
  })
  .delete('/:id', allowSignedIn, async (c) => {
    const { id, sessionId } = c.var.actor
    const ending = c.req.param('id')
    if (ending === sessionId) return problem(c, { code: 'not_found' })
    const db = openDb(c.env.DB)
    const event = { at: c.var.now, actorId: id, action: 'sessions.ended', editionId: null, subjectId: id }
    const [, ended] = await db.batch([
      insertAuditEventIf(db, event, isSessionOf(id, ending)),
      deleteSession(db, id, ending),
    ])
    if (ended.length === 0) return problem(c, { code: 'not_found' })
    return c.body(null, 204)
  })

/** Who is signed in, and as what. */
export const me = new Hono<AppEnv>()
  .get('/', allowSignedIn, async (c) => {
    const { id, name, email: address, hasSecondFactor } = c.var.actor
    const roles = await listRolesOf(openDb(c.env.DB), id, c.var.now)
    const isDemo = c.env.DEMO === '1'
    const isAsked = roles.some(({ role }) => needsSecondFactor(role)) && !(isDemo && isDemoPerson(address))
    return c.json({
      user: { id, name, email: address },
      roles,
      isDemo,
      /** `isMissing`: the roles that need one do not count until it is there. */
      secondFactor: { isOn: hasSecondFactor, isMissing: isAsked && !hasSecondFactor },
    })
  })
  .get('/roles', allowSignedIn, async (c) =>
    c.json({ roles: await listOwnRoles(openDb(c.env.DB), c.var.actor.id, c.var.now, shown) }),
  )
