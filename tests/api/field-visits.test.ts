import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aFinalist, dayAhead } from './interview-factories.ts'
import { aJuror, anAffiliation, type Eligible } from './jury-factories.ts'
import { anEdition, answer, aPerson, asObject, call, db, listIn, type Person } from './portal.ts'
import { auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'

const stageId = 'verifikasi-lapangan'
const base = (edition: Edition) => `/editions/${edition.slug}/stages/${stageId}`
const notFound = [404, { code: 'not_found' }]

const checksOf = (edition: Edition) => {
  const stage = edition.rules.stages.find(({ id }) => id === stageId)
  return stage?.kind === 'field_visit' ? (stage.checks ?? []) : []
}
const allConfirmed = (edition: Edition) =>
  Object.fromEntries(checksOf(edition).map(({ id }) => [id, { outcome: 'confirmed', note: '' }]))

const visit = (edition: Edition, visits: readonly object[], by: Person = edition.secretariat) =>
  answer(call(by, 'POST', `${base(edition)}/visits`, { visits }))
const toVisit = (proposal: Eligible, visitors: readonly Person[], given: object = {}) => ({
  proposalId: proposal.id,
  visitsOn: dayAhead(1),
  place: 'Puskesmas Contoh',
  visitorIds: visitors.map(({ id }) => id),
  ...given,
})

/** A visit to one finalist by these many panelists. */
async function aVisit(visitors = 1) {
  const edition = await anEdition(stageId)
  const people: Person[] = []
  for (let n = 0; n < visitors; n += 1) people.push(await aJuror(edition, 'panelist'))
  const proposal = await aFinalist(edition)
  const [, body] = await visit(edition, [toVisit(proposal, people)])
  const ids = asObject(body).ids
  return { edition, people, proposal, id: Array.isArray(ids) ? String(ids[0]) : '' }
}

/** A JPEG of 3 x 2 pixels with a place in its Exif. */
const aPhoto = (mark = 1): Uint8Array =>
  Uint8Array.from(
    [
      [0xff, 0xd8, 0xff, 0xe1, 0, 14, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x47, 0x50, 0x53, 0x21, 0x21, 0x21],
      [0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0],
      [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, mark, 0xff, 0xd9],
    ].flat(),
  )

test('visits are proposed from the finalists, planned at once with letters, and refused a second time', async () => {
  const edition = await anEdition(stageId)
  const people = [await aJuror(edition, 'panelist'), await aJuror(edition, 'panelist')]
  const barred = await aJuror(edition, 'panelist')
  const proposal = await aFinalist(edition)
  await anAffiliation(barred, proposal.agency.agency.id)
  const [, proposed] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/visits/proposal?seed=4`))
  expect(listIn(proposed, 'visits')).toEqual([
    {
      proposalId: proposal.id,
      title: proposal.title,
      referenceNumber: proposal.referenceNumber,
      agency: proposal.agency.agency.name,
      cancelledBecause: null,
      visitsOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      place: proposal.agency.agency.name,
      visitorIds: expect.arrayContaining(people.map(({ id }) => id)),
      missing: 0,
      barredIds: [barred.id],
    },
  ])
  const asked = toVisit(proposal, people)
  expect((await visit(edition, [asked]))[0]).toBe(201)
  expect(await visit(edition, [asked])).toEqual([409, { code: 'already_planned' }])
  const [, list] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/visits`))
  expect(listIn(list, 'visits').map(({ proposalId, place, visitors }) => [proposalId, place, visitors])).toEqual([
    [
      proposal.id,
      'Puskesmas Contoh',
      expect.arrayContaining(people.map(({ id, name }) => ({ id, name, state: 'going', handedInAt: null, photos: 0 }))),
    ],
  ])
  expect(asObject(list).waiting).toEqual([])
  expect(await auditActions(stageId)).toContain('visits.planned')
  expect((await lettersOf(people[0]!)).map(({ kind }) => kind)).toEqual(['visits_planned'])
  expect((await lettersOf(proposal.agency.admin)).at(-1)?.body).toContain('Puskesmas Contoh')
})

