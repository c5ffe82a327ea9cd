import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { listReadingsOf, selectReading } from '#db/assignments.ts'
import { listJurors, selectProgress } from '#db/jurors.ts'
import { listStandings } from '#db/rankings.ts'
import { app } from '#worker/app.ts'
import { aJuror, aSheet, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { anEdition, db, type Person } from './portal.ts'
import { nowIn, type Edition } from './proposals-factories.ts'

/** The database, with a note of every round trip. */
function counted(database: D1Database): { DB: D1Database; trips: string[] } {
  const trips: string[] = []
  const statement = (real: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(real, {
      get: (target, key) => {
        if (key === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        return noted(target, key)
      },
    })
  const noted = (target: object, key: string | symbol): unknown => {
    const member: unknown = Reflect.get(target, key, target)
    if (typeof member !== 'function') return member
    return (...given: unknown[]) => {
      trips.push(String(key))
      return member.apply(target, given)
    }
  }
  const DB = new Proxy(database, {
    get: (target, key) => (key === 'prepare' ? (text: string) => statement(target.prepare(text)) : noted(target, key)),
  })
  return { DB, trips }
}

/** What is done after the answer is no part of it. */
const inBackground = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} }

async function tripsOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string[]]> {
  const { DB, trips } = counted(env.DB)
  const headers = { cookie: person.cookie, origin: 'http://localhost', 'content-type': 'application/json' }
  const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const response = await app.request(`/api${path}`, request, { ...env, DB }, inBackground)
  return [response.status, trips]
}

test('a draft save and a hand-in cost two round trips each, also when repeated; a new pin costs one more, refusals one', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const sheet = { points: allPoints(edition, 80), comments: {}, comment: '' }
  const draft = { ...sheet, version: 0 }
  expect(await tripsOf(juror, 'PUT', `/assignments/${id}/draft`, draft)).toEqual([200, ['batch', 'batch']])
  const again = await tripsOf(juror, 'PUT', `/assignments/${id}/draft`, draft)
  expect([again[0], again[1].length]).toEqual([200, 2])
  const pin = { criterionId: 'kebaruan', sectionId: 'kebaruan', quote: 'Jawaban', start: 0 }
  const pinned = await tripsOf(juror, 'PUT', `/assignments/${id}/draft`, { ...draft, version: 1, pins: [pin] })
  expect([pinned[0], pinned[1].length]).toEqual([200, 3])
  expect(await tripsOf(juror, 'POST', `/assignments/${id}/score-sheet`, { ...sheet, points: {} })).toEqual([
    422,
    ['batch'],
  ])
  const filled = { ...sheet, pins: [pin] }
  expect(await tripsOf(juror, 'POST', `/assignments/${id}/score-sheet`, filled)).toEqual([201, ['batch', 'batch']])
  const repeated = await tripsOf(juror, 'POST', `/assignments/${id}/score-sheet`, filled)
  expect([repeated[0], repeated[1].length]).toEqual([200, 2])
})

test('the list, the desk and the ranking ask as often for one proposal as for many', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const [first = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const asked = async () => {
    await nowIn(edition, 'penilaian')
    const list = await tripsOf(juror, 'GET', '/assignments')
    const desk = await tripsOf(juror, 'GET', `/assignments/${first}`)
    await nowIn(edition, 'pleno-finalis')
    const stages = `/editions/${edition.slug}/stages`
    const ranking = await tripsOf(edition.secretariat, 'GET', `${stages}/penilaian/ranking`)
    const plenary = await tripsOf(edition.secretariat, 'GET', `${stages}/pleno-finalis/plenary`)
    return [list, desk, ranking, plenary].map(([status, trips]) => [status, trips.length])
  }
  const one = await asked()
  expect(one).toEqual([
    [200, 3],
    [200, 2],
    [200, 3],
    [200, 4],
  ])
  for (let i = 0; i < 3; i += 1) await assigned(edition, juror, [await anEligible(edition)])
  expect(await asked()).toEqual(one)
})

type Statement = { toSQL: () => { sql: string; params: unknown[] } }

async function readBy(statement: Statement): Promise<{ rows: number; read: number }> {
  const { sql, params } = statement.toSQL()
  const { results, meta } = await env.DB.prepare(sql)
    .bind(...params)
    .all()
  return { rows: results.length, read: meta.rows_read }
}

/** Another edition with a jury, readings and sheets of its own: rows that no list of the first may touch. */
async function aNeighbour(): Promise<void> {
  const other = await anEdition('penilaian')
  for (let i = 0; i < 4; i += 1) {
    const juror = await aJuror(other)
    const proposal = await anEligible(other)
    await anAffiliation(juror, (await anEligible(other)).agency.agency.id)
    await assigned(other, juror, [proposal])
    await aSheet(other, proposal, 5000)
  }
}

const lists = (edition: Edition, juror: Person): Record<string, Statement> => {
  const now = new Date()
  const jury = { editionId: edition.id, stageId: 'penilaian', jurorRoles: ['evaluator' as const], now }
  return {
    readings: listReadingsOf(db, juror.id, now, 100),
    jurors: listJurors(db, jury, 100),
    progress: selectProgress(db, edition.id, 'penilaian'),
    standings: listStandings(db, edition.id, 'penilaian', undefined),
  }
}

test('no list reads a row of another edition', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  await anAffiliation(juror, (await anEligible(edition)).agency.agency.id)
  for (let i = 0; i < 3; i += 1) {
    const proposal = await anEligible(edition)
    await assigned(edition, juror, [proposal])
    await aSheet(edition, proposal, 5000)
  }
  const costs = async () => {
    const measured = Object.entries(lists(edition, juror)).map(
      async ([name, list]) => [name, await readBy(list)] as const,
    )
    return Object.fromEntries(await Promise.all(measured))
  }
  // A search that finds nothing looks at the row after: so that there is one, a neighbour comes before the first reading.
  await aNeighbour()
  const before = await costs()
  expect(Object.values(before).map(({ rows }) => rows)).toEqual([3, 4, 4, 4])
  await aNeighbour()
  expect(await costs()).toEqual(before)
})

test("a juror's list costs the same whatever the others read, and grows by the same for each row shown", async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  const other = await aJuror(edition)
  const cost = async () => (await readBy(listReadingsOf(db, juror.id, new Date(), 100))).read
  const addOne = async (reader: Person) => {
    await assigned(edition, reader, [await anEligible(edition)])
    return cost()
  }
  await addOne(other)
  const one = await addOne(juror)
  const two = await addOne(juror)
  const three = await addOne(juror)
  expect(three - two).toBe(two - one)
  expect(await addOne(other)).toBe(three)
})

test('the guard of a draft or a sheet reads the same rows however many people, proposals and ties there are', async () => {
  const edition = await anEdition('penilaian')
  const juror = await aJuror(edition)
  await anAffiliation(juror, (await anEligible(edition)).agency.agency.id)
  const [id = ''] = await assigned(edition, juror, [await anEligible(edition)])
  const cost = async () => (await readBy(selectReading(db, id, new Date()))).read
  await aNeighbour()
  const before = await cost()
  await aNeighbour()
  expect(await cost()).toBe(before)
})
