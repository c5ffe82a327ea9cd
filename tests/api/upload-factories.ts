import { env, exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import * as tables from '#db/schema.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aDraft, type Edition } from './proposals-factories.ts'

export const letterRule = 'pernyataan-implementasi'

export const sha256Of = async (bytes: Uint8Array): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

type Given = { ruleId?: string; fileName?: string; sizeBytes?: number; sha256?: string }

export const startUpload = async (person: Person, proposalId: string, bytes: Uint8Array, given: Given = {}) =>
  answer(
    call(person, 'POST', `/proposals/${proposalId}/uploads`, {
      ruleId: letterRule,
      fileName: 'surat.pdf',
      sizeBytes: bytes.byteLength,
      sha256: await sha256Of(bytes),
      ...given,
    }),
  )

/** Sends one part with the hash and the length the client claims. */
export const sendPart = async (
  person: Person,
  uploadId: string,
  number: number | string,
  part: Uint8Array,
  claimed: Record<string, string> = {},
) =>
  answer(
    exports.default.fetch(`http://localhost/api/uploads/${uploadId}/chunks/${number}`, {
      method: 'PUT',
      headers: {
        cookie: person.cookie,
        origin: 'http://localhost',
        'content-type': 'application/octet-stream',
        'x-chunk-sha256': await sha256Of(part),
        ...claimed,
      },
      body: Uint8Array.from(part),
    }),
  )

export const complete = (person: Person, uploadId: string) =>
  answer(call(person, 'POST', `/uploads/${uploadId}/completion`))

export const partsOf = (bytes: Uint8Array, chunkBytes: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.byteLength / chunkBytes) }, (_, n) =>
    bytes.slice(n * chunkBytes, (n + 1) * chunkBytes),
  )

export const idOf = (value: unknown): string => {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id
  throw new Error(`no id in ${JSON.stringify(value)}`)
}

/** A whole upload in one go: the answer of the step that refused, or of the completion. */
export async function upload(person: Person, proposalId: string, bytes: Uint8Array, given: Given = {}) {
  const started = await startUpload(person, proposalId, bytes, given)
  if (started[0] >= 300) return started
  const id = idOf(started[1])
  for (const [number, part] of partsOf(bytes, 256 * 1024).entries()) {
    const sent = await sendPart(person, id, number, part)
    if (sent[0] !== 204) return sent
  }
  return complete(person, id)
}

/** The smallest parts an edition may ask for would make large tests; these come as if older rules had said so. */
export const inPartsOf =
  (chunkBytes: number, change: object = {}) =>
  (rules: Edition['rules']): Edition['rules'] => ({
    ...rules,
    attachments: rules.attachments.map((rule) => ({ ...rule, chunkBytes, ...change })),
  })

export async function aWriter(change: (rules: Edition['rules']) => Edition['rules'] = inPartsOf(64)) {
  const edition = await anEdition('pendaftaran', change)
  const agency = await anAgencyWithPeople()
  return { edition, agency, person: agency.author, proposalId: await aDraft(edition, agency) }
}

export const keysUnder = async (prefix: string) => (await env.FILES.list({ prefix })).objects.map(({ key }) => key)

export const attachmentsOf = async (proposalId: string) =>
  db
    .select({
      fileName: tables.attachments.fileName,
      sha256: tables.attachments.sha256,
      removedAt: tables.attachments.removedAt,
    })
    .from(tables.attachments)
    .where(eq(tables.attachments.proposalId, proposalId))
