import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import * as z from 'zod'
import {
  findAccountRequest,
  insertAccountRequestDecision,
  listAccountRequests,
  selectAccountRequest,
} from '#db/account-requests.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertAffiliation, insertUser } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { insertRole } from '#db/roles.ts'
import { findUserByEmail } from '#db/users.ts'
import { maxLetterBytes } from '#domain/account-request.ts'
import { allowAnyone, allowEverywhere } from '../access.ts'
import { asking, takeAccountRequest } from '../account-request.ts'
import { isPageWanted, requestForm, requestFormAgain, requestStatus } from '../account-request-page.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body, misfit, query } from '../body.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv } from '../env.ts'
import { line } from '../fields.ts'
import { requestGranted, requestRefused } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'

/** Names, boundaries and headers of the form beside its file. */
const formBytes = 64 * 1024
const tooLarge = { code: 'file_too_large', maxBytes: maxLetterBytes } as const

const shown = 50
const decision = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('granted') }),
  z.object({ outcome: z.literal('refused'), reason: line(1000) }),
])

const listed = z.object({ state: z.enum(['open', 'decided']).default('open'), before: z.string().max(100).optional() })

type Request = NonNullable<Awaited<ReturnType<typeof selectAccountRequest>>[number]>

/** Decision, person, role, post, letter and trail in one batch; the decision's key lets one of two through. */
async function grant(db: Db, request: Request, by: string, now: Date) {
  const known = await findUserByEmail(db, request.email)
  const user = known ?? { id: crypto.randomUUID(), name: request.name, email: request.email }
  const mail = mailRow(now, { to: user, ...requestGranted({ name: user.name, agency: request.agency }) })
  const role = { userId: user.id, role: 'agency_admin' as const, agencyId: request.agencyId }
  await db.batch([
    insertAccountRequestDecision(db, { requestId: request.id, outcome: 'granted', at: now, by }),
    insertUser(db, { ...user, now }),
    insertRole(db, { ...role, id: crypto.randomUUID(), grantedBy: by, beginsAt: now }),
    insertAffiliation(db, { userId: user.id, agencyId: request.agencyId, post: request.post, now }),
    insertMails(db, [mail]),
    insertAuditEvent(db, {
      at: now,
      actorId: by,
      action: 'account_request.granted',
      editionId: null,
      subjectId: request.agencyId,
      detail: { requestId: request.id, userId: user.id, knownBefore: known !== undefined },
    }),
  ])
  return mail
}

async function refuseRequest(db: Db, request: Request, reason: string, by: string, now: Date) {
  const mail = mailRow(now, { to: { id: null, email: request.email }, ...requestRefused(request, reason) })
  await db.batch([
    insertAccountRequestDecision(db, { requestId: request.id, outcome: 'refused', reason, at: now, by }),
    insertMails(db, [mail]),
    insertAuditEvent(db, {
      at: now,
      actorId: by,
      action: 'account_request.refused',
      editionId: null,
      subjectId: request.agencyId,
      detail: { requestId: request.id, reason },
    }),
  ])
  return mail
}

/** What a browser posts without script is answered with a page, in the same words. */
const answerAsPage: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isPageWanted(c)) return next()
  // What is no form at all is one in which everything is missing.
  const typed = await c.req.parseBody().catch(() => ({}))
  const parsed = asking.safeParse(typed)
  if (!parsed.success) return requestFormAgain(c, typed, misfit(parsed.error))
  const taken = await takeAccountRequest(c, parsed.data)
  if (!taken.ok) return requestFormAgain(c, typed, taken.refusal)
  return c.redirect(`/api/account-requests/status?tanda=${taken.value}`, 303)
}

/** An agency asks for its admin account; the secretariat decides. */
export const accountRequests = new Hono<AppEnv>()
  .post(
    '/',
    allowAnyone,
    bodyLimit({
      maxSize: maxLetterBytes + formBytes,
      onError: (c: Context<AppEnv>) => (isPageWanted(c) ? requestFormAgain(c, {}, tooLarge) : problem(c, tooLarge)),
    }),
    answerAsPage,
    validator('form', (value, c) => {
      const parsed = asking.safeParse(value)
      return parsed.success ? parsed.data : problem(c, misfit(parsed.error))
    }),
    async (c) => {
      const taken = await takeAccountRequest(c, c.req.valid('form'))
      if (!taken.ok) return problem(c, taken.refusal)
      const reference = taken.value
      return c.json({ reference }, 201)
    },
  )
  /** For readers without script: the form after a search for the agency, and how a request stands. */
  .get('/form', allowAnyone, query(z.object({ agency: z.string().max(200).default('') })), (c) =>
    requestForm(c, c.req.valid('query').agency),
  )
  .get('/status', allowAnyone, query(z.object({ tanda: z.string().max(100).default('') })), (c) =>
    requestStatus(c, c.req.valid('query').tanda),
  )
  .get('/', allowEverywhere('secretariat'), query(listed), async (c) => {
    const { state, before } = c.req.valid('query')
    const cursor = readCursor(before)
    const page = { state, before: cursor && { at: cursor.stateSince, id: cursor.id }, now: c.var.now }
    const requests = await listAccountRequests(openDb(c.env.DB), page, shown)
    const last = requests.at(-1)
    const next = requests.length === shown && last ? cursorOf({ stateSince: last.at, id: last.id }) : null
    return c.json({ requests, next })
  })
  /** Whoever holds the reference sees how the request stands, and nothing of the person. */
  .get('/:reference', allowAnyone, async (c) => {
    const request = await findAccountRequest(openDb(c.env.DB), c.req.param('reference').trim().toUpperCase())
    if (!request) return problem(c, { code: 'not_found' })
    return c.json(request)
  })
  .get('/:id/letter', allowEverywhere('secretariat'), async (c) => {
    const db = openDb(c.env.DB)
    const [request] = await selectAccountRequest(db, c.req.param('id'))
    if (!request) return problem(c, { code: 'not_found' })
    await insertAuditEvent(db, {
      at: c.var.now,
      actorId: c.var.actor.id,
      action: 'account_request.letter_read',
      editionId: null,
      subjectId: request.agencyId,
      detail: { requestId: request.id },
    })
    return attachmentFile(c, { objectKey: request.letterKey, fileName: request.letterName })
  })
  .post('/:id/decision', allowEverywhere('secretariat'), body(decision), async (c) => {
    const db = openDb(c.env.DB)
    const { now, actor } = c.var
    const [request] = await selectAccountRequest(db, c.req.param('id'))
    if (!request) return problem(c, { code: 'not_found' })
    if (request.outcome !== null) return problem(c, { code: 'request_decided' })
    const given = c.req.valid('json')
    const decide = () =>
      given.outcome === 'granted'
        ? grant(db, request, actor.id, now)
        : refuseRequest(db, request, given.reason, actor.id, now)
    try {
      // A foreign key refuses when somebody has just written the same person under another id: now they are known.
      const mail = await decide().catch((error: unknown) => {
        if (isRefusedByTrigger(error, 'FOREIGN KEY')) return decide()
        throw error
      })
      await announceMails(c.env, [mail])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'request_decided' })
      throw error
    }
    return c.json({ outcome: given.outcome }, 201)
  })
