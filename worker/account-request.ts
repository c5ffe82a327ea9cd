import type { Context } from 'hono'
import * as z from 'zod'
import { insertAccountRequest } from '#db/account-requests.ts'
import { selectAgency } from '#db/agencies.ts'
import { insertAuditEvent } from '#db/audit-events.ts'
import { openDb } from '#db/client.ts'
import { insertMails } from '#db/mails.ts'
import { listSecretariat } from '#db/roles.ts'
import { maxLetterBytes } from '#domain/account-request.ts'
import { tidyFileName } from '#domain/attachment.ts'
import { referenceAlphabet } from '#domain/reference-number.ts'
import { accept, refuse, type Result } from '#domain/result.ts'
import { sha256Hex } from './bytes.ts'
import type { AppEnv } from './env.ts'
import { line, officeEmail, recordId } from './fields.ts'
import { checkWholePdf } from './file-check.ts'
import { requestReceived, requestWaiting } from './letters/account.ts'
import { announceMails, mailRow } from './mail.ts'
import type { Problem } from './problem.ts'
import { callerHash, isWithin } from './rate-limit.ts'

const hourMs = 3600 * 1000
/** Many agencies share one address of a provincial network. */
const requestsPerCaller = { most: 20, windowMs: hourMs }
/** Each request writes a letter to the address it names. */
const requestsPerAddress = { most: 3, windowMs: 24 * hourMs }

const mostSecretariat = 20

export const asking = z.object({
  agencyId: recordId,
  name: line(200),
  email: officeEmail,
  post: line(200),
  letter: z.instanceof(File),
})

/** 19 to the power of 16 are 2^68: nobody guesses one. */
function newReference(): string {
  const random = crypto.getRandomValues(new Uint32Array(16))
  const characters = Array.from(random, (n) => referenceAlphabet[n % referenceAlphabet.length])
  return `AKUN-${[0, 4, 8, 12].map((at) => characters.slice(at, at + 4).join('')).join('-')}`
}

/** Keeps the letter, then request, letters and trail in one batch. Answers the reference by which the request is followed. */
export async function takeAccountRequest(
  c: Context<AppEnv>,
  { agencyId, name, email, post, letter }: z.infer<typeof asking>,
): Promise<Result<string, Problem>> {
  const { now } = c.var
  const db = openDb(c.env.DB)
  const caller = await callerHash(c)
  const { most, windowMs } = requestsPerCaller
  if (!(await isWithin(c, `account_request caller ${caller}`, most, windowMs))) {
    return refuse({ code: 'too_many_requests' })
  }
  if (letter.size > maxLetterBytes) return refuse({ code: 'file_too_large', maxBytes: maxLetterBytes })
  const [agency] = await selectAgency(db, agencyId)
  if (!agency || agency.parentId !== null) return refuse({ code: 'invalid_input', fields: ['agencyId'] })
  if (agency.validTo !== null && agency.validTo <= now) return refuse({ code: 'agency_closed' })
  const bytes = new Uint8Array(await letter.arrayBuffer())
  const pdf = await checkWholePdf(bytes)
  if (!pdf.ok) return refuse(pdf.refusal)
  const perAddress = requestsPerAddress
  if (!(await isWithin(c, `account_request address ${email}`, perAddress.most, perAddress.windowMs))) {
    return refuse({ code: 'too_many_requests' })
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
  await announceMails(c.env, mails)
  return accept(reference)
}
