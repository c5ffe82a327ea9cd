import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aFinalist, dayAhead } from './interview-factories.ts'
import { aJuror, anAffiliation } from './jury-factories.ts'
import { anEdition, answer, aPerson, asObject, call, db, listIn, type Person } from './portal.ts'
import { auditActions, lettersOf, newestLetterTo, type Edition } from './proposals-factories.ts'

const stageId = 'verifikasi-lapangan'
const base = (edition: Edition) => `/editions/${edition.slug}/stages/${stageId}/visits`
/** A visit by two panelists, and a third who could go. */
async function aPlannedVisit() {
  const edition = await anEdition(stageId)
  const people = [
    await aJuror(edition, 'panelist'),
    await aJuror(edition, 'panelist'),
    await aJuror(edition, 'panelist'),
  ]
  const proposal = await aFinalist(edition)
  const going = people.slice(0, 2).map(({ id }) => id)
  const planned = { proposalId: proposal.id, visitsOn: dayAhead(1), place: 'Puskesmas Contoh', visitorIds: going }
  const [, body] = await answer(call(edition.secretariat, 'POST', base(edition), { visits: [planned] }))
  const id = String([asObject(body).ids].flat()[0])
  const movesSoFar = async () => {
    const [, board] = await answer(call(edition.secretariat, 'GET', base(edition)))
    return Number(listIn(board, 'visits')[0]?.moves)
  }
  const move = async (given: object = {}, by: Person = edition.secretariat) =>
    answer(
      call(by, 'POST', `${base(edition)}/${id}/moves`, {
        sequence: (await movesSoFar()) + 1,
        visitsOn: dayAhead(2),
        place: 'Balai desa',
        visitorIds: going,
        reason: 'Banjir',
        ...given,
      }),
    )
  return { edition, people, proposal, id, going, move }
}