test('nobody in conflict is sent, no day outside of the stage is taken, and only the secretariat plans', async () => {
  const edition = await anEdition(stageId)
  const panelist = await aJuror(edition, 'panelist')
  const evaluator = await aJuror(edition)
  const proposal = await aFinalist(edition)
  await anAffiliation(panelist, proposal.agency.unit.id)
  expect(await visit(edition, [toVisit(proposal, [panelist])])).toEqual([409, { code: 'conflict_of_interest' }])
  expect(await visit(edition, [toVisit(proposal, [evaluator])])).toEqual([
    422,
    { code: 'invalid_input', fields: ['visits.0.visitorIds'] },
  ])
  const free = await aJuror(edition, 'panelist')
  expect(await visit(edition, [toVisit(proposal, [free], { visitsOn: dayAhead(30) })])).toEqual([
    422,
    { code: 'invalid_input', fields: ['visits.0.visitsOn'] },
  ])
  expect(await visit(edition, [toVisit(proposal, [free])], free)).toEqual([403, { code: 'not_allowed' }])
  const [, body] = await visit(edition, [toVisit(proposal, [free])])
  const visitId = String([asObject(body).ids].flat()[0])
  const go = db.insert(tables.fieldVisitors).values({ visitId, jurorId: panelist.id, at: new Date() })
  const why = await go.then(String, (error: unknown) => (error instanceof Error ? String(error.cause) : ''))
  expect(why).toContain('conflict_of_interest')
})

test('a visitor writes, two windows meet by their version, and the same words again are no conflict', async () => {
  const { edition, people, id } = await aVisit()
  const [panelist] = people
  const findings = { berjalan: { outcome: 'partly', note: 'Hanya pagi ' }, palsu: { outcome: 'confirmed', note: '' } }
  const save = (version: number, comment: string) =>
    answer(call(panelist!, 'PUT', `/visits/${id}/draft`, { findings, comment, version }))
  const [status, first] = await save(0, 'Ditemui kepala')
  expect([status, first]).toEqual([200, { version: 1, savedAt: expect.any(String) }])
  expect(await save(0, 'Ditemui kepala')).toEqual([200, first])
  const kept = { berjalan: { outcome: 'partly', note: 'Hanya pagi ' } }
  expect(await save(0, 'Lain')).toEqual([
    409,
    {
      code: 'visit_draft_conflict',
      version: 1,
      theirs: { findings: kept, comment: 'Ditemui kepala', savedAt: asObject(first).savedAt },
    },
  ])
  const [, view] = await answer(call(panelist!, 'GET', `/visits/${id}`))
  expect(asObject(view).draft).toEqual({
    findings: kept,
    comment: 'Ditemui kepala',
    version: 1,
    savedAt: asObject(first).savedAt,
  })
  expect(asObject(view).checks).toEqual(checksOf(edition))
})

