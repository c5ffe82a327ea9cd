import { env } from 'cloudflare:workers'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as tables from '#db/schema.ts'
import { followDivergence, sweepDivergences } from '#worker/divergence.ts'
import {
  aDivergentEdition,
  anOpenRound,
  divergencesOf,
  handIn,
  lettersTo,
  readingsOf,
  scoringOf,
} from './divergence-factories.ts'
import { aJuror, allPoints, anAffiliation, assigned } from './jury-factories.ts'
import { anEdition, answer, aPerson, call, db, type Person } from './portal.ts'
import { auditActions, nowIn, type Edition } from './proposals-factories.ts'

const instant = expect.stringMatching(/Z$/)
const now = () => new Date()

/** A sheet whose message is lost. */
const send = (edition: Edition, juror: Person, readingId: string | undefined, points: number) =>
  call(juror, 'POST', `/assignments/${readingId}/score-sheet`, {
    points: allPoints(edition, points),
    comments: {},
    comment: '',
  })

test('two totals further apart than the limit are found once, and a third juror who does not know it is asked', async () => {
  const { edition, first, second, proposal, readings, jurors } = await aDivergentEdition()
  await handIn(edition, first, readings[0] ?? '', 90)
  expect(await divergencesOf(edition)).toEqual([])
  await handIn(edition, second, readings[1] ?? '', 74)
  const [found, ...more] = await divergencesOf(edition)
  expect(more).toEqual([])
  const third = (await readingsOf(edition, proposal.id)).find(({ planKind }) => planKind === 'third_reading')
  expect(found).toEqual({
    id: found?.id,
    editionId: edition.id,
    stageId: 'penilaian',
    proposalId: proposal.id,
    differenceHundredths: 1600,
    limitHundredths: 1500,
    foundAt: expect.any(Date),
    thirdAssignmentId: third?.id,
    openedAt: null,
    closedAt: null,
    closedBy: null,
  })
  const person = jurors.find(({ id }) => id === third?.jurorId)
  expect([first.id, second.id]).not.toContain(third?.jurorId)
  const [letter] = person ? await lettersTo(person, 'readings_assigned') : []
  expect(letter?.subject).toBe('1 usulan menunggu penilaian Anda')
  expect(letter?.body).not.toMatch(/selisih|ketiga|konsolidasi/i)
  expect(await auditActions(found?.id ?? '')).toEqual(['divergence.found'])
  const [event] = await db
    .select()
    .from(tables.auditEvents)
    .where(eq(tables.auditEvents.subjectId, found?.id ?? ''))
  expect([event?.actorId, event?.detail]).toEqual([
    null,
    { stageId: 'penilaian', proposalId: proposal.id, limitHundredths: 1500 },
  ])
})

test('exactly the limit, no limit at all, and one sheet alone are no divergence', async () => {
  const just = await aDivergentEdition()
  await handIn(just.edition, just.first, just.readings[0] ?? '', 90)
  await handIn(just.edition, just.second, just.readings[1] ?? '', 75)
  expect(await divergencesOf(just.edition)).toEqual([])
  const free = await aDivergentEdition({ limit: null })
  await handIn(free.edition, free.first, free.readings[0] ?? '', 100)
  await handIn(free.edition, free.second, free.readings[1] ?? '', 0)
  expect(await divergencesOf(free.edition)).toEqual([])
})

test('an anchor, read by more jurors than the stage asks, is left alone', async () => {
  const { edition, first, second, proposal, readings, jurors } = await aDivergentEdition()
  const more = jurors[2] ?? (await aJuror(edition))
  const [extra = ''] = await assigned(edition, more, [proposal])
  await handIn(edition, first, readings[0] ?? '', 100)
  await handIn(edition, second, readings[1] ?? '', 20)
  await handIn(edition, more, extra, 60)
  await sweepDivergences(env, now())
  expect(await divergencesOf(edition)).toEqual([])
})

test('messages that come twice or at the same moment call one third reader', async () => {
  const { edition, first, second, proposal, readings } = await aDivergentEdition({ free: 5 })
  await send(edition, first, readings[0], 90)
  await send(edition, second, readings[1], 40)
  await Promise.all([...readings, ...readings].map((id) => followDivergence(env, id, now())))
  await sweepDivergences(env, now())
  expect((await divergencesOf(edition)).length).toBe(1)
  expect((await readingsOf(edition, proposal.id)).map(({ planKind }) => planKind)).toEqual([
    'first',
    'first',
    'third_reading',
  ])
})

test('without a free juror the secretariat hears of it once, and the sweep finds one who came later', async () => {
  const { edition, first, second, readings, proposal } = await aDivergentEdition({ free: 0 })
  await handIn(edition, first, readings[0] ?? '', 90)
  await handIn(edition, second, readings[1] ?? '', 40)
  await sweepDivergences(env, now())
  const told = (await lettersTo(edition.secretariat, 'third_reader_missing')).filter(({ subject }) =>
    subject.includes(proposal.title),
  )
  expect(told.map(({ subject }) => subject)).toEqual([`Tidak ada juri ketiga untuk “${proposal.title}”`])
  expect((await divergencesOf(edition))[0]?.thirdAssignmentId).toBe(null)
  const late = await aJuror(edition)
  await sweepDivergences(env, now())
  const third = (await readingsOf(edition, proposal.id)).find(({ planKind }) => planKind === 'third_reading')
  expect(third?.jurorId).toBe(late.id)
  expect((await divergencesOf(edition))[0]?.thirdAssignmentId).toBe(third?.id)
})

