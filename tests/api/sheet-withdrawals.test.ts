import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as z from 'zod'
import * as tables from '#db/schema.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { aPerson, anEdition, answer, call, db, type Person } from './portal.ts'
import { auditActions, lettersOf, nowIn, type Edition } from './proposals-factories.ts'

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
const notFound = [404, { code: 'not_found' }]

async function aHandedIn() {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  const pin = { criterionId: 'kebaruan', sectionId: 'kebaruan', quote: 'Jawaban', start: 0 }
  const sheet = { points: allPoints(edition, 80), comments: { kebaruan: 'Baru.' }, comment: 'Layak.', pins: [pin] }
  await call(juror, 'PUT', `/assignments/${id}/draft`, { ...sheet, notes: 'Cek data.', version: 0 })
  expect((await call(juror, 'POST', `/assignments/${id}/score-sheet`, sheet)).status).toBe(201)
  const withdraw = (reason: string, reopen = false, person: Person = edition.secretariat) =>
    answer(
      call(person, 'POST', `/editions/${edition.slug}/stages/penilaian/sheets/${id}/withdrawal`, { reason, reopen }),
    )
  return { edition, juror, proposal, id, sheet, withdraw }
}

const listed = (person: Person, edition: Edition, query = '') =>
  answer(call(person, 'GET', `/editions/${edition.slug}/stages/penilaian/sheets${query}`))

test('a withdrawn sheet counts no more and its reading is over; juror, trail and receipts are told why', async () => {
  const { edition, juror, proposal, id, withdraw } = await aHandedIn()
  expect(await withdraw('Tertukar dengan usulan lain.')).toEqual([201, { withdrawnAt: iso, reopenedId: null }])
  const { countedSheets, readingCounts, scoreSheets } = tables
  expect(await db.select().from(countedSheets).where(eq(countedSheets.assignmentId, id))).toEqual([])
  expect((await db.select().from(scoreSheets).where(eq(scoreSheets.assignmentId, id))).length).toBe(1)
  expect(await db.select().from(readingCounts).where(eq(readingCounts.jurorId, juror.id))).toMatchObject([
    { assigned: 0, handedIn: 0 },
  ])
  expect(await answer(call(juror, 'GET', `/assignments/${id}`))).toEqual(notFound)
  const [letter] = await lettersOf(juror)
  expect([letter?.kind, letter?.subject, letter?.body.includes('Tertukar dengan usulan lain.')]).toEqual([
    'score_sheet_withdrawn',
    `Lembar nilai ${proposal.referenceNumber} dicabut`,
    true,
  ])
  const [event] = (
    await db
      .select()
      .from(tables.auditEvents)
      .where(eq(tables.auditEvents.subjectId, id))
      .orderBy(tables.auditEvents.id)
  ).slice(-1)
  expect([event?.action, event?.actorId, event?.detail]).toEqual([
    'score_sheet.withdrawn',
    edition.secretariat.id,
    {
      stageId: 'penilaian',
      proposalId: proposal.id,
      jurorId: juror.id,
      reason: 'Tertukar dengan usulan lain.',
      reopenedId: null,
    },
  ])
  const [, receipts] = await answer(call(juror, 'GET', `/assignments/receipts?edition=${edition.slug}&stage=penilaian`))
  expect(receipts).toMatchObject({
    sheets: [{ id, totalHundredths: 8000, withdrawn: { at: iso, reason: 'Tertukar dengan usulan lain.' } }],
  })
})

test('reopened, the same juror finds what was handed in as a draft, in the same place, and hands in anew', async () => {
  const { edition, juror, id, sheet, withdraw } = await aHandedIn()
  const [status, made] = await withdraw('Salah ketik.', true)
  const { reopenedId } = z.object({ reopenedId: z.string() }).parse(made)
  expect([status, reopenedId === id]).toEqual([201, false])
  const [, desk] = await answer(call(juror, 'GET', `/assignments/${reopenedId}`))
  expect(desk).toMatchObject({
    position: 1,
    of: 1,
    draft: { ...sheet, notes: 'Cek data.', version: 1, savedAt: iso },
    sheet: null,
  })
  const points = allPoints(edition, 90)
  expect((await call(juror, 'POST', `/assignments/${reopenedId}/score-sheet`, { ...sheet, points })).status).toBe(201)
  const { countedSheets } = tables
  const counted = await db.select().from(countedSheets).where(eq(countedSheets.editionId, edition.id))
  expect(counted.map(({ assignmentId, totalHundredths }) => [assignmentId, totalHundredths])).toEqual([
    [reopenedId, 9000],
  ])
  const [letter] = await lettersOf(juror)
  expect(letter?.body).toContain('dibuka kembali')
})

test('a sheet is withdrawn once, also at the same moment', async () => {
  const { id, juror, withdraw } = await aHandedIn()
  const answers = await Promise.all([1, 2, 3].map(() => withdraw('Salah.', true)))
  expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409, 409])
  expect(await withdraw('Lagi.')).toEqual([409, { code: 'already_withdrawn' }])
  expect((await auditActions(id)).filter((action) => action === 'score_sheet.withdrawn').length).toBe(1)
  expect((await lettersOf(juror)).length).toBe(1)
  const readings = await db.select().from(tables.assignments).where(eq(tables.assignments.jurorId, juror.id))
  expect(readings.length).toBe(2)
})

