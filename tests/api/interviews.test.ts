import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aFinalist, aRound, at, base, dayAhead, hours, isFreeAllDay, plan, planned } from './interview-factories.ts'
import { aJuror, anAffiliation, anEligible, assigned, putFile } from './jury-factories.ts'
import { anEdition, answer, aPerson, asObject, call, db, listIn, type Person } from './portal.ts'
import { aPdf, auditActions, lettersOf, newestLetterTo, type Edition } from './proposals-factories.ts'

/** The interviews that stand, as the secretariat sees them. */
async function slotsOf(edition: Edition) {
  const [, body] = await answer(call(edition.secretariat, 'GET', `${base(edition)}/interviews`))
  return listIn(body, 'slots')
}
const slotOf = async (edition: Edition, proposal: { id: string }) => {
  const found = (await slotsOf(edition)).find(({ proposalId }) => proposalId === proposal.id)
  return String(found?.id ?? '')
}
const timesOf = (slots: readonly Record<string, unknown>[]) =>
  slots.map(({ proposalId, beginsAt, room }) => [proposalId, beginsAt, room])
const open = (person: Person | null, slotId: string) => answer(call(person, 'GET', `/interviews/${slotId}`))
const notFound = [404, { code: 'not_found' }]

test('a preview writes nothing; what was seen is published with seats, trail and letters', async () => {
  const { edition, people, proposals } = await aRound([[0, 1], [1]], 2)
  const [status, preview] = await plan(edition)
  const seen = {
    basis: expect.stringMatching(/^[0-9a-f]{64}$/),
    seatChanges: 0,
    slots: expect.any(Array),
    unplaced: [],
    cancelled: [],
  }
  expect([status, preview]).toEqual([200, { ...seen, isPublished: false }])
  expect(await slotsOf(edition)).toEqual([])
  const published = await plan(edition, { basis: asObject(preview).basis })
  expect(published).toEqual([201, { ...asObject(preview), isPublished: true }])
  const slots = await slotsOf(edition)
  expect(slots.map(({ beginsAt, endsAt, room }) => [beginsAt, endsAt, room])).toEqual([
    [at(0), at(20), 'Ruang A'],
    [at(25), at(45), 'Ruang A'],
  ])
  const first = slots.find(({ proposalId }) => proposalId === proposals[0]?.id)
  expect(first).toEqual({
    id: expect.any(String),
    proposalId: proposals[0]?.id,
    referenceNumber: proposals[0]?.referenceNumber,
    title: proposals[0]?.title,
    agency: proposals[0]?.agency.agency.name,
    beginsAt: expect.any(String),
    endsAt: expect.any(String),
    room: 'Ruang A',
    materials: 0,
    isMoved: false,
    phase: null,
    panel: expect.arrayContaining(people.map(({ id, name }) => ({ id, name, state: 'seated' }))),
    unseated: [],
  })
  expect(await auditActions('wawancara')).toContain('interviews.planned')
  expect((await lettersOf(people[0]!)).map(({ kind }) => kind)).toEqual(['interviews_planned'])
  const [letter] = await lettersOf(proposals[1]!.agency.admin)
  expect(letter?.subject).toBe(`Wawancara usulan instansi Anda ditetapkan, ${await nameOf(edition)}`)
  expect(letter?.body).toContain(proposals[1]!.title)
  expect(letter?.body).not.toContain(proposals[0]!.title)
})

const nameOf = async (edition: Edition) =>
  (await db.select().from(tables.editions).where(eq(tables.editions.id, edition.id)))[0]?.name ?? ''

test('what has changed since the preview is not published', async () => {
  const { edition, people } = await aRound([[0], [0]], 1)
  const [, preview] = await plan(edition)
  const [, list] = await answer(call(people[0]!, 'GET', `${base(edition)}/availabilities`))
  const remove = listIn(list, 'availabilities').map(({ id }) => id)
  await call(people[0]!, 'POST', `${base(edition)}/availabilities`, { jurorId: null, add: [], remove })
  const basis = asObject(preview).basis
  expect(await plan(edition, { basis })).toEqual([409, { code: 'interviews_changed' }])
  expect(await slotsOf(edition)).toEqual([])
})