test('a lost message is made good by the clock, and nothing happens after the stage has closed', async () => {
  const { edition, first, second, readings, proposal } = await aDivergentEdition()
  await send(edition, first, readings[0], 90)
  await send(edition, second, readings[1], 30)
  await nowIn(edition, 'pleno-finalis')
  await sweepDivergences(env, now())
  expect(await divergencesOf(edition)).toEqual([])
  await nowIn(edition, 'penilaian')
  await sweepDivergences(env, now())
  expect((await divergencesOf(edition)).map(({ proposalId }) => proposalId)).toEqual([proposal.id])
})

test('the third sheet opens the round: its three jurors hear of it, without names', async () => {
  const { edition, first, second, third, proposal, id, divergence } = await anOpenRound()
  expect(divergence.openedAt).toBeInstanceOf(Date)
  expect(await auditActions(id)).toEqual(['divergence.found', 'consolidation.opened'])
  for (const juror of [first, second, third]) {
    const letters = await lettersTo(juror, 'consolidation_opened')
    expect(letters.map(({ subject }) => subject)).toEqual([`Konsolidasi nilai: ${proposal.title}`])
    for (const other of [first, second, third].filter((one) => one !== juror)) {
      expect(letters[0]?.body).not.toContain(other.name)
    }
  }
  await sweepDivergences(env, now())
  expect(await lettersTo(first, 'consolidation_opened')).toHaveLength(1)
  expect((await divergencesOf(edition)).length).toBe(1)
})

test('a juror in conflict by then hears nothing of the round', async () => {
  const { edition, first, second, readings, proposal, jurors } = await aDivergentEdition()
  await handIn(edition, first, readings[0] ?? '', 90)
  await handIn(edition, second, readings[1] ?? '', 40)
  const given = (await readingsOf(edition, proposal.id)).find(({ planKind }) => planKind === 'third_reading')
  const third = jurors.find(({ id }) => id === given?.jurorId)
  if (!third || !given) throw new Error('no third reader')
  await anAffiliation(first, proposal.agency.unit.id)
  await handIn(edition, third, given.id, 70)
  expect(await lettersTo(first, 'consolidation_opened')).toEqual([])
  expect((await lettersTo(second, 'consolidation_opened')).length).toBe(1)
})

const withdraw = (edition: Edition, readingId: string | undefined, reopen: boolean) =>
  answer(
    call(edition.secretariat, 'POST', `/editions/${edition.slug}/stages/penilaian/sheets/${readingId}/withdrawal`, {
      reason: 'Salah berkas.',
      reopen,
    }),
  )

test('a sheet that is withdrawn while the third reads is waited for; when all agree then, nothing is opened', async () => {
  const { edition, first, second, readings, proposal, jurors } = await aDivergentEdition()
  await handIn(edition, first, readings[0] ?? '', 80)
  await handIn(edition, second, readings[1] ?? '', 20)
  const given = (await readingsOf(edition, proposal.id)).find(({ planKind }) => planKind === 'third_reading')
  const third = jurors.find(({ id }) => id === given?.jurorId)
  if (!third || !given) throw new Error('no third reader')
  expect((await withdraw(edition, readings[1], true))[0]).toBe(201)
  await handIn(edition, third, given.id, 78)
  expect((await divergencesOf(edition))[0]?.openedAt).toBe(null)
  const [again] = await db
    .select({ id: tables.assignments.id })
    .from(tables.assignments)
    .where(and(eq(tables.assignments.jurorId, second.id), eq(tables.assignments.editionId, edition.id)))
    .orderBy(tables.assignments.assignedAt)
    .then((rows) => rows.toReversed())
  await handIn(edition, second, again?.id ?? '', 82)
  const [settled] = await divergencesOf(edition)
  expect([settled?.openedAt, settled?.closedAt]).toEqual([null, expect.any(Date)])
  expect(await auditActions(settled?.id ?? '')).toEqual(['divergence.found', 'divergence.settled'])
  expect(await lettersTo(first, 'consolidation_opened')).toEqual([])
})

test('a third reader who leaves is followed by another', async () => {
  const { edition, first, second, readings, proposal } = await aDivergentEdition({ free: 2 })
  await handIn(edition, first, readings[0] ?? '', 90)
  await handIn(edition, second, readings[1] ?? '', 40)
  const [left] = (await readingsOf(edition, proposal.id)).filter(({ planKind }) => planKind === 'third_reading')
  await db
    .update(tables.assignments)
    .set({ endedAt: now(), endReason: 'Mundur' })
    .where(eq(tables.assignments.id, left?.id ?? ''))
  await sweepDivergences(env, now())
  const thirds = (await readingsOf(edition, proposal.id)).filter(({ planKind }) => planKind === 'third_reading')
  expect(thirds.length).toBe(2)
  expect((await divergencesOf(edition))[0]?.thirdAssignmentId).toBe(thirds[1]?.id)
  expect(thirds[1]?.jurorId).not.toBe(left?.jurorId)
})

