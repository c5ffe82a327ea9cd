import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { callersOf } from '#worker/access.ts'
import { app } from '#worker/app.ts'
import { aJuror, allPoints, anAffiliation, anEligible, aSheet, assigned, type Eligible } from './jury-factories.ts'
import { anEdition, call, db, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'
import { ask, type Watched } from './watched.ts'

const sha256 = 'b'.repeat(64)
const points = (edition: Edition) => ({ points: allPoints(edition, 70), comments: {}, comment: 'Baik.' })
const sheet = (edition: Edition) => ({ ...points(edition), notes: '', pins: [] })

type Given = (edition: Edition) => unknown
const nothing: Given = () => undefined

const findings: Given = () => ({ findings: {}, comment: 'Berjalan.', version: 0 })

/** Routes about one thing, a reading, an interview, a visit or a round, and what a sender would send. */
const aboutOne: Record<string, Given> = {
  'GET /api/assignments/:id': nothing,
  'GET /api/assignments/:id/attachments/:sha256': nothing,
  'GET /api/assignments/:id/revisions': nothing,
  'GET /api/assignments/:id/revisions/:version': nothing,
  'PUT /api/assignments/:id/mark': () => ({ later: true }),
  'PUT /api/assignments/:id/draft': (edition) => ({ ...sheet(edition), version: 0 }),
  'POST /api/assignments/:id/score-sheet': sheet,
  'POST /api/assignments/:id/conflict': () => ({ kind: 'other', reason: 'Kenal.' }),
  'GET /api/interviews/:slot': nothing,
  'GET /api/interviews/:slot/clock': nothing,
  'POST /api/interviews/:slot/clock': () => ({ phase: 'presentation', sequence: 1 }),
  'GET /api/interviews/:slot/attachments/:sha256': nothing,
  'GET /api/interviews/:slot/materials/:material': nothing,
  'GET /api/visits/:visit': nothing,
  'PUT /api/visits/:visit/draft': findings,
  'POST /api/visits/:visit/sheet': findings,
  'POST /api/visits/:visit/photos': nothing,
  'PUT /api/visits/:visit/photos/:photo': () => ({ caption: 'Loket' }),
  'GET /api/visits/:visit/photos/:photo': nothing,
  'DELETE /api/visits/:visit/photos/:photo': nothing,
  'GET /api/consolidations/:id': nothing,
  'PUT /api/consolidations/:id/draft': () => ({
    answer: null,
    reason: '',
    points: {},
    comments: {},
    comment: '',
    version: 0,
  }),
  'POST /api/consolidations/:id/answer': () => ({ answer: 'confirmed', reason: 'Tetap.' }),
}

/** Routes that list, count, export or place readings. */
const aboutAll: Record<string, (edition: Edition) => string> = {
  'GET /api/assignments': () => '/assignments',
  'GET /api/assignments/offline': (edition) => `/assignments/offline?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/sheets': (edition) => `/assignments/sheets?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/consistency': (edition) => `/assignments/consistency?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/receipts': (edition) => `/assignments/receipts?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/export': (edition) => `/assignments/export?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/pace': (edition) => `/assignments/pace?edition=${edition.slug}&stage=penilaian`,
  'GET /api/conflicts/readings': () => '/conflicts/readings',
  'GET /api/interviews': () => '/interviews',
  'GET /api/interviews/running': () => '/interviews/running?reading=tidak-ada',
  'GET /api/interviews/calendar.ics': () => '/interviews/calendar.ics',
  'GET /api/visits': () => '/visits',
  'GET /api/consolidations': () => '/consolidations',
}

/** Routes of a juror in which no proposal has a part, or which are tried by themselves: below, and in consolidations.test.ts. */
const aboutNone = [
  'POST /api/assignments/pacts',
  'GET /api/conflicts/ties',
  'POST /api/conflicts/ties',
  'POST /api/conflicts/declarations',
  'GET /api/editions/:edition/stages/:stage/availabilities',
  'POST /api/editions/:edition/stages/:stage/availabilities',
]

test('every route of a juror is tried here', () => {
  const routes = app.routes.flatMap(({ method, path, handler }) => {
    const callers = callersOf(handler)
    const isOfJurors = Array.isArray(callers) && callers.some((role) => role === 'evaluator' || role === 'panelist')
    return isOfJurors ? [`${method} ${path}`] : []
  })
  const tried = [...Object.keys(aboutOne), ...Object.keys(aboutAll), ...aboutNone]
  expect([...new Set(routes)].toSorted()).toEqual(tried.toSorted())
})

const now = () => new Date()

/** An interview in which the panelist sits. */
async function aSlot(edition: Edition, panelist: Person, proposal: Eligible): Promise<string> {
  const id = `slot-${proposal.id}`
  const beginsAt = new Date(Date.now() + 3_600_000)
  const endsAt = new Date(beginsAt.getTime() + 1_200_000)
  const of = { editionId: edition.id, stageId: 'wawancara', proposalId: proposal.id }
  const by = { at: now(), by: edition.secretariat.id }
  await assigned(edition, panelist, [proposal], 'wawancara')
  await db.insert(tables.interviewSlots).values({ id, ...of, beginsAt, endsAt, room: `Ruang ${id}`, ...by })
  await db.insert(tables.interviewSeats).values({ slotId: id, jurorId: panelist.id, beginsAt })
  return id
}

/** A visit of the panelist, with a draft and a photograph. */
async function aVisit(edition: Edition, panelist: Person, proposal: Eligible): Promise<string> {
  const visitId = `visit-${proposal.id}`
  const of = { editionId: edition.id, stageId: 'verifikasi-lapangan', proposalId: proposal.id }
  const by = { at: now(), by: edition.secretariat.id }
  await db.insert(tables.fieldVisits).values({ id: visitId, ...of, visitsOn: '2027-01-01', place: 'Sleman', ...by })
  const who = { visitId, jurorId: panelist.id }
  await db.insert(tables.fieldVisitors).values({ ...who, at: now() })
  await db.insert(tables.visitPhotos).values({
    id: `foto-${visitId}`,
    ...who,
    caption: '',
    objectKey: 'foto',
    sizeBytes: 1,
    mediaType: 'image/jpeg',
    sha256,
    at: now(),
  })
  return visitId
}

/** A consolidation that is open, the juror's sheet beside another one. */
async function aRound(edition: Edition, juror: Person, proposal: Eligible): Promise<string> {
  const [own = ''] = await assigned(edition, juror, [proposal])
  await call(juror, 'POST', `/assignments/${own}/score-sheet`, sheet(edition))
  await aSheet(edition, proposal, 1000)
  const id = `round-${proposal.id}`
  await db.insert(tables.divergences).values({
    id,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId: proposal.id,
    differenceHundredths: 6000,
    limitHundredths: 2000,
    foundAt: now(),
    openedAt: now(),
  })
  return id
}

/** How a juror may have come into conflict. */
const causes: Record<string, (edition: Edition, juror: Person, proposal: Eligible) => Promise<unknown>> = {
  'a post': (_, juror, { agency }) => anAffiliation(juror, agency.unit.id),
  'a tie that was said': (_, juror, { agency }) =>
    call(juror, 'POST', '/conflicts/ties', {
      agencyId: agency.agency.id,
      kind: 'business',
      reason: 'Rekanan.',
      endsAt: null,
    }),
  'the secretariat': (edition, juror, { referenceNumber }) =>
    call(edition.secretariat, 'POST', `/editions/${edition.slug}/conflicts`, {
      jurorId: juror.id,
      referenceNumber,
      kind: 'dispute',
      reason: 'Sengketa.',
    }),
}

/** What the juror may have written before that. */
const works: Record<string, (edition: Edition, juror: Person, id: string) => Promise<unknown>> = {
  'nothing yet': async () => {},
  'a draft, revisions and a mark': async (edition, juror, id) => {
    await call(juror, 'PUT', `/assignments/${id}/draft`, { ...sheet(edition), version: 0 })
    const changed = { ...sheet(edition), points: allPoints(edition, 40), version: 1 }
    await call(juror, 'PUT', `/assignments/${id}/draft`, changed)
    await call(juror, 'PUT', `/assignments/${id}/mark`, { later: true })
  },
  'a sheet': (edition, juror, id) => call(juror, 'POST', `/assignments/${id}/score-sheet`, sheet(edition)),
}

const situations = Object.keys(causes).flatMap((cause) => Object.keys(works).map((work) => ({ cause, work })))

const addressOf = (route: string, id: string) =>
  route
    .replace(/^\w+ \/api/, '')
    .replace(/:(id|slot|visit)/, id)
    .replace(':sha256', sha256)
    .replace(':version', '1')
    .replace(':material', 'bahan')

test.each(situations)(
  'in conflict by $cause after $work, a reading answers like none at all',
  async ({ cause, work }) => {
    const edition = await anEdition('penilaian')
    const juror = await aJuror(edition)
    const proposal = await anEligible(edition)
    const [id = ''] = await assigned(edition, juror, [proposal])
    await works[work]?.(edition, juror, id)
    await causes[cause]?.(edition, juror, proposal)
    // As long as the known one, so that not even the length of an answer could tell.
    const unknown = id.replace(/./g, 'x')
    for (const [route, given] of Object.entries(aboutOne).filter(([name]) => name.includes('/assignments/'))) {
      const [method = ''] = route.split(' ')
      const of = (reading: string) => ask(juror, method, addressOf(route, reading), given(edition))
      expect({ route, ...(await of(id)) }).toEqual({ route, ...(await of(unknown)) })
      expect({ route, status: (await of(id)).status }).toEqual({ route, status: 404 })
    }
  },
)

/** Other things of a juror that belong to one proposal: in which stage, in which role, and how one comes about. */
const things = {
  interviews: { stage: 'wawancara', role: 'panelist', make: aSlot },
  visits: { stage: 'verifikasi-lapangan', role: 'panelist', make: aVisit },
  consolidations: { stage: 'penilaian', role: 'evaluator', make: aRound },
} as const
type Thing = keyof typeof things
const ofThings = (['interviews', 'visits', 'consolidations'] satisfies Thing[]).flatMap((thing) =>
  Object.keys(causes).map((cause) => ({ thing, cause })),
)

test.each(ofThings)('in conflict by $cause, one of the $thing answers like none at all', async ({ thing, cause }) => {
  const { stage, role, make } = things[thing]
  const edition = await anEdition(stage)
  const juror = await aJuror(edition, role)
  const proposal = await anEligible(edition)
  const id = await make(edition, juror, proposal)
  const list = await ask(juror, 'GET', `/${thing}`)
  expect(list.body).toContain(proposal.title)
  await causes[cause]?.(edition, juror, proposal)
  for (const [route, given] of Object.entries(aboutOne).filter(([name]) => name.includes(`/${thing}/`))) {
    const [method = ''] = route.split(' ')
    const of = (one: string) =>
      ask(juror, method, addressOf(route, one).replace(':photo', `foto-${id}`), given(edition))
    const [known, unknown] = [await of(id), await of(id.replace(/./g, 'x'))]
    expect({ route, ...known }).toEqual({ route, ...unknown })
    expect({ route, status: known.status }).toEqual({ route, status: 404 })
  }
  const { body } = await ask(juror, 'GET', `/${thing}`)
  expect(body).not.toContain(proposal.title)
})

/** The same whoever asks and whenever: ids by their place, instants and hashes as words. */
function told({ status, headers, body, trips }: Watched, ids: readonly string[], juror: Person) {
  const same = (text: string) =>
    ids
      .reduce((known, id, index) => known.replaceAll(id, `reading-${index}`), text)
      .replaceAll(juror.name, 'juri')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
      .replace(/"[0-9a-f]{64}"/g, '"hash"')
      // A pace is reckoned from the instant of asking.
      .replace(/\d+\.\d{6,}/g, (rate) => Number(rate).toFixed(3))
  return { status, headers: headers.filter(([name]) => name !== 'content-length'), body: same(body), trips }
}

test.each(situations)('in conflict by $cause after $work, lists are as if it were not', async ({ cause, work }) => {
  const edition = await anEdition('penilaian')
  const [juror, free] = [await aJuror(edition), await aJuror(edition)]
  const [first, hidden, last] = [await anEligible(edition), await anEligible(edition), await anEligible(edition)]
  const own = await assigned(edition, juror, [first, hidden, last])
  const theirs = await assigned(edition, free, [first, last])
  await works[work]?.(edition, juror, own[1] ?? '')
  for (const [person, id] of [
    [juror, own[0]],
    [free, theirs[0]],
  ] as const) {
    await call(person, 'POST', `/assignments/${id}/score-sheet`, sheet(edition))
  }
  await causes[cause]?.(edition, juror, hidden)
  const asIf = async (path: string) => {
    const seen = told(await ask(juror, 'GET', path), [own[0] ?? '', own[2] ?? ''], juror)
    expect(seen.body).not.toContain(hidden.title)
    return seen
  }
  for (const [route, pathOf] of Object.entries(aboutAll)) {
    const path = pathOf(edition)
    expect({ route, ...(await asIf(path)) }).toEqual({ route, ...told(await ask(free, 'GET', path), theirs, free) })
  }
  for (const [mine, of] of [
    [own[0], theirs[0]],
    [own[2], theirs[1]],
  ] as const) {
    const desk = told(await ask(free, 'GET', `/assignments/${of}`), theirs, free)
    expect(await asIf(`/assignments/${mine}`)).toEqual(desk)
  }
  // Given back by its id, it is one more id that nobody knows.
  const giveBack = (id: string) =>
    ask(juror, 'POST', '/conflicts/declarations', { readingIds: [id], kind: 'other', reason: 'Kenal.' })
  expect(await giveBack(own[1] ?? '')).toEqual(await giveBack('tidak-ada'))
})

test('an interview in conflict is in no calendar', async () => {
  const edition = await anEdition('wawancara')
  const panelist = await aJuror(edition, 'panelist')
  const proposal = await anEligible(edition)
  await aSlot(edition, panelist, proposal)
  const calendar = async () => (await ask(panelist, 'GET', '/interviews/calendar.ics')).body
  const before = await calendar()
  await anAffiliation(panelist, proposal.agency.unit.id)
  expect([before.includes('BEGIN:VEVENT'), (await calendar()).includes('BEGIN:VEVENT')]).toEqual([true, false])
})

test('the clock of an interview in conflict runs for nobody who is in it', async () => {
  const edition = await anEdition('wawancara')
  const panelist = await aJuror(edition, 'panelist')
  const proposal = await anEligible(edition)
  const slot = await aSlot(edition, panelist, proposal)
  const begun = { beginsAt: new Date(Date.now() - 60_000) }
  await db.update(tables.interviewSlots).set(begun).where(eq(tables.interviewSlots.id, slot))
  await db.update(tables.interviewSeats).set(begun).where(eq(tables.interviewSeats.slotId, slot))
  await call(panelist, 'POST', `/interviews/${slot}/clock`, { phase: 'presentation', sequence: 1 })
  const [reading] = await db.select().from(tables.assignments).where(eq(tables.assignments.jurorId, panelist.id))
  const running = async (id: string) =>
    told(await ask(panelist, 'GET', `/interviews/running?reading=${id}`), [id], panelist)
  expect((await running(reading?.id ?? '')).body.split(proposal.title).length).toBe(3)
  await anAffiliation(panelist, proposal.agency.unit.id)
  const after = await running(reading?.id ?? '')
  expect(after).toEqual(await running('tidak-ada'))
  expect(after.body).toBe('{"now":"instant","present":null,"ofReading":null}')
})

test('before the stage opens a reading in conflict answers like none at all too', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const proposal = await anEligible(edition)
  const [id = ''] = await assigned(edition, juror, [proposal])
  await anAffiliation(juror, proposal.agency.unit.id)
  for (const stage of ['pendaftaran', 'penilaian', 'pleno-finalis']) {
    await nowIn(edition, stage)
    const of = (reading: string) => ask(juror, 'GET', `/assignments/${reading}`)
    expect(await of(id)).toEqual(await of('tidak-ada'))
  }
})
