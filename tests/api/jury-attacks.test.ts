/** What somebody would try who wants to see or change more of the jury's side than is theirs. */
import { env, exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { sha256Hex } from '#worker/bytes.ts'
import { aRound, base, dayAhead, aFinalist, planned } from './interview-factories.ts'
import { aJuror, allPoints, anAffiliation, anEligible, anUnsignedJuror, assigned, putFile } from './jury-factories.ts'
import { anEdition, answer, asObject, call, db, listIn, type Person } from './portal.ts'
import { callInterrupted } from './interleaved.ts'
import { aPdf, auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'

const sha256 = 'b'.repeat(64)

const slotOf = async (edition: Edition) => {
  const [, body] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/interviews`))
  return String(listIn(body, 'slots')[0]?.id)
}

/** A finalist's interview with one panelist, and slides that the agency has sent. */
async function anInterview() {
  const { edition, people, proposals } = await aRound([[0]], 1)
  await planned(edition)
  const [panelist, proposal] = [people[0]!, proposals[0]!]
  const slot = await slotOf(edition)
  const mine = `/proposals/${proposal.id}/interviews/${slot}`
  const asked = new URLSearchParams({ kind: 'slides', title: 'Paparan', name: 'paparan.pdf' })
  const [, sent] = await answer(call(proposal.agency.author, 'POST', `${mine}/materials?${asked}`, aPdf()))
  await putFile(proposal)
  return { edition, panelist, proposal, slot, material: String(asObject(sent).id) }
}

const pictures = async (prefix: string) => (await env.FILES.list({ prefix })).objects.length

/** A JPEG of 3 x 2 pixels; `mark` makes it another one. */
const aPhoto = (mark = 1): Uint8Array<ArrayBuffer> => {
  const frame = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0]
  return Uint8Array.from([...frame, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, mark, 0xff, 0xd9])
}

const visits = 'verifikasi-lapangan'

async function aVisit() {
  const edition = await anEdition(visits)
  const visitor = await aJuror(edition, 'panelist')
  const proposal = await aFinalist(edition)
  const asked = { proposalId: proposal.id, visitsOn: dayAhead(1), place: 'Puskesmas', visitorIds: [visitor.id] }
  const path = `/editions/${edition.slug}/stages/${visits}/visits`
  const [, body] = await answer(call(edition.secretariat, 'POST', path, { visits: [asked] }))
  return { edition, visitor, proposal, id: String([asObject(body).ids].flat()[0]) }
}

test('no file of an interview or a visit stays in the browser of a juror', async () => {
  const { panelist, slot, material } = await anInterview()
  const { visitor, id } = await aVisit()
  const [, photo] = await answer(call(visitor, 'POST', `/visits/${id}/photos`, aPhoto()))
  const files: [Person, string][] = [
    [panelist, `/interviews/${slot}/attachments/${sha256}`],
    [panelist, `/interviews/${slot}/materials/${material}`],
    [visitor, `/visits/${id}/photos/${String(asObject(photo).id)}`],
  ]
  for (const [person, path] of files) {
    const response = await call(person, 'GET', path)
    expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-store'])
    await response.arrayBuffer()
  }
})

test('who has not signed the pact reads nothing of a proposal through its interview either', async () => {
  const { edition, slot, material } = await anInterview()
  const unsigned = await anUnsignedJuror(edition, 'panelist')
  const [slotRow] = await db.select().from(tables.interviewSlots).where(eq(tables.interviewSlots.id, slot))
  await assigned(edition, unsigned, [{ id: slotRow!.proposalId }], 'wawancara')
  await db.insert(tables.interviewSeats).values({ slotId: slot, jurorId: unsigned.id, beginsAt: slotRow!.beginsAt })
  for (const path of ['', `/attachments/${sha256}`, `/materials/${material}`]) {
    const [status, body] = await answer(call(unsigned, 'GET', `/interviews/${slot}${path}`))
    expect([path, status, asObject(body).code]).toEqual([path, 403, 'pact_needed'])
  }
})

test('before its stage opens an interview has a title and an hour, and no contents', async () => {
  const { edition, panelist, slot, material } = await anInterview()
  await nowIn(edition, 'pleno-finalis')
  const [status, room] = await answer(call(panelist, 'GET', `/interviews/${slot}`))
  expect([status, asObject(room).attachments, asObject(room).materials]).toEqual([200, [], []])
  for (const path of [`/attachments/${sha256}`, `/materials/${material}`]) {
    const [refused, body] = await answer(call(panelist, 'GET', `/interviews/${slot}${path}`))
    expect([path, refused, asObject(body).code]).toEqual([path, 409, 'stage_not_open'])
  }
})

test('a juror whose role has ended sees no lists of that edition, whatever other role there is', async () => {
  const edition = await anEdition('penilaian')
  const other = await anEdition('penilaian')
  const juror = await aJuror(edition)
  await db.insert(tables.roles).values({
    id: `role-other-${juror.id}`,
    userId: juror.id,
    role: 'evaluator',
    agencyId: null,
    editionId: other.id,
    beginsAt: new Date(0),
  })
  const proposal = await anEligible(edition)
  await assigned(edition, juror, [proposal])
  const seen = async (path: string) => (await call(juror, 'GET', path).then((r) => r.text())).includes(proposal.title)
  expect([await seen('/assignments'), await seen('/conflicts/readings')]).toEqual([true, true])
  await db
    .update(tables.roles)
    .set({ endsAt: new Date(Date.now() - 1000) })
    .where(eq(tables.roles.editionId, edition.id))
  expect([await seen('/assignments'), await seen('/conflicts/readings')]).toEqual([false, false])
})

test('a panelist whose role has ended has no interviews in list and calendar', async () => {
  const { edition, panelist, proposal } = await anInterview()
  await db.insert(tables.roles).values({
    id: `role-other-${panelist.id}`,
    userId: panelist.id,
    role: 'evaluator',
    agencyId: null,
    editionId: (await anEdition('penilaian')).id,
    beginsAt: new Date(0),
  })
  await db
    .update(tables.roles)
    .set({ endsAt: new Date(Date.now() - 1000) })
    .where(eq(tables.roles.editionId, edition.id))
  for (const path of ['/interviews', '/interviews/calendar.ics']) {
    const text = await call(panelist, 'GET', path).then((r) => r.text())
    expect([path, text.includes(proposal.title)]).toEqual([path, false])
  }
})

test('what is refused for its number is not kept in the store either', async () => {
  const { visitor, id } = await aVisit()
  for (let n = 0; n < 22; n += 1) {
    const [status] = await answer(call(visitor, 'POST', `/visits/${id}/photos`, aPhoto(n)))
    expect([n, status]).toEqual([n, n < 20 ? 201 : 409])
  }
  expect(await pictures(`visits/${id}/`)).toBe(20)
})

/** Sign-in, edition and board are read before. */
const writingBatch = 4

const allConfirmed = (edition: Edition) => {
  const stage = edition.rules.stages.find(({ id }) => id === visits)
  const checks = stage?.kind === 'field_visit' ? (stage.checks ?? []) : []
  return Object.fromEntries(checks.map(({ id }) => [id, { outcome: 'confirmed', note: '' }]))
}

test('a sheet that comes in while its visit is being cancelled stands, and nobody is told otherwise', async () => {
  const { edition, visitor, id } = await aVisit()
  const told = (await lettersOf(visitor)).length
  const handIn = () =>
    answer(call(visitor, 'POST', `/visits/${id}/sheet`, { findings: allConfirmed(edition), comment: '' }))
  const path = `/editions/${edition.slug}/stages/${visits}/visits/${id}/cancellation`
  let handedIn: [number, unknown] = [0, null]
  const cancelled = await callInterrupted(
    edition.secretariat,
    ['POST', path, { reason: 'Batal' }],
    async () => {
      handedIn = await handIn()
    },
    writingBatch,
  )
  expect([handedIn[0], cancelled]).toEqual([201, [409, { code: 'already_handed_in' }]])
  expect((await lettersOf(visitor)).length).toBe(told)
  expect(await auditActions(id)).not.toContain('visit.cancelled')
  expect((await answer(call(visitor, 'GET', `/visits/${id}`)))[0]).toBe(200)
})

test('of two who cancel an interview at the same moment one is told of', async () => {
  const { edition, panelist, slot } = await anInterview()
  const cancel = () =>
    answer(call(edition.secretariat, 'POST', `${base(edition)}/interviews/${slot}/cancellation`, { reason: 'Batal' }))
  const before = (await lettersOf(panelist)).length
  expect((await Promise.all([cancel(), cancel()])).map(([status]) => [204, 404].includes(status))).toEqual([true, true])
  expect((await lettersOf(panelist)).length).toBe(before + 1)
  expect((await auditActions(slot)).filter((action) => action === 'interview.cancelled')).toEqual([
    'interview.cancelled',
  ])
})

test('a page of somebody else is asked to sign in, and not told that its reading is gone', async () => {
  const edition = await anEdition('penilaian')
  const [juror, beside] = [await aJuror(edition), await aJuror(edition)]
  const [id] = await assigned(edition, juror, [await anEligible(edition)])
  const ask = (person: Person, expected: string) =>
    exports.default
      .fetch(`http://localhost/api/assignments/${id}`, { headers: { cookie: person.cookie, 'x-person': expected } })
      .then(async (response) => [response.status, asObject(await response.json()).code])
  expect(await ask(juror, juror.id)).toEqual([200, undefined])
  expect(await ask(beside, juror.id)).toEqual([401, 'sign_in_needed'])
  expect(await ask(beside, beside.id)).toEqual([404, 'not_found'])
})

test('a photograph that arrives while the sheet is handed in is in its receipt', async () => {
  const { edition, visitor, id } = await aVisit()
  const found = allConfirmed(edition)
  const [status, receipt] = await callInterrupted(
    visitor,
    ['POST', `/visits/${id}/sheet`, { findings: found, comment: 'Berjalan' }],
    () => answer(call(visitor, 'POST', `/visits/${id}/photos`, aPhoto())),
  )
  const [photo] = await db.select().from(tables.visitPhotos).where(eq(tables.visitPhotos.visitId, id))
  const [visit] = listIn((await answer(call(visitor, 'GET', '/visits')))[1], 'visits')
  const text = canonicalJson({
    visitId: id,
    referenceNumber: String(visit?.referenceNumber),
    findings: found,
    comment: 'Berjalan',
    photos: [{ sha256: String(photo?.sha256), caption: '' }],
    handedInAt: String(asObject(receipt).handedInAt),
  })
  expect([status, asObject(receipt).sha256]).toEqual([201, await sha256Hex(new TextEncoder().encode(text))])
})

test('the letter about a withdrawn sheet names no proposal to a juror in conflict with it', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id] = await assigned(edition, juror, [proposal])
  const sheet = { points: allPoints(edition, 70), comments: {}, comment: '', pins: [] }
  expect((await answer(call(juror, 'POST', `/assignments/${id}/score-sheet`, sheet)))[0]).toBe(201)
  await anAffiliation(juror, proposal.agency.unit.id)
  const path = `/editions/${edition.slug}/stages/penilaian/sheets/${id}/withdrawal`
  const given = { reason: `Berbenturan dengan ${proposal.title}`, reopen: false }
  expect((await answer(call(edition.secretariat, 'POST', path, given)))[0]).toBe(201)
  const letters = await lettersOf(juror)
  expect(letters.map(({ subject }) => subject)).toEqual(['Satu lembar nilai Anda dicabut'])
  for (const word of [proposal.title, proposal.referenceNumber]) expect(letters[0]?.body).not.toContain(word)
})

test('no panelist can crowd out the hours of the others', async () => {
  const edition = await anEdition('wawancara')
  const panelist = await aJuror(edition, 'panelist')
  const path = `${base(edition)}/availabilities`
  const hour = 3_600_000
  const hoursFrom = (first: number) =>
    Array.from({ length: 200 }, (_, n) => ({
      beginsAt: new Date((first + n) * hour).toISOString(),
      endsAt: new Date((first + n + 1) * hour).toISOString(),
    }))
  const say = (first: number) =>
    answer(call(panelist, 'POST', path, { jurorId: null, add: hoursFrom(first), remove: [] }))
  const both = await Promise.all([say(0), say(1000), say(2000), say(3000)])
  expect(both.every(([status]) => [200, 422].includes(status))).toBe(true)
  expect(await say(5000)).toEqual([422, { code: 'invalid_input', fields: ['add'] }])
  const [, own] = await answer(call(panelist, 'GET', path))
  expect(listIn(own, 'availabilities').length).toBe(400)
})
