import { env } from 'cloudflare:workers'
import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { sweepGaps } from '#worker/gap-sweep.ts'
import { aRound, at, base, dayAhead, hours, isFreeAllDay, planned } from './interview-factories.ts'
import { aJuror, anAffiliation, assigned } from './jury-factories.ts'
import { anEdition, answer, aPerson, asObject, call, db, listIn, type Person } from './portal.ts'
import { auditActions, lettersOf, newestLetterTo, type Edition } from './proposals-factories.ts'

const notFound = [404, { code: 'not_found' }]

const boardOf = async (edition: Edition) =>
  (await answer(call(edition.secretariat, 'GET', `${base(edition)}/interviews`)))[1]
const slotOf = async (edition: Edition, proposal: { id: string }) =>
  listIn(await boardOf(edition), 'slots').find(({ proposalId }) => proposalId === proposal.id)
const put = async (edition: Edition, proposal: { id: string }, given: object, by: Person = edition.secretariat) =>
  answer(
    call(by, 'POST', `${base(edition)}/interviews`, {
      proposalId: proposal.id,
      beginsAt: at(0),
      room: 'Ruang A',
      reason: 'Permintaan instansi',
      formerId: (await slotOf(edition, proposal))?.id ?? null,
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
    const body = await newestLetterTo(person)
    expect(body).toMatch(/Semula: .*09\.00–09\.20 WIB.*, Ruang A\n {2}Menjadi: .*10\.00–10\.20 WIB.*, Ruang B\n/)
    expect(body).toContain('dipindahkan.\n\nAlasan: Permintaan instansi\n\n')
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

test('a move that is sent again answers as it did, is written once, and moves nothing back that was moved since', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 3)
  const proposal = proposals[0]!
  const first = { formerId: null, beginsAt: at(0), reason: '' }
  const [status, set] = await put(edition, proposal, first)
  expect([status, await put(edition, proposal, first)]).toEqual([201, [201, set]])
  const move = {
    formerId: asObject(set).id,
    beginsAt: at(60),
    room: 'Ruang B',
    panelistIds: [people[0]!.id, people[2]!.id],
  }
  const both = await Promise.all([put(edition, proposal, move), put(edition, proposal, move)])
  expect(both[1]).toEqual(both[0])
  const [moved] = both
  expect([moved[0], await put(edition, proposal, move)]).toEqual([201, moved])
  expect(await auditActions(String(asObject(moved[1]).id))).toEqual(['interview.moved'])
  const told = (await lettersOf(people[0]!)).filter(({ kind }) => kind === 'interviews_planned')
  expect(told.map(({ subject }) => subject.split(',')[0]).toSorted()).toEqual([
    'Wawancara Anda dipindahkan',
    'Wawancara Anda ditetapkan',
  ])
  const changed = [409, { code: 'interview_changed' }]
  const other = await aPerson({ role: 'secretariat', editionId: edition.id })
  expect([
    await put(edition, proposal, move, other),
    await put(edition, proposal, { ...move, reason: 'Lain' }),
    await put(edition, proposal, { ...move, panelistIds: [people[0]!.id] }),
    await put(edition, proposal, { ...move, room: 'Ruang C' }),
    await put(edition, proposal, first),
  ]).toEqual([changed, changed, changed, changed, changed])
  expect((await put(edition, proposal, { beginsAt: at(120) }, other))[0]).toBe(201)
  expect(await put(edition, proposal, move)).toEqual(moved)
  expect((await slotOf(edition, proposal))?.beginsAt).toBe(at(120))
})

test('where an interview was leads to where it is, for those who may see it there and for nobody else', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 3)
  await planned(edition)
  const [first, second, third] = people
  const proposal = proposals[0]!
  const old = String((await slotOf(edition, proposal))?.id)
  const view = async (person: Person, slot = old) => answer(call(person, 'GET', `/interviews/${slot}`))
  await put(edition, proposal, { beginsAt: at(60), panelistIds: [first!.id, third!.id] })
  await put(edition, proposal, { beginsAt: at(90), room: 'Ruang B' })
  const now = await slotOf(edition, proposal)
  const formerly = { id: old, beginsAt: at(0), endsAt: at(20), room: 'Ruang A' }
  for (const person of [first!, third!, edition.secretariat, await aPerson({ role: 'auditor' })]) {
    const [status, found] = await view(person)
    const { id, beginsAt, room } = asObject(found)
    expect([status, id, beginsAt, room, asObject(found).formerly]).toEqual([200, now?.id, at(90), 'Ruang B', formerly])
  }
  expect(asObject((await view(first!, String(now?.id)))[1]).formerly).toBe(null)
  const stranger = await aJuror(edition, 'panelist')
  const foreign = await aPerson({ role: 'secretariat', editionId: (await anEdition('wawancara')).id })
  for (const person of [second!, stranger, foreign]) expect(await view(person)).toEqual(notFound)
  await anAffiliation(third!, proposal.agency.unit.id)
  expect(await view(third!)).toEqual(notFound)
  const { admin } = proposal.agency
  const calendarOf = (person: Person) => call(person, 'GET', `/proposals/${proposal.id}/interviews/${old}/calendar.ics`)
  const [atOld, atNew] = [await entriesOf(await calendarOf(admin)), String(now?.id)]
  expect(atOld).toEqual([expect.objectContaining({ STATUS: 'CONFIRMED', DTSTART: stamp(at(90)), SEQUENCE: '4' })])
  expect((await calendarOf(first!)).status).toBe(403)
  await cancel(edition, atNew)
  expect([await view(first!), await view(first!, atNew)]).toEqual([notFound, notFound])
})