test('of two who publish at the same moment one wins whole', async () => {
  const { edition } = await aRound([[0], [0], [0]], 1)
  const basisOf = async (seed: number) => asObject((await plan(edition, { seed }))[1]).basis
  const [first, second] = [await basisOf(1), await basisOf(2)]
  const answers = await Promise.all([
    plan(edition, { seed: 1, basis: first }),
    plan(edition, { seed: 2, basis: second }),
  ])
  expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409])
  expect((await slotsOf(edition)).length).toBe(3)
})

test('what cannot be placed is named with its cause and its people', async () => {
  const { edition, people, proposals } = await aRound([[0], []], 1)
  const silent = await aJuror(edition, 'panelist')
  const third = await aFinalist(edition)
  await assigned(edition, silent, [third], 'wawancara')
  await assigned(edition, people[0]!, [third], 'wawancara')
  const [, preview] = await plan(edition)
  expect(asObject(preview).unplaced).toEqual([
    {
      proposalId: proposals[1]!.id,
      title: proposals[1]!.title,
      referenceNumber: proposals[1]!.referenceNumber,
      cause: 'no_panelist',
      panelists: [],
    },
    {
      proposalId: third.id,
      title: third.title,
      referenceNumber: third.referenceNumber,
      cause: 'panelists_away',
      panelists: [silent.name],
    },
  ])
})

test('hours that are none are named, and nobody but the secretariat plans', async () => {
  const { edition, people } = await aRound([[0]], 1)
  expect(await plan(edition, { days: [], to: '08:00' })).toEqual([422, { code: 'hours_invalid', fields: ['days'] }])
  expect(await plan(edition, { to: '08:00' })).toEqual([422, { code: 'hours_invalid', fields: ['to'] }])
  expect(await plan(edition, {}, people[0])).toEqual([403, { code: 'not_allowed' }])
  const auditor = await aPerson({ role: 'auditor' })
  expect(await plan(edition, {}, auditor)).toEqual([403, { code: 'not_allowed' }])
  const other = await anEdition('wawancara')
  const theirs = await aPerson({ role: 'secretariat', editionId: other.id })
  expect(await plan(edition, {}, theirs)).toEqual([403, { code: 'not_allowed' }])
  const path = `/editions/${edition.slug}/stages/penilaian/interview-plans`
  expect(await answer(call(edition.secretariat, 'POST', path, hours()))).toEqual(notFound)
})

test('planning anew leaves what stands and adds what is new', async () => {
  const { edition, people } = await aRound([[0], [0]], 1)
  await planned(edition)
  const before = timesOf(await slotsOf(edition))
  const late = await aFinalist(edition)
  await assigned(edition, people[0]!, [late], 'wawancara')
  const [status, body] = await planned(edition, { seed: 77 })
  expect(status).toBe(201)
  expect(listIn(body, 'slots').map(({ change }) => change)).toEqual(['stays', 'stays', 'new'])
  expect(timesOf(await slotsOf(edition))).toEqual([...before, [late.id, at(50), 'Ruang A']])
})

test('one interview is moved by hand; a taken room, a seated panelist and one who is away refuse it by name', async () => {
  const { edition, people, proposals } = await aRound([[0], [0], [1]], 3)
  await planned(edition)
  const [first, second, third] = proposals
  const move = async (
    proposal: { id: string } | undefined,
    minutes: number,
    room: string,
    reason = 'Permintaan instansi',
  ) =>
    answer(
      call(edition.secretariat, 'POST', `${base(edition)}/interviews`, {
        formerId: proposal && (await slotOf(edition, proposal)),
        proposalId: proposal?.id,
        beginsAt: at(minutes),
        room,
        reason,
      }),
    )
  const slots = await slotsOf(edition)
  const minutesOf = (proposal: { id: string } | undefined) =>
    (Date.parse(String(slots.find(({ proposalId }) => proposalId === proposal?.id)?.beginsAt)) - Date.parse(at(0))) /
    60_000
  expect(await move(third, minutesOf(first), 'Ruang A')).toEqual([
    409,
    { code: 'slot_not_free', cause: 'room', names: [first?.title] },
  ])
  expect(await move(second, minutesOf(first), 'Ruang B')).toEqual([
    409,
    { code: 'slot_not_free', cause: 'panelist', names: [people[0]?.name] },
  ])
  expect(await move(third, 24 * 60, 'Ruang B')).toEqual([
    409,
    { code: 'slot_not_free', cause: 'availability', names: [people[1]?.name] },
  ])
  expect(await move(third, 120, 'Ruang B', '')).toEqual([422, { code: 'reason_needed' }])
  const old = await slotOf(edition, third!)
  const [status] = await move(third, 120, 'https://rapat.example.go.id/a')
  expect(status).toBe(201)
  const moved = (await slotsOf(edition)).find(({ proposalId }) => proposalId === third?.id)
  expect([moved?.beginsAt, moved?.room]).toEqual([at(120), 'https://rapat.example.go.id/a'])
  expect(asObject((await open(people[1]!, old))[1]).id).toBe(moved?.id)
  expect(await auditActions(String(moved?.id))).toEqual(['interview.moved'])
  expect(await newestLetterTo(third!.agency.author)).toContain('Alasan: Permintaan instansi\n')
  // Planned anew, the hour that a person chose stays.
  await planned(edition)
  expect((await slotsOf(edition)).find(({ proposalId }) => proposalId === third?.id)?.beginsAt).toBe(at(120))
})

