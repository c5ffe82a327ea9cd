import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import * as z from 'zod'
import {
  findAccountRequest,
  insertAccountRequest,
  insertAccountRequestDecision,
  listAccountRequests,
  selectAccountRequest,
} from '#db/account-requests.ts'
import { selectAgency } from '#db/agencies.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { isRefusedByTrigger, isUniqueViolation, openDb, type Db } from '#db/client.ts'
import { insertAffiliation, insertUser } from '#db/jurors.ts'
import { insertMails } from '#db/mails.ts'
import { insertRole, listSecretariat } from '#db/roles.ts'
import { findUserByEmail } from '#db/users.ts'
import { tidyFileName } from '#domain/attachment.ts'
import { referenceAlphabet } from '#domain/reference-number.ts'
import { allowAnyone, allowEverywhere } from '../access.ts'
import { attachmentFile } from '../attachment-file.ts'
import { body, query } from '../body.ts'
import { sha256Hex } from '../bytes.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { AppEnv } from '../env.ts'
import { line, officeEmail, recordId } from '../fields.ts'
import { checkWholePdf } from '../file-check.ts'
import { requestGranted, requestReceived, requestRefused, requestWaiting } from '../letters/account.ts'
import { announceMails, mailRow } from '../mail.ts'
import { problem } from '../problem.ts'
import { callerHash, isWithin } from '../rate-limit.ts'

const maxLetterBytes = 5 * 1024 * 1024
/** Names, boundaries and headers of the form beside its file. */
const formBytes = 64 * 1024

const hourMs = 3600 * 1000
/** Many agencies share one address of a provincial network. */
const requestsPerCaller = { most: 20, windowMs: hourMs }
/** Each request writes a letter to the address it names. */
const requestsPerAddress = { most: 3, windowMs: 24 * hourMs }

const shown = 50
const mostSecretariat = 20

const asking = z.object({
  agencyId: recordId,
  name: line(200),
  email: officeEmail,
  post: line(200),
  letter: z.instanceof(File),
})

const decision = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('granted') }),
  z.object({ outcome: z.literal('refused'), reason: line(1000) }),
])

const listed = z.object({ state: z.enum(['open', 'decided']).default('open'), before: z.string().max(100).optional() })

/** 19 to the power of 16 are 2^68: nobody guesses one. */
function newReference(): string {
  const random = crypto.getRandomValues(new Uint32Array(16))
  const characters = Array.from(random, (n) => referenceAlphabet[n % referenceAlphabet.length])
  return `AKUN-${[0, 4, 8, 12].map((at) => characters.slice(at, at + 4).join('')).join('-')}`
}

type Request = NonNullable<Awaited<ReturnType<typeof selectAccountRequest>>[number]>

/** Decision, person, role, post, letter and trail in one batch; the decision's key lets one of two through. */
async function grant(db: Db, request: Request, by: string, now: Date): Promise<string> {
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
  return mail.id
}

async function refuseRequest(db: Db, request: Request, reason: string, by: string, now: Date): Promise<string> {
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
  return mail.id
}

/** An agency asks for its admin account; the secretariat decides. */
export const accountRequests = new Hono<AppEnv>()
  .post(
    '/',
    allowAnyone,
    bodyLimit({
      maxSize: maxLetterBytes + formBytes,
      onError: (c) => problem(c, { code: 'file_too_large', maxBytes: maxLetterBytes }),
    }),
    validator('form', (value, c) => {
      const parsed = asking.safeParse(value)
      if (parsed.success) return parsed.data
      const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
      return problem(c, { code: 'invalid_input', fields })
    }),
    async (c) => {
      const { agencyId, name, email, post, letter } = c.req.valid('form')
      const { now } = c.var
      const db = openDb(c.env.DB)
      const caller = await callerHash(c)
      const { most, windowMs } = requestsPerCaller
      if (!(await isWithin(c, `account_request caller ${caller}`, most, windowMs))) {
        return problem(c, { code: 'too_many_requests' })
      }
      if (letter.size > maxLetterBytes) return problem(c, { code: 'file_too_large', maxBytes: maxLetterBytes })
      const [agency] = await selectAgency(db, agencyId)
      if (!agency || agency.parentId !== null) return problem(c, { code: 'invalid_input', fields: ['agencyId'] })
      if (agency.validTo !== null && agency.validTo <= now) return problem(c, { code: 'agency_closed' })
      const bytes = new Uint8Array(await letter.arrayBuffer())
      const pdf = await checkWholePdf(bytes)
      if (!pdf.ok) return problem(c, pdf.refusal)
      const perAddress = requestsPerAddress
      if (!(await isWithin(c, `account_request address ${email}`, perAddress.most, perAddress.windowMs))) {
        return problem(c, { code: 'too_many_requests' })
      }

      const id = crypto.randomUUID()
      const reference = newReference()
      const letterSha256 = await sha256Hex(bytes)
      const letterKey = `account-requests/${id}/${letterSha256}`
      await c.env.FILES.put(letterKey, bytes, {
        sha256: letterSha256,
        httpMetadata: { contentType: 'application/pdf' },
      })
      const statusUrl = `${c.env.ORIGIN}/daftar-instansi/?tanda=${reference}`
      const receipt = { name, agency: agency.name, statusUrl }
      const secretariat = await listSecretariat(db, now, mostSecretariat)
      const mails = [
        mailRow(now, { to: { id: null, email }, ...requestReceived(receipt) }),
        ...secretariat.map((to) => mailRow(now, { to, ...requestWaiting(receipt) })),
      ]
      await db.batch([
        insertAccountRequest(db, {
          id,
          reference,
          agencyId,
          name,
          email,
          post,
          letterName: tidyFileName(letter.name),
          letterKey,
          letterSizeBytes: bytes.byteLength,
          letterSha256,
          at: now,
        }),
        insertMails(db, mails),
        insertAuditEvent(db, {
          at: now,
          actorId: null,
          action: 'account_request.received',
          editionId: null,
          subjectId: agencyId,
          detail: { requestId: id, letterSha256 },
        }),
      ])
      await announceMails(
        c.env,
        mails.map((mail) => mail.id),
      )
      return c.json({ reference }, 201)
    },
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
      const mailId = await decide().catch((error: unknown) => {
        if (isRefusedByTrigger(error, 'FOREIGN KEY')) return decide()
        throw error
      })
      await announceMails(c.env, [mailId])
    } catch (error) {
      if (isUniqueViolation(error)) return problem(c, { code: 'request_decided' })
      throw error
    }
    return c.json({ outcome: given.outcome }, 201)
  })
