import { env, exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import * as tables from '#db/schema.ts'
import { minuteMs, minuteOf } from '#domain/service-health.ts'
import { onePagePdf } from '#worker/cli/seed/pdf.ts'
import { readMinutes } from '#worker/service-health.ts'
import { sweepUploads } from '#worker/upload-sweep.ts'
import { anAgencyWithPeople, answer, call, db } from './portal.ts'
import { aDraft, aPassed, aPdf, auditActions, nowIn, submissionOf } from './proposals-factories.ts'
import {
  attachmentsOf,
  aWriter,
  complete,
  idOf,
  inPartsOf,
  keysUnder,
  letterRule,
  partsOf,
  sendPart,
  sha256Of,
  startUpload,
  upload,
} from './upload-factories.ts'

const uploadRow = (id: string) => db.select().from(tables.uploads).where(eq(tables.uploads.id, id)).get()

test('a file in parts becomes an attachment with its hash; the parts are gone, the trail and the row remain', async () => {
  const { person, proposalId } = await aWriter()
  const file = onePagePdf('Surat pernyataan')
  const hash = await sha256Of(file)
  const [status, started] = await startUpload(person, proposalId, file, { fileName: '../../Surat\u202e "asli".pdf' })
  const id = idOf(started)
  const parts = partsOf(file, 64)
  for (const [number, part] of parts.entries()) expect(await sendPart(person, id, number, part)).toEqual([204, null])
  const keys = await keysUnder(`uploads/${id}/`)
  const done = await complete(person, id)
  const again = await complete(person, id)
  const [, view] = await answer(call(person, 'GET', `/proposals/${proposalId}`))
  await vi.waitFor(async () => expect(await keysUnder(`uploads/${id}/`)).toEqual([]))
  expect([status, started, keys.length, done, again[1], view, await auditActions(proposalId)]).toEqual([
    201,
    {
      id,
      ruleId: letterRule,
      fileName: '../../Surat\u202e "asli".pdf',
      sizeBytes: file.byteLength,
      sha256: hash,
      chunkBytes: 64,
      startedAt: expect.stringMatching(/Z$/),
      startedBy: person.name,
      isMine: true,
      chunks: [],
    },
    parts.length,
    [
      201,
      {
        id: expect.any(String),
        ruleId: letterRule,
        fileName: 'Surat asli.pdf',
        sizeBytes: file.byteLength,
        sha256: hash,
        uploadedAt: expect.stringMatching(/Z$/),
      },
    ],
    done[1],
    expect.objectContaining({
      attachments: [expect.objectContaining({ id: idOf(done[1]), fileName: 'Surat asli.pdf' })],
    }),
    ['attachment.added'],
  ])
  expect(await uploadRow(id)).toEqual(
    expect.objectContaining({ attachmentId: idOf(done[1]), endedAt: expect.any(Date), proposalId }),
  )
  const object = await env.FILES.get(`attachments/${proposalId}/${hash}`)
  expect([
    await sha256Of(new Uint8Array((await object?.arrayBuffer()) ?? [])),
    object?.httpMetadata?.contentType,
  ]).toEqual([hash, 'application/pdf'])
})

test('in any order and however often its parts are sent, the stored file is the same, byte for byte', async () => {
  const { person, proposalId } = await aWriter(inPartsOf(97))
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      async (words, extra, chance) => {
        const file = aPdf(`% ${words} ${crypto.randomUUID()}\n`)
        const parts = partsOf(file, 97)
        const id = idOf((await startUpload(person, proposalId, file))[1])
        const order = [...parts.keys(), ...extra.map((n) => n % parts.length)]
          .map((number) => ({ number, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
        for (const { number } of order) {
          const part = parts[number] ?? new Uint8Array(0)
          expect(await sendPart(person, id, number, part)).toEqual([204, null])
        }
        const [status] = await complete(person, id)
        const stored = await env.FILES.get(`attachments/${proposalId}/${await sha256Of(file)}`)
        expect([status, new Uint8Array((await stored?.arrayBuffer()) ?? [])]).toEqual([201, file])
      },
    ),
    { numRuns: 12 },
  )
})

test('an upload is taken up again where it stopped, by whoever writes the proposal, and told in a list', async () => {
  const { person, proposalId, agency } = await aWriter()
  const file = onePagePdf('Dilanjutkan')
  const [, started] = await startUpload(person, proposalId, file)
  const id = idOf(started)
  const parts = partsOf(file, 64)
  await sendPart(person, id, 2, parts[2] ?? file)
  await sendPart(person, id, 0, parts[0] ?? file)
  const resumed = await startUpload(agency.admin, proposalId, file)
  const [, listed] = await answer(call(person, 'GET', `/proposals/${proposalId}/uploads`))
  const early = await complete(person, id)
  const missing = parts.map((_, n) => n).filter((n) => n !== 0 && n !== 2)
  expect([resumed, listed, early]).toEqual([
    [200, { ...Object(started), isMine: false, chunks: [0, 2] }],
    { uploads: [{ ...Object(started), chunks: [0, 2] }] },
    [409, { code: 'upload_incomplete', missing }],
  ])
})

test('a part with other bytes, a part that changed on the way, a part cut off or too long, and a part that is none are refused', async () => {
  const { person, proposalId } = await aWriter()
  const file = onePagePdf('Bagian')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  const [first = file, second = file] = partsOf(file, 64)
  expect([
    await sendPart(person, id, 0, first),
    await sendPart(person, id, 0, first),
    await sendPart(person, id, 0, second),
    await sendPart(person, id, 1, second, { 'x-chunk-sha256': 'a'.repeat(64) }),
    await sendPart(person, id, 1, second.slice(1)),
    await sendPart(person, id, 1, file),
    await sendPart(person, id, 99, second),
    await sendPart(person, id, '1e0', second),
    await sendPart(person, id, 1, second, { 'x-chunk-sha256': 'bukan' }),
    await sendPart(person, 'tidak-ada', 1, second),
  ]).toEqual([
    [204, null],
    [204, null],
    [409, { code: 'chunk_differs' }],
    [422, { code: 'chunk_corrupted' }],
    [400, { code: 'upload_cut_off', expectedBytes: 64, receivedBytes: 63 }],
    [413, { code: 'file_too_large', maxBytes: 64 }],
    [422, { code: 'invalid_input', fields: ['number'] }],
    [422, { code: 'invalid_input', fields: ['number'] }],
    [422, { code: 'invalid_input', fields: ['x-chunk-sha256'] }],
    [404, { code: 'not_found' }],
  ])
  expect((await keysUnder(`uploads/${id}/`)).length).toBe(1)
})

test('two senders of different bytes for one part: one wins, the other is told', async () => {
  const { person, proposalId } = await aWriter()
  const file = onePagePdf('Berlomba')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  const [first = file, second = file] = partsOf(file, 64)
  const answers = await Promise.all([sendPart(person, id, 0, first), sendPart(person, id, 0, second)])
  expect(answers.toSorted(([a], [b]) => a - b)).toEqual([
    [204, null],
    [409, { code: 'chunk_differs' }],
  ])
})

test('a file of 200 MB is refused before a byte of it is sent, and a part that large before it is read', async () => {
  const { person, proposalId } = await aWriter()
  const large = 200 * 1024 * 1024
  const file = onePagePdf('Besar')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  const sent = exports.default.fetch(`http://localhost/api/uploads/${id}/chunks/0`, {
    method: 'PUT',
    headers: {
      cookie: person.cookie,
      origin: 'http://localhost',
      'content-type': 'application/octet-stream',
      'x-chunk-sha256': 'a'.repeat(64),
      'content-length': String(large),
    },
    body: new Uint8Array(1000),
  })
  expect([await startUpload(person, proposalId, file, { sizeBytes: large }), await answer(sent)]).toEqual([
    [413, { code: 'file_too_large', maxBytes: 10 * 1024 * 1024 }],
    [413, { code: 'file_too_large', maxBytes: 64 }],
  ])
})

test('of two files for the last place of a rule exactly one gets it', async () => {
  const { person, proposalId } = await aWriter(inPartsOf(10_000, { maxFiles: 2 }))
  await upload(person, proposalId, onePagePdf('Pertama'))
  const files = [onePagePdf('Kedua'), onePagePdf('Ketiga')]
  const ids = await Promise.all(files.map(async (file) => idOf((await startUpload(person, proposalId, file))[1])))
  await Promise.all(files.map((file, i) => sendPart(person, ids[i] ?? '', 0, file)))
  const answers = await Promise.all(ids.map((id) => complete(person, id)))
  expect(answers.map(([status]) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
  expect((await attachmentsOf(proposalId)).length).toBe(2)
})

test('completed twice at the same moment it is one attachment and one event', async () => {
  const { person, proposalId } = await aWriter(inPartsOf(10_000))
  const file = onePagePdf('Sekali')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  await sendPart(person, id, 0, file)
  const [one, two] = await Promise.all([complete(person, id), complete(person, id)])
  expect([one[1], await auditActions(proposalId), (await attachmentsOf(proposalId)).length]).toEqual([
    two[1],
    ['attachment.added'],
    1,
  ])
})

test('a file that is not the one announced is not kept, and the upload is over', async () => {
  const { person, proposalId } = await aWriter(inPartsOf(10_000))
  const [announced, other] = [onePagePdf('Surat satu'), onePagePdf('Surat lima')]
  expect(announced.byteLength).toBe(other.byteLength)
  const id = idOf((await startUpload(person, proposalId, announced))[1])
  await sendPart(person, id, 0, other)
  expect([await complete(person, id), await complete(person, id), await sendPart(person, id, 0, announced)]).toEqual([
    [409, { code: 'upload_changed' }],
    [409, { code: 'upload_ended' }],
    [409, { code: 'upload_ended' }],
  ])
})

test('a part whose bytes were lost in the store is asked for again, and heals by being sent again', async () => {
  const { person, proposalId } = await aWriter()
  const file = onePagePdf('Hilang')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  const parts = partsOf(file, 64)
  for (const [number, part] of parts.entries()) await sendPart(person, id, number, part)
  const [, , third = ''] = await keysUnder(`uploads/${id}/`)
  await env.FILES.delete(third)
  const gap = await complete(person, id)
  const healed = await sendPart(person, id, 2, parts[2] ?? file)
  expect([gap, healed, (await complete(person, id))[0]]).toEqual([
    [409, { code: 'upload_incomplete', missing: [2] }],
    [204, null],
    201,
  ])
})

test('an upload can be cancelled once; then its parts are gone and the row says so', async () => {
  const { person, proposalId } = await aWriter(inPartsOf(10_000))
  const file = onePagePdf('Batal')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  await sendPart(person, id, 0, file)
  const cancel = () => answer(call(person, 'DELETE', `/uploads/${id}`))
  expect([await cancel(), await cancel(), await complete(person, id), await auditActions(proposalId)]).toEqual([
    [204, null],
    [409, { code: 'upload_ended' }],
    [409, { code: 'upload_ended' }],
    ['upload.cancelled'],
  ])
  await vi.waitFor(async () => expect(await keysUnder(`uploads/${id}/`)).toEqual([]))
  const [, listed] = await answer(call(person, 'GET', `/proposals/${proposalId}/uploads`))
  expect(listed).toEqual({ uploads: [] })
})

test('after a day without a part the clock gives an upload up; one that still grows is left alone', async () => {
  const { person, proposalId } = await aWriter()
  const file = onePagePdf('Ditinggalkan')
  const id = idOf((await startUpload(person, proposalId, file))[1])
  await sendPart(person, id, 0, partsOf(file, 64)[0] ?? file)
  const hour = 3600 * 1000
  await sweepUploads(env, new Date(Date.now() + 23 * hour))
  const [before, parts] = [await uploadRow(id), await keysUnder(`uploads/${id}/`)]
  const later = new Date(Date.now() + 25 * hour)
  await sweepUploads(env, later)
  expect([before?.endedAt, parts.length, await uploadRow(id), await keysUnder(`uploads/${id}/`)]).toEqual([
    null,
    1,
    expect.objectContaining({ endedAt: later, attachmentId: null }),
    [],
  ])
  expect(await auditActions(proposalId)).toEqual(['upload.abandoned'])
})

test('whoever may not write may not upload: strangers, the unit while the admin has it, everybody after closing', async () => {
  const { edition, agency } = await aWriter()
  const stranger = await anAgencyWithPeople()
  const file = onePagePdf('Bukan Anda')
  const draft = await aDraft(edition, agency)
  const open = idOf((await startUpload(agency.author, draft, file))[1])
  const passed = await aPassed(edition, agency)
  expect([
    await startUpload(stranger.author, draft, file),
    await sendPart(stranger.author, open, 0, file.slice(0, 64)),
    await complete(stranger.admin, open),
    await answer(call(stranger.author, 'DELETE', `/uploads/${open}`)),
    await startUpload(agency.author, passed, file),
    await startUpload(agency.author, draft, file, { ruleId: 'tidak-ada' }),
    await startUpload(agency.author, draft, file, { sha256: 'bukan' }),
    await startUpload(agency.author, draft, file, { sizeBytes: 0 }),
  ]).toEqual([
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [404, { code: 'not_found' }],
    [409, { code: 'not_editable', state: 'with_agency' }],
    [422, { code: 'invalid_input', fields: ['ruleId'] }],
    [422, { code: 'invalid_input', fields: ['sha256'] }],
    [422, { code: 'file_empty' }],
  ])
  await nowIn(edition, 'seleksi')
  expect((await sendPart(agency.author, open, 0, file.slice(0, 64)))[1]).toEqual(
    expect.objectContaining({ code: 'stage_not_open' }),
  )
})

test('a proposal has at most twenty unfinished uploads, and all of them are listed', async () => {
  const { person, proposalId } = await aWriter()
  for (let n = 0; n < 20; n += 1) await startUpload(person, proposalId, onePagePdf(`Ke-${n}`))
  const oneMore = await startUpload(person, proposalId, onePagePdf('Terlalu banyak'))
  const [, listed] = await answer(call(person, 'GET', `/proposals/${proposalId}/uploads`))
  expect([oneMore, listed]).toEqual([
    [429, { code: 'too_many_uploads', most: 20 }],
    { uploads: Array.from({ length: 20 }, () => expect.objectContaining({ chunks: [] })) },
  ])
})

test('a part on a slow line is no slowness of ours: it does not count towards a grace', async () => {
  const { person, proposalId } = await aWriter()
  const file = aPdf('x'.repeat(200))
  const [, begun] = await startUpload(person, proposalId, file)
  const minute = minuteOf(new Date()) + 5
  const at = (ms: number) => vi.setSystemTime(minute * minuteMs + ms)
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    at(0)
    await call(person, 'GET', '/me')
    for (const [number, part] of partsOf(file, 64).entries()) {
      const slow = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, 20))
            at(number * 9000 + 8000)
            controller.enqueue(part)
            controller.close()
          },
        },
        { highWaterMark: 0 },
      )
      at(number * 9000)
      const sent = await exports.default.fetch(`http://localhost/api/uploads/${idOf(begun)}/chunks/${number}`, {
        method: 'PUT',
        headers: { cookie: person.cookie, origin: 'http://localhost', 'x-chunk-sha256': await sha256Of(part) },
        body: slow,
      })
      expect(sent.status).toBe(204)
    }
    at(minuteMs)
    await call(person, 'GET', '/me')
    const counted = await vi.waitFor(async () => {
      const [found] = await readMinutes(env, minute, minute)
      if (!found || found.requests < 2) throw new Error('not written yet')
      return found
    })
    expect([counted.requests > 3, counted.failures, counted.p95Ms < 3000]).toEqual([true, 0, true])
  } finally {
    vi.useRealTimers()
  }
})

test('a file completed while the proposal is forwarded is in what is frozen, or is not attached at all', async () => {
  const { edition, agency } = await aWriter()
  for (let round = 0; round < 8; round += 1) {
    const id = await aPassed(edition, agency)
    const file = aPdf(`% ${round}`)
    const [, begun] = await startUpload(agency.admin, id, file)
    for (const [number, part] of partsOf(file, 64).entries()) await sendPart(agency.admin, idOf(begun), number, part)
    const [[completed], forwarded] = await Promise.all([
      complete(agency.admin, idOf(begun)),
      call(agency.admin, 'POST', `/proposals/${id}/submissions`, {}),
    ])
    const now = (await attachmentsOf(id)).filter(({ removedAt }) => removedAt === null).map(({ sha256 }) => sha256)
    const { content } = await submissionOf(id)
    const isIn = now.includes(await sha256Of(file))
    expect([forwarded.status, completed === 201, content.attachments.map(({ sha256 }) => sha256).toSorted()]).toEqual([
      201,
      isIn,
      now.toSorted(),
    ])
  }
})