test('a cancelled interview leaves room, seat and page, and says why', async () => {
  const { edition, people, proposals } = await aRound([[0], [0]], 1)
  await planned(edition)
  const slot = await slotOf(edition, proposals[0]!)
  const path = `${base(edition)}/interviews/${slot}/cancellation`
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: ' ' }))).toEqual([
    422,
    { code: 'reason_needed' },
  ])
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: 'Instansi mundur' }))).toEqual([204, null])
  expect(await answer(call(edition.secretariat, 'POST', path, { reason: 'Lagi' }))).toEqual(notFound)
  expect(await open(people[0]!, slot)).toEqual(notFound)
  expect((await slotsOf(edition)).map(({ proposalId }) => proposalId)).toEqual([proposals[1]!.id])
  const seats = await db
    .select()
    .from(tables.interviewSeats)
    .where(and(eq(tables.interviewSeats.slotId, slot), isNull(tables.interviewSeats.endedAt)))
  expect(seats).toEqual([])
  expect(
    (await lettersOf(people[0]!)).some(({ body }) => body.includes('Dibatalkan') && body.includes('Instansi mundur')),
  ).toBe(true)
})

test('a panelist says when there is time, the secretariat may say it for them, and nobody for a stranger', async () => {
  const { edition, people } = await aRound([[0]], 1)
  const [panelist] = people
  const change = (by: Person, jurorId: string | null, given: object = {}) =>
    answer(call(by, 'POST', `${base(edition)}/availabilities`, { jurorId, add: [], remove: [], ...given }))
  const add = [{ beginsAt: at(0, 3), endsAt: at(60, 3) }]
  const [, said] = await change(panelist!, null, { add: [...add, ...add] })
  expect(listIn(said, 'availabilities').map(({ beginsAt }) => beginsAt)).toEqual([at(-60), at(0, 3)])
  const [status, forThem] = await change(edition.secretariat, panelist!.id, {
    add: [{ beginsAt: at(0, 4), endsAt: at(60, 4) }],
  })
  expect([status, listIn(forThem, 'availabilities').length]).toEqual([200, 3])
  const other = await aJuror(edition, 'panelist')
  const evaluator = await aJuror(edition)
  const ids = listIn(forThem, 'availabilities').map(({ id }) => id)
  expect(await change(other, panelist!.id, { remove: ids })).toEqual(notFound)
  expect(await change(evaluator, null, { add })).toEqual(notFound)
  expect(await change(edition.secretariat, evaluator.id, { add })).toEqual(notFound)
  // Ids of others are not removed by naming them.
  await change(other, null, { remove: ids })
  expect(listIn((await change(panelist!, null))[1], 'availabilities').length).toBe(3)
  const [, left] = await change(panelist!, null, { remove: ids.slice(0, 2) })
  expect(listIn(left, 'availabilities').map(({ beginsAt }) => beginsAt)).toEqual([at(0, 4)])
  const rows = await db.select().from(tables.availabilities).where(eq(tables.availabilities.jurorId, panelist!.id))
  expect(rows.map(({ removedBy }) => removedBy).toSorted()).toEqual([panelist!.id, panelist!.id, null].toSorted())
  expect(await change(panelist!, null, { add: [{ beginsAt: at(60), endsAt: at(0) }] })).toMatchObject([422, {}])
  expect(await auditActions(panelist!.id)).toContain('availability.changed')
})

