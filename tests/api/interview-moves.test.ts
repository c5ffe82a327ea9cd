import { env } from 'cloudflare:workers'
import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { sweepGaps } from '#worker/gap-sweep.ts'
import { aRound, at, base, dayAhead, hours, isFreeAllDay, planned } from './interview-factories.ts'
import { aJuror, anAffiliation } from './jury-factories.ts'
import { anEdition, answer, aPerson, asObject, call, db, listIn, type Person } from './portal.ts'
import { auditActions, lettersOf, type Edition } from './proposals-factories.ts'

const notFound = [404, { code: 'not_found' }]

const boardOf = async (edition: Edition) =>
  (await answer(call(edition.secretariat, 'GET', `${base(edition)}/interviews`)))[1]
const slotOf = async (edition: Edition, proposal: { id: string }) =>
  listIn(await boardOf(edition), 'slots').find(({ proposalId }) => proposalId === proposal.id)
const put = (edition: Edition, proposal: { id: string }, given: object) =>
  answer(
    call(edition.secretariat, 'POST', `${base(edition)}/interviews`, {
      proposalId: proposal.id,
      beginsAt: at(0),
      room: 'Ruang A',
      reason: 'Permintaan instansi',
      ...given,
    }),
  )
const namesOf = (slot: Record<string, unknown> | undefined) =>
  listIn(slot, 'panel')
    .map(({ name }) => name)
    .toSorted()
const cancel = (edition: Edition, slot: unknown, reason = 'Instansi mundur') =>
  answer(call(edition.secretariat, 'POST', `${base(edition)}/interviews/${String(slot)}/cancellation`, { reason }))

test('letters of a move name the old and the new time and room, and the history keeps both with who and why', async () => {
  const { edition, people, proposals } = await aRound([[0]], 1)
  await planned(edition)
  expect((await put(edition, proposals[0]!, { beginsAt: at(60), room: 'Ruang B' }))[0]).toBe(201)
  for (const person of [people[0]!, proposals[0]!.agency.admin]) {
    const body = (await lettersOf(person)).at(-1)?.body ?? ''
    expect(body).toMatch(/Semula: .*09\.00 WIB.*, Ruang A\n {2}Menjadi: .*10\.00 WIB[^]*Tempat: Ruang B/)
    expect(body).toContain('Alasan: Permintaan instansi')
  }
  const path = `${base(edition)}/interviewees/${proposals[0]!.id}`
  const [status, about] = await answer(call(edition.secretariat, 'GET', path))
  const by = edition.secretariat.name
  expect([status, about]).toEqual([
    200,
    {
      places: [
        {
          id: expect.any(String),
          beginsAt: at(0),
          endsAt: at(20),
          room: 'Ruang A',
          at: expect.any(String),
          by,
          isMoved: false,
          endedAt: expect.any(String),
          endedBy: by,
          reason: 'Permintaan instansi',
          panel: [people[0]!.name],
        },
        {
          id: expect.any(String),
          beginsAt: at(60),
          endsAt: at(80),
          room: 'Ruang B',
          at: expect.any(String),
          by,
          isMoved: true,
          endedAt: null,
          endedBy: null,
          reason: null,
          panel: [people[0]!.name],
        },
      ],
      panelists: [{ id: people[0]!.id, name: people[0]!.name, isBarred: false, isHandedIn: false }],
    },
  ])
  expect((await call(people[0]!, 'GET', path)).status).toBe(403)
  expect(await put(edition, proposals[0]!, { beginsAt: at(60), room: 'Ruang B' })).toEqual([
    422,
    { code: 'invalid_input', fields: ['beginsAt'] },
  ])
})

