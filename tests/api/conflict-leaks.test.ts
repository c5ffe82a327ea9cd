import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { callersOf } from '#worker/access.ts'
import { app } from '#worker/app.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned, type Eligible } from './jury-factories.ts'
import { anEdition, call, db, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'
import { ask, type Watched } from './watched.ts'

const sha256 = 'b'.repeat(64)
const points = (edition: Edition) => ({ points: allPoints(edition, 70), comments: {}, comment: 'Baik.' })
const sheet = (edition: Edition) => ({ ...points(edition), notes: '', pins: [] })

type Given = (edition: Edition) => unknown
const nothing: Given = () => undefined

/** Routes about one thing: `:id` a reading, `:slot` an interview, `:visit` a visit. What a sender would send. */
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
}

/** Routes that list, count, export or place readings. */
const aboutAll: Record<string, (edition: Edition) => string> = {
  'GET /api/assignments': () => '/assignments',
  'GET /api/assignments/offline': (edition) => `/assignments/offline?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/sheets': (edition) => `/assignments/sheets?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/consistency': (edition) => `/assignments/consistency?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/receipts': (edition) => `/assignments/receipts?edition=${edition.slug}&stage=penilaian`,
  'GET /api/assignments/export': (edition) => `/assignments/export?edition=${edition.slug}&stage=penilaian`,
  'GET /api/conflicts/readings': () => '/conflicts/readings',
  'GET /api/interviews': () => '/interviews',
  'GET /api/interviews/calendar.ics': () => '/interviews/calendar.ics',
}

/** Routes of a juror in which no proposal has a part, or which are tried below by themselves. */
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

async function aSlot(edition: Edition, panelist: Person, proposal: Eligible): Promise<string> {
  const id = `slot-${proposal.id}`
  const beginsAt = new Date(Date.now() + 3_600_000)
  await db.insert(tables.interviewSlots).values({
    id,
    editionId: edition.id,
    stageId: 'wawancara',
    proposalId: proposal.id,
    beginsAt,
    endsAt: new Date(beginsAt.getTime() + 1_200_000),
    room: 'Ruang A',
    at: now(),
    by: edition.secretariat.id,
  })
  await db.insert(tables.interviewSeats).values({ slotId: id, jurorId: panelist.id, beginsAt })
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

test.each(Object.keys(causes))('in conflict by %s, an interview answers like none at all', async (cause) => {
  const edition = await anEdition('wawancara')
  const panelist = await aJuror(edition, 'panelist')
  const proposal = await anEligible(edition)
  await assigned(edition, panelist, [proposal], 'wawancara')
  const slot = await aSlot(edition, panelist, proposal)
  await causes[cause]?.(edition, panelist, proposal)
  for (const [route, given] of Object.entries(aboutOne).filter(([name]) => name.includes('/interviews/'))) {
    const [method = ''] = route.split(' ')
    const of = (id: string) => ask(panelist, method, addressOf(route, id), given(edition))
    const [known, unknown] = [await of(slot), await of(slot.replace(/./g, 'x'))]
    expect({ route, ...known }).toEqual({ route, ...unknown })
    expect({ route, status: known.status }).toEqual({ route, status: 404 })
  }
})

/** The same whoever asks and whenever: ids by their place, instants and hashes as words. */
function told({ status, headers, body, trips }: Watched, ids: readonly string[], juror: Person) {
  const same = (text: string) =>
    ids
      .reduce((known, id, index) => known.replaceAll(id, `reading-${index}`), text)
      .replaceAll(juror.name, 'juri')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
      .replace(/"[0-9a-f]{64}"/g, '"hash"')
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

test('an interview in conflict is in no list and in no calendar', async () => {
  const edition = await anEdition('wawancara')
  const panelist = await aJuror(edition, 'panelist')
  const [hidden, shown] = [await anEligible(edition), await anEligible(edition)]
  for (const [index, proposal] of [hidden, shown].entries()) {
    await assigned(edition, panelist, [proposal], 'wawancara')
    await db.insert(tables.interviewSlots).values({
      id: `janji-${proposal.id}`,
      editionId: edition.id,
      stageId: 'wawancara',
      proposalId: proposal.id,
      beginsAt: new Date(Date.now() + (index + 1) * 3_600_000),
      endsAt: new Date(Date.now() + (index + 1) * 3_600_000 + 60_000),
      room: 'Ruang A',
      at: now(),
      by: edition.secretariat.id,
    })
    const beginsAt = new Date(Date.now() + (index + 1) * 3_600_000)
    await db.insert(tables.interviewSeats).values({ slotId: `janji-${proposal.id}`, jurorId: panelist.id, beginsAt })
  }
  await anAffiliation(panelist, hidden.agency.unit.id)
  for (const path of ['/interviews', '/interviews/calendar.ics']) {
    const { body } = await ask(panelist, 'GET', path)
    expect([body.includes(shown.title), body.includes(hidden.title)]).toEqual([true, false])
  }
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