test('an interview shows its panelist the materials, the own reading and nothing of other rooms', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 3)
  await planned(edition)
  const slot = await slotOf(edition, proposals[0]!)
  const [status, view] = await open(people[0]!, slot)
  expect([status, view]).toEqual([
    200,
    {
      id: slot,
      beginsAt: at(0),
      endsAt: at(20),
      room: 'Ruang A',
      edition: { slug: edition.slug, name: await nameOf(edition), isSimulation: true },
      stage: { id: 'wawancara', name: edition.stages.find(({ id }) => id === 'wawancara')?.name },
      times: { presentationMinutes: 7, questionMinutes: 13, changeMinutes: 5 },
      proposal: {
        referenceNumber: proposals[0]!.referenceNumber,
        title: proposals[0]!.title,
        agency: proposals[0]!.agency.agency.name,
      },
      isOpened: true,
      attachments: [{ title: expect.any(String), fileName: 'survei.pdf', sizeBytes: 3, sha256: 'b'.repeat(64) }],
      materials: [],
      panel: expect.arrayContaining([people[0]!.name, people[1]!.name]),
      assignmentId: expect.stringMatching(/^assignment-/),
      isScored: false,
      formerly: null,
      mayRun: true,
      timing: null,
      now: expect.any(String),
    },
  ])
  await putFile(proposals[0]!)
  expect((await call(people[0]!, 'GET', `/interviews/${slot}/attachments/${'b'.repeat(64)}`)).status).toBe(200)
  expect(await open(people[2]!, slot)).toEqual(notFound)
  expect(await open(people[0]!, 'tidak-ada')).toEqual(notFound)
  expect(await open(await aJuror(await anEdition('wawancara'), 'panelist'), slot)).toEqual(notFound)
  const [, forSecretariat] = await open(edition.secretariat, slot)
  expect([asObject(forSecretariat).assignmentId, asObject(forSecretariat).mayRun]).toEqual([null, true])
  const [, forAuditor] = await open(await aPerson({ role: 'auditor' }), slot)
  expect(asObject(forAuditor).mayRun).toBe(false)
  const [, mine] = await answer(call(people[0]!, 'GET', '/interviews'))
  expect(listIn(mine, 'interviews').map(({ id, isScored }) => [id, isScored])).toEqual([[slot, false]])
  const [, theirs] = await answer(call(people[2]!, 'GET', '/interviews'))
  expect([listIn(theirs, 'interviews'), listIn(theirs, 'stages').map(({ stageId }) => stageId)]).toEqual([
    [],
    ['wawancara'],
  ])
  const calendar = await call(people[0]!, 'GET', '/interviews/calendar.ics').then((r) => r.text())
  expect(calendar).toContain('LOCATION;LANGUAGE=id:Ruang A')
  expect(calendar).toContain('TRANSP:OPAQUE')
  expect(await call(people[2]!, 'GET', '/interviews/calendar.ics').then((r) => r.text())).not.toContain('VEVENT')
})

test('the clock goes one way for every screen; of two that press at once one is heard', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 2)
  await planned(edition)
  const slot = await slotOf(edition, proposals[0]!)
  const press = (by: Person, phase: string, sequence: number) =>
    answer(call(by, 'POST', `/interviews/${slot}/clock`, { phase, sequence }))
  expect(await press(people[0]!, 'questions', 1)).toEqual([422, { code: 'invalid_input', fields: ['phase'] }])
  const both = await Promise.all([press(people[0]!, 'presentation', 1), press(edition.secretariat, 'presentation', 1)])
  expect(both.map(([status]) => status).toSorted()).toEqual([200, 201])
  const [, shown] = await answer(call(people[1]!, 'GET', `/interviews/${slot}/clock`))
  expect(both.map(([, body]) => asObject(body).timing)).toEqual([asObject(shown).timing, asObject(shown).timing])
  // A screen that has not heard of the first press is answered with it.
  expect(asObject((await press(people[1]!, 'presentation', 1))[1]).timing).toEqual(asObject(shown).timing)
  expect((await press(people[1]!, 'questions', 2))[0]).toBe(201)
  expect((await press(people[1]!, 'done', 3))[0]).toBe(201)
  expect(await press(await aPerson({ role: 'auditor' }), 'reset', 4)).toEqual([403, { code: 'not_allowed' }])
  expect((await press(people[1]!, 'reset', 4))[0]).toBe(201)
  expect((await auditActions(slot)).filter((action) => action === 'interview.timed').length).toBe(4)
})