test('a visit moves to another day, place and visitors in one act; drafts stay, everybody is told what it was', async () => {
  const { edition, people, proposal, id, move } = await aPlannedVisit()
  const [first, second, third] = people
  const draft = { findings: {}, comment: 'Ditemui kepala', version: 0 }
  await call(first!, 'PUT', `/visits/${id}/draft`, draft)
  expect(await move({ visitorIds: [first!.id, third!.id] })).toEqual([201, { sequence: 1 }])
  const [, view] = await answer(call(first!, 'GET', `/visits/${id}`))
  expect([asObject(view).visitsOn, asObject(view).place, asObject(asObject(view).draft).comment]).toEqual([
    dayAhead(2),
    'Balai desa',
    'Ditemui kepala',
  ])
  const open = (person: Person) => call(person, 'GET', `/visits/${id}`).then(({ status }) => status)
  expect([await open(second!), await open(third!)]).toEqual([404, 200])
  for (const person of [first!, proposal.agency.admin]) {
    const body = await newestLetterTo(person)
    expect(body).toMatch(
      /dipindahkan\.\n\nAlasan: Banjir\n\n[^]*Semula: .*, Puskesmas Contoh\n {2}Menjadi: .*, Balai desa\n/,
    )
  }
  expect(await newestLetterTo(second!)).toContain('Anda tidak lagi bertugas pada kunjungan')
  expect(await newestLetterTo(third!)).toContain('Balai desa')
  expect(await auditActions(id)).toContain('visit.moved')
  const [, history] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/${id}/moves`))
  expect(history).toEqual({
    moves: [
      {
        visitsOn: dayAhead(2),
        place: 'Balai desa',
        formerVisitsOn: dayAhead(1),
        formerPlace: 'Puskesmas Contoh',
        joined: [third!.name],
        left: [second!.name],
        reason: 'Banjir',
        at: expect.any(String),
        by: edition.secretariat.name,
      },
    ],
  })
  // Back again, with what was written.
  expect(await move({ visitorIds: [second!.id, third!.id] })).toEqual([201, { sequence: 2 }])
  expect(await move({ visitorIds: [first!.id] })).toEqual([201, { sequence: 3 }])
  const [, back] = await answer(call(first!, 'GET', `/visits/${id}`))
  expect(asObject(asObject(back).draft).comment).toBe('Ditemui kepala')
})

test('a move is refused without a reason, outside of the stage, with somebody in conflict, and once something is handed in', async () => {
  const { edition, people, proposal, id, going, move } = await aPlannedVisit()
  const barred = await aJuror(edition, 'panelist')
  await anAffiliation(barred, proposal.agency.unit.id)
  const evaluator = await aJuror(edition)
  expect(await move({ reason: ' ' })).toEqual([422, { code: 'reason_needed' }])
  expect(await move({ visitsOn: dayAhead(60) })).toEqual([422, { code: 'invalid_input', fields: ['visitsOn'] }])
  expect(await move({ visitsOn: dayAhead(-2) })).toEqual([422, { code: 'invalid_input', fields: ['visitsOn'] }])
  expect(await move({ visitsOn: dayAhead(1), place: 'Puskesmas Contoh' })).toEqual([
    422,
    { code: 'invalid_input', fields: ['visitsOn'] },
  ])
  expect(await move({ visitorIds: [...going, barred.id] })).toEqual([409, { code: 'conflict_of_interest' }])
  expect(await move({ visitorIds: [evaluator.id] })).toEqual([422, { code: 'invalid_input', fields: ['visitorIds'] }])
  expect(await move({}, await aPerson({ role: 'auditor' }))).toEqual([403, { code: 'not_allowed' }])
  const other = await anEdition(stageId)
  const theirs = await call(other.secretariat, 'POST', `${base(other)}/${id}/moves`, {
    sequence: 1,
    visitsOn: dayAhead(2),
    place: 'Balai desa',
    visitorIds: going,
    reason: 'Banjir',
  })
  expect(theirs.status).toBe(404)
  const both = await Promise.all([move({ place: 'Satu' }), move({ place: 'Dua' })])
  expect(both.map(([status]) => status).toSorted()).toEqual([201, 409])
  const letters = (await lettersOf(people[0]!)).filter(({ body }) => body.includes('Semula'))
  expect(letters.length).toBe(1)
  const stage = edition.rules.stages.find((one) => one.id === stageId)
  const checks = stage?.kind === 'field_visit' ? (stage.checks ?? []) : []
  const findings = Object.fromEntries(checks.map((check) => [check.id, { outcome: 'confirmed', note: '' }]))
  await answer(call(people[0]!, 'POST', `/visits/${id}/sheet`, { findings, comment: '' }))
  expect(await move({ place: 'Tiga' })).toEqual([409, { code: 'already_handed_in' }])
  const rows = await db.select().from(tables.visitMoves).where(eq(tables.visitMoves.visitId, id))
  expect(rows.length).toBe(1)
})

test('a move of a visit that is sent again answers as it did and is written once; who has not seen the newest moves nothing', async () => {
  const { edition, people, id, going, move } = await aPlannedVisit()
  const given = { sequence: 1, visitorIds: [going[0], people[2]!.id] }
  const both = await Promise.all([move(given), move(given)])
  const done = [201, { sequence: 1 }]
  expect([...both, await move(given)]).toEqual([done, done, done])
  expect((await auditActions(id)).filter((action) => action === 'visit.moved').length).toBe(1)
  const letters = (await lettersOf(people[0]!)).filter(({ body }) => body.includes('Semula'))
  expect(letters.length).toBe(1)
  const other = await aPerson({ role: 'secretariat', editionId: edition.id })
  const changed = [409, { code: 'visit_changed' }]
  expect([
    await move(given, other),
    await move({ ...given, reason: 'Lain' }),
    await move({ ...given, visitorIds: going }),
    await move({ ...given, sequence: 3 }),
  ]).toEqual([changed, changed, changed, changed])
  expect(await move({ place: 'Kantor camat' }, other)).toEqual([201, { sequence: 2 }])
  expect(await move(given)).toEqual(done)
  const [visit] = await db.select().from(tables.fieldVisits).where(eq(tables.fieldVisits.id, id))
  expect(visit?.place).toBe('Kantor camat')
})