test('without a reason, before it is handed in, after the plenary or into a closed stage nothing is withdrawn', async () => {
  const { edition, juror, id, withdraw } = await aHandedIn()
  expect(await withdraw('  ')).toEqual([422, { code: 'reason_needed' }])
  const [open = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const path = `/editions/${edition.slug}/stages/penilaian/sheets/${open}/withdrawal`
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: 'x', reopen: false }))).toEqual([
    409,
    { code: 'not_handed_in' },
  ])
  await nowIn(edition, 'pleno-finalis')
  expect((await withdraw('Salah.', true))[1]).toMatchObject({ code: 'stage_not_open' })
  await db.insert(tables.decisions).values({
    editionId: edition.id,
    stageId: 'pleno-finalis',
    decreeNumber: '1',
    decreeDate: '2027-01-01',
    at: new Date(),
    by: edition.secretariat.id,
  })
  expect(await withdraw('Salah.')).toEqual([409, { code: 'already_decided' }])
  expect(await db.select().from(tables.sheetWithdrawals).where(eq(tables.sheetWithdrawals.assignmentId, id))).toEqual(
    [],
  )
  expect((await call(juror, 'GET', `/assignments/${id}`)).status).toBe(200)
})

test('a juror who is in conflict by now does not read anew; the sheet can be withdrawn without that', async () => {
  const { juror, proposal, withdraw } = await aHandedIn()
  await anAffiliation(juror, proposal.agency.agency.id)
  expect(await withdraw('Benturan.', true)).toEqual([409, { code: 'conflict_of_interest' }])
  expect((await withdraw('Benturan.'))[0]).toBe(201)
})

test('the blind second reading of a withdrawn sheet ends with it', async () => {
  const { edition, juror, id, withdraw } = await aHandedIn()
  const [first] = await db.select().from(tables.assignments).where(eq(tables.assignments.id, id))
  if (!first) throw new Error('no reading')
  const again = `${id}-lagi`
  await db.insert(tables.assignments).values({ ...first, id: again, rereadsId: id })
  expect((await call(juror, 'GET', `/assignments/${again}`)).status).toBe(200)
  expect((await listed(edition.secretariat, edition))[1]).toMatchObject({ rows: [{ id }] })
  const path = `/editions/${edition.slug}/stages/penilaian/sheets/${again}/withdrawal`
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: 'x', reopen: false }))).toEqual(notFound)
  expect((await withdraw('Salah.'))[0]).toBe(201)
  expect(await answer(call(juror, 'GET', `/assignments/${again}`))).toEqual(notFound)
})

test('the secretariat sees who has come how far, page by page, and never a score', async () => {
  const { edition, juror, proposal, id, withdraw } = await aHandedIn()
  const [open = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const other = await aJuror(edition)
  await assigned(edition, other, [proposal])
  await withdraw('Salah.', true)
  const [status, page] = await listed(edition.secretariat, edition, `?juror=${juror.id}`)
  const row = { juror: { id: juror.id, name: juror.name }, assignedAt: iso, savedAt: null, handedInAt: null }
  const nothing = { endedAt: null, endReason: null, withdrawn: null }
  const titled = { referenceNumber: proposal.referenceNumber, title: proposal.title, position: 1 }
  const withdrawn = { at: iso, reason: 'Salah.', by: edition.secretariat.name }
  const rows = [
    {
      ...row,
      ...titled,
      id,
      savedAt: iso,
      handedInAt: iso,
      endedAt: iso,
      endReason: 'Salah.',
      state: 'withdrawn',
      withdrawn,
    },
    { ...row, ...titled, ...nothing, id: expect.any(String), savedAt: iso, state: 'draft' },
    {
      ...row,
      ...nothing,
      id: open,
      position: 1,
      referenceNumber: expect.any(String),
      title: expect.any(String),
      state: 'new',
    },
  ]
  const sorted = z.object({ rows: z.array(z.object({ state: z.string() }).loose()), next: z.null() }).parse(page)
  expect(status).toBe(200)
  expect(sorted.rows.toSorted((a, b) => (a.state < b.state ? 1 : -1))).toEqual(
    rows.toSorted((a, b) => (a.state < b.state ? 1 : -1)),
  )
  expect(JSON.stringify(page)).not.toContain('8000')
  const [, all] = await listed(edition.secretariat, edition)
  expect(z.object({ rows: z.array(z.unknown()).length(4) }).parse(all).rows.length).toBe(4)
  const auditor = await aPerson({ role: 'auditor' })
  expect((await listed(auditor, edition))[0]).toBe(200)
})

test('only the secretariat of the edition withdraws, and only a sheet of that stage', async () => {
  const { edition, juror, id, withdraw } = await aHandedIn()
  const notAllowed = [403, { code: 'not_allowed' }]
  const other = await anEdition('penilaian')
  const elsewhere = await aPerson({ role: 'secretariat', editionId: other.id })
  const auditor = await aPerson({ role: 'auditor' })
  for (const person of [juror, elsewhere, auditor]) expect(await withdraw('x', false, person)).toEqual(notAllowed)
  expect([(await listed(juror, edition))[0], (await listed(elsewhere, edition))[0]]).toEqual([403, 403])
  for (const path of [
    `/editions/${other.slug}/stages/penilaian/sheets/${id}/withdrawal`,
    `/editions/${edition.slug}/stages/wawancara/sheets/${id}/withdrawal`,
    `/editions/${edition.slug}/stages/seleksi/sheets/${id}/withdrawal`,
    `/editions/${edition.slug}/stages/penilaian/sheets/tidak-ada/withdrawal`,
  ]) {
    expect(await answer(call(edition.secretariat, 'POST', path, { reason: 'x', reopen: false }))).toEqual(notFound)
  }
})