test('the agency sends slides, a summary and a video until the interview begins; only its room reads them', async () => {
  const { edition, people, proposals } = await aRound([[0]], 2)
  await planned(edition)
  const [proposal] = proposals
  const slot = await slotOf(edition, proposal!)
  const { author, admin } = proposal!.agency
  const mine = `/proposals/${proposal!.id}/interviews/${slot}`
  const send = (by: Person, bytes: Uint8Array, title = 'Paparan') =>
    answer(
      call(
        by,
        'POST',
        `${mine}/materials?${new URLSearchParams({ kind: 'slides', title, name: 'papar an.pptx' })}`,
        bytes,
      ),
    )
  expect((await send(author, aPdf()))[0]).toBe(201)
  expect(await send(author, new TextEncoder().encode('PK\u0003\u0004'))).toEqual([
    422,
    { code: 'file_type_unknown', looksLike: 'zip' },
  ])
  const video = (address: string) => answer(call(admin, 'POST', `${mine}/videos`, { title: 'Video', address }))
  for (const bad of ['http://video.example.go.id/a', 'javascript:alert(1)', 'https://a:b@video.example.go.id/']) {
    expect(await video(bad)).toEqual([422, { code: 'invalid_input', fields: ['address'] }])
  }
  expect((await video('https://video.example.go.id/a'))[0]).toBe(201)
  const [, known] = await answer(call(admin, 'GET', `/proposals/${proposal!.id}/interviews`))
  const [interview] = listIn(known, 'interviews')
  expect(
    listIn(interview, 'materials').map(({ kind, title, fileName, address }) => [kind, title, fileName, address]),
  ).toEqual([
    ['slides', 'Paparan', 'papar an.pptx.pdf', null],
    ['video', 'Video', null, 'https://video.example.go.id/a'],
  ])
  const slides = String(listIn(interview, 'materials')[0]?.id)
  expect((await call(people[0]!, 'GET', `/interviews/${slot}/materials/${slides}`)).status).toBe(200)
  expect((await call(author, 'GET', `${mine}/materials/${slides}`)).status).toBe(200)
  expect((await call(people[1]!, 'GET', `/interviews/${slot}/materials/${slides}`)).status).toBe(404)
  const stranger = (await anEligible(edition)).agency.admin
  expect(await answer(call(stranger, 'GET', `/proposals/${proposal!.id}/interviews`))).toEqual(notFound)
  expect((await call(stranger, 'GET', `${mine}/materials/${slides}`)).status).toBe(404)
  expect((await send(stranger, aPdf()))[0]).toBe(404)
  expect(await call(admin, 'GET', `${mine}/calendar.ics`).then((r) => r.text())).toContain('SEQUENCE:0')
  expect(await answer(call(admin, 'DELETE', `${mine}/materials/${slides}`))).toEqual([204, null])
  expect(await answer(call(admin, 'DELETE', `${mine}/materials/${slides}`))).toEqual(notFound)
  for (let n = 0; n < 5; n += 1) expect((await send(author, aPdf(`% ${n}`)))[0]).toBe(201)
  expect(await send(author, aPdf('% 6'))).toEqual([409, { code: 'too_many_materials', most: 6 }])
  await db
    .update(tables.interviewSlots)
    .set({ beginsAt: new Date(Date.now() - 1000) })
    .where(eq(tables.interviewSlots.id, slot))
  expect(await send(author, aPdf())).toEqual([409, { code: 'interview_begun' }])
  expect(await video('https://video.example.go.id/b')).toEqual([409, { code: 'interview_begun' }])
  expect((await auditActions(proposal!.id)).filter((action) => action.startsWith('interview_material')).length).toBe(8)
})