test('a panel changes in the same act: who joins is given the reading, who leaves has it no more, and each is told', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 3)
  await planned(edition)
  const [first, second, third] = people
  const ids = [second!.id, third!.id]
  expect((await put(edition, proposals[0]!, { panelistIds: ids }))[0]).toBe(201)
  const slot = await slotOf(edition, proposals[0]!)
  expect([slot?.beginsAt, slot?.room, namesOf(slot)]).toEqual([
    at(0),
    'Ruang A',
    [second!.name, third!.name].toSorted(),
  ])
  const open = (person: Person) => answer(call(person, 'GET', `/interviews/${String(slot?.id)}`))
  expect([(await open(first!))[0], (await open(second!))[0], (await open(third!))[0]]).toEqual([404, 200, 200])
  const live = await db
    .select({ jurorId: tables.assignments.jurorId })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.proposalId, proposals[0]!.id), isNull(tables.assignments.endedAt)))
  expect(live.map(({ jurorId }) => jurorId).toSorted()).toEqual(ids.toSorted())
  expect((await lettersOf(first!)).at(-1)?.body).toContain('Anda tidak lagi duduk dalam panel ini')
  expect((await lettersOf(third!)).at(-1)?.body).toContain('Tempat: Ruang A')
  // The time stayed, so neither the agency nor who stayed is written to again.
  expect((await lettersOf(proposals[0]!.agency.admin)).filter(({ kind }) => kind === 'interviews_planned').length).toBe(
    1,
  )
  expect((await lettersOf(second!)).filter(({ kind }) => kind === 'interviews_planned').length).toBe(1)
})