test('a sheet is handed in once with its receipt; what is missing is named', async () => {
  const { edition, people, id } = await aVisit()
  const [panelist] = people
  const hand = (findings: object, comment = '') =>
    answer(call(panelist!, 'POST', `/visits/${id}/sheet`, { findings, comment }))
  const some = { ...allConfirmed(edition), berjalan: { outcome: 'not_confirmed', note: '' } }
  expect(await hand(some)).toEqual([422, { code: 'findings_missing', checkIds: [], noteIds: ['berjalan'] }])
  const answers = await Promise.all([hand(allConfirmed(edition)), hand(allConfirmed(edition))])
  expect(answers.map(([status]) => status).toSorted()).toEqual([200, 201])
  const [[, receipt]] = answers
  expect(receipt).toEqual({ handedInAt: expect.any(String), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(answers[1]?.[1]).toEqual(receipt)
  expect(await hand(some)).toEqual([409, { code: 'already_handed_in' }])
  const draft = { findings: {}, comment: '', version: 0 }
  expect(await answer(call(panelist!, 'PUT', `/visits/${id}/draft`, draft))).toEqual([
    409,
    { code: 'already_handed_in' },
  ])
  expect((await call(panelist!, 'POST', `/visits/${id}/photos`, aPhoto())).status).toBe(409)
  expect((await auditActions(id)).filter((action) => action === 'visit_sheet.handed_in').length).toBe(1)
  await expect(db.update(tables.visitSheets).set({ comment: 'lain' })).rejects.toThrow()
})

test('a photograph is kept without its place, once, and until the sheet is handed in', async () => {
  const { people, id } = await aVisit(2)
  const [panelist, other] = people
  const send = (bytes: Uint8Array, by: Person = panelist!) =>
    answer(call(by, 'POST', `/visits/${id}/photos?caption=Loket`, bytes))
  const [status, photo] = await send(aPhoto())
  expect([status, photo]).toEqual([
    201,
    { id: expect.any(String), caption: 'Loket', sizeBytes: 28, at: expect.any(String) },
  ])
  expect(await send(aPhoto())).toEqual([200, photo])
  const photoId = String(asObject(photo).id)
  const [row] = await db.select().from(tables.visitPhotos).where(eq(tables.visitPhotos.id, photoId))
  const stored = await env.FILES.get(row?.objectKey ?? '')
  expect(await stored?.text()).not.toContain('GPS')
  expect((await call(panelist!, 'GET', `/visits/${id}/photos/${photoId}`)).headers.get('content-type')).toBe(
    'image/jpeg',
  )
  expect((await call(other!, 'GET', `/visits/${id}/photos/${photoId}`)).status).toBe(404)
  expect(await answer(call(panelist!, 'PUT', `/visits/${id}/photos/${photoId}`, { caption: 'Ruang tunggu' }))).toEqual([
    204,
    null,
  ])
  expect(await send(new TextEncoder().encode('%PDF-1.7\n%%EOF'))).toMatchObject([
    422,
    { code: 'not_a_photo', looksLike: 'pdf' },
  ])
  expect(await send(Uint8Array.of(0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70))).toEqual([
    422,
    { code: 'not_a_photo', looksLike: 'heic' },
  ])
  expect(await answer(call(other!, 'DELETE', `/visits/${id}/photos/${photoId}`))).toEqual(notFound)
  expect(await answer(call(panelist!, 'DELETE', `/visits/${id}/photos/${photoId}`))).toEqual([204, null])
  expect(await answer(call(panelist!, 'GET', `/visits/${id}/photos/${photoId}`))).toEqual(notFound)
  expect((await auditActions(id)).filter((action) => action.startsWith('visit_photo'))).toEqual([
    'visit_photo.added',
    'visit_photo.removed',
  ])
})

test('sheets are their visitors’ own until the stage is over; then secretariat and plenary read them', async () => {
  const { edition, people, proposal, id } = await aVisit(2)
  const [first, second] = people
  await answer(call(first!, 'POST', `/visits/${id}/photos?caption=Loket`, aPhoto()))
  await answer(call(first!, 'POST', `/visits/${id}/sheet`, { findings: allConfirmed(edition), comment: 'Baik' }))
  const findings = { ...allConfirmed(edition), berjalan: { outcome: 'not_confirmed', note: 'Sudah berhenti' } }
  await answer(call(second!, 'POST', `/visits/${id}/sheet`, { findings, comment: '' }))
  const staff = (path: string, by: Person = edition.secretariat) =>
    answer(call(by, 'GET', `${base(edition)}/visits${path}`))
  for (const path of ['/summary', `/${id}/sheets`, '/export']) {
    expect((await staff(path))[1]).toMatchObject({ code: 'stage_still_open' })
  }
  await nowIn(edition, 'pleno-akhir')
  const checks = checksOf(edition).length
  expect(await staff('/summary')).toEqual([
    200,
    {
      proposals: [
        {
          visitId: id,
          proposalId: proposal.id,
          visitsOn: dayAhead(1),
          place: 'Puskesmas Contoh',
          sheets: 2,
          checks,
          confirmed: checks - 1,
          partly: 0,
          not_confirmed: 1,
          not_seen: 0,
        },
      ],
    },
  ])
  const [, shown] = await staff(`/${id}/sheets`)
  expect(listIn(shown, 'sheets').map(({ visitor, comment, photos }) => [visitor, comment, photos])).toEqual([
    [first!.name, 'Baik', [{ id: expect.any(String), caption: 'Loket', sizeBytes: 28 }]],
    [second!.name, '', []],
  ])
  expect((await call(edition.secretariat, 'GET', `${base(edition)}/visits/export`)).status).toBe(200)
  expect((await staff('/summary', first))[0]).toBe(403)
  expect((await staff(`/${id}/sheets`, proposal.agency.admin))[0]).toBe(403)
  expect(await answer(call(proposal.agency.admin, 'GET', `/visits/${id}`))).toEqual([403, { code: 'not_allowed' }])
})

test('whoever comes into conflict sees nothing of the visit and hands in nothing; the gap is shown', async () => {
  const { edition, people, proposal, id } = await aVisit(2)
  const [panelist] = people
  await anAffiliation(panelist!, proposal.agency.agency.id)
  const findings = allConfirmed(edition)
  const tries = [
    call(panelist!, 'GET', `/visits/${id}`),
    call(panelist!, 'PUT', `/visits/${id}/draft`, { findings, comment: '', version: 0 }),
    call(panelist!, 'POST', `/visits/${id}/sheet`, { findings, comment: '' }),
    call(panelist!, 'POST', `/visits/${id}/photos`, aPhoto()),
    call(await aJuror(edition, 'panelist'), 'GET', `/visits/${id}`),
    call(panelist!, 'GET', '/visits/tidak-ada'),
  ]
  expect(await Promise.all(tries.map(answer))).toEqual(tries.map(() => notFound))
  expect(listIn((await answer(call(panelist!, 'GET', '/visits')))[1], 'visits')).toEqual([])
  const [, list] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/visits`))
  const visitors = listIn(listIn(list, 'visits')[0], 'visitors')
  expect(visitors.find((one) => one.id === panelist!.id)?.state).toBe('conflict')
  const other = await aJuror(edition, 'panelist')
  const at = `${base(edition)}/visits/${id}/visitors`
  expect(await answer(call(edition.secretariat, 'POST', `${at}/${panelist!.id}/end`, { reason: '' }))).toEqual([
    422,
    { code: 'reason_needed' },
  ])
  expect(await answer(call(edition.secretariat, 'POST', `${at}/${panelist!.id}/end`, { reason: 'Benturan' }))).toEqual([
    204,
    null,
  ])
  expect(await answer(call(edition.secretariat, 'POST', at, { jurorId: panelist!.id }))).toEqual([
    409,
    { code: 'conflict_of_interest' },
  ])
  expect((await call(edition.secretariat, 'POST', at, { jurorId: other.id })).status).toBe(201)
  expect((await call(other, 'GET', `/visits/${id}`)).status).toBe(200)
})

test('a visit is cancelled with a reason while nothing is handed in, and can be planned again', async () => {
  const { edition, people, proposal, id } = await aVisit()
  const path = `${base(edition)}/visits/${id}/cancellation`
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: ' ' }))).toEqual([
    422,
    { code: 'reason_needed' },
  ])
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: 'Banjir' }))).toEqual([204, null])
  expect(await answer(call(people[0]!, 'GET', `/visits/${id}`))).toEqual(notFound)
  expect((await lettersOf(people[0]!)).some(({ body }) => body.includes('Alasan: Banjir'))).toBe(true)
  const [, proposed] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/visits/proposal`))
  expect(listIn(proposed, 'visits').map(({ cancelledBecause }) => cancelledBecause)).toEqual(['Banjir'])
  const [, body] = await visit(edition, [toVisit(proposal, people)])
  const again = String([asObject(body).ids].flat()[0])
  await answer(call(people[0]!, 'POST', `/visits/${again}/sheet`, { findings: allConfirmed(edition), comment: '' }))
  const cancel = call(edition.secretariat, 'POST', `${base(edition)}/visits/${again}/cancellation`, { reason: 'Lagi' })
  expect(await answer(cancel)).toEqual([409, { code: 'already_handed_in' }])
})

test('outside of its stage a visit is read and not written', async () => {
  const { edition, people, id } = await aVisit()
  await nowIn(edition, 'pleno-akhir')
  expect((await call(people[0]!, 'GET', `/visits/${id}`)).status).toBe(200)
  const draft = { findings: {}, comment: '', version: 0 }
  expect(await answer(call(people[0]!, 'PUT', `/visits/${id}/draft`, draft))).toMatchObject([
    409,
    { code: 'stage_not_open' },
  ])
  const sheet = { findings: allConfirmed(edition), comment: '' }
  expect(await answer(call(people[0]!, 'POST', `/visits/${id}/sheet`, sheet))).toMatchObject([
    409,
    { code: 'stage_not_open' },
  ])
  const stranger = await aPerson({ role: 'author' })
  expect(await answer(call(stranger, 'GET', '/visits'))).toEqual([403, { code: 'not_allowed' }])
})
