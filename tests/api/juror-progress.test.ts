import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { aJuror, allPoints, anAffiliation, anEligible, assigned } from './jury-factories.ts'
import { anEdition, answer, aPerson, call, db, type Person } from './portal.ts'
import type { Edition } from './proposals-factories.ts'

const instant = expect.stringMatching(/Z$/)
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
const path = ({ slug }: Edition) => `/editions/${slug}/stages/penilaian/juror-progress`

const handIn = (edition: Edition, juror: Person, id: string | undefined) =>
  call(juror, 'POST', `/assignments/${id}/score-sheet`, { points: allPoints(edition, 70), comments: {}, comment: '' })

const dayMs = 24 * 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)

/** The fifth of ten days: one juror with half of four sheets, one with none of three, given out when the stage opened. */
async function aStage(givenAt = daysAgo(5)) {
  const edition = await anEdition('penilaian')
  const [steady, idle] = [await aJuror(edition), await aJuror(edition)]
  const proposals = [
    await anEligible(edition),
    await anEligible(edition),
    await anEligible(edition),
    await anEligible(edition),
  ]
  const readings = await assigned(edition, steady, proposals, 'penilaian', givenAt)
  await assigned(edition, idle, proposals.slice(0, 3), 'penilaian', givenAt)
  await handIn(edition, steady, readings[0])
  await handIn(edition, steady, readings[1])
  return { edition, steady, idle, proposals, readings }
}

test('the secretariat and the auditor see who is how far, never a score', async () => {
  const { edition, steady, idle } = await aStage()
  const of = ({ id, name, email }: Person) => ({ id, name, email, remindedAt: null })
  const expected = {
    now: instant,
    opensAt: instant,
    closesAt: instant,
    jurors: [
      {
        ...of(steady),
        assigned: 4,
        handedIn: 2,
        drafts: 0,
        lastDay: today(),
        left: 2,
        perDay: expect.any(Number),
        neededPerDay: expect.closeTo(0.4, 3),
        finishesAt: instant,
        isBehind: false,
      },
      {
        ...of(idle),
        assigned: 3,
        handedIn: 0,
        drafts: 0,
        lastDay: null,
        left: 3,
        perDay: 0,
        neededPerDay: expect.closeTo(0.6, 3),
        finishesAt: null,
        isBehind: true,
      },
    ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    days: [{ day: today(), count: 2 }],
  }
  for (const person of [edition.secretariat, await aPerson({ role: 'auditor' })]) {
    const [status, body] = await answer(call(person, 'GET', path(edition)))
    expect([status, body]).toEqual([200, expected])
    expect(JSON.stringify(body)).not.toMatch(/hundredths|points|7000/i)
  }
  expect((await answer(call(steady, 'GET', path(edition))))[0]).toBe(403)
})

test('a draft is counted from its first words until it is handed in or its reading ends', async () => {
  const { edition, steady, readings } = await aStage()
  const isCounted = async (drafts: number) => {
    const [, body] = await answer(call(edition.secretariat, 'GET', path(edition)))
    expect(body).toMatchObject({ jurors: expect.arrayContaining([expect.objectContaining({ id: steady.id, drafts })]) })
  }
  const write = async (id: string | undefined, version: number) => {
    const sheet = { points: allPoints(edition, 60 + version), comments: {}, comment: '', version }
    expect((await call(steady, 'PUT', `/assignments/${id}/draft`, sheet)).status).toBe(200)
  }
  await isCounted(0)
  await write(readings[2], 0)
  await write(readings[2], 1)
  await isCounted(1)
  await write(readings[3], 0)
  await isCounted(2)
  await handIn(edition, steady, readings[2])
  await isCounted(1)
  await db
    .update(tables.assignments)
    .set({ endedAt: new Date(), endReason: 'Mundur' })
    .where(eq(tables.assignments.id, readings[3] ?? ''))
  await isCounted(0)
})

test('who got the readings late is not behind before there was time to read', async () => {
  const { edition, idle } = await aStage(daysAgo(0))
  const [, body] = await answer(call(edition.secretariat, 'GET', path(edition)))
  expect(body).toMatchObject({
    jurors: expect.arrayContaining([expect.objectContaining({ id: idle.id, isBehind: false })]),
  })
})

test('a stage that nobody reads has no progress, and neither has an unknown one', async () => {
  const { edition } = await aStage()
  for (const stage of ['pendaftaran', 'tidak-ada']) {
    const there = `/editions/${edition.slug}/stages/${stage}/juror-progress`
    expect(await answer(call(edition.secretariat, 'GET', there))).toEqual([404, { code: 'not_found' }])
  }
})

test('progress leaves the portal as a table, and the trail says so', async () => {
  const { edition, steady, idle } = await aStage()
  const csv = await (await call(edition.secretariat, 'GET', `${path(edition)}/csv`)).text()
  const lines = csv.split('\r\n')
  expect(lines[0]).toContain('Nama;Surel;Ditugaskan;Diserahkan;Draf;Sisa;Hari terakhir;Laju sehari;Laju perlu;')
  expect(lines.find((line) => line.startsWith(steady.name))).toContain(`${steady.email};4;2;0;2;${today()};`)
  expect(lines.find((line) => line.startsWith(idle.name))).toContain(`${idle.email};3;0;0;3;;0;0,6;;ya;`)
  const events = await db
    .select({ actorId: tables.auditEvents.actorId, detail: tables.auditEvents.detail })
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.editionId, edition.id), eq(tables.auditEvents.action, 'juror_progress.exported')))
  expect(events).toEqual([{ actorId: edition.secretariat.id, detail: { stageId: 'penilaian', jurors: 2 } }])
})

const ownPath = ({ slug }: Edition) => `/assignments/pace?edition=${slug}&stage=penilaian`

test('a juror sees the own pace by the own list', async () => {
  const { edition, steady } = await aStage()
  expect(await answer(call(steady, 'GET', ownPath(edition)))).toEqual([
    200,
    {
      now: instant,
      opensAt: instant,
      closesAt: instant,
      assigned: 4,
      handedIn: 2,
      days: [{ day: today(), count: 2 }],
      left: 2,
      perDay: expect.any(Number),
      neededPerDay: expect.closeTo(0.4, 3),
      finishesAt: instant,
      isBehind: false,
    },
  ])
})

test('what is in conflict has no part in the own pace, handed in or not', async () => {
  const { edition, steady, proposals } = await aStage()
  await anAffiliation(steady, proposals[0]?.agency.unit.id ?? '')
  await anAffiliation(steady, proposals[2]?.agency.unit.id ?? '')
  const [, body] = await answer(call(steady, 'GET', ownPath(edition)))
  expect(body).toMatchObject({ assigned: 2, handedIn: 1, left: 1, days: [{ day: today(), count: 1 }] })
})

test('who is no juror of the stage has no pace in it', async () => {
  const { edition } = await aStage()
  const other = await aJuror(await anEdition('penilaian'))
  expect(await answer(call(other, 'GET', ownPath(edition)))).toEqual([404, { code: 'not_found' }])
  expect((await answer(call(edition.secretariat, 'GET', ownPath(edition))))[0]).toBe(403)
})