test('a panelist who comes into conflict sees nothing of the interview, and the secretariat sees the gap', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 3)
  await planned(edition)
  const [proposal] = proposals
  const slot = await slotOf(edition, proposal!)
  await anAffiliation(people[0]!, proposal!.agency.agency.id)
  expect(await open(people[0]!, slot)).toEqual(notFound)
  expect(await answer(call(people[0]!, 'GET', `/interviews/${slot}/clock`))).toEqual(notFound)
  expect(
    await answer(call(people[0]!, 'POST', `/interviews/${slot}/clock`, { phase: 'presentation', sequence: 1 })),
  ).toEqual(notFound)
  expect(listIn((await answer(call(people[0]!, 'GET', '/interviews')))[1], 'interviews')).toEqual([])
  const panelNow = async () => listIn((await slotsOf(edition))[0], 'panel').map(({ id, state }) => [id, state])
  expect(await panelNow()).toEqual(
    expect.arrayContaining([
      [people[0]!.id, 'conflict'],
      [people[1]!.id, 'seated'],
    ]),
  )
  // The replacement sits down at the same hour; the one in conflict gets up.
  await assigned(edition, people[2]!, [proposal!], 'wawancara')
  const [, body] = await planned(edition)
  expect([asObject(body).seatChanges, listIn(body, 'slots').map(({ change }) => change)]).toEqual([2, ['stays']])
  expect((await panelNow()).toSorted()).toEqual([people[1]!, people[2]!].map(({ id }) => [id, 'seated']).toSorted())
  expect((await open(people[2]!, slot))[0]).toBe(200)
})

test('the schedule refuses a seat in conflict, and a reading that ended opens nothing', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 2)
  await planned(edition)
  const slot = await slotOf(edition, proposals[0]!)
  await db
    .update(tables.assignments)
    .set({ endedAt: new Date(), endReason: 'berhenti' })
    .where(and(eq(tables.assignments.jurorId, people[0]!.id), isNull(tables.assignments.endedAt)))
  expect(await open(people[0]!, slot)).toEqual(notFound)
  const [shown] = await slotsOf(edition)
  expect(listIn(shown, 'panel').find(({ id }) => id === people[0]!.id)?.state).toBe('reading_ended')
  const barred = await aJuror(edition, 'panelist')
  await anAffiliation(barred, proposals[0]!.agency.unit.id)
  const sit = db.insert(tables.interviewSeats).values({ slotId: slot, jurorId: barred.id, beginsAt: new Date(at(0)) })
  await expect(sit).rejects.toThrow()
})

test('the list leaves as a table that spreadsheets open, and the trail says so', async () => {
  const { edition, people, proposals } = await aRound([[0]], 1)
  await planned(edition)
  const response = await call(edition.secretariat, 'GET', `${base(edition)}/interviews/export`)
  const text = await response.text()
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const cells = [
    at(0),
    '20',
    'Ruang A',
    proposals[0]!.referenceNumber,
    proposals[0]!.title,
    proposals[0]!.agency.agency.name,
    people[0]!.name,
  ]
  expect(text.split('\r\n')[1]?.split(';').slice(1)).toEqual(cells)
  expect(await auditActions('wawancara')).toContain('export.made')
  expect((await call(people[0]!, 'GET', `${base(edition)}/interviews/export`)).status).toBe(403)
})

test('the demonstration lets silent panelists have time on every working day', async () => {
  const edition = await anEdition('wawancara')
  const silent = await aJuror(edition, 'panelist')
  const spoken = await aJuror(edition, 'panelist')
  await isFreeAllDay(edition, spoken)
  const path = '/demo/simulations'
  const [status, body] = await answer(
    call(edition.secretariat, 'POST', path, { edition: edition.slug, kind: 'availability' }),
  )
  expect(status).toBe(200)
  expect(Number(asObject(body).done)).toBeGreaterThan(0)
  const rows = await db.select().from(tables.availabilities).where(eq(tables.availabilities.jurorId, silent.id))
  expect(rows.length).toBe(asObject(body).done)
  expect(rows.every(({ beginsAt }) => ![0, 6].includes(beginsAt.getUTCDay()))).toBe(true)
  expect(dayAhead(0)).toMatch(/^\d{4}-/)
})
