import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aPerson, anAgencyWithPeople, anEdition, answer, call, db, type Person } from './portal.ts'
import { aPassed, aSubmitted, auditActions, capped, lettersOf, nowIn, submissionOf } from './proposals-factories.ts'

const forward = (person: Person, id: string) => answer(call(person, 'POST', `/proposals/${id}/submissions`, {}))
const withdraw = (person: Person, id: string, note = '') =>
  answer(call(person, 'POST', `/proposals/${id}/withdrawals`, { note }))

const wordsOf = (id: string) => db.select().from(tables.proposalWords).where(eq(tables.proposalWords.proposalId, id))

test('an admin takes a forwarding back and forwards again: the same number, the next revision, both on record', async () => {
  const edition = await anEdition('pendaftaran', capped(1))
  const agency = await anAgencyWithPeople()
  const id = await aSubmitted(edition, agency, { title: 'Kembali Dulu' })
  const { referenceNumber } = await submissionOf(id)
  const before = (await wordsOf(id)).length
  expect(await withdraw(agency.admin, id, 'Angka dampak keliru')).toEqual([
    201,
    { state: 'with_agency', referenceNumber },
  ])
  expect([before > 0, (await wordsOf(id)).length]).toEqual([true, 0])
  const [, view] = await answer(call(agency.admin, 'GET', `/proposals/${id}`))
  expect(view).toMatchObject({
    state: 'with_agency',
    may: { edit: true, return: true, forward: true, withdraw: false },
    receipts: [{ referenceNumber, revision: 1, withdrawnAt: expect.stringMatching(/Z$/) }],
  })
  expect((await lettersOf(agency.author)).find(({ kind }) => kind === 'submission_withdrawn')).toEqual({
    kind: 'submission_withdrawn',
    subject: `Pengajuan ditarik kembali: ${referenceNumber}`,
    body: expect.stringContaining('Catatan: Angka dampak keliru'),
  })
  expect(await forward(agency.admin, id)).toEqual([
    201,
    { referenceNumber, revision: 2, sha256: expect.any(String), submittedAt: expect.stringMatching(/Z$/) },
  ])
  expect([await auditActions(id), (await wordsOf(id)).length]).toEqual([
    ['proposal.submitted', 'proposal.withdrawn', 'proposal.submitted'],
    before,
  ])
})

test('the place of a withdrawn proposal is free for another, and then the withdrawn one meets the cap', async () => {
  const edition = await anEdition('pendaftaran', capped(1))
  const agency = await anAgencyWithPeople()
  const first = await aSubmitted(edition, agency)
  const second = await aPassed(edition, agency)
  const full = [409, { code: 'cap_reached', cap: 1, group: 'Umum' }]
  expect(await forward(agency.admin, second)).toEqual(full)
  await withdraw(agency.admin, first)
  expect([(await forward(agency.admin, second))[0], await forward(agency.admin, first)]).toEqual([201, full])
  const [, listing] = await answer(call(agency.admin, 'GET', `/proposals?as=agency_admin&edition=${edition.slug}`))
  expect(listing).toMatchObject({
    caps: [
      { groupId: 'umum', cap: 1, used: 1 },
      { groupId: 'khusus', used: 0 },
    ],
  })
})

test('two admins forward into the place that was just freed at the same moment: one gets it, the other is told why not', async () => {
  const edition = await anEdition('pendaftaran', capped(2))
  const agency = await anAgencyWithPeople()
  const colleague = await aPerson({ role: 'agency_admin', agencyId: agency.agency.id })
  await aSubmitted(edition, agency)
  const returned = await aSubmitted(edition, agency)
  await withdraw(agency.admin, returned)
  const waiting = [returned, await aPassed(edition, agency), await aPassed(edition, agency)]
  const answers = await Promise.all(
    waiting.flatMap((id) => [forward(agency.admin, id), forward(colleague, id), forward(agency.admin, id)]),
  )
  const places = await db
    .select({ slot: tables.agencyPlaces.slot, releasedAt: tables.agencyPlaces.releasedAt })
    .from(tables.agencyPlaces)
    .where(eq(tables.agencyPlaces.editionId, edition.id))
  const winners = answers.filter(([status]) => status === 201)
  const losers = answers.filter(([status]) => status === 409)
  expect([
    winners.length,
    losers.length,
    new Set(losers.map(([, body]) => JSON.stringify(body))),
    places.filter(({ releasedAt }) => releasedAt === null).map(({ slot }) => slot),
  ]).toEqual([1, 6, new Set([JSON.stringify({ code: 'cap_reached', cap: 2, group: 'Umum' })]), [1, 2]])
})

test('withdrawn twice at the same moment, it is withdrawn once and leaves one trace', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const id = await aSubmitted(edition, agency)
  const { referenceNumber } = await submissionOf(id)
  const answers = await Promise.all([withdraw(agency.admin, id), withdraw(agency.admin, id)])
  expect([answers.toSorted(([a], [b]) => a - b), await auditActions(id)]).toEqual([
    [
      [201, { state: 'with_agency', referenceNumber }],
      [409, { code: 'move_not_possible', state: 'with_agency' }],
    ],
    ['proposal.submitted', 'proposal.withdrawn'],
  ])
})

test('after registration closes nothing is taken back, and nobody else of the portal can', async () => {
  const edition = await anEdition()
  const agency = await anAgencyWithPeople()
  const stranger = await anAgencyWithPeople()
  const id = await aSubmitted(edition, agency)
  expect([
    await withdraw(stranger.admin, id),
    (await withdraw(agency.author, id))[0],
    (await withdraw(edition.secretariat, id))[0],
  ]).toEqual([[404, { code: 'not_found' }], 403, 403])
  await nowIn(edition, 'seleksi')
  expect([await withdraw(agency.admin, id), await auditActions(id)]).toEqual([
    [409, { code: 'stage_not_open', opensAt: expect.stringMatching(/Z$/), closesAt: expect.stringMatching(/Z$/) }],
    ['proposal.submitted'],
  ])
})