const listPath = (slug: string) => `/editions/${slug}/stages/penilaian/divergences`

test('while the stage is open the secretariat sees how far it is and nothing of any score; afterwards everything', async () => {
  const { edition, first, second, third, proposal, id } = await anOpenRound()
  const auditor = await aPerson({ role: 'auditor' })
  const during = {
    id,
    referenceNumber: proposal.referenceNumber,
    title: proposal.title,
    state: 'open',
    differenceHundredths: null,
    limitHundredths: 1500,
    foundAt: instant,
    thirdAt: instant,
    openedAt: instant,
    closedAt: null,
    closedBy: null,
    closeReason: null,
    readers: 3,
    answered: 0,
  }
  for (const person of [edition.secretariat, auditor]) {
    expect(await answer(call(person, 'GET', listPath(edition.slug)))).toEqual([
      200,
      { limitHundredths: 1500, readersPerProposal: 2, rows: [during], next: null },
    ])
    for (const path of [`/${id}`, '/csv']) {
      expect(await answer(call(person, 'GET', listPath(edition.slug) + path))).toEqual([
        409,
        { code: 'stage_still_open', closesAt: instant },
      ])
    }
  }
  await call(second, 'POST', `/consolidations/${id}/answer`, { answer: 'confirmed', reason: 'Tetap.' })
  await nowIn(edition, 'pleno-finalis')
  const [, shown] = await answer(call(auditor, 'GET', `${listPath(edition.slug)}/${id}`))
  const criteria = scoringOf(edition).rubric.map(({ id: criterion, title }) => ({ id: criterion, title }))
  const of = (points: number) => Object.fromEntries(criteria.map((one) => [one.id, points]))
  const sheet = ({ id: jurorId, name }: { id: string; name: string }, points: number, said: unknown = null) => ({
    juror: { id: jurorId, name },
    totalHundredths: points * 100,
    points: of(points),
    answer: said,
  })
  expect(shown).toEqual({
    ...during,
    state: 'closed',
    differenceHundredths: 3000,
    answered: 1,
    criteria,
    sheets: [
      sheet(first, 90),
      sheet(second, 60, {
        answer: 'confirmed',
        reason: 'Tetap.',
        at: instant,
        totalHundredths: 6000,
        points: of(60),
      }),
      sheet(third, 70),
    ],
  })
  const csv = await (await call(auditor, 'GET', `${listPath(edition.slug)}/csv`)).text()
  expect(csv.split('\r\n').filter((line) => line !== '').length).toBe(4)
  expect(csv).toContain(`${second.name};60;ditegaskan;Tetap.`)
  const exported = await db
    .select()
    .from(tables.auditEvents)
    .where(and(eq(tables.auditEvents.editionId, edition.id), eq(tables.auditEvents.action, 'divergences.exported')))
  expect(exported.map(({ actorId }) => actorId)).toEqual([auditor.id])
})

test('the secretariat closes a round with a reason, once; the auditor changes nothing, jurors do not come here', async () => {
  const { edition, first, id } = await anOpenRound()
  const close = (person: typeof first, reason: string) =>
    answer(call(person, 'POST', `${listPath(edition.slug)}/${id}/closing`, { reason }))
  expect(await close(await aPerson({ role: 'auditor' }), 'Cukup.')).toEqual([403, { code: 'not_allowed' }])
  expect(await close(first, 'Cukup.')).toEqual([403, { code: 'not_allowed' }])
  expect(await close(edition.secretariat, ' ')).toEqual([422, { code: 'reason_needed' }])
  const both = await Promise.all([close(edition.secretariat, 'Cukup.'), close(edition.secretariat, 'Cukup.')])
  expect(both.map(([status]) => status).toSorted()).toEqual([201, 409])
  expect(await auditActions(id)).toEqual(['divergence.found', 'consolidation.opened', 'consolidation.closed'])
  const [, listed] = await answer(call(edition.secretariat, 'GET', listPath(edition.slug)))
  expect(listed).toMatchObject({
    rows: [{ state: 'closed', closedAt: instant, closedBy: edition.secretariat.name, closeReason: 'Cukup.' }],
  })
  expect(
    await answer(call(first, 'POST', `/consolidations/${id}/answer`, { answer: 'confirmed', reason: 'Ya.' })),
  ).toEqual([409, { code: 'consolidation_over' }])
  const other = await anEdition('penilaian')
  expect(
    await answer(call(edition.secretariat, 'POST', `${listPath(other.slug)}/${id}/closing`, { reason: 'Cukup.' })),
  ).toEqual([404, { code: 'not_found' }])
})