test('a panel that was made smaller by hand is not filled up by the clock, nor one whose interview has begun; the trail names who left', async () => {
  const { edition, people, proposals } = await aRound(
    [
      [0, 1],
      [0, 1],
    ],
    4,
  )
  await planned(edition)
  const [first, second] = proposals
  expect((await put(edition, first!, { panelistIds: [people[0]!.id] }))[0]).toBe(201)
  const slot = await slotOf(edition, first!)
  const [event] = await db
    .select({ detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(eq(tables.auditEvents.subjectId, String(slot?.id)))
  expect(event?.detail).toMatchObject({ joinedIds: '', leftIds: people[1]!.id })
  const isSecond = and(eq(tables.assignments.proposalId, second!.id), eq(tables.assignments.jurorId, people[1]!.id))
  await db.update(tables.assignments).set({ endedAt: new Date(), endReason: 'Berbenturan' }).where(isSecond)
  const readers = () =>
    db
      .select({ proposalId: tables.assignments.proposalId, jurorId: tables.assignments.jurorId })
      .from(tables.assignments)
      .where(and(eq(tables.assignments.editionId, edition.id), isNull(tables.assignments.endedAt)))
  const before = await readers()
  await sweepGaps(env, new Date(Date.parse(at(200))))
  expect(await readers()).toEqual(before)
  await sweepGaps(env, new Date(Date.now() + 2 * 3600_000))
  const added = (await readers()).filter(({ jurorId, proposalId }) =>
    before.every((one) => one.jurorId !== jurorId || one.proposalId !== proposalId),
  )
  expect([added.length > 0, added.every(({ proposalId }) => proposalId === second!.id)]).toEqual([true, true])
})

test('a panel takes nobody in conflict, of another role, away or seated elsewhere, and lets nobody go who has handed in', async () => {
  const { edition, people, proposals } = await aRound([[0], [1]], 2)
  await planned(edition, { rooms: ['Ruang A', 'Ruang B'] })
  const [proposal] = proposals
  const slot = await slotOf(edition, proposal!)
  const change = (panelistIds: string[]) =>
    put(edition, proposal!, { beginsAt: slot?.beginsAt, room: slot?.room, panelistIds })
  const barred = await aJuror(edition, 'panelist')
  await anAffiliation(barred, proposal!.agency.unit.id)
  const evaluator = await aJuror(edition)
  const silent = await aJuror(edition, 'panelist')
  expect(await change([people[0]!.id, barred.id])).toEqual([409, { code: 'conflict_of_interest' }])
  expect(await change([people[0]!.id, evaluator.id])).toEqual([422, { code: 'invalid_input', fields: ['panelistIds'] }])
  expect(await change([silent.id])).toEqual([
    409,
    { code: 'slot_not_free', cause: 'availability', names: [silent.name] },
  ])
  expect(await change([people[1]!.id])).toEqual([
    409,
    { code: 'slot_not_free', cause: 'panelist', names: [people[1]!.name] },
  ])
  const free = await aJuror(edition, 'panelist')
  await isFreeAllDay(edition, free)
  const [reading] = await db
    .select()
    .from(tables.assignments)
    .where(and(eq(tables.assignments.jurorId, people[0]!.id), eq(tables.assignments.proposalId, proposal!.id)))
  const [first, other] = [people[0]!, free].map(({ id }) => id).toSorted()
  await db.insert(tables.jurorsApart).values({
    id: crypto.randomUUID(),
    editionId: edition.id,
    firstId: first!,
    secondId: other!,
    reason: 'Suami istri',
    at: new Date(),
    by: edition.secretariat.id,
  })
  expect(await change([people[0]!.id, free.id])).toMatchObject([409, { code: 'slot_not_free', cause: 'apart' }])
  await db.insert(tables.scoreSheets).values({
    assignmentId: reading!.id,
    editionId: edition.id,
    stageId: 'wawancara',
    proposalId: proposal!.id,
    totalHundredths: 8000,
    comment: '',
    handedInAt: new Date(),
  })
  expect(await change([free.id])).toEqual([409, { code: 'already_handed_in' }])
  expect((await slotOf(edition, proposal!))?.id).toBe(slot?.id)
})

test('a cancelled interview is in no plan until the secretariat takes it up again, or sets it by hand', async () => {
  const { edition, proposals } = await aRound([[0], [0]], 1)
  await planned(edition)
  const [first, second] = proposals
  const cancelled = await slotOf(edition, first!)
  await cancel(edition, cancelled?.id)
  const again = async () => listIn((await planned(edition, { reason: 'Susun ulang' }))[1], 'slots')
  expect((await again()).map(({ proposalId, change }) => [proposalId, change])).toEqual([[second!.id, 'stays']])
  const board = await boardOf(edition)
  expect([listIn(board, 'waiting'), listIn(board, 'heldBack')]).toEqual([
    [],
    [
      {
        id: cancelled?.id,
        proposalId: first!.id,
        title: first!.title,
        referenceNumber: first!.referenceNumber,
        agency: first!.agency.agency.name,
        panel: expect.any(Array),
        beginsAt: cancelled?.beginsAt,
        cancelledAt: expect.any(String),
        reason: 'Instansi mundur',
        by: edition.secretariat.name,
      },
    ],
  ])
  const resume = (by: Person = edition.secretariat) =>
    answer(call(by, 'POST', `${base(edition)}/interviews/${String(cancelled?.id)}/resumption`))
  expect(await resume(await aPerson({ role: 'auditor' }))).toEqual([403, { code: 'not_allowed' }])
  expect(await resume()).toEqual([204, null])
  expect(await resume()).toEqual(notFound)
  expect((await auditActions(String(cancelled?.id))).at(-1)).toBe('interview.resumed')
  expect((await again()).map(({ change }) => change).toSorted()).toEqual(['new', 'stays'])
  const slot = await slotOf(edition, second!)
  await cancel(edition, slot?.id)
  expect((await put(edition, second!, { beginsAt: at(120) }))[0]).toBe(201)
  expect(listIn(await boardOf(edition), 'heldBack')).toEqual([])
})

test('an interview that was moved or found no place comes back by itself', async () => {
  const { edition, people, proposals } = await aRound([[0]], 1)
  await planned(edition)
  expect((await put(edition, proposals[0]!, { beginsAt: at(60) }))[0]).toBe(201)
  expect(listIn(await boardOf(edition), 'heldBack')).toEqual([])
  const [, list] = await answer(call(people[0]!, 'GET', `${base(edition)}/availabilities`))
  const remove = listIn(list, 'availabilities').map(({ id }) => id)
  await call(people[0]!, 'POST', `${base(edition)}/availabilities`, { jurorId: null, add: [], remove })
  const [, body] = await planned(edition, { reason: 'Panelis berhalangan' })
  expect([listIn(body, 'cancelled').length, listIn(await boardOf(edition), 'heldBack')]).toEqual([1, []])
  await isFreeAllDay(edition, people[0]!)
  expect(listIn((await planned(edition, { reason: 'Sedia lagi' }))[1], 'slots').map(({ change }) => change)).toEqual([
    'new',
  ])
})

test('hours are kept with the stage for everybody; who has not seen the newest does not write over it', async () => {
  const { edition, people } = await aRound([[0]], 1)
  const other = await aPerson({ role: 'secretariat', editionId: edition.id })
  const { basis: _, reason: __, ...plain } = hours({ breaks: [{ from: '10:00', to: '10:30' }] })
  const keep = (by: Person, given: object) =>
    answer(call(by, 'PUT', `${base(edition)}/interview-hours`, { ...plain, sequence: 0, ...given }))
  const first = { ...plain, sequence: 1, at: expect.any(String), by: edition.secretariat.name }
  expect(await keep(edition.secretariat, { rooms: ['Ruang A', 'Ruang A'] })).toEqual([201, first])
  expect(asObject(await boardOf(edition)).hours).toEqual(first)
  expect(await keep(other, {})).toEqual([200, first])
  expect(await keep(other, { from: '08:00' })).toEqual([409, { code: 'hours_changed' }])
  expect(await keep(other, { from: '08:00', sequence: 1 })).toEqual([
    201,
    { ...first, from: '08:00', sequence: 2, by: other.name },
  ])
  const both = await Promise.all([
    keep(other, { to: '13:00', sequence: 2 }),
    keep(edition.secretariat, { to: '14:00', sequence: 2 }),
  ])
  expect(both.map(([status]) => status).toSorted()).toEqual([201, 409])
  expect(await keep(people[0]!, { sequence: 3 })).toEqual([403, { code: 'not_allowed' }])
  expect((await auditActions('wawancara')).filter((action) => action === 'interview_hours.kept').length).toBe(3)
  const [row] = await db.select().from(tables.interviewHours).where(eq(tables.interviewHours.editionId, edition.id))
  expect(row?.days).toEqual([dayAhead()])
})

test('the desk hears which interview is held and which belongs to its sheet, and of foreign ones nothing', async () => {
  const { edition, people, proposals } = await aRound([[0], [0, 1]], 2)
  await planned(edition)
  const slots = new Map<string, string>()
  for (const one of listIn(await boardOf(edition), 'slots')) slots.set(String(one.proposalId), String(one.id))
  const readingOf = async (person: Person, proposal: { id: string }) => {
    const { jurorId, proposalId, id } = tables.assignments
    const [row] = await db
      .select({ id })
      .from(tables.assignments)
      .where(and(eq(jurorId, person.id), eq(proposalId, proposal.id)))
    return row?.id ?? 'tidak-ada'
  }
  const running = async (person: Person, reading: string) =>
    (await answer(call(person, 'GET', `/interviews/running?reading=${reading}`)))[1]
  const [first, second] = proposals
  const reading = await readingOf(people[0]!, first!)
  const [, soon] = [slots.get(first!.id), slots.get(second!.id)]
  const clock = {
    slot: slots.get(first!.id),
    reading,
    title: first!.title,
    beginsAt: expect.any(String),
    endsAt: expect.any(String),
    times: { presentationMinutes: 7, questionMinutes: 13, changeMinutes: 5 },
    timing: null,
  }
  const now = expect.any(String)
  expect(await running(people[0]!, reading)).toEqual({ now, present: null, ofReading: clock })
  expect(await running(people[1]!, reading)).toEqual({ now, present: null, ofReading: null })
  const begun = new Date(Date.now() - 60_000)
  await db
    .update(tables.interviewSlots)
    .set({ beginsAt: begun })
    .where(eq(tables.interviewSlots.id, String(soon)))
  await db
    .update(tables.interviewSeats)
    .set({ beginsAt: begun })
    .where(eq(tables.interviewSeats.slotId, String(soon)))
  await call(people[1]!, 'POST', `/interviews/${soon}/clock`, { phase: 'presentation', sequence: 1 })
  const heard = await running(people[0]!, reading)
  expect(asObject(heard).present).toEqual({
    ...clock,
    slot: soon,
    reading: await readingOf(people[0]!, second!),
    title: second!.title,
    timing: { sequence: 1, phase: 'presentation', at: expect.any(String) },
  })
  // Held at another hour than planned, it is seen beside its own sheet.
  await call(people[0]!, 'POST', `/interviews/${slots.get(first!.id)}/clock`, { phase: 'presentation', sequence: 1 })
  expect(asObject(asObject(await running(people[0]!, reading)).present).slot).toBe(slots.get(first!.id))
  await call(people[0]!, 'POST', `/interviews/${slots.get(first!.id)}/clock`, { phase: 'reset', sequence: 2 })
  await anAffiliation(people[0]!, second!.agency.agency.id)
  expect(asObject(await running(people[0]!, reading)).present).toBe(null)
  expect(await answer(call(people[0]!, 'GET', `/interviews/${soon}/clock`))).toEqual(notFound)
  const stranger = await aJuror(await anEdition('wawancara'), 'panelist')
  expect(await running(stranger, reading)).toEqual({ now, present: null, ofReading: null })
})
