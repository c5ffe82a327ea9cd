import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { anEdition, answer, call, db } from './portal.ts'

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
const empty = { points: {}, comments: {}, comment: '', notes: '', pins: [] }

async function aDesk() {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  const save = (version: number, content: object) =>
    answer(call(juror, 'PUT', `/assignments/${id}/draft`, { ...empty, ...content, version }))
  const revisions = () => answer(call(juror, 'GET', `/assignments/${id}/revisions`))
  const revision = (version: number | string) => answer(call(juror, 'GET', `/assignments/${id}/revisions/${version}`))
  return { edition, juror, proposal, id, save, revisions, revision }
}

test('points that are typed over are kept as a revision, whole; the first ones that are added are not', async () => {
  const { edition, juror, id, save, revisions, revision } = await aDesk()
  const all = { points: allPoints(edition, 80), comment: 'Layak.', notes: 'Cek data.' }
  await save(0, all)
  await save(1, { ...all, points: allPoints(edition, 90) })
  // The very first save over a draft keeps it; within five minutes only what is lost is kept.
  await save(2, { ...all, points: { ...allPoints(edition, 90) }, comment: 'Layak sekali.' })
  const kept = { version: 1, savedAt: iso, filled: 7, totalHundredths: 8000 }
  expect(await revisions()).toEqual([200, { revisions: [kept] }])
  expect(await revision(1)).toEqual([200, { ...empty, ...all, version: 1, savedAt: iso, roundAnswer: null }])
  expect((await answer(call(juror, 'GET', `/assignments/${id}`)))[1]).toMatchObject({ revisionCount: 1 })
})

test('when more than half of the words go, the draft before is kept', async () => {
  const { save, revisions, revision } = await aDesk()
  await save(0, { points: { kebaruan: 70 } })
  await save(1, { points: { kebaruan: 70 }, comment: 'Uraian yang panjang sekali tentang usulan ini.' })
  await save(2, { points: { kebaruan: 70 } })
  expect((await revisions())[1]).toMatchObject({
    revisions: [{ version: 2, filled: 1, totalHundredths: null }, { version: 1 }],
  })
  expect((await revision(2))[1]).toMatchObject({ comment: 'Uraian yang panjang sekali tentang usulan ini.' })
})

test('revisions are the own ones alone, and one that is none is not found', async () => {
  const { edition, juror, proposal, id, save, revisions, revision } = await aDesk()
  await save(0, { points: { kebaruan: 70 } })
  await save(1, { points: { kebaruan: 80 } })
  const notFound = [404, { code: 'not_found' }]
  expect([await revision(9), await revision('satu')]).toEqual([notFound, notFound])
  const other = await aJuror(edition)
  for (const path of ['revisions', 'revisions/1']) {
    expect(await answer(call(other, 'GET', `/assignments/${id}/${path}`))).toEqual(notFound)
    expect((await call(edition.secretariat, 'GET', `/assignments/${id}/${path}`)).status).toBe(403)
  }
  await anAffiliation(juror, proposal.agency.agency.id)
  expect([await revisions(), await revision(1)]).toEqual([notFound, notFound])
})

test('a reading is put off for later and taken up again, in list and desk', async () => {
  const { edition, juror, id } = await aDesk()
  const mark = (later: unknown) => answer(call(juror, 'PUT', `/assignments/${id}/mark`, { later }))
  const laterAt = async () => (await answer(call(juror, 'GET', `/assignments/${id}`)))[1]
  expect(await mark('ya')).toEqual([422, { code: 'invalid_input', fields: ['later'] }])
  expect(await mark(true)).toEqual([200, { laterAt: iso }])
  expect(await laterAt()).toMatchObject({ laterAt: iso })
  expect((await answer(call(juror, 'GET', '/assignments')))[1]).toMatchObject({
    stages: [{ assignments: [{ id, laterAt: iso }] }],
  })
  expect(await mark(false)).toEqual([200, { laterAt: null }])
  expect(await laterAt()).toMatchObject({ laterAt: null })
  const other = await aJuror(edition)
  expect((await call(other, 'PUT', `/assignments/${id}/mark`, { later: true })).status).toBe(404)
  await db.update(tables.assignments).set({ endedAt: new Date() }).where(eq(tables.assignments.id, id))
  expect((await call(juror, 'PUT', `/assignments/${id}/mark`, { later: true })).status).toBe(404)
})
