import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { anAgencyWithPeople, anEdition, answer, call, type Person } from './portal.ts'
import { aDraft, aPassed, aPdf, auditActions, nowIn, type Edition } from './proposals-factories.ts'

const rule = 'pernyataan-implementasi'
const path = (id: string, name = 'surat.pdf', ruleId = rule) =>
  `/proposals/${id}/attachments?rule=${ruleId}&name=${encodeURIComponent(name)}`

/** Sends bytes with the length the client claims to send. */
const send = (person: Person, to: string, bytes: Uint8Array, claimed = bytes.byteLength) =>
  answer(
    exports.default.fetch(`http://localhost/api${to}`, {
      method: 'POST',
      headers: { cookie: person.cookie, 'content-type': 'application/pdf', 'content-length': String(claimed) },
      body: Uint8Array.from(bytes),
    }),
  )

/** Keys under which something lies in the store. */
const stored = async (id: string) =>
  (await env.FILES.list({ prefix: `attachments/${id}/` })).objects.map(({ key }) => key)

const withLimit = (maxBytes: number) => (rules: Edition['rules']) => ({
  ...rules,
  attachments: rules.attachments.map((one) => ({ ...one, maxBytes })),
})

const sha256 = async (bytes: Uint8Array) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

test('a PDF is kept under its hash, and comes back byte for byte as a download in a sandbox', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const file = aPdf()
  const hash = await sha256(file)
  const [status, attachment] = await send(agency.author, path(id, 'Surat "resmi" (1).pdf'), file)
  const [, view] = await answer(call(agency.admin, 'GET', `/proposals/${id}`))
  expect([status, attachment, view, await stored(id), await auditActions(id)]).toEqual([
    201,
    {
      id: expect.any(String),
      ruleId: rule,
      fileName: 'Surat resmi (1).pdf',
      sizeBytes: file.byteLength,
      sha256: hash,
      uploadedAt: expect.stringMatching(/Z$/),
    },
    expect.objectContaining({ attachments: [attachment] }),
    [`attachments/${id}/${hash}`],
    ['attachment.added'],
  ])
  const attachmentId = isAttachment(attachment) ? attachment.id : ''
  const back = await call(agency.author, 'GET', `/proposals/${id}/attachments/${attachmentId}`)
  expect([
    back.status,
    back.headers.get('content-type'),
    back.headers.get('content-disposition'),
    back.headers.get('content-security-policy'),
    back.headers.get('x-content-type-options'),
    await sha256(new Uint8Array(await back.arrayBuffer())),
  ]).toEqual([
    200,
    'application/pdf',
    "attachment; filename*=UTF-8''Surat%20resmi%20%281%29.pdf",
    "sandbox; default-src 'none'",
    'nosniff',
    hash,
  ])
})

const isAttachment = (value: unknown): value is { id: string } =>
  typeof value === 'object' && value !== null && 'id' in value

test.each([
  ['a text file named .pdf', new TextEncoder().encode('Surat pernyataan implementasi'), 'not_a_pdf'],
  ['an encrypted PDF', aPdf('trailer << /Encrypt 5 0 R >>'), 'pdf_encrypted'],
  ['a PDF with a script', aPdf('<< /S /JavaScript /JS (app.alert(1)) >>'), 'pdf_scripted'],
])('%s is refused and what was there stays', async (_, file, code) => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const good = await send(agency.author, path(id), aPdf())
  expect(await send(agency.author, path(id), file)).toEqual([422, { code }])
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect([view, (await stored(id)).length]).toEqual([expect.objectContaining({ attachments: [good[1]] }), 1])
})

test('a file of exactly the limit is taken, one byte more is too large', async () => {
  const file = aPdf()
  const edition = await anEdition('pendaftaran', withLimit(file.byteLength))
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const larger = aPdf(' ')
  expect([(await send(agency.author, path(id), file))[0], await send(agency.author, path(id), larger)]).toEqual([
    201,
    [413, { code: 'file_too_large', maxBytes: file.byteLength }],
  ])
})

test('a file larger than it claims to be is read no further than the limit and refused', async () => {
  const edition = await anEdition('pendaftaran', withLimit(200))
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const large = aPdf('%'.repeat(5000))
  expect(await send(agency.author, path(id), large, 100)).toEqual([413, { code: 'file_too_large', maxBytes: 200 }])
  expect(await stored(id)).toEqual([])
})

test('an upload cut half-way leaves nothing behind', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const file = aPdf()
  const half = file.slice(0, file.byteLength / 2)
  expect(await send(agency.author, path(id), half, file.byteLength)).toEqual([
    400,
    { code: 'upload_cut_off', expectedBytes: file.byteLength, receivedBytes: half.byteLength },
  ])
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect([view, await stored(id), await auditActions(id)]).toEqual([
    expect.objectContaining({ attachments: [] }),
    [],
    [],
  ])
})

test('a connection that breaks leaves nothing behind', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const file = aPdf()
  const breaking = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(file.slice(0, 10)),
    pull: (controller) => controller.error(new Error('connection reset')),
  })
  const { app } = await import('#worker/app.ts')
  const response = app.request(
    `/api${path(id)}`,
    {
      method: 'POST',
      headers: {
        cookie: agency.author.cookie,
        'content-type': 'application/pdf',
        'content-length': String(file.byteLength),
      },
      body: breaking,
    },
    env,
  )
  expect(await answer(Promise.resolve(response))).toEqual([
    400,
    { code: 'upload_cut_off', expectedBytes: file.byteLength, receivedBytes: 10 },
  ])
  expect(await stored(id)).toEqual([])
})

test('an attachment the rules do not know is refused', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  expect(await send(agency.author, path(id, 'a.pdf', 'tidak-ada'), aPdf())).toEqual([
    422,
    { code: 'invalid_input', fields: ['rule'] },
  ])
})

test('a newer file takes the place of the one before; a removed one is gone from view while its bytes stay', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const [, first] = await send(agency.author, path(id, 'lama.pdf'), aPdf('% lama'))
  const [, second] = await send(agency.author, path(id, 'baru.pdf'), aPdf('% baru'))
  const [, before] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  const attachmentId = isAttachment(second) ? second.id : ''
  const removal = () => answer(call(agency.author, 'DELETE', `/proposals/${id}/attachments/${attachmentId}`))
  const removed = await removal()
  const again = await removal()
  const [, after] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect([first, before, removed, again, after, (await stored(id)).length, await auditActions(id)]).toEqual([
    expect.objectContaining({ fileName: 'lama.pdf' }),
    expect.objectContaining({ attachments: [second] }),
    [204, null],
    [404, { code: 'not_found' }],
    expect.objectContaining({ attachments: [] }),
    2,
    ['attachment.added', 'attachment.added', 'attachment.removed'],
  ])
})

test('the unit cannot attach while the admin has it; nobody can after registration', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const byAuthor = await send(agency.author, path(id), aPdf())
  await nowIn(edition, 'seleksi')
  expect([byAuthor, (await send(agency.admin, path(id), aPdf()))[1]]).toEqual([
    [409, { code: 'not_editable', state: 'with_agency' }],
    expect.objectContaining({ code: 'stage_not_open' }),
  ])
})