/** The events of a calendar file by the names of their properties, without parameters. */
async function entriesOf(answered: Response) {
  const file = (await answered.text()).replaceAll('\r\n ', '')
  return file
    .split('BEGIN:VEVENT\r\n')
    .slice(1)
    .map((event) =>
      Object.fromEntries(event.split('\r\n').map((line) => [line.split(/[;:]/)[0], line.replace(/^[^:]*:/, '')])),
    )
}
const stamp = (instant: string) => instant.replaceAll(/[-:]|\.\d+/g, '')

test('in calendars an interview moves under one UID with ever higher numbers, is called off, and comes back', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 3)
  await planned(edition)
  const proposal = proposals[0]!
  const own = async (person = people[0]!) =>
    (await entriesOf(await call(person, 'GET', '/interviews/calendar.ics'))).map((entry) => [
      entry['UID']?.split('@')[0],
      Number(entry['SEQUENCE']),
      entry['DTSTART'],
      entry['STATUS'],
      entry['TRANSP'],
    ])
  const uid = `wawancara-wawancara-${proposal.id}`
  const held = (sequence: number, minutes: number) => [[uid, sequence, stamp(at(minutes)), 'CONFIRMED', 'OPAQUE']]
  const calledOff = (sequence: number, minutes: number) => [
    [uid, sequence, stamp(at(minutes)), 'CANCELLED', 'TRANSPARENT'],
  ]
  const agency = async () => {
    const { admin } = proposal.agency
    const [, known] = await answer(call(admin, 'GET', `/proposals/${proposal.id}/interviews`))
    const [interview] = listIn(known, 'interviews')
    const path = `/proposals/${proposal.id}/interviews/${String(interview?.id)}/calendar.ics`
    const entries = await entriesOf(await call(admin, 'GET', path))
    return [interview?.cancelled, entries.map((entry) => [Number(entry['SEQUENCE']), entry['STATUS']])]
  }
  expect([await own(), await agency()]).toEqual([held(0, 0), [null, [[0, 'CONFIRMED']]]])
  await put(edition, proposal, { beginsAt: at(60) })
  expect([await own(), await agency()]).toEqual([held(2, 60), [null, [[2, 'CONFIRMED']]]])
  await put(edition, proposal, { beginsAt: at(60), panelistIds: [people[1]!.id] })
  expect([await own(), await own(people[1]!)]).toEqual([calledOff(4, 60), held(4, 60)])
  await put(edition, proposal, { beginsAt: at(90), panelistIds: people.map(({ id }) => id) })
  expect(await own()).toEqual(held(8, 90))
  await cancel(edition, (await slotOf(edition, proposal))?.id)
  const cancelled = { at: expect.any(String), reason: 'Instansi mundur' }
  expect([await own(), await agency()]).toEqual([calledOff(9, 90), [cancelled, [[7, 'CANCELLED']]]])
  await put(edition, proposal, { beginsAt: at(120), formerId: null })
  expect([await own(), await agency()]).toEqual([held(10, 120), [null, [[8, 'CONFIRMED']]]])
  await anAffiliation(people[0]!, proposal.agency.unit.id)
  expect(await own()).toEqual([])
  const stranger = await aJuror(edition, 'panelist')
  expect(await own(stranger)).toEqual([])
})

test('who is out of a panel and in it again finds the interview called off and held again, though it stayed where it was', async () => {
  const { edition, people, proposals } = await aRound([[0, 1]], 2)
  await planned(edition)
  const entry = async () => {
    const [one] = await entriesOf(await call(people[0]!, 'GET', '/interviews/calendar.ics'))
    return [Number(one?.['SEQUENCE']), one?.['STATUS']]
  }
  const before = await entry()
  await db
    .update(tables.assignments)
    .set({ endedAt: new Date(), endReason: 'berhenti' })
    .where(and(eq(tables.assignments.jurorId, people[0]!.id), isNull(tables.assignments.endedAt)))
  const out = await entry()
  await assigned(edition, people[0]!, [proposals[0]!], 'wawancara')
  expect([before, out, await entry()]).toEqual([
    [0, 'CONFIRMED'],
    [1, 'CANCELLED'],
    [2, 'CONFIRMED'],
  ])
})

test('an agency reads its own clock in a letter, a panelist those of all three zones', async () => {
  const { edition, people, proposals } = await aRound([[0], [0]], 1)
  await db
    .update(tables.agencies)
    .set({ province: 'Papua Selatan' })
    .where(eq(tables.agencies.id, proposals[0]!.agency.agency.id))
  await planned(edition)
  const slots = listIn(await boardOf(edition), 'slots')
  const clock = (proposal: { id: string }, hoursAhead: number) =>
    new Date(
      Date.parse(String(slots.find(({ proposalId }) => proposalId === proposal.id)?.beginsAt)) + hoursAhead * 3600_000,
    )
      .toISOString()
      .slice(11, 16)
      .replace(':', '.')
  const [east, west] = [proposals[0]!, proposals[1]!]
  expect(await newestLetterTo(east.agency.admin)).toMatch(
    new RegExp(`pukul ${clock(east, 9)}–\\d\\d\\.\\d\\d WIT \\(${clock(east, 7)} WIB\\), Ruang A`),
  )
  expect(await newestLetterTo(west.agency.admin)).toMatch(
    new RegExp(`pukul ${clock(west, 7)}–\\d\\d\\.\\d\\d WIB, Ruang A`),
  )
  expect(await newestLetterTo(people[0]!)).toContain(`WIB (${clock(east, 8)} WITA, ${clock(east, 9)} WIT), Ruang A`)
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
  expect(await newestLetterTo(first!)).toContain('Anda tidak lagi duduk dalam panel ini')
  expect(await newestLetterTo(third!)).toContain('WIT), Ruang A')
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
