import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aDraft, aPassed, aPdf, auditActions, nowIn } from './proposals-factories.ts'
import { idOf, sha256Of, upload } from './upload-factories.ts'

const stored = async (id: string) =>
  (await env.FILES.list({ prefix: `attachments/${id}/` })).objects.map(({ key }) => key)

async function aProposalWith(file: Uint8Array, fileName = 'surat.pdf') {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aDraft(edition, agency)
  const [, attachment] = await upload(agency.author, id, file, { fileName })
  return { edition, agency, id, attachment, path: `/proposals/${id}/attachments/${idOf(attachment)}` }
}

const get = (person: Person, path: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(`http://localhost/api${path}`, { headers: { cookie: person.cookie, ...headers } })

test('a file comes back byte for byte, as a download in a sandbox, under the name that was given', async () => {
  const file = aPdf()
  const { agency, path } = await aProposalWith(file, 'Surat "resmi" (1).pdf')
  const back = await get(agency.admin, path)
  expect([
    back.status,
    Object.fromEntries(back.headers),
    await sha256Of(new Uint8Array(await back.arrayBuffer())),
  ]).toEqual([
    200,
    expect.objectContaining({
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename*=UTF-8''Surat%20resmi%20%281%29.pdf",
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=3600',
    }),
    await sha256Of(file),
  ])
})

test('a part of a file can be asked for, and a file the browser has is not sent again', async () => {
  const file = aPdf()
  const { agency, path } = await aProposalWith(file)
  const whole = await get(agency.author, path)
  const etag = whole.headers.get('etag') ?? ''
  await whole.arrayBuffer()
  const ask = async (headers: Record<string, string>) => {
    const answered = await get(agency.author, path, headers)
    return [answered.status, answered.headers.get('content-range'), await answered.text()]
  }
  const all = new TextDecoder().decode(file)
  const size = file.byteLength
  expect([
    await ask({ range: 'bytes=0-7' }),
    await ask({ range: 'bytes=-6' }),
    await ask({ range: `bytes=${size}-` }),
    await ask({ range: 'bytes=0-7', 'if-range': etag }),
    await ask({ range: 'bytes=0-7', 'if-range': '"lain"' }),
    await ask({ 'if-none-match': etag }),
  ]).toEqual([
    [206, `bytes 0-7/${size}`, '%PDF-1.7'],
    [206, `bytes ${size - 6}-${size - 1}/${size}`, '%%EOF\n'],
    [416, `bytes */${size}`, ''],
    [206, `bytes 0-7/${size}`, '%PDF-1.7'],
    [200, null, all],
    [304, null, ''],
  ])
})

test('a newer file takes the place of the one before; a removed one is gone from view while its bytes stay', async () => {
  const { agency, id, attachment: first } = await aProposalWith(aPdf('% lama'), 'lama.pdf')
  const [, second] = await upload(agency.author, id, aPdf('% baru'), { fileName: 'baru.pdf' })
  const [, before] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  const removal = () => answer(call(agency.author, 'DELETE', `/proposals/${id}/attachments/${idOf(second)}`))
  const removed = await removal()
  const again = await removal()
  const [, after] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect([first, before, removed, again, after, (await stored(id)).length, await auditActions(id)]).toEqual([
    expect.objectContaining({ fileName: 'lama.pdf' }),
    expect.objectContaining({ attachments: [expect.objectContaining({ id: idOf(second) })] }),
    [204, null],
    [404, { code: 'not_found' }],
    expect.objectContaining({ attachments: [] }),
    2,
    ['attachment.added', 'attachment.added', 'attachment.removed'],
  ])
})

test('who writes the proposal sees what was removed, may read it and bring it back; nobody else does', async () => {
  const file = aPdf('% salah hapus')
  const { edition, agency, id, attachment, path } = await aProposalWith(file)
  const stranger = await anAgencyWithPeople()
  await call(agency.author, 'DELETE', path)
  const list = `/proposals/${id}/attachments/removed`
  const [, removed] = await answer(call(agency.admin, 'GET', list))
  const read = await get(agency.admin, path)
  const others = await Promise.all(
    [stranger.author, stranger.admin, edition.secretariat].map(async (person) => [
      (await get(person, path)).status,
      (await call(person, 'GET', list)).status,
      (await call(person, 'POST', `${path}/restoration`)).status,
    ]),
  )
  const [status, restored] = await answer(call(agency.author, 'POST', `${path}/restoration`))
  const [, view] = await answer(call(agency.author, 'GET', `/proposals/${id}`))
  expect([removed, await sha256Of(new Uint8Array(await read.arrayBuffer())), others, status, view]).toEqual([
    {
      attachments: [{ ...Object(attachment), removedAt: expect.stringMatching(/Z$/), removedBy: agency.author.name }],
    },
    await sha256Of(file),
    [
      [404, 404, 404],
      [404, 404, 404],
      [403, 403, 403],
    ],
    201,
    expect.objectContaining({
      attachments: [expect.objectContaining({ id: idOf(restored), sha256: await sha256Of(file) })],
    }),
  ])
  expect([await auditActions(id), (await answer(call(agency.author, 'POST', `${path}/restoration`)))[0]]).toEqual([
    ['attachment.added', 'attachment.removed', 'attachment.restored'],
    201,
  ])
})

test('a file that stands cannot be restored, nor one of a proposal that is away', async () => {
  const { edition, agency, id, path } = await aProposalWith(aPdf())
  const standing = await answer(call(agency.author, 'POST', `${path}/restoration`))
  await call(agency.author, 'DELETE', path)
  await db
    .insert(tables.handovers)
    .values({ id: `h-${id}`, proposalId: id, kind: 'passed', at: new Date(), by: agency.author.id })
  const away = await answer(call(agency.author, 'POST', `${path}/restoration`))
  await nowIn(edition, 'seleksi')
  const closed = await answer(call(agency.admin, 'POST', `${path}/restoration`))
  expect([standing, away, closed[1]]).toEqual([
    [404, { code: 'not_found' }],
    [409, { code: 'not_editable', state: 'with_agency' }],
    expect.objectContaining({ code: 'stage_not_open' }),
  ])
})

test('the unit cannot remove while the admin has it', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aPassed(edition, agency)
  const path = `/proposals/${id}/attachments/attachment-${id}-pernyataan-implementasi`
  expect([await answer(call(agency.author, 'DELETE', path)), await answer(call(agency.admin, 'DELETE', path))]).toEqual(
    [
      [409, { code: 'not_editable', state: 'with_agency' }],
      [204, null],
    ],
  )
})
